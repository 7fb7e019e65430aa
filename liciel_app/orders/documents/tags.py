"""The tags of the office's models, their words for who writes one, and what they print."""

from collections.abc import Mapping
from typing import Final

from reportlab.platypus import Flowable

from liciel_app.core.language import day_short
from liciel_app.core.money import euros
from liciel_app.core.text import phone_fr
from liciel_app.office.docx_model import Block
from liciel_app.office.model_print import Parts, body
from liciel_app.office.models_templates import PaperKind
from liciel_app.office.parties import Seller, legal_lines, siret
from liciel_app.orders.documents import mission, quote
from liciel_app.orders.mission_details import FIELDS
from liciel_app.orders.mission_paper import MissionPaper
from liciel_app.orders.quoted import Client, QuotePaper, Site

COMMON: Final[Mapping[str, str]] = {
    "office_nom": "Nom de l’office",
    "office_adresse": "Adresse de l’office",
    "office_telephone": "Téléphone de l’office",
    "office_mail": "Mail de l’office",
    "office_siret": "SIRET de l’office",
    "office_mentions": "Forme, capital, RCS et TVA",
    "office_assurance": "Assurance",
    "client_nom": "Nom du client",
    "client_adresse": "Adresse du client",
    "client_telephone": "Téléphone du client",
    "client_mail": "Mail du client",
    "bien_adresse": "Adresse du bien",
    "bien_type": "Type de bien",
    "bien_surface": "Surface du bien",
    "projet": "Vente, location, travaux…",
    "commande_numero": "Numéro de la commande",
    "jour_souhaite": "Jour souhaité",
}
QUOTE_TAGS: Final[Mapping[str, str]] = {
    **COMMON,
    "bien_adresse": "Adresse du bien, lot par lot s’il y en a plusieurs",
    "bien_type": "Type de bien, lot par lot s’il y en a plusieurs",
    "bien_surface": "Surface du bien, lot par lot s’il y en a plusieurs",
    "projet": "Vente, location, travaux… lot par lot s’il y en a plusieurs",
    "devis_numero": "Numéro du devis",
    "devis_version": "Version du devis",
    "devis_date": "Date du devis",
    "devis_validite": "Dernier jour de validité",
    "total_ht": "Total HT",
    "remise_ht": "Remise HT",
    "tva": "Montant de la TVA",
    "tva_taux": "Taux de TVA",
    "total_ttc": "Total TTC",
    "acompte": "Acompte TTC",
    "message": "Message au client",
    "lignes": "Tableau des lignes",
    "options": "Tableau des options",
    "totaux": "Tableau des totaux",
    "conditions": "Conditions et mentions obligatoires",
    "signature": "Cadre de signature",
}
MISSION_TAGS: Final[Mapping[str, str]] = {
    **COMMON,
    "odm_numero": "Numéro de l’ordre de mission",
    "odm_date": "Date de l’ordre de mission",
    "devis_numero": "Numéro du devis",
    "prix": "Prix ou renvoi au devis",
    "certifications": "Diagnostiqueurs et certifications",
    **{field.key: field.label for field in FIELDS},
    "missions": "Liste des missions",
    "details": "Toutes les rubriques à remplir",
    "conditions": "Conditions et mentions obligatoires",
    "signature": "Cadre de signature",
}
TAGS: Final[Mapping[PaperKind, Mapping[str, str]]] = {
    PaperKind.QUOTE_MODEL: QUOTE_TAGS,
    PaperKind.MISSION_MODEL: MISSION_TAGS,
}


def quote_body(blocks: tuple[Block, ...], paper: QuotePaper) -> list[Flowable]:
    parts: Parts = {
        "lignes": lambda: quote.firm_lines(paper),
        "options": lambda: quote.options(paper),
        "totaux": lambda: iter([quote.totals_table(paper)]),
        "conditions": lambda: quote.conditions(paper),
        "signature": lambda: iter([quote.signature()]),
    }
    return body(blocks, quote_values(paper), parts)


def mission_body(blocks: tuple[Block, ...], paper: MissionPaper) -> list[Flowable]:
    parts: Parts = {
        "missions": lambda: mission.missions(paper),
        "details": lambda: mission.details(paper),
        "conditions": lambda: mission.conditions(paper),
        "signature": lambda: iter([quote.signature()]),
    }
    return body(blocks, mission_values(paper), parts)


def quote_values(paper: QuotePaper) -> Mapping[str, str]:
    counted = paper.totals()
    return {
        **common(paper.seller, paper.client, paper.site),
        **_by_lot(paper),
        "commande_numero": ", ".join(lot.order_number for lot in paper.parts),
        "jour_souhaite": day_short(paper.wished_on),
        "devis_numero": paper.number,
        "devis_version": str(paper.version),
        "devis_date": day_short(paper.issued_on),
        "devis_validite": day_short(paper.valid_until),
        "total_ht": euros(counted.net_cents),
        "remise_ht": euros(counted.discount_cents) if counted.discount_cents else "",
        "tva": euros(counted.vat_cents),
        "tva_taux": f"{quote.number(paper.vat_rate)} %",
        "total_ttc": euros(counted.gross_cents),
        "acompte": euros(paper.deposit_cents()) if paper.deposit_cents() else "",
        "message": paper.note,
    }


def _by_lot(paper: QuotePaper) -> Mapping[str, str]:
    """« Lot 1 : Appartement ; Lot 2 : Maison »; nothing more than the common tags for one property."""
    told = [(lot.label, _of_site(lot.site)) for lot in paper.lots]
    names = told[0][1] if told else ()
    return {name: " ; ".join(f"{label} : {values[name]}" for label, values in told) for name in names}


def mission_values(paper: MissionPaper) -> Mapping[str, str]:
    return {
        **common(paper.seller, paper.client, paper.site),
        **{field.key: paper.answers.get(field.key, "") for field in FIELDS},
        "commande_numero": paper.order_number,
        "jour_souhaite": day_short(paper.wished_on),
        "odm_numero": paper.number,
        "odm_date": day_short(paper.issued_on),
        "devis_numero": paper.quote_title,
        "prix": paper.price,
        "certifications": " ; ".join(paper.certified),
    }


def common(seller: Seller, client: Client, site: Site) -> Mapping[str, str]:
    town = f"{seller.postcode} {seller.city}".strip()
    home = ", ".join(filter(None, (client.street, f"{client.postcode} {client.city}".strip())))
    return {
        "office_nom": seller.name,
        "office_adresse": ", ".join(filter(None, (seller.street, town))),
        "office_telephone": phone_fr(seller.phone),
        "office_mail": seller.email,
        "office_siret": siret(seller.siret),
        "office_mentions": " – ".join(legal_lines(seller)),
        "office_assurance": seller.insurance,
        "client_nom": client.name,
        "client_adresse": home,
        "client_telephone": phone_fr(client.phone),
        "client_mail": client.email,
        **_of_site(site),
    }


def _of_site(site: Site) -> Mapping[str, str]:
    return {
        "bien_adresse": f"{site.street}, {site.town}".strip(" ,"),
        "bien_type": site.kind,
        "bien_surface": site.surface,
        "projet": site.project,
    }
