"""The road of each day on the board: from home through the visits and back, and what a visit held in hand would add."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np

from liciel_app.agenda.queries.board import Board, Booked, Person, Point
from liciel_app.agenda.slots.engine import fits
from liciel_app.agenda.slots.facts import Question
from liciel_app.agenda.travel import Travels
from liciel_app.core import clock
from liciel_app.core.language import Language

Day = tuple[int, date]
"""A technician and a day."""


@dataclass(frozen=True, slots=True)
class Road:
    km: float = 0.0
    minutes: float = 0.0

    def __add__(self, other: "Road") -> "Road":
        return Road(self.km + other.km, self.minutes + other.minutes)

    def __sub__(self, other: "Road") -> "Road":
        return Road(self.km - other.km, self.minutes - other.minutes)


@dataclass(frozen=True, slots=True)
class Leg:
    """One way. `missing`: the minutes of road for which the day leaves no time."""

    technician: int
    starts: datetime
    ends: datetime
    road: Road
    missing: int


@dataclass(frozen=True, slots=True)
class Roads:
    legs: tuple[Leg, ...]
    days: Mapping[Day, Road]
    estimated: bool

    def over(self, days: Iterable[Day]) -> Road:
        return sum((self.days.get(day, Road()) for day in days), Road())


@dataclass(frozen=True, slots=True)
class _Way:
    technician: int
    here: Point
    there: Point
    leaves: datetime
    arrives: datetime | None


def roads(board: Board, travels: Travels) -> Roads:
    """What happens nowhere known happens where the technician then is."""
    ways = [way for person in board.people for day in board.days for way in _ways(person, _visits(board, person, day))]
    if not ways:
        return Roads((), {}, travels.estimated)
    km, minutes = travels.legs(np.asarray([way.here for way in ways]), np.asarray([way.there for way in ways]))
    legs = tuple(_leg(way, Road(float(far), float(long))) for way, far, long in zip(ways, km, minutes, strict=True))
    days: defaultdict[Day, Road] = defaultdict(Road)
    for leg in legs:
        days[leg.technician, leg.starts.date()] += leg.road
    return Roads(legs, dict(days), travels.estimated)


def gaps(question: Question, travels: Travels, own: Road, lang: Language) -> dict[str, list[list[Any]]]:
    """By technician, where the visit fits: `[start, end, words, minutes]`, less the road it costs where it is now."""
    found: defaultdict[str, list[list[Any]]] = defaultdict(list)
    length = question.visit.minutes * 60
    for fit in fits(question, travels):
        technician = question.technicians[fit.technician].id
        added = Road(fit.km, fit.minutes) - own
        span = [_wall(fit.earliest, question), _wall(fit.latest + length, question)]
        found[str(technician)].append([*span, added_words(added, lang), round(fit.minutes, 1)])
    return dict(found)


def best_of(rows: Sequence[Sequence[Any]], day: str) -> str:
    """The start that adds least road on that day (ISO), as `gaps` found it; empty when nothing fits."""
    those = [row for row in rows if str(row[0]).startswith(day)]
    return str(min(those, key=lambda row: row[3])[0]) if those else ""


def added_words(road: Road, lang: Language = "fr") -> str:
    """« +4,2 km · +7 min », « −3,1 km · −5 min »"""
    km, minutes = f"{abs(road.km):.1f}", str(abs(round(road.minutes)))
    return f"{_signed(km, road.km, lang)} km · {_signed(minutes, road.minutes, lang)} min"


def _signed(text: str, value: float, lang: Language) -> str:
    sign = "\u2212" if value < 0 and text.strip("0.") else "+"
    return sign + (text if lang == "en" else text.replace(".", ","))


def _visits(board: Board, person: Person, day: date) -> list[Booked]:
    """The day of somebody in order of time, leave left out."""
    return [one for one in board.booked if person.row.id in one.taking and one.starts.date() == day and not one.off]


def _ways(person: Person, visits: Sequence[Booked]) -> Iterator[_Way]:
    here, free = person.home, datetime.min.replace(tzinfo=UTC)
    for visit in visits:
        if visit.at is not None and here is not None:
            yield _Way(person.row.id, here, visit.at, free, visit.starts)
        here, free = visit.at or here, visit.ends
    end = person.end or person.home
    if visits and here is not None and end is not None:
        yield _Way(person.row.id, here, end, free, None)


def _leg(way: _Way, road: Road) -> Leg:
    """He arrives just in time; without a visit to come he goes home at once."""
    long = timedelta(minutes=round(road.minutes) if road.minutes < float("inf") else 0)
    if way.arrives is None:
        return Leg(way.technician, way.leaves, way.leaves + long, road, 0)
    starts = max(way.arrives - long, way.leaves)
    missing = int((long - (way.arrives - starts)).total_seconds()) // 60
    return Leg(way.technician, min(starts, way.arrives), way.arrives, road, max(missing, 0))


def _wall(seconds: float, question: Question) -> str:
    """On the office's clock, rounded to the minute that is still inside."""
    return clock.local(datetime.fromtimestamp(seconds, question.zone)).replace(tzinfo=None, microsecond=0).isoformat()
