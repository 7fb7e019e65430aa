"""The credit note (avoir): an invoice of its own, that takes back another one."""

from datetime import datetime

from sqlmodel import Field, SQLModel


class CreditNote(SQLModel, table=True):
    """`invoice_id`: the credit note, its amounts negative; `credits_id`: the invoice it takes back, once for ever."""

    id: int | None = Field(default=None, primary_key=True)
    invoice_id: int = Field(unique=True, foreign_key="invoice.id")
    credits_id: int = Field(unique=True, foreign_key="invoice.id")
    reason: str
    made_at: datetime
    made_by: str
    sha256: str | None = Field(default=None, foreign_key="storedfile.sha256")
