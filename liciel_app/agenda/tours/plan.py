"""A plan as people read it: for each technician, who is visited when, and the road it takes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from liciel_app.agenda.tours import timing
from liciel_app.agenda.tours.problem import MINUTE, Problem, Route, Tours


@dataclass(frozen=True, slots=True)
class Stop:
    """`start` in seconds from midnight."""

    visit: int
    start: int


@dataclass(frozen=True, slots=True)
class Day:
    """One technician's tour; `km` and `minutes` on the road."""

    technician: int
    stops: tuple[Stop, ...]
    km: float
    minutes: float

    @property
    def route(self) -> Route:
        return tuple(stop.visit for stop in self.stops)


@dataclass(frozen=True, slots=True)
class Plan:
    """`refused`: of what is not planned, what was taken out of it and why."""

    days: tuple[Day, ...]
    unplanned: tuple[int, ...]
    refused: Mapping[int, str] = field(default_factory=dict[int, str])

    @property
    def km(self) -> float:
        return sum(day.km for day in self.days)

    @property
    def minutes(self) -> float:
        return sum(day.minutes for day in self.days)

    def where(self) -> dict[int, tuple[int, int]]:
        """Visit → technician and start."""
        return {stop.visit: (day.technician, stop.start) for day in self.days for stop in day.stops}


def planned(problem: Problem, tours: Tours, floors: Mapping[int, int] | None = None) -> Plan:
    """The hours of these tours. Raises ValueError for one that cannot be done: a search only keeps those that can."""
    days = tuple(day_of(problem, technician, route, floors) for technician, route in enumerate(tours.routes))
    return Plan(days, tuple(tours.unplanned(problem)))


def day_of(problem: Problem, technician: int, route: Route, floors: Mapping[int, int] | None = None) -> Day:
    begins = timing.starts(problem, technician, route, floors or {})
    if begins is None:
        begins = timing.starts(problem, technician, route)
    if begins is None:
        raise ValueError(f"tour {route} of technician {technician} cannot be done")
    # to the second where whole minutes do not fit: what is told to people is the minute that has begun
    stops = tuple(Stop(visit, start // MINUTE * MINUTE) for visit, start in zip(route, begins, strict=True))
    return Day(technician, stops, *road_of(problem, technician, route))


def road_of(problem: Problem, technician: int, route: Route) -> tuple[float, float]:
    """Kilometres and minutes on the road."""
    legs = list(pairwise(problem.places(technician, route)))
    km = sum(float(problem.table.km[here, there]) for here, there in legs)
    minutes = sum(float(problem.table.minutes[here, there]) for here, there in legs)
    return km, minutes
