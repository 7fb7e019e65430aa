"""The office, its people, and how they log in."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from liciel_app.core.access import Role
from liciel_app.core.database import words


class Office(SQLModel, table=True):
    """The company. One row per deployment; its fields feed documents, mails and the public site.

    `host`: who runs the server of the site, with address and telephone (LCEN, article 1-1).
    """

    id: int = Field(default=1, primary_key=True)
    name: str
    legal_form: str = ""
    capital: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    lat: float | None = None
    lon: float | None = None
    siret: str = ""
    rcs: str = ""
    vat_number: str = ""
    iban: str = ""
    email: str = ""
    phone: str = ""
    insurance: str = ""
    mediator: str = ""
    publication_director: str = ""
    host: str = ""
    zone: str = ""
    presentation: str = ""
    opening_hours: str = ""
    late_interest: str = ""
    unpaid_files: str = "mark"  # mark: consultation copies; block: no download before payment
    mark_always_append: bool = False
    deposit_percent: int = 30


class Account(SQLModel, table=True):
    """A person who can log in. Several people of one client company share its `client_id`.

    `validates_orders`: of a client's people, who orders by himself; the others prepare orders for these.
    """

    id: int | None = Field(default=None, primary_key=True)
    email: str = Field(unique=True, max_length=254)
    name: str
    role: Role = Field(sa_type=words(Role))
    password_hash: str
    language: str = "fr"
    phone: str = ""
    client_id: int | None = Field(default=None, index=True, foreign_key="client.id")
    validates_orders: bool = True
    closed_at: datetime | None = None
    created_at: datetime
    last_login_at: datetime | None = None


class OfficeSecret(SQLModel, table=True):
    """A random key of this office, made at its first use: it signs what goes out and must come back unchanged."""

    name: str = Field(primary_key=True, max_length=40)
    value: str


class Technician(SQLModel, table=True):
    """Where a diagnostician starts from and comes back to (home when no other end is given), and the colour and number
    he has on boards and maps. Past `insured_until` (professional liability) he is not assigned.
    """

    account_id: int = Field(primary_key=True, foreign_key="account.id")
    home_city: str = ""
    home_lat: float | None = None
    home_lon: float | None = None
    hue: str = "#3e63dd"
    position: int = 0
    vehicle: str = ""
    vehicle_power: int = 0
    year_km: int = 0
    insured_until: date | None = None
    end_city: str = ""
    end_lat: float | None = None
    end_lon: float | None = None


class Certification(SQLModel, table=True):
    """The right to do one kind of diagnostic, until a date (none: unknown end)."""

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(index=True, foreign_key="account.id")
    code: str
    until: date | None = None


class LoginSession(SQLModel, table=True):
    """A browser that logged in. Only the hash of its cookie is kept; looked up at every event."""

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(index=True, foreign_key="account.id")
    token_hash: str = Field(unique=True, max_length=64)
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    ended_at: datetime | None = None
    origin: str = ""
    agent: str = ""


class PasswordReset(SQLModel, table=True):
    """A link sent by mail: one use, thirty minutes."""

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(index=True, foreign_key="account.id")
    token_hash: str = Field(unique=True, max_length=64)
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None = None


class LoginFailure(SQLModel, table=True):
    """A wrong pair, kept to slow down the next tries of that address and that origin."""

    id: int | None = Field(default=None, primary_key=True)
    email: str = Field(index=True)
    origin: str = Field(index=True)
    at: datetime = Field(index=True)


class ResetAsk(SQLModel, table=True):
    """Somebody asked for a new password: one row for the address named, one for the origin that named it."""

    __table_args__ = (Index("ix_resetask_asker_at", "asker", "at"),)

    id: int | None = Field(default=None, primary_key=True)
    asker: str
    at: datetime


class Resource(SQLModel, table=True):
    """A vehicle, an instrument or a room that appointments may need.

    Past `checked_until` (calibration, technical inspection) or `insured_until` it may not be taken on a visit.
    `carried_by`: the person who always has it with them. `serves`: domains of certification (or missions) that cannot
    be done without such an instrument, separated by spaces; what no instrument of the office serves asks for none.
    """

    id: int | None = Field(default=None, primary_key=True)
    name: str
    kind: str
    checked_until: date | None = None
    insured_until: date | None = None
    carried_by: int | None = Field(default=None, foreign_key="account.id")
    serves: str = ""
    notes: str = ""
    closed_at: datetime | None = None
