"""A routing service that is down: the three screens work on estimates, and say so."""

import socket
from collections.abc import Iterator

import pytest

from liciel_app.agenda.screens.map_screen import LiveMap
from liciel_app.agenda.screens.tours_state import Tours
from liciel_app.agenda.tours import crew
from liciel_app.core import config
from liciel_app.core.work import begin
from liciel_app.dossiers.screens.planning_slots import BestSlots
from tests.agenda.offices import PESSAC, TALENCE, a_booking, two_technicians
from tests.client import Browser
from tests.dossiers.cases import a_dossier
from tests.people import Cast

NATHALIE = "n.ferrand@atlantique-diag.example"
TUESDAY = "2026-11-24"


@pytest.fixture
def silence(people: Cast, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A service that takes the call and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        monkeypatch.setenv("LICIEL_ROUTING_ENGINE", "osrm")
        monkeypatch.setenv("LICIEL_ROUTING_URL", f"http://127.0.0.1:{deaf.getsockname()[1]}")
        config.settings.cache_clear()
        yield
    config.settings.cache_clear()
    crew.crew().close()


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
