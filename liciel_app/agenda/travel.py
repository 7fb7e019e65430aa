"""Distances on plain values: the straight line lengthened by a detour, at an average speed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

Point = tuple[float, float]
"""Latitude and longitude, in degrees."""
Floats = NDArray[np.float64]
Numbers = NDArray[np.intp]
EARTH_KM: Final = 6371.0
DETOUR: Final = 1.3
KMH: Final = 40.0


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """`minutes[i, j]` and `km[i, j]` from point i to point j; infinite where no road leads.

    `estimated`: at least one pair is a straight line and not an answer of a routing service.
    """

    minutes: Floats
    km: Floats
    estimated: bool = False


class Travels(Protocol):
    """What an engine asks about the road: many legs at once, each from one point to one other."""

    @property
    def estimated(self) -> bool: ...

    def legs(self, starts: Floats, ends: Floats) -> tuple[Floats, Floats]:
        """Kilometres and minutes of each leg; `starts` and `ends` hold a latitude and a longitude a row."""
        ...


@dataclass(frozen=True, slots=True)
class StraightLines:
    """The rule without a routing service: great circle × `detour`, at `kmh`."""

    detour: float = DETOUR
    kmh: float = KMH

    @property
    def estimated(self) -> bool:
        return True

    def legs(self, starts: Floats, ends: Floats) -> tuple[Floats, Floats]:
        km = great_circle(starts, ends) * self.detour
        return km, km * (60 / self.kmh)

    def table(self, points: Sequence[Point]) -> Table:
        """Every pair of these points."""
        places = np.asarray(points, float).reshape(-1, 2)
        km = great_circle(places[:, None, :], places[None, :, :]) * self.detour
        return Table(km * (60 / self.kmh), km, estimated=True)


def great_circle(starts: Floats, ends: Floats) -> Floats:
    """Kilometres along the sphere (haversine) between places whose last axis is latitude, longitude."""
    here, there = np.radians(starts), np.radians(ends)
    half = np.sin((there - here) / 2) ** 2
    part = half[..., 0] + np.cos(here[..., 0]) * np.cos(there[..., 0]) * half[..., 1]
    return 2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(part, 0, 1)))


def kilometres(here: Point, there: Point) -> float:
    """Along the sphere, between two places."""
    return float(great_circle(np.asarray(here, float), np.asarray(there, float)))
