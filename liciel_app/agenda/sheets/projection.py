# pyright: strict
"""Places on a rectangle of paper: Mercator, all of them inside, north up."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from liciel_app.agenda.travel import Point

_MARGIN: Final = 26.0
_CLOSEST: Final = 0.03
"""A tour within a street is not drawn larger than this many degrees."""


@dataclass(frozen=True, slots=True)
class Frame:
    """`scale`: points of paper for a degree of longitude; `middle` in degrees and Mercator's own."""

    width: float
    height: float
    scale: float
    middle: tuple[float, float]

    def at(self, place: Point) -> tuple[float, float]:
        x, y = _flat(place)
        return (
            self.width / 2 + (x - self.middle[0]) * self.scale,
            self.height / 2 + (y - self.middle[1]) * self.scale,
        )


def around(places: Sequence[Point], width: float, height: float) -> Frame:
    flat = [_flat(place) for place in places]
    xs, ys = [one[0] for one in flat], [one[1] for one in flat]
    wide, high = max(max(xs) - min(xs), _CLOSEST), max(max(ys) - min(ys), _CLOSEST)
    scale = min((width - 2 * _MARGIN) / wide, (height - 2 * _MARGIN) / high)
    return Frame(width, height, scale, ((max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2))


def _flat(place: Point) -> tuple[float, float]:
    """Longitude, and the latitude stretched as Mercator does, both in degrees."""
    lat, lon = place
    bounded = min(max(lat, -85.0), 85.0)
    return lon, math.degrees(math.log(math.tan(math.pi / 4 + math.radians(bounded) / 2)))
