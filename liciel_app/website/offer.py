"""What the office sells as the site shows it: the lowest price of each diagnostic, tax included."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from liciel_app.core.errors import Refused
from liciel_app.core.money import euros, part
from liciel_app.orders.pricing import Grid
from liciel_app.ui.door import Visit


@dataclass(frozen=True, slots=True)
class Offer:
    """`lowest`: cents by code, tax included. `packs`: from so many diagnostics on, so many per cent less."""

    lowest: Mapping[str, int]
    packs: tuple[tuple[int, str], ...]
    free_km: int

    def price(self, code: str) -> str:
        """120 €, 119,90 €; empty for what the office quotes case by case."""
        cents = self.lowest.get(code, 0)
        return euros(cents).replace(",00", "") if cents else ""


async def current(visit: Visit) -> Offer | None:
    """None while the office has no price list."""
    from liciel_app.orders.services import current_grid

    try:
        return offer_of(await visit.read(current_grid))
    except Refused:
        return None


def offer_of(grid: Grid) -> Offer:
    lowest = {code: cents if grid.taxed else cents + part(cents, grid.vat_rate) for code, cents in grid.lowest.items()}
    packs = tuple((pack.from_count, _percent(pack.percent)) for pack in grid.packs)
    return Offer(lowest, packs, grid.free_km)


def _percent(rate: Decimal) -> str:
    """10, 12,5"""
    return f"{rate.normalize():f}".replace(".", ",")
