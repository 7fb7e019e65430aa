"""The week on the board: a visit carried to another day keeps its hour, or goes back and says why."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from liciel_app.agenda import services
from liciel_app.agenda.models import Appointment
from liciel_app.core.work import begin
from liciel_app.dossiers.screens.board_state import Board, Done
from tests.agenda.offices import VILLENAVE, a_booking, two_technicians
from tests.agenda.test_board_screen import a_board, events_of
from tests.client import Browser, Tab
from tests.conftest import MONDAY
from tests.people import Cast

Crew = tuple[int, int]


@pytest.fixture
def crew(people: Cast) -> Crew:
    with begin(people.manager) as work:
        return two_technicians(work, people)


@pytest.fixture
def visit(people: Cast, crew: Crew) -> Appointment:
    """Karim in Pessac on Tuesday from 9 to 10:30."""
    with begin(people.assistant) as work:
        return a_booking(work, crew[0], 24, 9)


async def carried(browser: Browser, visit: Appointment, technician: int, day: int) -> Tab:
    """Dragged in the week to another cell: the calendar keeps the hour and changes the date."""
    tab = await a_board(browser, vue="semaine")
    await tab.send(Board.grab, what=f"v{visit.id}")
    date = f"2026-11-{day}"
    place = {"id": f"v{visit.id}", "resource": str(technician), "start": f"{date}T09:00:00", "end": f"{date}T10:30:00"}
    await tab.send(Board.move, place=place)
    return tab


async def where(tab: Tab) -> tuple[list[str], str, str]:
    (shown,) = await events_of(tab, "v")
    return shown["resourceIds"], shown["start"], shown["end"]


async def test_a_visit_carried_to_thursday_keeps_its_hour_and_comes_back(
    browser: Browser, crew: Crew, visit: Appointment
) -> None:
    tab = await carried(browser, visit, crew[1], 26)
    assert await where(tab) == ([str(crew[1])], "2026-11-26T09:00:00", "2026-11-26T10:30:00")
    done = (await tab.state(Done)).card
    assert "26/11 à 09\u00a0h\u00a000, Julien Morel" in done.words
    assert done.road
    await tab.send(Board.undo)
    assert await where(tab) == ([str(crew[0])], "2026-11-24T09:00:00", "2026-11-24T10:30:00")


async def test_a_day_on_which_julien_is_taken_sends_it_back_and_says_by_what(
    browser: Browser, people: Cast, crew: Crew, visit: Appointment
) -> None:
    with begin(people.assistant) as work:
        a_booking(work, crew[1], 26, 10, VILLENAVE)
    tab = await carried(browser, visit, crew[1], 26)
    assert "Julien Morel a déjà" in tab.toasts
    assert (await tab.state(Done)).card.words == ""
    assert {one["start"] for one in await events_of(tab, "v")} == {"2026-11-24T09:00:00", "2026-11-26T10:00:00"}


@pytest.mark.parametrize(("day", "words"), [(28, "ne travaille pas le 28/11"), (29, "ne travaille pas le 29/11")])
async def test_a_day_karim_does_not_work_refuses_it(
    browser: Browser, crew: Crew, visit: Appointment, day: int, words: str
) -> None:
    tab = await carried(browser, visit, crew[0], day)
    assert words in tab.toasts
    assert (await where(tab))[1] == "2026-11-24T09:00:00"


async def test_a_day_that_is_past_refuses_it(
    browser: Browser, crew: Crew, visit: Appointment, set_clock: Callable[[datetime], None]
) -> None:
    set_clock(MONDAY + timedelta(hours=4))
    tab = await carried(browser, visit, crew[0], 23)
    assert tab.toasts
    assert (await where(tab))[1] == "2026-11-24T09:00:00"


async def test_leave_on_that_day_refuses_it(browser: Browser, people: Cast, crew: Crew, visit: Appointment) -> None:
    with begin(people.assistant) as work:
        day = visit.starts_at.date() + timedelta(days=2)
        asked = services.ask_leave(work, account_id=crew[0], first_on=day, last_on=day)
        services.decide_leave(work, asked.id or 0, approved=True)
    tab = await carried(browser, visit, crew[0], 26)
    assert (await where(tab))[1] == "2026-11-24T09:00:00"
    assert tab.toasts
