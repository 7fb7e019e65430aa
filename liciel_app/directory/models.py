"""The people and companies the office works for."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from liciel_app.core.database import words


class ClientKind(StrEnum):
    PRIVATE = "private"
    PROFESSIONAL = "professional"
    AGENCY = "agency"
    NOTARY = "notary"


class Client(SQLModel, table=True):
    """`unpaid_exception`: documents stay open even when unpaid. `prospect`: asked, and ordered nothing yet.

    `norm` begins with the name: searched and sorted.
    """

    __table_args__ = (Index("ix_client_norm_id", "norm", "id"), Index("ix_client_created_at_id", "created_at", "id"))

    id: int | None = Field(default=None, primary_key=True)
    kind: ClientKind = Field(sa_type=words(ClientKind))
    name: str
    siret: str = ""
    vat_number: str = ""
    email: str = Field(default="", index=True)
    phone: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    lat: float | None = None
    lon: float | None = None
    payment_days: int = 0
    unpaid_exception: bool = False
    prospect: bool = False
    created_at: datetime
    norm: str = ""
