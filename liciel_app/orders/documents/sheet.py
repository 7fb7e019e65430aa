"""The page of quotes and mission orders: the office's letterhead, the law at its foot, the version below it."""

from dataclasses import dataclass
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from liciel_app.office import letterhead as look
from liciel_app.office.parties import Seller, address_lines, legal_lines


@dataclass(frozen=True, slots=True)
class Heading:
    """`word` and `number` on the first page, `later` on the next ones, `stamp` on all of them."""

    word: str
    number: str
    later: str
    stamp: str
    subject: str = ""


def printed(heading: Heading, seller: Seller, story: list[Flowable]) -> bytes:
    """The same values give the same bytes."""
    out = BytesIO()

    def first(canvas: Canvas) -> None:
        look.letterhead(canvas, address_lines(seller), (heading.word, heading.number))
        _foot(canvas, seller, heading)

    def later(canvas: Canvas) -> None:
        look.short_head(canvas, heading.later)
        _foot(canvas, seller, heading)

    title = f"{heading.word.capitalize()} {heading.number}".strip()
    sheet = look.Sheet(out, first, later, title=title, author=seller.name, subject=heading.subject)
    sheet.build(story, canvasmaker=look.Counted)
    return out.getvalue()


def _foot(canvas: Canvas, seller: Seller, heading: Heading) -> None:
    look.foot(canvas, legal_lines(seller))
    look.stamp(canvas, heading.stamp)
