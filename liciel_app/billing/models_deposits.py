"""The deposit invoice of an accepted quote, and the final invoice it was taken off."""

from datetime import datetime

from sqlmodel import Field, SQLModel


class Deposit(SQLModel, table=True):
    """One per accepted quote. `deducted_from`: the final invoice, once it is issued."""

    id: int | None = Field(default=None, primary_key=True)
    quote_id: int = Field(unique=True, foreign_key="quote.id")
    order_id: int = Field(index=True, foreign_key="order.id")
    invoice_id: int = Field(unique=True, foreign_key="invoice.id")
    sha256: str | None = Field(default=None, foreign_key="storedfile.sha256")
    deducted_from: int | None = Field(default=None, index=True, foreign_key="invoice.id")
    deducted_at: datetime | None = None
