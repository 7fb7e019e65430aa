"""The quote, as the office prints it when it brought no model of its own."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from reportlab.platypus import Flowable, KeepTogether, Spacer, Table

from liciel_app.core.language import day_short
from liciel_app.core.money import euros
from liciel_app.core.text import phone_fr
from liciel_app.office import letterhead as look
from liciel_app.office.letterhead import FIGURE, HEADING, INSIDE, LABEL, PLAIN, QUIET, STRONG, text
from liciel_app.office.parties import siret
from liciel_app.orders.documents import mentions
from liciel_app.orders.documents.sheet import Heading, printed
from liciel_app.orders.quoted import Client, Line, Lot, QuotePaper, Site, digest, sealed

_COLUMNS = (INSIDE - 260, 50, 80, 50, 80)
_TOTALS = (150, 95)
_SIGNED = ("Bon pour accord", "Nom, lieu et date", "Signature")


def quote_pdf(paper: QuotePaper, body: Sequence[Flowable] | None = None) -> bytes:
    """A4, as many pages as needed. `body`: what the office's own model says instead of ours."""
    heading = Heading(
        word="DEVIS",
        number=f"N° {paper.title}",
        later=f"Devis n° {paper.title} du {day_short(paper.issued_on)} (suite)",
        stamp=f"Devis {paper.number} – version {paper.version} – données {digest(sealed(paper))[:16]}",
        subject=paper.place,
    )
    return printed(heading, paper.seller, list(body) if body is not None else list(_story(paper)))


def lines_table(paper: QuotePaper, lines: Sequence[Line]) -> Table:
    heads = [text("Désignation", LABEL)]
    heads += [text(head, HEADING) for head in ("Quantité", "Prix unitaire HT", "TVA", "Montant HT")]
    rate = f"{number(paper.vat_rate)} %"
    rows = [
        [
            text(f"{line.label} ({line.note})" if line.note else line.label),
            text(number(line.quantity), FIGURE),
            text(euros(line.unit_cents or 0), FIGURE),
            text(rate, FIGURE),
            text(euros(line.net_cents), FIGURE),
        ]
        for line in lines
    ]
    return Table([heads, *rows], _COLUMNS, style=look.LINES_STYLE, repeatRows=1)


def totals_table(paper: QuotePaper) -> Table:
    """Without the options: they are counted once they are chosen."""
    counted = paper.totals()
    pairs = [("Total HT", euros(counted.net_cents))]
    if counted.discount_cents:
        before = counted.net_cents + counted.discount_cents
        pairs = [("Total avant remise HT", euros(before)), ("Remise HT", euros(-counted.discount_cents)), *pairs]
    pairs.append((f"TVA {number(paper.vat_rate)} %", euros(counted.vat_cents)))
    if counted.rounding_cents:
        pairs.append(("Arrondi", euros(counted.rounding_cents)))
    rows = [[text(label, PLAIN), text(amount, FIGURE)] for label, amount in pairs]
    rows.append([text("Total TTC", look.TOTAL), text(euros(counted.gross_cents), look.TOTAL_FIGURE)])
    return Table(rows, _TOTALS, style=look.TOTALS_STYLE, hAlign="RIGHT")


def conditions(paper: QuotePaper) -> Iterator[Flowable]:
    yield text("Conditions", LABEL)
    for sentence in mentions.of_quote(paper):
        yield text(sentence, QUIET)
        yield Spacer(0, 2)


def signature(labels: Sequence[str] = _SIGNED) -> Table:
    cells = [[text(label, LABEL) for label in labels]]
    return Table(cells, [INSIDE / len(labels)] * len(labels), [62], style=look.SIGNATURE_STYLE)


def firm_lines(paper: QuotePaper) -> Iterator[Flowable]:
    """All of them; lot by lot, each under its own heading with what it comes to, where there are several."""
    for lot in paper.parts:
        table = lines_table(paper, [line for line in paper.lines_of(lot) if not line.optional])
        yield from _of_lot(paper, lot, table) if paper.lots else (table,)


