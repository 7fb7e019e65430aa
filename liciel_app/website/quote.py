"""The pages around a quote's personal link: the way to its deposit's payment and back, and from the client's space."""

from dataclasses import replace
from typing import Final
from urllib.parse import urlsplit

from starlette.responses import RedirectResponse, Response

from liciel_app.billing import jobs, queries, queries_deposits
from liciel_app.core.access import SYSTEM, Permission
from liciel_app.core.errors import NotFound
from liciel_app.core.work import Work
from liciel_app.orders.models_quotes import LinkPurpose
from liciel_app.orders.queries import quotes
from liciel_app.orders.services import quoting_send
from liciel_app.ui.door import PUBLIC, Visit, route
from liciel_app.website.payment import from_platform, to_platform

BACK: Final = "/acompte/retour"


@route("/devis/{token}/payer", permission=PUBLIC)
async def pay_deposit(visit: Visit) -> Response:
    """The signed form of the deposit, for who holds the link of the signed quote."""
    token = visit.request.path_params["token"]
    invoice_id = await visit.read(_deposit_of, token)
    payable = await _for_the_office(visit).do(jobs.ask_payment, invoice_id, BACK)
    return await to_platform(visit, payable, back=f"/devis/{token}", deposit=True)


@route("/acompte/retour/{reference}", permission=PUBLIC)
async def back_from_deposit(visit: Visit) -> Response:
    """What the database says of this payment: its amount and whether it came, nothing of who pays."""
    progress = await _for_the_office(visit).read(_progress, visit.request.path_params["reference"])
    return await from_platform(visit, progress, back="/", deposit=True)


@route("/espace/devis/{quote_id:int}", permission=Permission.PORTAL_USE)
async def open_from_space(visit: Visit) -> Response:
    """A client who is logged in goes to the same page as who opens the mail."""
    address = await visit.do(quoting_send.hand_link, visit.request.path_params["quote_id"])
    return RedirectResponse(urlsplit(address).path, 303, {"cache-control": "no-store"})


def _deposit_of(work: Work, token: str) -> int:
    """Raises NotFound for a dead link, or while there is nothing to pay."""
    link = quotes.open_link(work, token)
    deposit = queries_deposits.of_quote(work, link.quote_id)
    if link.purpose is not LinkPurpose.FOLLOW or deposit is None:
        raise NotFound("Ce paiement est introuvable.")
    return deposit.invoice_id


def _progress(work: Work, reference: str) -> queries.Progress:
    found = queries.progress(work, reference)
    if found.dossier_id:
        raise NotFound("Ce paiement est introuvable.")
    return found


def _for_the_office(visit: Visit) -> Visit:
    """Who holds the link pays for the office's client: the office asks, under its own name in the journal."""
    return replace(visit, actor=replace(SYSTEM, language=visit.lang, origin=visit.actor.origin))


ROUTES = (pay_deposit, back_from_deposit, open_from_space)
