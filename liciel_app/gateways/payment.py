"""The hosted payment form of PayZen and Systempay (Lyra): what is signed out, what is believed back.

Signature (field documentation of Lyra, « Calculer la signature »): the values of every `vads_` field in the order of
their names, joined by `+`, then the key; HMAC-SHA-256 with that key, in base64. The names are not signed and `+` is not
escaped, so a value of a stranger's making must hold none: see `_plain`.
"""

import base64
import hashlib
import hmac
import re
import secrets
import string
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final, Literal, Protocol
from urllib.parse import urlsplit

from liciel_app.core.text import one_line
from liciel_app.gateways.errors import GatewayError

Mode = Literal["TEST", "PRODUCTION"]

EURO: Final = "978"

_GOOD: Final = {"AUTHORISED", "CAPTURED"}
_BAD: Final = {"REFUSED", "CANCELLED", "ABANDONED", "EXPIRED", "NOT_CREATED", "CAPTURE_FAILED"}
_SHA1: Final = re.compile(r"[0-9a-fA-F]{40}")
_ALPHABET: Final = string.digits + string.ascii_lowercase
_SHAPES: Final = {
    "vads_site_id": r"\d{8}",
    "vads_ctx_mode": "TEST|PRODUCTION",
    "vads_amount": r"\d{1,12}",
    "vads_currency": r"\d{3}",
    "vads_order_id": r"[\w.-]{1,64}",
    "vads_trans_id": r"[0-9A-Za-z]{6}",
    "vads_trans_date": r"\d{14}",
    "vads_trans_status": "[A-Z_]{1,40}",
}
_SHAPES_ONCE_CREATED: Final = {"vads_trans_uuid": r"[\w-]{8,64}", "vads_operation_type": "DEBIT|CREDIT"}


class PaymentStatus(StrEnum):
    PAID = "PAID"
    PENDING = "PENDING"
    REFUSED = "REFUSED"


class Forged(Exception):
    """A notification that is not believed. `reason` is for the log, never for the sender."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class PayzenShop:
    """`key` is the one of the mode: a shop has a test key and a production key."""

    form_url: str
    site_id: str
    key: str = field(repr=False)
    mode: Mode = "TEST"


@dataclass(frozen=True, slots=True)
class PaymentRequest:
    """What the office asks for. `order_id` is printed on the client's receipt and comes back in the notification."""

    amount_cents: int
    order_id: str
    trans_id: str
    trans_date: datetime
    return_url: str
    notification_url: str
    customer_mail: str = ""
    customer_name: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class PaymentForm:
    """What the browser posts to the payment page."""

    url: str
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Notification:
    """`event_id` is the same for every repetition of one event; `currency` is the ISO 4217 number."""

    order_id: str
    amount_cents: int
    currency: str
    status: PaymentStatus
    operation: str
    mode: str
    transaction_uuid: str
    event_id: str
    card: str
    trans_id: str
    raw_status: str


class PaymentGateway(Protocol):
    def form(self, request: PaymentRequest) -> PaymentForm: ...

    def read_notification(self, fields: Mapping[str, str]) -> Notification:
        """Raises Forged."""
        ...


@dataclass(frozen=True)
class Payzen:
    """One shop."""

    shop: PayzenShop

    def form(self, request: PaymentRequest) -> PaymentForm:
        return form(self.shop, request)

    def read_notification(self, fields: Mapping[str, str]) -> Notification:
        return read_notification(self.shop, fields)


@dataclass
class RecordingPayment:
    """The real signing, with the requests and the notifications kept."""

    shop: PayzenShop
    asked: list[PaymentRequest] = field(default_factory=list)
    read: list[Notification] = field(default_factory=list)

    def form(self, request: PaymentRequest) -> PaymentForm:
        self.asked.append(request)
        return form(self.shop, request)

    def read_notification(self, fields: Mapping[str, str]) -> Notification:
        self.read.append(read_notification(self.shop, fields))
        return self.read[-1]


def sign(fields: Mapping[str, str], key: str) -> str:
    """Fields not beginning with `vads_` do not count."""
    values = [fields[name] for name in sorted(fields, key=str.encode) if name.startswith("vads_")]
    message = "+".join([*values, key])
    return base64.b64encode(hmac.digest(key.encode(), message.encode(), hashlib.sha256)).decode()


