"""The tags of the office's own attestation and field sheet, and what they print."""

from collections.abc import Iterator, Mapping
from typing import Final

from reportlab.platypus import Flowable

from liciel_app.core.language import day_short, hour
from liciel_app.core.text import phone_fr
from liciel_app.office.docx_model import Block
from liciel_app.office.model_print import Parts, body
from liciel_app.office.models_templates import PaperKind
from liciel_app.orders.documents import attestation, field_sheet, mission
from liciel_app.orders.documents.tags import COMMON, common
from liciel_app.orders.mission_details import FIELDS
from liciel_app.orders.visit_paper import VisitPaper

_VISIT: Final[Mapping[str, str]] = {
    **COMMON,
    "dossier_reference": "Référence du dossier",
    "visite_jour": "Jour de la visite",
    "visite_heure": "Heure de la visite",
    "visite_duree": "Durée prévue, en minutes",
    "diagnostiqueur_nom": "Nom du diagnostiqueur",
    "diagnostiqueur_telephone": "Téléphone du diagnostiqueur",
    "diagnostiqueur_certificats": "Certificats du diagnostiqueur",
    "missions": "Liste des missions",
    "signature": "Cadre de signature",
}
VISIT_TAGS: Final[Mapping[PaperKind, Mapping[str, str]]] = {
    PaperKind.ATTESTATION_MODEL: {
        **_VISIT,
        "declaration": "Déclaration sur l’honneur, dans les mots de la loi",
        "certificats": "Tableau des certificats et de l’assurance",
    },
    PaperKind.FIELD_MODEL: {
        **_VISIT,
        **{field.key: field.label for field in FIELDS},
        "acces": "Contact, alertes et consignes",
        "declare": "Ce que le client a déclaré",
        "details": "Rubriques de l’ordre de mission à voir sur place",
        "pieces_visitees": "Tableau des pièces à cocher",
    },
}


def visit_pdf(kind: PaperKind, paper: VisitPaper, blocks: tuple[Block, ...] = ()) -> bytes:
    """The attestation or the field sheet; `blocks`: the office's own model, ours without one."""
    printing = field_sheet.field_sheet_pdf if kind is PaperKind.FIELD_MODEL else attestation.attestation_pdf
    return printing(paper, body(blocks, _values(paper), _parts(kind, paper)) if blocks else None)


def _values(paper: VisitPaper) -> Mapping[str, str]:
    asked, operator = paper.mission, paper.operator
    held = (f"{word} ({until})" for word, until in attestation.certificate_lines(paper))
    return {
        **common(asked.seller, asked.client, asked.site),
        **{field.key: asked.answers.get(field.key, "") for field in FIELDS},
        "commande_numero": asked.order_number,
        "jour_souhaite": day_short(asked.wished_on),
        "dossier_reference": paper.reference,
        "visite_jour": day_short(paper.day) if paper.starts_at else "",
        "visite_heure": hour(paper.starts_at) if paper.starts_at else "",
        "visite_duree": str(paper.minutes or ""),
        "diagnostiqueur_nom": operator.name if operator else "",
        "diagnostiqueur_telephone": phone_fr(operator.phone) if operator else "",
        "diagnostiqueur_certificats": ", ".join(held),
    }


def _parts(kind: PaperKind, paper: VisitPaper) -> Parts:
    if kind is PaperKind.ATTESTATION_MODEL:
        return {
            "missions": lambda: mission.missions(paper.mission),
            "declaration": lambda: attestation.statement(paper),
            "certificats": lambda: attestation.held(paper),
            "signature": lambda: _one(attestation.sworn_signature()),
        }
    return {
        "missions": lambda: mission.missions(paper.mission),
        "acces": lambda: field_sheet.reaching(paper),
        "declare": lambda: field_sheet.told(paper),
        "details": lambda: field_sheet.on_site(paper),
        "pieces_visitees": field_sheet.rooms,
        "signature": lambda: _one(field_sheet.site_signature()),
    }


def _one(flowable: Flowable) -> Iterator[Flowable]:
    yield flowable
