"""What came from a phone: each sending once, the versions that crossed, and where and when a photo was taken."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from liciel_app.core.database import words


class Outcome(StrEnum):
    DONE = "done"
    KEPT = "kept"


class Choice(StrEnum):
    FIELD = "field"
    OFFICE = "office"


class Sending(SQLModel, table=True):
    """Something typed on a phone. `number` was drawn there, so that the same one sent twice is done once.

    `about`: the dossier, mission, appointment or file it speaks of, according to `kind`. `body` (JSON): what was typed.
    `typed_at` is the phone's own clock.
    """

    __table_args__ = (Index("ix_sending_account_id_kind_about", "account_id", "kind", "about"),)

    id: int | None = Field(default=None, primary_key=True)
    number: str = Field(unique=True, max_length=36)
    account_id: int = Field(foreign_key="account.id")
    kind: str = Field(max_length=20)
    about: int
    body: str
    outcome: Outcome = Field(sa_type=words(Outcome))
    typed_at: datetime
    received_at: datetime


class CrossedVersion(SQLModel, table=True):
    """A conclusion written on a phone while somebody else changed it: both stand until somebody chooses.

    `base`: what the phone showed when the writing began; `other`: what stood here when it arrived.
    """

    __table_args__ = (Index("ix_crossedversion_dossier_id", "dossier_id"),)

    id: int | None = Field(default=None, primary_key=True)
    dossier_id: int = Field(foreign_key="dossier.id")
    mission_id: int = Field(foreign_key="mission.id")
    text: str
    base: str
    other: str
    author_id: int | None = Field(default=None, foreign_key="account.id")
    author: str
    typed_at: datetime
    received_at: datetime
    choice: Choice | None = Field(default=None, sa_type=words(Choice))
    chosen_by: str = ""
    chosen_at: datetime | None = None


class PhotoFact(SQLModel, table=True):
    """When and where a photo was taken, as the phone told. No place: not allowed, or not found in time."""

    file_id: int = Field(primary_key=True, foreign_key="dossierfile.id")
    taken_at: datetime
    lat: float | None = None
    lon: float | None = None
    accuracy: int | None = None
    """In metres."""
