"""Mails and SMS on their way out: what was promised to whom, and whether it left."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from liciel_app.core.database import words


class Channel(StrEnum):
    MAIL = "mail"
    SMS = "sms"


class SendingState(StrEnum):
    """`sent`: it left us; `delivered`: its provider says it arrived; `cancelled`: it no longer had to leave."""

    WAITING = "waiting"
    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Message(SQLModel, table=True):
    """`key` is unique per (template, object, period): an automatic sending can never leave twice.

    `attachments`: JSON list of [file name, media type, base64 content]. A `secret` text is wiped once sent; `mask` is
    the personal link wiped of one that may be read. `provider_id`: the SMS provider's own name of it.
    """

    __table_args__ = (
        Index("ix_message_created_at_id", "created_at", "id"),
        Index("ix_message_recipient_id", "recipient", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    channel: Channel = Field(sa_type=words(Channel))
    template: str
    recipient: str
    subject: str = ""
    text: str
    attachments: str = "[]"
    secret: bool = False
    language: str = "fr"
    link_kind: str = ""
    link_id: int | None = None
    state: SendingState = Field(default=SendingState.WAITING, index=True, sa_type=words(SendingState))
    error: str = ""
    created_at: datetime
    sent_at: datetime | None = None
    message_id: str = ""
    provider_id: str = ""
    delivered_at: datetime | None = None
    mask: str = ""
    norm: str = ""


class SmsNotice(SQLModel, table=True):
    """What the SMS provider told of a message, kept once however often it is told."""

    __table_args__ = (UniqueConstraint("provider_id", "status"),)

    id: int | None = Field(default=None, primary_key=True)
    provider_id: str = Field(max_length=64)
    status: str = Field(max_length=32)
    code: str = Field(default="", max_length=16)
    message_id: int | None = Field(default=None, index=True, foreign_key="message.id")
    origin: str = ""
    received_at: datetime
