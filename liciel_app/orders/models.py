"""What a visitor, a client or the desk orders, and the prices it is quoted from."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from liciel_app.core.database import words
from liciel_app.directory.models import ClientKind


class OrderState(StrEnum):
    TO_PROCESS = "to_process"
    IN_PROGRESS = "in_progress"
    PROCESSED = "processed"


class PriceList(SQLModel, table=True):
    """One version of a price list, never changed: a new one replaces it from its date on.

    `family`: the list's lasting name, empty for the public one. `content`: the whole `pricing.Grid` as canonical JSON,
    and its SHA-256. `taxed`: its prices include VAT. Rates in per cent.
    """

    __table_args__ = (Index("ix_pricelist_family_valid_from", "family", "valid_from"),)

    id: int | None = Field(default=None, primary_key=True)
    family: str = ""
    name: str
    valid_from: date
    taxed: bool = False
    vat_rate: Decimal = Field(default=Decimal(20), max_digits=5, decimal_places=2)
    deposit_rate: Decimal = Field(default=Decimal(30), max_digits=5, decimal_places=2)
    content: str
    sha256: str = Field(max_length=64)


class Order(SQLModel, table=True):
    """An order, with the property and contact as they were given. Amounts in cents, computed by the server.

    `rounding_cents`: the cent no VAT makes (EN 16931, BT-114). `rooms` to `saturday`: what its price was found with.
    `travel_open`: the place is beyond the last travel band. `appointment_id`: the slot chosen with it. `proposed`: a
    quote the office made first, no order until it is accepted. `origin`: the network address it came from.
    """

    __table_args__ = (
        Index("ix_order_placed_at_id", "placed_at", "id"),
        Index("ix_order_state_placed_at_id", "state", "placed_at", "id"),
        Index("ix_order_state_gross_cents_id", "state", "gross_cents", "id"),
        Index("ix_order_state_norm_id", "state", "norm", "id"),
        Index("ix_order_gross_cents_id", "gross_cents", "id"),
        Index("ix_order_norm_id", "norm", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    number: str = Field(unique=True)
    submit_id: str = Field(unique=True, max_length=36)
    state: OrderState = Field(default=OrderState.TO_PROCESS, sa_type=words(OrderState))
    client_id: int | None = Field(default=None, index=True, foreign_key="client.id")
    contact_kind: ClientKind = Field(default=ClientKind.PRIVATE, sa_type=words(ClientKind))
    contact_name: str
    contact_email: str
    contact_phone: str
    transaction: str
    property_kind: str
    street: str
    postcode: str
    city: str
    lat: float | None = None
    lon: float | None = None
    surface: Decimal = Field(max_digits=8, decimal_places=2)
    facts: str = "{}"
    wished_on: date | None = None
    comment: str = ""
    price_list_id: int | None = Field(default=None, foreign_key="pricelist.id")
    net_cents: int = 0
    discount_cents: int = 0
    vat_cents: int = 0
    rounding_cents: int = 0
    gross_cents: int = 0
    travel_open: bool = False
    rooms: int | None = None
    outbuildings: int = 0
    urgent: bool = False
    saturday: bool = False
    appointment_id: int | None = None
    proposed: bool = False
    language: str = "fr"
    placed_at: datetime
    placed_by: str = ""
    origin: str = ""
    cancelled_at: datetime | None = None
    cancelled_why: str = ""
    norm: str = ""


class OrderLine(SQLModel, table=True):
    """`verdict` is the engine's word of the day; `on_quote`: no price in the grid, the office makes an offer."""

    id: int | None = Field(default=None, primary_key=True)
    order_id: int = Field(index=True, foreign_key="order.id")
    position: int
    code: str
    label: str
    why: str = ""
    source: str = ""
    verdict: str = ""
    note: str = ""
    cents: int
    on_quote: bool = False


class OrderFile(SQLModel, table=True):
    """A plan or photograph attached by the client."""

    id: int | None = Field(default=None, primary_key=True)
    order_id: int | None = Field(default=None, index=True, foreign_key="order.id")
    submit_id: str = Field(index=True, max_length=36)
    sha256: str = Field(foreign_key="storedfile.sha256")
    name: str
    size: int
    media_type: str
    uploaded_at: datetime = Field(index=True)
    origin: str = ""
