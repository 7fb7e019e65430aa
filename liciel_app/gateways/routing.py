"""Roads between places as routing services measure them: OSRM, Valhalla, or the IGN's.

OSRM: `GET /table/v1/driving/{lon,lat;…}?annotations=duration,distance&sources=…&destinations=…` (seconds, metres), and
`/route/v1/driving/…?steps=true` for drawings. Valhalla: `POST /sources_to_targets` (seconds, kilometres) and `/route`.
IGN: `GET /itineraire` of data.geopf.fr/navigation, one pair a question, five questions a second at most.
"""

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from math import asin, cos, isfinite, radians, sin, sqrt
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, Final, Literal, NamedTuple, Protocol

from liciel_app.gateways.errors import GatewayError
from liciel_app.gateways.shapes import Shape, as_told, decoded, legs_of, shape

Engine = Literal["", "osrm", "valhalla", "ign"]
Point = tuple[float, float]
"""Latitude, longitude."""
Pair = tuple[Point, Point]
_LARGEST: Final = 16 * 1024 * 1024
_MARGIN_KM: Final = 3
"""How much shorter than the straight line a road may be told: services start at the nearest street."""


class Leg(NamedTuple):
    km: float
    minutes: float


Block = list[list[Leg | None]]
"""A row for each source, a column for each target; None: no road leads there."""


class RoadService(Protocol):
    """`most`: sources, and targets, of one question; `stops`: places of one drawn way."""

    @property
    def name(self) -> str: ...

    @property
    def most(self) -> int: ...

    @property
    def stops(self) -> int: ...

    def block(self, sources: Sequence[Point], targets: Sequence[Point], seconds: float) -> Block:
        """Raises GatewayError for anything but a whole and likely answer within that time."""
        ...

    def shapes(self, places: Sequence[Point], seconds: float) -> list[Shape]:
        """How the road goes from each place to the next. Raises GatewayError as well where no road leads."""
        ...


@dataclass(frozen=True, slots=True)
class Osrm:
    base_url: str
    name: str = "osrm"
    most: int = 50
    stops: int = 50

    def block(self, sources: Sequence[Point], targets: Sequence[Point], seconds: float) -> Block:
        places = [*sources, *targets]
        asked = {
            "annotations": "duration,distance",
            "sources": ";".join(str(place) for place in range(len(sources))),
            "destinations": ";".join(str(len(sources) + place) for place in range(len(targets))),
        }
        told = _ask("GET", f"{self.base_url.rstrip('/')}/table/v1/driving/{_path(places)}", seconds, params=asked)
        with _understood():
            _expect(told["code"] == "Ok")
            rows = zip(told["distances"], told["durations"], strict=True)
            return _checked([_row(km, minutes, 1000) for km, minutes in rows], sources, targets)

    def shapes(self, places: Sequence[Point], seconds: float) -> list[Shape]:
        asked = {"overview": "false", "steps": "true", "geometries": "geojson"}
        told = _ask("GET", f"{self.base_url.rstrip('/')}/route/v1/driving/{_path(places)}", seconds, params=asked)
        with _understood():
            _expect(told["code"] == "Ok")
            ways = [[as_told(step["geometry"]) for step in leg["steps"]] for leg in told["routes"][0]["legs"]]
            return legs_of(places, [[point for step in steps for point in step] for steps in ways])


@dataclass(frozen=True, slots=True)
class Valhalla:
    base_url: str
    name: str = "valhalla"
    most: int = 50
    stops: int = 20

    def block(self, sources: Sequence[Point], targets: Sequence[Point], seconds: float) -> Block:
        asked = {
            "sources": [{"lat": lat, "lon": lon} for lat, lon in sources],
            "targets": [{"lat": lat, "lon": lon} for lat, lon in targets],
            "costing": "auto",
        }
        told = _ask("POST", f"{self.base_url.rstrip('/')}/sources_to_targets", seconds, json=asked)
        with _understood():
            rows = told["sources_to_targets"]
            measured = [_row([one["distance"] for one in row], [one["time"] for one in row], 1) for row in rows]
            return _checked(measured, sources, targets)

    def shapes(self, places: Sequence[Point], seconds: float) -> list[Shape]:
        asked = {
            "locations": [{"lat": lat, "lon": lon} for lat, lon in places],
            "costing": "auto",
            "directions_type": "none",
        }
        told = _ask("POST", f"{self.base_url.rstrip('/')}/route", seconds, json=asked)
        with _understood():
            return legs_of(places, [decoded(leg["shape"]) for leg in told["trip"]["legs"]])


