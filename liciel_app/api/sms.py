"""What Twilio tells of the SMS the office sent: believed by its signature alone, kept once, told in any order."""

import hashlib
from collections import defaultdict
from dataclasses import replace
from typing import Final
from urllib.parse import parse_qsl

import structlog
from starlette.responses import PlainTextResponse, Response

from liciel_app.core.access import SYSTEM
from liciel_app.core.config import settings
from liciel_app.gateways.sms import valid_signature
from liciel_app.messaging import services_sms
from liciel_app.messaging.jobs import STATUS_PATH
from liciel_app.ui.door import SignedBy, Visit, route

log = structlog.get_logger()
TWILIO: Final = "Twilio"
LARGEST: Final = 16 * 1024
MOST_FIELDS: Final = 60
_FORM: Final = "application/x-www-form-urlencoded"


@route(STATUS_PATH, permission=SignedBy(TWILIO), methods=("POST",), answers="json")
async def sms_status(visit: Visit) -> Response:
    """204 once it is kept, were it known already or of a message nobody sent; 403 without Twilio's signature."""
    body = await _body(visit)
    fields = _fields(visit, body)
    machine = replace(visit, actor=replace(SYSTEM, name=TWILIO, origin=visit.actor.origin))
    if fields is None or not _signed(visit, fields):
        log.warning("sms.forged", origin=visit.actor.origin, size=len(body or b""))
        digest = hashlib.sha256(body or b"").hexdigest()
        await machine.do(services_sms.note_forgery, digest=digest, origin=visit.actor.origin)
        return PlainTextResponse("Appel refusé.", 403)
    told = services_sms.Told(
        provider_id=_one(fields, "MessageSid"),
        status=_one(fields, "MessageStatus"),
        reference=visit.request.query_params.get("m", ""),
        code=_one(fields, "ErrorCode"),
    )
    if told.provider_id and told.status:
        await machine.do(services_sms.take_status, told, visit.actor.origin)
    return Response(status_code=204)


def _signed(visit: Visit, fields: dict[str, list[str]]) -> bool:
    """The address is the one we gave, whatever host the caller names."""
    token, headers = settings().sms_token.get_secret_value(), visit.request.headers
    query = visit.request.url.query
    address = f"{settings().base_url}{STATUS_PATH}{'?' if query else ''}{query}"
    if not token or not settings().sms_account_sid:
        return False
    if _one(fields, "AccountSid") != settings().sms_account_sid:
        return False
    signature, chosen = headers.get("x-twilio-signature", ""), headers.get("x-twilio-webhooks-signature-settings", "")
    return valid_signature(token, address, fields, signature, chosen)


def _fields(visit: Visit, body: bytes | None) -> dict[str, list[str]] | None:
    """The posted fields; None for what is too long or is no form."""
    if body is None or not visit.request.headers.get("content-type", "").startswith(_FORM):
        return None
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        return None
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name, value in pairs:
        found[name].append(value)
    return dict(found)


def _one(fields: dict[str, list[str]], name: str) -> str:
    return fields.get(name, [""])[0]


async def _body(visit: Visit) -> bytes | None:
    received = bytearray()
    async for piece in visit.request.stream():
        received += piece
        if len(received) > LARGEST:
            return None
    return bytes(received)


ROUTES = (sms_status,)
