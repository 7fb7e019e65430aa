# pyright: strict
"""What makes a price list contradict itself, said with the sheet and the row where it stands."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Final

from liciel_app.core.errors import Refused
from liciel_app.orders.labels import LABELS
from liciel_app.orders.obligations import Kind
from liciel_app.orders.pricing.grid import COUNTED, EXTRA_WORDS, Bundle, By, Grid, Row

LARGEST_CENTS: Final = 100_000_000
_WHOLE: Final = 100  # per cent
_KINDS: Final = frozenset({"", *(str(kind) for kind in Kind)})


class Sheet(StrEnum):
    """The parts of a price list, named as in its workbook and on its screen."""

    SETTINGS = "Réglages"
    BANDS = "Tranches"
    PRICES = "Prix"
    CODES = "Diagnostics"
    BUNDLES = "Forfaits"
    PACKS = "Remises"
    EXTRAS = "Suppléments"
    TRAVEL = "Déplacement"


# How many columns stand before the first price.
_BEFORE_PRICES: Final = {Sheet.PRICES: 3, Sheet.BUNDLES: 4}


@dataclass(frozen=True, slots=True)
class Fault:
    """`row` and `column` count from 0; -1 when it is all of it. `sentence` is a catalogue key."""

    sheet: Sheet
    row: int
    sentence: str
    values: Mapping[str, str] = field(default_factory=dict[str, str])
    column: int = -1


class Contradiction(Refused):
    """A price list that contradicts itself: its first fault."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.sentence, **fault.values)
        self.fault = fault


def refuse_faults(grid: Grid) -> None:
    for fault in faults(grid):
        raise Contradiction(fault)


def faults(grid: Grid) -> Iterator[Fault]:
    yield from _settings(grid)
    yield from _bands(grid)
    yield from _rows(grid)
    yield from _codes(grid)
    yield from _bundles(grid)
    yield from _packs(grid)
    yield from _extras(grid)
    yield from _travel(grid)


def _settings(grid: Grid) -> Iterator[Fault]:
    if not grid.name.strip():
        yield Fault(Sheet.SETTINGS, 0, "Donnez un nom à cette grille.")
    rates = (("TVA", grid.vat_rate), ("Acompte", grid.deposit_rate))
    for name, rate in rates:
        if not _is_part(rate):
            yield Fault(Sheet.SETTINGS, -1, "« {name} » : un taux se situe entre 0 et 100 %.", {"name": name})
    if not 0 <= grid.floor_cents <= LARGEST_CENTS:
        yield Fault(Sheet.SETTINGS, -1, "Le prix plancher se situe entre 0 et 1 000 000 €.")


def _bands(grid: Grid) -> Iterator[Fault]:
    """Upper bounds grow; rooms come after surfaces in the sheet."""
    start = 0
    for bounds in (grid.bands, tuple(Decimal(rooms) for rooms in grid.room_bands)):
        for rank, (low, high) in enumerate(pairwise((Decimal(0), *bounds))):
            if not high.is_finite() or high <= low:
                told = {"rank": str(rank + 1), "high": f"{high}"}
                yield Fault(
                    Sheet.BANDS, start + rank, "Tranche {rank} : sa fin ({high}) n’est pas après son début.", told
                )
        start += len(bounds) + 1 if bounds else 0


def _rows(grid: Grid) -> Iterator[Fault]:
    seen: set[tuple[str, str]] = set()
    for rank, row in enumerate(grid.rows):
        name = named(row.code, row.kind)
        if row.code not in LABELS:
            yield Fault(Sheet.PRICES, rank, "Le diagnostic « {code} » n’existe pas.", {"code": row.code})
        if (row.code, row.kind) in seen:
            yield Fault(Sheet.PRICES, rank, "« {name} » a deux lignes de prix.", {"name": name})
        seen.add((row.code, row.kind))
        yield from _scale(Sheet.PRICES, rank, name, row, grid)


def _scale(sheet: Sheet, rank: int, name: str, row: Row | Bundle, grid: Grid) -> Iterator[Fault]:
    """The amounts of one row or bundle."""
    told = {"name": name}
    if row.kind not in _KINDS:
        yield Fault(sheet, rank, "« {name} » : ce type de bien n’existe pas.", told)
    if len(row.cents) != bands_of(grid, row.by):
        count = {**told, "count": str(bands_of(grid, row.by))}
        yield Fault(sheet, rank, "« {name} » : il faut {count} prix, un par tranche.", count)
    if any(cents is not None and not 0 <= cents <= LARGEST_CENTS for cents in row.cents):
        yield Fault(sheet, rank, "« {name} » : un prix se situe entre 0 et 1 000 000 €.", told)
    yield from _falls(sheet, rank, name, row.cents)


