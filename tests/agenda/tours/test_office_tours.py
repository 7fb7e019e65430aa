"""The office's day as the solver is asked about it, and back."""

from datetime import date
from typing import Any

from liciel_app.agenda import planner
from liciel_app.agenda.models import AppointmentState
from liciel_app.agenda.queries.tour_facts import Waiting, tour_day
from liciel_app.agenda.tours import crew
from liciel_app.core.work import Work
from tests.agenda.offices import MERIGNAC, TALENCE, VILLENAVE, a_booking, two_technicians
from tests.people import Cast

TUESDAY = date(2026, 11, 24)


async def optimised(day: dict[str, Any]) -> dict[str, Any]:
    answers = [answer async for answer in planner.optimise(day)]
    crew.crew().close()
    return answers[-1]


async def test_provisional_visits_go_to_who_lives_nearby(work: Work, people: Cast) -> None:
    karim, julien = two_technicians(work, people)
    far = a_booking(work, karim, 24, 9, VILLENAVE, provisional=True)
    near = a_booking(work, julien, 24, 9, MERIGNAC, provisional=True)
    found = await optimised(tour_day(work, TUESDAY, seconds=0.3))
    routes = {route["technician"]: [one["id"] for one in route["visits"]] for route in found["after"]["routes"]}
    assert routes == {karim: [near.id], julien: [far.id]}


async def test_a_visit_whose_client_was_told_keeps_its_hour(work: Work, people: Cast) -> None:
    karim, julien = two_technicians(work, people)
    told = a_booking(work, karim, 24, 10, VILLENAVE)
    found = await optimised(tour_day(work, TUESDAY, seconds=0.3))
    held = [route["visits"] for route in found["after"]["routes"] if route["technician"] == julien]
    assert held == [[{"id": told.id, "start": "10:00", "end": "11:30"}]]


async def test_what_has_begun_or_has_no_place_stays_and_the_tray_is_planned_around_it(work: Work, people: Cast) -> None:
    karim, julien = two_technicians(work, people)
    begun = a_booking(work, karim, 24, 9, VILLENAVE)
    begun.state = AppointmentState.ARRIVED
    nowhere = a_booking(work, karim, 24, 14, None)
    day = tour_day(
        work, TUESDAY, waiting=[Waiting("d7", "Talence", 90, TALENCE), Waiting("d8", "Nulle part", 60, None)]
    )
    found = await optimised(day | {"seconds": 0.5})
    routes = {
        route["technician"]: {one["id"]: one["start"] for one in route["visits"]} for route in found["after"]["routes"]
    }
    assert routes[karim].items() >= {begun.id: "09:00", nowhere.id: "14:00"}.items()
    assert "d7" in routes[karim] | routes[julien]
    assert [one["id"] for one in found["after"]["unplanned"]] == ["d8"]


async def test_a_visit_that_slips_is_mended_with_the_words_to_say(work: Work, people: Cast) -> None:
    karim, _ = two_technicians(work, people)
    late = a_booking(work, karim, 24, 9, TALENCE)
    a_booking(work, karim, 24, 11, TALENCE, window_minutes=120)
    event = {"visit": late.id, "start": "10:00", "now": "08:30"}
    found = await planner.repair(tour_day(work, TUESDAY, seconds=1), event)
    crew.crew().close()
    assert 1 <= len(found) <= 3
    assert all(call["text"] for repair in found for call in repair["calls"])
