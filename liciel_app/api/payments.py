"""What the payment platform sends: kept first, then acted on; a return through the browser never pays anything."""

import hashlib
from dataclasses import replace
from typing import Final

import structlog
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from liciel_app.billing import jobs, services
from liciel_app.billing.jobs import PAYZEN
from liciel_app.billing.rules import PlatformEvent
from liciel_app.core.access import SYSTEM
from liciel_app.gateways.payment import Forged
from liciel_app.ui.door import SignedBy, Visit, route

log = structlog.get_logger()
LARGEST: Final = 64 * 1024
_FORM: Final = "application/x-www-form-urlencoded"
_KEPT_HEADERS: Final = ("content-type", "content-length", "user-agent", "x-forwarded-for")
_HEADER_LENGTH: Final = 300


class TooLarge(Exception):
    """More than any notification holds; nothing of it is kept."""


@route("/paiement/payzen/notification", permission=SignedBy(PAYZEN), methods=("POST",), answers="json")
async def payzen_notification(visit: Visit) -> Response:
    """200 once it is kept, whatever it says; 400 when its signature, shop or mode is wrong."""
    machine = _machine(visit)
    try:
        body = await _body(visit.request)
    except TooLarge:
        log.warning("payment.too_large", origin=visit.actor.origin)
        return PlainTextResponse("Notification trop longue.", 413)
    try:
        name, event = _believed(visit.request, body)
    except Forged as forged:
        return await _refuse(machine, body, forged.reason)
    origin, headers = visit.actor.origin, _headers(visit.request)
    notice = await machine.do(
        services.take_notice, provider=PAYZEN, event=name, body=body.decode(), origin=origin, headers=headers
    )
    if notice.handled_at is None:
        await machine.do(services.settle_notice, notice.id or 0, event)
    return PlainTextResponse("Notification reçue.")


@route("/paiement/retour/{reference}", permission=SignedBy(PAYZEN), methods=("POST",))
async def payzen_return(visit: Visit) -> Response:
    """The payer's browser comes back with signed fields: they only say where to look, the database says the rest."""
    try:
        _, event = _believed(visit.request, await _body(visit.request))
    except (Forged, TooLarge) as refused:
        log.warning("payment.return_refused", origin=visit.actor.origin, reason=str(refused))
        return PlainTextResponse("Ce retour de paiement n’est pas signé par la plateforme.", 400)
    return RedirectResponse(f"/paiement/retour/{event.reference}", 303)


def _machine(visit: Visit) -> Visit:
    """Who proved itself by a signature acts for the office, under its own name in the journal."""
    return replace(visit, actor=replace(SYSTEM, name="PayZen", origin=visit.actor.origin))


def _believed(request: Request, body: bytes) -> tuple[str, PlatformEvent]:
    if not request.headers.get("content-type", "").startswith(_FORM):
        raise Forged("not a form")
    return jobs.believe(body)


async def _refuse(machine: Visit, body: bytes, reason: str) -> Response:
    log.warning("payment.forged", origin=machine.actor.origin, reason=reason, size=len(body))
    digest = hashlib.sha256(body).hexdigest()
    await machine.do(services.note_forgery, provider=PAYZEN, reason=reason, digest=digest, origin=machine.actor.origin)
    return PlainTextResponse("Notification refusée.", 400)


async def _body(request: Request) -> bytes:
    """The raw bytes, read no further than allowed."""
    received = bytearray()
    async for piece in request.stream():
        received += piece
        if len(received) > LARGEST:
            raise TooLarge
    return bytes(received)


def _headers(request: Request) -> dict[str, str]:
    return {name: request.headers[name][:_HEADER_LENGTH] for name in _KEPT_HEADERS if name in request.headers}


ROUTES = (payzen_notification, payzen_return)
