"""What people ask through the site before they order."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from liciel_app.core.database import words


class RequestState(StrEnum):
    TO_ANSWER = "to_answer"
    TAKEN = "taken"
    ANSWERED = "answered"
    CLOSED = "closed"


class SiteRequest(SQLModel, table=True):
    """A question or a wish for a quote. `submit_id` names the form: posted twice, it is one request.

    `order_id`: what it became. `consent`: the sentence that was agreed to, word for word; with `placed_at` and
    `origin`, its proof (RGPD, 7.1).
    """

    __table_args__ = (
        Index("ix_siterequest_placed_at_id", "placed_at", "id"),
        Index("ix_siterequest_state_placed_at_id", "state", "placed_at", "id"),
        Index("ix_siterequest_norm_id", "norm", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    submit_id: str = Field(unique=True, max_length=64)
    state: RequestState = Field(default=RequestState.TO_ANSWER, sa_type=words(RequestState))
    client_id: int | None = Field(default=None, index=True, foreign_key="client.id")
    name: str
    email: str
    phone: str = ""
    town: str = ""
    message: str
    language: str = "fr"
    consent: str
    placed_at: datetime
    origin: str = Field(default="", index=True)
    owner_id: int | None = Field(default=None, foreign_key="account.id")
    answer: str = ""
    answered_at: datetime | None = None
    answered_by: str = ""
    closed_why: str = ""
    order_id: int | None = None
    norm: str = ""
