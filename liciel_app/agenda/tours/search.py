"""Better and better tours: a quick plan first, then neighbouring tours solved again together, as long as time lasts.

Solving a few neighbouring tours to a high level again and again (POPMUSIC: Taillard and Voss, 2002) goes further in the
same time than solving all of them at once.
"""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from liciel_app.agenda.tours import exact, timing
from liciel_app.agenda.tours.polishing import polished
from liciel_app.agenda.tours.problem import Problem, Route, Tours
from liciel_app.agenda.tours.solver import Effort, Routes, solve

Clock = Callable[[], float]
FIRST: Final = 0.4
"""Seconds given to the first plan."""
_GLANCE: Final = 0.05
_SEED: Final = 20261123
_WHOLE: Final = 80
"""Up to so many visits, all tours are also solved together at once, where the time allows."""
_DEEPER: Final = 12
"""How much longer that takes than the first plan, at the least."""
_DENSE: Final = 25
"""From so many visits on, a group is solved to a lower level: its turn comes back sooner."""
_PATIENCE: Final = 4
"""Groups tried in vain, for each technician, before the search stops by itself."""


@dataclass(frozen=True, slots=True)
class Found:
    """A plan better than those before it, and the share of the time spent when it came."""

    tours: Tours
    share: float


def search(problem: Problem, seconds: float, clock: Clock = time.monotonic) -> Iterator[Found]:
    """Yields the first tours as soon as they stand, then each better ones. The last are the best."""
    began, visits = clock(), _placeable(problem)
    if exact.small(problem, visits):
        yield Found(exact.best(problem, visits), 1)
        return
    best = quick(problem, min(FIRST, seconds / 2))
    first = clock() - began
    yield Found(best, min(first / seconds, 1.0))
    hunt = _Hunt(problem, best, whole=len(problem.visits) <= _WHOLE and first * _DEEPER < seconds)
    while (left := seconds - (clock() - began)) > 0 and (group := hunt.next_group()):
        if hunt.solve_again(group, left):
            yield Found(hunt.best, min((clock() - began) / seconds, 1.0))


def quick(problem: Problem, seconds: float = _GLANCE) -> Tours:
    """A plan that holds, good enough to weigh one question against another."""
    return _mended(problem, _first(problem, seconds))


def _first(problem: Problem, seconds: float) -> Tours:
    everybody = range(len(problem.technicians))
    routes = _solved(problem, everybody, _placeable(problem), Effort(0, seconds))
    return Tours(tuple(routes[technician] for technician in everybody))


def _solved(problem: Problem, technicians: Sequence[int], visits: Sequence[int], effort: Effort) -> Routes:
    """Polishing pays on few visits, where it takes less time than a higher level."""
    routes = solve(problem, technicians, visits, effort)
    return polished(problem, routes, visits) if len(visits) <= _DENSE else routes


def _placeable(problem: Problem) -> list[int]:
    """The visits somebody may do: the others only slow the search down."""
    everybody = range(len(problem.technicians))
    return [visit for visit in range(len(problem.visits)) if any(problem.may(one, visit) for one in everybody)]


def _mended(problem: Problem, tours: Tours) -> Tours:
    """Lunch may sit within a very long road for VROOM, not for us: such a tour loses the visits that forbid it."""
    return Tours(tuple(_shortened(problem, technician, route) for technician, route in enumerate(tours.routes)))


def _shortened(problem: Problem, technician: int, route: Route) -> Route:
    while not timing.feasible(problem, technician, route):
        without = [(*route[:place], *route[place + 1 :]) for place in range(len(route))]
        free = [rest for place, rest in enumerate(without) if problem.visits[route[place]].fixed is None] or without
        route = next((rest for rest in free if timing.feasible(problem, technician, rest)), free[-1])
    return route


@dataclass(slots=True)
class _Hunt:
    """The best tours so far, and the groups already solved in their present state. `whole`: all together first."""

    problem: Problem
    best: Tours
    whole: bool
    _tried: set[tuple[tuple[int, ...], int]] = field(default_factory=set[tuple[tuple[int, ...], int]])
    _in_vain: int = 0
    _chance: random.Random = field(default_factory=lambda: random.Random(_SEED))  # noqa: S311 the same search twice

    def next_group(self) -> tuple[int, ...]:
        """Tours to solve together, not tried since one of them changed; empty when it is time to stop."""
        everybody = tuple(range(self.count))
        if self.whole and not self._tried:
            return everybody
        drawn = (self._neighbours() for _ in range(self._patience - self._in_vain))
        return next((group for group in drawn if self._state(group) not in self._tried), ())

    @property
    def count(self) -> int:
        return len(self.problem.technicians)

    @property
    def _patience(self) -> int:
        return _PATIENCE * self.count

    def solve_again(self, group: Sequence[int], seconds: float) -> bool:
        """True when these tours, and what is not planned yet, could be planned better together."""
        self._tried.add(self._state(tuple(group)))
        self._in_vain += 1
        routes = self.best.routes
        visits = [visit for technician in group for visit in routes[technician]]
        visits += [visit for visit in self._left_out() if any(self.problem.may(one, visit) for one in group)]
        again = _solved(self.problem, group, visits, Effort(self._level(group, visits), seconds))
        if not self._better(again, group):
            return False
        self.best = Tours(tuple(again.get(technician, route) for technician, route in enumerate(routes)))
        self._tried.add(self._state(tuple(group)))
        self._in_vain = 0
        return True

    def _level(self, group: Sequence[int], visits: Sequence[int]) -> int:
        return 3 if len(group) == self.count or len(visits) <= _DENSE else 2

    def _left_out(self) -> list[int]:
        return [visit for visit in self.best.unplanned(self.problem) if self.problem.visits[visit].located]

    def _better(self, again: Routes, group: Sequence[int]) -> bool:
        def weight(routes: dict[int, Route]) -> tuple[int, int]:
            planned = sum(len(route) for route in routes.values())
            return -planned, sum(self.problem.seconds(technician, route) for technician, route in routes.items())

        now = {technician: self.best.routes[technician] for technician in group}
        return weight(again) < weight(now) and all(timing.feasible(self.problem, *pair) for pair in again.items())

    def _state(self, group: tuple[int, ...]) -> tuple[tuple[int, ...], int]:
        return group, hash(tuple(self.best.routes[technician] for technician in group))

    def _neighbours(self) -> tuple[int, ...]:
        """Some tours whose stops are near to those of one of them, not always the very nearest."""
        size = self._chance.choice(self._sizes())
        if size >= self.count:
            return tuple(range(self.count))
        seed = self._chance.randrange(self.count)
        mine, road = self._stops(seed), self.problem.road
        gaps = {
            other: float(np.mean(road[np.ix_(mine, self._stops(other))].min(axis=1))) * self._chance.uniform(0.7, 1.3)
            for other in range(self.count)
            if other != seed
        }
        return tuple(sorted((seed, *sorted(gaps, key=gaps.__getitem__)[: size - 1])))

    def _sizes(self) -> tuple[int, ...]:
        """Few tours at a time while much is to be gained, more later."""
        if len(self.problem.visits) <= _WHOLE:
            return 5, 7
        return (3, 4, 6) if len(self._tried) < 2 * self.count else (6, 8, 11)

    def _stops(self, technician: int) -> list[int]:
        route = self.best.routes[technician]
        return [self.problem.place_of(visit) for visit in route] or [self.problem.start_of(technician)]
