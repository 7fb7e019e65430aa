"""The doors where Google and Microsoft tell that a linked calendar changed. They bring no content: it is read there."""

import json
from dataclasses import replace
from typing import Any, Final

import structlog
from starlette.responses import PlainTextResponse, Response

from liciel_app.agenda.feeds import watching
from liciel_app.agenda.models_calendars import Provider
from liciel_app.core.access import SYSTEM
from liciel_app.ui.door import SignedBy, Visit, route

log = structlog.get_logger()
LARGEST: Final = 64 * 1024
LONGEST: Final = 2000
MOST: Final = 200
_ENDED: Final = frozenset({"reauthorizationRequired", "subscriptionRemoved"})


@route("/agendas-externes/avis/google", permission=SignedBy("Google"), methods=("POST",), answers="json")
async def google_tells(visit: Visit) -> Response:
    """204 for a channel of ours; 403 without its token. The first notice only says that the channel is open."""
    headers = visit.request.headers
    if headers.get("x-goog-resource-state") == "sync":
        return Response(status_code=204)
    return await _taken(visit, Provider.GOOGLE, [headers.get("x-goog-channel-token", "")], 204)


@route("/agendas-externes/avis/microsoft", permission=SignedBy("Microsoft"), methods=("POST",), answers="json")
async def microsoft_tells(visit: Visit) -> Response:
    """202 for a subscription of ours; 403 without its state. A new one is first asked to echo some words."""
    echo = visit.request.query_params.get("validationToken", "")
    if echo:
        return PlainTextResponse(echo[:LONGEST], headers={"x-content-type-options": "nosniff"})
    told = await _told(visit)
    proofs = [str(one.get("clientState", "")) for one in told]
    ended = any(one.get("lifecycleEvent") in _ENDED for one in told)
    return await _taken(visit, Provider.MICROSOFT, proofs, 202, ended=ended)


async def _taken(visit: Visit, provider: Provider, proofs: list[str], status: int, *, ended: bool = False) -> Response:
    machine = replace(visit, actor=replace(SYSTEM, name=str(provider), origin=visit.actor.origin))
    if await machine.do(watching.take_notice, provider, proofs, ended=ended):
        return Response(status_code=status)
    log.warning("calendars.forged", provider=str(provider), origin=visit.actor.origin)
    return PlainTextResponse("Appel refusé.", 403)


async def _told(visit: Visit) -> list[dict[str, Any]]:
    """The notices of one call; none for what is too long or cannot be read."""
    body = bytearray()
    async for piece in visit.request.stream():
        body += piece
        if len(body) > LARGEST:
            return []
    try:
        told = json.loads(bytes(body))
    except (ValueError, RecursionError):
        return []
    values = told.get("value", []) if isinstance(told, dict) else []
    return [one for one in values[:MOST] if isinstance(one, dict)] if isinstance(values, list) else []


ROUTES = (google_tells, microsoft_tells)
