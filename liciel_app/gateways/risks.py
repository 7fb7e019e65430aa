"""What Géorisques knows of a place: radon, earthquakes, prevention plans, polluted soils, clay.

API v1 (`https://www.georisques.gouv.fr/api/v1`, no key, five calls a second). Lists come under `data`, the plans
under `content`; clay answers a bare object, or an empty body where nothing is mapped. Termites, dry rot, noise and
brush clearing have no national answer by commune. A call that fails leaves its own part unknown, never « non ».
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from threading import Lock
from typing import Any, Final, Literal, Protocol

from liciel_app.gateways.breaker import Breaker

Presence = Literal["yes", "part", "no"]
"""Of a zone at a place; « part »: the commune has one somewhere, nobody says where."""

Point = tuple[float, float]
"""Latitude, longitude."""

_KEPT: Final = 2048
_DAY: Final = 86_400.0
_BUSY: Final = frozenset({429, 500, 502, 503, 504})
_CLAY: Final[Mapping[str, str]] = {"1": "faible", "2": "moyen", "3": "fort"}


@dataclass(frozen=True, slots=True)
class Risks:
    """None: not known. `radon` 1 to 3, `seismic` 1 to 5, `clay` faible, moyen or fort at the point."""

    radon: int | None = None
    seismic: int | None = None
    natural_plan: Presence | None = None
    mining_plan: Presence | None = None
    technological_plan: Presence | None = None
    polluted_soil: Presence | None = None
    clay: str | None = None


class RiskSource(Protocol):
    def of(self, insee: str, point: Point | None = None) -> Risks:
        """What is known of a commune, and of a point of it. Never fails: what did not answer is unknown."""
        ...


class _Silent(Exception):
    """The service did not answer this question."""


class Georisques:
    """Answers are kept a day; after three failures in a row the service is left alone for a minute."""

    def __init__(
        self,
        base_url: str,
        *,
        timeout: float = 4,
        pause: float = 0.2,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._url = base_url.rstrip("/")
        self._timeout = timeout
        self._pause = pause
        self._clock = clock
        self._breaker = Breaker(clock=clock)
        self._kept: OrderedDict[str, tuple[float, Any]] = OrderedDict()
        self._lock = Lock()

    def of(self, insee: str, point: Point | None = None) -> Risks:
        import httpx

        at = (f"{point[0]:.5f}", f"{point[1]:.5f}") if point else ("", "")
        place = {"latitude": at[0], "longitude": at[1]} if point else {"codeInsee": insee}
        with httpx.Client(timeout=self._timeout) as client:
            ask = partial(self._ask, client)
            return Risks(
                radon=ask("radon", {"code_insee": insee}, _rating("classe_potentiel", 3)),
                seismic=ask("zonage_sismique", {"code_insee": insee}, _rating("code_zone", 5)),
                natural_plan=ask("gaspar/pprn", place, _plan),
                mining_plan=ask("gaspar/pprm", place, _plan),
                technological_plan=ask("gaspar/pprt", place, _plan),
                polluted_soil=ask("ssp", {"code_insee": insee}, _polluted),
                clay=ask("rga", {"latlon": f"{at[1]},{at[0]}"}, _clay) if point else None,
            )

    def _ask(self, client: Any, path: str, asked: Mapping[str, str], read: Callable[[Any], Any]) -> Any:
        key = f"{path}?{'&'.join(f'{name}={value}' for name, value in asked.items())}"
        kept = self._fresh(key)
        if kept is not None:
            return kept
        try:
            told = read(self._fetch(client, path, asked))
        except _Silent:
            return None
        except (LookupError, TypeError, ValueError, AttributeError):
            self._breaker.failed()
            return None
        self._breaker.succeeded()
        return self._keep(key, told)

    def _fresh(self, key: str) -> Any:
        with self._lock:
            until, told = self._kept.get(key, (float("-inf"), None))
        return told if self._clock() < until else None

    def _keep(self, key: str, told: Any) -> Any:
        """Only what is known; the oldest goes when there is no room."""
        if told is not None:
            with self._lock:
                self._kept[key] = (self._clock() + _DAY, told)
                while len(self._kept) > _KEPT:
                    self._kept.popitem(last=False)
        return told

    def _fetch(self, client: Any, path: str, asked: Mapping[str, str]) -> Any:
        """Raises _Silent, or ValueError for what is no JSON. An empty body is an empty object."""
        import httpx

        if not self._breaker.passes():
            raise _Silent
        time.sleep(self._pause)
        try:
            answer = client.get(f"{self._url}/{path}", params=dict(asked))
        except httpx.HTTPError as error:
            self._breaker.failed()
            raise _Silent from error
        if answer.status_code in _BUSY:
            self._breaker.failed()
        if answer.status_code != HTTPStatus.OK:
            raise _Silent
        return answer.json() if answer.content.strip() else {}


@dataclass
class RecordingRisks:
    """Knows the communes it is given and keeps what it was asked."""

    known: Mapping[str, Risks] = field(default_factory=dict)
    asked: list[tuple[str, Point | None]] = field(default_factory=list)

    def of(self, insee: str, point: Point | None = None) -> Risks:
        self.asked.append((insee, point))
        return self.known.get(insee, Risks())


def _rating(name: str, highest: int) -> Callable[[Any], int | None]:
    def read(found: Any) -> int | None:
        rows = found["data"]
        rating = int(rows[0][name]) if rows else None
        if rating is not None and not 1 <= rating <= highest:
            raise ValueError(name)
        return rating

    return read


def _plan(found: Any) -> Presence:
    """A plan whose mapped zone covers the point is a yes; a plan without a mapped zone is somewhere."""
    plans = found["content"]
    if not plans:
        return "no"
    zones = [plan.get("zonageReglementaire") or {} for plan in plans]
    return "yes" if any(zone.get("zoneRegExists") is True for zone in zones) else "part"


def _polluted(found: Any) -> Presence:
    return "part" if int(found["sis"]["results"]) else "no"


def _clay(found: Any) -> str | None:
    """Nothing mapped there is nothing known there."""
    return _CLAY[str(found["codeExposition"])] if found else None
