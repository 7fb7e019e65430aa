# pyright: strict
"""What is known of a place. Zones are public facts: everybody reads them."""

from datetime import date

from sqlmodel import col, select

from liciel_app.core.work import Work
from liciel_app.orders.models_zones import Extent, ZoneFact, ZoneImport, ZoneKind
from liciel_app.orders.zones.places import Where, whole_city
from liciel_app.orders.zones.rules import LEVELS, Known, covers


def statements(work: Work, where: Where) -> list[Known]:
    """From the most precise place to the widest: the point, the commune, the city of a district, complete lists."""
    insee = where.code
    places = [place for place in (where.point, insee, whole_city(insee)) if place]
    if not places:
        return []
    rows = work.db.exec(select(ZoneFact).where(col(ZoneFact.place).in_(places))).all()
    told = [_known(row) for row in sorted(rows, key=lambda row: places.index(row.place))]
    named = {known.kind for known in told}
    lists = [done for done in _complete_lists(work) if done.kind not in named and covers(done.covers, insee)]
    return [*told, *(_outside(done) for done in lists)]


def newest(work: Work, kind: ZoneKind, territory: str) -> ZoneImport | None:
    """The last file of that kind for that territory."""
    wanted = select(ZoneImport).where(col(ZoneImport.kind) == kind, col(ZoneImport.covers) == territory)
    return work.db.exec(wanted.order_by(col(ZoneImport.as_of).desc(), col(ZoneImport.id).desc())).first()


def imports(work: Work) -> list[ZoneImport]:
    """Every file taken in, the newest of each kind first."""
    wanted = select(ZoneImport).order_by(col(ZoneImport.kind), col(ZoneImport.as_of).desc(), col(ZoneImport.id).desc())
    return list(work.db.exec(wanted).all())


def read_on(work: Work, where: Where) -> date | None:
    """The day the place was last looked up by itself, outside of the files."""
    places = [place for place in (where.point, where.code) if place]
    wanted = select(ZoneFact).where(col(ZoneFact.place).in_(places), col(ZoneFact.import_id).is_(None))
    return max((row.as_of for row in work.db.exec(wanted).all()), default=None)


def _complete_lists(work: Work) -> list[ZoneImport]:
    """Lists that name all the communes concerned of some territory; ratings never speak of those they leave out."""
    newest = {(one.kind, one.covers): one for one in reversed(imports(work))}
    return [one for one in newest.values() if one.covers and one.kind not in LEVELS]


def _outside(done: ZoneImport) -> Known:
    return Known(done.kind, Extent.NONE, source=done.source, as_of=done.as_of)


def _known(row: ZoneFact) -> Known:
    return Known(row.kind, row.extent, row.level, row.since, row.source, row.as_of)
