"""The papers the office brings itself: its conditions, and the models of its quotes and mission orders."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from liciel_app.core.database import words


class PaperKind(StrEnum):
    """The first four are PDFs handed over with a quote; the models are Word documents with tags."""

    TERMS = "cgv"
    INTERVENTION = "cgi"
    REQUIREMENTS = "prerequis"
    WITHDRAWAL = "retractation"
    QUOTE_MODEL = "modele_devis"
    MISSION_MODEL = "modele_odm"
    ATTESTATION_MODEL = "modele_attestation"
    FIELD_MODEL = "modele_fiche"


LEGAL = (PaperKind.TERMS, PaperKind.INTERVENTION, PaperKind.REQUIREMENTS, PaperKind.WITHDRAWAL)
VISIT_MODELS = (PaperKind.ATTESTATION_MODEL, PaperKind.FIELD_MODEL)
MODELS = (PaperKind.QUOTE_MODEL, PaperKind.MISSION_MODEL, *VISIT_MODELS)


class OfficePaper(SQLModel, table=True):
    """One version of a paper; its bytes are named by their hash. The one in force has no `replaced_at`."""

    __table_args__ = (Index("ix_officepaper_kind_replaced_at", "kind", "replaced_at"),)

    id: int | None = Field(default=None, primary_key=True)
    kind: PaperKind = Field(sa_type=words(PaperKind))
    version: int = 1
    sha256: str = Field(foreign_key="storedfile.sha256")
    name: str
    size: int
    deposited_at: datetime
    deposited_by: str
    replaced_at: datetime | None = None
