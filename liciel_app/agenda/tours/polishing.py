"""The last metres: a visit left out put in, one moved, or two exchanged, as long as every tour still holds."""

from collections.abc import Iterable, Iterator
from itertools import combinations

from liciel_app.agenda.tours import timing
from liciel_app.agenda.tours.problem import Problem, Route

Routes = dict[int, Route]


def polished(problem: Problem, routes: Routes, visits: Iterable[int]) -> Routes:
    """No fewer of these visits among the same technicians, never on a longer road for as many."""
    best = _completed(problem, dict(routes), visits)
    while True:
        better = next((change for change in _changes(problem, best) if _holds(problem, best, change)), None)
        if better is None:
            return best
        best = _completed(problem, best | better, visits)


def _completed(problem: Problem, routes: Routes, visits: Iterable[int]) -> Routes:
    """The visits left out, each where it adds the least road, when there is room at all."""
    planned = {visit for route in routes.values() for visit in route}
    for visit in visits:
        if visit not in planned:
            routes |= min(
                insertions(problem, routes, visit), key=lambda change: added(problem, routes, change), default={}
            )
    return routes


def insertions(problem: Problem, routes: Routes, visit: int) -> Iterator[Routes]:
    for taker, route in routes.items():
        if problem.may(taker, visit):
            for place in range(len(route) + 1):
                wider = (*route[:place], visit, *route[place:])
                if timing.feasible(problem, taker, wider):
                    yield {taker: wider}


def added(problem: Problem, routes: Routes, change: Routes) -> int:
    return sum(problem.seconds(one, route) - problem.seconds(one, routes[one]) for one, route in change.items())


def _holds(problem: Problem, routes: Routes, change: Routes) -> bool:
    """Shorter first: it is quicker to know than whether the hours allow it."""
    return added(problem, routes, change) < 0 and all(timing.feasible(problem, *pair) for pair in change.items())


def _changes(problem: Problem, routes: Routes) -> Iterator[Routes]:
    for giver, route in routes.items():
        for place, visit in enumerate(route):
            rest = (*route[:place], *route[place + 1 :])
            for taker in routes:
                if problem.may(taker, visit):
                    yield from _moved(giver, rest, taker, rest if taker == giver else routes[taker], visit)
    for one, other in combinations(routes, 2):
        yield from _exchanged(problem, one, routes[one], other, routes[other])


def _moved(giver: int, rest: Route, taker: int, taken: Route, visit: int) -> Iterator[Routes]:
    for place in range(len(taken) + 1):
        yield {giver: rest, taker: (*taken[:place], visit, *taken[place:])}


def _exchanged(problem: Problem, one: int, first: Route, other: int, second: Route) -> Iterator[Routes]:
    for place, visit in enumerate(first):
        for there, another in enumerate(second):
            if problem.may(other, visit) and problem.may(one, another):
                yield {
                    one: (*first[:place], another, *first[place + 1 :]),
                    other: (*second[:there], visit, *second[there + 1 :]),
                }
