"""The instruments of the office that nobody keeps: as many visits at once as there are of them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from liciel_app.agenda.tours.explaining import clock_hour
from liciel_app.agenda.tours.plan import Day, Plan, Stop, road_of
from liciel_app.agenda.tours.problem import Problem
from liciel_app.core.language import Language, say


class _Use(NamedTuple):
    day: str
    code: str
    starts: int
    ends: int


def shared(problem: Problem, before: Plan, after: Plan, lang: Language = "fr") -> Plan:
    """The plan less the visits for which all that serves them is out already; what does not change comes first."""
    was = before.where()
    refused: dict[int, str] = {}
    uses: list[_Use] = []
    for technician, stop in sorted(_stops(after), key=lambda one: (_changes(was, *one), one[1].start)):
        wanted = list(_uses(problem, technician, stop))
        out = next((use for use in wanted if _out(problem, uses, use)), None)
        if out is None:
            uses += wanted
        elif _changes(was, technician, stop):
            refused[stop.visit] = _why(problem, out, lang)
    days = tuple(_without(problem, day, refused) for day in after.days)
    return replace(after, days=days, unplanned=(*after.unplanned, *refused), refused=refused)


def _stops(plan: Plan) -> Iterator[tuple[int, Stop]]:
    return ((day.technician, stop) for day in plan.days for stop in day.stops)


def _changes(was: Mapping[int, tuple[int, int]], technician: int, stop: Stop) -> bool:
    return was.get(stop.visit) != (technician, stop.start)


def _uses(problem: Problem, technician: int, stop: Stop) -> Iterator[_Use]:
    """Who has one of his own leaves the office's where it is."""
    one, visit = problem.technicians[technician], problem.visits[stop.visit]
    for code in sorted(visit.instruments - one.own):
        yield _Use(one.day, code, stop.start, stop.start + visit.length)


def _out(problem: Problem, uses: Iterable[_Use], wanted: _Use) -> bool:
    meeting = sum(
        use.day == wanted.day and use.code == wanted.code and use.starts < wanted.ends and wanted.starts < use.ends
        for use in uses
    )
    return wanted.code in problem.shared and meeting >= problem.shared[wanted.code]


def _why(problem: Problem, use: _Use, lang: Language) -> str:
    thing = problem.words.get(use.code, use.code)
    return say("{thing} est déjà pris à {hour}.", lang, thing=thing, hour=clock_hour(use.starts))


def _without(problem: Problem, day: Day, refused: Mapping[int, str]) -> Day:
    if refused.keys().isdisjoint(day.route):
        return day
    stops = tuple(stop for stop in day.stops if stop.visit not in refused)
    return Day(day.technician, stops, *road_of(problem, day.technician, tuple(stop.visit for stop in stops)))
