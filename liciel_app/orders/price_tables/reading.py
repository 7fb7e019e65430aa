# pyright: strict
"""From tables of texts to a price list: all of it, or every fault with its sheet, its row and its column."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final

from liciel_app.orders.durations import USUAL_DURATIONS, Durations
from liciel_app.orders.price_tables import bands, layout, texts
from liciel_app.orders.price_tables.bands import Step
from liciel_app.orders.price_tables.cells import Cells, Reader
from liciel_app.orders.price_tables.layout import Tables
from liciel_app.orders.pricing import Bundle, By, Extra, Fault, Grid, Pack, Row, Sheet, Supplement, Travel
from liciel_app.orders.pricing.checks import Contradiction


@dataclass(frozen=True, slots=True)
class Reading:
    """A grid, or the reasons why there is none."""

    grid: Grid | None
    faults: tuple[Fault, ...] = ()


def read(tables: Tables) -> Reading:
    reader = Reader(tables)
    told = _settings(reader) | _bands(reader)
    counts = {By.SURFACE: len(told["bands"]) + 1, By.ROOMS: len(told["room_bands"]) + 1, By.FLAT: 1}
    told |= {
        "rows": reader.each(Sheet.PRICES, lambda cells: _row(cells, counts)),
        "bundles": reader.each(Sheet.BUNDLES, lambda cells: _bundle(cells, counts)),
        "packs": reader.each(Sheet.PACKS, _pack),
        "supplements": reader.each(Sheet.EXTRAS, _extra),
        "travel": _travel(reader),
    } | _codes(reader)
    if reader.faults:
        return Reading(None, tuple(reader.faults))
    try:
        return Reading(Grid(**told))
    except Contradiction as found:
        return Reading(None, (replace(found.fault, row=reader.origin(found.fault)),))


def _settings(reader: Reader) -> dict[str, Any]:
    """The rows by their names, in any order; a missing one is a fault."""
    names = dict(zip(layout.SETTINGS, _SETTINGS, strict=True))
    told = dict(reader.each(Sheet.SETTINGS, lambda cells: _setting(cells, names)))
    for name, key in names.items():
        if key not in told and not reader.faults_of(Sheet.SETTINGS):
            reader.fault(Fault(Sheet.SETTINGS, -1, "La ligne « {name} » manque.", {"name": name}))
    return told


def _setting(cells: Cells, names: Mapping[str, str]) -> tuple[str, Any]:
    key = names[cells.word(0, {name: name for name in names})]
    return key, _SETTINGS[key](cells)


# The fields of a grid, in the order of `layout.SETTINGS`.
_SETTINGS: Final[Mapping[str, Callable[[Cells], Any]]] = {
    "name": lambda cells: cells.text(1, needed=True),
    "family": lambda cells: cells.text(1),
    "valid_from": lambda cells: cells.at(1, texts.day),
    "taxed": lambda cells: cells.word(1, {"": layout.NET, "yes": layout.GROSS}) == "yes",
    "vat_rate": lambda cells: cells.at(1, texts.number),
    "deposit_rate": lambda cells: cells.at(1, texts.number),
    "floor_cents": lambda cells: cells.at(1, texts.cents, empty=0),
}


def _bands(reader: Reader) -> dict[str, Any]:
    measures = {layout.SURFACE: layout.SURFACE, layout.ROOMS: layout.ROOMS}
    steps = reader.each(Sheet.BANDS, lambda cells: (cells.word(0, measures), _step(cells, 1)))
    surfaces = [step for measure, step in steps if measure == layout.SURFACE]
    rooms = [step for measure, step in steps if measure == layout.ROOMS]
    for chain in (surfaces, rooms):
        for fault in bands.faults(Sheet.BANDS, 1, chain, open_ended=True):
            reader.fault(fault)
    for step in rooms:
        if step.high is not None and step.high != int(step.high):
            reader.fault(Fault(Sheet.BANDS, step.rank, "Un nombre de pièces est entier.", column=2))
    return {"bands": _bounds(surfaces), "room_bands": tuple(int(bound) for bound in _bounds(rooms))}


def _bounds(steps: Sequence[Step]) -> tuple[Decimal, ...]:
    """Of all bands but the last, which is open."""
    return tuple(step.high for step in steps[:-1] if step.high is not None)


def _step(cells: Cells, column: int) -> Step:
    high = cells.at(column + 1, texts.number) if cells.text(column + 1) else None
    return Step(cells.rank, cells.at(column, texts.number, empty=Decimal(0)), high)


def _row(cells: Cells, counts: dict[By, int]) -> Row:
    code, kind, by = cells.word(0, layout.CODES), cells.word(1, layout.KINDS), By(cells.word(2, layout.BY))
    return Row(code, cells.amounts(3, counts[by]), by, kind)


def _bundle(cells: Cells, counts: dict[By, int]) -> Bundle:
    name, codes = cells.text(0, needed=True), cells.words(1, layout.CODES)
    kind, by = cells.word(2, layout.KINDS), By(cells.word(3, layout.BY))
    return Bundle(name, codes, cells.amounts(4, counts[by]), by, kind)


def _pack(cells: Cells) -> Pack:
    return Pack(cells.at(0, texts.whole), cells.at(1, texts.number))


def _extra(cells: Cells) -> Supplement:
    extra = Extra(cells.word(0, layout.EXTRAS))
    return Supplement(extra, cells.at(1, texts.cents, empty=0), cells.at(2, texts.number, empty=Decimal(0)))


def _travel(reader: Reader) -> tuple[Travel, ...]:
    steps = reader.each(Sheet.TRAVEL, lambda cells: (_step(cells, 0), cells.at(2, texts.cents)))
    for fault in bands.faults(Sheet.TRAVEL, 0, [step for step, _ in steps], open_ended=False):
        reader.fault(fault)
    return tuple(Travel(step.high, amount) for step, amount in steps if step.high is not None)


def _codes(reader: Reader) -> dict[str, Any]:
    answers = {"": layout.YES, "no": layout.NO}

    def told(cells: Cells) -> tuple[str, int | None, str, str]:
        minutes = cells.at(1, texts.whole) if cells.text(1) else None
        counted = cells.word(2, answers) if cells.text(2) else ""
        carrier = cells.word(3, layout.CODES) if cells.text(3) else ""
        return cells.word(0, layout.CODES), minutes, counted, carrier

    known = reader.each(Sheet.CODES, told)
    minutes = {code: spent for code, spent, _, _ in known if spent is not None}
    return {
        "uncounted": frozenset(code for code, _, counted, _ in known if counted == "no"),
        "included": {code: carrier for code, _, _, carrier in known if carrier},
        "durations": Durations(minutes, USUAL_DURATIONS.stretches, USUAL_DURATIONS.step),
    }
