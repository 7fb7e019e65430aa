"""The office's kilometres and the technician's own: what they show, what they refuse, and to whom."""

from datetime import date
from typing import Any

import pytest

from liciel_app.agenda.mileage import services
from liciel_app.agenda.screens.mileage_state import Mileage, MyMileage
from liciel_app.core.work import begin
from tests.agenda.mileage import months
from tests.agenda.mileage.months import OCTOBER, Clock
from tests.client import Browser, Tab
from tests.conftest import rows
from tests.people import Cast

MARC, NATHALIE, ELODIE = (f"{one}@atlantique-diag.example" for one in ("m.delmas", "n.ferrand", "e.roux"))
KARIM, CLAIRE = "k.benali@atlantique-diag.example", "b.dupuy@courriel.example"
DAY = {"day": "2026-11-20", "km": "42,5", "reason": "Déviation"}


@pytest.fixture
def karim(people: Cast) -> int:
    """At home in Mérignac, with his Clio; two visits on the 20th, 100 km corrected on the 6th of October."""
    with begin(people.assistant) as work:
        number = months.karim_drives(work, people).account_id
        months.a_visit(work, number, months.at(2026, 11, 20))
        months.driven(work, number, date(2026, 10, 6), "100")
    return number


async def test_karim_opens_his_month_and_his_tours_are_measured(browser: Browser, karim: int) -> None:
    tab = browser.tab(KARIM)
    await tab.send(MyMileage.load)
    state = await tab.state(MyMileage)
    assert [(day.route, day.km) for day in state.sheet.days] == [("Mérignac → Talence → Mérignac", "15,4\u00a0km")]
    assert (state.title, state.before) == ("novembre 2026", "/terrain/kilometres?mois=2026-10")
    assert state.sheet.why_not.endswith("à partir du 01/12/2026.")


async def test_karim_corrects_a_day_and_a_wrong_distance_stays_in_the_form(browser: Browser, karim: int) -> None:
    tab = browser.tab(KARIM)
    await tab.send(MyMileage.load)
    await tab.send(MyMileage.open_day, iso="2026-11-20")
    await tab.send(MyMileage.correct, values={**DAY, "km": "-4"})
    state = await tab.state(MyMileage)
    assert (state.correcting, state.editing.typed, list(state.errors)) == (True, "15,4", ["km"])
    await tab.send(MyMileage.correct, values={**DAY, "day": "hier"})
    assert list((await tab.state(MyMileage)).errors) == ["day"]
    await tab.send(MyMileage.correct, values=DAY)
    state = await tab.state(MyMileage)
    assert (state.correcting, state.sheet.days[0].km, state.sheet.days[0].planned) == (
        False, "42,5\u00a0km", "15,4\u00a0km",
    )  # fmt: skip


async def test_a_month_goes_from_karim_to_nathalie_who_approves_and_pays(browser: Browser, karim: int) -> None:
    his, hers = browser.tab(KARIM, mois="2026-10"), browser.tab(NATHALIE, mois="2026-10", personne=str(karim))
    await his.send(MyMileage.load)
    await his.send(MyMileage.ask)
    await hers.send(Mileage.load)
    state = await hers.state(Mileage)
    assert [(row.name, row.amount, row.state) for row in state.people] == [("Karim Benali", "63,60\u00a0€", "asked")]
    await hers.send(Mileage.approve)
    await hers.send(Mileage.mark_paid)
    assert (await hers.state(Mileage)).sheet.state == "paid"
    await his.send(MyMileage.tick)
    assert (await his.state(MyMileage)).sheet.state == "paid"


async def test_nathalie_sends_a_month_back_and_karim_reads_why(browser: Browser, karim: int, people: Cast) -> None:
    months.asked(people, OCTOBER)
    hers, his = browser.tab(NATHALIE, mois="2026-10", personne=str(karim)), browser.tab(KARIM, mois="2026-10")
    await hers.send(Mileage.load)
    await hers.send(Mileage.show_return, is_open=True)
    await hers.send(Mileage.send_back, values={"why": ""})
    assert list((await hers.state(Mileage)).errors) == ["why"]
    await hers.send(Mileage.send_back, values={"why": "Le 6, vous étiez en congé"})
    await his.send(MyMileage.load)
    assert (await his.state(MyMileage)).sheet.returned_why == "Le 6, vous étiez en congé"


async def test_an_amount_that_moved_is_read_again_before_it_is_approved(
    browser: Browser, karim: int, people: Cast
) -> None:
    october = months.asked(people, OCTOBER)
    tab = browser.tab(NATHALIE, mois="2026-10", personne=str(karim))
    await tab.send(Mileage.load)
    with begin(people.technician) as work:
        months.driven(work, karim, date(2026, 10, 6), "120")
    await tab.send(Mileage.approve)
    assert "a changé depuis que vous" in tab.toasts
    with begin(people.assistant) as work:
        assert services.queries.get(work, october.id or 0).state == "asked"


