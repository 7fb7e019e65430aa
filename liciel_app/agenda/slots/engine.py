"""Every feasible insertion evaluated exactly, in one sweep of numpy, and ranked by the road it adds."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice
from math import ceil
from typing import Final, NamedTuple

import numpy as np

from liciel_app.agenda.slots import reasons
from liciel_app.agenda.slots.facts import Answer, Name, Question, Refusal, Slot, Technician
from liciel_app.agenda.slots.gaps import Gap, gaps_of
from liciel_app.agenda.slots.horizon import Calendar, days
from liciel_app.agenda.travel import Floats, Travels
from liciel_app.core.language import Language

_MINUTE: Final = 60
_SLACK: Final = 1e-6
"""Seconds forgiven to floating point where an insertion fits to the second."""


class Fit(NamedTuple):
    """A gap the visit fits in: earliest and latest start (seconds) within one interval of hours, and the road added."""

    gap: Gap
    earliest: float
    latest: float
    km: float
    minutes: float


def propose(question: Question, travels: Travels, lang: Language = "fr") -> Answer:
    """A visit lies wholly within one interval of hours, leaves time for the road on both sides, and from home.

    A start is rounded up to the minute, or to the second where the gap leaves less than that.
    """
    today = question.now.astimezone(question.zone).date()
    calendar = Calendar(days(today, question.working_days, question.closed), question.zone)
    unfit = {
        index: why for index, one in enumerate(question.technicians) if (why := reasons.unfit(one, question, lang))
    }
    gaps = list(_gaps(question, calendar, unfit))
    fits = list(_fits(gaps, question, travels))
    chosen = list(islice(_ranked(fits, question), question.first))
    slots = tuple(_slot(start, fit, question, calendar, travels, lang) for start, fit in chosen)
    served = {fit.gap.technician for fit in fits}
    refused = (
        Refusal(one.id, one.name, unfit.get(index) or reasons.full(one, question, calendar, lang))
        for index, one in enumerate(question.technicians)
        if index not in served
    )
    return Answer(slots, tuple(refused), len(gaps))


def fits(question: Question, travels: Travels) -> list[Fit]:
    """Every gap the visit fits in, in no order, for whoever may do it; `propose` without choosing."""
    today = question.now.astimezone(question.zone).date()
    calendar = Calendar(days(today, question.working_days, question.closed), question.zone)
    unfit = {index: "" for index, one in enumerate(question.technicians) if reasons.unfit(one, question, "fr")}
    return list(_fits(list(_gaps(question, calendar, unfit)), question, travels))


def possible(question: Question, technician: Name, start: datetime, travels: Travels) -> bool:
    """Whether that technician could begin the visit exactly then, by the same rules."""
    wanted = replace(question, technicians=tuple(one for one in question.technicians if one.id == technician))
    return bool(starting_at(wanted, start, travels))


def starting_at(question: Question, start: datetime, travels: Travels, lang: Language = "fr") -> tuple[Slot, ...]:
    """Whoever could begin the visit exactly then, the least road first."""
    fit_for_it = tuple(one for one in question.technicians if not reasons.unfit(one, question, lang))
    wanted = replace(question, technicians=fit_for_it)
    today = wanted.now.astimezone(wanted.zone).date()
    calendar = Calendar(days(today, wanted.working_days, wanted.closed), wanted.zone)
    gaps, begins = list(_gaps(wanted, calendar, {})), start.timestamp()
    fits = [fit for fit in _fits(gaps, wanted, travels) if fit.earliest - _SLACK <= begins <= fit.latest + _SLACK]
    fits.sort(key=lambda fit: (round(fit.minutes, 6), round(fit.km, 6), fit.gap.technician))
    return tuple(_slot(begins, fit, wanted, calendar, travels, lang) for fit in fits)


def _gaps(question: Question, calendar: Calendar, unfit: dict[int, str]) -> Iterator[Gap]:
    for index, technician in enumerate(question.technicians):
        if index not in unfit and technician.home is not None:
            yield from gaps_of(index, technician, technician.home, question, calendar)


def _fits(gaps: Sequence[Gap], question: Question, travels: Travels) -> Iterator[Fit]:
    if not gaps:
        return
    befores, afters = _places([gap.before.at for gap in gaps]), _places([gap.after.at for gap in gaps])
    visit = np.broadcast_to(np.asarray(question.visit.at, float), befores.shape)
    there, back, without = travels.legs(befores, visit), travels.legs(visit, afters), travels.legs(befores, afters)
    km, minutes = (there[part] + back[part] - without[part] for part in (0, 1))
    rows = [(place, *span) for place, gap in enumerate(gaps) for span in gap.opens]
    where = np.fromiter((row[0] for row in rows), int, len(rows))
    opens, closes = (np.fromiter((row[part] for row in rows), float, len(rows)) for part in (1, 2))
    soonest = np.fromiter((gap.before.ends for gap in gaps), float, len(gaps)) + there[1] * _MINUTE
    last = np.fromiter((gap.after.begins for gap in gaps), float, len(gaps)) - back[1] * _MINUTE
    notice = (question.now + question.notice).timestamp()
    earliest = np.maximum(np.maximum(opens, soonest[where]), notice)
    latest = np.minimum(closes, last[where]) - question.visit.minutes * _MINUTE
    for row in np.flatnonzero(earliest <= latest + _SLACK):
        place = int(where[row])
        yield Fit(gaps[place], float(earliest[row]), float(latest[row]), float(km[place]), float(minutes[place]))


def _places(points: Sequence[tuple[float, float]]) -> Floats:
    return np.asarray(points, float).reshape(-1, 2)


def _ranked(fits: Sequence[Fit], question: Question) -> Iterator[tuple[float, Fit]]:
    """Least road first, then earliest; no more than `per_gap` starts of one gap."""
    of_gap: defaultdict[int, list[Fit]] = defaultdict(list)
    for fit in fits:
        of_gap[id(fit.gap)].append(fit)
    starts = [pair for group in of_gap.values() for pair in islice(_starts(group, question), question.per_gap)]
    yield from sorted(
        starts, key=lambda pair: (round(pair[1].minutes, 6), round(pair[1].km, 6), pair[0], pair[1].gap.technician)
    )


def _starts(group: Sequence[Fit], question: Question) -> Iterator[tuple[float, Fit]]:
    """The starts of one gap in order of time: the earliest, then one each visit's length."""
    step = question.visit.minutes * _MINUTE
    for fit in sorted(group, key=lambda one: one.earliest):
        start = _round_up(fit.earliest, fit.latest)
        while start <= fit.latest + _SLACK:
            yield start, fit
            start = _round_up(start + step, fit.latest)


def _round_up(earliest: float, latest: float) -> float:
    whole = ceil((earliest - _SLACK) / _MINUTE) * _MINUTE
    return whole if whole <= latest + _SLACK else ceil(earliest - _SLACK)


def _slot(start: float, fit: Fit, question: Question, calendar: Calendar, travels: Travels, lang: Language) -> Slot:
    technician: Technician = question.technicians[fit.gap.technician]
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
