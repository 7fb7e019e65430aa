"""The lines of the tours follow the roads a service draws: map, sheet, Google Earth; straight, they say so."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from liciel_app.agenda.driven import driven
from liciel_app.agenda.feeds import kml
from liciel_app.agenda.queries.feeds import FeedEvent
from liciel_app.agenda.roads import remembered, travelling
from liciel_app.agenda.screens.map_screen import LiveMap
from liciel_app.agenda.sheets import drawn, reading
from liciel_app.agenda.sheets.printed import tour_pdf
from liciel_app.agenda.sheets.sheet import TourSheet
from liciel_app.core.work import begin
from tests.agenda.offices import MERIGNAC, PESSAC, TALENCE, a_booking, two_technicians
from tests.client import Browser
from tests.gateways.osrm import as_osrm
from tests.loopback import Answering, Asked
from tests.people import Cast

NATHALIE = "n.ferrand@atlantique-diag.example"
TUESDAY = date(2026, 11, 24)
CORNER = [PESSAC[0], MERIGNAC[1]]
ESTIMATE = "tracés estimés"
RoadsFrom = Callable[[str], None]


@pytest.fixture
def heard(answering: Answering, roads_from: RoadsFrom) -> list[str]:
    """An OSRM on loopback is the office's; the addresses it is asked."""
    paths: list[str] = []

    def tell(asked: Asked) -> tuple[int, bytes, dict[str, str]]:
        paths.append(asked.path)
        return 200, as_osrm(asked), {}

    roads_from(answering(tell))
    return paths


@pytest.fixture
def karim(people: Cast) -> int:
    """From Mérignac to Pessac at 9 and Talence at 14, and home."""
    with begin(people.assistant) as work:
        karim, _ = two_technicians(work, people)
        a_booking(work, karim, 24, 9, PESSAC)
        a_booking(work, karim, 24, 14, TALENCE)
        return karim


async def the_map(browser: Browser) -> Any:
    tab = browser.tab(NATHALIE, jour=TUESDAY.isoformat())
    await tab.send(LiveMap.load)
    return await tab.state(LiveMap)


def sheet_of(people: Cast, karim: int) -> TourSheet:
    with begin(people.assistant, writing=False) as work:
        sheet = reading.tour_sheet(work, karim, TUESDAY)
    return reading.with_roads(sheet)


async def test_karims_line_on_the_map_follows_the_road(browser: Browser, karim: int, heard: list[str]) -> None:
    state = await the_map(browser)
    (line,) = state.lines
    assert line["points"][:3] == [list(MERIGNAC), CORNER, list(PESSAC)]
    assert (line.get("dashed"), state.straight, state.estimated) == (False, False, False)
    assert line["points"][-1] == list(MERIGNAC)
    assert sum("/route/" in path for path in heard) == 1
    await the_map(browser)
    assert sum("/route/" in path for path in heard) == 1


async def test_the_sheet_and_its_shared_map_follow_the_road(people: Cast, karim: int, heard: list[str]) -> None:
    sheet = sheet_of(people, karim)
    page = drawn.map_page(sheet, drawn.Tiles(), "n", "fr")
    assert list(map(list, sheet.line[:3])) == [list(MERIGNAC), CORNER, list(PESSAC)]
    assert '"dashArray": "2 8"' not in page
    assert str(CORNER) in page
    assert ESTIMATE not in page
    assert tour_pdf(sheet).startswith(b"%PDF")


def test_without_a_service_the_shared_map_is_dashed_and_says_so(people: Cast, karim: int) -> None:
    page = drawn.map_page(sheet_of(people, karim), drawn.Tiles(), "n", "fr")
    assert '"dashArray": "2 8"' in page
    assert ESTIMATE in page


def test_google_earth_draws_the_roads_that_are_known_and_says_which_are_not(karim: int, heard: list[str]) -> None:
    visits = [an_event(number, at) for number, at in enumerate((PESSAC, TALENCE))]
    straight = kml.map_file("Agenda", visits, "fr").decode()
    assert heard == []
    assert "Tracé estimé" in straight
    by_road = kml.map_file("Agenda", visits, "fr", travelling()).decode()
    assert f"{PESSAC[1]},{TALENCE[0]},0" in by_road
    assert "Tracé estimé" not in by_road
    again = kml.map_file("Agenda", visits, "fr", remembered()).decode()
    assert ("Tracé estimé" in again, len(heard)) == (False, 1)


@pytest.mark.parametrize("status", [200, 500])
async def test_a_service_that_draws_garbage_leaves_straight_lines(
    browser: Browser, karim: int, answering: Answering, roads_from: RoadsFrom, status: int
) -> None:
    def tell(asked: Asked) -> tuple[int, bytes, dict[str, str]]:
        drawing = asked.path.startswith("/route/")
        return (status, b"{}", {}) if drawing else (200, as_osrm(asked), {})

    roads_from(answering(tell))
    state = await the_map(browser)
    (line,) = state.lines
    assert line["points"] == [list(place) for place in (MERIGNAC, PESSAC, TALENCE, MERIGNAC)]
    assert (line.get("dashed"), state.straight, state.estimated) == (True, True, False)


def test_nobody_draws_a_road_to_where_none_leads(answering: Answering, roads_from: RoadsFrom, people: Cast) -> None:
    roads_from(answering(lambda _: (200, b'{"code": "Ok", "distances": [[null]], "durations": [[null]]}', {})))
    found, _ = driven([[PESSAC, TALENCE]])
    assert not found[0].reachable


def an_event(number: int, at: tuple[float, float]) -> FeedEvent:
    starts = datetime(2026, 11, 24, 8 + 3 * number, tzinfo=UTC)
    ends, karim = starts.replace(minute=30), {"technician": "Karim", "hue": "#3e63dd"}
    return FeedEvent(str(number), 0, "Visite", starts, ends, False, starts, lat=at[0], lon=at[1], **karim)
