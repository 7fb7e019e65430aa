"""The page every paper of the office is drawn on: colours, letters, letterhead, foot and « page 1 / 2 »."""

from collections.abc import Callable
from typing import Any, Final
from xml.sax.saxutils import escape

from reportlab.lib.colors import Color
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, TableStyle

from liciel_app.core.lettering import western

WIDTH, HEIGHT = A4
MARGIN: Final = 48
INSIDE: Final = WIDTH - 2 * MARGIN
HEAD, LATER_HEAD, FOOT = 112, 62, 66
REGULAR, BOLD = "Helvetica", "Helvetica-Bold"
BLUE, INK = Color(0.09, 0.24, 0.41), Color(0.11, 0.13, 0.16)
GREY, RULE, SOFT = Color(0.38, 0.42, 0.47), Color(0.80, 0.83, 0.87), Color(0.955, 0.965, 0.98)
_LONGEST: Final = 600

PLAIN = ParagraphStyle("plain", fontName=REGULAR, fontSize=9.5, leading=13.5, textColor=INK)
STRONG = ParagraphStyle("strong", PLAIN, fontName=BOLD)
QUIET = ParagraphStyle("quiet", PLAIN, fontSize=8.5, leading=12, textColor=GREY)
LABEL = ParagraphStyle("label", QUIET, fontName=BOLD, fontSize=8, leading=12, textColor=BLUE)
FIGURE = ParagraphStyle("figure", PLAIN, alignment=TA_RIGHT)
HEADING = ParagraphStyle("heading", LABEL, alignment=TA_RIGHT)
TOTAL = ParagraphStyle("total", PLAIN, fontName=BOLD, fontSize=12, leading=16, textColor=Color(1, 1, 1))
TOTAL_FIGURE = ParagraphStyle("total_figure", TOTAL, alignment=TA_RIGHT)

LINES_STYLE = TableStyle(
    [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 0), (-1, 0), 1, BLUE),
        ("LINEBELOW", (0, 1), (-1, -1), 0.5, RULE),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 1), (-1, -1), 6),
        ("BOTTOMPADDING", (0, 1), (-1, -1), 6),
    ]
)
BARE_STYLE = TableStyle(
    [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 1.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
    ]
)
BUYER_STYLE = TableStyle(
    [
        ("BACKGROUND", (0, 0), (-1, -1), SOFT),
        ("LEFTPADDING", (0, 0), (-1, -1), 14),
        ("RIGHTPADDING", (0, 0), (-1, -1), 14),
        ("TOPPADDING", (0, 0), (-1, 0), 12),
        ("TOPPADDING", (0, 1), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -2), 0),
        ("BOTTOMPADDING", (0, -1), (-1, -1), 12),
    ]
)
SIGNATURE_STYLE = TableStyle(
    [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("BOX", (0, 0), (-1, -1), 0.5, RULE),
        ("INNERGRID", (0, 0), (-1, -1), 0.5, RULE),
        ("LEFTPADDING", (0, 0), (-1, -1), 8),
        ("TOPPADDING", (0, 0), (-1, -1), 5),
    ]
)
TOTALS_STYLE = TableStyle(
    [
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LINEBELOW", (0, 0), (-1, -3), 0.5, RULE),
        ("BACKGROUND", (0, -1), (-1, -1), BLUE),
        ("TOPPADDING", (0, -1), (-1, -1), 8),
        ("BOTTOMPADDING", (0, -1), (-1, -1), 8),
    ]
)


def text(words: str, style: ParagraphStyle = PLAIN) -> Paragraph:
    """Somebody's words: never read as markup; amounts are not cut from their unit."""
    return Paragraph(escape(plain(words)), style)


def plain(words: str) -> str:
    line = western(words, _LONGEST)
    for unit in ("€", "%"):
        line = line.replace(f" {unit}", f"\xa0{unit}")
    return line.replace(" :", "\xa0:").replace("« ", "«\xa0").replace(" »", "\xa0»")


