# pyright: strict
"""Reading an official CSV file of communes: all of it or nothing, with the row and the column of what is wrong."""

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from liciel_app.core.errors import Invalid, Refused
from liciel_app.core.text import normalise, one_line
from liciel_app.orders.models_zones import Extent, ZoneKind
from liciel_app.orders.zones.layouts import EXTENT, INSEE, LAYOUTS, SINCE, SOURCE, column_name
from liciel_app.orders.zones.rules import LEVELS, Known, extent_of

LARGEST: Final = 64 * 1024 * 1024
_MOST_ROWS: Final = 500_000
_MOST_FLAWS: Final = 20
_DELIMITERS: Final = ";,\t|"
_SHORT_CODE: Final = 4  # « 1001 »: a spreadsheet ate the first zero
_CODE: Final = re.compile(r"([0-9]{2}|2[AB])[0-9]{3}")
_DAYS: Final = ("%Y-%m-%d", "%d/%m/%Y", "%Y%m%d")
_DAY_LENGTH: Final = 10
_STRENGTH: Final = (Extent.NONE, Extent.PART, Extent.WHOLE)
_CLAY_WORDS: Final[Mapping[str, str]] = {"1": "faible", "2": "moyen", "3": "fort", "moyenne": "moyen", "forte": "fort"}

Places = dict[str, Known]


@dataclass(frozen=True, slots=True, kw_only=True)
class Official:
    """A file read, and what its bringer says of it. `covers`: the departments (or FR) it lists completely."""

    name: str
    kind: ZoneKind
    source: str
    as_of: date
    covers: str
    sha256: str
    told: Places


