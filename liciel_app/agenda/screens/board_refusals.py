"""Where a visit held in hand may not go, and why: what the booking would refuse, said before it is let go."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

from liciel_app.agenda.rules_hours import written
from liciel_app.agenda.rules_time import minutes_of
from liciel_app.agenda.slots import reasons
from liciel_app.agenda.slots.facts import Busy, Question, Technician
from liciel_app.core import clock
from liciel_app.core.language import Language, hour, say

Row = tuple[str, str, str, bool]
"""From and until on the office's clock, why, and whether nothing of that time is left. The first that meets counts."""
_EVER: Final = ("0", "9")


def refusals(
    question: Question, holidays: Mapping[date, str], days: Sequence[date], gaps: Mapping[str, Any], lang: Language
) -> dict[str, list[Row]]:
    """By technician; `gaps` as `board_roads.gaps` found them."""
    return {
        str(one.id): [*_of(one, question, holidays, days, lang), *_too_far(gaps.get(str(one.id), ()), days, lang)]
        for one in question.technicians
    }


def _of(
    one: Technician, question: Question, holidays: Mapping[date, str], days: Sequence[date], lang: Language
) -> Iterator[Row]:
    if lacking := reasons.lacking(one, question, lang):
        yield (*_EVER, lacking, True)
    yield "0", _wall(question.now), say("Cette heure est passée.", lang), False
    for day in days:
        if why := _closed(one, question, holidays, day, lang):
            yield (*_whole(day), why, True)
        else:
            yield from _outside(one, day, lang)
    yield from (_taken(busy, lang) for busy in one.busy)
    for starts, ends in question.taken:
        yield _wall(starts), _wall(ends), say("Le matériel de cette visite est déjà pris.", lang), False


def _closed(one: Technician, question: Question, holidays: Mapping[date, str], day: date, lang: Language) -> str:
    """Why nothing of it may take place that day; empty when something may."""
    if _whole(day)[1] <= _wall(question.now):
        return say("Ce jour est passé.", lang)
    if day in holidays:
        return say("Férié : {name}.", lang, name=holidays[day])
    if day in one.days_off:
        return say("{name} est en congé.", lang, name=one.name)
    if not one.week[day.weekday()]:
        return say("{name} ne travaille pas ce jour-là.", lang, name=one.name)
    return reasons.past(one, question, day, lang)


def _outside(one: Technician, day: date, lang: Language) -> Iterator[Row]:
    """Before, between and after his hours."""
    hours = one.week[day.weekday()]
    why = say("Hors horaires : {hours}.", lang, hours=written([(minutes_of(a), minutes_of(b)) for a, b in hours]))
    midnight, ends = _whole(day)
    edges = [midnight, *(f"{day}T{edge:%H:%M:%S}" for span in hours for edge in span), ends]
    return ((*span, why, False) for span in zip(edges[::2], edges[1::2], strict=True))


def _taken(busy: Busy, lang: Language) -> Row:
    sentence = "Déjà pris de {start} à {end}, à {town}." if busy.label else "Déjà pris de {start} à {end}."
    told = say(sentence, lang, start=hour(busy.start), end=hour(busy.end), town=busy.label)
    return _wall(busy.start), _wall(busy.end), told, False


def _too_far(gaps: Sequence[Sequence[Any]], days: Sequence[date], lang: Language) -> Iterator[Row]:
    """Nothing forbids it, but the road leaves no time for it."""
    open_days = {str(gap[0])[:10] for gap in gaps}
    for day in days:
        if day.isoformat() not in open_days:
            yield (*_whole(day), say("Pas de place ce jour-là, trajets compris.", lang), True)
    yield (*_EVER, say("Trajet trop long pour cette heure.", lang), False)


def _whole(day: date) -> tuple[str, str]:
    return f"{day}T00:00:00", f"{day + timedelta(days=1)}T00:00:00"


def _wall(instant: datetime) -> str:
    return clock.local(instant).replace(tzinfo=None, microsecond=0).isoformat()
