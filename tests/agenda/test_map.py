"""The map of a day: tours in their order, the last check-in, the road, and what has no place."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
import pytest

from liciel_app.agenda import queries, services
from liciel_app.agenda.driven import driven
from liciel_app.agenda.queries.board import board
from liciel_app.agenda.queries.map import CheckIn, day_tours
from liciel_app.agenda.screens.map_screen import LiveMap
from liciel_app.agenda.travel import Floats, StraightLines
from liciel_app.core.work import begin
from tests.agenda.offices import MERIGNAC, PESSAC, TALENCE, a_booking, two_technicians
from tests.client import Browser
from tests.conftest import MONDAY
from tests.people import Cast

NATHALIE = "n.ferrand@atlantique-diag.example"
TUESDAY = "2026-11-24"


@pytest.fixture
def karim(people: Cast) -> int:
    """Karim on Tuesday: Pessac at 9, Talence at 14, and a third visit nobody can place."""
    with begin(people.assistant) as work:
        karim, _ = two_technicians(work, people)
        a_booking(work, karim, 24, 14, TALENCE)
        a_booking(work, karim, 24, 9, PESSAC)
        a_booking(work, karim, 24, 16, None)
    return karim


async def test_pins_are_numbered_in_the_order_of_the_tour(browser: Browser, karim: int) -> None:
    tab = browser.tab(NATHALIE, jour=TUESDAY)
    await tab.send(LiveMap.load)
    state = await tab.state(LiveMap)
    shown = state.shown
    visits = [pin for pin in shown.pins if pin.get("kind") == ""]
    assert [(pin["number"], pin["lat"]) for pin in visits] == [("1", PESSAC[0]), ("2", TALENCE[0])]
    assert state.lines[0]["points"] == [list(place) for place in (MERIGNAC, PESSAC, TALENCE, MERIGNAC)]
    assert (state.lines[0].get("dashed"), state.straight) == (True, True)
    assert [stop.number for stop in shown.nowhere] == ["3"]
    assert {pin["id"] for pin in shown.pins if pin.get("kind") == "home"} > {f"d{karim}"}


async def test_the_road_of_each_tour_is_said_to_be_an_estimate(browser: Browser, karim: int) -> None:
    tab = browser.tab(NATHALIE, jour=TUESDAY)
    await tab.send(LiveMap.load)
    state = await tab.state(LiveMap)
    assert state.roads[karim] == "17,0\u00a0km · 26\u00a0min"
    assert state.estimated


async def test_the_filter_of_technicians_stands_in_the_address(browser: Browser, karim: int) -> None:
    tab = browser.tab(NATHALIE, jour=TUESDAY, technicien=f"{karim},999999,x")
    await tab.send(LiveMap.load)
    shown = (await tab.state(LiveMap)).shown
    assert [(tour.id, len(tour.stops)) for tour in shown.tours] == [(karim, 3)]
    first, second = shown.people
    assert (first.on, first.href) == (True, f"/bureau/agenda/carte?jour={TUESDAY}")
    assert second.href.endswith(f"&technicien={karim},{shown.people[1].href.split(',')[-1]}")
    assert shown.after == f"/bureau/agenda/carte?jour=2026-11-25&technicien={karim}"


async def test_an_arrival_noted_on_the_phone_shows_at_once(browser: Browser, people: Cast, karim: int) -> None:
    tab = browser.tab(NATHALIE, jour=TUESDAY)
    await tab.send(LiveMap.load)
    note(people, 0, "arrived")
    await tab.send(LiveMap.tick)
    tour = (await tab.state(LiveMap)).shown.tours[0]
    assert tour.seen.words == "Arrivé à Pessac à 08\u00a0h\u00a000"
    assert (tour.seen.lat, tour.stops[0].state) == (PESSAC[0], "arrived")


def test_a_meeting_nobody_notes_the_progress_of_is_never_late(
    people: Cast, karim: int, set_clock: Callable[[datetime], None]
) -> None:
    with begin(people.assistant) as work:
        meeting: dict[str, Any] = {"rule": "FREQ=DAILY", "first_on": date(2026, 11, 24), "starts_minute": 480}
        services.repeat(work, account_id=karim, title="Point", minutes=30, **meeting)
    set_clock(MONDAY + timedelta(days=1, hours=4))
    tuesday = date.fromisoformat(TUESDAY)
    with begin(people.assistant, writing=False) as work:
        on_map = [(stop.title, stop.late) for stop in day_tours(work, tuesday)[0].stops]
        on_board = [(one.title, one.late) for one in board(work, tuesday, date(2026, 11, 25)).booked]
    for shown in (on_map, on_board):
        assert [late for title, late in shown if title == "Point"] == [False]
        assert [late for title, late in shown if title != "Point"] == [True, False, False]


def test_on_the_way_he_is_still_where_he_was(people: Cast, karim: int) -> None:
    note(people, 0, "done")
    note(people, 1, "on_the_way")
    seen = seen_by(people)
    assert seen.words.startswith("En route vers Pessac")
    assert (seen.located, seen.lat) == (True, PESSAC[0])


def test_a_gesture_taken_back_is_no_check_in(people: Cast, karim: int) -> None:
    note(people, 0, "on_the_way")
    note(people, 0, "planned")
    assert seen_by(people).words == ""


def note(people: Cast, rank: int, state: str) -> None:
    """Karim's own gesture on his phone."""
    with begin(people.technician) as work:
        services.note_progress(work, queries.day(work, date.fromisoformat(TUESDAY))[rank].id, state)


def seen_by(people: Cast) -> CheckIn:
    with begin(people.assistant, writing=False) as work:
        return day_tours(work, date.fromisoformat(TUESDAY))[0].seen


@pytest.mark.parametrize("email", ["k.benali@atlantique-diag.example", "b.dupuy@courriel.example", ""])
async def test_strangers_see_no_map(browser: Browser, karim: int, email: str) -> None:
    tab = browser.tab(email, jour=TUESDAY)
    for gesture in (LiveMap.load, LiveMap.tick, LiveMap.measure):
        await tab.send(gesture)
    await tab.send(LiveMap.light, visit_id="1")
    await tab.send(LiveMap.choose_day, day=TUESDAY)
    state = await tab.state(LiveMap)
    assert (state.shown.title, state.lit, state.total, state.loaded) == ("", "", "", False)
    assert "bureau/agenda/carte" not in tab.toasts


class NoRoad(StraightLines):
    """Nothing leads anywhere."""

    def legs(self, starts: Floats, ends: Floats) -> tuple[Floats, Floats]:  # noqa: ARG002
        nowhere = np.full(len(starts), np.inf)
        return nowhere, nowhere


def test_the_road_of_several_routes_is_asked_once_and_shared_out() -> None:
    found, estimated = driven([[PESSAC, TALENCE], [], [PESSAC], [TALENCE, PESSAC, TALENCE]], StraightLines())
    assert [round(one.km, 1) for one in found] == [4.4, 0, 0, 8.9]
    assert estimated
    assert driven([[], [PESSAC]], StraightLines()) == ([found[1], found[2]], False)


def test_an_unreachable_place_is_said_and_not_counted() -> None:
    found, _ = driven([[PESSAC, TALENCE]], NoRoad())
    assert (found[0].km, found[0].reachable) == (0, False)