Painter = Callable[[Canvas], None]


class Sheet(BaseDocTemplate):
    """A4 with a letterhead on the first page and a shorter one on the next."""

    def __init__(self, target: Any, first: Painter, later: Painter, **about: str) -> None:
        super().__init__(target, pagesize=A4, invariant=1, lang="fr", **about)
        self.addPageTemplates([_template("first", HEAD, first, "later"), _template("later", LATER_HEAD, later)])


class Counted(Canvas):
    """A canvas that knows how many pages there are before it writes their numbers."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._pages: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 reportlab's name
        self._pages.append(dict(self.__dict__))
        getattr(self, "_startPage")()  # noqa: B009 reportlab declares no types

    def save(self) -> None:
        for number, page in enumerate(self._pages, 1):
            self.__dict__.update(page)
            if len(self._pages) > 1:
                draw(self, (WIDTH - MARGIN, 26), f"Page {number} / {len(self._pages)}", REGULAR, 7.5, right=True)
            super().showPage()
        super().save()


def draw(canvas: Canvas, at: tuple[float, float], words: str, font: str, size: float, *, right: bool = False) -> None:
    canvas.setFont(font, size)
    (canvas.drawRightString if right else canvas.drawString)(*at, plain(words))


def letterhead(canvas: Canvas, seller: tuple[str, ...], title: tuple[str, str]) -> None:
    """Name and address of the seller at the left, what the paper is and its number at the right."""
    canvas.setFillColor(BLUE)
    canvas.rect(0, HEIGHT - 7, WIDTH, 7, stroke=0, fill=1)
    width = INSIDE - 190
    y = HEIGHT - 48
    for piece in simpleSplit(plain(seller[0]), BOLD, 15, width)[:2]:
        draw(canvas, (MARGIN, y), piece, BOLD, 15)
        y -= 17
    canvas.setFillColor(GREY)
    for line in filter(None, seller[1:]):
        draw(canvas, (MARGIN, y), line, REGULAR, 9)
        y -= 12
    canvas.setFillColor(BLUE)
    draw(canvas, (WIDTH - MARGIN, HEIGHT - 52), title[0], BOLD, 24, right=True)
    canvas.setFillColor(INK)
    draw(canvas, (WIDTH - MARGIN, HEIGHT - 70), title[1], BOLD, 11, right=True)


def short_head(canvas: Canvas, title: str) -> None:
    canvas.setFillColor(BLUE)
    canvas.rect(0, HEIGHT - 7, WIDTH, 7, stroke=0, fill=1)
    draw(canvas, (MARGIN, HEIGHT - 38), title, BOLD, 10)


def foot(canvas: Canvas, legal: tuple[str, ...]) -> None:
    canvas.setStrokeColor(RULE)
    canvas.setLineWidth(0.5)
    canvas.line(MARGIN, FOOT - 14, WIDTH - MARGIN, FOOT - 14)
    canvas.setFillColor(GREY)
    pieces = [piece for line in legal for piece in simpleSplit(plain(line), REGULAR, 7.5, INSIDE - 60)]
    for rank, piece in enumerate(pieces[:4]):
        draw(canvas, (MARGIN, FOOT - 26 - 9.5 * rank), piece, REGULAR, 7.5)


def stamp(canvas: Canvas, words: str) -> None:
    """Which version of which data this page shows, small, at the very bottom."""
    canvas.setFillColor(GREY)
    draw(canvas, (MARGIN, 12), words, REGULAR, 6.5)


def _template(name: str, head: float, painter: Painter, following: str | None = None) -> PageTemplate:
    frame = Frame(MARGIN, FOOT, INSIDE, HEIGHT - head - FOOT, 0, 0, 0, 0, id=name)
    return PageTemplate(name, [frame], onPage=lambda canvas, _document: painter(canvas), autoNextPageTemplate=following)
