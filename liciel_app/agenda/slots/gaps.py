"""The places in each day where a visit may be inserted: between two stops, from home or to home."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from math import inf
from operator import itemgetter
from typing import NamedTuple

from liciel_app.agenda.slots.facts import Busy, Question, Technician, Visit
from liciel_app.agenda.slots.horizon import Calendar
from liciel_app.agenda.travel import Point

Seconds = tuple[float, float]
_Taken = tuple[float, float, Busy]
_begin = itemgetter(0, 1)


class Stop(NamedTuple):
    """Where the technician is from one second to another; `busy` is None at home."""

    at: Point
    begins: float
    ends: float
    busy: Busy | None


class Gap(NamedTuple):
    """`opens`: the times between the two stops in which the visit must lie wholly."""

    technician: int
    before: Stop
    after: Stop
    opens: tuple[Seconds, ...]


def valid_until(technician: Technician, visit: Visit) -> date | None:
    """The last day he and what he takes along are good for it (date.max: no known end); None when one is missing."""
    if not (visit.skills <= technician.skills.keys() and visit.instruments <= technician.instruments.keys()):
        return None
    lasts = [technician.skills[code] for code in visit.skills]
    lasts += [technician.instruments[code] for code in visit.instruments]
    lasts += technician.kit.values()
    return min((last or date.max for last in [*lasts, technician.insured_until]), default=date.max)


def days_worked(technician: Technician, question: Question, calendar: Calendar) -> list[date]:
    """The days of the horizon on which he has hours, his leave and public holidays left out."""
    return [
        day
        for day in calendar.dates
        if technician.week[day.weekday()] and day not in technician.days_off and day not in question.closed
    ]


def gaps_of(index: int, technician: Technician, home: Point, question: Question, calendar: Calendar) -> Iterator[Gap]:
    """Every insertion for one technician, on the days he works and is certified."""
    last = valid_until(technician, question.visit)
    wanted = {day for day in days_worked(technician, question, calendar) if last is not None and day <= last}
    taken = [(start.timestamp(), end.timestamp()) for start, end in question.taken]
    busy = _by_day(technician, calendar, question.buffer.total_seconds())
    for place, day in enumerate(calendar.dates):
        if day not in wanted:
            continue
        opens = _opens(technician, day, calendar, taken)
        for before, after in pairwise(_stops(technician, home, day, calendar, sorted(busy.get(place, ()), key=_begin))):
            fitting = tuple(span for span in opens if span[0] < after.begins and span[1] > before.ends)
            if fitting and after.begins > before.ends:
                yield Gap(index, before, after, fitting)


def _by_day(technician: Technician, calendar: Calendar, free: float) -> dict[int, list[_Taken]]:
    """What takes him, by the place of the day in the horizon, with the time left free around it."""
    found: dict[int, list[_Taken]] = {}
    for one in technician.busy:
        begins, ends = one.start.timestamp(), one.end.timestamp()
        last = bisect_left(calendar.midnights, ends) - 1
        for place in range(max(bisect_right(calendar.midnights, begins) - 1, 0), min(last + 1, len(calendar.dates))):
            found.setdefault(place, []).append((begins - free, ends + free, one))
    return found


def _opens(technician: Technician, day: date, calendar: Calendar, taken: Sequence[Seconds]) -> list[Seconds]:
    """The hours of that day, less the times in which an instrument is with somebody else."""
    opens = [(calendar.at(day, start), calendar.at(day, end)) for start, end in technician.week[day.weekday()]]
    for begins, ends in taken:
        opens = [piece for span in opens for piece in _less(span, begins, ends)]
    return opens


def _less(span: Seconds, begins: float, ends: float) -> list[Seconds]:
    if ends <= span[0] or begins >= span[1]:
        return [span]
    return [(start, end) for start, end in ((span[0], begins), (ends, span[1])) if start < end]


def _stops(
    technician: Technician, home: Point, day: date, calendar: Calendar, busy: Sequence[_Taken]
) -> Iterator[Stop]:
    """Home, what is in the day in order of time, home again. What lies within something longer is left out."""
    leave = technician.leave_home or technician.week[day.weekday()][0][0]
    back = calendar.at(day, technician.back_home) if technician.back_home else inf
    stop = Stop(home, -inf, calendar.at(day, leave), None)
    yield stop
    for begins, ends, one in busy:
        if stop.busy is None or ends > stop.ends:
            stop = Stop(one.at or stop.at, begins, ends, one)
            yield stop
    yield Stop(technician.end or home, back, inf, None)
