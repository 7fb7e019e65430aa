"""Vehicles, instruments and rooms; capacity against demand."""

from datetime import timedelta

import pytest

from liciel_app.agenda import services
from liciel_app.agenda.screens.capacity_screen import Capacity
from liciel_app.agenda.screens.resources_screen import Resources
from liciel_app.core.work import begin
from liciel_app.dossiers import services as dossiers
from tests.agenda.crew_desk import MARC, TUESDAY, karim_of, opened
from tests.agenda.test_booking import NINE
from tests.client import Browser
from tests.dossiers.cases import a_dossier
from tests.people import Cast


async def test_a_resource_is_added_changed_used_and_withdrawn(browser: Browser, people: Cast) -> None:
    tab = await opened(browser, Resources, jour=TUESDAY, vue="jour")
    await tab.send(Resources.ask, resource_id=0)
    await tab.send(Resources.save, values={"name": " ", "kind": "boat", "carried_by": "0"})
    assert set((await tab.state(Resources)).errors) == {"name", "kind"}
    values = {"name": "XRF-1", "kind": "instrument", "checked_until": "2026-12-01", "serves-CREP": "on"}
    await tab.send(Resources.save, values=values | {"carried_by": "0"})
    with begin(people.assistant) as work:
        dossier = a_dossier(work).id or 0
        dossiers.assign(work, dossier, technician_id=karim_of(people), starts_at=NINE, minutes=120)
    await tab.send(Resources.tick)
    state = await tab.state(Resources)
    ((row,), (use,)) = state.rows, state.taken
    assert (row.soon, row.serves_words) == ("À renouveler avant le 01/12/2026", ["Plomb"])
    assert (use.resource, use.technician, state.title) == ("XRF-1", "Karim Benali", "mardi 24 novembre 2026")
    await tab.send(Resources.part, resource_id=row.id)
    await tab.send(Resources.withdraw)
    assert (await tab.state(Resources)).rows == []


@pytest.mark.parametrize("view", ["jour", "semaine", "mois", "siècle"])
async def test_bookings_by_day_week_and_month_lead_to_the_ones_around(browser: Browser, view: str) -> None:
    tab = await opened(browser, Resources, jour="hier", vue=view)
    state = await tab.state(Resources)
    days = {"jour": ("2026-11-22", "2026-11-24"), "mois": ("2026-10-31", "2026-12-01")}
    before, after = days.get(view, ("2026-11-22", "2026-11-30"))
    assert state.before.endswith(f"jour={before}")
    assert state.after.endswith(f"jour={after}")


async def test_capacity_shows_hours_people_and_what_is_lacking(browser: Browser, people: Cast) -> None:
    with begin(people.manager) as work:
        services.set_least(work, {"DPE": 2})
        first, second = a_dossier(work).id or 0, a_dossier(work).id or 0
        dossiers.assign(work, first, technician_id=karim_of(people), starts_at=NINE, minutes=120)
        day = NINE.date() + timedelta(days=1)
        leave = services.ask_leave(work, account_id=karim_of(people), first_on=day, last_on=day + timedelta(days=2))
        services.decide_leave(work, leave.id or 0, approved=True, anyway=True)
    assert second
    tab = await opened(browser, Capacity, jour="hier")
    shown = (await tab.state(Capacity)).shown.grid
    cells = shown.people[0].cells
    assert [cell.figure for cell in cells[:3]] == ["0\u00a0h / 8\u00a0h\u00a030", "2\u00a0h / 8\u00a0h\u00a030", "–"]
    assert [(cell.tone, cell.detail) for cell in cells[2:3]] == [("grey", "En congé")]
    assert shown.skills[0].cells[0].tone == "red"
    assert shown.skills[0].cells[6].detail == "Fermé"


async def test_five_weeks_and_a_christmas_that_is_closed(browser: Browser) -> None:
    tab = await opened(browser, Capacity, jour="2026-12-21")
    assert (await tab.state(Capacity)).shown.grid.heads[4].detail == "Noël"
    tab = await opened(browser, Capacity, jour="2026-12-21", vue="mois")
    shown = (await tab.state(Capacity)).shown
    assert (len(shown.grid.heads), shown.after) == (5, "/bureau/capacite?jour=2027-01-25&vue=mois")


async def test_marc_wants_a_least_number_of_people(browser: Browser, people: Cast) -> None:
    tab = await opened(browser, Capacity, MARC)
    await tab.send(Capacity.save_least, values={"least-DPE": "x"})
    assert list((await tab.state(Capacity)).errors) == ["least-DPE"]
    await tab.send(Capacity.save_least, values={"least-DPE": "51"})
    assert list((await tab.state(Capacity)).errors) == ["least-DPE"]
    await tab.send(Capacity.save_least, values={"least-DPE": "2", "least-GAZ": ""})
    assert (await tab.state(Capacity)).shown.least["DPE"] == "2"
