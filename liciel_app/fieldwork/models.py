"""What the technician brings back from a visit: what was checked, the rooms seen, the hours, who signed."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel


class ChecklistTick(SQLModel, table=True):
    """Something to do or to ask on site, done. `item` is a code of `checklists`."""

    __table_args__ = (Index("ix_checklisttick_dossier_id_item", "dossier_id", "item", unique=True),)

    id: int | None = Field(default=None, primary_key=True)
    dossier_id: int = Field(foreign_key="dossier.id")
    item: str = Field(max_length=60)
    by_id: int | None = Field(default=None, foreign_key="account.id")
    by: str
    at: datetime


class VisitRoom(SQLModel, table=True):
    """A room of the property: visited, or not and why (`why`), as the reports must say."""

    __table_args__ = (Index("ix_visitroom_dossier_id", "dossier_id"),)

    id: int | None = Field(default=None, primary_key=True)
    dossier_id: int = Field(foreign_key="dossier.id")
    level: str = Field(max_length=60)
    name: str = Field(max_length=60)
    visited: bool
    why: str = ""
    note: str = ""
    by: str
    at: datetime
    removed_at: datetime | None = None


class VisitHours(SQLModel, table=True):
    """The hours of a visit as somebody wrote them; the last ones hold. `reason`: why they are not the tapped ones."""

    __table_args__ = (Index("ix_visithours_dossier_id", "dossier_id"),)

    id: int | None = Field(default=None, primary_key=True)
    dossier_id: int = Field(foreign_key="dossier.id")
    arrived_at: datetime
    started_at: datetime | None = None
    ended_at: datetime | None = None
    break_minutes: int = 0
    reason: str = ""
    by: str
    at: datetime


class VisitSignature(SQLModel, table=True):
    """Somebody on site attests the visit. `manifest` (JSON) is what was attested, `manifest_sha256` its seal.

    `file_id`: the attestation in the dossier's files, empty until it is printed.
    """

    __table_args__ = (Index("ix_visitsignature_dossier_id", "dossier_id"),)

    id: int | None = Field(default=None, primary_key=True)
    dossier_id: int = Field(foreign_key="dossier.id")
    name: str = Field(max_length=120)
    quality: str = Field(max_length=20)
    signature_sha256: str = Field(foreign_key="storedfile.sha256")
    signed_at: datetime
    by_id: int | None = Field(default=None, foreign_key="account.id")
    by: str
    manifest: str
    manifest_sha256: str
    file_id: int | None = Field(default=None, foreign_key="dossierfile.id")
