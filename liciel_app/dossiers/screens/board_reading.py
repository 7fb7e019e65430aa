"""What the board shows for a view and a day: facts read in one transaction, roads asked after it, then the layout."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from liciel_app.agenda.queries import TIME_TAKEN
from liciel_app.agenda.queries import board as board_queries
from liciel_app.agenda.queries.board import Board, Booked, Thing
from liciel_app.agenda.queries.publishing import ToPublish, to_publish
from liciel_app.agenda.roads import remembered, travelling
from liciel_app.agenda.screens import board_events, board_roads
from liciel_app.agenda.screens.board_events import Laid
from liciel_app.agenda.screens.board_roads import Roads
from liciel_app.core import clock
from liciel_app.core.access import Permission
from liciel_app.core.language import Language, day_as, day_words, month_words
from liciel_app.core.work import Work
from liciel_app.dossiers.queries import tray as tray_queries
from liciel_app.dossiers.queries.tray import Tray
from liciel_app.ui.lists import version
from liciel_app.ui.map import Line, Marker

ADDRESS: Final = "/bureau/agenda"
DAY, WEEK, MONTH, THINGS = "", "semaine", "mois", "ressources"
VIEWS: Final = {
    DAY: "resourceTimeGridDay",
    WEEK: "resourceTimelineWeek",
    MONTH: "dayGridMonth",
    THINGS: "resourceTimelineWeek",
}
KINDS: Final = (*TIME_TAKEN, "account", "dossier", "resource")


@dataclass(frozen=True, slots=True)
class Asked:
    """What stands in the address: a question, never a fact. `only`: one technician, 0 for all."""

    view: str = DAY
    day: str = ""
    only: int = 0


@dataclass(frozen=True, slots=True)
class Read:
    """One transaction's worth of the board."""

    asked: Asked
    day: date
    first: date
    after: date
    board: Board
    things: tuple[Thing, ...]
    tray: Tray
    to_publish: ToPublish
    people: tuple[tuple[int, str], ...]
    now: datetime
    language: Language
    may_move: bool
    version: str


@dataclass(frozen=True, slots=True)
class Shown:
    """The page around the calendar. Addresses lead to the one before, the one after, and to the other views."""

    title: str = ""
    before: str = ADDRESS
    after: str = ADDRESS
    today: str = ADDRESS
    views: dict[str, str] = field(default_factory=dict[str, str])
    chips: list[tuple[str, str, bool]] = field(default_factory=list[tuple[str, str, bool]])
    visits: int = 0
    publish: int = 0
    clients: int = 0
    estimated: bool = False
    may_move: bool = False
    pins: list[Marker] = field(default_factory=list[Marker])
    lines: list[Line] = field(default_factory=list[Line])


@dataclass(frozen=True, slots=True)
class Drawn:
    """`frame`: the options of the calendar that follow what is shown."""

    shown: Shown
    frame: dict[str, Any]
    laid: Laid
    roads: Roads


def seen(work: Work) -> str:
    """Moves when something on the board did, and each minute with the line of the present."""
    return f"{version(work, KINDS)} {clock.local(work.now):%H:%M}"


def read(work: Work, asked: Asked) -> Read:
    day = day_of(asked.day, work.today)
    first, after = span(asked.view, day)
    board = board_queries.board(work, first, after)
    people = tuple((person.row.id, person.row.name) for person in board.people)
    chosen = tuple(person for person in board.people if asked.only in (0, person.row.id)) or board.people
    things = tuple(board_queries.things(work, first, after)) if asked.view == THINGS else ()
    return Read(
        asked=asked,
        day=day,
        first=first,
        after=after,
        board=replace(board, people=chosen),
        things=things,
        tray=tray_queries.tray(work),
        to_publish=to_publish(work, since=clock.at_office(first, 0), until=clock.at_office(after, 0)),
        people=people,
        now=clock.local(work.now),
        language=work.language,
        may_move=work.actor.may(Permission.AGENDA_WRITE),
        version=seen(work),
    )


def draw(found: Read) -> Drawn:
    """May ask the road: not inside a transaction. A month takes the roads it knows, a day asks for them."""
    travels = travelling() if found.asked.view == DAY else remembered()
    roads = board_roads.roads(found.board, travels)
    return Drawn(_shown(found, roads), _frame(found), _laid(found, roads), roads)


def span(view: str, day: date) -> tuple[date, date]:
    """The first day shown, and the one after the last; a month shows whole weeks."""
    if view == MONTH:
        first = clock.monday_of(day.replace(day=1))
        last = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
        return first, clock.monday_of(last - timedelta(days=1)) + timedelta(days=7)
    if view in (WEEK, THINGS):
        return clock.monday_of(day), clock.monday_of(day) + timedelta(days=7)
    return day, day + timedelta(days=1)