def _falls(sheet: Sheet, rank: int, name: str, cents: Sequence[int | None]) -> Iterator[Fault]:
    """A larger property never costs less, nor becomes easier to price."""
    for place, (smaller, larger) in enumerate(pairwise(cents), start=2):
        told = {"name": name, "band": str(place)}
        if smaller is None and larger is not None:
            sentence = "« {name} » : la tranche {band} a un prix alors qu’une tranche plus petite est sur devis."
            yield Fault(sheet, rank, sentence, told, _BEFORE_PRICES[sheet] + place - 1)
        if smaller is not None and larger is not None and larger < smaller:
            sentence = "« {name} » : le prix de la tranche {band} est inférieur à celui de la tranche précédente."
            yield Fault(sheet, rank, sentence, told, _BEFORE_PRICES[sheet] + place - 1)


def _codes(grid: Grid) -> Iterator[Fault]:
    for code in sorted(grid.uncounted - LABELS.keys()):
        yield Fault(Sheet.CODES, -1, "Le diagnostic « {code} » n’existe pas.", {"code": code})
    for code, carrier in grid.included.items():
        if code not in LABELS or carrier not in LABELS or carrier in grid.included:
            told = {"code": code, "carrier": carrier}
            yield Fault(Sheet.CODES, -1, "« {code} » ne peut pas être inclus dans « {carrier} ».", told)
    for code, minutes in grid.durations.minutes.items():
        if code not in LABELS or not 0 <= minutes <= 24 * 60:
            yield Fault(Sheet.CODES, -1, "« {code} » : une durée se situe entre 0 et 1 440 minutes.", {"code": code})


def _bundles(grid: Grid) -> Iterator[Fault]:
    seen: set[tuple[str, str]] = set()
    for rank, bundle in enumerate(grid.bundles):
        name = bundle.name.strip()
        if not name or (name, bundle.kind) in seen:
            yield Fault(Sheet.BUNDLES, rank, "Donnez à chaque forfait un nom qui n’est qu’à lui.")
        seen.add((name, bundle.kind))
        wrong = next((code for code in bundle.codes if code not in LABELS), "")
        if wrong:
            yield Fault(Sheet.BUNDLES, rank, "Le diagnostic « {code} » n’existe pas.", {"code": wrong})
        if len(set(bundle.codes)) < 2 or len(set(bundle.codes)) < len(bundle.codes):  # noqa: PLR2004
            sentence = "« {name} » : un forfait réunit au moins deux diagnostics, chacun une fois."
            yield Fault(Sheet.BUNDLES, rank, sentence, {"name": name})
        yield from _scale(Sheet.BUNDLES, rank, name, bundle, grid)


def _packs(grid: Grid) -> Iterator[Fault]:
    before = 1
    for rank, pack in enumerate(grid.packs):
        if pack.from_count <= before:
            sentence = "Les remises commencent à 2 diagnostics et vont en augmentant, sans doublon."
            yield Fault(Sheet.PACKS, rank, sentence)
        if not _is_part(pack.percent):
            yield Fault(Sheet.PACKS, rank, "« {name} » : un taux se situe entre 0 et 100 %.", {"name": "Remise"})
        before = pack.from_count


def _extras(grid: Grid) -> Iterator[Fault]:
    seen: set[str] = set()
    for rank, one in enumerate(grid.supplements):
        told = {"name": EXTRA_WORDS[one.extra]}
        if one.extra in seen:
            yield Fault(Sheet.EXTRAS, rank, "« {name} » a deux lignes.", told)
        seen.add(one.extra)
        if not 0 <= one.cents <= LARGEST_CENTS or not _is_part(one.percent):
            yield Fault(Sheet.EXTRAS, rank, "« {name} » : indiquez un montant, ou un taux entre 0 et 100 %.", told)
        if one.cents and one.percent:
            yield Fault(Sheet.EXTRAS, rank, "« {name} » : un montant ou un taux, pas les deux.", told)
        if one.extra in COUNTED and one.percent:
            yield Fault(Sheet.EXTRAS, rank, "« {name} » se compte à l’unité : indiquez un montant.", told)


def _travel(grid: Grid) -> Iterator[Fault]:
    before = Decimal(0)
    for rank, band in enumerate(grid.travel):
        if not band.up_to_km.is_finite() or band.up_to_km <= before:
            sentence = "Tranche {rank} : sa fin ({high}) n’est pas après son début."
            yield Fault(Sheet.TRAVEL, rank, sentence, {"rank": str(rank + 1), "high": f"{band.up_to_km}"})
        if not 0 <= band.cents <= LARGEST_CENTS:
            sentence = "Le montant d’une tranche de déplacement se situe entre 0 et 1 000 000 €."
            yield Fault(Sheet.TRAVEL, rank, sentence)
        before = band.up_to_km


def bands_of(grid: Grid, by: By) -> int:
    """How many amounts a row has that goes by this."""
    return {By.SURFACE: len(grid.bands) + 1, By.ROOMS: len(grid.room_bands) + 1, By.FLAT: 1}[by]


def named(code: str, kind: str) -> str:
    """« DPE », « DPE, maison »"""
    short = LABELS[code].short if code in LABELS else code
    return f"{short}, {kind}" if kind else short


def _is_part(rate: Decimal) -> bool:
    return rate.is_finite() and 0 <= rate <= _WHOLE
