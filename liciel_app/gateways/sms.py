"""Outgoing SMS: through Twilio, into a folder of `.json` files (demo), or kept in memory (tests)."""

import hmac
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final, Literal, Protocol
from urllib.parse import parse_qs, quote, urlsplit

from twilio.request_validator import RequestValidator, add_port, get_signature_algorithm, remove_port

from liciel_app.gateways.errors import GatewayError
from liciel_app.gateways.folder import safe_name, write_whole

Encoding = Literal["GSM-7", "UCS-2"]

_E164: Final = re.compile(r"\+[1-9]\d{6,14}")
_GSM: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_ESCAPED: Final = frozenset("^{}\\[~]|€\f")


@dataclass(frozen=True, slots=True)
class Sms:
    """`to` in E.164 (+33612345678); `reference` is ours and names the sending once and for all."""

    to: str
    body: str
    reference: str


class SmsGateway(Protocol):
    def send(self, sms: Sms) -> str:
        """The provider's own identifier of the message. Raises GatewayError."""
        ...


@dataclass(frozen=True)
class TwilioSms:
    """`sender` is a number, a sender name, or the SID of a messaging service (MG…).

    With a `base_url` the calls go there instead of api.twilio.com. Twilio calls `status_callback?m=<reference>`.
    """

    account_sid: str
    token: str = field(repr=False)
    sender: str
    base_url: str | None = None
    status_callback: str | None = None
    timeout: float = 10

    def send(self, sms: Sms) -> str:
        _checked(sms)
        source = "messaging_service_sid" if self.sender.startswith("MG") else "from_"
        options = {source: self.sender}
        if self.status_callback:
            link = "&" if "?" in self.status_callback else "?"
            options["status_callback"] = f"{self.status_callback}{link}m={quote(sms.reference)}"
        from liciel_app.gateways.twilio_client import as_gateway_errors, client

        with as_gateway_errors():
            twilio = client(self.account_sid, self.token, self.base_url, self.timeout)
            created = twilio.messages.create(to=sms.to, body=sms.body, **options)
        if not created.sid:
            raise GatewayError("Twilio n’a pas rendu d’identifiant.", permanent=False)
        return str(created.sid)


@dataclass(frozen=True)
class SmsFolder:
    """Each message is a file named after its reference: sent twice, it is still one."""

    folder: Path

    def send(self, sms: Sms) -> str:
        _checked(sms)
        encoding, count = segments(sms.body)
        content = {**asdict(sms), "encoding": encoding, "segments": count}
        text = json.dumps(content, ensure_ascii=False, indent=2)
        write_whole(self.folder / f"{safe_name(sms.reference)}.json", text.encode())
        return sms.reference


@dataclass
class RecordingSms:
    """`failure`, when set, is what the next sendings meet."""

    failure: GatewayError | None = None
    sent: list[Sms] = field(default_factory=list)

    def send(self, sms: Sms) -> str:
        _checked(sms)
        if self.failure:
            raise self.failure
        self.sent.append(sms)
        return f"SM{len(self.sent):032d}"


def list_sms(folder: Path) -> list[Sms]:
    """The messages of the folder, the latest written first."""
    paths = sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    contents = [json.loads(path.read_text(encoding="utf-8")) for path in paths]
    return [Sms(to=found["to"], body=found["body"], reference=found["reference"]) for found in contents]


def segments(body: str) -> tuple[Encoding, int]:
    """How the body travels and how many messages are billed (3GPP TS 23.038).

    One message holds 160 GSM-7 or 70 UCS-2 units; parts of a longer one 153 or 67. An escaped GSM-7 character and a
    surrogate pair take two units, never split between parts.
    """
    if all(letter in _GSM or letter in _GSM_ESCAPED for letter in body):
        return "GSM-7", _parts([2 if letter in _GSM_ESCAPED else 1 for letter in body], 160, 153)
    return "UCS-2", _parts([len(letter.encode("utf-16-le")) // 2 for letter in body], 70, 67)


def valid_signature(
    token: str, url: str, params: Mapping[str, str | Sequence[str]] | str, header: str, settings: str = ""
) -> bool:
    """Whether Twilio signed this call. `url` is rebuilt from our configuration, never from the Host header.

    `params`: the posted fields (a list for a repeated one), or the raw text of a JSON body, whose hash the address
    carries. `settings` is the X-Twilio-Webhooks-Signature-Settings header, which names HMAC_SHA256 on newer accounts.
    """
    validator = RequestValidator(token)
    address = urlsplit(url)
    if isinstance(params, str):
        promised = parse_qs(address.query).get("bodySHA256", [""])[0]
        if not hmac.compare_digest(validator.compute_hash(params).encode(), promised.encode()):
            return False
    fields = _Fields({} if isinstance(params, str) else params)
    try:
        signatures = [
            validator.compute_signature(uri(address), fields, get_signature_algorithm(settings))
            for uri in (remove_port, add_port)
        ]
    except ValueError:
        return False
    return any(hmac.compare_digest(signature.encode(), header.encode()) for signature in signatures)


class _Fields(dict[str, str | Sequence[str]]):
    """Posted fields as the validator asks for them."""

    def getlist(self, name: str) -> list[str]:
        value = self[name]
        return [value] if isinstance(value, str) else list(value)


def _checked(sms: Sms) -> None:
    if not _E164.fullmatch(sms.to):
        raise GatewayError(f"« {sms.to} » n’est pas un numéro international.", permanent=True)
    if not sms.body.strip():
        raise GatewayError("Le message est vide.", permanent=True)


def _parts(units: Sequence[int], alone: int, joined: int) -> int:
    if sum(units) <= alone:
        return 1
    count, room = 1, joined
    for unit in units:
        if unit > room:
            count, room = count + 1, joined
        room -= unit
    return count
