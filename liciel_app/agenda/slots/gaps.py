"""The places in each day where a visit may be inserted: between two stops, from home or to home."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from math import inf
from operator import itemgetter

import numpy as np

from liciel_app.agenda.slots.facts import Busy, Drawn, Gap, Question, Seconds, Sheet, Stop, Technician, Visit
from liciel_app.agenda.slots.horizon import Calendar
from liciel_app.agenda.travel import Floats, Point

_Taken = tuple[float, float, Busy]
_begin = itemgetter(0, 1)


def valid_until(technician: Technician, visit: Visit) -> date | None:
    """The last day he and what he takes along are good for it (date.max: no known end); None when one is missing."""
    if not (visit.skills <= technician.skills.keys() and visit.instruments <= technician.instruments.keys()):
        return None
    lasts = [technician.skills[code] for code in visit.skills]
    lasts += [technician.instruments[code] for code in visit.instruments]
    lasts += technician.kit.values()
    return min((last or date.max for last in [*lasts, technician.insured_until]), default=date.max)


def days_worked(technician: Technician, closed: Collection[date], calendar: Calendar) -> list[date]:
    """The days of the horizon on which he has hours, his leave and public holidays left out."""
    return [
        day
        for day in calendar.dates
        if technician.week[day.weekday()] and day not in technician.days_off and day not in closed
    ]


def draw(people: Iterable[Technician], closed: Collection[date], free: float, calendar: Calendar) -> Drawn:
    """Everybody's sheet, for all the questions over these days."""
    homes = ((one, one.home) for one in people if one.home is not None)
    return Drawn(calendar, {one.id: sheet_of(one, home, closed, free, calendar) for one, home in homes})


def sheet_of(technician: Technician, home: Point, closed: Collection[date], free: float, calendar: Calendar) -> Sheet:
    """Every insertion on the days he works; `free`: the seconds left around what he already has, the road besides."""
    wanted = set(days_worked(technician, closed, calendar))
    busy = _by_day(technician, calendar, free)
    return _sheet(
        gap
        for place, day in enumerate(calendar.dates)
        if day in wanted
        for gap in _gaps(technician, home, day, calendar, sorted(busy.get(place, ()), key=_begin))
    )


def for_visit(sheet: Sheet, technician: Technician, question: Question) -> Sheet:
    """What is left of it for that visit: the days he is certified on, less the times its instruments are elsewhere."""
    last = valid_until(technician, question.visit)
    if last is None:
        return _sheet(())
    if not question.taken and (not sheet.gaps or sheet.gaps[-1].day <= last):
        return sheet
    taken = [(start.timestamp(), end.timestamp()) for start, end in question.taken]
    return _sheet(left for gap in sheet.gaps if gap.day <= last if (left := _less_taken(gap, taken)).opens)


def _gaps(technician: Technician, home: Point, day: date, calendar: Calendar, busy: Sequence[_Taken]) -> Iterator[Gap]:
    opens = [(calendar.at(day, start), calendar.at(day, end)) for start, end in technician.week[day.weekday()]]
    for before, after in pairwise(_stops(technician, home, day, calendar, busy)):
        fitting = _fitting(opens, before, after)
        if fitting and after.begins > before.ends:
            yield Gap(day, before, after, fitting)


def _fitting(opens: Sequence[Seconds], before: Stop, after: Stop) -> tuple[Seconds, ...]:
    return tuple(span for span in opens if span[0] < after.begins and span[1] > before.ends)


def _less_taken(gap: Gap, taken: Sequence[Seconds]) -> Gap:
    opens = list(gap.opens)
    for begins, ends in taken:
        opens = [piece for span in opens for piece in _less(span, begins, ends)]
    return gap._replace(opens=_fitting(opens, gap.before, gap.after))


def _sheet(gaps: Iterable[Gap]) -> Sheet:
    found = tuple(gaps)
    rows = [(place, *span) for place, gap in enumerate(found) for span in gap.opens]
    return Sheet(
        found,
        befores=_places([gap.before.at for gap in found]),
        afters=_places([gap.after.at for gap in found]),
        leaves=np.array([gap.before.ends for gap in found], float),
        arrives=np.array([gap.after.begins for gap in found], float),
        where=np.array([row[0] for row in rows], np.intp),
        opens=np.array([row[1] for row in rows], float),
        closes=np.array([row[2] for row in rows], float),
    )


def _places(points: Sequence[Point]) -> Floats:
    return np.array(points, float).reshape(-1, 2)


def _by_day(technician: Technician, calendar: Calendar, free: float) -> dict[int, list[_Taken]]:
    """What takes him, by the place of the day in the horizon, with the time left free around it."""
    found: dict[int, list[_Taken]] = {}
    for one in technician.busy:
        begins, ends = one.start.timestamp(), one.end.timestamp()
        last = bisect_left(calendar.midnights, ends) - 1
        for place in range(max(bisect_right(calendar.midnights, begins) - 1, 0), min(last + 1, len(calendar.dates))):
            found.setdefault(place, []).append((begins - free, ends + free, one))
    return found


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
