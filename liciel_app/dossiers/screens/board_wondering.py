"""What a visit held in hand would add to the road, wherever it could go on the board, and why it may not elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from liciel_app.agenda import queries as agenda
from liciel_app.agenda.queries import board as board_queries
from liciel_app.agenda.queries.board import Board
from liciel_app.agenda.roads import travelling
from liciel_app.agenda.screens import board_refusals, board_roads
from liciel_app.agenda.screens.board_roads import Road
from liciel_app.agenda.slots import facts
from liciel_app.agenda.slots.facts import Question
from liciel_app.core.language import Language
from liciel_app.core.work import Work
from liciel_app.dossiers.queries import tray as tray_queries
from liciel_app.dossiers.screens.board_gestures import DOSSIER, Held
from liciel_app.dossiers.screens.board_reading import DAY, WEEK, Asked, day_of, span


@dataclass(frozen=True, slots=True)
class Wondered:
    """Where what is held could go. `located`: its road can be measured; `here` and `without`: its day as it is, and
    once it is gone.
    """

    question: Question
    days: tuple[date, ...]
    holidays: Mapping[date, str]
    located: bool
    here: Board | None = None
    without: Board | None = None
    mine: tuple[tuple[int, date], ...] = ()


@dataclass(frozen=True, slots=True)
class Holding:
    """By technician: `roads`, the gaps it fits in with the road added, and `refusals` (`board_refusals.Row`)."""

    roads: dict[str, list[list[Any]]] = field(default_factory=dict[str, list[list[Any]]])
    refusals: dict[str, list[Any]] = field(default_factory=dict[str, list[Any]])


def wonder(work: Work, what: Held, asked: Asked) -> Wondered | None:
    """Nothing is said over a month, nor over the things."""
    if asked.view not in (DAY, WEEK):
        return None
    first, after = span(asked.view, day_of(asked.day, work.today))
    days = tuple(first + timedelta(days=number) for number in range((after - first).days))
    holidays = agenda.holidays_between(work, first, days[-1])
    if what.kind == DOSSIER:
        visit, located = tray_queries.wanted_visit(work, what.number)
        return Wondered(board_queries.insertion(work, visit, days, 0), days, holidays, located)
    return _of_the_board(work, what.number, days, holidays)


def told(found: Wondered | None, lang: Language) -> Holding:
    """Asks the road: outside any transaction."""
    if found is None:
        return Holding()
    roads = _roads(found, lang) if found.located else {}
    return Holding(roads, board_refusals.refusals(found.question, found.holidays, found.days, roads, lang))


def _of_the_board(work: Work, number: int, days: tuple[date, ...], holidays: Mapping[date, str]) -> Wondered:
    one = board_queries.one_booked(work, number)
    visit = facts.Visit(one.at or (0.0, 0.0), one.minutes, frozenset(one.skills), agenda.served(work, one.needs))
    board = board_queries.board(work, one.starts.date(), one.starts.date() + timedelta(days=1))
    return Wondered(
        board_queries.insertion(work, visit, days, number),
        days,
        holidays,
        located=one.at is not None,
        here=board,
        without=replace(board, booked=tuple(other for other in board.booked if other.id != one.id)),
        mine=((one.taking[0], one.starts.date()),),
    )


def _roads(found: Wondered, lang: Language) -> dict[str, list[list[Any]]]:
    """The gaps, less the road it costs where it is now."""
    travels, own = travelling(), Road()
    if found.here is not None and found.without is not None:
        here, without = (board_roads.roads(board, travels) for board in (found.here, found.without))
        own = here.over(found.mine) - without.over(found.mine)
    return board_roads.gaps(found.question, travels, own, lang)
