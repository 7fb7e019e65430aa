"""The model withdrawal form (C. consom., annexe à l'article R221-1), filled with the office and the contract."""

from collections.abc import Iterator

from reportlab.platypus import Flowable, Spacer

from liciel_app.core.language import day_short
from liciel_app.core.text import phone_fr
from liciel_app.office.letterhead import QUIET, STRONG, text
from liciel_app.orders.documents.quote import signature
from liciel_app.orders.documents.sheet import Heading, printed
from liciel_app.orders.quoted import QuotePaper

_BLANK = "." * 60


def withdrawal_pdf(paper: QuotePaper) -> bytes:
    heading = Heading(
        word="RÉTRACTATION",
        number=f"Devis n° {paper.title}",
        later=f"Rétractation, devis n° {paper.title} (suite)",
        stamp=f"Formulaire de rétractation – devis {paper.number} – version {paper.version}",
    )
    return printed(heading, paper.seller, list(_story(paper)))


def _story(paper: QuotePaper) -> Iterator[Flowable]:
    seller = paper.seller
    seat = ", ".join(filter(None, (seller.street, f"{seller.postcode} {seller.city}".strip())))
    reach = " – ".join(filter(None, (seller.email, phone_fr(seller.phone))))
    yield text(
        "Veuillez compléter et renvoyer le présent formulaire uniquement si vous souhaitez vous rétracter du contrat.",
        QUIET,
    )
    yield Spacer(0, 16)
    yield text(f"À l’attention de {seller.name}", STRONG)
    yield text(seat)
    yield text(reach)
    yield Spacer(0, 16)
    yield text(
        "Je vous notifie par la présente ma rétractation du contrat portant sur la prestation de services ci-dessous :"
    )
    yield Spacer(0, 8)
    yield text(f"Diagnostics immobiliers, devis n° {paper.title} du {day_short(paper.issued_on)}", STRONG)
    yield text(paper.place)
    yield Spacer(0, 14)
    for label in ("Commandé le", "Nom du consommateur", "Adresse du consommateur"):
        yield text(f"{label} : {paper.client.name if label.startswith('Nom') else _BLANK}")
        yield Spacer(0, 8)
    yield Spacer(0, 10)
    yield signature(("Date", "Signature du consommateur (seulement sur papier)"))
