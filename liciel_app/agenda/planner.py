"""The engines at work for this office: facts read first, then the roads, then the answer; nothing is written.

Facts are read in a transaction of their own, by the bridge or the door; asking the road and thinking come after it.
"""

from collections.abc import AsyncGenerator
from datetime import datetime
from math import isfinite
from typing import Any

from anyio import to_thread

from liciel_app.agenda.roads import travelling
from liciel_app.agenda.slots.engine import propose, starting_at
from liciel_app.agenda.slots.facts import Answer, Question, Slot
from liciel_app.agenda.tours import crew
from liciel_app.agenda.travel import Floats, StraightLines
from liciel_app.core.language import Language


def best_slots(question: Question, lang: Language = "fr") -> Answer:
    """Best first, with why, and why the others are not proposed. Within 5 s, on estimates when no road is known."""
    return propose(question, travelling(), lang)


def replacements(question: Question, start: datetime, lang: Language = "fr", most: int = 3) -> list[Slot]:
    """Who could take the visit over: at the same hour first, else the best slot of each other person."""
    travels = travelling()
    found = list(starting_at(question, start, travels, lang))
    others = propose(question, travels, lang).slots
    taken = {slot.technician for slot in found}
    for slot in others:
        if slot.technician not in taken:
            found.append(slot)
            taken.add(slot.technician)
    return [*found, *(slot for slot in others if slot not in found)][:most]


async def optimise(day: dict[str, Any]) -> AsyncGenerator[dict[str, Any], None]:
    """Better and better tours for a `queries.tour_day`; the first within a second, the last is the best.

    Each holds `share` of the time, `before` and `after` in km and minutes, and `moves` with why.
    """
    async for answer in crew.follow("plan", await to_thread.run_sync(_with_roads, day)):
        yield answer


async def repair(day: dict[str, Any], event: dict[str, Any]) -> list[dict[str, Any]]:
    """Up to three repairs of that day, with moves and messages. `event`: `{"visit", "start" or None, "now"}`."""
    asked = await to_thread.run_sync(_with_roads, day | {"event": event})
    return [repair async for answer in crew.follow("repair", asked) for repair in answer["repairs"]]


def _with_roads(day: dict[str, Any]) -> dict[str, Any]:
    """The day with its table of distances, where a service measures them; else the worker draws straight lines."""
    road = travelling()
    if isinstance(road, StraightLines) or not day["technicians"]:
        return day
    starts = [one["start"] for one in day["technicians"]]
    ends = [one["end"] or one["start"] for one in day["technicians"]]
    visits = [one | {"located": one["at"] is not None} for one in day["visits"]]
    places = [*starts, *ends, *(one["at"] or starts[0] for one in visits)]
    table = road.table([(place[0], place[1]) for place in places])
    matrix = {"minutes": _rows(table.minutes), "km": _rows(table.km), "estimated": table.estimated}
    return day | {"visits": visits, "matrix": matrix}


def _rows(values: Floats) -> list[list[float | None]]:
    """No road is told as None: JSON knows no infinity."""
    return [[value if isfinite(value) else None for value in row] for row in values.tolist()]
