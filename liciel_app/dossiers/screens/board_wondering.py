"""What a visit held in hand would add to the road, wherever it could go on the board."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from liciel_app.agenda.queries import board as board_queries
from liciel_app.agenda.queries.board import Board
from liciel_app.agenda.roads import travelling
from liciel_app.agenda.screens import board_roads
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
    """Where what is held could go; `alone` is its day without anything else to compare with."""

    question: Question | None
    here: Board | None = None
    without: Board | None = None
    days: tuple[tuple[int, date], ...] = ()


def wonder(work: Work, what: Held, asked: Asked) -> Wondered:
    """Nothing to measure for what has no known place, nor over a month."""
    if asked.view not in (DAY, WEEK):
        return Wondered(None)
    first, after = span(asked.view, day_of(asked.day, work.today))
    days = [first + timedelta(days=number) for number in range((after - first).days)]
    if what.kind == DOSSIER:
        visit = tray_queries.wanted_visit(work, what.number)
        return Wondered(board_queries.insertion(work, visit, days, 0) if visit else None)
    one = board_queries.one_booked(work, what.number)
    if one.at is None:
        return Wondered(None)
    visit = facts.Visit(one.at, one.minutes, frozenset(one.skills))
    board = board_queries.board(work, one.starts.date(), one.starts.date() + timedelta(days=1))
    without = replace(board, booked=tuple(other for other in board.booked if other.id != one.id))
    question = board_queries.insertion(work, visit, days, what.number)
    return Wondered(question, board, without, ((one.taking[0], one.starts.date()),))


def roads_of(found: Wondered, lang: Language) -> dict[str, list[list[Any]]]:
    """By technician, the gaps it fits in with the road added; asks the road, outside any transaction."""
    if found.question is None:
        return {}
    travels, own = travelling(), Road()
    if found.here is not None and found.without is not None:
        here, without = (board_roads.roads(board, travels) for board in (found.here, found.without))
        own = here.over(found.days) - without.over(found.days)
    return board_roads.gaps(found.question, travels, own, lang)
