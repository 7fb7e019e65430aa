"""A Word model of the office, looked at before it is in force: its tags, its faults, what it gives on a real quote."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from liciel_app.core.errors import NotFound, Refused
from liciel_app.core.language import say
from liciel_app.core.work import Work
from liciel_app.gateways.errors import GatewayError
from liciel_app.gateways.stores import office_files
from liciel_app.office import docx_model, services_papers
from liciel_app.office.models_templates import LEGAL, VISIT_MODELS, OfficePaper, PaperKind
from liciel_app.orders import quote_jobs
from liciel_app.orders.queries import quotes
from liciel_app.orders.quote_jobs import Printing
from liciel_app.orders.visit_paper import VisitPaper

_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_KINDS: Final = frozenset({PaperKind.QUOTE_MODEL, PaperKind.MISSION_MODEL})
_FAULTY: Final = "Ce modèle a des balises inconnues : corrigez-le d’abord."


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found in an uploaded file: `faults` forbid it, `tags` are understood, `empty` are so on that quote."""

    kind: str = ""
    sha256: str = ""
    name: str = ""
    size: int = 0
    refused: str = ""
    tags: list[str] = field(default_factory=list[str])
    faults: list[str] = field(default_factory=list[str])
    empty: list[str] = field(default_factory=list[str])

    @property
    def sound(self) -> bool:
        return not self.refused and not self.faults


def look(kind: PaperKind, sha256: str, name: str, papers: Printing | None = None) -> Looked:
    """Reads the stored file; nothing in it is executed. Raises NotFound for a file nobody uploaded."""
    content = _content(sha256)
    found = {"kind": str(kind), "sha256": sha256, "name": name, "size": len(content)}
    if kind in LEGAL:
        return Looked(**found)  # type: ignore[arg-type]
    try:
        blocks = docx_model.read(content)
    except Refused as refusal:
        return Looked(**found, refused=refusal.sentence)  # type: ignore[arg-type]
    tags = docx_model.tags(blocks)
    faults = docx_model.faults(blocks, known_tags(kind))
    return Looked(**found, tags=list(tags), faults=list(faults), empty=_empty(kind, tags, papers))  # type: ignore[arg-type]


def put_in_force(work: Work, looked: Looked) -> OfficePaper:
    """Raises Refused, naming the first fault, for a model that holds one; NotAllowed."""
    if looked.refused:
        raise Refused(looked.refused)
    if looked.faults:
        raise Refused("La balise « {tag} » n’existe pas : corrigez le modèle.", tag=looked.faults[0])
    kind = PaperKind(looked.kind)
    media = "application/pdf" if kind in LEGAL else "application/zip"
    return services_papers.deposit(
        work, kind, sha256=looked.sha256, size=looked.size, name=looked.name, media_type=media
    )


def papers_of(work: Work, quote_id: int) -> Printing:
    """What a preview prints: that quote and its mission order; the latest one where none is named."""
    if quote_id:
        return quote_jobs.printing(work, quotes.get(work, quote_id))
    latest = quotes.latest(work)
    if latest is None:
        raise NotFound("Il faut au moins un devis pour essayer un modèle.")
    return quote_jobs.printing(work, latest)


def tried(kind: PaperKind, sha256: str, papers: Printing) -> bytes:
    """The PDF a model gives. Raises Refused for one with faults: it is never printed."""
    looked = look(kind, sha256, "")
    if not looked.sound or kind not in _KINDS:
        raise Refused(looked.refused or _FAULTY)
    if kind is PaperKind.QUOTE_MODEL:
        return quote_jobs.printed_quote(papers.quote, sha256)
    return quote_jobs.printed_mission(papers.missions[0], sha256)


def tags_of(work: Work, kind: PaperKind) -> list[list[str]]:
    """The tags a model of that kind may hold, each with its words."""
    return [["{{ " + name + " }}", say(words, work.language)] for name, words in _tags(kind).items()]


def known_tags(kind: PaperKind) -> frozenset[str]:
    return frozenset(_tags(kind))


def tried_visit(kind: PaperKind, sha256: str, paper: VisitPaper) -> bytes:
    """The attestation or field sheet a model gives on that visit. Raises Refused for a model with faults."""
    from liciel_app.orders.documents.visit_tags import visit_pdf

    looked = look(kind, sha256, "")
    if not looked.sound:
        raise Refused(looked.refused or _FAULTY)
    return visit_pdf(kind, paper, docx_model.read(_content(sha256)))


def _tags(kind: PaperKind) -> Mapping[str, str]:
    if kind in VISIT_MODELS:
        from liciel_app.orders.documents.visit_tags import VISIT_TAGS

        return VISIT_TAGS[kind]
    from liciel_app.orders.documents.tags import TAGS

    return TAGS.get(kind, {})


def _empty(kind: PaperKind, tags: tuple[str, ...], papers: Printing | None) -> list[str]:
    from liciel_app.office.model_print import empty_tags
    from liciel_app.orders.documents.tags import mission_values, quote_values

    if papers is None or kind not in _KINDS:
        return []
    values = quote_values(papers.quote) if kind is PaperKind.QUOTE_MODEL else mission_values(papers.missions[0])
    return list(empty_tags(tags, values))


def _content(sha256: str) -> bytes:
    if not _SHA256.fullmatch(sha256):
        raise NotFound("Ce fichier est introuvable.")
    try:
        return b"".join(office_files().open(sha256))
    except GatewayError as error:
        raise NotFound("Ce fichier est introuvable.") from error
