# pyright: strict
"""How long the visit for a choice of diagnostics takes on site."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from types import MappingProxyType
from typing import Final

from liciel_app.core.errors import Invalid, Refused
from liciel_app.orders.labels import LABELS


@dataclass(frozen=True, slots=True)
class Stretch:
    """Above so many m², the minutes are multiplied."""

    above: int
    factor: Decimal


@dataclass(frozen=True, slots=True)
class Durations:
    """Minutes on site by code (0: office work), stretched by surface, rounded up to the step."""

    minutes: Mapping[str, int]
    stretches: tuple[Stretch, ...]
    step: int = 15


def minutes(durations: Durations, wanted: Sequence[str], surface: Decimal | int) -> int:
    """The whole visit's minutes, each code counted once; 0 when everything is done at the office.

    Raises Refused for a diagnostic without a duration, Invalid(surface) for an impossible one.
    """
    area = Decimal(surface)
    if not area.is_finite() or area <= 0:
        raise Invalid({"surface": "Indiquez une surface en m² supérieure à zéro."})
    plain = sum(_base(durations, code) for code in dict.fromkeys(wanted))
    reached = [stretch for stretch in durations.stretches if area > stretch.above]
    factor = max(reached, key=lambda stretch: stretch.above).factor if reached else Decimal(1)
    steps = (plain * factor / durations.step).to_integral_value(rounding=ROUND_CEILING)
    return int(steps) * durations.step


def _base(durations: Durations, code: str) -> int:
    if code not in LABELS:
        raise Refused("Le diagnostic « {code} » n’existe pas.", code=code)
    if code not in durations.minutes:
        raise Refused("La durée de « {diagnostic} » est à fixer par le bureau.", diagnostic=LABELS[code].short)
    return durations.minutes[code]


# What a price list starts from; each office sets its own minutes there. Above 150 m²: half as much again; the asbestos
# file of a let flat: as before a sale; the energy audit: an hour, beside the DPE; the states made at the office: none.
USUAL_DURATIONS: Final = Durations(
    minutes=MappingProxyType(
        {
            "DPE": 45,
            "CREP": 40,
            "AMIANTE": 25,
            "DAPP": 25,
            "TERMITES": 25,
            "GAZ": 15,
            "ELEC": 15,
            "CARREZ": 20,
            "BOUTIN": 15,
            "AUDIT": 60,
            "ERP": 0,
            "BRUIT": 0,
        }
    ),
    stretches=(Stretch(110, Decimal("1.25")), Stretch(150, Decimal("1.5"))),
)
