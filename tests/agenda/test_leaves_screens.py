"""Leave asked, granted, refused with a reason; events that come back."""

from datetime import date

import pytest

from liciel_app.agenda import services
from liciel_app.agenda.screens.leaves_screen import Leaves
from liciel_app.agenda.screens.recurring_screen import Recurring
from liciel_app.core.work import begin
from liciel_app.dossiers import services as dossiers
from tests.agenda.crew_desk import EVENT, karim_of, opened
from tests.agenda.test_booking import NINE
from tests.client import Browser
from tests.conftest import rows
from tests.dossiers.cases import a_dossier
from tests.people import Cast


async def test_nathalie_asks_grants_refuses_and_takes_back_leave(browser: Browser, people: Cast) -> None:
    tab = await opened(browser, Leaves)
    for first in ("2026-12-21", "2026-12-28"):
        values = {"account_id": str(karim_of(people)), "first_on": first, "last_on": first, "reason": "Famille"}
        await tab.send(Leaves.ask, values=values)
    first, second = (row.id for row in (await tab.state(Leaves)).rows)
    await tab.send(Leaves.grant, leave_id=first)
    await tab.send(Leaves.start_refusal, leave_id=second)
    await tab.send(Leaves.refuse, values={"answer": " "})
    assert (await tab.state(Leaves)).errors == {"answer": "Dites pourquoi ce congé est refusé."}
    await tab.send(Leaves.refuse, values={"answer": "Déjà deux absents"})
    await tab.send(Leaves.withdraw, leave_id=first)
    assert [row.state for row in (await tab.state(Leaves)).rows] == ["withdrawn", "refused"]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"first_on": "", "last_on": "2026-12-21"}, "first_on"),
        ({"first_on": "2026-12-22", "last_on": "2026-12-21"}, "last_on"),
        ({"first_on": "2026-12-22", "last_on": "2028-12-21"}, "last_on"),
        ({"first_on": "2020-01-01", "last_on": "2020-01-02"}, "first_on"),
    ],
)
async def test_days_that_cannot_be_are_no_leave(
    browser: Browser, people: Cast, values: dict[str, str], field: str
) -> None:
    tab = await opened(browser, Leaves)
    await tab.send(Leaves.ask, values={"account_id": str(karim_of(people))} | values)
    assert list((await tab.state(Leaves)).errors) == [field]
    assert (await tab.state(Leaves)).rows == []


async def test_leave_that_leaves_too_few_is_granted_only_when_said_twice(browser: Browser, people: Cast) -> None:
    with begin(people.manager) as work:
        services.set_least(work, {"DPE": 1})
        day = date(2026, 12, 21)
        leave = services.ask_leave(work, account_id=karim_of(people), first_on=day, last_on=day).id or 0
    tab = await opened(browser, Leaves)
    assert (await tab.state(Leaves)).short == {str(leave): "DPE : 0 sur 1 le 21/12/2026"}
    await tab.send(Leaves.grant, leave_id=leave)
    state = await tab.state(Leaves)
    assert (state.granting, state.rows[0].state) == (leave, "asked")
    assert state.refusal == "Le 21/12/2026, il resterait 0 personne(s) certifiée(s) DPE, et l’office en veut 1."
    await tab.send(Leaves.grant_anyway)
    assert [row.state for row in (await tab.state(Leaves)).rows] == ["approved"]


async def test_an_event_comes_back_every_week_and_is_stopped(browser: Browser, people: Cast) -> None:
    tab = await opened(browser, Recurring)
    await tab.send(Recurring.repeat, values=EVENT | {"account_id": str(karim_of(people))})
    (row,) = (await tab.state(Recurring)).rows
    assert (row.words, row.coming, row.hours) == ("Chaque semaine, le mardi", "24/11/2026", "09:00, 1\u00a0h")
    await tab.send(Recurring.stop, recurrence_id=row.id)
    await tab.send(Recurring.end, values={"from_on": ""})
    assert list((await tab.state(Recurring)).errors) == ["from_on"]
    await tab.send(Recurring.end, values={"from_on": "2026-12-01"})
    (row,) = (await tab.state(Recurring)).rows
    assert (row.coming, row.ended) == ("24/11/2026", "01/12/2026")


async def test_days_already_taken_are_named(browser: Browser, people: Cast) -> None:
    with begin(people.assistant) as work:
        dossier = a_dossier(work).id or 0
        dossiers.assign(work, dossier, technician_id=karim_of(people), starts_at=NINE, minutes=120)
    tab = await opened(browser, Recurring)
    await tab.send(Recurring.repeat, values=EVENT | {"account_id": str(karim_of(people))})
    assert "sauf 1 jour(s) déjà pris : 24/11/2026" in tab.toasts
    await tab.send(Recurring.repeat, values=EVENT | {"account_id": str(karim_of(people))})
    assert "Tous les jours de cet événement sont déjà pris." in tab.toasts
    assert len((await tab.state(Recurring)).rows) == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": " "}, "title"),
        ({"minutes": "0"}, "minutes"),
        ({"minutes": "4320"}, "minutes"),
        ({"start": "99:99"}, "start"),
        ({"repeat": "each moon"}, "repeat"),
        ({"until": "2026-01-01"}, "until"),
        ({"account_id": "x"}, "account_id"),
    ],
)
async def test_an_event_that_cannot_be_is_refused_beside_its_field(
    browser: Browser, people: Cast, wrong: dict[str, str], field: str
) -> None:
    tab = await opened(browser, Recurring)
    await tab.send(Recurring.repeat, values=EVENT | {"account_id": str(karim_of(people))} | wrong)
    assert list((await tab.state(Recurring)).errors) == [field]
    with begin(people.assistant) as work:
        assert rows(work, "recurrence") == rows(work, "appointment") == 0
