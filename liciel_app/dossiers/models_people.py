"""Who else receives a dossier's documents, and what the office notes about it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from liciel_app.core.database import words


class RecipientRole(StrEnum):
    ORDERER = "orderer"
    OWNER = "owner"
    OCCUPANT = "occupant"
    AGENCY = "agency"
    NOTARY = "notary"
    SYNDIC = "syndic"
    INTRODUCER = "introducer"
    OTHER = "other"


class Recipient(SQLModel, table=True):
    """Somebody told, beside the client, when the documents are ready; removed, the row stays."""

    __table_args__ = (Index("ix_recipient_dossier_id", "dossier_id"),)

    id: int | None = Field(default=None, primary_key=True)
    dossier_id: int = Field(foreign_key="dossier.id")
    role: RecipientRole = Field(sa_type=words(RecipientRole))
    name: str = Field(max_length=120)
    email: str = Field(max_length=254)
    added_by: str
    added_at: datetime
    removed_at: datetime | None = None
    told_at: datetime | None = None
    """When the documents, or the word that they are ready, left for them."""


class DossierNote(SQLModel, table=True):
    """What the office wants to remember about a dossier; the client never sees it."""

    __table_args__ = (Index("ix_dossiernote_dossier_id", "dossier_id"),)

    id: int | None = Field(default=None, primary_key=True)
    dossier_id: int = Field(foreign_key="dossier.id")
    text: str
    author_id: int | None = Field(default=None, foreign_key="account.id")
    author: str
    written_at: datetime
    removed_at: datetime | None = None
