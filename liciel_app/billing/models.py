"""Invoices, what was paid, and every notification a payment platform sent."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from liciel_app.core.database import words


class InvoiceState(StrEnum):
    """`credited`: annulled by a credit note, or the credit note itself; nothing is due."""

    ISSUED = "issued"
    PARTLY_PAID = "partly_paid"
    PAID = "paid"
    CREDITED = "credited"


class Verdict(StrEnum):
    """What became of a notification: `stored` before it is handled."""

    STORED = "stored"
    ACCEPTED = "accepted"
    PENDING = "pending"
    DECLINED = "declined"
    TO_CHECK = "to_check"
    UNMATCHED = "unmatched"
    FORGED = "forged"


class Series(SQLModel, table=True):
    """The last number given in a series (`FA-2026`); its row is the lock under which numbers are allotted."""

    code: str = Field(primary_key=True)
    last_number: int = 0
    last_issued_on: date | None = None


class Invoice(SQLModel, table=True):
    """Immutable once issued: parties and lines are copies. Only `paid_cents` and `state` follow the payments."""

    __table_args__ = (Index("ix_invoice_issued_at_id", "issued_at", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    number: str = Field(unique=True)
    series: str = Field(foreign_key="series.code")
    dossier_id: int | None = Field(default=None, unique=True, foreign_key="dossier.id")
    client_id: int = Field(index=True, foreign_key="client.id")
    issued_on: date
    issued_at: datetime
    due_on: date = Field(index=True)
    performed_on: date | None = None
    seller: str
    buyer: str
    buyer_name: str
    subject: str
    net_cents: int
    discount_cents: int = 0
    vat_cents: int
    rounding_cents: int = 0
    gross_cents: int
    paid_cents: int = 0
    state: InvoiceState = Field(default=InvoiceState.ISSUED, sa_type=words(InvoiceState))
    file_id: int | None = Field(default=None, foreign_key="dossierfile.id")
    norm: str = ""


class InvoiceLine(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    invoice_id: int = Field(index=True, foreign_key="invoice.id")
    position: int
    label: str
    quantity: Decimal = Field(default=Decimal(1), max_digits=10, decimal_places=2)
    unit_cents: int
    net_cents: int
    vat_rate: Decimal = Field(max_digits=5, decimal_places=2)


class Payment(SQLModel, table=True):
    """Money received. One row per provider event: the same event twice changes nothing."""

    __table_args__ = (UniqueConstraint("provider", "provider_event"),)

    id: int | None = Field(default=None, primary_key=True)
    invoice_id: int = Field(index=True, foreign_key="invoice.id")
    cents: int
    received_at: datetime
    provider: str
    provider_event: str
    method: str = ""
    reversed_at: datetime | None = None


class PaymentAttempt(SQLModel, table=True):
    """A payer sent to the platform: what was asked, under which transaction number of that UTC day.

    `outcome`: the verdict of the last notification about it, empty until there is one.
    """

    __table_args__ = (UniqueConstraint("asked_on", "trans_id"),)

    id: int | None = Field(default=None, primary_key=True)
    invoice_id: int = Field(index=True, foreign_key="invoice.id")
    account_id: int | None = Field(default=None, foreign_key="account.id")
    reference: str = Field(unique=True)
    cents: int
    asked_on: date
    asked_at: datetime
    trans_id: str
    outcome: str = ""


class ProviderNotice(SQLModel, table=True):
    """A notification as received, stored before it is handled; forged ones are kept without their body.

    `headers`: JSON of those that identify the sender. `checked_…`: who closed one that needed a person.
    """

    __table_args__ = (UniqueConstraint("provider", "event"),)

    id: int | None = Field(default=None, primary_key=True)
    provider: str
    event: str
    received_at: datetime
    origin: str = ""
    headers: str = "{}"
    body: str = ""
    verdict: Verdict = Field(default=Verdict.STORED, sa_type=words(Verdict))
    reason: str = ""
    handled_at: datetime | None = None
    checked_at: datetime | None = None
    checked_by: str = ""
