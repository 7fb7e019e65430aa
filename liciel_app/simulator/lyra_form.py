"""What Lyra checks in a payment form, with its error numbers (`vads_extra_result` when `vads_result` is 30)."""

import hmac
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final, NamedTuple

from liciel_app.gateways.payment import PayzenShop, sign

_URL: Final = r"https?://\S{1,1015}"
_SHAPES: Final = [
    ("01", "vads_version", True, "V2"),
    ("02", "vads_site_id", True, r"\d{8}"),
    ("03", "vads_trans_id", True, "[0-9a-z]{6}"),
    ("04", "vads_trans_date", True, r"\d{14}"),
    ("05", "vads_validation_mode", False, "[01]?"),
    ("06", "vads_capture_delay", False, r"\d{0,3}"),
    ("07", "vads_payment_config", True, r"SINGLE|MULTI:first=\d+;count=\d+;period=\d+"),
    ("09", "vads_amount", True, r"0*[1-9]\d{0,11}"),
    ("10", "vads_currency", True, "978"),
    ("11", "vads_ctx_mode", True, "TEST|PRODUCTION"),
    ("12", "vads_language", False, "[a-z]{2}"),
    ("13", "vads_order_id", False, r"[\w.-]{1,64}"),
    ("14", "vads_order_info", False, "[^<>]{0,255}"),
    ("15", "vads_cust_email", False, r"[^@\s<>]+@[^@\s<>]+"),
    ("18", "vads_cust_name", False, "[^<>]{0,127}"),
    ("24", "vads_url_success", False, _URL),
    ("25", "vads_url_refused", False, _URL),
    ("27", "vads_url_cancel", False, _URL),
    ("28", "vads_url_return", False, _URL),
    ("33", "vads_url_check", False, _URL),
    ("46", "vads_page_action", True, "PAYMENT"),
    ("47", "vads_action_mode", True, "INTERACTIVE"),
    ("48", "vads_return_mode", False, "NONE|GET|POST"),
]


class Refusal(NamedTuple):
    code: str
    field: str
    reason: str = "absent ou mal formé"


def refusal(fields: Mapping[str, str], shop: PayzenShop) -> Refusal | None:
    """The first thing wrong with the form; None when it is accepted."""
    if fields.get("vads_site_id") != shop.site_id:
        return Refusal("02", "vads_site_id", "boutique inconnue")
    if not hmac.compare_digest(sign(fields, shop.key).encode(), fields.get("signature", "").encode()):
        return Refusal("00", "signature", "signature invalide")
    for code, name, required, shape in _SHAPES:
        value = fields.get(name)
        if value is None and not required:
            continue
        if value is None or not re.fullmatch(shape, value, re.ASCII if name == "vads_order_id" else 0):
            return Refusal(code, name)
    if fields["vads_ctx_mode"] != shop.mode:
        return Refusal("11", "vads_ctx_mode", f"cette boutique est en mode {shop.mode}")
    return None if _is_date(fields["vads_trans_date"]) else Refusal("04", "vads_trans_date", "date impossible")


def _is_date(text: str) -> bool:
    try:
        datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return False
    return True
