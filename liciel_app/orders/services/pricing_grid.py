# pyright: strict
"""The office's price grid, kept as rows."""

import json

from liciel_app.core.errors import Refused
from liciel_app.core.work import Work
from liciel_app.orders import queries
from liciel_app.orders.models import PriceCell, PriceList, PricePack
from liciel_app.orders.pricing import Grid


def current_grid(work: Work) -> Grid:
    """Raises Refused while the office has no grid in force."""
    found = queries.grid(work)
    if found is None:
        raise Refused("Aucune grille tarifaire n’est en vigueur : ajoutez-en une dans les réglages.")
    return found


def save_grid(work: Work, grid: Grid) -> PriceList:
    """Keep a grid as a new price list; earlier ones stay for the orders they priced."""
    kept = PriceList(
        name=grid.name,
        valid_from=grid.valid_from,
        vat_rate=grid.vat_rate,
        deposit_rate=grid.deposit_rate,
        free_km=grid.free_km,
        uncounted=" ".join(sorted(grid.uncounted)),
        included=json.dumps(dict(grid.included), sort_keys=True),
    )
    work.db.add(kept)
    work.db.flush()
    work.db.add_all(_cells(grid, kept.id or 0))
    work.db.add_all(
        PricePack(price_list_id=kept.id or 0, from_count=pack.from_count, percent=pack.percent) for pack in grid.packs
    )
    work.record("pricelist.saved", kept, after={"name": kept.name, "valid_from": kept.valid_from})
    return kept


def _cells(grid: Grid, number: int) -> list[PriceCell]:
    bands = (*grid.bands, None)
    banded = [
        PriceCell(price_list_id=number, code=code, up_to_m2=band, cents=cents)
        for code, row in grid.prices.items()
        for band, cents in zip(bands, row, strict=True)
    ]
    return banded + [PriceCell(price_list_id=number, code=code, cents=cents) for code, cents in grid.flat.items()]
