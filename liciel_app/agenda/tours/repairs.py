"""When a visit slips or is cancelled: three ways to mend the day, the least disturbing first."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from liciel_app.agenda.tours import explaining, sharing, timing
from liciel_app.agenda.tours.checking import flaws
from liciel_app.agenda.tours.explaining import Move
from liciel_app.agenda.tours.mending import Candidate, Event, candidates
from liciel_app.agenda.tours.messages import Call, calls
from liciel_app.agenda.tours.plan import Day, Plan, day_of
from liciel_app.agenda.tours.problem import DAY, Problem, Visit
from liciel_app.core.language import Language

MOST: Final = 3


@dataclass(frozen=True, slots=True)
class Repair:
    """`moved`: visits whose hour or technician changes, the one it all comes from left aside."""

    kind: str
    title: str
    plan: Plan
    moves: tuple[Move, ...]
    calls: tuple[Call, ...]
    moved: int
    added_km: float
    added_minutes: float


def repairs(problem: Problem, plan: Plan, event: Event, lang: Language = "fr") -> list[Repair]:
    """Up to three plans that hold, one of a kind: visits lost count first, then visits moved, then the road.

    No visit but the one that slips leaves its windows, and nothing begins before `event.now`.
    """
    after = _as_it_stands(problem, plan, event)
    best: dict[str, tuple[tuple[float, ...], Candidate, Plan]] = {}
    for candidate in candidates(after, plan, event, lang):
        mended = _with_hours(after, plan, candidate, event)
        if mended is None or sharing.clashes(after, mended, plan.where()):
            continue
        weight = _disturbance(plan, mended, event)
        if candidate.kind not in best or weight < best[candidate.kind][0]:
            best[candidate.kind] = (weight, candidate, mended)
    ranked = sorted(best.values(), key=lambda found: found[0])
    whole = [(candidate, mended) for _, candidate, mended in ranked if not flaws(after, mended)]
    return [_repair(after, plan, mended, candidate, event, lang) for candidate, mended in whole[:MOST]]


def _as_it_stands(problem: Problem, plan: Plan, event: Event) -> Problem:
    """The same day seen from now: what has begun is pinned, the rest begins later than now."""
    visits = [_later(visit, event.now) for visit in problem.visits]
    for visit, (technician, start) in plan.where().items():
        if start < event.now:
            visits[visit] = replace(problem.visits[visit], fixed=(technician, start))
    slipped = problem.visits[event.visit]
    if event.start is None:
        visits[event.visit] = replace(slipped, located=False, fixed=None)
    else:
        visits[event.visit] = replace(slipped, windows=((event.start, DAY),), fixed=None)
    return replace(problem, visits=tuple(visits))


def _later(visit: Visit, now: int) -> Visit:
    if visit.fixed or not now:
        return visit
    left = tuple((max(opens, now), closes) for opens, closes in visit.starts if closes >= now)
    return replace(visit, windows=left) if left else visit


def _with_hours(problem: Problem, plan: Plan, candidate: Candidate, event: Event) -> Plan | None:
    """The hours of a candidate: what need not move keeps its own. None when a tour of it cannot be done."""
    told = {} if candidate.sooner else {visit: start for visit, (_, start) in plan.where().items()}
    told.pop(event.visit, None)
    days: list[Day] = []
    for day, route in zip(plan.days, candidate.tours.routes, strict=True):
        if route == day.route and event.visit not in route and not candidate.sooner:
            days.append(day)
        elif not timing.feasible(problem, day.technician, route):
            return None
        else:
            days.append(day_of(problem, day.technician, route, told))
    return Plan(tuple(days), tuple(candidate.tours.unplanned(problem)))


def _disturbance(plan: Plan, mended: Plan, event: Event) -> tuple[float, ...]:
    was, now = plan.where(), mended.where()
    expected = set(was) - ({event.visit} if event.start is None else set[int]())
    lost = len(expected - set(now))
    moved = _moved(was, now, event)
    handed = sum(1 for visit in expected & set(now) if was[visit][0] != now[visit][0])
    return lost, moved, handed, mended.minutes - plan.minutes


def _moved(was: Mapping[int, tuple[int, int]], now: Mapping[int, tuple[int, int]], event: Event) -> int:
    return sum(1 for visit in was if visit != event.visit and was[visit] != now.get(visit))


def _repair(problem: Problem, plan: Plan, mended: Plan, candidate: Candidate, event: Event, lang: Language) -> Repair:
    cancelled = event.start is None
    moves = explaining.moves(problem, plan, mended, lang)
    told = [move for move in moves if not (cancelled and move.visit == event.visit)]
    return Repair(
        kind=candidate.kind,
        title=candidate.title,
        plan=mended,
        moves=tuple(told),
        calls=tuple(calls(problem, plan, mended, told, lang)),
        moved=_moved(plan.where(), mended.where(), event),
        added_km=mended.km - plan.km,
        added_minutes=mended.minutes - plan.minutes,
    )
