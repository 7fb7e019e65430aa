"""Every feasible insertion evaluated exactly, in one sweep of numpy, and ranked by the road it adds."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import chain, groupby, islice
from math import ceil
from operator import attrgetter, itemgetter
from typing import Final, NamedTuple

import numpy as np

from liciel_app.agenda.slots import reasons
from liciel_app.agenda.slots.facts import Answer, Drawn, Gap, Name, Question, Refusal, Sheet, Slot, Technician
from liciel_app.agenda.slots.gaps import for_visit, sheet_of
from liciel_app.agenda.slots.horizon import Calendar, days
from liciel_app.agenda.travel import Floats, Numbers, Travels
from liciel_app.core.language import Language

_MINUTE: Final = 60
_SLACK: Final = 1e-6
"""Seconds forgiven to floating point where an insertion fits to the second."""


class Fit(NamedTuple):
    """A gap the visit fits in: earliest and latest start (seconds) within one interval of hours, and the road added.

    `technician`: his place among those of the question.
    """

    technician: int
    gap: Gap
    earliest: float
    latest: float
    km: float
    minutes: float


class _Swept(NamedTuple):
    """`technicians`, `km`, `minutes`: by gap. `where` (which gap), `earliest`, `latest`: by open time it fits in."""

    gaps: list[Gap]
    technicians: Numbers
    km: Floats
    minutes: Floats
    where: Numbers
    earliest: Floats
    latest: Floats

    def fit(self, row: int) -> Fit:
        place = int(self.where[row])
        return Fit(
            int(self.technicians[place]),
            self.gaps[place],
            float(self.earliest[row]),
            float(self.latest[row]),
            float(self.km[place]),
            float(self.minutes[place]),
        )


def propose(question: Question, travels: Travels, lang: Language = "fr") -> Answer:
    """A visit lies wholly within one interval of hours, leaves time for the road on both sides, and from home.

    A start is rounded up to the minute, or to the second where the gap leaves less than that.
    """
    drawn = question.drawn or _horizon(question)
    unfit = _unfit(question, lang)
    swept = _sweep(question, drawn, unfit, travels)
    chosen = list(islice(_ranked(swept, question), question.first))
    slots = tuple(_slot(start, fit, question, drawn.calendar, travels, lang) for start, fit in chosen)
    served = set(swept.technicians[swept.where].tolist())
    refused = (
        Refusal(one.id, one.name, unfit.get(index) or reasons.full(one, question, drawn.calendar, lang))
        for index, one in enumerate(question.technicians)
        if index not in served
    )
    return Answer(slots, tuple(refused), len(swept.gaps))


def fits(question: Question, travels: Travels) -> list[Fit]:
    """Every gap the visit fits in, in no order, for whoever may do it; `propose` without choosing."""
    swept = _sweep(question, question.drawn or _horizon(question), _unfit(question, "fr"), travels)
    return [swept.fit(row) for row in range(len(swept.where))]


def possible(question: Question, technician: Name, start: datetime, travels: Travels) -> bool:
    """Whether that technician could begin the visit exactly then, by the same rules."""
    wanted = replace(question, technicians=tuple(one for one in question.technicians if one.id == technician))
    return bool(starting_at(wanted, start, travels))


def starting_at(question: Question, start: datetime, travels: Travels, lang: Language = "fr") -> tuple[Slot, ...]:
    """Whoever could begin the visit exactly then, the least road first."""
    drawn, begins = question.drawn or _horizon(question), start.timestamp()
    swept = _sweep(question, drawn, _unfit(question, lang), travels)
    rows = np.flatnonzero((swept.earliest - _SLACK <= begins) & (begins <= swept.latest + _SLACK))
    found = [swept.fit(row) for row in rows.tolist()]
    found.sort(key=lambda fit: (round(fit.minutes, 6), round(fit.km, 6), fit.technician))
    return tuple(_slot(begins, fit, question, drawn.calendar, travels, lang) for fit in found)


def _horizon(question: Question) -> Drawn:
    """The days asked for, with nobody's sheet drawn yet."""
    today = question.now.astimezone(question.zone).date()
    return Drawn(Calendar(days(today, question.working_days, question.closed), question.zone))


def _unfit(question: Question, lang: Language) -> dict[int, str]:
    return {index: why for index, one in enumerate(question.technicians) if (why := reasons.unfit(one, question, lang))}


