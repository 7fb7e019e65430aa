# pyright: strict
"""Months, distances as people type them, and what a month is owed across the thresholds of its year."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Final

from liciel_app.agenda.mileage import scales
from liciel_app.agenda.mileage.scales import Vehicle
from liciel_app.agenda.models_mileage import VehicleCategory
from liciel_app.core.errors import Invalid
from liciel_app.core.text import one_line

LONGEST_DAY: Final = 15_000
"""Tenths of a kilometre: nobody drives more than 1 500 km in a day."""
MOST_BEFORE: Final = 200_000
_SPACES: Final = re.compile(r"[\s\u00a0\u202f]|km$")
_NOT_A_DISTANCE: Final = "Indiquez une distance en kilomètres, par exemple 42,5."
_ABSURD: Final = "Une journée compte de 0 à 1 500 km."
_FINE: Final = "Indiquez la distance à 0,1 km près."


@dataclass(frozen=True, slots=True)
class Granted:
    """What earlier months, and whoever paid before, already gave for a vehicle and a year."""

    tenths: int
    cents: int


@dataclass(frozen=True, slots=True)
class Period:
    """Days somebody drives something, both included; no end: still."""

    since: date
    until: date | None = None

    def holds(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)

    def meets(self, other: "Period") -> bool:
        return (self.until is None or other.since <= self.until) and (other.until is None or self.since <= other.until)


def first_of(day: date) -> date:
    return day.replace(day=1)


def next_month(month: date) -> date:
    return first_of(month.replace(day=28) + timedelta(days=4))


def last_of(month: date) -> date:
    return next_month(month) - timedelta(days=1)


def previous_month(month: date) -> date:
    return first_of(month - timedelta(days=1))


def granted_before(vehicle: Vehicle, year: int, km_before: int) -> Granted:
    """The kilometres of the year driven before the office counted them were paid by the same scale."""
    return Granted(km_before * 10, scales.cents(vehicle, year, km_before * 10))


def due(vehicle: Vehicle, year: int, total: int, granted: Granted) -> int:
    """Cents for the kilometres of the year up to now, `total` in tenths: the scale of all of them less what was given.

    Never negative: what was given in excess is taken from the next months.
    """
    return max(0, scales.cents(vehicle, year, total) - granted.cents)


def tenths_of(km: float) -> int:
    return int((Decimal(str(km)) * 10).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def distance(typed: str) -> int:
    """« 42,5 » in tenths of a kilometre. Raises Invalid for what is no distance of a day."""
    bare = _SPACES.sub("", typed.strip().lower()).replace(",", ".")
    try:
        km = Decimal(bare)
    except InvalidOperation:
        raise Invalid({"km": _NOT_A_DISTANCE}) from None
    if not km.is_finite() or not 0 <= km * 10 <= LONGEST_DAY:
        raise Invalid({"km": _ABSURD})
    if km * 10 != int(km * 10):
        raise Invalid({"km": _FINE})
    return int(km * 10)


def reason(typed: str) -> str:
    """Raises Invalid for a correction without one."""
    words = one_line(typed)
    if not words:
        raise Invalid({"reason": "Dites pourquoi cette distance change."})
    return words


def check_vehicle(category: VehicleCategory, power: int) -> None:
    """Raises Invalid for a power the scale does not know; a moped needs none."""
    if category is not VehicleCategory.MOPED and not 1 <= power <= scales.LARGEST_POWER:
        raise Invalid({"power": "Indiquez la puissance fiscale (case P.6 de la carte grise), de 1 à 99 CV."})


def check_use(period: Period, km_before: int, today: date) -> None:
    wrong: dict[str, str] = {}
    if period.until is not None and period.until < period.since:
        wrong["until"] = "La fin est avant le début."
    if not min(scales.PUBLISHED) <= period.since.year <= today.year + 1:
        wrong["since"] = "Le barème de cette année n’est pas connu."
    if not 0 <= km_before <= MOST_BEFORE:
        wrong["km_before"] = "Les kilomètres déjà parcourus vont de 0 à 200 000."
    if wrong:
        raise Invalid(wrong)
