"""What the office said to its clients, heard from them, and means to tell them again."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from liciel_app.core.database import words


class TalkKind(StrEnum):
    CALL = "call"
    MAIL = "mail"
    MEETING = "meeting"
    NOTE = "note"


class Talk(SQLModel, table=True):
    """One exchange with a client, or a note about him. `due_on`: to be taken up again that day, until `done_at`.

    Nothing is changed afterwards; taken away, the row stays.
    """

    __table_args__ = (Index("ix_talk_client_id", "client_id"), Index("ix_talk_due_on_done_at", "due_on", "done_at"))

    id: int | None = Field(default=None, primary_key=True)
    client_id: int = Field(foreign_key="client.id")
    kind: TalkKind = Field(sa_type=words(TalkKind))
    text: str
    author_id: int | None = Field(default=None, foreign_key="account.id")
    author: str
    written_at: datetime
    due_on: date | None = None
    done_at: datetime | None = None
    done_by: str = ""
    removed_at: datetime | None = None
