# pyright: strict
"""How far a property is by road, by the office's rule, when nothing measures it."""

from decimal import Decimal
from math import asin, cos, radians, sin, sqrt
from typing import Final

from liciel_app.orders.pricing.asking import Point

_EARTH_KM: Final = 6371
_ROAD: Final = 1.3  # the office's travel rule: straight line × 1.3


def road_km(start: Point, end: Point) -> Decimal | None:
    """One way; None when a point is not known."""
    if None in start or None in end:
        return None
    lat_a, lon_a, lat_b, lon_b = (radians(degrees or 0) for degrees in (*start, *end))
    chord = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return round(Decimal(2 * _EARTH_KM * asin(sqrt(chord)) * _ROAD), 1)
