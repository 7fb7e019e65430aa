"""The invoice, printed once when it is issued: it says nothing of what was paid since."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, KeepTogether, Spacer, Table

from liciel_app.billing.documents import mentions
from liciel_app.billing.rules import Bill, Buyer, Line, Seller
from liciel_app.core.language import day_short
from liciel_app.core.money import euros
from liciel_app.office import letterhead as look
from liciel_app.office.letterhead import FIGURE, HEADING, INSIDE, LABEL, PLAIN, QUIET, STRONG, text
from liciel_app.office.parties import address_lines, legal_lines

_COLUMNS = (INSIDE - 260, 50, 80, 50, 80)
_TOTALS = (150, 95)


@dataclass(frozen=True, slots=True)
class InvoicePaper:
    """Everything printed; amounts in cents. `subject`: the property's address."""

    number: str
    issued_on: date
    due_on: date
    performed_on: date
    seller: Seller
    buyer: Buyer
    subject: str
    lines: tuple[Line, ...]
    bill: Bill
    title: str = "FACTURE"
    deducted: tuple[tuple[str, int], ...] = ()
    """Deposits received before: what they are, and their cents, tax included."""
    takes_back: str = ""
    """Of a credit note: the sentence that names the invoice it annuls, its day and why."""


def invoice_pdf(paper: InvoicePaper) -> bytes:
    """A4, as many pages as the lines need; the same values give the same bytes."""
    out = BytesIO()
    title = f"{paper.title.capitalize()} {paper.number}"
    sheet = look.Sheet(
        out,
        lambda canvas: _first_page(canvas, paper),
        lambda canvas: _later_page(canvas, paper),
        title=title,
        author=paper.seller.name,
        subject=paper.subject,
    )
    sheet.build(list(_story(paper)), canvasmaker=look.Counted)
    return out.getvalue()


def _first_page(canvas: Canvas, paper: InvoicePaper) -> None:
    look.letterhead(canvas, address_lines(paper.seller), (paper.title, f"N° {paper.number}"))
    look.foot(canvas, legal_lines(paper.seller))


def _later_page(canvas: Canvas, paper: InvoicePaper) -> None:
    look.short_head(canvas, f"{paper.title.capitalize()} n° {paper.number} du {day_short(paper.issued_on)} (suite)")
    look.foot(canvas, legal_lines(paper.seller))


def _story(paper: InvoicePaper) -> Iterator[Flowable]:
    yield Table([[_facts(paper), _buyer(paper.buyer)]], [INSIDE * 0.48, INSIDE * 0.52], style=look.BARE_STYLE)
    yield Spacer(0, 20)
    yield text("Bien diagnostiqué", LABEL)
    yield text(paper.subject, STRONG)
    yield Spacer(0, 16)
    yield _lines(paper)
    yield Spacer(0, 14)
    after = [text(paper.takes_back)] if paper.takes_back else list(_conditions(paper))
    yield KeepTogether([_totals(paper.bill, paper.deducted), Spacer(0, 22), *after])


def _facts(paper: InvoicePaper) -> Table:
    pairs = [
        ("Date d’émission", day_short(paper.issued_on)),
        ("Date d’échéance", "" if paper.takes_back else day_short(paper.due_on)),
        mentions.performed(paper.performed_on, paper.issued_on),
        ("Référence du dossier", paper.buyer.reference),
        ("Catégorie d’opération", mentions.OPERATION),
    ]
    rows = [[text(label, QUIET), text(value)] for label, value in pairs if value]
    return Table(rows, [112, INSIDE * 0.48 - 124], style=look.BARE_STYLE, hAlign="LEFT")


def _buyer(buyer: Buyer) -> Table:
    lines = [text("Facturé à", LABEL), text(buyer.name, STRONG)]
    lines += [text(line) for line in mentions.buyer_lines(buyer)]
    return Table([[line] for line in lines], [INSIDE * 0.52], style=look.BUYER_STYLE)


def _lines(paper: InvoicePaper) -> Table:
    heads = [text("Désignation", LABEL)]
    heads += [text(head, HEADING) for head in ("Quantité", "Prix unitaire HT", "TVA", "Montant HT")]
    rows = [
        [
            text(line.label),
            text(_number(line.quantity), FIGURE),
            text(euros(line.unit_cents), FIGURE),
            text(f"{_number(line.vat_rate)} %", FIGURE),
            text(euros(line.net_cents), FIGURE),
        ]
        for line in paper.lines
    ]
    return Table([heads, *rows], _COLUMNS, style=look.LINES_STYLE, repeatRows=1)


def _totals(bill: Bill, deducted: tuple[tuple[str, int], ...]) -> Table:
    """Total of the lines, discount, VAT by rate, what is to be paid."""
    pairs = [("Total HT", euros(bill.net_cents))]
    if bill.discount_cents:
        before = bill.net_cents + bill.discount_cents
        pairs = [("Total avant remise HT", euros(before)), ("Remise HT", euros(-bill.discount_cents)), *pairs]
    pairs += [
        (f"TVA {_number(line.rate)} % sur {euros(line.base_cents)}", euros(line.vat_cents)) for line in bill.vat_lines
    ]
    if bill.rounding_cents:
        pairs.append(("Arrondi", euros(bill.rounding_cents)))
    if deducted:
        pairs.append(("Total TTC", euros(bill.gross_cents)))
        pairs += [(f"{what}, déduit", euros(-cents)) for what, cents in deducted]
    rows = [[text(label, PLAIN), text(amount, FIGURE)] for label, amount in pairs]
    due = bill.gross_cents - sum(cents for _, cents in deducted)
    whole = "Total TTC à payer" if due >= 0 else "Total TTC de l’avoir"
    rows.append([text(whole, look.TOTAL), text(euros(due), look.TOTAL_FIGURE)])
    return Table(rows, _TOTALS, style=look.TOTALS_STYLE, hAlign="RIGHT")


def _conditions(paper: InvoicePaper) -> Iterator[Flowable]:
    yield text("Conditions de règlement", LABEL)
    due = (paper.issued_on, paper.due_on)
    for sentence in mentions.conditions(paper.number, due, paper.seller, paper.buyer, paper.bill):
        yield text(sentence, QUIET)
        yield Spacer(0, 2)


def _number(value: Decimal) -> str:
    """20 and 8,5: no useless zero."""
    return f"{value.normalize():f}".replace(".", ",")
