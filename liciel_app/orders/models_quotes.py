"""The quote, its versions and what became of it; the mission order; the deposit the office asks for."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from liciel_app.core.database import words
from liciel_app.directory.models import ClientKind


class QuoteState(StrEnum):
    """`sent` is « En attente de validation client »; past `valid_until` it reads « expiré »."""

    DRAFT = "draft"
    SENT = "sent"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    REPLACED = "replaced"


class Withdrawal(StrEnum):
    """What a private client does of his fourteen days (C. consom. L221-18, L221-25); `none` for the others."""

    NONE = "none"
    KEPT = "kept"
    WAIVED = "waived"


class Quote(SQLModel, table=True):
    """One version of a quote. From its sending on, `paper` is what was printed and `data_hash` its SHA-256.

    Amounts in cents, without the options; `deposit_cents` tax included.
    """

    __table_args__ = (
        UniqueConstraint("number", "version"),
        Index("ix_quote_created_at_id", "created_at", "id"),
        Index("ix_quote_state_created_at_id", "state", "created_at", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    number: str = Field(index=True)
    version: int = 1
    order_id: int = Field(index=True, foreign_key="order.id")
    state: QuoteState = Field(default=QuoteState.DRAFT, sa_type=words(QuoteState))
    vat_rate: Decimal = Field(default=Decimal(20), max_digits=5, decimal_places=2)
    discount_cents: int = 0
    net_cents: int = 0
    vat_cents: int = 0
    rounding_cents: int = 0
    gross_cents: int = 0
    deposit_cents: int = 0
    valid_days: int = 30
    valid_until: date | None = None
    note: str = ""
    paper: str = ""
    data_hash: str = ""
    pdf_sha256: str | None = Field(default=None, foreign_key="storedfile.sha256")
    mission_sha256: str | None = Field(default=None, foreign_key="storedfile.sha256")
    created_at: datetime
    created_by: str
    sent_at: datetime | None = None
    sent_by: str = ""
    sent_to: str = ""
    norm: str = ""


class QuoteLot(SQLModel, table=True):
    """One property of a quote for several, each with its own order; a quote for one property has none.

    Its lines carry its `position`. Amounts before tax, without the options; `mission_sha256`: its own mission order.
    """

    quote_id: int = Field(primary_key=True, foreign_key="quote.id")
    order_id: int = Field(primary_key=True, index=True, foreign_key="order.id")
    position: int
    label: str
    discount_cents: int = 0
    net_cents: int = 0
    rounding_cents: int = 0
    mission_sha256: str | None = Field(default=None, foreign_key="storedfile.sha256")


class QuoteLine(SQLModel, table=True):
    """`cents` before tax for the whole line; none while the office has not priced it. `optional`: the client ticks.

    `lot`: the position of its lot, 0 where there is but one property.
    """

    id: int | None = Field(default=None, primary_key=True)
    quote_id: int = Field(index=True, foreign_key="quote.id")
    position: int
    code: str = ""
    label: str
    note: str = ""
    quantity: Decimal = Field(default=Decimal(1), max_digits=10, decimal_places=2)
    unit_cents: int | None = None
    optional: bool = False
    lot: int = 0


class LinkPurpose(StrEnum):
    """To sign once, or to follow afterwards: read what was signed, pay the deposit."""

    SIGN = "sign"
    FOLLOW = "follow"


class QuoteLink(SQLModel, table=True):
    """A personal link to a quote; only the hash of its token is kept. `used_at`: it was answered through this one."""

    id: int | None = Field(default=None, primary_key=True)
    quote_id: int = Field(index=True, foreign_key="quote.id")
    token_hash: str = Field(unique=True, max_length=64)
    purpose: LinkPurpose = Field(default=LinkPurpose.SIGN, sa_type=words(LinkPurpose))
    sent_to: str = ""
    created_at: datetime
    used_at: datetime | None = None
    revoked_at: datetime | None = None


class QuoteAcceptance(SQLModel, table=True):
    """One per quote, for ever: who agreed to what. `manifest` (JSON) is the evidence, `manifest_sha256` its seal.

    Signed on paper: `signed_on` is the day written on it, `recorded_by` who recorded it, the signature its scan.
    """

    id: int | None = Field(default=None, primary_key=True)
    quote_id: int = Field(unique=True, foreign_key="quote.id")
    accepted_at: datetime
    name: str
    email: str
    place: str
    ademe: bool
    withdrawal: Withdrawal = Field(sa_type=words(Withdrawal))
    withdrawal_until: date | None = None
    options: str = "[]"
    net_cents: int
    vat_cents: int
    gross_cents: int
    deposit_cents: int = 0
    origin: str = ""
    signature_sha256: str = Field(foreign_key="storedfile.sha256")
    manifest: str
    manifest_sha256: str
    evidence_sha256: str | None = Field(default=None, foreign_key="storedfile.sha256")
    recorded_by: str = ""
    signed_on: date | None = None


class QuoteRefusal(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    quote_id: int = Field(unique=True, foreign_key="quote.id")
    refused_at: datetime
    reason: str
    origin: str = ""


class QuoteReminder(SQLModel, table=True):
    """One row per (quote, level): a reminder never leaves twice."""

    __table_args__ = (UniqueConstraint("quote_id", "level"),)

    id: int | None = Field(default=None, primary_key=True)
    quote_id: int = Field(index=True, foreign_key="quote.id")
    level: int
    sent_at: datetime = Field(index=True)


class MissionOrder(SQLModel, table=True):
    """The mission order (ODM) of an order, one per order. `details`: JSON of `mission_details.FIELDS`."""

    id: int | None = Field(default=None, primary_key=True)
    number: str = Field(unique=True)
    order_id: int = Field(unique=True, foreign_key="order.id")
    details: str = "{}"
    created_at: datetime
    created_by: str
    changed_at: datetime


class DepositRule(SQLModel, table=True):
    """What a kind of client pays when accepting: a part of the total, or a fixed amount, tax included."""

    kind: ClientKind = Field(primary_key=True, sa_type=words(ClientKind))
    percent: Decimal | None = Field(default=None, max_digits=5, decimal_places=2)
    cents: int | None = None
