"""The roads of this office: measured by the service it chose, straight lines where none answers."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise
from math import inf
from pathlib import Path

import numpy as np

from liciel_app.agenda.travel import Floats, Point, StraightLines, Table
from liciel_app.core.config import settings
from liciel_app.gateways.roads import PATIENCE, Kept, Roads, rounded
from liciel_app.gateways.routing import Engine, road_service
from liciel_app.gateways.shapes import joined


@dataclass(slots=True)
class Measured:
    """The distances of one answer. `estimated`: a leg had to be a straight line; `patience`: seconds left to ask."""

    roads: Roads
    patience: float = PATIENCE
    rule: StraightLines = field(default_factory=StraightLines)
    estimated: bool = field(default=False)

    def legs(self, starts: Floats, ends: Floats) -> tuple[Floats, Floats]:
        """Asks each pair once, whatever the shape; an unreachable place is infinitely far."""
        km, minutes = self.rule.legs(starts, ends)
        pairs = [
            (rounded(tuple(here)), rounded(tuple(there)))
            for here, there in zip(starts.tolist(), ends.tolist(), strict=True)
        ]
        began = self.roads.clock()
        known = self.roads.legs(pairs, max(self.patience, 0))
        self.patience -= self.roads.clock() - began
        self.estimated |= any(pair not in known for pair in pairs)
        for place, pair in enumerate(pairs):
            if pair in known:
                leg = known[pair]
                km[place], minutes[place] = leg or (inf, inf)
        return km, minutes

    def lines(self, routes: Sequence[Sequence[Point]]) -> list[list[Point]]:
        """How the road of each route goes; empty for one of which some way is not known."""
        began = self.roads.clock()
        known = self.roads.shapes(routes, max(self.patience, 0))
        self.patience -= self.roads.clock() - began
        found = [[known.get((rounded(here), rounded(there)), []) for here, there in pairwise(one)] for one in routes]
        return [joined(ways) if ways and all(ways) else [] for ways in found]

    def table(self, points: Sequence[Point]) -> Table:
        places = np.asarray(points, float).reshape(-1, 2)
        count = len(places)
        km, minutes = self.legs(np.repeat(places, count, axis=0), np.tile(places, (count, 1)))
        return Table(minutes.reshape(count, count), km.reshape(count, count), self.estimated)


Travelling = Measured | StraightLines


def travelling() -> Travelling:
    """How this office's distances are known. It may ask the network: not inside a transaction nor on the event loop."""
    chosen = settings()
    roads = _roads(chosen.routing_engine, chosen.routing_url, chosen.data)
    return Measured(roads) if roads else StraightLines()


def remembered() -> Travelling:
    """The same roads without ever asking the network: what is kept, straight lines for the rest. For transactions."""
    known = travelling()
    return replace(known, patience=0.0) if isinstance(known, Measured) else known


@lru_cache(maxsize=4)
def _roads(engine: Engine, base_url: str, data: Path) -> Roads | None:
    """One for the process: its breaker remembers failures."""
    service = road_service(engine, base_url)
    return Roads(service, Kept(data / "roads.db", engine)) if service else None
