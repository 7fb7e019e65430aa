"""A model of the office turned into a page: its tags replaced by words or by whole tables."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Final
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Spacer, Table
from reportlab.platypus import Paragraph as Printed

from liciel_app.office import letterhead as look
from liciel_app.office.docx_model import TAG, Block, Grid, Paragraph

Values = Mapping[str, str]
Parts = Mapping[str, Callable[[], Iterator[Flowable]]]
_SIDES: Final[Mapping[str, Any]] = {"left": TA_LEFT, "center": TA_CENTER, "right": TA_RIGHT, "justify": TA_JUSTIFY}
_SIZES: Final = {0: 9.5, 1: 16, 2: 12.5, 3: 10.5}


def body(blocks: Sequence[Block], values: Values, parts: Parts) -> list[Flowable]:
    """A paragraph made of one tag of `parts` becomes that part; the others have their tags replaced by `values`."""
    return [flowable for block in blocks for flowable in _printed(block, values, parts)]


def empty_tags(names: Sequence[str], values: Values) -> tuple[str, ...]:
    """The tags that this record has nothing for."""
    return tuple(name for name in names if name in values and not values[name].strip())


def _printed(block: Block, values: Values, parts: Parts) -> Iterator[Flowable]:
    if isinstance(block, Grid):
        yield _grid(block, values)
        yield Spacer(0, 6)
        return
    alone = TAG.fullmatch(block.text.strip())
    if alone and alone.group(1) in parts:
        yield from parts[alone.group(1)]()
        yield Spacer(0, 6)
        return
    yield _line(block, values)


def _line(paragraph: Paragraph, values: Values) -> Flowable:
    if not paragraph.text.strip():
        return Spacer(0, 8)
    markup = "".join(_span(span.text, values, bold=span.bold, italic=span.italic) for span in paragraph.spans)
    return Printed(f"•&nbsp;{markup}" if paragraph.bullet else markup, _style(paragraph))


def _span(words: str, values: Values, *, bold: bool, italic: bool) -> str:
    """Somebody's words and the record's, never read as markup."""
    filled = TAG.sub(partial(_value, values), words)
    shown = escape(_spaced(filled))
    shown = f"<b>{shown}</b>" if bold else shown
    return f"<i>{shown}</i>" if italic else shown


def _value(values: Values, found: re.Match[str]) -> str:
    return values.get(found.group(1), "")


def _spaced(words: str) -> str:
    """`plain` trims; the spaces between two spans are kept."""
    kept = look.plain(words)
    return f"{' ' if words[:1].isspace() else ''}{kept}{' ' if words[-1:].isspace() and kept else ''}"


def _style(paragraph: Paragraph) -> ParagraphStyle:
    size = _SIZES[paragraph.level]
    return ParagraphStyle(
        f"model-{paragraph.level}-{paragraph.align}",
        look.PLAIN,
        fontName=look.BOLD if paragraph.level else look.REGULAR,
        fontSize=size,
        leading=size * 1.4,
        textColor=look.BLUE if paragraph.level else look.INK,
        alignment=_SIDES[paragraph.align],
        spaceBefore=6 if paragraph.level else 0,
        spaceAfter=3,
    )


def _grid(grid: Grid, values: Values) -> Table:
    width = max(len(row) for row in grid.rows)
    cells = [[[_line(one, values) for one in cell] for cell in row] + [""] * (width - len(row)) for row in grid.rows]
    return Table(cells, [look.INSIDE / width] * width, style=look.SIGNATURE_STYLE)
