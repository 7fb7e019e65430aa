"""Changing the tables of a price list: rows, bands and their prices stay together."""

import pytest

from liciel_app.core.errors import Refused
from liciel_app.orders import price_tables
from liciel_app.orders.price_tables import Tables, editing
from liciel_app.orders.pricing import DEMO_GRID, Sheet


@pytest.fixture
def tables() -> Tables:
    return price_tables.written(DEMO_GRID)


def test_a_band_whose_end_moves_takes_the_next_one_along(tables: Tables) -> None:
    moved = editing.with_cell(tables, (Sheet.BANDS, 1, 2), "85")
    assert [row[1:] for row in moved[Sheet.BANDS][1:3]] == [["50", "85"], ["85", "110"]]
    assert tables[Sheet.BANDS][1] == ["Surface", "50", "80"]
    apart = editing.with_cell(editing.with_cell(tables, (Sheet.BANDS, 2, 1), "90"), (Sheet.BANDS, 1, 2), "85")
    assert apart[Sheet.BANDS][2][1] == "90"


def test_a_band_added_brings_a_column_of_prices_to_fill(tables: Tables) -> None:
    added = editing.with_row(tables, Sheet.BANDS, "Surface")
    ended = editing.with_cell(added, (Sheet.BANDS, 4, 2), "200")
    assert ended[Sheet.BANDS][4:] == [["Surface", "150", "200"], ["Surface", "200", ""]]
    assert {len(row) for row in ended[Sheet.PRICES]} == {9}
    faults = price_tables.read(ended).faults
    assert {fault.sentence for fault in faults} == {"Indiquez un prix, ou « Sur devis »."}
    assert len(faults) == 9


def test_a_band_removed_goes_with_its_prices(tables: Tables) -> None:
    kept = price_tables.read(editing.without_row(tables, Sheet.BANDS, 1)).grid
    assert kept is not None
    assert [str(bound) for bound in kept.bands] == ["50", "110", "150"]
    assert kept.rows[0].cents == (10_000, 13_000, 15_000, 18_000)
    last = price_tables.read(editing.without_row(tables, Sheet.BANDS, 4)).grid
    assert last is not None
    assert last.rows[0].cents == (10_000, 11_500, 13_000, 15_000)


def test_bands_of_rooms_begin_with_two(tables: Tables) -> None:
    added = editing.with_row(tables, Sheet.BANDS, "Pièces")
    assert added[Sheet.BANDS][5:] == [["Pièces", "0", ""], ["Pièces", "", ""]]
    ended = editing.with_cell(added, (Sheet.BANDS, 5, 2), "2")
    assert ended[Sheet.BANDS][6] == ["Pièces", "2", ""]
    read = price_tables.read(ended).grid
    assert read is not None
    assert read.room_bands == (2,)


@pytest.mark.parametrize("sheet", [Sheet.PRICES, Sheet.BUNDLES, Sheet.PACKS, Sheet.EXTRAS, Sheet.TRAVEL, Sheet.CODES])
def test_a_row_comes_and_goes(tables: Tables, sheet: Sheet) -> None:
    added = editing.with_row(tables, sheet)
    assert len(added[sheet]) == len(tables[sheet]) + 1
    assert editing.without_row(added, sheet, len(tables[sheet])) == tables


@pytest.mark.parametrize(("row", "column"), [(-1, 0), (99, 0), (0, -1), (0, 99)])
def test_a_cell_that_is_not_there_is_refused(tables: Tables, row: int, column: int) -> None:
    with pytest.raises(Refused):
        editing.with_cell(tables, (Sheet.PRICES, row, column), "1")


def test_settings_keep_their_rows(tables: Tables) -> None:
    with pytest.raises(Refused):
        editing.with_row(tables, Sheet.SETTINGS)
    with pytest.raises(Refused):
        editing.without_row(tables, Sheet.SETTINGS, 0)
    with pytest.raises(Refused):
        editing.with_row(tables, Sheet.BANDS, "Altitude")
