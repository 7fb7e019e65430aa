"""The drawing of a road: read as services write it, refused when it leads elsewhere, thinned for a map."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import cos, hypot, isfinite, radians
from typing import Any, Final

Point = tuple[float, float]
"""Latitude, longitude."""
Shape = list[Point]
_FINE: Final = 0.00012
"""Degrees: about thirteen metres, less than a line is wide on a town's map."""
_MOST: Final = 20_000
_OFF: Final = 0.05
"""Degrees between a place and where its road may begin: services start at the nearest street."""
_DIGITS: Final = 5


def shape(here: Point, there: Point, coordinates: Sequence[Sequence[float]]) -> Shape:
    """From door to door, of a service's own longitudes and latitudes. Raises ValueError for a road between others."""
    if not 0 < len(coordinates) <= _MOST:
        raise ValueError
    road = [(float(pair[1]), float(pair[0])) for pair in coordinates]
    if not all(isfinite(lat) and isfinite(lon) for lat, lon in road):
        raise ValueError
    if _apart(here, road[0]) > _OFF or _apart(there, road[-1]) > _OFF:
        raise ValueError
    return [(round(lat, _DIGITS), round(lon, _DIGITS)) for lat, lon in thinned([here, *road, there])]


def decoded(text: str, digits: int = 6) -> list[tuple[float, float]]:
    """Longitudes and latitudes of an encoded polyline (Google's algorithm, six digits at Valhalla)."""
    values = list(_values(text))
    if len(values) % 2:
        raise ValueError
    lat = lon = 0
    found: list[tuple[float, float]] = []
    for north, east in zip(values[::2], values[1::2], strict=True):
        lat, lon = lat + north, lon + east
        found.append((lon / 10**digits, lat / 10**digits))
    return found


def thinned(points: Sequence[Point], fine: float = _FINE) -> Shape:
    """The same line with fewer points, none farther than that from it (Ramer, Douglas and Peucker)."""
    kept, spans = {0, len(points) - 1}, [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        between = range(first + 1, last)
        farthest = max(between, key=lambda place: _off(points[place], points[first], points[last]), default=None)
        if farthest is not None and _off(points[farthest], points[first], points[last]) > fine:
            kept.add(farthest)
            spans += [(first, farthest), (farthest, last)]
    return [points[place] for place in sorted(kept)]


def joined(shapes: Sequence[Shape]) -> Shape:
    """One line of several that follow each other."""
    ends = [one[-1:] for one in shapes[-1:]]
    return [point for one in [*(shape[:-1] for shape in shapes), *ends] for point in one]


def legs_of(places: Sequence[Point], told: Sequence[Sequence[Sequence[float]]]) -> list[Shape]:
    """A shape for each way from one place to the next."""
    return [shape(here, there, road) for (here, there), road in zip(pairwise(places), told, strict=True)]


def _values(text: str) -> Iterator[int]:
    value = shift = 0
    for letter in text:
        part = ord(letter) - 63
        if not 0 <= part < 64:  # noqa: PLR2004 six bits a letter
            raise ValueError
        value |= (part & 0x1F) << shift
        shift += 5
        if part < 0x20:  # noqa: PLR2004 the last part of a value
            yield ~(value >> 1) if value & 1 else value >> 1
            value = shift = 0


def _apart(here: Point, there: Point) -> float:
    """In degrees of latitude."""
    return hypot(here[0] - there[0], (here[1] - there[1]) * cos(radians(here[0])))


def _off(point: Point, start: Point, end: Point) -> float:
    """How far a point is from a segment, in degrees of latitude."""
    narrow = cos(radians(start[0]))
    x, y = (point[1] - start[1]) * narrow, point[0] - start[0]
    along, up = (end[1] - start[1]) * narrow, end[0] - start[0]
    length = along * along + up * up
    share = 0.0 if not length else min(max((x * along + y * up) / length, 0.0), 1.0)
    return hypot(x - share * along, y - share * up)


def as_told(geometry: Any) -> Sequence[Sequence[float]]:
    """The coordinates of a GeoJSON line."""
    if geometry["type"] != "LineString":
        raise ValueError
    return geometry["coordinates"]
