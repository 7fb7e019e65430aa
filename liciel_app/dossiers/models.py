"""The dossier: a property, its missions, its reports, who may take them and who did."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from liciel_app.core.database import words


class Stage(StrEnum):
    TO_PLAN = "to_plan"
    PLANNED = "planned"
    ON_SITE = "on_site"
    ADMIN_TO_FINISH = "admin_to_finish"
    FINISHED = "finished"
    ARCHIVED = "archived"


class Delivery(StrEnum):
    NONE = "none"
    PARTIAL = "partial"
    ALL = "all"


class FileRole(StrEnum):
    REPORT = "report"
    DDT = "ddt"
    INVOICE = "invoice"
    ATTACHMENT = "attachment"


class HoldReason(StrEnum):
    UNPAID = "unpaid"


class Dossier(SQLModel, table=True):
    """`order_id` is unique: turning an order into a dossier twice gives the same one.

    Amounts in cents; `net_cents` is after the discount, before tax. `delivery` counts originals taken by the client.
    """

    __table_args__ = (
        Index("ix_dossier_updated_at_id", "updated_at", "id"),
        Index("ix_dossier_stage_updated_at_id", "stage", "updated_at", "id"),
        Index("ix_dossier_stage_delivery", "stage", "delivery"),
    )

    id: int | None = Field(default=None, primary_key=True)
    reference: str = Field(unique=True)
    order_id: int | None = Field(default=None, unique=True, foreign_key="order.id")
    client_id: int = Field(index=True, foreign_key="client.id")
    stage: Stage = Field(default=Stage.TO_PLAN, sa_type=words(Stage))
    delivery: Delivery = Field(default=Delivery.NONE, sa_type=words(Delivery))
    title: str
    transaction: str
    property_kind: str
    street: str
    postcode: str
    city: str
    lat: float | None = None
    lon: float | None = None
    surface: Decimal = Field(max_digits=8, decimal_places=2)
    facts: str = "{}"
    contact_name: str = ""
    contact_email: str = ""
    contact_phone: str = ""
    technician_id: int | None = Field(default=None, index=True, foreign_key="account.id")
    appointment_id: int | None = Field(default=None, foreign_key="appointment.id")
    visit_at: datetime | None = None
    net_cents: int = 0
    discount_cents: int = 0
    vat_percent: Decimal = Field(default=Decimal(20), max_digits=5, decimal_places=2)
    rounding_cents: int = 0
    gross_cents: int = 0
    invoiced_cents: int = 0
    paid_cents: int = 0
    invoiced_at: datetime | None = None
    paid_at: datetime | None = None
    notified_at: datetime | None = None
    created_at: datetime
    updated_at: datetime
    norm: str = ""


class Mission(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    dossier_id: int = Field(index=True, foreign_key="dossier.id")
    position: int
    code: str
    label: str
    cents: int
    conclusion: str = ""
    valid_until: date | None = None


class DossierFile(SQLModel, table=True):
    """A file as uploaded. `mark_plan` (JSON) is what a consultation copy needs, computed once at upload.

    `inspection` (JSON) is what was found in it then. `shared`: an attachment the client sees too.
    `uploaded_by_id` is empty for what the product made and what a visitor's order brought.
    """

    id: int | None = Field(default=None, primary_key=True)
    dossier_id: int = Field(index=True, foreign_key="dossier.id")
    role: FileRole = Field(sa_type=words(FileRole))
    kind: str = ""
    name: str
    sha256: str = Field(foreign_key="storedfile.sha256")
    size: int
    pages: int = 0
    signed: bool = False
    mark_plan: str = ""
    inspection: str = ""
    shared: bool = False
    version: int = 1
    uploaded_by: str = ""
    uploaded_by_id: int | None = Field(default=None, foreign_key="account.id")
    uploaded_at: datetime
    replaced_at: datetime | None = None
    removed_at: datetime | None = None


class Hold(SQLModel, table=True):
    """While one is open, originals stay closed to the client. Billing places and lifts those for unpaid."""

    id: int | None = Field(default=None, primary_key=True)
    dossier_id: int = Field(index=True, foreign_key="dossier.id")
    reason: HoldReason = Field(sa_type=words(HoldReason))
    placed_by: str
    placed_at: datetime
    lifted_by: str = ""
    lifted_at: datetime | None = None


class Download(SQLModel, table=True):
    """Who took which file, when, from where, and whether it was the original or a consultation copy."""

    id: int | None = Field(default=None, primary_key=True)
    dossier_id: int = Field(index=True, foreign_key="dossier.id")
    file_id: int = Field(index=True, foreign_key="dossierfile.id")
    account_id: int | None = Field(default=None, foreign_key="account.id")
    reader: str
    by_client: bool
    original: bool
    at: datetime
    origin: str = ""


class DdtRequest(SQLModel, table=True):
    """Somebody asked for the DDT; done with the file made, or with the sentence that says why there is none."""

    id: int | None = Field(default=None, primary_key=True)
    dossier_id: int = Field(index=True, foreign_key="dossier.id")
    asked_by: str
    asked_at: datetime
    done_at: datetime | None = None
    file_id: int | None = Field(default=None, foreign_key="dossierfile.id")
    refusal: str = ""
