"""A price list goes to Excel and comes back."""

import io
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from openpyxl import load_workbook

from liciel_app.core.errors import Refused
from liciel_app.orders import price_tables
from liciel_app.orders.documents_prices import read, workbook
from liciel_app.orders.pricing import DEMO_GRID, Grid
from tests.orders.lists import grids


def changed(**cells: Any) -> bytes:
    """The demo's workbook with some cells changed: `Prix_B2=…`."""
    book = load_workbook(io.BytesIO(workbook(DEMO_GRID)))
    for place, value in cells.items():
        sheet, cell = place.split("_")
        book[sheet][cell] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@settings(deadline=None, max_examples=15)
@given(grids())
def test_exported_then_imported_a_list_is_the_same(grid: Grid) -> None:
    assert read(workbook(grid)) == (grid, price_tables.written(grid))


def test_numbers_and_dates_typed_in_excel_are_understood() -> None:
    grid, _ = read(changed(Prix_D2=99.5, Réglages_B4=date(2027, 1, 1), Prix_E2=115))
    assert grid.rows[0].cents[:2] == (9_950, 11_500)
    assert grid.valid_from == date(2027, 1, 1)


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (
            {"Prix_E3": "cent dix"},
            "Feuille « Prix », ligne 3, colonne « Tranche 2 » : « cent dix » n’est pas un nombre.",
        ),
        ({"Prix_E3": -4}, "Feuille « Prix », ligne 3, colonne « Tranche 2 » : « -4 » : indiquez un nombre positif."),
        (
            {"Prix_A1": "Mission"},
            "Feuille « Prix », ligne 1, colonne A : « Diagnostic » était attendu, pas « Mission ».",
        ),
        ({"Prix_I1": "Tranche 6"}, "Feuille « Prix », ligne 1 : la colonne « Tranche 6 » n’existe pas."),
        ({"Tranches_B4": 85}, "Feuille « Tranches », ligne 4, colonne « Plus de » : Il y a un trou"),
        ({"Tranches_B4": 70}, "Feuille « Tranches », ligne 4, colonne « Plus de » : Deux tranches se chevauchent"),
    ],
)
def test_a_wrong_workbook_is_refused_by_sheet_row_and_column(cells: dict[str, Any], told: str) -> None:
    with pytest.raises(Refused) as refusal:
        read(changed(**cells))
    assert str(refusal.value).startswith(told)


def test_a_missing_sheet_is_named() -> None:
    book = load_workbook(io.BytesIO(workbook(DEMO_GRID)))
    del book["Remises"]
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(Refused, match="« Remises » manque"):
        read(out.getvalue())


@pytest.mark.parametrize("content", [b"", b"nom;prix\n", b"PK\x03\x04 not a zip", b"\x00" * 3_000_000])
def test_what_is_no_workbook_is_refused(content: bytes) -> None:
    with pytest.raises(Refused):
        read(content)


def test_a_name_that_looks_like_a_formula_stays_a_text() -> None:
    grid = replace(DEMO_GRID, name='=HYPERLINK("https://evil.example")')
    content = workbook(grid)
    assert read(content)[0] == grid
    cell = load_workbook(io.BytesIO(content))["Réglages"]["B2"]
    assert cell.data_type != "f"
