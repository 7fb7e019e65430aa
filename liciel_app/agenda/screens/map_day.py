"""A day's tours as pins, lines and chips: plain values for the map's screen."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from liciel_app.agenda.queries.map import Point, StopRow, TourRow, day_tours
from liciel_app.agenda.screens.tours_words import MAP, day_of
from liciel_app.core.language import Language, day_words, say
from liciel_app.core.work import Work
from liciel_app.ui.map import Line, Marker

_HOUSE: Final = "⌂"
_PERSON: Final = "•"


@dataclass(frozen=True, slots=True)
class PersonChip:
    """A technician of the filter, and the address with him added or taken away."""

    name: str
    hue: str
    number: str
    href: str
    on: bool


@dataclass(frozen=True, slots=True)
class MapDay:
    """What the map shows of one day. Addresses lead to the day before, the day after, and to today."""

    title: str = ""
    iso: str = ""
    before: str = MAP
    after: str = MAP
    today: str = MAP
    visits: int = 0
    tours: list[TourRow] = field(default_factory=list[TourRow])
    nowhere: list[StopRow] = field(default_factory=list[StopRow])
    pins: list[Marker] = field(default_factory=list[Marker])
    people: list[PersonChip] = field(default_factory=list[PersonChip])


def map_day(work: Work, day: str, only: Collection[int]) -> MapDay:
    on = day_of(day, work.today)
    everybody = day_tours(work, on)
    known = sorted({one.id for one in everybody} & set(only))
    tours = [one for one in everybody if not known or one.id in known]
    return MapDay(
        title=day_words(on, work.language),
        iso=on.isoformat(),
        before=address(on - timedelta(days=1), known),
        after=address(on + timedelta(days=1), known),
        today=address(work.today, known),
        visits=sum(len(one.stops) for one in tours),
        tours=tours,
        nowhere=[stop for one in tours for stop in one.stops if not stop.located],
        pins=[pin for one in tours for pin in _pins(one, work.language)],
        people=[_chip(one, on, known) for one in everybody],
    )


def address(on: date, only: Sequence[int]) -> str:
    """`/bureau/agenda/carte?jour=2026-11-23&technicien=4,5`"""
    people = f"&technicien={','.join(map(str, only))}" if only else ""
    return f"{MAP}?jour={on.isoformat()}{people}"


def _chip(one: TourRow, on: date, known: Sequence[int]) -> PersonChip:
    chosen = one.id in known
    without = [number for number in known if number != one.id]
    href = address(on, without if chosen else sorted([*known, one.id]))
    return PersonChip(one.name, one.hue, one.number, href, chosen)


def _pins(one: TourRow, lang: Language) -> Iterator[Marker]:
    """Home and the last check-in first: the visits lie over them."""
    if one.starts:
        label = say("Départ de {name} : {town}", lang, name=one.name, town=one.home)
        yield _pin(f"d{one.id}", one.starts, label, one.hue, _HOUSE, "home")
    if one.seen.located:
        place = [one.seen.lat, one.seen.lon + 0.0004]
        yield _pin(f"p{one.id}", place, f"{one.name} · {one.seen.words}", one.hue, _PERSON, "person")
    for stop in one.stops:
        if stop.located:
            label = f"{stop.hours} · {one.name} · {stop.title}"
            yield _pin(stop.id, [stop.lat, stop.lon], label, stop.hue, stop.number, "")


def _pin(name: str, place: Sequence[float], label: str, color: str, number: str, kind: str) -> Marker:
    return Marker(id=name, lat=place[0], lon=place[1], label=label, color=color, number=number, kind=kind)


def lines(tours: Sequence[TourRow], roads: Sequence[Sequence[Point]] = ()) -> list[Line]:
    """The road of each tour where it is known, else straight and dashed."""
    known = [*roads, *([()] * (len(tours) - len(roads)))]
    return [_line(one, road) for one, road in zip(tours, known, strict=True) if len(one.route) > 1]


def _line(one: TourRow, road: Sequence[Point]) -> Line:
    return Line(points=[list(point) for point in road or one.route], color=one.hue, dashed=not road)
