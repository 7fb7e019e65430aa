"""The sentences the law and the trade want on a quote and a mission order, in French whoever reads them.

C. consom. L111-1, L112-1, L221-5, L221-18 to L221-28, L612-1, L616-1; C. com. L441-10, D441-5; CCH L271-6, R271-1 to
R271-3; CGI art. 293 B.
"""

from collections.abc import Iterator

from liciel_app.core.language import day_short
from liciel_app.core.money import euros
from liciel_app.core.text import phone_fr
from liciel_app.office.parties import Seller
from liciel_app.orders.quoted import QuotePaper

EXEMPT = "TVA non applicable, art. 293 B du CGI."
SWORN = (
    "Avant la visite, le diagnostiqueur vous remet une attestation sur l’honneur de ses compétences, de son assurance "
    "et de son indépendance (CCH, art. L271-6 et R271-3)."
)
PRIVACY = (
    "Vos données servent à préparer, réaliser et facturer la mission. Les rapports sont gardés dix ans, les factures "
    "aussi. Vous pouvez y accéder, les corriger ou vous opposer à leur usage en écrivant à l’office (RGPD)."
)
WITHDRAWAL = (
    "Contrat conclu à distance ou hors établissement : vous avez quatorze jours pour vous rétracter sans motif "
    "(C. consom., art. L221-18), avec le formulaire joint ou par une déclaration sans ambiguïté. La visite ne commence "
    "avant la fin de ce délai qu’à votre demande expresse ; le droit se perd une fois la mission pleinement exécutée "
    "(art. L221-25 et L221-28, 1°)."
)
_REST_BY_LOT = (
    "solde à réception de la facture de chaque lot, qui déduit sa part de l’acompte reçu. Ce qui en reste impayé à la "
    "première facture est annulé par un avoir : les factures des lots le demandent."
)


def of_quote(paper: QuotePaper) -> Iterator[str]:
    """Duration of the offer, start, payment, disputes: what must be known before signing."""
    yield f"Devis gratuit, valable jusqu’au {day_short(paper.valid_until)} inclus."
    wished = f" Jour souhaité : {day_short(paper.wished_on)}." if paper.wished_on else ""
    yield f"Visite à la date convenue après votre accord ; rapports remis dans les jours qui suivent.{wished}"
    yield "Le déplacement est compris, sauf ligne contraire."
    yield _payment(paper)
    if paper.vat_rate == 0:
        yield EXEMPT
    if paper.client.professional:
        yield (
            "Retard de paiement : pénalités au taux indiqué sur la facture, exigibles sans rappel, et indemnité "
            "forfaitaire pour frais de recouvrement de 40 € (C. com., art. L441-10 et D441-5)."
        )
    else:
        yield WITHDRAWAL
    yield from of_seller(paper.seller, professional=paper.client.professional)
    yield SWORN


def of_seller(seller: Seller, *, professional: bool) -> Iterator[str]:
    """Insurance, complaints, mediator."""
    if seller.insurance:
        yield f"Assurance de responsabilité civile professionnelle : {seller.insurance}."
    reach = " ou ".join(filter(None, (seller.email, phone_fr(seller.phone))))
    if reach:
        yield f"Réclamation : {reach}."
    if seller.mediator and not professional:
        yield f"Médiateur de la consommation, à saisir gratuitement en cas de litige : {seller.mediator}."


def _payment(paper: QuotePaper) -> str:
    deposit = paper.deposit_cents()
    if not deposit:
        return "Règlement à réception de la facture."
    asked = (
        euros(deposit) if paper.deposit.cents is not None else f"{_percent(paper)} du total TTC, soit {euros(deposit)}"
    )
    also = " hors options" if paper.options and paper.deposit.cents is None else ""
    rest = _REST_BY_LOT if paper.lots else "solde à réception de la facture."
    return f"Acompte à l’acceptation : {asked}{also} ; {rest}"


def _percent(paper: QuotePaper) -> str:
    return f"{(paper.deposit.percent or 0):f} %".replace(".00", "").replace(".", ",")
