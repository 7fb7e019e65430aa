"""Twilio's Messages resource: what the library of Twilio sends and expects, and the signed status callbacks."""

import base64
import hmac
import re
import secrets
from collections.abc import Mapping
from email.utils import format_datetime
from typing import Any, Final

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from twilio.request_validator import RequestValidator

from liciel_app.gateways.sms import segments
from liciel_app.simulator.callbacks import post, within_reach
from liciel_app.simulator.memory import Memory, Message

_LONGEST: Final = 1600
_UNREACHABLE: Final = {"+15005550001": 21211, "+15005550009": 21614}
_LIVES: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "0003": (("sent", ""), ("undelivered", "30003")),
    "0005": (("failed", "30005"),),
    "0077": (("delivered", ""), ("sent", ""), ("delivered", "")),
}
"""What becomes of a message by the end of its number: a phone switched off, one that is no more, news out of order."""
_USUAL: Final = (("sent", ""), ("delivered", ""))
_MESSAGES: Final = {
    20003: "Authenticate",
    21211: "The 'To' number is not a valid phone number.",
    21602: "Message body is required.",
    21603: "A 'From' phone number is required.",
    21614: "'To' number is not a valid mobile number.",
    21617: "The concatenated message body exceeds the 1600 character limit.",
}


async def create(request: Request) -> JSONResponse:
    memory: Memory = request.app.state.memory
    sid = request.path_params["sid"]
    if not _authenticated(request, memory):
        return _error(20003, status=401)
    fields = {name: str(value) for name, value in (await request.form()).items()}
    if code := _problem(fields):
        return _error(code)
    message = Message(
        sid=f"SM{secrets.token_hex(16)}",
        to=fields["To"],
        sender=fields.get("From") or fields["MessagingServiceSid"],
        body=fields["Body"],
    )
    memory.messages.append(message)
    callback = BackgroundTask(_call_back, memory, message, fields.get("StatusCallback", ""), request.url.hostname or "")
    return JSONResponse(_resource(memory, sid, message, fields), status_code=201, background=callback)


async def _call_back(memory: Memory, message: Message, url: str, own_host: str) -> None:
    if not url or not within_reach(url, own_host):
        return
    for status, code in _LIVES.get(message.to[-4:], _USUAL):
        fields = {
            "AccountSid": memory.sms_account_sid,
            "ApiVersion": "2010-04-01",
            "From": message.sender,
            "MessageSid": message.sid,
            "MessageStatus": status,
            "SmsSid": message.sid,
            "SmsStatus": status,
            "To": message.to,
            **({"ErrorCode": code} if code else {}),
        }
        signature = RequestValidator(memory.sms_token).compute_signature(url, fields)
        await post(url, fields, {"X-Twilio-Signature": signature})


def _authenticated(request: Request, memory: Memory) -> bool:
    expected = base64.b64encode(f"{memory.sms_account_sid}:{memory.sms_token}".encode()).decode()
    given = request.headers.get("authorization", "")
    named = request.path_params["sid"] == memory.sms_account_sid
    return bool(memory.sms_token) and named and hmac.compare_digest(f"Basic {expected}".encode(), given.encode())


def _problem(fields: Mapping[str, str]) -> int | None:
    """Twilio's error number."""
    to, body = fields.get("To", ""), fields.get("Body", "")
    wrong = {
        _UNREACHABLE.get(to, 21211): to in _UNREACHABLE or not re.fullmatch(r"\+[1-9]\d{6,14}", to),
        21602: not body.strip(),
        21617: len(body) > _LONGEST,
        21603: not (fields.get("From") or fields.get("MessagingServiceSid")),
    }
    return next((code for code, found in wrong.items() if found), None)


def _error(code: int, status: int = 400) -> JSONResponse:
    more = f"https://www.twilio.com/docs/errors/{code}"
    return JSONResponse({"code": code, "message": _MESSAGES[code], "more_info": more, "status": status}, status)


def _resource(memory: Memory, account: str, message: Message, fields: Mapping[str, str]) -> dict[str, Any]:
    stamp = format_datetime(memory.now())
    uri = f"/2010-04-01/Accounts/{account}/Messages/{message.sid}"
    return {
        "account_sid": account,
        "api_version": "2010-04-01",
        "body": message.body,
        "date_created": stamp,
        "date_sent": None,
        "date_updated": stamp,
        "direction": "outbound-api",
        "error_code": None,
        "error_message": None,
        "from": fields.get("From"),
        "messaging_service_sid": fields.get("MessagingServiceSid"),
        "num_media": "0",
        "num_segments": str(segments(message.body)[1]),
        "price": None,
        "price_unit": "USD",
        "sid": message.sid,
        "status": "queued",
        "subresource_uris": {"media": f"{uri}/Media.json"},
        "to": message.to,
        "uri": f"{uri}.json",
    }


ROUTES = [Route("/2010-04-01/Accounts/{sid}/Messages.json", create, methods=["POST"])]
