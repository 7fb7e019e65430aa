"""OSRM's protocol as a service on loopback speaks it: tables of distances, and the drawing of a road."""

import json
from itertools import pairwise
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.loopback import Asked

Place = tuple[float, ...]
"""Longitude, latitude."""


def as_osrm(asked: Asked) -> bytes:
    """Ten metres and a second for each thousandth of a degree; the road turns once, north or south first."""
    address = urlsplit(asked.path)
    places = [tuple(map(float, one.split(","))) for one in address.path.rpartition("/")[2].split(";")]
    query = parse_qs(address.query)
    told = _route(places, query) if address.path.startswith("/route/v1/driving/") else _table(places, query)
    return json.dumps({"code": "Ok", **told}).encode()


def _table(places: list[Place], query: dict[str, list[str]]) -> dict[str, Any]:
    ends = [places[int(place)] for place in query["destinations"][0].split(";")]
    starts = [places[int(place)] for place in query["sources"][0].split(";")]
    metres = [[150_000 * (abs(lon - x) + abs(lat - y)) for x, y in ends] for lon, lat in starts]
    return {"distances": metres, "durations": [[m / 10 for m in row] for row in metres]}


def _route(places: list[Place], query: dict[str, list[str]]) -> dict[str, Any]:
    assert (query["steps"], query["geometries"]) == (["true"], ["geojson"])
    legs = [{"steps": [_step(here, (here[0], there[1])), _step((here[0], there[1]), there), _step(there, there)]}
            for here, there in pairwise(places)]  # fmt: skip
    return {"routes": [{"distance": 1, "duration": 1, "legs": legs}]}


def _step(here: Place, there: Place) -> dict[str, Any]:
    return {"geometry": {"type": "LineString", "coordinates": [list(here), list(there)]}}
