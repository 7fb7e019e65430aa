"""Mails and SMS on their way out: what was promised to whom, and whether it left."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from liciel_app.core.database import words


class Channel(StrEnum):
    MAIL = "mail"
    SMS = "sms"


class SendingState(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


class Message(SQLModel, table=True):
    """`key` is unique per (template, object, period): an automatic sending can never leave twice.

    `attachments`: JSON list of [file name, media type, base64 content]. A `secret` text is wiped once sent.
    """

    __table_args__ = (Index("ix_message_created_at_id", "created_at", "id"),)

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
    norm: str = ""
