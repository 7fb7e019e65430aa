"""The consultation mark: a PDF content stream in the space of the page as shown.

It carries its three facts (what, who, when) three times: across the page for the eye and the printer, in the footer
and, written vertically, in the left margin, where text extractors cannot interleave it with the page's own lines.
Sizes and opacities were chosen on paper, plans, dark and red photographs (the white outline is for these).
"""

from datetime import date
from math import atan2, cos, hypot, sin

from liciel_app.dossiers.pdf.geometry import Geometry
from liciel_app.dossiers.pdf.lettering import literal, number, numbers, western, width

TEXT = "POUR CONSULTATION UNIQUEMENT"
LONGEST_READER = 60
MARK_SIZE = 1280  # every drawing is padded to this, so that a copy's length and offsets are known before its reader

RED, DARK_RED, WHITE = b"0.78 0 0.05", b"0.6 0 0.05", b"1 1 1"
# graphics states: opacity of fills, opacity of outlines
STATES = {"G1": (0.28, 0.50), "G2": (0.72, 1), "G3": (1, 1)}
_ACROSS, _BAND, _OPAQUE = b"/G1 gs ", b"/G2 gs ", b"/G3 gs "

_DIAGONAL_SHARE, _SECOND_LINE_SHARE = 0.74, 0.60
_OUTLINE, _THIN_OUTLINE = 0.045, 0.03
_FOOTER_SIZE, _MARGIN_SIZE, _LINE_SHARE = 8.0, 7.0, 0.9
_LOW_PAGE, _SMALL_PAGE = 150.0, 200.0


def mark(page: Geometry, reader: str, on: date) -> bytes:
    """The drawing for one page geometry, exactly MARK_SIZE bytes long."""
    who = f"{western(reader, LONGEST_READER)} - {on:%d/%m/%Y}"
    line = f"{TEXT} - {who}"
    drawing = b"q " + _diagonal(page, who) + _footer(page, line) + _margin(page, line) + b"Q"
    return drawing.ljust(MARK_SIZE)


def _diagonal(page: Geometry, who: str) -> bytes:
    """Along the page's own diagonal: the mark, and under it, at most half as big, the reader and the date."""
    diagonal = hypot(page.shown_width, page.shown_height)
    size = _DIAGONAL_SHARE * diagonal / width(TEXT)
    small = min(size * 0.5, _SECOND_LINE_SHARE * diagonal / width(who))
    return b"".join((
        _ACROSS, RED, b" rg ", WHITE, b" RG BT 2 Tr ",
        number(size * _OUTLINE), b" w ", _on_diagonal(page, TEXT, size, 0),
        number(small * _THIN_OUTLINE), b" w ", _on_diagonal(page, who, small, -small * 1.35),
        b"ET ",
    ))  # fmt: skip


def _on_diagonal(page: Geometry, text: str, size: float, above: float) -> bytes:
    angle = atan2(page.shown_height, page.shown_width)
    along = -width(text, size) / 2
    x = page.shown_width / 2 + along * cos(angle) - above * sin(angle)
    y = page.shown_height / 2 + along * sin(angle) + above * cos(angle)
    turn = b"%.4f %.4f %.4f %.4f " % (cos(angle), sin(angle), -sin(angle), cos(angle))
    return b"/F1 " + number(size) + b" Tf " + turn + numbers(x, y) + b" Tm " + literal(text) + b" Tj "


def _footer(page: Geometry, line: str) -> bytes:
    point = 1 / page.unit
    size = min(_FOOTER_SIZE * point, _LINE_SHARE * page.shown_width / width(line))
    long = width(line, size)
    x, y = (page.shown_width - long) / 2, (10 if page.shown_height > _LOW_PAGE * point else 2) * point
    band = numbers(x - 3 * point, y - 2.5 * point, long + 6 * point, size * 1.3)
    return _banded(band, b"1 0 0 1", (x, y), size, line)


def _margin(page: Geometry, line: str) -> bytes:
    point = 1 / page.unit
    if page.shown_height < _SMALL_PAGE * point:
        return b""
    size = min(_MARGIN_SIZE * point, _LINE_SHARE * page.shown_height / width(line))
    long = width(line, size)
    x, y = 12 * point, (page.shown_height - long) / 2
    band = numbers(x - size * 0.95, y - 3 * point, size * 1.25, long + 6 * point)
    return _banded(band, b"0 1 -1 0", (x, y), size, line)


def _banded(band: bytes, turn: bytes, at: tuple[float, float], size: float, line: str) -> bytes:
    """Dark red letters on a white band, just as long as they are."""
    return b"".join((
        _BAND, WHITE, b" rg ", band, b" re f ",
        _OPAQUE, DARK_RED, b" rg BT 0 Tr /F1 ", number(size), b" Tf ", turn, b" ", numbers(*at), b" Tm ",
        literal(line), b" Tj ET ",
    ))  # fmt: skip
