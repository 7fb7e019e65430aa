# pyright: strict
"""The office's price lists: kept whole, never changed, replaced from a date on."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import cast

from liciel_app.core.errors import Conflict, Refused
from liciel_app.core.work import Work
from liciel_app.orders import queries
from liciel_app.orders.models import PriceList
from liciel_app.orders.pricing import Grid


def current_grid(work: Work) -> Grid:
    """The public list. Raises Refused while the office has none in force."""
    found = queries.grid(work)
    if found is None:
        raise Refused("Aucune grille tarifaire n’est en vigueur : ajoutez-en une dans « Tarifs ».")
    return found


def publish(work: Work, grid: Grid, *, based_on: int | None) -> PriceList:
    """Replace the list of that family from the grid's day on, today at the earliest; what was priced before stays.

    Raises Conflict when somebody saved another version after `based_on` was read.
    """
    latest = queries.latest_list(work, grid.family)
    if latest is not None and latest.id != based_on:
        raise Conflict("Cette grille a été enregistrée entre-temps par une autre personne : rechargez la page.")
    if latest is not None and grid.valid_from < work.today:
        raise Refused("Une grille s’applique au plus tôt aujourd’hui : choisissez sa date.")
    return save_grid(work, grid)


def save_grid(work: Work, grid: Grid) -> PriceList:
    """Keep a grid as a new price list; earlier ones stay for what they priced."""
    content = _canonical(grid)
    kept = PriceList(
        family=grid.family,
        name=grid.name,
        valid_from=grid.valid_from,
        taxed=grid.taxed,
        vat_rate=grid.vat_rate,
        deposit_rate=grid.deposit_rate,
        content=content,
        sha256=hashlib.sha256(content.encode()).hexdigest(),
    )
    work.db.add(kept)
    work.db.flush()
    after = {"name": kept.name, "family": kept.family, "valid_from": kept.valid_from, "sha256": kept.sha256}
    work.record("pricelist.saved", kept, after=after)
    return kept


def _canonical(grid: Grid) -> str:
    """The same grid is the same text, whatever the order its sets are read in."""
    return json.dumps(grid, default=_plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _plain(value: object) -> object:
    """What JSON does not know, in what it knows."""
    if is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, date):
        return value.isoformat()
    return (
        sorted(cast("frozenset[str]", value))
        if isinstance(value, frozenset)
        else dict(cast("Mapping[str, object]", value))
    )
