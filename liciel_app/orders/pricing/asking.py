# pyright: strict
"""What a price is asked for: never with an amount in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from liciel_app.core.errors import Invalid, Refused
from liciel_app.orders.labels import LABELS
from liciel_app.orders.pricing.grid import Extra

LARGEST_SURFACE: Final = 100_000  # m²
Point = tuple[float | None, float | None]
NOWHERE: Final[Point] = (None, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceRequest:
    """`kind`: a word of `obligations.Kind`. `surface` in m². `point` in degrees; `km`, by road and one way, when known.

    `client_id` orders, `referrer_id` brought the client; both are heard from the office, or from themselves. `on`: the
    day the price is of, today when not given.
    """

    wanted: tuple[str, ...]
    kind: str = ""
    surface: Decimal | int | None = None
    rooms: int | None = None
    point: Point = NOWHERE
    km: Decimal | None = None
    outbuildings: int = 0
    samples: int = 0
    urgent: bool = False
    saturday: bool = False
    client_id: int | None = None
    referrer_id: int | None = None
    on: date | None = None

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.wanted))

    @property
    def extras(self) -> Mapping[Extra, int]:
        """How many of each supplement."""
        return {
            Extra.OUTBUILDING: self.outbuildings,
            Extra.SAMPLE: self.samples,
            Extra.URGENT: int(self.urgent),
            Extra.SATURDAY: int(self.saturday),
        }


@dataclass(frozen=True, slots=True)
class Terms:
    """What was agreed with a client. `name`: whose terms they are; `commission_*`: what the referrer earns."""

    name: str = ""
    family: str = ""
    discount: Decimal = Decimal(0)
    commission_percent: Decimal = Decimal(0)
    commission_cents: int = 0


NO_TERMS: Final = Terms()


def check(request: PriceRequest) -> None:
    """Raises Refused for a diagnostic that does not exist, Invalid for absurd figures."""
    for code in request.codes:
        if code not in LABELS:
            raise Refused("Le diagnostic « {code} » n’existe pas.", code=code)
    checks = {
        "surface": (_is_surface(request.surface), "Indiquez une surface en m², entre 0 et 100 000."),
        "rooms": (request.rooms is None or 1 <= request.rooms <= _MOST["rooms"], "Indiquez un nombre de pièces."),
        "outbuildings": (_is_count(request.outbuildings), "Indiquez un nombre de dépendances, 50 au plus."),
        "samples": (_is_count(request.samples), "Indiquez un nombre de prélèvements, 50 au plus."),
        "km": (_is_distance(request.km), "Indiquez une distance en kilomètres."),
    }
    wrong = {name: sentence for name, (good, sentence) in checks.items() if not good}
    if wrong:
        raise Invalid(wrong)


_MOST: Final[Mapping[str, int]] = MappingProxyType({"rooms": 200, "count": 50, "km": 20_000})


def _is_surface(surface: Decimal | int | None) -> bool:
    return surface is None or (Decimal(surface).is_finite() and 0 < surface <= LARGEST_SURFACE)


def _is_count(count: int) -> bool:
    return 0 <= count <= _MOST["count"]


def _is_distance(km: Decimal | None) -> bool:
    return km is None or (km.is_finite() and 0 <= km <= _MOST["km"])
