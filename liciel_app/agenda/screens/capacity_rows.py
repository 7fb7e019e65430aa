"""The capacity as its tables show it: a figure, a second line and a tone for each cell."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from liciel_app.agenda.queries.capacity import Facts
from liciel_app.agenda.rules import length
from liciel_app.agenda.rules_capacity import Load, skill_tone
from liciel_app.agenda.slots.facts import Technician
from liciel_app.core.language import Language, day_as, say
from liciel_app.office import certificates


@dataclass(frozen=True, slots=True)
class Cell:
    figure: str
    detail: str
    tone: str


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    hue: str
    position: int
    cells: list[Cell] = field(default_factory=list[Cell])


@dataclass(frozen=True, slots=True)
class Head:
    words: str
    detail: str


@dataclass(frozen=True, slots=True)
class Grid:
    """`gaps`: one sentence for each lack of the period."""

    heads: list[Head] = field(default_factory=list[Head])
    people: list[Line] = field(default_factory=list[Line])
    skills: list[Line] = field(default_factory=list[Line])
    gaps: list[str] = field(default_factory=list[str])


def grid(facts: Facts, columns: Sequence[Sequence[date]], lang: Language) -> Grid:
    """One column by day or by week."""
    return Grid(
        heads=[_head(days, facts, lang) for days in columns],
        people=[
            Line(one.name, "", place, [_person(facts, one, days, lang) for days in columns])
            for place, one in enumerate(facts.team, start=1)
        ],
        skills=[
            Line(certificates.word(code, lang), "", 0, [_skill(facts, code, days, lang) for days in columns])
            for code in _codes(facts)
        ],
        gaps=list(_gaps(facts, lang)),
    )


def _head(days: Sequence[date], facts: Facts, lang: Language) -> Head:
    if len(days) > 1:
        return Head(say("Semaine du {day}", lang, day=day_as(days[0], "d MMM", lang)), "")
    return Head(day_as(days[0], "EEE d MMM", lang), facts.closed.get(days[0], ""))


def _person(facts: Facts, one: Technician, days: Sequence[date], lang: Language) -> Cell:
    taken = Load()
    for day in days:
        taken = taken.plus(facts.loads[int(one.id), day])
    if not taken.worked:
        return Cell(_lasts(taken.booked) if taken.booked else "–", _why_not(facts, one, days, lang), taken.tone)
    free = say("{length} libres", lang, length=_lasts(taken.free))
    return Cell(f"{_lasts(taken.booked)} / {_lasts(taken.worked)}", free, taken.tone)


def _why_not(facts: Facts, one: Technician, days: Sequence[date], lang: Language) -> str:
    usual = [day for day in days if one.week[day.weekday()]]
    if not usual:
        return say("Non travaillé", lang)
    return say("Férié", lang) if all(day in facts.closed for day in usual) else say("En congé", lang)


def _skill(facts: Facts, code: str, days: Sequence[date], lang: Language) -> Cell:
    """Of several days, the one with the fewest people tells the tone; free time and demand add up."""
    there = [facts.able(code, day) for day in days]
    open_ = [people for people, day in zip(there, days, strict=True) if _is_open(facts, day)]
    free = sum(facts.loads[int(one.id), day].free for people, day in zip(there, days, strict=True) for one in people)
    fewest = min((len(people) for people in open_), default=0)
    tone = skill_tone(fewest, facts.least.get(code, 0), free, closed=not open_)
    if not open_:
        return Cell("–", say("Fermé", lang), tone)
    people = say("{count} techniciens", lang, count=fewest) if fewest > 1 else _one_or_none(fewest, lang)
    demand = sum(facts.demand.get((code, day), 0) for day in days)
    details = say("{free} libres, {placed} placées", lang, free=_lasts(free), placed=_lasts(demand))
    return Cell(people, details, tone)


def _one_or_none(fewest: int, lang: Language) -> str:
    return say("1 technicien", lang) if fewest else say("Personne", lang)


def _codes(facts: Facts) -> list[str]:
    """The domains somebody holds, that are asked for, or of which the office wants somebody."""
    held = {code for one in facts.team for code in one.skills}
    asked = {code for one in facts.waiting for code in one.skills} | {code for code, _ in facts.demand}
    return [code for code in certificates.DOMAINS if code in held | asked | set(facts.least)]


def _is_open(facts: Facts, day: date) -> bool:
    """Somebody has hours on that weekday, and it is no public holiday."""
    return day not in facts.closed and any(one.week[day.weekday()] for one in facts.team)


def _gaps(facts: Facts, lang: Language) -> Iterator[str]:
    """What is still to be placed against the time left to who may do it, domain by domain."""
    for code in _codes(facts):
        waiting = [one for one in facts.waiting if code in one.skills]
        asked = sum(one.minutes for one in waiting)
        free = sum(facts.loads[int(one.id), day].free for day in facts.days for one in facts.able(code, day))
        if asked > free:
            yield say(
                "{skill} : {asked} à placer ({count} dossiers), {free} libres dans la période.",
                lang,
                skill=certificates.word(code, lang),
                asked=_lasts(asked),
                count=len(waiting),
                free=_lasts(free),
            )


def _lasts(minutes: int) -> str:
    return length(minutes) if minutes else "0\u00a0h"


def weeks(first: date, count: int) -> list[list[date]]:
    """That many weeks from that Monday on."""
    return [[first + timedelta(days=7 * week + day) for day in range(7)] for week in range(count)]
