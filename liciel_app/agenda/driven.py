"""The road of each tour of a day, measured by the office's routing service where one answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite

import numpy as np

from liciel_app.agenda.roads import Travelling, travelling
from liciel_app.agenda.travel import Point, StraightLines, Travels


@dataclass(frozen=True, slots=True)
class Driven:
    """`reachable`: a road leads to every stop."""

    km: float
    minutes: float
    reachable: bool = True


def driven(routes: Sequence[Sequence[Point]], roads: Travels | None = None) -> tuple[list[Driven], bool]:
    """The road of each route, and whether some of it is an estimate.

    It may ask the network, for 3.5 s at most: not inside a transaction nor on the event loop.
    """
    asked = travelling() if roads is None else roads
    legs = [list(pairwise(route)) for route in routes]
    pairs = [leg for of_route in legs for leg in of_route]
    if not pairs:
        return [Driven(0, 0) for _ in routes], False
    km, minutes = asked.legs(np.asarray([here for here, _ in pairs]), np.asarray([there for _, there in pairs]))
    ends = np.cumsum([len(of_route) for of_route in legs])[:-1]
    parts = zip(np.split(km, ends), np.split(minutes, ends), strict=True)
    return [_sum(float(far.sum()), float(long.sum())) for far, long in parts], asked.estimated


def drawn(routes: Sequence[Sequence[Point]], roads: Travelling | None = None) -> list[list[Point]]:
    """How the road of each route goes; empty where nobody knows: it is then drawn straight, and said to be.

    It may ask the network, as `driven` does.
    """
    asked = travelling() if roads is None else roads
    return [[] for _ in routes] if isinstance(asked, StraightLines) else asked.lines(routes)


def _sum(km: float, minutes: float) -> Driven:
    known = isfinite(km) and isfinite(minutes)
    return Driven(km, minutes) if known else Driven(0, 0, reachable=False)
