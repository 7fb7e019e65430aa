"""What is known of places, commune by commune or at a point: zones by decree, levels, and where it was read."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from liciel_app.core.database import words


class ZoneKind(StrEnum):
    TERMITES = "termites"
    DRY_ROT = "merule"
    NOISE = "bruit"
    RADON = "radon"
    SEISMIC = "sismicite"
    NATURAL_PLAN = "pprn"
    MINING_PLAN = "pprm"
    TECHNOLOGICAL_PLAN = "pprt"
    POLLUTED_SOIL = "sis"
    COAST = "trait_cote"
    BRUSH = "old"
    CLAY = "argile"
    SEWER_LIST = "assainissement"


class Extent(StrEnum):
    """How much of the place is inside the zone. PART leaves a property of the place unknown."""

    WHOLE = "totale"
    PART = "partielle"
    NONE = "aucune"


class ZoneImport(SQLModel, table=True):
    """An official file taken in. `covers`: departments (or FR) where a commune the file does not name is outside."""

    id: int | None = Field(default=None, primary_key=True)
    kind: ZoneKind = Field(index=True, sa_type=words(ZoneKind))
    name: str
    sha256: str = Field(max_length=64)
    source: str
    as_of: date
    covers: str = ""
    rows: int = 0
    taken_at: datetime
    taken_by: str = ""


class ZoneFact(SQLModel, table=True):
    """One zone of one place: a commune's INSEE code, or a point « 44.8378,-0.5792 ».

    `since`: the day of the decree; `as_of`: the day of the file or of the answer it was read in.
    """

    __table_args__ = (UniqueConstraint("place", "kind"),)

    id: int | None = Field(default=None, primary_key=True)
    place: str = Field(max_length=32)
    kind: ZoneKind = Field(index=True, sa_type=words(ZoneKind))
    extent: Extent = Field(sa_type=words(Extent))
    level: str = ""
    since: date | None = None
    source: str = ""
    as_of: date
    import_id: int | None = Field(default=None, index=True, foreign_key="zoneimport.id")
