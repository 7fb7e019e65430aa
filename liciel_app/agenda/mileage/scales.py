# pyright: strict
"""The official mileage scale, year by year (BOI-BAREME-000001): data, and the amount of a year's kilometres."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from liciel_app.agenda.models_mileage import VehicleCategory
from liciel_app.core.errors import Invalid
from liciel_app.core.money import rounded

CAR, MOTORCYCLE, MOPED = VehicleCategory.CAR, VehicleCategory.MOTORCYCLE, VehicleCategory.MOPED
ELECTRIC: Final = Decimal("1.20")
LARGEST_POWER: Final = 99


@dataclass(frozen=True, slots=True)
class Band:
    """Up to that many kilometres of the year (none: the last band), euros a kilometre, and euros besides."""

    up_to: int | None
    rate: Decimal
    plus: int = 0


Bands = tuple[Band, Band, Band]


@dataclass(frozen=True, slots=True)
class Row:
    """The vehicles up to that fiscal power (none: all the others)."""

    up_to_power: int | None
    bands: Bands


Scale = Mapping[VehicleCategory, tuple[Row, ...]]


@dataclass(frozen=True, slots=True)
class Vehicle:
    category: VehicleCategory
    power: int
    electric: bool = False


def _row(power: int | None, limits: tuple[int, int], *figures: str) -> Row:
    """`figures`: first rate, middle rate, middle addition, last rate."""
    first, middle, plus, last = figures
    bands = Band(limits[0], Decimal(first)), Band(limits[1], Decimal(middle), int(plus)), Band(None, Decimal(last))
    return Row(power, bands)


_CARS, _TWO_WHEELS = (5_000, 20_000), (3_000, 6_000)
_OF_2023: Final[Scale] = {
    CAR: (
        _row(3, _CARS, "0.529", "0.316", "1065", "0.370"),
        _row(4, _CARS, "0.606", "0.340", "1330", "0.407"),
        _row(5, _CARS, "0.636", "0.357", "1395", "0.427"),
        _row(6, _CARS, "0.665", "0.374", "1457", "0.447"),
        _row(None, _CARS, "0.697", "0.394", "1515", "0.470"),
    ),
    MOTORCYCLE: (
        _row(2, _TWO_WHEELS, "0.395", "0.099", "891", "0.248"),
        _row(5, _TWO_WHEELS, "0.468", "0.082", "1158", "0.275"),
        _row(None, _TWO_WHEELS, "0.606", "0.079", "1583", "0.343"),
    ),
    MOPED: (_row(None, _TWO_WHEELS, "0.315", "0.079", "711", "0.198"),),
}
PUBLISHED: Final[Mapping[int, Scale]] = {2023: _OF_2023, 2024: _OF_2023, 2025: _OF_2023, 2026: _OF_2023}
"""A new year's scale is one more entry; until it is published, the last one known is used and named."""


def year_of(year: int) -> int:
    """The year whose scale pays that year's kilometres. Raises Invalid before the first one known."""
    known = [published for published in PUBLISHED if published <= year]
    if not known:
        raise Invalid({"since": "Le barème de cette année n’est pas connu."})
    return max(known)


def bands(vehicle: Vehicle, year: int) -> Bands:
    rows = PUBLISHED[year_of(year)][vehicle.category]
    return next(row.bands for row in rows if row.up_to_power is None or vehicle.power <= row.up_to_power)


def cents(vehicle: Vehicle, year: int, tenths: int) -> int:
    """What that many tenths of a kilometre of the whole year are worth; 20 % more for an electric vehicle."""
    km = Decimal(tenths) / 10
    band = next(one for one in bands(vehicle, year) if one.up_to is None or km <= one.up_to)
    euros = km * band.rate + band.plus
    return rounded(euros * 100 * (ELECTRIC if vehicle.electric else 1))
