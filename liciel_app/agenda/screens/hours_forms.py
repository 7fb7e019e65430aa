"""What the forms of hours, homes, certificates and rules say: plain values, or a sentence beside the field."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Final

from liciel_app.agenda.services.certifying import Rights
from liciel_app.agenda.services.hours import Home
from liciel_app.core.config import settings
from liciel_app.core.errors import Invalid
from liciel_app.core.text import one_line
from liciel_app.gateways.geocoding import BanGeocoder, CommuneTable, Geocoder, Place, WithFallback
from liciel_app.office import certificates

Values = Mapping[str, str]
_CLOCK: Final = re.compile(r"(\d{1,2})\s*[:hH]\s*(\d{2})?")
_LONGEST: Final = 200
NOT_A_NUMBER: Final = "Écrivez un nombre, par exemple 24."
WHOLE: Final = ("notice_hours", "working_days", "proposals", "buffer_minutes", "window_minutes")
BY_CLIENTS: Final = ("client_moves", "client_notice_hours")
MONEY: Final = ("km_cents", "hour_cents")


def day_of(values: Values, name: str, *, required: str = "") -> date | None:
    """A date field; Invalid for what is none, and for an empty one when a sentence says it is required."""
    text = values.get(name, "").strip()
    if not text and not required:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid({name: required or "Choisissez une date."}) from None


def whole(values: Values, name: str, sentence: str = NOT_A_NUMBER) -> int:
    try:
        return int(values.get(name, "").strip())
    except ValueError:
        raise Invalid({name: sentence}) from None


def minute_of(values: Values, name: str) -> int:
    """« 8:00 », « 08h00 »: minutes from midnight. Raises Invalid."""
    found = _CLOCK.fullmatch(values.get(name, "").strip())
    if found is None:
        raise Invalid({name: "Indiquez une heure, par exemple 08:00."})
    return int(found[1]) * 60 + int(found[2] or 0)


def rights_of(values: Values) -> Rights:
    """A ticked box per domain, its last day beside it."""
    held = {code: day_of(values, f"until-{code}") for code in certificates.DOMAINS if values.get(f"held-{code}")}
    return Rights(held, day_of(values, "insured_until"))


def rules_of(values: Values) -> dict[str, int]:
    """The office's rules of planning as numbers; every wrong field is named at once."""
    readers: dict[str, Callable[[Values, str], int]] = {
        **dict.fromkeys((*WHOLE, *BY_CLIENTS), whole),
        **dict.fromkeys(MONEY, _cents),
        "leave_home_minute": minute_of,
    }
    found: dict[str, int] = {}
    wrong: dict[str, str] = {}
    for name, read in readers.items():
        try:
            found[name] = read(values, name)
        except Invalid as refusal:
            wrong |= refusal.fields
    if wrong:
        raise Invalid(wrong)
    return found


def home_of(values: Values, before: Home) -> Home:
    """Both places looked up, unless their text did not change; asks the network where the office set a geocoder.

    Raises Invalid for a technician without a home, and for an address that is not found.
    """
    start, end = one_line(values.get("home", "")), one_line(values.get("end", ""))
    if not start:
        raise Invalid({"home": "Indiquez d’où part ce technicien : sans adresse, aucune tournée n’est possible."})
    found = (before.lat, before.lon) if start == before.city and before.lat is not None else _point("home", start)
    back: tuple[float | None, float | None] = (None, None)
    if end:
        same = end == before.end_city and before.end_lat is not None
        back = (before.end_lat, before.end_lon) if same else _point("end", end)
    return Home(start, *found, end, *back)


def _point(name: str, text: str) -> tuple[float, float]:
    found: list[Place] = _geocoder(settings().geocoder_url).complete(text[:_LONGEST], 1)
    if not found:
        raise Invalid({name: "Cette adresse est introuvable : donnez au moins le code postal et la ville."})
    return found[0].lat, found[0].lon


@lru_cache(maxsize=2)
def _geocoder(url: str) -> Geocoder:
    return WithFallback(BanGeocoder(url), CommuneTable()) if url else CommuneTable()


def _cents(values: Values, name: str) -> int:
    text = values.get(name, "").replace("€", "").replace("\u00a0", "").replace(" ", "").replace(",", ".")
    try:
        amount = Decimal(text)
    except InvalidOperation:
        raise Invalid({name: "Écrivez un montant, par exemple 0,60."}) from None
    if not amount.is_finite() or amount.copy_abs() > Decimal(1_000_000):
        raise Invalid({name: "Écrivez un montant, par exemple 0,60."})
    return int((amount * 100).to_integral_value())
