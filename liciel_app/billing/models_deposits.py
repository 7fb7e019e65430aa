"""The deposit invoice of an accepted quote, and what each final invoice takes off of it."""

from datetime import datetime

from sqlmodel import Field, SQLModel


class Deposit(SQLModel, table=True):
    """One per accepted quote."""

    id: int | None = Field(default=None, primary_key=True)
    quote_id: int = Field(unique=True, foreign_key="quote.id")
    invoice_id: int = Field(unique=True, foreign_key="invoice.id")
    sha256: str | None = Field(default=None, foreign_key="storedfile.sha256")


class DepositShare(SQLModel, table=True):
    """An order's part of a deposit: all of it, or the part of its lot; together they are the deposit.

    `taken_cents`: what was received of it, taken off the final invoice `deducted_from` once that one is issued.
    """

    deposit_id: int = Field(primary_key=True, foreign_key="deposit.id")
    order_id: int = Field(primary_key=True, index=True, foreign_key="order.id")
    cents: int
    taken_cents: int = 0
    deducted_from: int | None = Field(default=None, index=True, foreign_key="invoice.id")
    deducted_at: datetime | None = None
