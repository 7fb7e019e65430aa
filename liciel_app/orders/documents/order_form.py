"""The order form (bon de commande): what was ordered, for which property, at what price of the day."""

from collections.abc import Iterator, Sequence

from reportlab.platypus import Flowable, Spacer, Table

from liciel_app.core.language import day_short
from liciel_app.office import letterhead as look
from liciel_app.office.letterhead import FIGURE, HEADING, INSIDE, LABEL, PLAIN, QUIET, STRONG, text
from liciel_app.orders.documents.sheet import Heading, printed
from liciel_app.orders.order_paper import OrderForm

_COLUMNS = (INSIDE - 100, 100)
_TOTALS = (150, 95)
_FACTS = (150, INSIDE - 150)


def order_form_pdf(form: OrderForm) -> bytes:
    """A4. The same order gives the same bytes."""
    heading = Heading(
        word="BON DE COMMANDE",
        number=f"N° {form.number}",
        later=f"Bon de commande n° {form.number} (suite)",
        stamp=f"Commande {form.number} – données {form.digest}",
        subject=", ".join(form.site),
    )
    return printed(heading, form.seller, list(_story(form)))


def _story(form: OrderForm) -> Iterator[Flowable]:
    yield text(f"Commande reçue le {day_short(form.placed_on)}", PLAIN)
    yield Spacer(0, 10)
    yield Table([[_block("Client", form.contact), _block("Bien", form.site)]], [INSIDE / 2] * 2, style=look.BARE_STYLE)
    yield Spacer(0, 14)
    yield _priced(form.lines)
    yield Spacer(0, 8)
    rows = [[text(label, PLAIN), text(amount, FIGURE)] for label, amount in form.totals]
    yield Table(rows, _TOTALS, style=look.BARE_STYLE, hAlign="RIGHT")
    if form.facts:
        yield Spacer(0, 12)
        yield text("Ce qui nous a été dit du bien", LABEL)
        told = [[text(question, QUIET), text(answer, PLAIN)] for question, answer in form.facts]
        yield Table(told, _FACTS, style=look.BARE_STYLE, hAlign="LEFT")
    if form.comment:
        yield Spacer(0, 12)
        yield text("Message", LABEL)
        yield text(form.comment, PLAIN)
    yield Spacer(0, 12)
    yield text("Prix calculés le jour de la commande ; le devis signé fait foi.", QUIET)


def _block(label: str, lines: Sequence[str]) -> list[Flowable]:
    first, *others = lines or ("",)
    return [text(label, LABEL), text(first, STRONG), *(text(line, PLAIN) for line in others if line)]


def _priced(lines: Sequence[tuple[str, str]]) -> Table:
    rows = [[text("Diagnostic", LABEL), text("Prix HT", HEADING)]]
    rows += [[text(label, PLAIN), text(price, FIGURE)] for label, price in lines]
    return Table(rows, _COLUMNS, style=look.LINES_STYLE, repeatRows=1)