def _laid(found: Read, roads: Roads) -> Laid:
    if found.asked.view == THINGS:
        return board_events.things_board(found.things, found.language)
    if found.asked.view == MONTH:
        return board_events.month_board(found.board, roads, found.language)
    if found.asked.view == WEEK:
        return board_events.week_board(found.board, roads, found.language)
    return board_events.day_board(found.board, roads, found.now, found.language)


def _shown(found: Read, roads: Roads) -> Shown:
    located = [one for one in found.board.booked if not one.off]
    on_map = found.asked.view == DAY
    return Shown(
        title=_title(found),
        before=_address(found.asked, _step(found.asked.view, found.day, -1)),
        after=_address(found.asked, _step(found.asked.view, found.day, 1)),
        today=_address(found.asked, None),
        views={view or "jour": _address(replace(found.asked, view=view), found.day) for view in VIEWS},
        chips=_chips(found),
        visits=len(located),
        publish=found.to_publish.appointments,
        clients=found.to_publish.clients,
        estimated=roads.estimated and bool(roads.legs),
        may_move=found.may_move,
        pins=_pins(found.board) if on_map else [],
        lines=_lines(found.board) if on_map else [],
    )


def _frame(found: Read) -> dict[str, Any]:
    opens, closes = board_events.hours_shown(found.board)
    week = found.asked.view in (WEEK, THINGS)
    return {
        "view": VIEWS[found.asked.view],
        "date": found.day.isoformat(),
        "locale": found.language,
        "hiddenDays": board_events.weekend(found.board) if week else [],
        "slotMinTime": opens,
        "slotMaxTime": closes,
        "columnWidth": "minmax(118px, 1fr)" if week else "minmax(146px, 1fr)",
        "editable": found.may_move and found.asked.view in (DAY, WEEK),
    }


def _chips(found: Read) -> list[tuple[str, str, bool]]:
    """Address, name, chosen: everybody, or one technician."""
    everybody = [(0, "")]
    return [
        (_address(replace(found.asked, only=number), found.day), name, number == found.asked.only)
        for number, name in (*everybody, *found.people)
    ]


def _pins(board: Board) -> list[Marker]:
    numbers, hues = board_events.ranks(board), {person.row.id: person.row.hue for person in board.people}
    return [
        Marker(
            id=str(one.id),
            lat=one.at[0],
            lon=one.at[1],
            label=f"{one.starts:%H:%M} · {one.city or one.title}",
            color=hues.get(one.taking[0], "#8b8d98"),
            number=str(numbers.get(one.id, "")),
        )
        for one in board.booked
        if one.at is not None and not one.off and one.taking[0] in hues
    ]


def _lines(board: Board) -> list[Line]:
    """Each technician's tour of the day, from home and back; dashed: no road service draws it."""
    found: list[Line] = []
    for person in board.people:
        stops = [one.at for one in _mine(board.booked, person.row.id) if one.at is not None]
        ends = [person.home, *stops, person.end or person.home] if stops else []
        points = [[at[0], at[1]] for at in ends if at is not None]
        if len(points) > 1:
            found.append(Line(points=points, color=person.row.hue, dashed=True))
    return found


def _mine(booked: tuple[Booked, ...], technician: int) -> list[Booked]:
    return [one for one in booked if not one.off and technician in one.taking]


def _title(found: Read) -> str:
    if found.asked.view == MONTH:
        return month_words(found.day, found.language)
    if found.asked.view == DAY:
        return day_words(found.day, found.language)
    last = found.after - timedelta(days=1)
    return f"{day_as(found.first, 'd MMM', found.language)} – {day_as(last, 'd MMM yyyy', found.language)}"


def _step(view: str, day: date, way: int) -> date:
    if view == MONTH:
        first = day.replace(day=1)
        return (first + timedelta(days=32)).replace(day=1) if way > 0 else (first - timedelta(days=1)).replace(day=1)
    return day + timedelta(days=way * (1 if view == DAY else 7))


def _address(asked: Asked, day: date | None) -> str:
    parts: Mapping[str, str] = {
        "jour": day.isoformat() if day else "",
        "vue": asked.view,
        "tech": str(asked.only or ""),
    }
    query = "&".join(f"{name}={value}" for name, value in parts.items() if value)
    return f"{ADDRESS}?{query}" if query else ADDRESS


def day_of(text: str, today: date) -> date:
    """What stands in the address is a question: a day that is none is today."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return today