def _sheets(question: Question, drawn: Drawn, unfit: dict[int, str]) -> Iterator[tuple[int, Sheet]]:
    """By place in the question: whoever may do it, on the days and in the times it may be done."""
    for index, technician in enumerate(question.technicians):
        sheet = None if index in unfit else _sheet(technician, question, drawn)
        if sheet is not None:
            yield index, for_visit(sheet, technician, question)


def _sheet(technician: Technician, question: Question, drawn: Drawn) -> Sheet | None:
    known = drawn.sheets.get(technician.id)
    if known is not None or technician.home is None:
        return known
    return sheet_of(technician, technician.home, question.closed, question.buffer.total_seconds(), drawn.calendar)


def _sweep(question: Question, drawn: Drawn, unfit: dict[int, str], travels: Travels) -> _Swept:
    """Every insertion at once; the open times the visit does not fit in are left out."""
    found = list(_sheets(question, drawn, unfit))
    gaps = list(chain.from_iterable(sheet.gaps for _, sheet in found))
    if not gaps:
        return _NOTHING
    sizes = [len(sheet.gaps) for _, sheet in found]
    firsts = np.cumsum([0, *sizes[:-1]])
    befores, afters, leaves, arrives, opens, closes = (
        np.concatenate([getattr(sheet, part) for _, sheet in found]) for part in _COLUMNS
    )
    where = np.concatenate([sheet.where + first for first, (_, sheet) in zip(firsts, found, strict=True)])
    visit = np.broadcast_to(np.asarray(question.visit.at, float), befores.shape)
    there, back, without = travels.legs(befores, visit), travels.legs(visit, afters), travels.legs(befores, afters)
    km, minutes = (there[part] + back[part] - without[part] for part in (0, 1))
    notice = (question.now + question.notice).timestamp()
    earliest = np.maximum(np.maximum(opens, (leaves + there[1] * _MINUTE)[where]), notice)
    latest = np.minimum(closes, (arrives - back[1] * _MINUTE)[where]) - question.visit.minutes * _MINUTE
    fit = earliest <= latest + _SLACK
    technicians = np.repeat(np.array([index for index, _ in found], np.intp), sizes)
    return _Swept(gaps, technicians, km, minutes, where[fit], earliest[fit], latest[fit])


def _ranked(swept: _Swept, question: Question) -> Iterator[tuple[float, Fit]]:
    """Least road first, then earliest; no more than `per_gap` starts of one gap."""
    minutes, km = (np.round(road, 6)[swept.where] for road in (swept.minutes, swept.km))
    order = np.lexsort((swept.where, km, minutes))
    rows = zip(minutes[order].tolist(), km[order].tolist(), swept.where[order].tolist(), order.tolist(), strict=True)
    for _, alike in groupby(rows, key=itemgetter(0, 1)):
        starts = [
            start
            for _, of_gap in groupby(alike, key=itemgetter(2))
            for start in islice(_starts([swept.fit(row) for *_, row in of_gap], question), question.per_gap)
        ]
        yield from sorted(starts, key=lambda pair: (pair[0], pair[1].technician))


def _starts(group: list[Fit], question: Question) -> Iterator[tuple[float, Fit]]:
    """The starts of one gap in order of time: the earliest, then one each visit's length."""
    step = question.visit.minutes * _MINUTE
    for fit in sorted(group, key=attrgetter("earliest")):
        start = _round_up(fit.earliest, fit.latest)
        while start <= fit.latest + _SLACK:
            yield start, fit
            start = _round_up(start + step, fit.latest)


def _round_up(earliest: float, latest: float) -> float:
    whole = ceil((earliest - _SLACK) / _MINUTE) * _MINUTE
    return whole if whole <= latest + _SLACK else ceil(earliest - _SLACK)


def _slot(start: float, fit: Fit, question: Question, calendar: Calendar, travels: Travels, lang: Language) -> Slot:
    technician = question.technicians[fit.technician]
    return Slot(
        technician=technician.id,
        name=technician.name,
        start=calendar.instant(start),
        end=calendar.instant(start + question.visit.minutes * _MINUTE),
        added_km=round(fit.km, 2) + 0.0,
        added_minutes=round(fit.minutes, 2) + 0.0,
        added_cents=question.rates.cents(fit.km, fit.minutes),
        why=reasons.why(technician, fit.gap, fit.km, fit.minutes, question, lang),
        estimated=travels.estimated,
    )


_COLUMNS: Final = ("befores", "afters", "leaves", "arrives", "opens", "closes")
_NONE: Final = np.array([], float)
_NOBODY: Final = np.array([], np.intp)
_NOTHING: Final = _Swept([], _NOBODY, _NONE, _NONE, _NOBODY, _NONE, _NONE)
