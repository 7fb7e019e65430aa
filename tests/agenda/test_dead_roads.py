"""A routing service that is silent, down or talks nonsense: the screens work on estimates, and say so."""

import socket
from collections.abc import Callable, Iterator
from datetime import date

import pytest

from liciel_app.agenda.driven import drawn, driven
from liciel_app.agenda.roads import Measured, travelling
from liciel_app.agenda.screens.map_screen import LiveMap
from liciel_app.agenda.screens.tours_state import Tours
from liciel_app.agenda.sheets import reading
from liciel_app.core.work import begin
from liciel_app.dossiers.screens.board_state import Board
from liciel_app.dossiers.screens.planning_slots import BestSlots
from liciel_app.gateways.roads import PATIENCE
from tests.agenda.offices import PESSAC, TALENCE, a_booking, two_technicians
from tests.client import Browser
from tests.dossiers.cases import a_dossier
from tests.loopback import Answering
from tests.people import Cast

NATHALIE = "n.ferrand@atlantique-diag.example"
TUESDAY = "2026-11-24"


@pytest.fixture(params=["silent", "down", "garbage"])
def silence(request: pytest.FixtureRequest, answering: Answering, roads_from: Callable[[str], None]) -> Iterator[None]:
    """A service that takes the call and never answers, one that is not there, one that says anything."""
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        address = {
            "silent": f"http://127.0.0.1:{deaf.getsockname()[1]}",
            "down": "http://127.0.0.1:9",
            "garbage": answering(lambda _: (200, b"<html>Bad gateway</html>", {})),
        }
        roads_from(address[request.param])
        yield


@pytest.fixture
def dossier(people: Cast) -> int:
    with begin(people.assistant) as work:
        karim, _ = two_technicians(work, people)
        a_booking(work, karim, 24, 9, PESSAC)
        a_booking(work, karim, 24, 14, TALENCE)
        return a_dossier(work, people.client_id).id or 0


async def test_the_map_shows_its_pins_and_estimates(browser: Browser, dossier: int, silence: None) -> None:
    tab = browser.tab(NATHALIE, jour=TUESDAY)
    await tab.send(LiveMap.load)
    state = await tab.state(LiveMap)
    assert len(state.shown.pins) == 4
    assert (state.total, state.estimated) == ("17,0\u00a0km · 26\u00a0min", True)
    assert (state.straight, state.lines[0].get("dashed")) == (True, True)


async def test_slots_are_proposed_on_estimates(browser: Browser, dossier: int, silence: None) -> None:
    tab = browser.tab(NATHALIE, dossier=str(dossier))
    await tab.send(BestSlots.load)
    state = await tab.state(BestSlots)
    assert state.rows
    assert state.estimated
    assert all(row.estimated for row in state.rows)


async def test_tours_are_planned_on_estimates(browser: Browser, dossier: int, silence: None) -> None:
    tab = browser.tab(NATHALIE, jour=TUESDAY)
    await tab.send(Tours.load)
    await tab.send(Tours.optimise)
    (day,) = (await tab.state(Tours)).days
    assert (day.estimated, day.visits) == (True, 2)


async def test_the_board_measures_its_roads_on_estimates(browser: Browser, dossier: int, silence: None) -> None:
    tab = browser.tab(NATHALIE, jour=TUESDAY)
    await tab.send(Board.load)
    state = await tab.state(Board)
    assert [event for event in state.events if event["id"].startswith("t")]
    assert state.shown.estimated


def test_the_sheet_of_the_tour_says_its_road_is_estimated(people: Cast, dossier: int, silence: None) -> None:
    with begin(people.assistant, writing=False) as work:
        sheet = reading.tour_sheet(work, people.technician.account_id or 0, date.fromisoformat(TUESDAY))
    told = reading.with_roads(sheet)
    assert (told.estimated, told.road, bool(told.total)) == (True, [], True)


def test_one_answer_waits_less_than_five_seconds_whatever_it_asks(people: Cast, silence: None) -> None:
    """Said in the patience it has, not on a watch: distances, then drawings, of one and the same answer."""
    roads = travelling()
    assert isinstance(roads, Measured)
    assert roads.patience < 5
    began = roads.roads.clock()
    driven([[PESSAC, TALENCE]], roads)
    spent = roads.roads.clock() - began
    drawn([[PESSAC, TALENCE]], roads)
    assert roads.patience <= PATIENCE - spent + 0.1
