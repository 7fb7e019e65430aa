"""The phone's other pages: me, my card, interventions, the sheet; and what others are refused."""

from datetime import timedelta
from typing import Any

import pytest

from liciel_app.agenda import queries as agenda
from liciel_app.agenda.services import answering, ask_leave, repeat
from liciel_app.core.work import begin
from liciel_app.dossiers import queries, services
from liciel_app.dossiers.models import Dossier
from liciel_app.mobile.screens.add import Add
from liciel_app.mobile.screens.day import Day
from liciel_app.mobile.screens.interventions import Interventions
from liciel_app.mobile.screens.me import Me
from liciel_app.mobile.screens.phone import Phone
from tests.client import Browser
from tests.conftest import MONDAY
from tests.dossiers.cases import a_planned_dossier
from tests.mobile.colleague import a_colleague
from tests.mobile.conftest import Phone as PhoneOf
from tests.people import Cast

KARIM, MARC = "k.benali@atlantique-diag.example", "m.delmas@atlantique-diag.example"
NATHALIE, CLAIRE = "n.ferrand@atlantique-diag.example", "b.dupuy@courriel.example"


@pytest.fixture
def dossier(people: Cast) -> Dossier:
    with begin(people.assistant) as work:
        return a_planned_dossier(work, people, MONDAY + timedelta(hours=2))


async def test_the_phone_knows_which_pages_to_keep(browser: Browser, people: Cast, dossier: Dossier) -> None:
    tab = browser.tab(KARIM)
    await tab.send(Phone.load)
    found = await tab.state(Phone)
    assert found.who == str(people.technician.account_id)
    assert {"/terrain", "/terrain/feuille", f"/terrain/visite/{dossier.id}"} <= set(found.ahead)


async def test_karim_s_card_shows_his_own_qr_code_once_he_kept_it(browser: Browser) -> None:
    tab = browser.tab(KARIM)
    await tab.send(Me.load)
    assert (await tab.state(Me)).code == ""
    await tab.send(Me.keep, form={"content": " https://annuaire.example/diag/4412 ", "number": "CPDI 4412"})
    shown = await tab.state(Me)
    assert (shown.card.content, shown.card.number) == ("https://annuaire.example/diag/4412", "CPDI 4412")
    assert shown.code.startswith("data:image/svg+xml")
    assert [one.label for one in shown.card.certificates][:2] == ["DPE", "Plomb"]


@pytest.mark.parametrize("content", ["", "   ", "x" * 400])
async def test_a_code_that_cannot_be_is_refused_beside_its_field(browser: Browser, content: str) -> None:
    tab = browser.tab(KARIM)
    await tab.send(Me.keep, form={"content": content})
    shown = await tab.state(Me)
    assert "content" in shown.errors
    assert shown.code == ""


async def test_marc_is_no_technician_and_has_no_card_to_keep(browser: Browser) -> None:
    tab = browser.tab(MARC)
    await tab.send(Me.keep, form={"content": "https://annuaire.example/1"})
    assert "pas le droit" in tab.toasts


async def test_karim_sees_his_leaves_and_takes_one_back(browser: Browser, people: Cast) -> None:
    day = MONDAY.date() + timedelta(days=20)
    with begin(people.technician) as work:
        ask_leave(work, account_id=people.technician.account_id or 0, first_on=day, last_on=day, reason="Mariage")
    tab = browser.tab(KARIM)
    await tab.send(Me.load)
    (asked,) = (await tab.state(Me)).leaves
    assert (asked.reason, asked.state) == ("Mariage", "asked")
    await tab.send(Me.withdraw, leave_id=asked.id)
    assert (await tab.state(Me)).leaves[0].state == "withdrawn"


async def test_meetings_and_busy_hours_are_no_interventions(browser: Browser, people: Cast, dossier: Dossier) -> None:
    with begin(people.manager) as work:
        karim, first = people.technician.account_id or 0, MONDAY.date()
        repeat(work, account_id=karim, title="Point", rule="FREQ=DAILY", first_on=first, starts_minute=510, minutes=30)
    tab = browser.tab(KARIM)
    await tab.send(Interventions.load)
    found = await tab.state(Interventions)
    assert ([one.dossier_id for one in found.rows], found.more) == ([dossier.id], False)


async def test_a_visit_that_became_a_colleague_s_leads_nowhere(
    browser: Browser, people: Cast, dossier: Dossier
) -> None:
    with begin(people.manager) as work:
        services.cancel_visit(work, dossier.id or 0)
        later: dict[str, Any] = {"starts_at": MONDAY + timedelta(hours=6), "minutes": 60}
        services.assign(work, dossier.id or 0, technician_id=a_colleague(work), **later)
    tab = browser.tab(KARIM)
    await tab.send(Interventions.load)
    (row,) = (await tab.state(Interventions)).rows
    assert (row.state, row.dossier_id, row.reference) == ("cancelled", 0, "")


