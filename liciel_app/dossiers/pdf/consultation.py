"""« POUR CONSULTATION UNIQUEMENT », the reader's name and the date on every page of a copy; the original never changes.

`plan` once, when the file comes in (it reads the whole document: in a process of its own, `plan_safely`), then
`consultation_copy` at each download: it draws the mark and sends, without opening the document again.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, NamedTuple

import pikepdf

from liciel_app.core.errors import Conflict, Refused
from liciel_app.dossiers.pdf.appended import appended
from liciel_app.dossiers.pdf.drawing import mark
from liciel_app.dossiers.pdf.identity import copy_identifier
from liciel_app.dossiers.pdf.recipe import IDENTIFIER, MARK, ORIGINAL, MarkPlan, StalePlan
from liciel_app.dossiers.pdf.rewritten import rewritten
from liciel_app.dossiers.pdf.stored import stored
from liciel_app.dossiers.pdf.structure import DAMAGE, forbids_marking, opened, structure

__all__ = ["ConsultationCopy", "MarkPlan", "StalePlan", "consultation_copy", "copy_from", "plan", "plan_safely"]

Stretch = Callable[[int, int], Iterable[bytes]]

_CHUNK = 256 * 1024
_REHEARSAL = date(2000, 1, 1)


class ConsultationCopy(NamedTuple):
    length: int
    chunks: Iterator[bytes]


def plan(path: Path, *, always_append: bool = False) -> MarkPlan:
    """How to mark a file, whoever will read it. Refuses a file that cannot be marked.

    Unsigned files are written again, so that the clean report is not inside the copy; a signed or encrypted file, and
    every file of an office that chose so (`always_append`), is followed by a revision.
    """
    try:
        made = _plan(path, always_append=always_append)
        _rehearse(path, made)
    except DAMAGE as reason:
        raise Refused(
            "La structure de ce PDF ne permet pas d’y ajouter une mention : demandez un nouvel export."
        ) from reason
    return made


def plan_safely(path: Path, *, always_append: bool = False) -> MarkPlan:
    """`plan` in a process with limits of its own."""
    from liciel_app.dossiers.pdf.sandbox import run

    return MarkPlan.from_json(run("plan", path, "--always-append") if always_append else run("plan", path))


def consultation_copy(path: Path, plan: MarkPlan, *, reader: str, on: date) -> ConsultationCopy:
    """The copy for one reader, ready to be streamed. The same reader and date always give the same bytes."""
    if path.stat().st_size != plan.original_size:
        raise Conflict("Ce fichier a changé depuis son dépôt : déposez-le de nouveau.")
    return ConsultationCopy(plan.length, _from_file(path, plan, reader, on))


def copy_from(stretch: Stretch, plan: MarkPlan, *, reader: str, on: date) -> ConsultationCopy:
    """The same from a store that is not a folder: `stretch(offset, length)` gives that part of the original."""
    return ConsultationCopy(plan.length, _pieces(stretch, plan, reader, on))


def _plan(path: Path, *, always_append: bool) -> MarkPlan:
    with opened(path) as pdf:
        found = structure(pdf)
        if forbids_marking(pdf):
            raise Refused("Ce PDF interdit l’ajout d’une mention : demandez-en une version sans cette restriction.")
        if found.signed or pdf.is_encrypted or always_append:
            return appended(pdf, path, signed=found.signed, damaged=found.damaged)
        return rewritten(pdf, path)


def _rehearse(path: Path, made: MarkPlan) -> None:
    """A copy is made and opened once before any reader asks for one."""
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "copy.pdf"
        with copy.open("wb") as file:
            file.writelines(_from_file(path, made, "-", _REHEARSAL))
        with pikepdf.open(copy, suppress_warnings=True) as pdf:
            if len(pdf.pages) < made.pages or copy.stat().st_size != made.length:
                raise ValueError(copy)


def _from_file(path: Path, plan: MarkPlan, reader: str, on: date) -> Iterator[bytes]:
    with path.open("rb") as original:
        yield from _pieces(partial(_stretch, original), plan, reader, on)


def _pieces(stretch: Stretch, plan: MarkPlan, reader: str, on: date) -> Iterator[bytes]:
    prepared = 0
    for kind, at, length in plan.parts:
        if kind == ORIGINAL:
            yield from stretch(at, length)
        elif kind == MARK:
            yield _drawn(plan, at, length, reader, on)
        elif kind == IDENTIFIER:
            yield copy_identifier(plan.first_id, reader, on)
        else:
            yield plan.prepared[prepared : prepared + length]
            prepared += length


def _stretch(file: BinaryIO, at: int, length: int) -> Iterator[bytes]:
    file.seek(at)
    while length:
        chunk = file.read(min(length, _CHUNK))
        if not chunk:
            raise EOFError
        length -= len(chunk)
        yield chunk


def _drawn(plan: MarkPlan, geometry: int, number: int, reader: str, on: date) -> bytes:
    data = stored(mark(plan.geometries[geometry], reader, on))
    return plan.seal.stream(data, number) if plan.seal else data
