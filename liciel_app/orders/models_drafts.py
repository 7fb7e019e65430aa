"""Orders being written, and what an order says beside its property: its people, its lots, what is still missing."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from liciel_app.core.database import words


class OrderDraft(SQLModel, table=True):
    """An order being written. `content`: what was typed and chosen, as JSON; never a price.

    `prepared_at`: somebody finished it and asks another person to validate it. `order_id`: what it became (the first
    lot's order). `title` and `contact` are for lists only.
    """

    __table_args__ = (Index("ix_orderdraft_touched_at_id", "touched_at", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    submit_id: str = Field(unique=True, max_length=36)
    account_id: int | None = Field(default=None, index=True, foreign_key="account.id")
    client_id: int | None = Field(default=None, index=True, foreign_key="client.id")
    author: str = ""
    title: str = ""
    contact: str = ""
    content: str = "{}"
    begun_at: datetime
    touched_at: datetime
    prepared_at: datetime | None = Field(default=None, index=True)
    prepared_by: str = ""
    order_id: int | None = Field(default=None, index=True, foreign_key="order.id")
    origin: str = Field(default="", index=True)


class KeyKind(StrEnum):
    BROWSER = "browser"
    LINK = "link"


class OrderDraftKey(SQLModel, table=True):
    """What opens a draft without an account: the browser that writes it, or a mail's link. Only hashes are kept."""

    __table_args__ = (Index("ix_orderdraftkey_token_hash_draft_id", "token_hash", "draft_id", unique=True),)

    id: int | None = Field(default=None, primary_key=True)
    draft_id: int = Field(index=True, foreign_key="orderdraft.id")
    kind: KeyKind = Field(sa_type=words(KeyKind))
    token_hash: str = Field(max_length=64)
    made_at: datetime


class PersonRole(StrEnum):
    """Who an order names beside its client (donneur d’ordre)."""

    OWNER = "owner"
    OCCUPANT = "occupant"
    NOTARY = "notary"
    REFERRER = "referrer"


class OrderPerson(SQLModel, table=True):
    """Somebody in a role on one order. `client_id`: when the office knows him as a client."""

    __table_args__ = (Index("ix_orderperson_order_id_role", "order_id", "role", unique=True),)

    id: int | None = Field(default=None, primary_key=True)
    order_id: int = Field(foreign_key="order.id")
    role: PersonRole = Field(sa_type=words(PersonRole))
    client_id: int | None = Field(default=None, index=True, foreign_key="client.id")
    name: str
    email: str = ""
    phone: str = ""


class OrderLot(SQLModel, table=True):
    """One flat of several ordered in one gesture: each has its own order, hence its own dossier and reports.

    `first_order_id`: the order of the first lot, the same for all.
    """

    order_id: int = Field(primary_key=True, foreign_key="order.id")
    first_order_id: int = Field(index=True, foreign_key="order.id")
    position: int
    label: str = ""


class OrderNeed(SQLModel, table=True):
    """Something to know before the visit. `answer` is empty while it is missing."""

    __table_args__ = (Index("ix_orderneed_order_id_code", "order_id", "code", unique=True),)

    id: int | None = Field(default=None, primary_key=True)
    order_id: int = Field(foreign_key="order.id")
    code: str = Field(max_length=20)
    answer: str = ""
    answered_at: datetime | None = None
    answered_by: str = ""
