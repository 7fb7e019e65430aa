"""The copy of an unsigned report: the whole document written again with the mark in each page's content.

It is written once, when the file comes in, with empty marks. Most of it (every stream) turns out to be the original's
own bytes: the plan says where they stand and keeps the rest. The clean report is not inside the copy.
"""

import mmap
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
from pikepdf import Array, Name

from liciel_app.dossiers.pdf.content import has_loose_ends
from liciel_app.dossiers.pdf.identity import ID_LENGTH, STATIC_ID, digest, first_identifier, save
from liciel_app.dossiers.pdf.marking import Marking, placeholder
from liciel_app.dossiers.pdf.pages import leaves
from liciel_app.dossiers.pdf.recipe import MARK_LENGTH, MarkPlan, Writer

_STREAM_START = re.compile(rb"stream\r?\n")
_STREAM_WRITTEN = re.compile(rb"/Length (\d+) >>\nstream\n")
_WORTH_A_PIECE = 256
_KEY = 48


@dataclass(frozen=True)
class Cut:
    """A stretch of the copy that is not kept as bytes."""

    start: int
    length: int
    put: Callable[[Writer], None]


def rewritten(pdf: pikepdf.Pdf, path: Path) -> MarkPlan:
    _drop_what_carries_no_mark(pdf)
    first_id = _identify(pdf, path)
    marking = _mark(pdf)
    writer = _written(pdf, path, marks=len(marking.forms))
    return MarkPlan(
        mode="rewritten",
        pages=len(pdf.pages),
        original_size=path.stat().st_size,
        first_id=first_id.hex(),
        geometries=tuple(marking.forms),
        parts=tuple(writer.parts),
        prepared=bytes(writer.prepared),
    )


def _drop_what_carries_no_mark(pdf: pikepdf.Pdf) -> None:
    """Attached files would leave unmarked; rights granted to Adobe Reader end with the first change."""
    for key in ("/AF", "/Perms"):
        if key in pdf.Root:
            del pdf.Root[key]
    names = pdf.Root.get("/Names")
    if isinstance(names, pikepdf.Dictionary) and "/EmbeddedFiles" in names:
        del names["/EmbeddedFiles"]
    for page in pdf.pages:  # qpdf gives a page listed twice an object for each place
        _drop_attached(page.obj)


def _drop_attached(page: pikepdf.Object) -> None:
    notes = page.get("/Annots")
    if isinstance(notes, Array):
        kept = [note for note in notes if not _is_attached_file(note)]
        if len(kept) < len(notes):
            page.Annots = Array(kept)


def _is_attached_file(note: pikepdf.Object) -> bool:
    return isinstance(note, pikepdf.Dictionary) and note.get("/Subtype") == Name.FileAttachment


def _identify(pdf: pikepdf.Pdf, path: Path) -> bytes:
    first = first_identifier(pdf) or digest(path)
    pdf.trailer.ID = Array([pikepdf.String(first), pikepdf.String(first)])
    return first


def _mark(pdf: pikepdf.Pdf) -> Marking:
    marking = Marking(pdf)
    for leaf in leaves(pdf):
        if has_loose_ends(leaf):
            marking.around(leaf)
        else:
            marking.in_content(leaf)
    return marking


def _written(pdf: pikepdf.Pdf, path: Path, *, marks: int) -> Writer:
    """The document written again, in parts."""
    with TemporaryDirectory() as folder:
        target = Path(folder) / "copy.pdf"
        save(pdf, target, compress_streams=True)
        with _mapped(path) as original, _mapped(target) as copy:
            cuts = [*_borrowed(original, copy), *_marks(copy, marks), _identifier(copy)]
            return _cut(copy, sorted(cuts, key=lambda cut: cut.start))


def _mapped(path: Path) -> mmap.mmap:
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _borrowed(original: mmap.mmap, copy: mmap.mmap) -> Iterator[Cut]:
    """The streams of the copy whose very bytes stand in the original."""
    sources = _stream_starts(original)
    position = 0
    while written := _STREAM_WRITTEN.search(copy, position):
        start, length = written.end(), int(written[1])
        position = start + length if copy[start + length : start + length + 10] == b"\nendstream" else start
        source = _source(original, sources, copy[start : start + length])
        if source is not None:
            yield Cut(start, length, lambda writer, at=source, length=length: writer.original(at, length))


def _stream_starts(original: mmap.mmap) -> Mapping[bytes, list[int]]:
    """Where each stream of the original begins, by its first bytes."""
    starts: dict[bytes, list[int]] = {}
    for found in _STREAM_START.finditer(original):
        starts.setdefault(original[found.end() : found.end() + _KEY], []).append(found.end())
    return starts


def _source(original: mmap.mmap, sources: Mapping[bytes, list[int]], data: bytes) -> int | None:
    if len(data) < _WORTH_A_PIECE:
        return None
    candidates = sources.get(data[:_KEY], [])
    return next((start for start in candidates if original[start : start + len(data)] == data), None)


def _marks(copy: mmap.mmap, count: int) -> Iterator[Cut]:
    for index in range(count):
        start = copy.find(placeholder(index))
        yield Cut(start, MARK_LENGTH, lambda writer, index=index: writer.mark(index, 0))


def _identifier(copy: mmap.mmap) -> Cut:
    return Cut(copy.rfind(b"<" + STATIC_ID + b">") + 1, ID_LENGTH, Writer.identifier)


def _cut(copy: mmap.mmap, cuts: list[Cut]) -> Writer:
    writer = Writer(MARK_LENGTH)
    done = 0
    for cut in cuts:
        writer.write(copy[done : cut.start])
        cut.put(writer)
        done = cut.start + cut.length
    writer.write(copy[done:])
    return writer
