# pyright: strict
"""The price of a choice of diagnostics: pure, in integer cents before tax, rounded half up once per amount.

VAT is computed once, on the net total (EN 16931, BR-CO-14 and BR-S-09).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from liciel_app.core.errors import Invalid, Refused
from liciel_app.core.money import part
from liciel_app.orders.labels import LABELS

LARGEST_SURFACE: Final = 100_000  # m²
_WHOLE: Final = 100  # per cent
Surface = Decimal | int


@dataclass(frozen=True, slots=True)
class Pack:
    """From so many counted diagnostics on, so many per cent are taken off them."""

    from_count: int
    percent: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A price list in cents before tax.

    `bands` are the upper bounds in m², included, of all bands but the last, which is open; `prices` give one price
    per band (None: a hole), `flat` one price whatever the surface. `uncounted` codes neither count for a pack nor
    take its discount. `included` codes cost nothing beside the code they come with, and as much as it without it.
    Rates are in per cent. Raises Invalid for overlaps, missing columns, negative prices or rates beyond 100 %.
    """

    name: str
    valid_from: date
    bands: tuple[Decimal, ...]
    prices: Mapping[str, tuple[int | None, ...]]
    flat: Mapping[str, int] = field(default_factory=dict[str, int])
    packs: tuple[Pack, ...] = ()
    uncounted: frozenset[str] = frozenset()
    included: Mapping[str, str] = field(default_factory=dict[str, str])
    vat_rate: Decimal = Decimal(20)
    deposit_rate: Decimal = Decimal(30)
    free_km: int = 0

    def __post_init__(self) -> None:
        wrong = _faults(self)
        if wrong:
            raise Invalid(wrong)

    @property
    def codes(self) -> frozenset[str]:
        """What this grid can price; the rest is quoted by the office."""
        return frozenset(self.prices) | frozenset(self.flat) | frozenset(self.included)


@dataclass(frozen=True, slots=True)
class QuoteLine:
    code: str
    label: str
    cents: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """Amounts in cents, rates in per cent; `discount_cents` is positive and taken off before tax.

    `travel_open`: the distance is beyond the free one, the office agrees on the travel with the client.
    """

    grid: str
    lines: tuple[QuoteLine, ...]
    discount_rate: Decimal
    discount_cents: int
    total_ht: int
    vat_rate: Decimal
    vat: int
    total_ttc: int
    deposit_ttc: int
    travel_open: bool = False


def quote(grid: Grid, wanted: Sequence[str], surface: Surface | None = None, *, km: Surface = 0) -> Quote:
    """Price the wanted codes, each once, in their order. Flat prices need no surface; `km` is one way.

    Raises Refused for nothing wanted, an unknown diagnostic or a hole in the grid, Invalid(surface) for an absent,
    negative, absurd or NaN surface.
    """
    codes = tuple(dict.fromkeys(wanted))
    if not codes:
        raise Refused("Choisissez au moins un diagnostic.")
    area = None if surface is None else _checked(surface)
    lines = tuple(_line(grid, code, codes, area) for code in codes)
    counted = [line for line in lines if line.code not in grid.uncounted]
    rate = _pack_rate(grid, len(counted))
    discount = part(sum(line.cents for line in counted), rate)
    net = sum(line.cents for line in lines) - discount
    vat = part(net, grid.vat_rate)
    return Quote(
        grid=grid.name,
        lines=lines,
        discount_rate=rate,
        discount_cents=discount,
        total_ht=net,
        vat_rate=grid.vat_rate,
        vat=vat,
        total_ttc=net + vat,
        deposit_ttc=part(net + vat, grid.deposit_rate),
        travel_open=km > grid.free_km,
    )


def _checked(surface: Surface) -> Decimal:
    area = Decimal(surface)
    if not area.is_finite() or area <= 0:
        raise Invalid({"surface": "Indiquez une surface en m² supérieure à zéro."})
    if area > LARGEST_SURFACE:
        raise Invalid({"surface": "Cette surface est trop grande : vérifiez-la, ou demandez un devis au bureau."})
    return area


def _line(grid: Grid, code: str, wanted: tuple[str, ...], area: Decimal | None) -> QuoteLine:
    if code not in LABELS:
        raise Refused("Le diagnostic « {code} » n’existe pas.", code=code)
    label = LABELS[code].long
    if grid.included.get(code) in wanted:
        return QuoteLine(code, label, 0, _INCLUDED_IN[grid.included[code]])
    return QuoteLine(code, label, _price(grid, code, area))


