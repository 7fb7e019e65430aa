"""The three PDFs the demo office asks its clients to accept; their words are examples, to be replaced by one's own."""

import hashlib
from collections.abc import Mapping
from io import BytesIO
from typing import Final

from liciel_app.core.work import Work
from liciel_app.gateways.stores import office_files
from liciel_app.office import queries, services_papers
from liciel_app.office.models_templates import PaperKind
from liciel_app.office.parties import Seller, seller_of

TEXTS: Final[Mapping[PaperKind, tuple[str, tuple[str, ...]]]] = {
    PaperKind.TERMS: (
        "Conditions générales de vente",
        (
            "Le devis accepté et l’ordre de mission forment le contrat ; toute demande nouvelle a son devis.",
            "Les prix sont ceux du devis. L’acompte est déduit de la facture ; le solde est dû à réception.",
            "Les rapports sont remis après règlement, sauf accord contraire écrit sur l’ordre de mission.",
            "Un rendez-vous annulé moins de vingt-quatre heures avant peut être facturé au prix du déplacement.",
            "Un consommateur a quatorze jours pour se rétracter d’un contrat à distance (C. consom., art. L221-18).",
        ),
    ),
    PaperKind.INTERVENTION: (
        "Conditions générales d’intervention",
        (
            "Le diagnostiqueur visite les locaux accessibles, sans démontage ni déplacement de meubles lourds.",
            "Les parties non visitées sont nommées dans le rapport avec la raison de leur absence.",
            "Un prélèvement d’amiante demande l’accord du donneur d’ordre et se facture à l’unité.",
            "Le diagnostiqueur est certifié pour chaque domaine et indépendant de toute entreprise de travaux.",
        ),
    ),
    PaperKind.REQUIREMENTS: (
        "Prérequis de la visite",
        (
            "Donner accès à toutes les pièces, caves, combles, garages et dépendances, avec leurs clés et codes.",
            "Laisser l’électricité, le gaz et l’eau en service, et dégager le tableau électrique et la chaudière.",
            "Réunir les anciens diagnostics, les plans, les factures de travaux et les notices des équipements.",
            "Tenir les animaux à l’écart et prévoir la présence du propriétaire ou de son représentant.",
        ),
    ),
}


def deposit(work: Work) -> None:
    """Put them in force."""
    seller = seller_of(queries.office(work))
    for kind, (title, sentences) in TEXTS.items():
        content = _pdf(title, sentences, seller)
        sha256 = hashlib.sha256(content).hexdigest()
        office_files().put(BytesIO(content), sha256)
        services_papers.deposit(
            work, kind, sha256=sha256, size=len(content), name=f"{title}.pdf", media_type="application/pdf"
        )


def _pdf(title: str, sentences: tuple[str, ...], seller: Seller) -> bytes:
    from reportlab.platypus import Spacer

    from liciel_app.office.letterhead import STRONG, text
    from liciel_app.orders.documents.sheet import Heading, printed

    story = [text(title, STRONG), Spacer(0, 14)]
    for number, sentence in enumerate(sentences, 1):
        story += [text(f"{number}. {sentence}"), Spacer(0, 8)]
    heading = Heading(word="", number="", later=f"{title} (suite)", stamp=f"{title} – version de démonstration")
    return printed(heading, seller, story)
