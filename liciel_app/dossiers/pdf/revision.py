"""Writes the revision appended to a PDF: objects, then a cross-reference section of the kind the file already has.

Offsets count from the file's « %PDF- », which junk may precede. A damaged file gets a complete section of its own.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from zlib import compress

import pikepdf

from liciel_app.dossiers.pdf.recipe import Writer
from liciel_app.dossiers.pdf.sealing import Seal, sealed

_LAST_XREF = re.compile(rb"startxref\s+(\d+)")
_OBJECT = re.compile(rb"\s*\d+\s+\d+\s+obj")
_HEADER_WITHIN, _TAIL = 1024, 4096
_OFFSET_WIDTH = 5  # bytes: files up to a terabyte
_LAST_GENERATION = 65535
FREE, PLAIN, PACKED = 0, 1, 2  # kinds of entries (ISO 32000-2, table 18)

Entry = tuple[int, int, int]  # kind; offset, or number of the object stream; generation, or index in it


@dataclass(frozen=True)
class Ending:
    """How the file ends: where its last cross-reference section is (None where it is not), and of which kind."""

    size: int
    shift: int
    xref: int | None
    in_stream: bool
    ends_line: bool


def ending(path: Path) -> Ending:
    size = path.stat().st_size
    with path.open("rb") as file:
        shift = max(file.read(_HEADER_WITHIN).find(b"%PDF-"), 0)
        file.seek(max(size - _TAIL, 0))
        tail = file.read()
        found = _LAST_XREF.findall(tail)
        file.seek(int(found[-1]) + shift if found else size)
        head = file.read(40).lstrip()
    known = head.startswith(b"xref") or _OBJECT.match(head)
    return Ending(
        size, shift, int(found[-1]) if known else None, not head.startswith(b"xref"), tail[-1:] in {b"\r", b"\n"}
    )


@dataclass
class Revision:
    """The objects of a revision, written one after the other."""

    writer: Writer
    shift: int
    seal: Seal | None
    entries: dict[int, Entry] = field(default_factory=dict)

    def write(self, value: pikepdf.Object) -> None:
        """An object; its strings and its stream are encrypted where the file is."""
        number, generation = value.objgen
        self._begin(number, generation)
        if isinstance(value, pikepdf.Stream):
            self._write_stream(value.read_raw_bytes(), number, generation)
        else:
            self.writer.write(self._plain(value, number, generation))
        self.writer.write(b"\nendobj\n")

    def write_form(self, form: pikepdf.Object, geometry: int) -> None:
        """The form of a geometry, its data left to be drawn."""
        number, generation = form.objgen
        self._begin(number, generation)
        entries = form.stream_dict
        entries.Length = self.writer.mark_length
        self.writer.write(entries.unparse() + b"\nstream\n")
        self.writer.mark(geometry, number)
        self.writer.write(b"\nendstream\nendobj\n")

    def _begin(self, number: int, generation: int) -> None:
        self.entries[number] = (PLAIN, self.writer.position - self.shift, generation)
        self.writer.write(b"%d %d obj\n" % (number, generation))

    def _write_stream(self, data: bytes, number: int, generation: int) -> None:
        data = self.seal.stream(data, number, generation) if self.seal else data
        self.writer.write(b"<< /Length %d >>\nstream\n%b\nendstream" % (len(data), data))

    def _plain(self, value: pikepdf.Object, number: int, generation: int) -> bytes:
        seal = self.seal
        if seal is None:
            return value.unparse(resolved=True)
        return sealed(value, lambda data: seal.string(data, number, generation)).unparse(resolved=True)


@dataclass(frozen=True)
class Trailer:
    """What a trailer says: entries kept from the last one, the previous section, the identifier of the document."""

    kept: bytes
    previous: int | None
    first_id: bytes | None
    next_number: int

    def write(self, writer: Writer, size: int, more: bytes = b"") -> None:
        back = b"" if self.previous is None else b"/Prev %d " % self.previous
        writer.write(b"<< /Size %d %b%b%b" % (size, self.kept, back, more))
        if self.first_id is not None:
            writer.write(b"/ID [<%b><" % self.first_id.hex().encode())
            writer.identifier()
            writer.write(b">] ")
        writer.write(b">>")


def kept_entries(trailer: pikepdf.Object) -> bytes:
    kept = [(key, trailer[key]) for key in ("/Root", "/Info", "/Encrypt") if key in trailer]
    return b"".join(b"%b %b " % (key.encode(), value.unparse()) for key, value in kept)


def old_entries(pdf: pikepdf.Pdf) -> Mapping[int, Entry]:
    """Every object as found in a damaged file, whose own section cannot be built upon."""
    found: dict[int, Entry] = {0: (FREE, 0, _LAST_GENERATION)}
    for (number, generation), entry in pdf.get_xref_table().items():
        if entry.type == PLAIN and entry.offset is not None:
            found[number] = (PLAIN, entry.offset, generation)
        elif entry.type == PACKED and entry.obj_stream_number is not None:
            found[number] = (PACKED, entry.obj_stream_number, entry.obj_stream_index or 0)
    return found


def write_table(writer: Writer, shift: int, entries: Mapping[int, Entry], trailer: Trailer) -> None:
    start = writer.position - shift
    writer.write(b"xref\n")
    for first, count in _runs(entries):
        writer.write(b"%d %d\n" % (first, count))
        for number in range(first, first + count):
            kind, offset, generation = entries[number]
            writer.write(b"%010d %05d %b \n" % (offset, generation, b"n" if kind == PLAIN else b"f"))
    writer.write(b"trailer\n")
    trailer.write(writer, trailer.next_number)
    writer.write(b"\nstartxref\n%d\n%%%%EOF\n" % start)


def write_stream(writer: Writer, shift: int, entries: Mapping[int, Entry], trailer: Trailer) -> None:
    """The section as a stream: an object itself, numbered last, never encrypted."""
    start, number = writer.position - shift, trailer.next_number
    listed = {**entries, number: (PLAIN, start, 0)}
    rows = compress(b"".join(map(_row, (listed[key] for key in sorted(listed)))))
    index = b" ".join(b"%d %d" % run for run in _runs(listed))
    more = b"/Type /XRef /W [1 %d 2] /Index [%b] /Filter /FlateDecode /Length %d " % (_OFFSET_WIDTH, index, len(rows))
    writer.write(b"%d 0 obj\n" % number)
    trailer.write(writer, number + 1, more)
    writer.write(b"\nstream\n%b\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (rows, start))


def _row(entry: Entry) -> bytes:
    kind, place, last = entry
    return bytes([kind]) + place.to_bytes(_OFFSET_WIDTH, "big") + last.to_bytes(2, "big")


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Consecutive numbers as (first, how many)."""
    ordered = sorted(numbers)
    first = 0
    for position in range(1, len(ordered) + 1):
        if position == len(ordered) or ordered[position] != ordered[position - 1] + 1:
            yield ordered[first], position - first
            first = position
