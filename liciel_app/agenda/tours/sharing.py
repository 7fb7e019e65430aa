"""The instruments of the office that nobody keeps: which visits of a plan would take one that is out already."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from liciel_app.agenda.tours.explaining import clock_hour
from liciel_app.agenda.tours.plan import Day, Plan, Stop, day_of, road_of
from liciel_app.agenda.tours.polishing import insertions
from liciel_app.agenda.tours.problem import Problem
from liciel_app.core.language import Language, say

Was = Mapping[int, tuple[int, int]]
"""Visit → technician and start, before anything is planned."""


@dataclass(frozen=True, slots=True)
class Use:
    """One of `things` goes with a visit; `visit` None: with one that is not planned here."""

    visit: int | None
    day: str
    starts: int
    ends: int
    things: frozenset[int]
    code: str = ""


@dataclass(frozen=True, slots=True)
class Clash:
    """`late` finds everything that would serve it out, `first` has one of them."""

    late: Use
    first: Use


def clashes(problem: Problem, plan: Plan, was: Was) -> list[Clash]:
    """The visits for which nothing is left; what does not change comes first, then the order of the hours."""
    if not problem.shared:
        return []
    given = [(one, one.things) for one in _out_already(problem)]
    found: list[Clash] = []
    for technician, stop in sorted(_stops(plan), key=lambda one: (_changes(was, *one), one[1].start)):
        wanted = list(uses(problem, technician, stop))
        refused = next((use for use in wanted if not _free(given, use)), None)
        if refused is not None:
            found.append(Clash(refused, _holder(given, refused)))
            continue
        given += [(use, frozenset([_given(given, use)])) for use in wanted]
    return found


def uses(problem: Problem, technician: int, stop: Stop) -> Iterator[Use]:
    """Who has one of his own leaves the office's where it is; one instrument may serve two missions of a visit."""
    if stop.visit in problem.loose:
        return
    one, visit = problem.technicians[technician], problem.visits[stop.visit]
    codes = sorted(code for code in visit.instruments - one.own if code in problem.shared)
    asked = {frozenset(problem.shared[code]): code for code in reversed(codes)}
    for things, code in asked.items():
        yield Use(stop.visit, one.day, stop.start, stop.start + visit.length, things, code)


def standing(problem: Problem, plan: Plan) -> Problem:
    """The office planned these two at once, knowing why: it is not for a solver to undo."""
    out = {clash.late.visit for clash in clashes(problem, plan, plan.where())}
    return replace(problem, loose=frozenset(visit for visit in out if visit is not None)) if out else problem


def less(problem: Problem, plan: Plan, was: Was) -> Plan:
    """The plan without the visits that clash."""
    gone = {clash.late.visit for clash in clashes(problem, plan, was)}
    days = tuple(_without(problem, day, gone) for day in plan.days)
    return replace(plan, days=days, unplanned=(*plan.unplanned, *sorted(one for one in gone if one is not None)))


def reasons(problem: Problem, plan: Plan, lang: Language) -> dict[int, str]:
    """Of what is left out, what would find its place if the instrument were there; `problem` without any cut."""
    if not problem.shared:
        return {}
    found = ((visit, _in_the_way(problem, plan, visit)) for visit in plan.unplanned)
    return {visit: _why(problem, clash, lang) for visit, clash in found if clash is not None}


def _in_the_way(problem: Problem, plan: Plan, visit: int) -> Clash | None:
    """What has the instrument, where the road and the hours would let the visit be done."""
    routes = {day.technician: day.route for day in plan.days}
    for change in insertions(problem, routes, visit):
        days = tuple(
            day_of(problem, day.technician, change.get(day.technician, day.route), _floors(plan)) for day in plan.days
        )
        tried = clashes(problem, replace(plan, days=days), plan.where())
        if found := next((clash for clash in tried if clash.late.visit == visit), None):
            return found
    return None


def _floors(plan: Plan) -> dict[int, int]:
    return {visit: start for visit, (_, start) in plan.where().items()}


def _out_already(problem: Problem) -> Iterator[Use]:
    return (Use(None, one.day, one.starts, one.ends, frozenset([one.thing])) for one in problem.taken)


def _stops(plan: Plan) -> Iterator[tuple[int, Stop]]:
    return ((day.technician, stop) for day in plan.days for stop in day.stops)


def _changes(was: Was, technician: int, stop: Stop) -> bool:
    return was.get(stop.visit) != (technician, stop.start)


_Given = Sequence[tuple[Use, frozenset[int]]]


def _free(given: _Given, use: Use) -> list[int]:
    out = {thing for one, things in given if _meet(one, use) for thing in things}
    return sorted(use.things - out)


def _given(given: _Given, use: Use) -> int:
    return _free(given, use)[0]


def _holder(given: _Given, use: Use) -> Use:
    """Who has one of them; one that can still move rather than one that cannot."""
    meeting = [one for one, things in given if _meet(one, use) and things & use.things]
    return min(meeting, key=lambda one: one.visit is None)


def _meet(one: Use, other: Use) -> bool:
    return one.day == other.day and one.starts < other.ends and other.starts < one.ends


def _why(problem: Problem, clash: Clash, lang: Language) -> str:
    thing = problem.words.get(clash.late.code, clash.late.code)
    return say("{thing} est déjà pris à {hour}.", lang, thing=thing, hour=clock_hour(clash.first.starts))


def _without(problem: Problem, day: Day, gone: set[int | None]) -> Day:
    if gone.isdisjoint(day.route):
        return day
    stops = tuple(stop for stop in day.stops if stop.visit not in gone)
    return Day(day.technician, stops, *road_of(problem, day.technician, tuple(stop.visit for stop in stops)))
