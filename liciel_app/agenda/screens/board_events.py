"""Laying appointments, roads, hours and leave out as the calendar's events: plain values."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from liciel_app.agenda.queries.board import Board, Booked, Person, Thing
from liciel_app.agenda.rules import length
from liciel_app.agenda.rules_time import minutes_of
from liciel_app.agenda.screens.board_roads import Leg, Road, Roads
from liciel_app.agenda.sheets.sheet import address_of
from liciel_app.core.language import Language, hour, say

Event = dict[str, Any]
"""One event of @event-calendar/core."""
OPENS: Final = time(7)
CLOSES: Final = time(19, 30)
MIDNIGHT: Final = time(23, 59)
PROGRESS: Final = {"on_the_way": "En route", "arrived": "Arrivé", "started": "En cours", "done": "Terminé"}
ANSWERS: Final = {"waiting": "Réponse attendue", "accepted": "Accepté", "refused": "Refusé"}
THINGS: Final = {"vehicle": "Véhicule", "instrument": "Instrument", "room": "Salle"}


@dataclass(frozen=True, slots=True)
class Laid:
    """`people`: the columns, or the lines. `taken`: minutes of visits against those worked, by technician."""

    events: list[Event] = field(default_factory=list[Event])
    people: list[Event] = field(default_factory=list[Event])


def day_board(board: Board, roads: Roads, now: datetime, lang: Language) -> Laid:
    """One column by technician: what he has, the road between as hatched blocks, and when he does not work."""
    day, numbers = board.days[0], ranks(board)
    events = [
        *(event for one in board.booked if not one.off for event in _visit(one, board, numbers, lang)),
        *(_leave(one, board, lang) for one in board.booked if one.off),
        *(_travel(leg, lang) for leg in roads.legs if leg.road.km >= 0.1),  # noqa: PLR2004 next door is no road
        *(closed for person in board.people for closed in _closed(person, day, board.holidays)),
        *_now(board, day, now),
    ]
    return Laid(events, [_column(person, board, roads, lang) for person in board.people])


def week_board(board: Board, roads: Roads, lang: Language) -> Laid:
    """One line by technician, one cell by day; the visits in order of time."""
    numbers = ranks(board)
    events = [
        *(event for one in board.booked if not one.off for event in _visit(one, board, numbers, lang)),
        *(_away(one, lang) for one in board.booked if one.off),
        *(_holiday(board, day, name) for day, name in board.holidays.items()),
    ]
    return Laid(events, [_column(person, board, roads, lang) for person in board.people])


def month_board(board: Board, roads: Roads, lang: Language) -> Laid:
    """One line by technician and day: how many visits, how far. Only sums: a month of visits paints too slowly."""
    sums = [
        _sum(person, day, board, roads.days.get((person.row.id, day), Road()), lang)
        for day in board.days
        for person in board.people
    ]
    holidays = [_holiday(board, day, name) for day, name in board.holidays.items()]
    return Laid([*(one for one in sums if one is not None), *holidays])


def things_board(things: Sequence[Thing], lang: Language) -> Laid:
    """One line by vehicle, instrument and room."""
    events = [
        _event(f"r{thing.id}-{one.id}", one, [f"r{thing.id}"], lang) | {"editable": False}
        for thing in things
        for one in thing.taken
    ]
    return Laid(events, [_thing(thing, lang) for thing in things])


def ranks(board: Board) -> dict[int, int]:
    """The place of each visit in the tour of its day, as on the pins of the map."""
    found: dict[int, int] = {}
    for person in board.people:
        for day in board.days:
            mine = [one for one in board.booked if one.taking[0] == person.row.id and one.starts.date() == day]
            found |= {one.id: rank for rank, one in enumerate((one for one in mine if not one.off), start=1)}
    return found


def worked(person: Person, days: Iterable[date], holidays: Mapping[date, str]) -> int:
    """The minutes of his hours over those days, leave not taken off."""
    spans = [span for day in days if day not in holidays for span in person.week[day.weekday()]]
    return sum(minutes_of(end) - minutes_of(start) for start, end in spans)


def hours_shown(board: Board) -> tuple[str, str]:
    """The hours drawn: the usual ones, wider where somebody works earlier or later."""
    spans = [span for person in board.people for day in board.days for span in person.week[day.weekday()]]
    opens = min([OPENS, *(start for start, _ in spans)])
    closes = max([CLOSES, *(end for _, end in spans)])
    return opens.strftime("%H:00:00"), closes.strftime("%H:%M:00")


def weekend(board: Board) -> list[int]:
    """The days (Sunday 0) nobody works and nothing is booked on: not drawn."""
    busy = {one.starts.weekday() for one in board.booked if not one.off}
    busy |= {day for person in board.people for day in range(7) if person.week[day]}
    return [(day + 1) % 7 for day in (5, 6) if day not in busy]


def _visit(one: Booked, board: Board, numbers: Mapping[int, int], lang: Language) -> Iterator[Event]:
    """The responsible technician may be changed by hand; who goes along follows."""
    shown = _event(f"v{one.id}", one, [str(one.taking[0])], lang)
    hues = {person.row.id: person.row.hue for person in board.people}
    shown["styles"] = [f"--hue:{hues.get(one.taking[0], '#8b8d98')}"]
    shown["extendedProps"]["number"] = str(numbers.get(one.id, ""))
    yield shown
    for person in one.taking[1:]:
        along = _event(f"a{one.id}-{person}", one, [str(person)], lang)
        yield along | {"styles": [f"--hue:{hues.get(person, '#8b8d98')}"], "editable": False}


def _event(name: str, one: Booked, rows: list[str], lang: Language) -> Event:
    marks = {"lx-ec-kept": one.provisional, "lx-ec-late": one.late, "lx-ec-done": one.state == "done"}
    state = say("En retard", lang) if one.late else say(PROGRESS[one.state], lang) if one.state in PROGRESS else ""
    told = say("Provisoire", lang) if one.provisional else state
    return {
        "id": name,
        "title": one.title,
        "start": _wall(one.starts),
        "end": _wall(one.ends),
        "resourceIds": rows,
        "editable": one.state != "done",
        "classNames": ["lx-ec", f"lx-ec-{one.id}", *(mark for mark, said in marks.items() if said)],
        "extendedProps": {
            "hours": _hours(one),
            "line": one.city,
            "second": one.contact,
            "state": told,
            "marks": list(_marks(one, lang)),
        },
    }


def _marks(one: Booked, lang: Language) -> Iterator[dict[str, str]]:
    """What its technician answered, what its client did."""
    if one.answer in ANSWERS:
        yield {"look": one.answer, "words": say(ANSWERS[one.answer], lang)}
    if one.client_moves:
        yield {"look": "moved", "words": say("Déplacé par le client", lang)}


def _travel(leg: Leg, lang: Language) -> Event:
    """A hatched block; red where the day leaves too little time for it."""
    words = say("{km} km · {minutes} min", lang, km=decimal(leg.road.km, lang), minutes=round(leg.road.minutes))
    lacking = say("il manque {minutes} min", lang, minutes=leg.missing)
    shortest = max(leg.ends, leg.starts + timedelta(minutes=1))
    return {
        "id": f"t{leg.technician}-{_wall(leg.starts)}",
        "title": f"{words} · {lacking}" if leg.missing else words,
        "start": _wall(leg.starts),
        "end": _wall(shortest),
        "resourceIds": [str(leg.technician)],
        "editable": False,
        "classNames": ["lx-ec-travel", *(["lx-ec-short"] if leg.missing else [])],
        "extendedProps": {},
    }


def _leave(one: Booked, board: Board, lang: Language) -> Event:
    """Leave stands behind the day, over the hours shown."""
    first, last = (datetime.combine(board.days[0], bound) for bound in (time(), MIDNIGHT))
    return _behind(
        f"o{one.id}",
        (max(one.starts.replace(tzinfo=None), first), min(one.ends.replace(tzinfo=None), last)),
        [str(person) for person in one.taking],
        say("Congé", lang) if one.title == "Congé" else one.title,
    )


def _away(one: Booked, lang: Language) -> Event:
    words = say("Congé", lang) if one.title == "Congé" else one.title
    last = _last_day(one) + timedelta(days=1)
    rows = [str(person) for person in one.taking]
    return _behind(f"o{one.id}", (one.starts.date(), last), rows, words) | {"allDay": True}


def _last_day(one: Booked) -> date:
    """What ends at midnight is over with the day before."""
    return (one.ends - timedelta(minutes=1)).date()


def _holiday(board: Board, day: date, name: str) -> Event:
    rows = [str(person.row.id) for person in board.people]
    return _behind(f"h{day}", (day, day + timedelta(days=1)), rows, name) | {"allDay": True}


def _closed(person: Person, day: date, holidays: Mapping[date, str]) -> Iterator[Event]:
    """Outside his hours, lunch included."""
    rows = [str(person.row.id)]
    if day in holidays:
        yield _behind(f"c{person.row.id}", _whole(day), rows, holidays[day])
        return
    bounds = [time(), *(bound for span in person.week[day.weekday()] for bound in span), MIDNIGHT]
    for place in range(0, len(bounds), 2):
        span = (datetime.combine(day, bounds[place]), datetime.combine(day, bounds[place + 1]))
        yield _behind(f"c{person.row.id}-{place}", span, rows, "", "lx-ec-closed")


def _now(board: Board, day: date, now: datetime) -> Iterator[Event]:
    if now.date() == day:
        line = (now.replace(tzinfo=None), now.replace(tzinfo=None) + timedelta(minutes=1))
        yield _behind("now", line, [str(person.row.id) for person in board.people], "", "lx-ec-now")


def _behind(name: str, span: tuple[Any, Any], rows: list[str], words: str, look: str = "lx-ec-off") -> Event:
    return {
        "id": name,
        "start": span[0].isoformat(),
        "end": span[1].isoformat(),
        "resourceIds": rows,
        "display": "background",
        "classNames": [look],
        "title": words,
        "extendedProps": {},
    }


def _column(person: Person, board: Board, roads: Roads, lang: Language) -> Event:
    """His name, hue and number; how much of his time is taken, and how far he drives; the sheet of a single day."""
    mine = [one for one in board.booked if person.row.id in one.taking and not one.off]
    busy, time_worked = sum(one.minutes for one in mine), worked(person, board.days, board.holidays)
    road = roads.over((person.row.id, day) for day in board.days)
    far = f" · {round(road.km)} km" if road.km else ""
    return {
        "id": str(person.row.id),
        "title": person.row.name,
        "extendedProps": {
            "hue": person.row.hue,
            "number": str(person.row.position),
            "words": f"{length(busy)} / {length(time_worked)}{far}",
            "load": min(100, round(100 * busy / time_worked)) if time_worked else 100 if busy else 0,
            "full": busy > time_worked,
            "link": address_of(person.row.id, board.days[0]) if len(board.days) == 1 else "",
            "link_words": say("Feuille de tournée", lang),
        },
    }


def _thing(thing: Thing, lang: Language) -> Event:
    words = " · ".join(part for part in (say(THINGS.get(thing.kind, thing.kind), lang), thing.carrier) if part)
    return {
        "id": f"r{thing.id}",
        "title": thing.name,
        "extendedProps": {"hue": "#8b8d98", "words": thing.fault or words, "full": bool(thing.fault)},
    }


def _sum(person: Person, day: date, board: Board, road: Road, lang: Language) -> Event | None:
    mine = [one for one in board.booked if person.row.id in one.taking]
    visits = [one for one in mine if not one.off and one.starts.date() == day]
    away = any(one.off and one.starts.date() <= day <= _last_day(one) for one in mine)
    if not visits and not away:
        return None
    many = say("{count} rendez-vous", lang, count=len(visits)) if visits else say("Congé", lang)
    far = f" · {round(road.km)} km" if road.km else ""
    return {
        "id": f"s{person.row.id}-{day}",
        "title": f"{person.row.name.split()[0]} : {many}{far}",
        "start": day.isoformat(),
        "end": (day + timedelta(days=1)).isoformat(),
        "allDay": True,
        "editable": False,
        "resourceIds": [],
        "classNames": ["lx-ec", "lx-ec-sum"],
        "styles": [f"--hue:{person.row.hue}"],
        "extendedProps": {"number": str(person.row.position)},
    }


def decimal(value: float, lang: Language) -> str:
    text = f"{value:.1f}"
    return text if lang == "en" else text.replace(".", ",")


def _hours(one: Booked) -> str:
    return f"{hour(one.starts)} – {hour(one.ends)}"


def _wall(instant: datetime) -> str:
    return instant.replace(tzinfo=None, microsecond=0).isoformat()


def _whole(day: date) -> tuple[datetime, datetime]:
    return datetime.combine(day, time()), datetime.combine(day, MIDNIGHT)
