"""While a visit is held, the board already says what the booking would refuse, and why."""

from datetime import date, datetime, timedelta

import pytest

from liciel_app.agenda import services
from liciel_app.agenda.models import Appointment
from liciel_app.agenda.services.resources import Facts
from liciel_app.core.errors import Conflict
from liciel_app.core.work import begin
from liciel_app.dossiers.screens.board_state import Board
from liciel_app.office.models import Technician
from tests.agenda.offices import a_booking, two_technicians
from tests.agenda.test_board_screen import a_board, at
from tests.client import Browser, Tab
from tests.people import Cast


@pytest.fixture
def crew(people: Cast) -> tuple[int, int]:
    with begin(people.manager) as work:
        return two_technicians(work, people)


async def said(tab: Tab, technician: int, start: str, end: str) -> str:
    """What the block shows there: the road where it fits, else the first refusal it meets."""
    state = await tab.state(Board)
    place, until = f"2026-11-24T{start}:00", f"2026-11-24T{end}:00"
    fits = [row for row in state.roads.get(str(technician), []) if place >= row[0] and until <= row[1]]
    met = [row for row in state.refusals[str(technician)] if place < row[1] and until > row[0]]
    return str((fits or met)[0][2]).replace("\u00a0", " ")


async def held(browser: Browser, visit: Appointment, **params: str) -> Tab:
    tab = await a_board(browser, **params)
    await tab.send(Board.grab, what=f"v{visit.id}")
    return tab


async def test_what_is_taken_and_the_hours_are_said_before_it_is_let_go(
    browser: Browser, people: Cast, crew: tuple[int, int]
) -> None:
    with begin(people.assistant) as work:
        visit, _ = a_booking(work, crew[0], 24, 9), a_booking(work, crew[1], 24, 14)
    tab = await held(browser, visit)
    assert await said(tab, crew[1], "14:30", "16:00") == "Déjà pris de 14 h 00 à 15 h 30, à Pessac."
    assert await said(tab, crew[0], "12:00", "13:30") == "Hors horaires : 08:30-12:30, 13:30-18:00."
    assert "km" in await said(tab, crew[0], "10:00", "11:30")


async def test_a_certificate_that_lacks_or_is_past_is_named(
    browser: Browser, people: Cast, crew: tuple[int, int]
) -> None:
    with begin(people.assistant) as work:
        visit = a_booking(work, crew[0], 24, 9, skills=("DPE",))
        work.db.get_one(Technician, crew[0]).insured_until = date(2026, 11, 24)
    tab = await held(browser, visit, vue="semaine")
    assert await said(tab, crew[1], "09:00", "10:30") == "Julien Morel n’a pas la certification DPE."
    rows = (await tab.state(Board)).refusals[str(crew[0])]
    assert ["2026-11-25T00:00:00", "L’assurance de Karim Benali est échue depuis le 24/11/2026.", True] in [
        [row[0], row[2], row[3]] for row in rows
    ]


async def test_leave_and_the_only_instrument_are_said(browser: Browser, people: Cast, crew: tuple[int, int]) -> None:
    with begin(people.manager) as work:
        services.save_resource(work, Facts("Analyseur XRF-1", "instrument", serves=("CREP",)))
        visit = a_booking(work, crew[0], 25, 9, needs=("CREP",))
        a_booking(work, crew[0], 24, 14, needs=("CREP",))
        leave = services.ask_leave(work, account_id=crew[1], first_on=date(2026, 11, 25), last_on=date(2026, 11, 25))
        services.decide_leave(work, leave.id or 0, approved=True)
    tab = await held(browser, visit, vue="semaine")
    assert await said(tab, crew[1], "14:00", "15:30") == "Le matériel de cette visite est déjà pris."
    whole = [(row[0][:10], row[2]) for row in (await tab.state(Board)).refusals[str(crew[1])] if row[3]]
    assert ("2026-11-25", "Julien Morel est en congé.") in whole
    assert ("2026-11-28", "Julien Morel ne travaille pas ce jour-là.") in whole


async def test_what_has_no_known_place_is_refused_as_well(
    browser: Browser, people: Cast, crew: tuple[int, int]
) -> None:
    with begin(people.assistant) as work:
        visit = a_booking(work, crew[0], 24, 9, None)
        a_booking(work, crew[1], 24, 14)
    tab = await held(browser, visit)
    assert (await tab.state(Board)).roads == {}
    assert (await said(tab, crew[1], "14:00", "15:30")).startswith("Déjà pris")


async def test_what_is_said_in_hand_is_what_the_booking_refuses(
    browser: Browser, people: Cast, crew: tuple[int, int]
) -> None:
    with begin(people.assistant) as work:
        visit = a_booking(work, crew[0], 24, 9)
        a_booking(work, crew[1], 24, 14)
    tab = await held(browser, visit)
    rows = (await tab.state(Board)).refusals[str(crew[1])]
    for quarter in range(9 * 4, 18 * 4):
        start = visit.starts_at + timedelta(minutes=15 * (quarter - 9 * 4))
        place = at(crew[1], f"{quarter // 4:02d}:{quarter % 4 * 15:02d}")["start"]
        until = f"2026-11-24T{(quarter + 6) // 4:02d}:{(quarter + 6) % 4 * 15:02d}:00"
        met = next(row[2] for row in rows if place < row[1] and until > row[0])
        assert refused(people, visit, crew[1], start) == (not met.startswith("Trajet"))


def refused(people: Cast, visit: Appointment, technician: int, start: datetime) -> bool:
    try:
        with begin(people.assistant) as work:
            services.move(work, visit.id or 0, technician_id=technician, starts_at=start, minutes=90)
    except Conflict:
        return True
    return False
