"""The price grid in force, from its rows."""

import json
from collections.abc import Sequence
from decimal import Decimal

from sqlmodel import col, select

from liciel_app.core.work import Work
from liciel_app.office.models import Office
from liciel_app.orders.estimate import Point
from liciel_app.orders.models import PriceCell, PriceList, PricePack
from liciel_app.orders.pricing import Grid, Pack


def price_list(work: Work) -> PriceList | None:
    """The newest grid in force today."""
    begun = select(PriceList).where(col(PriceList.valid_from) <= work.today)
    return work.db.exec(begun.order_by(col(PriceList.valid_from).desc(), col(PriceList.id).desc()).limit(1)).first()


def grid(work: Work) -> Grid | None:
    found = price_list(work)
    return None if found is None else grid_of(work, found)


def grid_of(work: Work, kept: PriceList) -> Grid:
    cells = work.db.exec(select(PriceCell).where(col(PriceCell.price_list_id) == kept.id)).all()
    packs = select(PricePack).where(col(PricePack.price_list_id) == kept.id).order_by(col(PricePack.from_count))
    bands = tuple(sorted({cell.up_to_m2 for cell in cells if cell.up_to_m2 is not None}))
    banded = {cell.code for cell in cells if cell.up_to_m2 is not None}
    return Grid(
        name=kept.name,
        valid_from=kept.valid_from,
        bands=bands,
        prices={code: _row(cells, code, bands) for code in sorted(banded)},
        flat={cell.code: cell.cents for cell in cells if cell.code not in banded and cell.cents is not None},
        packs=tuple(Pack(pack.from_count, pack.percent) for pack in work.db.exec(packs).all()),
        uncounted=frozenset(kept.uncounted.split()),
        included=json.loads(kept.included),
        vat_rate=kept.vat_rate,
        deposit_rate=kept.deposit_rate,
        free_km=kept.free_km,
    )


def office_point(work: Work) -> Point:
    """Where travel is counted from."""
    office = work.db.get(Office, 1)
    return (office.lat, office.lon) if office else (None, None)


def _row(cells: Sequence[PriceCell], code: str, bands: Sequence[Decimal]) -> tuple[int | None, ...]:
    by_band = {cell.up_to_m2: cell.cents for cell in cells if cell.code == code}
    return tuple(by_band.get(band) for band in (*bands, None))
