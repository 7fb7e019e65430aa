"""The hours of one tour whose order is known: windows, lunch and the end of the day, exactly.

Two clocks run along the tour, one that has not had lunch and one that has. To be earlier never hurts either of them, so
the earliest time of each at every stop is enough to know whether the tour can be done.
"""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from liciel_app.agenda.tours.problem import MINUTE, Lunch, Problem, Route

Floors = Mapping[int, int]
"""Visit → the second before which it does not begin."""
_NONE: Final[Floors] = {}


class _Left(NamedTuple):
    """Ready to leave a stop at `ready`, having begun its visit at `start`; the stop before."""

    start: int
    ready: int
    before: "_Left | None" = None


_Way = tuple[int, _Left]
"""When the next stop is reached, and from where."""


def starts(problem: Problem, technician: int, route: Route, floors: Floors = _NONE) -> tuple[int, ...] | None:
    """When each visit begins, as early as can be; None when the tour cannot be done.

    Starts are whole minutes where the day leaves room for that, else to the second.
    """
    whole = _starts(problem, technician, route, floors, MINUTE)
    return whole if whole is not None else _starts(problem, technician, route, floors, 1)


def feasible(problem: Problem, technician: int, route: Route) -> bool:
    return _starts(problem, technician, route, _NONE, 1) is not None


def lunch_of(problem: Problem, technician: int) -> Lunch | None:
    """His lunch, where his day is long enough to hold one."""
    one = problem.technicians[technician]
    if one.lunch is None or not one.lunch.length:
        return None
    held = min(one.lunch.closes, one.closes) - max(one.lunch.opens, one.opens)
    return one.lunch if held >= one.lunch.length else None


def _starts(problem: Problem, technician: int, route: Route, floors: Floors, unit: int) -> tuple[int, ...] | None:
    if not route:
        return ()
    lunch = lunch_of(problem, technician)
    fasting: _Left | None = _Left(-1, problem.technicians[technician].opens)
    fed: _Left | None = None
    here = problem.start_of(technician)
    for visit in route:
        there = problem.place_of(visit)
        leg = problem.legs[here][there]
        straight, lunched = _ways(fasting, leg), [*_ways(fed, leg), *_lunched(fasting, lunch, leg)]
        fasting = _earliest(problem, (technician, visit), straight, floors, unit)
        fed = _earliest(problem, (technician, visit), lunched, floors, unit)
        here = there
    last = _home(problem, technician, problem.legs[here][problem.end_of(technician)], fasting, fed)
    return _walked_back(last) if last else None


def _ways(left: _Left | None, leg: int) -> list[_Way]:
    return [(left.ready + leg, left)] if left else []


def _lunched(left: _Left | None, lunch: Lunch | None, leg: int) -> Iterator[_Way]:
    """The next stop reached with lunch had before the road, or after it."""
    if left is None or lunch is None:
        return
    for sits, drives in ((left.ready, leg), (left.ready + leg, 0)):
        rises = max(sits, lunch.opens) + lunch.length
        if rises <= lunch.closes:
            yield rises + drives, left


def _earliest(problem: Problem, who: tuple[int, int], ways: list[_Way], floors: Floors, unit: int) -> _Left | None:
    if not ways:
        return None
    arrival, before = min(ways, key=lambda way: way[0])
    technician, visit = who
    for opens, closes in problem.starts[technician][visit]:
        start = -(-max(arrival, opens, floors.get(visit, 0)) // unit) * unit
        if start <= closes:
            return _Left(start, start + problem.visits[visit].length, before)
    return None


def _home(problem: Problem, technician: int, leg: int, fasting: _Left | None, fed: _Left | None) -> _Left | None:
    """The last stop from which he is home in time, the sooner the better."""
    closes, lunch = problem.technicians[technician].closes, lunch_of(problem, technician)
    if fasting and fasting.ready + leg <= closes and _eats_last(fasting, lunch, leg, closes):
        return fasting
    return fed if fed and fed.ready + leg <= closes else None


def _eats_last(left: _Left, lunch: Lunch | None, leg: int, closes: int) -> bool:
    """Lunch after the last visit: before the road home, or at home."""
    if lunch is None or max(left.ready + leg, lunch.opens) + lunch.length <= lunch.closes:
        return True
    return any(time <= closes for time, _ in _lunched(left, lunch, leg))


def _walked_back(left: _Left) -> tuple[int, ...]:
    found: list[int] = []
    step: _Left | None = left
    while step is not None and step.before is not None:
        found.append(step.start)
        step = step.before
    return tuple(reversed(found))
