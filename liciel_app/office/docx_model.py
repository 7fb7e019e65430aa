# pyright: strict
"""A model the office wrote in Word: its paragraphs and tables, and the tags in it. Nothing in it is ever executed.

A tag is `{{ name }}`, its name in a closed list. Anything else between braces (`{{7*7}}`, `{% … %}`, a dot, a call) is
a fault, told before the model is kept. The Word file itself never leaves: papers are printed from what was read here.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from liciel_app.core.errors import Refused

LARGEST: Final = 20 * 1024 * 1024  # bytes once unpacked
MOST_PARTS: Final = 500
MOST_BLOCKS: Final = 2000
TAG: Final = re.compile(r"\{\{\s*([a-z][a-z0-9_]{0,40})\s*\}\}")
_BRACED: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|\{\{|\}\}|\{%|%\}|\{#|#\}")
_MAIN: Final = "word/document.xml"
_UNREADABLE: Final = "Ce fichier n’est pas un document Word (.docx) lisible."


@dataclass(frozen=True, slots=True)
class Span:
    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`level`: 0 for the body, 1 to 3 for titles; `bullet`: an item of a list."""

    spans: tuple[Span, ...]
    level: int = 0
    align: str = "left"
    bullet: bool = False

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class Grid:
    rows: tuple[tuple[tuple[Paragraph, ...], ...], ...]


Block = Paragraph | Grid


def read(content: bytes) -> tuple[Block, ...]:
    """The body of a .docx. Raises Refused for another kind of file, a bomb, macros or external parts."""
    _check_archive(content)
    import docx

    try:
        document: Any = docx.Document(io.BytesIO(content))
        blocks = tuple(_block(item) for item in document.iter_inner_content())
    except Refused:
        raise
    except Exception as error:
        raise Refused(_UNREADABLE) from error
    if not blocks or len(blocks) > MOST_BLOCKS:
        raise Refused("Ce modèle est vide ou beaucoup trop long.")
    return blocks


def tags(blocks: tuple[Block, ...]) -> tuple[str, ...]:
    """The names of its tags, each once, in their order."""
    return tuple(dict.fromkeys(name for one in paragraphs(blocks) for name in TAG.findall(one.text)))


def faults(blocks: tuple[Block, ...], known: frozenset[str]) -> tuple[str, ...]:
    """Everything between braces that is not a known tag, as it is written."""
    found = (braced for one in paragraphs(blocks) for braced in _BRACED.findall(one.text))
    return tuple(dict.fromkeys(braced for braced in found if _name(braced) not in known))


def paragraphs(blocks: tuple[Block, ...]) -> Iterator[Paragraph]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            yield from (one for row in block.rows for cell in row for one in cell)


def _name(braced: str) -> str:
    whole = TAG.fullmatch(braced)
    return whole.group(1) if whole else ""


def _check_archive(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile as error:
        raise Refused(_UNREADABLE) from error
    names = {part.filename for part in parts}
    if _MAIN not in names:
        raise Refused(_UNREADABLE)
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST:
        raise Refused("Ce modèle est trop lourd une fois ouvert.")
    if any(name.endswith(("vbaProject.bin", ".exe", ".js")) or "embeddings/" in name for name in names):
        raise Refused("Ce modèle contient des macros ou des objets : enregistrez-le sans eux.")


def _block(item: Any) -> Block:
    if hasattr(item, "rows"):
        rows = tuple(tuple(_cell(cell) for cell in row.cells) for row in item.rows)
        return Grid(rows)
    return _paragraph(item)


def _cell(cell: Any) -> tuple[Paragraph, ...]:
    return tuple(_paragraph(one) for one in cell.paragraphs)


def _paragraph(item: Any) -> Paragraph:
    """Word cuts a tag into several runs at will: pieces of one are given the look of its first."""
    style = str(item.style.name or "") if item.style is not None else ""
    spans = _whole_tags(tuple(Span(str(run.text), bool(run.bold), bool(run.italic)) for run in item.runs if run.text))
    return Paragraph(spans, _level(style), _align(item), style.startswith(("List", "Liste")))


def _whole_tags(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    made: list[Span] = []
    for span in spans:
        if made and _inside_a_tag(made[-1].text):
            made[-1] = Span(made[-1].text + span.text, made[-1].bold, made[-1].italic)
        elif made and (made[-1].bold, made[-1].italic) == (span.bold, span.italic):
            made[-1] = Span(made[-1].text + span.text, span.bold, span.italic)
        else:
            made.append(span)
    return tuple(made)


def _inside_a_tag(text: str) -> bool:
    return text.endswith("{") or text.count("{{") > text.count("}}")


def _level(style: str) -> int:
    if style in ("Title", "Titre"):
        return 1
    numbered = re.fullmatch(r"(?:Heading|Titre) ([1-9])", style)
    return min(int(numbered.group(1)), 3) if numbered else 0


def _align(item: Any) -> str:
    named = str(item.alignment or "").lower()
    return next((side for side in ("center", "right", "justify") if side in named), "left")