async def test_interventions_are_filtered_by_period_and_client_together(
    browser: Browser, people: Cast, dossier: Dossier
) -> None:
    tab = browser.tab(KARIM)
    await tab.send(Interventions.load)
    assert [row.dossier_id for row in (await tab.state(Interventions)).rows] == [dossier.id]
    for asked, found in (
        ({"first_on": "2026-11-23", "last_on": "2026-11-23", "client": "dupuy talence"}, 1),
        ({"first_on": "2026-11-24", "last_on": "", "client": "dupuy"}, 0),
        ({"first_on": "2026-11-01", "last_on": "2026-11-30", "client": "personne"}, 0),
    ):
        await tab.send(Interventions.look, form=asked)
        assert len((await tab.state(Interventions)).rows) == found


async def test_mine_or_everybody_s(browser: Browser, people: Cast, dossier: Dossier) -> None:
    marc, karim = browser.tab(MARC), browser.tab(KARIM)
    with begin(people.manager) as work:
        a_colleague(work)
    for tab, mine, found in ((marc, True, 0), (marc, False, 1), (karim, False, 1)):
        await tab.send(Interventions.load)
        await tab.send(Interventions.choose, mine=mine)
        assert len((await tab.state(Interventions)).rows) == found


@pytest.mark.parametrize(
    ("asked", "field"),
    [({"first_on": "demain"}, "first_on"), ({"first_on": "2026-11-24", "last_on": "2026-11-23"}, "last_on")],
)
async def test_a_period_that_cannot_be_is_said(browser: Browser, asked: dict[str, str], field: str) -> None:
    tab = browser.tab(KARIM)
    await tab.send(Interventions.look, form=asked)
    assert field in (await tab.state(Interventions)).errors


async def test_karim_accepts_a_mission_on_his_phone(browser: Browser, people: Cast, dossier: Dossier) -> None:
    with begin(people.assistant) as work:
        answering.ask(work, agenda.get(work, dossier.appointment_id or 0))
    tab = browser.tab(KARIM)
    await tab.send(Day.load)
    (asked,) = (await tab.state(Day)).asked
    await tab.send(Day.accept, appointment_id=asked.id)
    assert (await tab.state(Day)).asked == []


async def test_he_refuses_one_with_a_reason_and_his_time_is_free(
    browser: Browser, people: Cast, dossier: Dossier
) -> None:
    with begin(people.assistant) as work:
        answering.ask(work, agenda.get(work, dossier.appointment_id or 0))
    tab = browser.tab(KARIM)
    number = str(dossier.appointment_id)
    await tab.send(Day.refuse, form={"appointment_id": number, "reason": " "})
    assert "Dites pourquoi" in tab.toasts
    await tab.send(Day.refuse, form={"appointment_id": number, "reason": "Voiture en panne"})
    shown = await tab.state(Day)
    assert (shown.asked, shown.day.total) == ([], 0)


async def test_the_sheet_holds_today_and_tomorrow_without_price_or_script(phone_of: PhoneOf, dossier: Dossier) -> None:
    answer = await phone_of(KARIM).get("/terrain/feuille")
    assert (answer.status_code, "17 avenue Roul" in answer.text, "Claire Dupuy" in answer.text) == (200, True, True)
    assert f"/terrain/visite/{dossier.id}" in answer.text
    assert "361,80" not in answer.text
    assert "<script" not in answer.text
    assert answer.headers["cache-control"] == "private, no-cache"


@pytest.mark.parametrize(("email", "status"), [("", 303), (CLAIRE, 403), (NATHALIE, 403)])
async def test_the_sheet_is_refused_to_others(phone_of: PhoneOf, dossier: Dossier, email: str, status: int) -> None:
    assert (await phone_of(email).get("/terrain/feuille")).status_code == status


GESTURES = (
    (Phone.load, {}),
    (Add.load, {}),
    (Me.load, {}),
    (Me.keep, {"form": {"content": "x"}}),
    (Me.withdraw, {"leave_id": 1}),
    (Interventions.load, {}),
    (Interventions.look, {"form": {}}),
    (Interventions.choose, {"mine": False}),
    (Day.accept, {"appointment_id": 1}),
    (Day.refuse, {"form": {"appointment_id": "1", "reason": "x"}}),
)


@pytest.mark.parametrize("email", ["", CLAIRE, NATHALIE])
async def test_strangers_clients_and_the_assistant_are_refused(browser: Browser, dossier: Dossier, email: str) -> None:
    tab = browser.tab(email)
    for gesture, payload in GESTURES:
        await tab.send(gesture, **payload)
        assert ("pas le droit" if email else "Reconnectez-vous") in tab.toasts
    assert "avenue Roul" not in tab.received


async def test_karim_answers_for_no_colleague(browser: Browser, people: Cast, dossier: Dossier) -> None:
    with begin(people.manager) as work:
        sophie, kept = a_colleague(work), queries.get(work, dossier.id or 0)
        assert kept.visit_at is not None
        services.assign(work, kept.id or 0, technician_id=sophie, starts_at=kept.visit_at, minutes=60)
    tab = browser.tab(KARIM)
    await tab.send(Day.accept, appointment_id=dossier.appointment_id or 0)
    assert "introuvable" in tab.toasts
