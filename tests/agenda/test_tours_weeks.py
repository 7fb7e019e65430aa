"""A week of tours as one problem, the tray « À planifier » put in, and the instruments its visits take."""

import pytest
from sqlmodel import select

from liciel_app.agenda.models import Appointment, AppointmentState
from liciel_app.agenda.queries import tours as asking
from liciel_app.agenda.screens.tours_state import Tours
from liciel_app.core import clock
from liciel_app.core.work import Work
from liciel_app.dossiers.queries import tray
from liciel_app.office.models import Resource
from tests.agenda.offices import VILLENAVE, a_booking, two_technicians
from tests.agenda.tours_desk import TUESDAY, desk, opened
from tests.client import Browser
from tests.dossiers.cases import a_dossier
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("workers")
ARCACHON = (44.66, -1.17)


async def test_a_week_is_one_problem_from_today_on(
    browser: Browser,
    people: Cast,
    crossed: tuple[int, int],
) -> None:
    tab = await opened(browser, vue="semaine")
    await tab.send(Tours.optimise)
    (week,) = (await tab.state(Tours)).days
    assert week.title == "lundi 23 novembre – dimanche 29 novembre"
    assert (week.road.km.before, week.road.km.after) == ("49,1\u00a0km", "0,0\u00a0km")
    await tab.send(Tours.accept_all)
    assert where(people, crossed[0])[0] != people.technician.account_id
    await tab.send(Tours.undo)
    assert where(people, crossed[0])[0] == people.technician.account_id


async def test_in_a_week_a_visit_goes_to_the_day_its_technician_is_nearby(browser: Browser, people: Cast) -> None:
    with desk(people) as work:
        karim, _ = two_technicians(work, people)
        a_booking(work, karim, 26, 10, ARCACHON)
        lonely = a_booking(work, karim, 24, 9, ARCACHON, provisional=True).id or 0
    tab = await opened(browser, vue="semaine")
    await tab.send(Tours.toggle, technician_id=karim)
    await tab.send(Tours.optimise)
    (week,) = (await tab.state(Tours)).days
    (move,) = week.groups[0].moves
    assert move.why.startswith("Pessac (mar. 24) passe de Karim Benali (mar. 24) à Karim Benali (jeu. 26)")
    await tab.send(Tours.accept_all)
    assert where(people, lonely) == (karim, 26)


async def test_the_tray_is_put_in_placed_provisionally_and_given_back(browser: Browser, people: Cast) -> None:
    with desk(people) as work:
        two_technicians(work, people)
        dossier = a_dossier(work, people.client_id).id or 0
    tab = await opened(browser)
    await tab.send(Tours.include, tray=True)
    await tab.send(Tours.optimise)
    (move,) = (await tab.state(Tours)).days[0].groups[0].moves
    assert (move.href, move.told) == (f"/bureau/dossiers/{dossier}", False)
    await tab.send(Tours.accept_all)
    with desk(people) as work:
        (booked,) = work.db.exec(select(Appointment)).all()
        assert (booked.link_id, booked.provisional, booked.starts_at.date()) == (dossier, True, TUESDAY)
    await tab.send(Tours.undo)
    with desk(people) as work:
        assert work.db.get_one(Appointment, booked.id).state is AppointmentState.CANCELLED
        assert [one.id for one in tray.tray(work).rows] == [dossier]


async def test_what_waits_in_the_tray_is_offered_after_a_plan_without_it(browser: Browser, people: Cast) -> None:
    with desk(people) as work:
        two_technicians(work, people)
        a_dossier(work, people.client_id)
    tab = await opened(browser)
    await tab.send(Tours.optimise)
    state = await tab.state(Tours)
    assert (state.header.tray, state.tray, state.waiting) == (1, False, 0)
    await tab.send(Tours.place_tray)
    state = await tab.state(Tours)
    assert (state.tray, len(state.days[0].groups[0].moves)) == (True, 1)
    await tab.send(Tours.accept_all)
    assert (await tab.state(Tours)).header.tray == 0


def test_what_is_out_with_a_visit_that_stays_is_told(work: Work, people: Cast) -> None:
    karim, julien = two_technicians(work, people)
    analyser = Resource(name="XRF-1", kind="instrument", serves="CREP")
    work.db.add(analyser)
    work.db.flush()
    a_booking(work, karim, 24, 9, None, resources=(analyser.id,))
    a_booking(work, julien, 24, 14, VILLENAVE, needs=("CREP",), provisional=True)
    day = asking.question(work, TUESDAY).day
    assert day["taken"] == [{"thing": analyser.id, "start": "09:00", "end": "10:30"}]


def test_the_day_tells_who_may_take_which_instrument(work: Work, people: Cast) -> None:
    karim, julien = two_technicians(work, people)
    analyser = Resource(name="XRF-1", kind="instrument", serves="CREP")
    work.db.add(analyser)
    work.db.add(Resource(name="XRF-2", kind="instrument", serves="CREP", carried_by=karim))
    a_booking(work, julien, 24, 9, VILLENAVE, needs=("CREP",), provisional=True)
    day = asking.question(work, TUESDAY).day
    assert (day["shared"], day["words"]["CREP"]) == ({"CREP": [analyser.id]}, "XRF-1")
    assert [(one["own"], one["instruments"]) for one in day["technicians"]] == [(["CREP"], ["CREP"]), ([], ["CREP"])]
    assert [one["instruments"] for one in day["visits"]] == [["CREP"]]


def where(people: Cast, number: int) -> tuple[int, int]:
    """Technician and day of the month."""
    with desk(people) as work:
        one = work.db.get_one(Appointment, number)
        return one.technician_id, clock.local(one.starts_at).day