async def test_nathalie_declares_a_vehicle_and_ends_it(browser: Browser, people: Cast) -> None:
    with begin(people.assistant) as work:
        karim, car = months.karim_at_home(work, people), months.a_car(work)
    tab = browser.tab(NATHALIE)
    await tab.send(Mileage.load)
    await tab.send(Mileage.show_entrusting, is_open=True)
    form = {"account_id": str(karim), "resource_id": str(car), "category": "car", "since": "2026-11-02"}
    for wrong in ({"power": "beaucoup"}, {"power": ""}, {"power": "5", "category": "fusée"}, {"power": "9" * 12}):
        await tab.send(Mileage.entrust, values={**form, **wrong})
        assert len((await tab.state(Mileage)).errors) == 1
    await tab.send(Mileage.entrust, values={**form, "power": "5", "electric": "oui", "km_before": "1 200"})
    state = await tab.state(Mileage)
    (row,) = state.vehicles
    assert (row.person, row.power, row.km_before) == (
        "Karim Benali", "voiture électrique, 5\u00a0CV", "1\u202f200,0\u00a0km",
    )  # fmt: skip
    await tab.send(Mileage.show_ending, use_id=row.use_id)
    await tab.send(Mileage.end_use, values={"until": "2026-11-01"})
    assert list((await tab.state(Mileage)).errors) == ["until"]
    await tab.send(Mileage.end_use, values={"until": "2026-11-30"})
    state = await tab.state(Mileage)
    assert (state.ending, state.vehicles[0].until) == (0, "30/11/2026")


@pytest.mark.parametrize("month", ["demain", "2026-13", "", "9999-12"])
async def test_an_absurd_address_shows_a_month_all_the_same(browser: Browser, karim: int, month: str) -> None:
    tab = browser.tab(NATHALIE, mois=month, personne="abc")
    await tab.send(Mileage.load)
    state = await tab.state(Mileage)
    assert state.ready
    assert state.sheet.account_id == 0


async def test_marc_who_drives_nothing_has_an_empty_month_of_his_own(browser: Browser, karim: int) -> None:
    tab = browser.tab(MARC)
    await tab.send(MyMileage.load)
    assert (await tab.state(MyMileage)).sheet.days == []


async def test_karim_reads_nobody_elses_month(browser: Browser, people: Cast, karim: int) -> None:
    tab = browser.tab(KARIM, personne=str(people.manager.account_id))
    await tab.send(MyMileage.load)
    assert (await tab.state(MyMileage)).sheet.person == "Karim Benali"


GESTURES: tuple[tuple[Any, dict[str, Any]], ...] = (
    (Mileage.open_day, {"iso": ""}),
    (Mileage.close_day, {"is_open": False}),
    (Mileage.correct, {"values": DAY}),
    (Mileage.approve, {}),
    (Mileage.show_return, {"is_open": True}),
    (Mileage.send_back, {"values": {"why": "Non"}}),
    (Mileage.mark_paid, {}),
    (Mileage.show_entrusting, {"is_open": True}),
    (Mileage.entrust, {"values": {}}),
    (Mileage.show_ending, {"use_id": 1}),
    (Mileage.close_ending, {"is_open": True}),
    (Mileage.end_use, {"values": {"until": "2026-11-30"}}),
)
OWN: tuple[tuple[Any, dict[str, Any]], ...] = (
    (MyMileage.open_day, {"iso": ""}),
    (MyMileage.close_day, {"is_open": False}),
    (MyMileage.correct, {"values": DAY}),
    (MyMileage.ask, {}),
)


@pytest.mark.parametrize("email", [KARIM, ELODIE, CLAIRE, ""])
async def test_strangers_do_nothing_at_the_office(browser: Browser, karim: int, people: Cast, email: str) -> None:
    october = months.asked(people, OCTOBER)
    tab = browser.tab(email, mois="2026-10", personne=str(karim))
    await _try(tab, ((Mileage.load, {}), (Mileage.tick, {}), *GESTURES))
    state = await tab.state(Mileage)
    assert (state.people, state.vehicles, state.sheet.person, state.entrusting, state.ready) == (
        [],
        [],
        "",
        False,
        False,
    )
    with begin(people.assistant) as work:
        assert services.queries.get(work, october.id or 0).state == "asked"
        assert (rows(work, "tourcorrection"), rows(work, "vehicleuse")) == (1, 1)


@pytest.mark.parametrize("email", [NATHALIE, ELODIE, CLAIRE, ""])
async def test_strangers_have_no_month_of_their_own(browser: Browser, karim: int, people: Cast, email: str) -> None:
    tab = browser.tab(email, mois="2026-10")
    await _try(tab, ((MyMileage.load, {}), (MyMileage.tick, {}), *OWN))
    state = await tab.state(MyMileage)
    assert (state.sheet.person, state.ready, state.correcting) == ("", False, False)
    with begin(people.assistant) as work:
        assert (rows(work, "mileagestatement"), rows(work, "tourcorrection")) == (0, 1)


async def _try(tab: Tab, gestures: tuple[tuple[object, dict[str, object]], ...]) -> None:
    for gesture, payload in gestures:
        await tab.send(gesture, **payload)


def test_the_night_measures_what_nobody_looked_at(people: Cast, karim: int, set_clock: Clock) -> None:
    from liciel_app.agenda.mileage import jobs
    from liciel_app.agenda.mileage.measuring import measured
    from liciel_app.core.access import SYSTEM

    with begin(SYSTEM) as work:
        waiting = jobs.prepare(work, 0)
        assert waiting is not None
        jobs.settle(work, 0, measured(waiting))
        assert jobs.prepare(work, 0) is None
        assert rows(work, "tourday") == 2
