"""What was agreed with a client about prices, and price lists being prepared."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Index
from sqlmodel import Field, SQLModel


class PriceTerms(SQLModel, table=True):
    """The price list, discount and commission of a client from a day on; the latest row of that day holds.

    `family`: the list, empty for the public one. Rates in per cent; `commission_cents` before tax, for each order.
    """

    __table_args__ = (Index("ix_priceterms_client_id_valid_from", "client_id", "valid_from"),)

    id: int | None = Field(default=None, primary_key=True)
    client_id: int = Field(foreign_key="client.id")
    valid_from: date
    family: str = ""
    discount: Decimal = Field(default=Decimal(0), max_digits=5, decimal_places=2)
    commission_percent: Decimal = Field(default=Decimal(0), max_digits=5, decimal_places=2)
    commission_cents: int = 0
    agreed_at: datetime
    agreed_by: str = ""


class PriceDraft(SQLModel, table=True):
    """A price list read from a workbook, waiting for its manager to look at it. `tables`: JSON of its sheets."""

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(index=True, foreign_key="account.id")
    name: str
    tables: str
    created_at: datetime = Field(index=True)
