"""Who sells, as every paper of the office says it: a copy of the office, and the lines of law at the foot of a page."""

import re
from dataclasses import dataclass, fields
from typing import Final

from liciel_app.core.text import phone_fr
from liciel_app.office.models import Office

_SIREN, _SIRET = 9, 14
_OWN: Final = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Seller:
    """The office as it was when the paper was made."""

    name: str
    legal_form: str = ""
    capital: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    siret: str = ""
    rcs: str = ""
    vat_number: str = ""
    iban: str = ""
    email: str = ""
    phone: str = ""
    insurance: str = ""
    mediator: str = ""
    late_interest: str = ""


def seller_of(office: Office) -> Seller:
    return Seller(**{field.name: getattr(office, field.name) for field in fields(Seller)})


def address_lines(seller: Seller) -> tuple[str, str, str, str]:
    """What stands under the name on a letterhead: name, street, town, how to reach it."""
    reach = " – ".join(filter(None, (phone_fr(seller.phone), seller.email)))
    return seller.name, seller.street, f"{seller.postcode} {seller.city}".strip(), reach


def legal_lines(seller: Seller) -> tuple[str, str]:
    """Who sells, as the foot of each page says it: name and seat, then numbers."""
    form = seller.legal_form
    if form and seller.capital:
        form = f"{form} au capital de {seller.capital}"
    seat = ", ".join(filter(None, (seller.street, f"{seller.postcode} {seller.city}".strip())))
    numbers = (
        f"SIRET {siret(seller.siret)}" if seller.siret else "",
        _registered(seller),
        f"TVA {seller.vat_number}" if seller.vat_number else "",
    )
    return joined(seller.name, form, seat), joined(*numbers)


def siret(text: str) -> str:
    """912 345 709 00014"""
    digits = re.sub(r"\D", "", text)
    return f"{grouped(digits[:_SIREN])} {digits[_SIREN:]}" if len(digits) == _SIRET else text


def grouped(digits: str, by: int = 3) -> str:
    return " ".join(digits[start : start + by] for start in range(0, len(digits), by))


def joined(*parts: str) -> str:
    return " – ".join(filter(None, parts))


def _registered(seller: Seller) -> str:
    """RCS Bordeaux 912 345 709, however the office wrote it."""
    named = seller.rcs if seller.rcs.upper().startswith(("RCS", "RM", "RNE")) else f"RCS {seller.rcs}"
    if not seller.rcs or _OWN.search(named):
        return named if seller.rcs else ""
    return f"{named} {grouped(re.sub(r'[^0-9]', '', seller.siret)[:_SIREN])}".strip()
