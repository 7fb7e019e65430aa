"""A price list typed, written and read back."""

from decimal import Decimal

import pytest
from hypothesis import given, settings

from liciel_app.orders import price_tables
from liciel_app.orders.pricing import DEMO_GRID, Grid, Sheet
from tests.orders.lists import grids


def spoiled(sheet: Sheet, row: int, column: int, text: str) -> list[str]:
    """The demo's list with one cell changed: what is said of it."""
    tables = price_tables.written(DEMO_GRID)
    tables[sheet][row][column] = text
    found = price_tables.read(tables)
    return [_told(tables, fault) for fault in found.faults]


def _told(tables: price_tables.Tables, fault: price_tables.Fault) -> str:
    place = price_tables.where(fault, tables, first_row=1)
    return f"{place['sheet']} {place['row']} {place['column']}: {fault.sentence.format(**fault.values)}"


@settings(deadline=None, max_examples=60)
@given(grids())
def test_what_is_written_is_read_back(grid: Grid) -> None:
    assert price_tables.read(price_tables.written(grid)) == price_tables.Reading(grid)


@pytest.mark.parametrize(
    ("sheet", "row", "column", "text", "told"),
    [
        (
            Sheet.BANDS,
            2,
            1,
            "85",
            "Tranches 3 Plus de: Il y a un trou : la tranche commence à 85, il n’y a rien entre 80 et 85.",
        ),
        (
            Sheet.BANDS,
            2,
            1,
            "70",
            "Tranches 3 Plus de: Deux tranches se chevauchent : celle-ci commence à 70, la précédente va jusqu’à 80.",
        ),
        (
            Sheet.BANDS,
            4,
            2,
            "300",
            "Tranches 5 Jusqu’à: La dernière tranche n’a pas de fin : laissez « Jusqu’à » vide.",
        ),
        (Sheet.PRICES, 0, 4, "", "Prix 1 Tranche 2: Indiquez un prix, ou « Sur devis »."),
        (Sheet.PRICES, 1, 4, "cent", "Prix 2 Tranche 2: « cent » n’est pas un nombre."),
        (Sheet.PRICES, 1, 4, "-5", "Prix 2 Tranche 2: « -5 » : indiquez un nombre positif."),
        (Sheet.PRICES, 1, 4, "NaN", "Prix 2 Tranche 2: « NaN » : indiquez un nombre positif."),
        (Sheet.PRICES, 1, 4, "1,234", "Prix 2 Tranche 2: « 1,234 » : deux décimales au plus."),
        (
            Sheet.PRICES,
            0,
            4,
            "90",
            "Prix 1 Tranche 2: « DPE » : le prix de la tranche 2 est inférieur à celui de la tranche précédente.",
        ),
        (
            Sheet.PRICES,
            0,
            3,
            "Sur devis",
            "Prix 1 Tranche 2: « DPE » : la tranche 2 a un prix alors qu’une tranche plus petite est sur devis.",
        ),
        (Sheet.PRICES, 9, 4, "30", "Prix 10 Tranche 2: Cette ligne a 1 prix : videz cette case."),
        (Sheet.PRICES, 1, 0, "DPE", "Prix 2 : « DPE » a deux lignes de prix."),
        (Sheet.SETTINGS, 0, 1, "", "Réglages 1 Valeur: Cette case est vide."),
        (Sheet.SETTINGS, 2, 1, "32/01/2027", "Réglages 3 Valeur: « 32/01/2027 » : indiquez une date comme 01/01/2027."),
        (Sheet.SETTINGS, 4, 1, "120", "Réglages  : « TVA » : un taux se situe entre 0 et 100 %."),
        (
            Sheet.PACKS,
            1,
            0,
            "3",
            "Remises 2 : Les remises commencent à 2 diagnostics et vont en augmentant, sans doublon.",
        ),
        (
            Sheet.TRAVEL,
            0,
            0,
            "5",
            "Déplacement 1 Plus de (km): Il y a un trou : la tranche commence à 5, il n’y a rien entre 0 et 5.",
        ),
        (Sheet.CODES, 0, 1, "1,5", "Diagnostics 1 Durée (min): « 1,5 » : indiquez un nombre entier."),
    ],
)
def test_a_wrong_cell_is_named_with_its_row_and_column(
    sheet: Sheet, row: int, column: int, text: str, told: str
) -> None:
    assert spoiled(sheet, row, column, text) == [told]


def test_an_unknown_diagnostic_is_told_with_what_is_known() -> None:
    (told,) = spoiled(Sheet.PRICES, 0, 0, "Horoscope")
    assert told.startswith("Prix 1 Diagnostic: « Horoscope » n’est pas dans la liste : DPE, Audit, Plomb")


def test_a_missing_setting_is_named() -> None:
    tables = price_tables.written(DEMO_GRID)
    del tables[Sheet.SETTINGS][4]
    assert [_told(tables, fault) for fault in price_tables.read(tables).faults] == [
        "Réglages  : La ligne « TVA (%) » manque."
    ]


def test_blank_rows_are_passed_over_and_faults_still_name_their_row() -> None:
    tables = price_tables.written(DEMO_GRID)
    tables[Sheet.PRICES].insert(0, ["", " ", ""])
    assert price_tables.read(tables).grid == DEMO_GRID
    tables[Sheet.PRICES][1][4] = "90"
    (fault,) = price_tables.read(tables).faults
    assert (fault.row, fault.column) == (1, 4)


def test_amounts_are_understood_as_people_type_them() -> None:
    tables = price_tables.written(DEMO_GRID)
    tables[Sheet.PRICES][0][3:8] = ["100 €", "115.00", "130,5", "1 150,50 €", "sur DEVIS"]
    read = price_tables.read(tables).grid
    assert read is not None
    assert read.rows[0].cents == (10_000, 11_500, 13_050, 115_050, None)
    assert read.bands == (Decimal(50), Decimal(80), Decimal(110), Decimal(150))