class Wrong(ValueError):
    """The sentence said of one cell."""

    def __init__(self, column: str, sentence: str) -> None:
        super().__init__(sentence)
        self.column = column
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each thing stands in a row; none: the file does not say it."""

    insee: int
    level: int | None
    state: int | None
    extent: int | None
    since: int | None
    source: int | None
    names: tuple[str, ...]


def official(content: bytes, kind: ZoneKind, *, name: str, source: str, as_of: date, covers: str = "") -> Official:
    """Read outside of any transaction. Raises as `read` does."""
    return Official(
        name=name,
        kind=kind,
        source=source,
        as_of=as_of,
        covers=covers,
        sha256=hashlib.sha256(content).hexdigest(),
        told=read(content, kind, source=source, as_of=as_of),
    )


def read(content: bytes, kind: ZoneKind, *, source: str, as_of: date) -> Places:
    """What the file says of each commune it names.

    Raises Invalid with a sentence by row and column (twenty at most), or Refused for what is no such file at all.
    """
    rows = _rows(_text(content))
    columns = _columns(next(rows, (0, ()))[1], kind)
    found: dict[str, tuple[int, Known]] = {}
    flaws: dict[str, str] = {}
    for number, row in rows:
        try:
            _take(found, number, _place(row, columns), _known(row, columns, kind))
        except Wrong as wrong:
            flaws[f"Ligne {number}, colonne « {wrong.column} »"] = wrong.sentence
        if len(flaws) >= _MOST_FLAWS or number > _MOST_ROWS:
            break
    if flaws:
        raise Invalid(flaws, "Rien n’a été importé : corrigez ces cases du fichier.")
    if not found:
        raise Refused("Ce fichier ne nomme aucune commune : rien n’a été importé.")
    return {place: replace(known, source=known.source or source, as_of=as_of) for place, (_, known) in found.items()}


def _text(content: bytes) -> str:
    if len(content) > LARGEST:
        raise Refused("Ce fichier dépasse 64 Mo : rien n’a été importé.")
    if b"\x00" in content[:4096] or content.startswith(b"PK"):
        raise Refused("Ce fichier n’est pas un CSV : enregistrez-le au format CSV, puis recommencez.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _rows(text: str) -> Iterator[tuple[int, Sequence[str]]]:
    """Line numbers as a spreadsheet shows them, and the cells; empty lines are skipped."""
    header = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=header.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield reader.line_num, row
    except csv.Error as error:
        line = reader.line_num
        raise Refused("Ligne {line} : ce fichier CSV est mal formé, rien n’a été importé.", line=line) from error


def _columns(header: Sequence[str], kind: ZoneKind) -> Columns:
    layout = LAYOUTS[kind]
    names = {column_name(cell): place for place, cell in reversed(list(enumerate(header)))}
    insee, level = _place_of(names, INSEE), _place_of(names, layout.level)
    if insee is None:
        raise _missing("code INSEE", INSEE)
    if layout.level and level is None:
        raise _missing("niveau", layout.level)
    return Columns(
        insee=insee,
        level=level,
        state=_place_of(names, layout.state),
        extent=_place_of(names, EXTENT),
        since=_place_of(names, SINCE),
        source=_place_of(names, SOURCE),
        names=tuple(one_line(cell, 60) for cell in header),
    )


def _missing(what: str, names: Sequence[str]) -> Invalid:
    column = f"Ligne 1, colonne « {what} »"
    return Invalid(
        {column: f"Elle manque : elle se nomme {', '.join(names)}."},
        "Rien n’a été importé : ce fichier n’a pas les colonnes attendues.",
    )


def _place_of(names: Mapping[str, int], wanted: Sequence[str]) -> int | None:
    return next((names[name] for name in wanted if name in names), None)


def _place(row: Sequence[str], columns: Columns) -> str:
    code = _cell(row, columns.insee).upper()
    code = code.zfill(_SHORT_CODE + 1) if len(code) == _SHORT_CODE and code.isdecimal() else code
    if not _CODE.fullmatch(code):
        raise Wrong(columns.names[columns.insee], f"« {one_line(code, 20)} » n’est pas un code INSEE de commune.")
    return code


def _known(row: Sequence[str], columns: Columns, kind: ZoneKind) -> Known:
    """What the row says of its commune; a plan that ended leaves it outside."""
    layout = LAYOUTS[kind]
    if columns.state is not None and not layout.live(_cell(row, columns.state)):
        return Known(kind, Extent.NONE)
    since, source = _day(row, columns), one_line(_cell(row, columns.source))
    if kind in LEVELS:
        level = _level(row, columns, kind)
        extent = Extent.WHOLE if kind is ZoneKind.CLAY else extent_of(kind, level)
        return Known(kind, _extent(row, columns, extent), level, since, source)
    return Known(kind, _extent(row, columns, layout.extent), "", since, source)


def _level(row: Sequence[str], columns: Columns, kind: ZoneKind) -> str:
    """« 2 - FAIBLE » is level 2; « Moyenne » and « 2 » are the same exposure to clay."""
    told = _cell(row, columns.level)
    word = normalise(told).split(" ")[0]
    level = _CLAY_WORDS.get(word, word) if kind is ZoneKind.CLAY else word
    if level not in LEVELS[kind]:
        allowed = ", ".join(LEVELS[kind])
        name = columns.names[columns.level or 0]
        raise Wrong(name, f"« {one_line(told, 20)} » n’est pas un niveau connu ({allowed}).")
    return level


def _extent(row: Sequence[str], columns: Columns, usual: Extent) -> Extent:
    told = _cell(row, columns.extent)
    if not told:
        return usual
    found = {str(extent): extent for extent in Extent}.get(normalise(told))
    if found is None:
        name = columns.names[columns.extent or 0]
        raise Wrong(name, f"« {one_line(told, 20)} » n’est pas une étendue connue (totale, partielle, aucune).")
    return found


def _day(row: Sequence[str], columns: Columns) -> date | None:
    told = _cell(row, columns.since)[:_DAY_LENGTH]
    if not told:
        return None
    for shape in _DAYS:
        try:
            return datetime.strptime(told, shape).date()  # noqa: DTZ007 a day has no zone
        except ValueError:
            continue
    raise Wrong(columns.names[columns.since or 0], f"« {one_line(told, 20)} » n’est pas une date.")


def _cell(row: Sequence[str], place: int | None) -> str:
    return row[place].strip() if place is not None and place < len(row) else ""


def _take(found: dict[str, tuple[int, Known]], number: int, place: str, known: Known) -> None:
    """A commune named twice keeps the wider of its zones; two ratings of one commune contradict each other."""
    line, before = found.get(place, (number, known))
    if before.level != known.level:
        raise Wrong("niveau", f"La commune {place} a déjà une autre valeur à la ligne {line}.")
    if _STRENGTH.index(known.extent) >= _STRENGTH.index(before.extent):
        found[place] = (line, before if known.extent is before.extent else known)
