"""Laying visits out by technician and hour, and by technician and day: plain values for the screen."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from liciel_app.agenda.queries import VisitRow
from liciel_app.agenda.rules import length
from liciel_app.core.language import Language, day_as
from liciel_app.office.queries import TechnicianRow

OPENS: Final = 8
CLOSES: Final = 19
QUARTER: Final = 15
WORKING: Final = 8 * 60 + 30
SATURDAY: Final = 5
DAY_OFF: Final = "day_off"


@dataclass(frozen=True, slots=True)
class Block:
    """A visit on the board. `rows` is its place in the grid (quarters of an hour from the first hour shown)."""

    id: str
    title: str
    start: str
    end: str
    hours: str
    city: str
    address: str
    contact: str
    state: str
    off: bool
    rows: str
    number: str
    hue: str
    href: str


@dataclass(frozen=True, slots=True)
class Lane:
    """A technician's day. `load` is the part of a working day that is taken, in per cent."""

    id: int
    name: str
    hue: str
    number: str
    home: str
    words: str
    load: int
    blocks: list[Block] = field(default_factory=list[Block])


@dataclass(frozen=True, slots=True)
class DayBoard:
    """`hours` are the labels of the lines; `quarters` their number; `now` the line of the present, 0 on other days."""

    hours: list[str]
    quarters: int
    now: int
    lanes: list[Lane]


@dataclass(frozen=True, slots=True)
class Cell:
    day: str
    today: bool
    weekend: bool
    href: str
    blocks: list[Block]


@dataclass(frozen=True, slots=True)
class Roster:
    """A technician's week."""

    id: int
    name: str
    hue: str
    number: str
    words: str
    cells: list[Cell]


def day_board(visits: Sequence[VisitRow], technicians: Sequence[TechnicianRow], minute: int) -> DayBoard:
    """`minute`: the present in minutes from midnight, -1 when the board shows another day."""
    timed = [visit for visit in visits if visit.state != DAY_OFF]
    first = min([OPENS, *[visit.start_minute // 60 for visit in timed]])
    last = max([CLOSES, *[-(-(visit.start_minute + visit.minutes) // 60) for visit in timed]])
    quarters = (last - first) * 4
    present = (minute - first * 60) // QUARTER + 1
    return DayBoard(
        hours=[f"{hour}\u00a0h" for hour in range(first, last)],
        quarters=quarters,
        now=present if minute >= 0 and 1 <= present <= quarters else 0,
        lanes=[_lane(person, _of(visits, person.id), first, last) for person in technicians],
    )


def week_board(
    visits: Sequence[VisitRow], technicians: Sequence[TechnicianRow], monday: date, today: date, lang: Language
) -> list[Roster]:
    days = [monday + timedelta(days=rank) for rank in range(7)]
    return [_roster(person, _of(visits, person.id), days, today, lang) for person in technicians]


def _of(visits: Sequence[VisitRow], technician_id: int) -> list[VisitRow]:
    return [visit for visit in visits if visit.technician_id == technician_id]


def _lane(person: TechnicianRow, visits: Sequence[VisitRow], first: int, last: int) -> Lane:
    busy = _busy(visits)
    return Lane(
        id=person.id,
        name=person.name,
        hue=person.hue,
        number=str(person.position),
        home=person.home_city,
        words=length(busy),
        load=min(100, round(100 * busy / WORKING)),
        blocks=_blocks(visits, first, last),
    )


def _roster(
    person: TechnicianRow, visits: Sequence[VisitRow], days: Sequence[date], today: date, lang: Language
) -> Roster:
    return Roster(
        id=person.id,
        name=person.name,
        hue=person.hue,
        number=str(person.position),
        words=length(_busy(visits)),
        cells=[
            Cell(
                day=day_as(day, "EEE d", lang),
                today=day == today,
                weekend=day.weekday() >= SATURDAY,
                href=f"/bureau/agenda?jour={day.isoformat()}",
                blocks=_blocks([v for v in visits if v.weekday == day.weekday()], 0, 24),
            )
            for day in days
        ],
    )


def _busy(visits: Sequence[VisitRow]) -> int:
    return sum(visit.minutes for visit in visits if visit.state != DAY_OFF)


def _blocks(visits: Sequence[VisitRow], first: int, last: int) -> list[Block]:
    blocks: list[Block] = []
    for visit in visits:
        rank = 1 + sum(1 for block in blocks if not block.off)
        blocks.append(_block(visit, rank, first, last))
    return blocks


def _block(visit: VisitRow, rank: int, first: int, last: int) -> Block:
    off = visit.state == DAY_OFF
    return Block(
        id=str(visit.id),
        title=visit.title,
        start=visit.start,
        end=visit.end,
        hours=f"{visit.start} – {visit.end}",
        city=visit.city,
        address=visit.address,
        contact=visit.contact,
        state=visit.state,
        off=off,
        rows=_rows(visit, first, last),
        number="" if off else str(rank),
        hue=visit.hue,
        href=f"/bureau/dossiers/{visit.link_id}" if visit.link_kind == "dossier" else "",
    )


def _rows(visit: VisitRow, first: int, last: int) -> str:
    """A leave that began on another day, or lasts all day, fills the column."""
    quarters = (last - first) * 4
    if visit.state == DAY_OFF and visit.minutes >= WORKING:
        return f"1 / {quarters + 1}"
    begins = min(max(visit.start_minute - first * 60, 0) // QUARTER + 1, quarters)
    ends = min(-(-(visit.start_minute + visit.minutes - first * 60) // QUARTER), quarters) + 1
    return f"{begins} / {max(ends, begins + 1)}"