@dataclass(slots=True)
class Ign:
    """Waits between questions, as the service's rule of use asks."""

    base_url: str = "https://data.geopf.fr/navigation"
    name: str = "ign"
    most: int = 1
    stops: int = 2
    pause: float = 0.2
    _last: float = field(default=float("-inf"))

    def block(self, sources: Sequence[Point], targets: Sequence[Point], seconds: float) -> Block:
        (start,), (end,) = sources, targets
        told = self._itinerary(start, end, seconds)
        with _understood():
            return _checked([_row([told["distance"]], [told["duration"] * 60], 1)], sources, targets)

    def shapes(self, places: Sequence[Point], seconds: float) -> list[Shape]:
        start, end = places
        told = self._itinerary(start, end, seconds)
        with _understood():
            return [shape(start, end, as_told(told["geometry"]))]

    def _itinerary(self, start: Point, end: Point, seconds: float) -> Mapping[str, Any]:
        time.sleep(max(0.0, self._last + self.pause - time.monotonic()))
        self._last = time.monotonic()
        asked = {
            "resource": "bdtopo-osrm",
            "start": f"{start[1]:.5f},{start[0]:.5f}",
            "end": f"{end[1]:.5f},{end[0]:.5f}",
            "profile": "car",
            "optimization": "fastest",
            "timeUnit": "minute",
            "distanceUnit": "kilometer",
            "geometryFormat": "geojson",
            "getSteps": "false",
        }
        return _ask("GET", f"{self.base_url.rstrip('/')}/itineraire", seconds, params=asked)


def road_service(engine: Engine, base_url: str) -> RoadService | None:
    """None where the office chose no service: distances are then straight lines."""
    if engine == "ign":
        return Ign(base_url) if base_url else Ign()
    if not base_url:
        return None
    return {"osrm": Osrm, "valhalla": Valhalla}[engine](base_url) if engine else None


def _path(places: Sequence[Point]) -> str:
    return ";".join(f"{lon:.5f},{lat:.5f}" for lat, lon in places)


def _ask(method: str, url: str, seconds: float, **content: Any) -> Mapping[str, Any]:
    """The JSON object answered within that time, however slowly names resolve and bytes come."""
    answers: SimpleQueue[bytes | GatewayError] = SimpleQueue()
    asking = partial(_receive, answers, method, url, seconds, content)
    Thread(target=asking, daemon=True).start()  # the one clock that also covers the resolution of names
    try:
        answer = answers.get(timeout=max(seconds, 0.05))
    except Empty:
        raise GatewayError("Le service d’itinéraires répond trop lentement.", permanent=False) from None
    if isinstance(answer, GatewayError):
        raise answer
    with _understood():
        told = json.loads(answer)
        _expect(isinstance(told, dict))
        return told


def _receive(answers: "SimpleQueue[bytes | GatewayError]", method: str, url: str, seconds: float, content: Any) -> None:
    import httpx

    try:
        answers.put(_received(method, url, seconds, content))
    except GatewayError as error:
        answers.put(error)
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        answers.put(GatewayError(f"Le service d’itinéraires ne répond pas : {error}", permanent=False))


def _received(method: str, url: str, seconds: float, content: Any) -> bytes:
    import httpx

    received = bytearray()
    with (
        httpx.Client(timeout=max(seconds, 0.05), trust_env=False) as client,
        client.stream(method, url, headers={"user-agent": "liciel-app"}, **content) as reply,
    ):
        if reply.status_code != HTTPStatus.OK:
            raise GatewayError(f"Le service d’itinéraires refuse : {reply.status_code}", permanent=False)
        for piece in reply.iter_bytes():
            received += piece
            if len(received) > _LARGEST:
                raise GatewayError("Le service d’itinéraires répond trop longuement.", permanent=False)
    return bytes(received)


@contextmanager
def _understood() -> Iterator[None]:
    """What has not the shape a service documents is a failure of the service."""
    try:
        yield
    except (LookupError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise GatewayError("Le service d’itinéraires répond n’importe quoi.", permanent=False) from error


def _expect(holds: object) -> None:
    if not holds:
        raise ValueError


def _row(distances: Sequence[Any], seconds: Sequence[Any], metres: int) -> list[Leg | None]:
    return [_leg(distance, time, metres) for distance, time in zip(distances, seconds, strict=True)]


def _leg(distance: Any, seconds: Any, metres: int) -> Leg | None:
    if distance is None or seconds is None:
        return None
    return Leg(float(distance) / metres, float(seconds) / 60)


def _checked(block: Block, sources: Sequence[Point], targets: Sequence[Point]) -> Block:
    """Refuses a table of another size, and distances no road can have."""
    _expect(len(block) == len(sources))
    for row, source in zip(block, sources, strict=True):
        for leg, target in zip(row, targets, strict=True):
            if leg is not None:
                _expect(isfinite(leg.km) and isfinite(leg.minutes) and leg.minutes >= 0)
                _expect(leg.km >= straight_km(source, target) - _MARGIN_KM)
    return block


def straight_km(here: Point, there: Point) -> float:
    lat, lon = (radians(there[axis] - here[axis]) / 2 for axis in (0, 1))
    part = sin(lat) ** 2 + cos(radians(here[0])) * cos(radians(there[0])) * sin(lon) ** 2
    return 2 * 6371.0 * asin(sqrt(min(part, 1.0)))
