"""From a question to plans: each checked on its own before anybody sees it."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from liciel_app.agenda.tours import narrowing, sharing, solver
from liciel_app.agenda.tours.checking import flaws
from liciel_app.agenda.tours.plan import Plan, planned
from liciel_app.agenda.tours.problem import Problem, Tours
from liciel_app.agenda.tours.search import Clock, search
from liciel_app.core.language import Language

_ROUNDS: Final = 40
"""Times the question is made narrower; after that, what clashes is left out."""
_LEAST: Final = 0.1
_SEARCHING: Final = 0.95
"""Of the time given: the last search ends a little late, and what it found is checked and written down."""


@dataclass(frozen=True, slots=True)
class Progress:
    """A plan better than those before it; `share` of the time spent when it came.

    `problem`: the question it answers, with the instruments two visits would have taken at once put in turn.
    """

    plan: Plan
    share: float
    problem: Problem


def plans(
    problem: Problem, seconds: float, clock: Clock = time.monotonic, before: Plan | None = None
) -> Iterator[Progress]:
    """The first plan at once, then each better one. A plan with a flaw is never shown: it is logged as a bug."""
    if not problem.technicians or not problem.visits:
        yield _nobody_moves(problem)
        return
    shown: Progress | None = None
    solver.load()
    for found in _sound(problem, seconds, clock, before.where() if before else {}):
        if wrong := flaws(found.problem, found.plan):
            _report(wrong)
        elif shown is None or _weight(found) < _weight(shown):
            shown = found
            yield found
    if shown is None:
        yield _nobody_moves(problem)


def plan(problem: Problem, seconds: float, lang: Language = "fr") -> Plan:
    """The best plan found in that time."""
    *_, last = plans(problem, seconds)
    return replace(last.plan, refused=sharing.reasons(problem, last.plan, lang))


def _sound(problem: Problem, seconds: float, clock: Clock, was: sharing.Was) -> Iterator[Progress]:
    """Plans in which no instrument is in two places; where one would be, the search begins again.

    The first is shown all the same, without what clashes: nobody waits for the best one.
    """
    ends, found = clock() + seconds * _SEARCHING, list[sharing.Clash]()
    for rounds in range(_ROUNDS + 1):
        left = max(ends - clock(), _LEAST)
        for better in search(problem, left, clock):
            made = planned(problem, better.tours)
            found = sharing.clashes(problem, made, was)
            if not found or rounds in (0, _ROUNDS):
                share = max(1 - (1 - better.share) * left / seconds, 0)
                yield _whole(problem, sharing.less(problem, made, was) if found else made, share, was)
            if found and rounds < _ROUNDS:
                break
        else:
            return
        problem = narrowing.narrower(problem, found, was)


def _whole(problem: Problem, made: Plan, share: float, was: sharing.Was) -> Progress:
    freer, more = narrowing.completed(problem, made, was)
    return Progress(more, share, freer)


def _weight(found: Progress) -> tuple[int, float]:
    return len(found.plan.unplanned), found.plan.minutes


def _nobody_moves(problem: Problem) -> Progress:
    return Progress(planned(problem, Tours(tuple(() for _ in problem.technicians))), 1, problem)


def _report(wrong: list[str]) -> None:
    import structlog

    structlog.get_logger().error("tours.flawed", flaws=wrong[:5])
