"""What Lyra says of a payment: the fields of its notification, true or spoilt for a test."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Final, NamedTuple

from liciel_app.gateways.payment import PayzenShop, sign
from liciel_app.simulator.memory import Payment


class Outcome(NamedTuple):
    status: str
    result: str
    auth_result: str
    return_field: str
    word: str


OUTCOMES: Final = {
    "pay": Outcome("AUTHORISED", "00", "00", "vads_url_success", "accepté"),
    "refuse": Outcome("REFUSED", "05", "05", "vads_url_refused", "refusé"),
    "abandon": Outcome("ABANDONED", "17", "", "vads_url_cancel", "abandonné"),
}

Fields = dict[str, str]

_ECHOED: Final = (
    "vads_action_mode",
    "vads_amount",
    "vads_ctx_mode",
    "vads_currency",
    "vads_cust_email",
    "vads_cust_first_name",
    "vads_cust_id",
    "vads_cust_last_name",
    "vads_cust_name",
    "vads_language",
    "vads_order_id",
    "vads_order_info",
    "vads_page_action",
    "vads_payment_config",
    "vads_site_id",
    "vads_trans_date",
    "vads_trans_id",
    "vads_version",
)


def result(payment: Payment, now: datetime) -> Fields:
    """The fields common to the notification and to the return. An abandoned payment has no transaction."""
    outcome = OUTCOMES[payment.outcome]
    sent = payment.fields
    fields = {name: value for name, value in sent.items() if name in _ECHOED or name.startswith("vads_ext_info_")}
    fields |= {
        "vads_auth_mode": "FULL",
        "vads_auth_result": outcome.auth_result,
        "vads_capture_delay": sent.get("vads_capture_delay", "0") or "0",
        "vads_payment_src": "EC",
        "vads_result": outcome.result,
        "vads_extra_result": "",
        "vads_sequence_number": "1",
        "vads_trans_status": outcome.status,
        "vads_validation_mode": sent.get("vads_validation_mode", "0") or "0",
        "vads_warranty_result": "YES" if payment.outcome == "pay" else "",
    }
    return fields if payment.outcome == "abandon" else fields | _transaction(payment, now)


def notified(fields: Fields, shop: PayzenShop, fault: str = "") -> Fields:
    """The notification, signed; `fault` is one of FAULTS, or empty for a true one."""
    notice = {**fields, "vads_hash": _digest(fields, "hash"), "vads_url_check_src": "PAY"}
    spoilt = _SPOILERS.get(fault, dict)(notice)
    key = "0" * 16 if fault == "signature" else shop.key
    return {**spoilt, "signature": sign(spoilt, key)}


def returned(fields: Fields, shop: PayzenShop) -> Fields:
    return {**fields, "signature": sign(fields, shop.key)}


def _transaction(payment: Payment, now: datetime) -> Fields:
    paid, stamp = payment.outcome == "pay", now.astimezone(UTC).strftime("%Y%m%d%H%M%S")
    return {
        "vads_auth_number": "3fe1b6" if paid else "",
        "vads_card_brand": "CB",
        "vads_card_country": "FR",
        "vads_card_number": "497010XXXXXX0000",
        "vads_contract_used": "5555555",
        "vads_effective_amount": payment.fields["vads_amount"],
        "vads_effective_creation_date": stamp,
        "vads_effective_currency": payment.fields["vads_currency"],
        "vads_expiry_month": "6",
        "vads_expiry_year": str(now.year + 2),
        "vads_operation_type": "DEBIT",
        "vads_payment_certificate": _digest({"uuid": payment.uuid}, "certificate") if paid else "",
        "vads_presentation_date": stamp,
        "vads_threeds_enrolled": "Y",
        "vads_threeds_status": "Y",
        "vads_trans_uuid": payment.uuid,
    }


def _digest(fields: Mapping[str, str], salt: str) -> str:
    return hashlib.sha256(repr((salt, sorted(fields.items()))).encode()).hexdigest()


def _other_amount(notice: Fields) -> Fields:
    amount = str(int(notice["vads_amount"]) + 100)
    return {**notice, "vads_amount": amount, "vads_effective_amount": amount}


def _other_currency(notice: Fields) -> Fields:
    return {**notice, "vads_currency": "840", "vads_effective_currency": "840"}


def _other_shop(notice: Fields) -> Fields:
    return {**notice, "vads_site_id": str((int(notice["vads_site_id"]) + 1) % 10**8).zfill(8)}


def _other_mode(notice: Fields) -> Fields:
    return {**notice, "vads_ctx_mode": "PRODUCTION" if notice["vads_ctx_mode"] == "TEST" else "TEST"}


_SPOILERS: Final[Mapping[str, Callable[[Fields], Fields]]] = {
    "amount": _other_amount,
    "currency": _other_currency,
    "shop": _other_shop,
    "mode": _other_mode,
}
FAULTS: Final = {
    "": "Notification exacte",
    "amount": "Montant faux (1 € de plus)",
    "currency": "Autre monnaie",
    "signature": "Signature fausse",
    "shop": "Autre boutique",
    "mode": "Mode test et production inversés",
}
