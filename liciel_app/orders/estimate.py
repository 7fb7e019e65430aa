# pyright: strict
"""What an order costs, in short: the diagnostics alone, for callers that show neither supplements nor travel."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from math import asin, cos, radians, sin, sqrt
from typing import Final

from liciel_app.core.money import part
from liciel_app.orders.pricing import NO_TERMS, Grid, OfferLine, PricedOffer, PriceRequest, Terms, offer, unpriced
from liciel_app.orders.pricing.asking import Point

_EARTH_KM: Final = 6371
_ROAD: Final = 1.3  # the office's travel rule: straight line × 1.3


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


def estimate(
    grid: Grid | None,
    wanted: Sequence[str],
    surface: Decimal,
    *,
    km: Decimal | int = 0,
    kind: str = "",
    terms: Terms = NO_TERMS,
) -> Estimate:
    """Price the codes, each once, in their order. Raises Invalid(surface) for an impossible surface.

    `kind`: a word of `obligations.Kind`. Travel that is not free is left to the office: `travel_open`.
    """
    request = PriceRequest(wanted=tuple(wanted), surface=surface, kind=kind)
    priced = offer(grid, request, terms) if grid else unpriced(request)
    if not priced.priced:
        return Estimate(tuple(_line(line) for line in priced.diagnostics))
    return Estimate(
        lines=_raised(priced),
        discount_rate=max((line.percent for line in priced.discounts), default=Decimal(0)),
        discount_cents=priced.discount_cents,
        net_cents=priced.net_cents,
        vat_rate=priced.vat_rate,
        vat_cents=priced.gross_cents - priced.net_cents,
        travel_open=grid is not None and km > grid.free_km,
    )


def _raised(priced: PricedOffer) -> tuple[PricedLine, ...]:
    """The diagnostics; what brings the order to the least it costs goes with the first that has a price."""
    missing = sum(line.net_cents for line in priced.additions)
    lines = [_line(line) for line in priced.diagnostics]
    first = max(range(len(lines)), key=lambda rank: (bool(lines[rank].cents), lines[rank].cents is not None, -rank))
    lines[first] = replace(lines[first], cents=(lines[first].cents or 0) + missing)
    return tuple(lines)


def road_km(start: Point, end: Point) -> Decimal:
    """One way, by the office's rule; 0 when a point is not known."""
    if None in start or None in end:
        return Decimal(0)
    lat_a, lon_a, lat_b, lon_b = (radians(degrees or 0) for degrees in (*start, *end))
    chord = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return round(Decimal(2 * _EARTH_KM * asin(sqrt(chord)) * _ROAD), 1)


def _line(line: OfferLine) -> PricedLine:
    included = not line.on_quote and not line.net_cents
    return PricedLine(
        line.code, line.label, None if line.on_quote else line.net_cents, line.reason.text if included else ""
    )
