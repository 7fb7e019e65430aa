"""The JSON of a proposal: the tours as they are and as they could be, what moves and why, or three repairs."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pydantic import Field

from liciel_app.agenda.reading import Asked, Hour, Name
from liciel_app.agenda.tours import asking, explaining, planning, sharing
from liciel_app.agenda.tours.asking import refused, seconds, written
from liciel_app.agenda.tours.mending import Event
from liciel_app.agenda.tours.plan import Day, Plan, Stop, day_of, road_of
from liciel_app.agenda.tours.problem import Problem
from liciel_app.agenda.tours.repairs import Repair, repairs
from liciel_app.agenda.tours.settling import settled
from liciel_app.core.language import Language


class PlannedVisit(Asked):
    id: Name
    start: Hour


class PlannedDay(Asked):
    technician: Name
    visits: list[PlannedVisit] = Field(default_factory=list[PlannedVisit])


class AskedEvent(Asked):
    """The visit that slips to `start`, or is cancelled (None)."""

    visit: Name
    start: Hour | None = None
    now: Hour | None = None


class Proposal(asking.Request):
    """`planned`: the tours as they stand, in the order of their hours. With an `event`, repairs are wanted."""

    planned: list[PlannedDay] = Field(default_factory=list[PlannedDay])
    event: AskedEvent | None = None
    language: Language = "fr"

    def plan(self, problem: Problem) -> Plan:
        """The tours as they stand, whether they hold or not. Raises Invalid for a name nobody knows."""
        technicians = {one.id: place for place, one in enumerate(problem.technicians)}
        visits = {one.id: place for place, one in enumerate(problem.visits)}
        stops: dict[int, list[Stop]] = {place: [] for place in technicians.values()}
        for day in self.planned:
            for one in day.visits:
                if day.technician not in technicians or one.id not in visits:
                    raise refused("planned", f"La tournée de {day.technician} porte un nom inconnu.")
                stops[technicians[day.technician]].append(Stop(visits[one.id], seconds(one.start)))
        held = {stop.visit for day in stops.values() for stop in day}
        return Plan(
            tuple(_day(problem, technician, day) for technician, day in stops.items()),
            tuple(visit for visit in visits.values() if visit not in held),
        )


def proposals(asked: Proposal) -> Iterator[dict[str, Any]]:
    """Better and better answers, each whole: `share` of the time spent, `before`, `after`, `moves`. Raises Invalid.

    Kilometres and minutes are those of the whole day, and by technician in the `routes` of both.
    """
    whole = asked.problem()
    before = asked.plan(whole)
    problem = sharing.standing(whole, before)
    for progress in planning.plans(problem, asked.seconds, before=before):
        after = _gentle(progress, before)
        after = replace(after, refused=sharing.reasons(problem, after, asked.language))
        yield {
            "share": round(progress.share, 3),
            "before": {
                "km": round(before.km, 2),
                "minutes": round(before.minutes, 2),
                "routes": [
                    {
                        "technician": problem.technicians[day.technician].id,
                        "km": round(day.km, 2),
                        "minutes": round(day.minutes, 2),
                    }
                    for day in before.days
                ],
            },
            "after": asking.told(problem, after, asked.language),
            "moves": _moves(problem, explaining.moves(problem, before, after, asked.language)),
        }


def mended(asked: Proposal) -> dict[str, Any]:
    """Up to three repairs, the least disturbing first. Raises Invalid for an event about an unknown visit."""
    whole = asked.problem()
    before = asked.plan(whole)
    problem = sharing.standing(whole, before)
    places = {one.id: place for place, one in enumerate(problem.visits)}
    if asked.event is None or asked.event.visit not in places:
        raise refused("event", "Cette visite n’est pas dans la journée.")
    start = None if asked.event.start is None else seconds(asked.event.start)
    now = 0 if asked.event.now is None else seconds(asked.event.now)
    event = Event(places[asked.event.visit], start, now)
    found = repairs(problem, before, event, asked.language)
    return {"repairs": [_repair(problem, repair, asked.language) for repair in found]}


def _gentle(progress: planning.Progress, before: Plan) -> Plan:
    """As few changes of hands and hours as the road allows, and no instrument in two places for it."""
    problem, found = progress.problem, progress.plan
    kept = settled(problem, before, found)
    ways = (_calm(problem, before, kept), kept, _calm(problem, before, found))
    return next((way for way in ways if not sharing.clashes(problem, way, before.where())), found)


def _calm(problem: Problem, before: Plan, after: Plan) -> Plan:
    """Who keeps his visits in their order keeps his hours too, as far as the road allows."""
    told = {visit: start for visit, (_, start) in before.where().items()}
    days = tuple(
        day_of(problem, now.technician, now.route, told) if now.route == was.route else now
        for was, now in zip(before.days, after.days, strict=True)
    )
    return Plan(days, after.unplanned)


def _day(problem: Problem, technician: int, stops: list[Stop]) -> Day:
    ordered = tuple(sorted(stops, key=lambda stop: stop.start))
    return Day(technician, ordered, *road_of(problem, technician, tuple(stop.visit for stop in ordered)))


def _repair(problem: Problem, repair: Repair, lang: Language) -> dict[str, Any]:
    return {
        "kind": repair.kind,
        "title": repair.title,
        "moved": repair.moved,
        "added_km": round(repair.added_km, 2),
        "added_minutes": round(repair.added_minutes, 2),
        "after": asking.told(problem, repair.plan, lang),
        "moves": _moves(problem, list(repair.moves)),
        "calls": [
            {
                "visit": None if call.visit is None else problem.visits[call.visit].id,
                "technician": None if call.technician is None else problem.technicians[call.technician].id,
                "text": call.text,
            }
            for call in repair.calls
        ],
    }


def _moves(problem: Problem, moves: list[explaining.Move]) -> list[dict[str, Any]]:
    return [
        {
            "id": problem.visits[move.visit].id,
            "before": _where(problem, move.before),
            "after": _where(problem, move.after),
            "why": move.why,
        }
        for move in moves
    ]


def _where(problem: Problem, held: tuple[int, int] | None) -> dict[str, Any] | None:
    return held and {"technician": problem.technicians[held[0]].id, "start": written(held[1])}
