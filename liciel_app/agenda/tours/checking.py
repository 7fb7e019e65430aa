"""An independent look at a plan before it is shown: it shares nothing with the search but the facts.

It reads the plan as a person would: the hours printed, whole minutes, one visit after another.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from liciel_app.agenda.tours.plan import Day, Plan
from liciel_app.agenda.tours.problem import DAY, MINUTE, Problem


def flaws(problem: Problem, plan: Plan) -> list[str]:
    """What the plan breaks, one English line each, for the log and the tests; empty for a plan that holds."""
    found = list(_missing(problem, plan))
    for day in plan.days:
        found += [f"{problem.technicians[day.technician].id}: {flaw}" for flaw in _of_day(problem, day)]
    return [*found, *_shared(problem, plan)]


def _missing(problem: Problem, plan: Plan) -> Iterator[str]:
    told = Counter([*(stop.visit for day in plan.days for stop in day.stops), *plan.unplanned])
    for index in range(len(problem.visits)):
        if told[index] != 1:
            yield f"visit {problem.visits[index].id} is told {told[index]} times"


def _of_day(problem: Problem, day: Day) -> Iterator[str]:
    for stop in day.stops:
        yield from _of_stop(problem, day.technician, stop.visit, stop.start)
    for ends, starts in _free(problem, day):
        if ends > starts:
            yield f"{(ends - starts) // MINUTE} min short of road before {starts // MINUTE}"
    if day.stops and not _eats(problem, day):
        yield "no lunch"


def _of_stop(problem: Problem, technician: int, index: int, start: int) -> Iterator[str]:
    one, visit = problem.technicians[technician], problem.visits[index]
    if not visit.located:
        yield f"{visit.id} is nowhere"
    if missing := (visit.skills - one.skills) | (visit.instruments - one.instruments):
        yield f"{visit.id} needs {sorted(missing)}"
    if visit.fixed and visit.fixed != (technician, start):
        yield f"{visit.id} was pinned"
    if not visit.fixed and visit.windows and not any(opens <= start <= closes for opens, closes in visit.windows):
        yield f"{visit.id} begins outside its windows"
    within = any(opens <= start and start + visit.length <= closes for opens, closes in one.hours)
    if not visit.fixed and one.hours and not within:
        yield f"{visit.id} is outside the hours of {one.id}"


def _free(problem: Problem, day: Day) -> Iterator[tuple[int, int]]:
    """Between two stops: the earliest arrival there, and when the next thing begins.

    A minute is forgiven where hours are printed in whole minutes and roads take seconds.
    """
    one = problem.technicians[day.technician]
    places = problem.places(day.technician, day.route)
    ends = [one.opens, *(stop.start + problem.visits[stop.visit].length for stop in day.stops)]
    begins = [*(stop.start + MINUTE for stop in day.stops), one.closes + MINUTE]
    for left, begun, (here, there) in zip(ends, begins, pairwise(places), strict=False):
        yield left + int(problem.road[here, there]), begun


def _eats(problem: Problem, day: Day) -> bool:
    """Somewhere between two stops, the road set apart, or back home, lunch lies wholly between its hours."""
    one = problem.technicians[day.technician]
    lunch = one.lunch
    if lunch is None or min(lunch.closes, one.closes) - max(lunch.opens, one.opens) < lunch.length:
        return True
    places = problem.places(day.technician, day.route)
    ends = [one.opens, *(stop.start + problem.visits[stop.visit].length for stop in day.stops)]
    begins = [*(stop.start + MINUTE for stop in day.stops), 2 * DAY]
    for left, begun, (here, there) in zip(ends, begins, pairwise(places), strict=True):
        road = int(problem.road[here, there])
        for sits, rises_by in ((left, begun - road), (left + road, begun)):
            if max(sits, lunch.opens) + lunch.length <= min(rises_by, lunch.closes):
                return True
    return False


_Out = tuple[str, int, int]
"""A day, from when to when."""


def _shared(problem: Problem, plan: Plan) -> Iterator[str]:
    """When a visit begins, no more of the instruments that serve it are out than the office has."""
    for code, numbers in problem.shared.items():
        out = list(_out(problem, plan, frozenset(numbers)))
        for day, start, _ in out:
            meeting = sum(one[0] == day and one[1] <= start < one[2] for one in out)
            if meeting > len(numbers):
                yield f"{meeting} {code} out at {start // MINUTE} of {len(numbers)}"


def _out(problem: Problem, plan: Plan, things: frozenset[int]) -> Iterator[_Out]:
    """The visits that cannot be done without one of these, and those that have one already."""
    served = {code for code, numbers in problem.shared.items() if things.issuperset(numbers)}
    for day in plan.days:
        one = problem.technicians[day.technician]
        for stop in day.stops:
            visit = problem.visits[stop.visit]
            if stop.visit not in problem.loose and (visit.instruments - one.own) & served:
                yield one.day, stop.start, stop.start + visit.length
    yield from ((one.day, one.starts, one.ends) for one in problem.taken if one.thing in things)
