"""The copy of a signed report: the original, byte for byte, followed by a revision that only adds the mark.

The signature stays verifiable on its own bytes; cutting the copy at the original's length gives the original back.
Decisions and measures: the product's design note on consultation copies (signed files carry the mark as an annotation).
"""

from collections.abc import Mapping
from pathlib import Path

import pikepdf

from liciel_app.dossiers.pdf.content import has_loose_ends
from liciel_app.dossiers.pdf.identity import digest, first_identifier
from liciel_app.dossiers.pdf.marking import Marking, annotation_lists
from liciel_app.dossiers.pdf.pages import Leaf, leaves
from liciel_app.dossiers.pdf.recipe import MARK_LENGTH, MarkPlan, Writer
from liciel_app.dossiers.pdf.revision import (
    PACKED,
    Ending,
    Entry,
    Revision,
    Trailer,
    ending,
    kept_entries,
    old_entries,
    write_stream,
    write_table,
)
from liciel_app.dossiers.pdf.sealing import Seal, seal_of


def appended(pdf: pikepdf.Pdf, path: Path, *, signed: bool, damaged: bool) -> MarkPlan:
    """Pages of a signed file carry the mark as annotations; of another, in their content where it has no loose ends."""
    end, seal, first_id = ending(path), seal_of(pdf), _first_id(pdf, path)
    rebuilt = old_entries(pdf) if damaged or end.xref is None else None
    pages = leaves(pdf)
    marking = _mark(pdf, pages, signed=signed)
    trailer = Trailer(
        kept=kept_entries(pdf.trailer),
        previous=end.xref if rebuilt is None else None,
        first_id=first_id,
        next_number=max(_next_number(pdf), int(pdf.trailer.get("/Size", 0))),
    )
    writer = Writer(seal.stream_length(MARK_LENGTH) if seal else MARK_LENGTH)
    entries = {**(rebuilt or {}), **_objects(writer, end, marking, seal)}
    in_stream = end.in_stream if rebuilt is None else any(kind == PACKED for kind, *_ in rebuilt.values())
    (write_stream if in_stream else write_table)(writer, end.shift, entries, trailer)
    return MarkPlan(
        mode="appended",
        pages=len(pages),
        original_size=end.size,
        first_id=(first_id or b"").hex(),
        geometries=tuple(marking.forms),
        parts=tuple(writer.parts),
        prepared=bytes(writer.prepared),
        seal=seal,
    )


def _first_id(pdf: pikepdf.Pdf, path: Path) -> bytes | None:
    """None for an encrypted file without identifier: giving it one would change its key."""
    first = first_identifier(pdf)
    return first if first or pdf.is_encrypted else digest(path)


def _mark(pdf: pikepdf.Pdf, pages: list[Leaf], *, signed: bool) -> Marking:
    marking, lists = Marking(pdf), annotation_lists(pages)
    for leaf in pages:
        if signed or has_loose_ends(leaf):
            marking.as_annotation(leaf, lists)
        else:
            marking.in_content(leaf)
    return marking


def _next_number(pdf: pikepdf.Pdf) -> int:
    """The first free object number: what qpdf found in the file, not what its trailer claims."""
    return pdf.make_indirect(pikepdf.Dictionary()).objgen[0]


def _objects(writer: Writer, end: Ending, marking: Marking, seal: Seal | None) -> Mapping[int, Entry]:
    """The original, then every object the mark adds or changes."""
    writer.original(0, end.size)
    writer.write(b"" if end.ends_line else b"\n")
    revision = Revision(writer, end.shift, seal)
    for value in (*marking.changed.values(), *marking.new):
        revision.write(value)
    for index, form in enumerate(marking.forms.values()):
        revision.write_form(form, index)
    return revision.entries
