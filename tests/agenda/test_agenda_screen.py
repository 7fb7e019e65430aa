"""The agenda: each technician's day and week, and the boards they are laid out on."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liciel_app.agenda import services
from liciel_app.agenda.models import Appointment
from liciel_app.agenda.queries import VisitRow
from liciel_app.agenda.rules import Contact, Place
from liciel_app.agenda.screens.agenda_screen import Agenda
from liciel_app.agenda.screens.board import day_board
from liciel_app.core.work import begin
from liciel_app.office.queries import TechnicianRow
from tests.client import Browser
from tests.conftest import MONDAY
from tests.people import Cast

NATHALIE = "n.ferrand@atlantique-diag.example"
KARIM = TechnicianRow(4, "Karim", "", "", "#3e63dd", 1, "Mérignac", ())


@pytest.fixture
def visit(people: Cast) -> Appointment:
    """Karim in Talence on Monday from 9 to 11."""
    with begin(people.assistant) as work:
        return services.book(
            work,
            technician_id=people.technician.account_id or 0,
            starts_at=MONDAY + timedelta(hours=1),
            minutes=120,
            title="Maison 95 m², Talence",
            place=Place("17 avenue Roul", "33400", "Talence", 44.802, -0.588),
            contact=Contact("Claire Dupuy", "+33612345678"),
            link=("dossier", 12),
        )


async def test_nathalie_sees_karims_day_beside_its_map(browser: Browser, visit: Appointment) -> None:
    tab = browser.tab(NATHALIE)
    await tab.send(Agenda.load)
    shown = (await tab.state(Agenda)).shown
    assert (shown.title, shown.visits, shown.after) == ("lundi 23 novembre 2026", 1, "/bureau/agenda?jour=2026-11-24")
    assert shown.day is not None
    (lane,) = shown.day.lanes
    (block,) = lane.blocks
    assert (lane.words, block.rows, block.number, block.href) == ("2\u00a0h", "5 / 13", "1", "/bureau/dossiers/12")
    assert [(pin["number"], pin["lat"]) for pin in shown.pins] == [("1", 44.802)]


async def test_the_week_has_a_line_by_technician(browser: Browser, visit: Appointment) -> None:
    tab = browser.tab(NATHALIE, jour="2026-11-26", vue="semaine")
    await tab.send(Agenda.load)
    shown = (await tab.state(Agenda)).shown
    (roster,) = shown.week
    assert [len(cell.blocks) for cell in roster.cells] == [1, 0, 0, 0, 0, 0, 0]
    assert (roster.cells[0].day, roster.cells[0].today, roster.cells[6].weekend) == ("lun. 23", True, True)
    assert shown.before == "/bureau/agenda?jour=2026-11-19&vue=semaine"


async def test_a_visit_moved_elsewhere_leaves_the_open_day(browser: Browser, people: Cast, visit: Appointment) -> None:
    tab = browser.tab(NATHALIE, jour="hier")
    await tab.send(Agenda.load)
    with begin(people.manager) as work:
        later = visit.starts_at + timedelta(days=1)
        services.move(work, visit.id or 0, technician_id=visit.technician_id, starts_at=later, minutes=60)
    await tab.send(Agenda.tick)
    await tab.send(Agenda.light, visit_id=str(visit.id))
    state = await tab.state(Agenda)
    assert (state.shown.visits, state.lit) == (0, str(visit.id))


@pytest.mark.parametrize("email", ["k.benali@atlantique-diag.example", "b.dupuy@courriel.example", ""])
async def test_strangers_see_no_visit(browser: Browser, visit: Appointment, email: str) -> None:
    tab = browser.tab(email)
    await tab.send(Agenda.load)
    await tab.send(Agenda.tick)
    await tab.send(Agenda.light, visit_id="1")
    state = await tab.state(Agenda)
    assert (state.shown.title, state.lit, state.loaded) == ("", "", False)


def _visit(start: int, minutes: int, state: str = "planned") -> VisitRow:
    texts = dict.fromkeys(("title", "technician", "hue", "day", "start", "end", "address", "city"), "")
    known = {"contact": "", "phone": "", "notes": "", "link_kind": "", "link_id": 0, "lat": 0.0, "lon": 0.0}
    return VisitRow(
        id=1, technician_id=4, position=1, weekday=0, located=False, start_minute=start, minutes=minutes, state=state,
        **texts, **known,
    )  # fmt: skip


@given(st.integers(0, 23 * 60 + 45), st.integers(15, 12 * 60), st.sampled_from(["planned", "day_off"]))
def test_every_visit_stands_inside_its_grid(start: int, minutes: int, state: str) -> None:
    board = day_board([_visit(start, min(minutes, 24 * 60 - start), state)], [KARIM], 10 * 60)
    first, last = (int(part) for part in board.lanes[0].blocks[0].rows.split(" / "))
    assert 1 <= first < last <= board.quarters + 1
    assert len(board.hours) * 4 == board.quarters
    assert 0 <= board.now <= board.quarters
    assert 0 <= board.lanes[0].load <= 100


def test_the_board_opens_for_an_early_visit_and_a_leave_fills_the_day() -> None:
    board = day_board([_visit(6 * 60 + 30, 60), _visit(8 * 60, 10 * 60, "day_off")], [KARIM], -1)
    early, leave = board.lanes[0].blocks
    assert (board.hours[0], board.now) == ("6\u00a0h", 0)
    assert (early.number, early.rows, leave.number, leave.rows) == ("1", "3 / 7", "", f"1 / {board.quarters + 1}")
