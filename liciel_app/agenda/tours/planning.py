"""From a question to plans: each checked on its own before anybody sees it."""

import time
from collections.abc import Iterator
from dataclasses import dataclass

from liciel_app.agenda.tours import solver
from liciel_app.agenda.tours.checking import flaws
from liciel_app.agenda.tours.plan import Plan, planned
from liciel_app.agenda.tours.problem import Problem, Tours
from liciel_app.agenda.tours.search import Clock, search


@dataclass(frozen=True, slots=True)
class Progress:
    """A plan better than those before it; `share` of the time spent when it came."""

    plan: Plan
    share: float


def plans(problem: Problem, seconds: float, clock: Clock = time.monotonic) -> Iterator[Progress]:
    """The first plan at once, then each better one. A plan with a flaw is never shown: it is logged as a bug."""
    if not problem.technicians or not problem.visits:
        yield Progress(_nobody_moves(problem), 1)
        return
    shown = False
    solver.load()
    for found in search(problem, seconds, clock):
        plan = planned(problem, found.tours)
        if wrong := flaws(problem, plan):
            _report(wrong)
            continue
        shown = True
        yield Progress(plan, found.share)
    if not shown:
        yield Progress(_nobody_moves(problem), 1)


def plan(problem: Problem, seconds: float) -> Plan:
    """The best plan found in that time."""
    *_, last = plans(problem, seconds)
    return last.plan


def _nobody_moves(problem: Problem) -> Plan:
    return planned(problem, Tours(tuple(() for _ in problem.technicians)))


def _report(wrong: list[str]) -> None:
    import structlog

    structlog.get_logger().error("tours.flawed", flaws=wrong[:5])
