"""Roads kept once measured, and a service that fails left alone: who asks never waits long.

The measures are kept in one file beside the office's data, shared by its processes. Nothing in it is worth a backup.
"""

import json
import sqlite3
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, TypeVar

from liciel_app.gateways.breaker import Breaker
from liciel_app.gateways.errors import GatewayError
from liciel_app.gateways.routing import Leg, Pair, Point, RoadService
from liciel_app.gateways.shapes import Shape

Legs = dict[Pair, Leg | None]
"""A pair that is absent was not measured; None: no road leads there."""
Shapes = dict[Pair, Shape]
T = TypeVar("T")
PATIENCE: Final = 3.5
"""Seconds spent asking for one answer; what is not measured by then is estimated."""
_DIGITS: Final = 5
_MANY: Final = 500
_TABLE: Final = (
    "create table if not exists leg (engine text, pair text, km real, minutes real, primary key (engine, pair)) "
    "without rowid"
)
_DRAWINGS: Final = (
    "create table if not exists drawing (engine text, pair text, shape text, primary key (engine, pair)) without rowid"
)


def rounded(point: Point) -> Point:
    """About a metre: the same house is the same place."""
    return round(point[0], _DIGITS), round(point[1], _DIGITS)


@dataclass(frozen=True, slots=True)
class Kept:
    """The measures of one engine, in a file."""

    path: Path
    engine: str

    def drawn(self, pairs: Sequence[Pair]) -> Shapes:
        """How the road goes, for those it was drawn once."""
        return {
            pair: [(lat, lon) for lat, lon in json.loads(shape)] for pair, shape in self._of("shape", "drawing", pairs)
        }

    def keep_drawn(self, shapes: Shapes) -> None:
        rows = [(self.engine, _name(pair), json.dumps(shape)) for pair, shape in shapes.items()]
        self._write("insert or replace into drawing values (?, ?, ?)", rows)

    def known(self, pairs: Sequence[Pair]) -> Legs:
        told = self._of("km, minutes", "leg", pairs)
        return {pair: None if km is None else Leg(km, minutes) for pair, km, minutes in told}

    def keep(self, legs: Legs) -> None:
        rows = [(self.engine, _name(pair), *(leg or (None, None))) for pair, leg in legs.items()]
        self._write("insert or replace into leg values (?, ?, ?, ?)", rows)

    def _of(self, columns: str, table: str, pairs: Sequence[Pair]) -> Iterator[tuple[Any, ...]]:
        """Each pair that is there, and what the table says of it."""
        names = {_name(pair): pair for pair in pairs}
        for some in _by(list(names), _MANY):
            marks = ",".join("?" * len(some))
            question = f"select pair, {columns} from {table} where engine = ? and pair in ({marks})"  # noqa: S608 our own words
            for name, *values in self._run(question, (self.engine, *some)):
                yield names[name], *values

    def _write(self, sentence: str, rows: Sequence[tuple[object, ...]]) -> None:
        try:
            with closing(self._opened()) as file, file:
                file.executemany(sentence, rows)
        except sqlite3.Error:  # a measure lost is measured again
            return

    def _run(self, question: str, values: Sequence[object]) -> list[Any]:
        try:
            with closing(self._opened()) as file:
                return file.execute(question, values).fetchall()
        except sqlite3.Error:
            return []

    def _opened(self) -> sqlite3.Connection:
        file = sqlite3.connect(self.path, timeout=0.5)
        file.execute(_TABLE)
        file.execute(_DRAWINGS)
        return file


@dataclass(slots=True)
class Roads:
    """Answers what is kept, asks the service for the rest, and gives up when the time is over."""

    service: RoadService
    kept: Kept | None = None
    clock: Callable[[], float] = time.monotonic
    breaker: Breaker = field(default_factory=lambda: Breaker(failures=2))

    def legs(self, pairs: Iterable[Pair], seconds: float = PATIENCE) -> Legs:
        """Never fails: a pair nobody could measure in time is absent."""
        asked = list(dict.fromkeys((rounded(here), rounded(there)) for here, there in pairs))
        found: Legs = {pair: Leg(0, 0) for pair in asked if pair[0] == pair[1]}
        if self.kept:
            found |= self.kept.known([pair for pair in asked if pair not in found])
        measured: Legs = {}
        try:
            self._measure([pair for pair in asked if pair not in found], measured, self.clock() + seconds)
        except GatewayError:
            self.breaker.failed()
        if measured and self.kept:
            self.kept.keep(measured)
        return found | measured

    def shapes(self, routes: Iterable[Sequence[Point]], seconds: float = PATIENCE) -> Shapes:
        """How the road goes between the places of these routes; a way nobody could draw in time is absent."""
        asked = [[rounded(place) for place in route] for route in routes]
        pairs = dict.fromkeys(pair for route in asked for pair in pairwise(route))
        found: Shapes = {pair: [pair[0], pair[1]] for pair in pairs if pair[0] == pair[1]}
        if self.kept:
            found |= self.kept.drawn([pair for pair in pairs if pair not in found])
        drawn: Shapes = {}
        try:
            self._draw(_unknown(asked, found, self.service.stops), drawn, self.clock() + seconds)
        except GatewayError:
            self.breaker.failed()
        if drawn and self.kept:
            self.kept.keep_drawn(drawn)
        return found | drawn

    def _draw(self, runs: Iterable[Sequence[Point]], drawn: Shapes, ends: float) -> None:
        for run in runs:
            left = ends - self.clock()
            if left <= 0 or not self.breaker.passes():
                return
            shapes = self.service.shapes(run, left)
            self.breaker.succeeded()
            drawn |= dict(zip(pairwise(run), shapes, strict=True))

    def _measure(self, pairs: Sequence[Pair], measured: Legs, ends: float) -> None:
        """Fills `measured` block by block, so that a failure loses nothing of what came before it."""
        for sources, targets in _blocks(pairs, self.service.most):
            left = ends - self.clock()
            if left <= 0 or not self.breaker.passes():
                return
            block = self.service.block(sources, targets, left)
            self.breaker.succeeded()
            for source, row in zip(sources, block, strict=True):
                measured |= {(source, target): leg for target, leg in zip(targets, row, strict=True)}


def _blocks(pairs: Sequence[Pair], most: int) -> Iterator[tuple[list[Point], list[Point]]]:
    """Questions of so many sources and targets at most that together hold every pair."""
    targets_of: dict[Point, list[Point]] = {}
    for here, there in pairs:
        targets_of.setdefault(here, []).append(there)
    for sources in _by(list(targets_of), most):
        wanted = list(dict.fromkeys(there for here in sources for there in targets_of[here]))
        for targets in _by(wanted, most):
            yield sources, targets


def _unknown(routes: Iterable[Sequence[Point]], known: Collection[Pair], most: int) -> Iterator[list[Point]]:
    """The stretches of these routes nobody has drawn, in questions of so many places at most."""
    asked = set(known)
    for route in routes:
        run: list[Point] = []
        for here, there in pairwise(route):
            if run and ((here, there) in asked or len(run) == most):
                yield run
                run = []
            if (here, there) not in asked:
                asked.add((here, there))
                run = [*(run or [here]), there]
        if run:
            yield run


def _by(things: list[T], most: int) -> Iterator[list[T]]:
    for start in range(0, len(things), most):
        yield things[start : start + most]


def _name(pair: Pair) -> str:
    (lat, lon), (to_lat, to_lon) = pair
    return f"{lat:.5f},{lon:.5f}>{to_lat:.5f},{to_lon:.5f}"
