# pyright: strict
"""A price list as tables of texts: its sheets, their columns, and the words that stand in them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from liciel_app.orders.labels import LABELS
from liciel_app.orders.pricing import By, Extra, Fault, Sheet
from liciel_app.orders.pricing.grid import EXTRA_WORDS

Tables = dict[str, list[list[str]]]
"""By sheet: its rows, one text per column."""

ON_QUOTE: Final = "Sur devis"
EVERY_KIND: Final = "Tous"
YES, NO = "Oui", "Non"
NET, GROSS = "HT", "TTC"
SURFACE, ROOMS = "Surface", "Pièces"

SETTINGS: Final[tuple[str, ...]] = (
    "Nom",
    "Gamme",
    "En vigueur le",
    "Prix saisis",
    "TVA (%)",
    "Acompte (%)",
    "Prix plancher (€)",
)
COLUMNS: Final[Mapping[Sheet, tuple[str, ...]]] = MappingProxyType(
    {
        Sheet.SETTINGS: ("Réglage", "Valeur"),
        Sheet.BANDS: ("Mesure", "Plus de", "Jusqu’à"),
        Sheet.PRICES: ("Diagnostic", "Bien", "Selon"),
        Sheet.CODES: ("Diagnostic", "Durée (min)", "Compte pour les remises", "Inclus dans"),
        Sheet.BUNDLES: ("Nom", "Diagnostics", "Bien", "Selon"),
        Sheet.PACKS: ("À partir de (diagnostics)", "Remise (%)"),
        Sheet.EXTRAS: ("Supplément", "Montant (€)", "Taux (%)"),
        Sheet.TRAVEL: ("Plus de (km)", "Jusqu’à (km)", "Montant (€)"),
    }
)
BANDED: Final = frozenset({Sheet.PRICES, Sheet.BUNDLES})
"""Sheets with one more column per band."""

KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "": EVERY_KIND,
        "appartement": "Appartement",
        "maison": "Maison",
        "immeuble": "Immeuble",
        "commercial": "Local professionnel",
        "terrain": "Terrain",
        "annexe": "Cave ou garage",
    }
)
BY: Final[Mapping[str, str]] = MappingProxyType({By.SURFACE: SURFACE, By.ROOMS: ROOMS, By.FLAT: "Fixe"})
CODES: Final[Mapping[str, str]] = MappingProxyType({code: label.short for code, label in LABELS.items()})
EXTRAS: Final[Mapping[str, str]] = MappingProxyType({str(extra): EXTRA_WORDS[extra] for extra in Extra})


def columns(sheet: Sheet, tables: Tables) -> tuple[str, ...]:
    """The titles of a sheet, with its bands."""
    bands = tuple(f"Tranche {rank}" for rank in range(1, band_count(tables) + 1)) if sheet in BANDED else ()
    return COLUMNS[sheet] + bands


def band_count(tables: Tables) -> int:
    """How many columns of prices: as many as the measure with most bands."""
    measures = [row[0] for row in tables.get(Sheet.BANDS, []) if row]
    return max(1, *(measures.count(measure) for measure in (SURFACE, ROOMS)))


def where(fault: Fault, tables: Tables, *, first_row: int) -> dict[str, str]:
    """A fault's sheet, its row as the reader counts them from `first_row`, its column; empty when it is all of them."""
    titles = columns(fault.sheet, tables)
    known = 0 <= fault.column < len(titles)
    return {
        "sheet": str(fault.sheet),
        "row": str(fault.row + first_row) if fault.row >= 0 else "",
        "column": titles[fault.column] if known else "",
    }
