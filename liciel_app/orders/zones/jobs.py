"""Asking Géorisques about a place, outside of any transaction; `services.note` keeps what it answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from liciel_app.core.config import settings
from liciel_app.gateways.risks import Georisques, Point, Presence, Risks, RiskSource
from liciel_app.orders.models_zones import Extent, ZoneKind
from liciel_app.orders.zones.places import Where
from liciel_app.orders.zones.rules import Known, extent_of

_SOURCE: Final = "Géorisques"
_EXTENTS: Final[Mapping[Presence, Extent]] = {"yes": Extent.WHOLE, "part": Extent.PART, "no": Extent.NONE}


@dataclass(frozen=True, slots=True)
class Sighting:
    """What was answered, by place: the commune's code and, when the house was given, its point."""

    places: Mapping[str, Sequence[Known]]


def look_up(where: Where, today: date) -> Sighting | None:
    """Ask the network; None when no address is set, or nothing is known of the commune."""
    source, insee = risk_source(settings().georisques_url), where.code
    if source is None or not insee:
        return None
    point: Point | None = None if where.lat is None or where.lon is None else (where.lat, where.lon)
    return sighting(where, source.of(insee, point), today)


@lru_cache(maxsize=2)
def risk_source(url: str) -> RiskSource | None:
    return Georisques(url) if url else None


def sighting(where: Where, risks: Risks, today: date) -> Sighting:
    """Radon, earthquakes and soils belong to the commune; plans and clay to the point, when there is one."""
    commune = [*_ratings(risks, today), *_present({ZoneKind.POLLUTED_SOIL: risks.polluted_soil}, today)]
    own = _present(_plans(risks), today)
    if risks.clay:
        own.append(Known(ZoneKind.CLAY, Extent.WHOLE, risks.clay, None, _SOURCE, today))
    places = {where.code: commune, where.point: own} if where.point else {where.code: [*commune, *own]}
    return Sighting({place: known for place, known in places.items() if known})


def _ratings(risks: Risks, today: date) -> list[Known]:
    told = {ZoneKind.RADON: risks.radon, ZoneKind.SEISMIC: risks.seismic}
    levels = {kind: str(rating) for kind, rating in told.items() if rating is not None}
    return [Known(kind, extent_of(kind, level), level, None, _SOURCE, today) for kind, level in levels.items()]


def _plans(risks: Risks) -> dict[ZoneKind, Presence | None]:
    return {
        ZoneKind.NATURAL_PLAN: risks.natural_plan,
        ZoneKind.MINING_PLAN: risks.mining_plan,
        ZoneKind.TECHNOLOGICAL_PLAN: risks.technological_plan,
    }


def _present(told: Mapping[ZoneKind, Presence | None], today: date) -> list[Known]:
    return [
        Known(kind, _EXTENTS[presence], "", None, _SOURCE, today)
        for kind, presence in told.items()
        if presence is not None
    ]
