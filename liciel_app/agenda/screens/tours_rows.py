"""A proposal of tours as a person reads it: before and after, each move with its reason, what is accepted together."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Any, Final

from liciel_app.agenda.queries.tours import TourQuestion
from liciel_app.agenda.rules import length
from liciel_app.agenda.services.tours import Accepted, Change, Placing
from liciel_app.agenda.slots.facts import Rates
from liciel_app.agenda.slots.reasons import decimal
from liciel_app.agenda.tours.accepting import Group, day_of, groups, mark, person_of
from liciel_app.core import clock
from liciel_app.core.language import Language, day_as, day_words
from liciel_app.core.money import euros

Json = Mapping[str, Any]
Total = tuple[float, float]
"""Kilometres and minutes."""
_SLIGHT: Final = 0.05
"""Kilometres and minutes nobody sees."""


@dataclass(frozen=True, slots=True)
class Figure:
    """`gain`: the difference with its sign, empty when there is none."""

    before: str = ""
    after: str = ""
    gain: str = ""
    better: bool = False


@dataclass(frozen=True, slots=True)
class Figures:
    """The road before and after."""

    km: Figure = Figure()
    minutes: Figure = Figure()
    euros: Figure = Figure()


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    hue: str
    number: str


@dataclass(frozen=True, slots=True)
class Move:
    """`told`: the client was given an hour that changes."""

    why: str
    told: bool
    href: str


@dataclass(frozen=True, slots=True)
class GroupRow:
    """`key`: the day and the technicians, as the button says them back."""

    key: str
    people: list[Person]
    moves: list[Move]
    road: Figures
    accepted: bool = False


@dataclass(frozen=True, slots=True)
class DayRow:
    """`share`: hundredths of the time spent on it. `left`: visits that found no place, with why."""

    iso: str
    title: str
    share: int
    road: Figures
    groups: list[GroupRow] = field(default_factory=list[GroupRow])
    left: list[str] = field(default_factory=list[str])
    aside: list[str] = field(default_factory=list[str])
    estimated: bool = False
    visits: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """A day's best answer so far: what is shown, what each group's button stands for, the road before and after."""

    row: DayRow
    offers: Mapping[str, Accepted]
    before: tuple[float, float]
    after: tuple[float, float]
    rates: Rates


def found(asked: TourQuestion, answer: Json, lang: Language) -> Found:
    """Everything is drawn from the answer at once: the question and its marks are not needed afterwards."""
    apart = groups(answer["moves"])
    before, after = _road(answer["before"]), _road(answer["after"])
    row = _row(asked, answer, apart, lang)
    return Found(
        row, {_key(asked.on, one.technicians): _offer(asked, one) for one in apart}, before, after, asked.rates
    )


def _row(asked: TourQuestion, answer: Json, apart: Iterable[Group], lang: Language) -> DayRow:
    was, now = _by_technician(answer["before"]["routes"]), _by_technician(answer["after"]["routes"])
    return DayRow(
        iso=asked.on.isoformat(),
        title=_title(asked, lang),
        share=round(answer["share"] * 100),
        road=figures(asked.rates, _road(answer["before"]), _road(answer["after"]), lang),
        groups=[_group(one, asked, (was, now), lang) for one in apart],
        left=[_left(one, asked) for one in answer["after"]["unplanned"]],
        aside=list(asked.aside),
        estimated=bool(answer["after"]["estimated"]),
        visits=len(asked.day["visits"]),
    )


def _offer(asked: TourQuestion, group: Group) -> Accepted:
    known = mark(asked.facts, group.technicians)
    told = list(group.moves)
    return Accepted(asked.days, group.technicians, known, changes(asked, told), placed=_placed(asked, told))


def changes(asked: TourQuestion, moves: Iterable[Json]) -> tuple[Change, ...]:
    return tuple(Change(int(name), *where) for name, where in _places(asked, moves) if not _waits(name))


def _placed(asked: TourQuestion, moves: Iterable[Json]) -> tuple[Placing, ...]:
    return tuple(Placing(str(name), *where) for name, where in _places(asked, moves) if _waits(name))


def _places(asked: TourQuestion, moves: Iterable[Json]) -> Iterator[tuple[int | str, tuple[int, datetime, int]]]:
    """Each visit that finds a place: its technician, its start, its minutes."""
    minutes = {one["id"]: one["minutes"] for one in asked.facts["visits"]}
    for one in moves:
        if (place := one["after"]) is not None:
            on = day_of(place["technician"], asked.on)
            yield one["id"], (person_of(place["technician"]), _at(on, place["start"]), minutes[one["id"]])


def _waits(name: int | str) -> bool:
    """« d7 »: a dossier of the tray; an appointment has a number."""
    return not str(name)[:1].isdecimal()


def _title(asked: TourQuestion, lang: Language) -> str:
    if len(asked.days) == 1:
        return day_words(asked.on, lang)
    return f"{day_as(asked.days[0], 'EEEE d MMMM', lang)} – {day_as(asked.days[-1], 'EEEE d MMMM', lang)}"


def taken(row: DayRow, keys: frozenset[str]) -> DayRow:
    """The same with these groups marked as accepted."""
    return replace(row, groups=[replace(one, accepted=one.accepted or one.key in keys) for one in row.groups])


def total(every: Iterable[Found], lang: Language) -> Figures | None:
    """The road of several days together; None for one."""
    known = list(every)
    if len(known) < 2:  # noqa: PLR2004 a sum needs two
        return None
    before, after = _sum([one.before for one in known]), _sum([one.after for one in known])
    return figures(known[0].rates, before, after, lang)


def figures(rates: Rates, before: tuple[float, float], after: tuple[float, float], lang: Language) -> Figures:
    cents = [rates.cents(*side) for side in (before, after)]
    km, minutes = after[0] - before[0], round(after[1]) - round(before[1])
    return Figures(
        _figure(f"{decimal(before[0], lang)}\u00a0km", f"{decimal(after[0], lang)}\u00a0km", km, _signed_km(km, lang)),
        _figure(length(round(before[1])), length(round(after[1])), minutes, _signed(minutes, length(abs(minutes)))),
        _figure(euros(cents[0]), euros(cents[1]), cents[1] - cents[0], _signed_euros(cents[1] - cents[0])),
    )


def _group(
    group: Group, asked: TourQuestion, sides: tuple[Mapping[int, Total], Mapping[int, Total]], lang: Language
) -> GroupRow:
    before, after = (_sum([side[one] for one in group.technicians]) for side in sides)
    return GroupRow(
        key=_key(asked.on, group.technicians),
        people=[_person(asked, one) for one in group.technicians],
        moves=[_move(one, asked) for one in group.moves],
        road=figures(asked.rates, before, after, lang),
    )


def _road(side: Json) -> Total:
    return side["km"], side["minutes"]


def _sum(roads: list[tuple[float, float]]) -> tuple[float, float]:
    return sum(one[0] for one in roads), sum(one[1] for one in roads)


def _move(move: Json, asked: TourQuestion) -> Move:
    if _waits(move["id"]):
        return Move(move["why"], told=False, href=f"/bureau/dossiers/{move['id'][1:]}")
    visit = asked.visits.get(int(move["id"]))
    moved = move["before"] is None or _when(move["before"]) != _when(move["after"])
    linked = visit is not None and visit.link_kind == "dossier"
    return Move(
        why=move["why"],
        told=moved and visit is not None and not visit.provisional,
        href=f"/bureau/dossiers/{visit.link_id}" if visit is not None and linked else "",
    )


def _when(place: Json) -> tuple[str, str]:
    return str(place["technician"]).partition("@")[2], place["start"]


def _left(one: Json, asked: TourQuestion) -> str:
    if _waits(one["id"]):
        labels = {visit["id"]: visit["label"] for visit in asked.facts["visits"]}
        return f"{labels[one['id']]} : {one['why']}"
    visit = asked.visits.get(int(str(one["id"]).split("+")[0]))
    return f"{visit.start} {visit.title} : {one['why']}" if visit else one["why"]


def _person(asked: TourQuestion, number: int) -> Person:
    one = asked.people[number]
    return Person(one.name, one.hue, str(one.position))


def _figure(before: str, after: str, change: float, gain: str) -> Figure:
    return Figure(before, after, gain if abs(change) >= _SLIGHT else "", better=change < 0)


def _signed_km(km: float, lang: Language) -> str:
    return _signed(km, f"{decimal(abs(km), lang)}\u00a0km")


def _signed_euros(cents: int) -> str:
    return _signed(cents, euros(abs(cents)))


def _signed(value: float, words: str) -> str:
    return f"{'−' if value < 0 else '+'}{words}"


def _by_technician(routes: Iterable[Json]) -> dict[int, Total]:
    found: dict[int, Total] = {}
    for one in routes:
        person = person_of(one["technician"])
        found[person] = _sum([found.get(person, (0.0, 0.0)), _road(one)])
    return found


def _key(on: date, technicians: Iterable[int]) -> str:
    return f"{on.isoformat()}/{','.join(map(str, technicians))}"


def _at(on: date, text: str) -> datetime:
    start = time.fromisoformat(text)
    return clock.at_office(on, start.hour, start.minute)
