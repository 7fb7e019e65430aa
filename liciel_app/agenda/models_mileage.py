"""Who drives what, the kilometres of each day's tour, what was asked and paid for them, and shared tour sheets."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from liciel_app.core.database import words


class VehicleCategory(StrEnum):
    CAR = "car"
    MOTORCYCLE = "motorcycle"
    MOPED = "moped"


class VehicleSheet(SQLModel, table=True):
    """What the official scale asks of a vehicle: `power` in fiscal horsepower (field P.6 of its registration)."""

    resource_id: int = Field(primary_key=True, foreign_key="resource.id")
    category: VehicleCategory = Field(default=VehicleCategory.CAR, sa_type=words(VehicleCategory))
    power: int = 0
    electric: bool = False


class VehicleUse(SQLModel, table=True):
    """The days, both included, on which a person drives a vehicle of their own for the office.

    `km_before`: whole kilometres already driven for the office in the year of `since`, before that day.
    """

    id: int | None = Field(default=None, primary_key=True)
    resource_id: int = Field(index=True, foreign_key="resource.id")
    account_id: int = Field(index=True, foreign_key="account.id")
    since: date
    until: date | None = None
    km_before: int = 0


class TourDay(SQLModel, table=True):
    """The tour planned for a day, home to home, in tenths of a kilometre; `legs` (JSON) is the evidence.

    `route`: fingerprint of its stops; another one is measured again. `taken_id`: a vehicle the appointments took.
    `unlocated`: appointments without coordinates, left out.
    """

    __table_args__ = (UniqueConstraint("account_id", "day"),)

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id")
    day: date = Field(index=True)
    tenths: int = 0
    estimated: bool = False
    stops: int = 0
    unlocated: int = 0
    taken_id: int | None = Field(default=None, foreign_key="resource.id")
    route: str = Field(default="", max_length=64)
    legs: str = "[]"
    noted_at: datetime


class TourCorrection(SQLModel, table=True):
    """Somebody's other figure for a day, and why. The last one counts; the tour as planned is kept."""

    id: int | None = Field(default=None, primary_key=True)
    tour_id: int = Field(index=True, foreign_key="tourday.id")
    tenths: int
    reason: str
    made_by: str
    made_at: datetime


class TourEvidence(SQLModel, table=True):
    """A file that proves a day's kilometres; it stays with the day."""

    id: int | None = Field(default=None, primary_key=True)
    tour_id: int = Field(index=True, foreign_key="tourday.id")
    sha256: str = Field(foreign_key="storedfile.sha256")
    name: str = Field(max_length=120)
    size: int
    media_type: str
    by: str
    at: datetime


class StatementState(StrEnum):
    """`approved` is locked: what changes afterwards goes to the next month."""

    ASKED = "asked"
    RETURNED = "returned"
    APPROVED = "approved"
    PAID = "paid"


class MileageStatement(SQLModel, table=True):
    """One person's month; `month` is its first day. From its approval on, `paper` is what it prints.

    `tenths` and `cents` are none until it is approved.
    """

    __table_args__ = (UniqueConstraint("account_id", "month"),)

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id")
    month: date = Field(index=True)
    state: StatementState = Field(default=StatementState.ASKED, sa_type=words(StatementState))
    asked_at: datetime
    asked_by: str
    returned_why: str = ""
    approved_at: datetime | None = None
    approved_by: str = ""
    paid_at: datetime | None = None
    paid_by: str = ""
    tenths: int | None = None
    cents: int | None = None
    paper: str = ""
    data_hash: str = Field(default="", max_length=64)


class MileageLine(SQLModel, table=True):
    """What an approved month granted for one vehicle and year: kilometres of the year before and after, and cents."""

    id: int | None = Field(default=None, primary_key=True)
    statement_id: int = Field(index=True, foreign_key="mileagestatement.id")
    resource_id: int = Field(foreign_key="resource.id")
    year: int
    tenths_before: int
    tenths_after: int
    cents: int


class TourLink(SQLModel, table=True):
    """A page of one person's day for who holds its address; only the hash of its token is kept."""

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id")
    day: date
    token_hash: str = Field(unique=True, max_length=64)
    created_at: datetime
    created_by: str
    revoked_at: datetime | None = None
    revoked_by: str = ""