def _price(grid: Grid, code: str, area: Decimal | None) -> int:
    priced = code in grid.flat or code in grid.prices
    carrier = code if priced else grid.included.get(code, code)
    if carrier in grid.flat:
        return grid.flat[carrier]
    row = grid.prices.get(carrier)
    if row is None:
        raise Refused(
            "La grille « {grid} » n’a pas de prix pour « {diagnostic} » : demandez un devis au bureau.",
            grid=grid.name,
            diagnostic=LABELS[code].short,
        )
    if area is None:
        raise Invalid({"surface": "Indiquez la surface en m²."})
    cents = row[sum(area > bound for bound in grid.bands)]
    if cents is None:
        raise Refused(
            "La grille « {grid} » n’a pas de prix pour « {diagnostic} » à {surface} m² : demandez un devis au bureau.",
            grid=grid.name,
            diagnostic=LABELS[code].short,
            surface=f"{area:f}".replace(".", ","),
        )
    return cents


def _pack_rate(grid: Grid, count: int) -> Decimal:
    reached = [pack for pack in grid.packs if count >= pack.from_count]
    return max(reached, key=lambda pack: pack.from_count).percent if reached else Decimal(0)


def _faults(grid: Grid) -> dict[str, str]:
    checks = {
        "bands": (_rising(grid.bands), "Les tranches de surface se chevauchent ou ne sont pas croissantes."),
        "columns": (
            all(len(row) == len(grid.bands) + 1 for row in grid.prices.values()),
            "Chaque diagnostic doit avoir un prix par tranche de surface.",
        ),
        "prices": (_no_debt(grid), "Un prix ne peut pas être négatif."),
        "codes": (
            _named(grid),
            "Un diagnostic est inconnu ou a deux prix.",
        ),
        "packs": (_rising(tuple(Decimal(pack.from_count) for pack in grid.packs)), "Deux forfaits se contredisent."),
        "rates": (
            all(_is_part(rate) for rate in (grid.vat_rate, grid.deposit_rate, *(pack.percent for pack in grid.packs))),
            "Un taux se situe entre 0 et 100 %.",
        ),
    }
    return {name: sentence for name, (good, sentence) in checks.items() if not good}


def _rising(bounds: tuple[Decimal, ...]) -> bool:
    finite = all(bound.is_finite() and bound > 0 for bound in bounds)
    return finite and all(low < high for low, high in pairwise(bounds))


def _named(grid: Grid) -> bool:
    known = grid.codes | grid.uncounted <= LABELS.keys() and set(grid.included.values()) <= _INCLUDED_IN.keys()
    return known and not grid.prices.keys() & grid.flat.keys()


def _no_debt(grid: Grid) -> bool:
    cells = [cents for row in grid.prices.values() for cents in row] + list(grid.flat.values())
    return all(cents is None or cents >= 0 for cents in cells)


def _is_part(rate: Decimal) -> bool:
    return rate.is_finite() and 0 <= rate <= _WHOLE


# What is said of a code that costs nothing beside the one it comes with.
_INCLUDED_IN: Final[Mapping[str, str]] = MappingProxyType({"ERP": "inclus dans l’état des risques"})

UNCOUNTED: Final = frozenset({"ERP", "BRUIT", "AUDIT"})
INCLUDED: Final[Mapping[str, str]] = MappingProxyType({"BRUIT": "ERP"})

_ASBESTOS: Final = (7_500, 8_000, 8_500, 9_500, 11_000)
_ENERGY: Final = (7_000, 7_500, 8_000, 9_000, 10_000)
_AREA: Final = (5_000, 5_500, 6_000, 7_000, 8_000)

# The demo office's grid. Its row « Amiante » prices the asbestos file of a let flat (DAPP) too; alone, the noise
# state costs what the risk state that includes it costs.
DEMO_GRID: Final = Grid(
    name="2026",
    valid_from=date(2026, 1, 1),
    bands=(Decimal(50), Decimal(80), Decimal(110), Decimal(150)),
    prices=MappingProxyType(
        {
            "DPE": (10_000, 11_500, 13_000, 15_000, 18_000),
            "CREP": (10_000, 11_000, 12_000, 13_500, 16_000),
            "AMIANTE": _ASBESTOS,
            "DAPP": _ASBESTOS,
            "TERMITES": (7_000, 7_500, 8_000, 9_000, 10_500),
            "ELEC": _ENERGY,
            "GAZ": _ENERGY,
            "CARREZ": _AREA,
            "BOUTIN": _AREA,
        }
    ),
    flat=MappingProxyType({"ERP": 2_000, "AUDIT": 65_000}),
    packs=(Pack(3, Decimal(10)), Pack(4, Decimal(15))),
    uncounted=UNCOUNTED,
    included=INCLUDED,
    vat_rate=Decimal(20),
    deposit_rate=Decimal(30),
    free_km=30,
)
