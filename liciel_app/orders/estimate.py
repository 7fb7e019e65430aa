# pyright: strict
"""What an order costs: the grid's price where it has one, an offer by hand where it has none."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import asin, cos, radians, sin, sqrt
from typing import Final

from liciel_app.core.errors import Invalid, Refused
from liciel_app.core.money import part
from liciel_app.orders import pricing
from liciel_app.orders.labels import LABELS

_EARTH_KM: Final = 6371
_ROAD: Final = 1.3  # the office's travel rule: straight line × 1.3
Point = tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class PricedLine:
    """`cents` before tax and discount; none: the office makes an offer."""

    code: str
    label: str
    cents: int | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Estimate:
    """Amounts in cents; `discount_cents` is positive and already off `net_cents`. Rates in per cent."""

    lines: tuple[PricedLine, ...] = ()
    discount_rate: Decimal = Decimal(0)
    discount_cents: int = 0
    net_cents: int = 0
    vat_rate: Decimal = Decimal(0)
    vat_cents: int = 0
    travel_open: bool = False

    @property
    def gross_cents(self) -> int:
        return self.net_cents + self.vat_cents

    @property
    def on_quote(self) -> tuple[str, ...]:
        return tuple(line.code for line in self.lines if line.cents is None)

    @property
    def priced(self) -> bool:
        return any(line.cents is not None for line in self.lines)

    def with_tax(self, cents: int) -> int:
        """A single amount with its VAT, to the cent: for showing one line, never for summing."""
        return cents + part(cents, self.vat_rate)


def estimate(grid: pricing.Grid | None, wanted: Sequence[str], surface: Decimal, *, km: Decimal | int = 0) -> Estimate:
    """Price the codes, each once, in their order. Raises Invalid(surface) for an impossible surface."""
    codes = tuple(dict.fromkeys(wanted))
    sellable = [code for code in codes if _has_price(grid, code, surface)]
    if grid is None or not sellable:
        return Estimate(tuple(_offered(code) for code in codes))
    quote = pricing.quote(grid, sellable, surface, km=km)
    priced = {line.code: PricedLine(line.code, line.label, line.cents, line.note) for line in quote.lines}
    return Estimate(
        lines=tuple(priced.get(code) or _offered(code) for code in codes),
        discount_rate=quote.discount_rate,
        discount_cents=quote.discount_cents,
        net_cents=quote.total_ht,
        vat_rate=quote.vat_rate,
        vat_cents=quote.vat,
        travel_open=quote.travel_open,
    )


def road_km(start: Point, end: Point) -> Decimal:
    """One way, by the office's rule; 0 when a point is not known."""
    if None in start or None in end:
        return Decimal(0)
    lat_a, lon_a, lat_b, lon_b = (radians(degrees or 0) for degrees in (*start, *end))
    chord = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return round(Decimal(2 * _EARTH_KM * asin(sqrt(chord)) * _ROAD), 1)


def _offered(code: str) -> PricedLine:
    return PricedLine(code, LABELS[code].long, None)


def _has_price(grid: pricing.Grid | None, code: str, surface: Decimal) -> bool:
    if grid is None:
        return False
    try:
        pricing.quote(grid, (code,), surface)
    except Invalid:
        raise
    except Refused:
        return False
    return True
