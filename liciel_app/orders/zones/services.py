# pyright: strict
"""Taking in what is known of places: an official file whole, or the answer of a public service."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import col

from liciel_app.core import database
from liciel_app.core.errors import Refused
from liciel_app.core.text import file_name, one_line
from liciel_app.core.work import Work
from liciel_app.orders.models_zones import ZoneFact, ZoneImport
from liciel_app.orders.zones import queries
from liciel_app.orders.zones.reading import Official
from liciel_app.orders.zones.rules import Known, covers


@dataclass(frozen=True, slots=True)
class Taken:
    """How many communes the file names, and how many statements changed."""

    named: int
    added: int = 0
    changed: int = 0
    removed: int = 0

    @property
    def nothing_new(self) -> bool:
        return not (self.added or self.changed or self.removed)


def take(work: Work, official: Official) -> Taken:
    """Import a file already read, whole, or raise Refused without a trace of it.

    The same file again changes nothing; a file older than the one in place is refused.
    """
    if official.as_of > work.today:
        raise Refused("La date du fichier est à venir.")
    last = queries.newest(work, official.kind, official.covers)
    if last is not None and last.as_of > official.as_of:
        raise Refused("Un fichier plus récent, du {day}, est déjà importé.", day=f"{last.as_of:%d/%m/%Y}")
    if last is not None and (last.sha256, last.as_of) == (official.sha256, official.as_of):
        return Taken(named=len(official.told))
    done = _imported(work, official)
    taken = _write(work, official, done)
    work.record("zoneimport.taken", done, after={"kind": done.kind, "name": done.name, "rows": done.rows})
    return taken


def note(work: Work, places: Mapping[str, Sequence[Known]]) -> None:
    """Keep what a public service answered, by place; a newer file keeps its word."""
    standing = {(row.place, row.kind): row for row in _rows(work, col(ZoneFact.place).in_(list(places)))}
    told = [(place, known) for place, found in places.items() for known in found]
    newest = [one for one in told if not _is_newer(standing.get((one[0], one[1].kind)), one[1])]
    _put(work, newest, None)


def _imported(work: Work, official: Official) -> ZoneImport:
    done = ZoneImport(
        kind=official.kind,
        name=file_name(official.name),
        sha256=official.sha256,
        source=one_line(official.source),
        as_of=official.as_of,
        covers=official.covers,
        rows=len(official.told),
        taken_at=work.now,
        taken_by=work.actor.name,
    )
    work.db.add(done)
    work.db.flush()
    return done


def _write(work: Work, official: Official, done: ZoneImport) -> Taken:
    """Two statements whatever the size of the file: the office goes on working meanwhile."""
    standing = {row.place: row for row in _rows(work, col(ZoneFact.kind) == official.kind)}
    told = {place: known for place, known in official.told.items() if not _is_newer(standing.get(place), known)}
    changed = [place for place, known in told.items() if place in standing and _differs(standing[place], known)]
    gone = [row.id for place, row in standing.items() if place not in official.told and _is_dropped(row, done)]
    _put(work, told.items(), done.id)
    _remove(work, gone)
    return Taken(len(official.told), len(told.keys() - standing.keys()), len(changed), len(gone))


def _rows(work: Work, condition: Any) -> Sequence[Any]:
    """Bare rows: tens of thousands are read for one file."""
    table = database.metadata.tables["zonefact"]
    return work.db.connection().execute(select(table).where(condition)).all()


def _is_dropped(row: Any, done: ZoneImport) -> bool:
    """A complete list takes away the communes of its territory it no longer names."""
    return row.import_id is not None and row.as_of <= done.as_of and covers(done.covers, row.place)


def _is_newer(row: Any | None, known: Known) -> bool:
    return row is not None and row.as_of > known.as_of


def _differs(row: Any, known: Known) -> bool:
    return (row.extent, row.level, row.since) != (known.extent, known.level, known.since)


def _put(work: Work, told: Iterable[tuple[str, Known]], import_id: int | None) -> None:
    connection = work.db.connection()
    dialect: Any = sqlite if database.is_sqlite(connection) else postgresql
    rows = [_row(place, known, import_id) for place, known in told]
    if rows:
        added = dialect.insert(ZoneFact)
        settled = {name: added.excluded[name] for name in rows[0] if name not in ("place", "kind")}
        connection.execute(added.on_conflict_do_update(index_elements=["place", "kind"], set_=settled), rows)


def _row(place: str, known: Known, import_id: int | None) -> dict[str, Any]:
    return {
        "place": place,
        "kind": known.kind,
        "extent": known.extent,
        "level": known.level,
        "since": known.since,
        "source": known.source,
        "as_of": known.as_of,
        "import_id": import_id,
    }


def _remove(work: Work, numbers: Sequence[int]) -> None:
    if numbers:
        gone = delete(ZoneFact).where(col(ZoneFact.id) == bindparam("number"))
        work.db.connection().execute(gone, [{"number": number} for number in numbers])
