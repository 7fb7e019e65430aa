"""The length of tours on the office's roads. It may ask the network: not inside a transaction nor on the event loop."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from liciel_app.agenda.mileage.rules import tenths_of
from liciel_app.agenda.mileage.touring import Stop, Tour
from liciel_app.agenda.roads import Measured, Travelling, travelling
from liciel_app.agenda.travel import StraightLines


@dataclass(frozen=True, slots=True)
class Leg:
    """Tenths of a kilometre from one place to the next; `estimated`: a straight line lengthened by a detour."""

    start: str
    end: str
    tenths: int
    estimated: bool


@dataclass(frozen=True, slots=True)
class Driven:
    tour: Tour
    legs: tuple[Leg, ...]

    @property
    def tenths(self) -> int:
        return sum(leg.tenths for leg in self.legs)

    @property
    def estimated(self) -> bool:
        return any(leg.estimated for leg in self.legs)


def knows_roads() -> bool:
    """Whether a routing service may turn an estimate into a measure."""
    return isinstance(travelling(), Measured)


def measured(tours: Iterable[Tour]) -> list[Driven]:
    """Within the patience of one answer for all of them; estimates once it is used up."""
    road = travelling()
    return [Driven(tour, tuple(_legs(road, tour.places))) for tour in tours]


def _legs(road: Travelling, places: Sequence[Stop]) -> Iterator[Leg]:
    """Each leg asked on its own: only those without an answer are estimates."""
    for here, there in pairwise(places):
        km, estimated = _leg(road, here, there)
        yield Leg(here.name, there.name, tenths_of(km), estimated)


def _leg(road: Travelling, here: Stop, there: Stop) -> tuple[float, bool]:
    starts, ends = np.asarray([here.at], float), np.asarray([there.at], float)
    if isinstance(road, Measured):
        road.estimated = False
    km = float(road.legs(starts, ends)[0][0])
    if np.isfinite(km):
        return km, road.estimated
    return float(StraightLines().legs(starts, ends)[0][0]), True
