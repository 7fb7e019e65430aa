"""What the tours are made of: plain frozen values; times in seconds from midnight, places by their index in the table.

The table holds the start of each technician, then the end of each, then the visits, in this order.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from liciel_app.agenda.travel import Table

Name = int | str
Window = tuple[int, int]
Code = tuple[str, Name]
"""A skill, an instrument or the technician a visit is pinned to."""
Cuts = Mapping[tuple[str, int], tuple[Window, ...]]
Route = tuple[int, ...]
"""Indices of visits, in the order of the tour."""
MINUTE: Final = 60
DAY: Final = 24 * 60 * MINUTE
FAR: Final = 10**6
"""Seconds between places no road joins: longer than any day, short enough to be added up."""


@dataclass(frozen=True, slots=True)
class Lunch:
    """It lies wholly between `opens` and `closes`."""

    length: int
    opens: int
    closes: int


@dataclass(frozen=True, slots=True)
class Technician:
    """On the road from `opens` at the earliest, back at his end by `closes`.

    `hours`: the intervals his visits lie wholly within (none: any time he is out); the road may be outside them.
    `own`: of his instruments, those nobody else takes. `day`: of a week planned at once, the one this tour is of.
    """

    id: Name
    name: str
    opens: int
    closes: int
    lunch: Lunch | None = None
    skills: frozenset[str] = frozenset()
    instruments: frozenset[str] = frozenset()
    hours: tuple[Window, ...] = ()
    own: frozenset[str] = frozenset()
    day: str = ""


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit begins within one of its windows (none: any time of the day), as in the routing literature (VRPTW).

    `fixed`: the technician's index and the start that nothing may change. `located` False: nobody knows where it is.
    """

    id: Name
    length: int
    windows: tuple[Window, ...] = ()
    skills: frozenset[str] = frozenset()
    instruments: frozenset[str] = frozenset()
    fixed: tuple[int, int] | None = None
    label: str = ""
    located: bool = True

    @property
    def title(self) -> str:
        return self.label or str(self.id)

    @property
    def starts(self) -> tuple[Window, ...]:
        """When it may begin."""
        if self.fixed:
            return ((self.fixed[1], self.fixed[1]),)
        return self.windows or ((0, DAY),)


@dataclass(frozen=True, slots=True)
class Taken:
    """One of the office's instruments is out from `starts` to `ends` with a visit that is not planned here."""

    thing: int
    day: str
    starts: int
    ends: int


@dataclass(frozen=True)
class Problem:
    """`road`: seconds between any two places, whole and never short of the table's minutes. `shared`: by code, the
    office's instruments that anybody may take; `taken`: when one is out already.

    `cuts`: for a day and a visit, the only starts that are left. `loose`: visits whose instruments nobody counts.
    """

    technicians: tuple[Technician, ...]
    visits: tuple[Visit, ...]
    table: Table
    words: dict[str, str] = field(default_factory=dict[str, str])
    shared: dict[str, tuple[int, ...]] = field(default_factory=dict[str, tuple[int, ...]])
    taken: tuple[Taken, ...] = ()
    cuts: Cuts = field(default_factory=dict[tuple[str, int], tuple[Window, ...]])
    loose: frozenset[int] = frozenset()

    @cached_property
    def road(self) -> NDArray[np.int64]:
        whole = np.ceil(np.where(np.isfinite(self.table.minutes), self.table.minutes, 0) * MINUTE - 1e-6)
        return np.where(np.isfinite(self.table.minutes), np.minimum(whole, FAR), FAR).astype(np.int64)

    @cached_property
    def legs(self) -> list[list[int]]:
        """The same as plain lists: much faster to read one at a time."""
        return self.road.tolist()

    @cached_property
    def codes(self) -> dict[Code, int]:
        """A number for each skill, instrument and technician: solvers count, they do not read."""
        known: dict[Code, int] = {}
        for index in range(len(self.visits)):
            for code in self.needs_of(index):
                known.setdefault(code, len(known))
        return known

    def needs_of(self, visit: int) -> set[Code]:
        wanted = self.visits[visit]
        return _codes(wanted.skills, wanted.instruments, wanted.fixed[0] if wanted.fixed else None)

    def means_of(self, technician: int) -> set[Code]:
        one = self.technicians[technician]
        return _codes(one.skills, one.instruments, technician)

    def start_of(self, technician: int) -> int:
        return technician

    def end_of(self, technician: int) -> int:
        return len(self.technicians) + technician

    def place_of(self, visit: int) -> int:
        return 2 * len(self.technicians) + visit

    @cached_property
    def starts(self) -> list[list[tuple[Window, ...]]]:
        """For each technician and visit, when it may begin within the hours of both."""
        return [[self._starts(one, visit) for visit in range(len(self.visits))] for one in self.technicians]

    def _starts(self, one: Technician, visit: int) -> tuple[Window, ...]:
        found = _within(self.visits[visit], one.hours)
        cut = self.cuts.get((one.day, visit))
        return found if cut is None else common(found, cut)

    def starts_of(self, visit: int) -> tuple[Window, ...]:
        """When somebody who may do it may begin it."""
        able = (one for one in range(len(self.technicians)) if self.may(one, visit))
        return tuple(sorted({window for one in able for window in self.starts[one][visit]}))

    def places(self, technician: int, route: Route) -> list[int]:
        """Start, visits, end; nothing for an empty tour: who visits nobody stays at home."""
        if not route:
            return []
        return [self.start_of(technician), *map(self.place_of, route), self.end_of(technician)]

    def seconds(self, technician: int, route: Route) -> int:
        """Time on the road."""
        places = self.places(technician, route)
        return sum(self.legs[here][there] for here, there in pairwise(places))

    def may(self, technician: int, visit: int) -> bool:
        """Pinned elsewhere, not certified, not equipped, or lost on the map: he may not."""
        able = self.visits[visit].located and self.needs_of(visit) <= self.means_of(technician)
        return able and bool(self.starts[technician][visit])


@dataclass(frozen=True, slots=True)
class Tours:
    """One route for each technician; visits in none of them are not planned."""

    routes: tuple[Route, ...]

    def planned(self) -> set[int]:
        return {visit for route in self.routes for visit in route}

    def unplanned(self, problem: Problem) -> list[int]:
        planned = self.planned()
        return [index for index in range(len(problem.visits)) if index not in planned]

    def weight(self, problem: Problem) -> tuple[int, int]:
        """What is minimised: visits left out first, then the time on the road."""
        road = sum(problem.seconds(technician, route) for technician, route in enumerate(self.routes))
        return len(problem.visits) - len(self.planned()), road


def _codes(skills: frozenset[str], instruments: frozenset[str], pinned: int | None) -> set[Code]:
    held: set[Code] = {("skill", code) for code in skills}
    held |= {("instrument", code) for code in instruments}
    return held if pinned is None else held | {("technician", pinned)}


def _within(visit: Visit, hours: tuple[Window, ...]) -> tuple[Window, ...]:
    """A visit lies wholly within one interval of hours; a pinned one is where somebody chose to put it."""
    if visit.fixed or not hours:
        return visit.starts
    return common(visit.starts, tuple((begins, ends - visit.length) for begins, ends in hours))


def common(one: tuple[Window, ...], other: tuple[Window, ...]) -> tuple[Window, ...]:
    """When both are open."""
    both = ((max(opens, begins), min(closes, ends)) for opens, closes in one for begins, ends in other)
    return tuple(window for window in both if window[0] <= window[1])