def new_trans_id() -> str:
    """Six characters; the caller keeps them unique per shop and UTC day, as Lyra asks."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(6))


def form(shop: PayzenShop, request: PaymentRequest) -> PaymentForm:
    """A single payment in euros. The browser comes back without any field: the notification alone tells the truth.

    Refuses, as a permanent GatewayError, what Lyra would: amount, order id, transaction id, naive date, addresses.
    """
    _check(request)
    fields = {
        "vads_action_mode": "INTERACTIVE",
        "vads_amount": str(request.amount_cents),
        "vads_ctx_mode": shop.mode,
        "vads_currency": EURO,
        "vads_language": "fr",
        "vads_order_id": request.order_id,
        "vads_page_action": "PAYMENT",
        "vads_payment_config": "SINGLE",
        "vads_return_mode": "NONE",
        "vads_site_id": shop.site_id,
        "vads_trans_date": request.trans_date.astimezone(UTC).strftime("%Y%m%d%H%M%S"),
        "vads_trans_id": request.trans_id,
        "vads_url_check": request.notification_url,
        "vads_url_return": request.return_url,
        "vads_version": "V2",
    }
    optional = {
        "vads_cust_email": "" if "+" in request.customer_mail else one_line(request.customer_mail, 150),
        "vads_cust_name": _plain(request.customer_name, 127),
        "vads_order_info": _plain(request.description, 255),
    }
    fields |= {name: value for name, value in optional.items() if value}
    return PaymentForm(shop.form_url, {**fields, "signature": sign(fields, shop.key)})


def read_notification(shop: PayzenShop, fields: Mapping[str, str]) -> Notification:
    """The event, once its signature, shop, mode and shape are believed; raises Forged otherwise.

    `fields` are the posted ones, each present once: the door refuses a repeated name.
    """
    _check_signature(shop, fields)
    _check_shape(fields, _SHAPES)
    if fields["vads_site_id"] != shop.site_id:
        raise Forged("another shop")
    if fields["vads_ctx_mode"] != shop.mode:
        raise Forged(f"{fields['vads_ctx_mode']} event in a {shop.mode} shop")
    raw_status = fields["vads_trans_status"]
    status = _status(raw_status)
    if status is not PaymentStatus.REFUSED:  # a payment given up has no transaction yet
        _check_shape(fields, _SHAPES_ONCE_CREATED)
    uuid = fields.get("vads_trans_uuid", "")
    return Notification(
        order_id=fields["vads_order_id"],
        amount_cents=int(fields["vads_amount"]),
        currency=fields["vads_currency"],
        status=status,
        operation=fields.get("vads_operation_type", ""),
        mode=fields["vads_ctx_mode"],
        transaction_uuid=uuid,
        event_id=f"{uuid or fields['vads_trans_date'] + fields['vads_trans_id']}:{raw_status}",
        card=one_line(fields.get("vads_card_number", ""), 36),
        trans_id=fields["vads_trans_id"],
        raw_status=raw_status,
    )


def _check_signature(shop: PayzenShop, fields: Mapping[str, str]) -> None:
    given = fields.get("signature", "")
    if not given:
        raise Forged("no signature")
    if _SHA1.fullmatch(given):
        raise Forged("SHA-1 signature")
    if not hmac.compare_digest(sign(fields, shop.key).encode(), given.encode()):
        raise Forged("bad signature")


def _check_shape(fields: Mapping[str, str], shapes: Mapping[str, str]) -> None:
    for name, shape in shapes.items():
        if name not in fields:
            raise Forged(f"{name} missing")
        if not re.fullmatch(shape, fields[name], re.ASCII):
            raise Forged(f"{name} malformed")


def _status(raw: str) -> PaymentStatus:
    """A status we do not know is pending: never paid, and not given up either."""
    if raw in _GOOD:
        return PaymentStatus.PAID
    return PaymentStatus.REFUSED if raw in _BAD else PaymentStatus.PENDING


def _check(request: PaymentRequest) -> None:
    wrong = {
        "montant": not 0 < request.amount_cents < 10**12,
        "référence": not re.fullmatch(_SHAPES["vads_order_id"], request.order_id, re.ASCII),
        "identifiant de transaction": not re.fullmatch(r"[0-9a-z]{6}", request.trans_id),
        "date sans fuseau": request.trans_date.tzinfo is None,
        "adresse de retour": not _web(request.return_url),
        "adresse de notification": not _web(request.notification_url),
    }
    if named := [name for name, bad in wrong.items() if bad]:
        raise GatewayError(f"Demande de paiement refusée : {', '.join(named)}.", permanent=True)


def _web(url: str) -> bool:
    return urlsplit(url).scheme in {"http", "https"} and "+" not in url


def _plain(text: str, most: int) -> str:
    """Somebody's words for a signed field. A `+` would let its author shift the values that follow it."""
    return one_line(text.replace("+", " "), most).translate(str.maketrans("<>", "()"))
