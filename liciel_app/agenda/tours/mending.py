"""The ways a day may be mended, each a set of tours: which of them hold, and disturb least, is weighed elsewhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from liciel_app.agenda.tours.plan import Plan
from liciel_app.agenda.tours.problem import Problem, Route, Tours
from liciel_app.agenda.tours.solver import Effort, solve
from liciel_app.core.language import Language, say

_AGAIN: Final = Effort(2, 0.4)
"""Solving the whole day again; the other ways take a few milliseconds."""


@dataclass(frozen=True, slots=True)
class Event:
    """What happened. `start`: the second from which the visit can begin now; None when it is cancelled.

    `now`: visits begun before it are past and stay as they were.
    """

    visit: int
    start: int | None
    now: int = 0


@dataclass(frozen=True, slots=True)
class Candidate:
    """`kind`: only the least disturbing of a kind is kept. `sooner`: visits need not wait for their old hour."""

    kind: str
    title: str
    tours: Tours
    sooner: bool = False


def candidates(problem: Problem, plan: Plan, event: Event, lang: Language) -> Iterator[Candidate]:
    routes = tuple(day.route for day in plan.days)
    holder = next((one for one, route in enumerate(routes) if event.visit in route), None)
    if event.start is None:
        yield from _cancelled(problem, routes, event.visit, holder, lang)
    else:
        yield from _slipped(problem, routes, event.visit, holder, lang)
    yield _again(problem, lang)


def _slipped(
    problem: Problem, routes: tuple[Route, ...], visit: int, holder: int | None, lang: Language
) -> Iterator[Candidate]:
    title = problem.visits[visit].title
    without = _without(routes, visit)
    yield Candidate("postpone", say("Reporter {visit} à un autre jour", lang, visit=title), Tours(without))
    for technician, tours in _insertions(problem, without, visit):
        name = problem.technicians[technician].name
        if tours.routes == routes:
            yield Candidate("shift", say("Garder l’ordre et décaler la suite chez {name}", lang, name=name), tours)
        elif technician == holder:
            yield Candidate(
                "later", say("Passer {visit} à un autre moment chez {name}", lang, visit=title, name=name), tours
            )
        else:
            yield Candidate("hand over", say("Confier {visit} à {name}", lang, visit=title, name=name), tours)
    if holder is not None:
        yield from _relieved(problem, routes, holder, visit, lang)


def _relieved(
    problem: Problem, routes: tuple[Route, ...], holder: int, visit: int, lang: Language
) -> Iterator[Candidate]:
    """Another visit of the one who is late goes to a colleague, or to another day."""
    for other in routes[holder]:
        if other == visit or problem.visits[other].fixed:
            continue
        title, without = problem.visits[other].title, _without(routes, other)
        yield Candidate("postpone other", say("Reporter {visit} à un autre jour", lang, visit=title), Tours(without))
        for technician, tours in _insertions(problem, without, other):
            if technician != holder:
                name = problem.technicians[technician].name
                yield Candidate("relieve", say("Confier {visit} à {name}", lang, visit=title, name=name), tours)


def _cancelled(
    problem: Problem, routes: tuple[Route, ...], visit: int, holder: int | None, lang: Language
) -> Iterator[Candidate]:
    without = _without(routes, visit)
    yield Candidate("keep", say("Garder les autres horaires", lang), Tours(without))
    if holder is None:
        return
    name = problem.technicians[holder].name
    yield Candidate("sooner", say("Avancer la suite chez {name}", lang, name=name), Tours(without), sooner=True)
    for other in range(len(problem.visits)):
        if other == visit or problem.visits[other].fixed or other in without[holder]:
            continue
        waiting = all(other not in route for route in routes)
        sentence = (
            say("Prendre {visit}, qui attendait, chez {name}", lang, visit=problem.visits[other].title, name=name)
            if waiting
            else say("Confier {visit} à {name}", lang, visit=problem.visits[other].title, name=name)
        )
        for technician, tours in _insertions(problem, _without(without, other), other):
            if technician == holder:
                yield Candidate("fill" if waiting else "take over", sentence, tours)


def _again(problem: Problem, lang: Language) -> Candidate:
    everybody = range(len(problem.technicians))
    placeable = [
        visit for visit in range(len(problem.visits)) if any(problem.may(technician, visit) for technician in everybody)
    ]
    routes = solve(problem, everybody, placeable, _AGAIN)
    tours = Tours(tuple(routes[technician] for technician in everybody))
    return Candidate("again", say("Optimiser de nouveau toute la journée", lang), tours)


def _without(routes: tuple[Route, ...], visit: int) -> tuple[Route, ...]:
    return tuple(tuple(other for other in route if other != visit) for route in routes)


def _insertions(problem: Problem, routes: tuple[Route, ...], visit: int) -> Iterator[tuple[int, Tours]]:
    """Every place of every tour that may hold the visit."""
    for technician, route in enumerate(routes):
        if problem.may(technician, visit):
            for place in range(len(route) + 1):
                wider = (*route[:place], visit, *route[place:])
                yield technician, Tours((*routes[:technician], wider, *routes[technician + 1 :]))
