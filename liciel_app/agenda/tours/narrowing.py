"""Two visits that would take one instrument at once are put one after the other: the question asked again, narrower.

VROOM knows no instrument that people take in turn; windows it knows. Each cut parts two visits of a day for good.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from liciel_app.agenda.tours import timing
from liciel_app.agenda.tours.plan import Plan, planned
from liciel_app.agenda.tours.polishing import added, insertions
from liciel_app.agenda.tours.problem import DAY, Problem, Tours, Window, common
from liciel_app.agenda.tours.search import quick
from liciel_app.agenda.tours.sharing import Clash, Use, Was, clashes

_WEIGHED: Final = 60
"""Up to so many visits, both orders are tried; more, the order of the plan is kept where it can be."""
_TRIES: Final = 8
_ANY: Final[tuple[Window, ...]] = ((0, DAY),)


def narrower(problem: Problem, found: Sequence[Clash], was: Was) -> Problem:
    """The same question, in which none of these can happen again."""
    for clash in found:
        ways = list(_ways(problem, clash)) or [problem]
        holding = [way for way in ways if _possible(way, clash)] or ways
        weighed = len(holding) > 1 and len(problem.visits) <= _WEIGHED
        problem = min(holding, key=lambda way: _weight(way, was)) if weighed else holding[0]
    return problem


def completed(problem: Problem, plan: Plan, was: Was) -> tuple[Problem, Plan]:
    """What was left out for an instrument, put between the others where one is there after all."""
    for visit in plan.unplanned:
        if not problem.visits[visit].instruments.isdisjoint(problem.shared):
            problem, plan = _fitted(problem, plan, visit, was) or (problem, plan)
    return problem, plan


def _fitted(problem: Problem, plan: Plan, visit: int, was: Was) -> tuple[Problem, Plan] | None:
    """The visit where it adds the least road, gone round each use that is in its way; None when nothing is left."""
    routes = {day.technician: day.route for day in plan.days}
    free = replace(problem, cuts={key: cut for key, cut in problem.cuts.items() if key[1] != visit})
    for _ in range(_TRIES):
        changes = insertions(free, routes, visit)
        change = min(changes, key=lambda one: added(problem, routes, one), default=None)
        if change is None:
            return None
        tried = planned(free, Tours(tuple((routes | change)[one] for one in range(len(problem.technicians)))))
        found = clashes(free, tried, was)
        if not found:
            return free, tried
        free = _gone_round(free, found[0], visit)
    return None


def _gone_round(problem: Problem, clash: Clash, visit: int) -> Problem:
    mine, other = (clash.late, clash.first) if clash.late.visit == visit else (clash.first, clash.late)
    return _cut(problem, [(mine, _around(mine, other))]) if mine.visit == visit else problem


def _ways(problem: Problem, clash: Clash) -> Iterator[Problem]:
    """One before the other, or the other way round; what does not move is gone round."""
    late, first = clash.late, clash.first
    if first.visit is None or problem.visits[first.visit].fixed:
        yield _cut(problem, [(late, _around(late, first))])
    elif late.visit is not None and problem.visits[late.visit].fixed:
        yield _cut(problem, [(first, _around(first, late))])
    else:
        for one, other in sorted(((first, late), (late, first)), key=lambda pair: pair[0].starts):
            yield _cut(problem, [(one, ((0, one.starts),)), (other, ((one.ends, DAY),))])


def _around(use: Use, other: Use) -> tuple[Window, ...]:
    """Over before it, or begun after it."""
    length = use.ends - use.starts
    windows: tuple[Window, ...] = ((0, other.starts - length), (other.ends, DAY))
    return tuple(window for window in windows if window[0] <= window[1])


def _cut(problem: Problem, cuts: Iterable[tuple[Use, tuple[Window, ...]]]) -> Problem:
    held = dict(problem.cuts)
    for use, windows in cuts:
        if use.visit is not None:
            key = use.day, use.visit
            held[key] = common(held.get(key, _ANY), windows)
    return replace(problem, cuts=held)


def _possible(problem: Problem, clash: Clash) -> bool:
    """Each of the two could still be done by somebody."""
    everybody = range(len(problem.technicians))
    asked = [use.visit for use in (clash.late, clash.first) if use.visit is not None]
    return all(
        any(problem.may(one, visit) and timing.feasible(problem, one, (visit,)) for one in everybody) for visit in asked
    )


def _weight(problem: Problem, was: Was) -> tuple[int, int, int]:
    """Visits that stood and stand no more, visits left out, road."""
    tours = quick(problem)
    return len(was.keys() - tours.planned()), *tours.weight(problem)
