# pyright: strict
"""A price list as plain values: what each diagnostic costs, what is taken off, what is added."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from liciel_app.orders.durations import USUAL_DURATIONS, Durations


class By(StrEnum):
    """What a price depends on."""

    SURFACE = "surface"
    ROOMS = "rooms"
    FLAT = "flat"


class Extra(StrEnum):
    """What is added to the diagnostics: the first two are counted, the last two are not."""

    OUTBUILDING = "outbuilding"
    SAMPLE = "sample"
    URGENT = "urgent"
    SATURDAY = "saturday"


EXTRA_WORDS: Final[Mapping[Extra, str]] = MappingProxyType(
    {
        Extra.OUTBUILDING: "Dépendance",
        Extra.SAMPLE: "Prélèvement d’amiante",
        Extra.URGENT: "Intervention urgente",
        Extra.SATURDAY: "Intervention le samedi",
    }
)
COUNTED: Final = frozenset({Extra.OUTBUILDING, Extra.SAMPLE})


@dataclass(frozen=True, slots=True)
class Row:
    """The price of one diagnostic, in cents, for one kind of property (empty: for all of them).

    One amount per band of what it goes `by`, a single one when it is flat; none: the office makes an offer.
    """

    code: str
    cents: tuple[int | None, ...]
    by: By = By.SURFACE
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Bundle:
    """Several diagnostics at one price, per band like a row: when all of them are wanted, and it costs less."""

    name: str
    codes: tuple[str, ...]
    cents: tuple[int | None, ...]
    by: By = By.SURFACE
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Pack:
    """From so many counted diagnostics on, so many per cent are taken off them."""

    from_count: int
    percent: Decimal


@dataclass(frozen=True, slots=True)
class Supplement:
    """An amount (of each, for what is counted), or a part of what the diagnostics cost."""

    extra: Extra
    cents: int = 0
    percent: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Travel:
    """Up to so many kilometres by road, one way, the bound included."""

    up_to_km: Decimal
    cents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A price list, in cents, before tax or (`taxed`) after. Refused when it contradicts itself.

    `family` is the lasting name of a list, « » for the public one; each family has one list in force a day. `bands`
    and `room_bands` are the upper bounds, included, of all bands but the last, which is open. `uncounted` codes neither
    count for a pack nor take its discount. `included` codes cost nothing beside the code they come with, and as much
    as it without it. Beyond the last of `travel`, the office agrees on the travel. Rates are in per cent. `floor_cents`
    is the least an order costs, travel not counted.
    """

    name: str
    valid_from: date
    family: str = ""
    taxed: bool = False
    bands: tuple[Decimal, ...] = ()
    room_bands: tuple[int, ...] = ()
    rows: tuple[Row, ...] = ()
    packs: tuple[Pack, ...] = ()
    bundles: tuple[Bundle, ...] = ()
    supplements: tuple[Supplement, ...] = ()
    travel: tuple[Travel, ...] = ()
    uncounted: frozenset[str] = frozenset()
    included: Mapping[str, str] = field(default_factory=dict[str, str])
    durations: Durations = USUAL_DURATIONS
    floor_cents: int = 0
    vat_rate: Decimal = Decimal(20)
    deposit_rate: Decimal = Decimal(30)

    def __post_init__(self) -> None:
        from liciel_app.orders.pricing.checks import refuse_faults

        refuse_faults(self)

    @property
    def codes(self) -> frozenset[str]:
        """What this list can price; the rest is quoted by the office."""
        return frozenset(row.code for row in self.rows) | frozenset(self.included)

    @property
    def free_km(self) -> int:
        """How far the office comes without counting the travel."""
        return int(max((band.up_to_km for band in self.travel if not band.cents), default=Decimal(0)))

    @property
    def lowest(self) -> Mapping[str, int]:
        """The lowest amount of each diagnostic, in the list's own cents."""
        known: dict[str, int] = {}
        for row in self.rows:
            for cents in row.cents:
                if cents is not None:
                    known[row.code] = min(cents, known.get(row.code, cents))
        return known