def options(paper: QuotePaper) -> Iterator[Flowable]:
    """What the client may add by ticking it when he accepts."""
    if not paper.options:
        return
    yield text("En option, non comprises dans le total", LABEL)
    for lot in paper.parts:
        added = [line for line in paper.lines_of(lot) if line.optional]
        if added:
            yield Spacer(0, 4)
            yield from (text(lot.label, STRONG),) if paper.lots else ()
            yield lines_table(paper, added)


def client_box(client: Client, title: str) -> Table:
    town = f"{client.postcode} {client.city}".strip()
    reach = " – ".join(filter(None, (phone_fr(client.phone), client.email)))
    numbers = f"SIRET {siret(client.siret)}" if client.siret else ""
    lines = [text(title, LABEL), text(client.name, STRONG)]
    lines += [text(line) for line in (client.street, town, reach, numbers) if line]
    return Table([[line] for line in lines], [INSIDE * 0.52], style=look.BUYER_STYLE)


def facts_table(pairs: Sequence[tuple[str, str]]) -> Table:
    rows = [[text(label, QUIET), text(value)] for label, value in pairs if value]
    return Table(rows, [112, INSIDE * 0.48 - 124], style=look.BARE_STYLE, hAlign="LEFT")


def parties(facts: Sequence[tuple[str, str]], client: Client, title: str) -> Iterator[Flowable]:
    """The head of a paper: its dates and numbers at the left, who asks at the right."""
    sides = [facts_table(facts), client_box(client, title)]
    yield Table([sides], [INSIDE * 0.48, INSIDE * 0.52], style=look.BARE_STYLE)
    yield Spacer(0, 18)


def place(site: Site) -> Iterator[Flowable]:
    yield text("Bien à diagnostiquer", LABEL)
    yield text(f"{site.street}, {site.town}", STRONG)
    yield text(f"{site.kind}, {site.surface}")


def number(value: Decimal) -> str:
    """20 and 8,5: no useless zero."""
    return f"{value.normalize():f}".replace(".", ",")


def _story(paper: QuotePaper) -> Iterator[Flowable]:
    facts = [
        ("Date du devis", day_short(paper.issued_on)),
        ("Valable jusqu’au", day_short(paper.valid_until)),
        ("Commande", ", ".join(lot.order_number for lot in paper.parts)),
        ("Projet", paper.site.project),
        ("Jour souhaité", day_short(paper.wished_on)),
    ]
    yield from parties(facts, paper.client, "Pour")
    yield from _places(paper)
    yield Spacer(0, 14)
    yield from firm_lines(paper)
    yield Spacer(0, 12)
    yield KeepTogether([totals_table(paper)])
    yield Spacer(0, 12)
    yield from options(paper)
    if paper.note:
        yield Spacer(0, 10)
        yield text(paper.note)
    yield Spacer(0, 14)
    yield KeepTogether([*conditions(paper), Spacer(0, 8), signature()])


def _places(paper: QuotePaper) -> Iterator[Flowable]:
    if not paper.lots:
        yield from place(paper.site)
        return
    yield text("Biens à diagnostiquer", LABEL)
    yield text(paper.place, STRONG)


def _of_lot(paper: QuotePaper, lot: Lot, table: Table) -> Iterator[Flowable]:
    counted, site = paper.totals_of(lot), lot.site
    less = f"remise de {euros(counted.discount_cents)} comprise, " if counted.discount_cents else ""
    whole = f"Sous-total {lot.label} : {less}{euros(counted.net_cents)} HT, {euros(counted.gross_cents)} TTC"
    yield KeepTogether([text(f"{lot.label} – commande {lot.order_number}", STRONG), text(_where(site), QUIET)])
    yield Spacer(0, 4)
    yield table
    yield text(whole, FIGURE)
    yield Spacer(0, 10)


def _where(site: Site) -> str:
    return f"{site.street}, {site.town} – {site.kind}, {site.surface}"
