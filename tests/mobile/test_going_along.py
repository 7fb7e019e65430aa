"""Sophie goes along with Karim: she opens his visit, reads it and brings back her part; Karim hands it over."""

import uuid
from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlmodel import col, select

from liciel_app.agenda import queries as agenda_queries
from liciel_app.agenda import services as agenda
from liciel_app.agenda.rules import Contact, Place
from liciel_app.core.access import SYSTEM, Role
from liciel_app.core.work import Work, begin
from liciel_app.dossiers import queries
from liciel_app.dossiers.models import Dossier, FileRole, Stage
from liciel_app.dossiers.queries.field_rows import FieldSheet
from liciel_app.fieldwork.queries import on_site
from liciel_app.mobile.screens.day import Day
from liciel_app.mobile.screens.interventions import Interventions
from liciel_app.mobile.screens.phone import Phone as PhoneState
from liciel_app.mobile.screens.visit import FieldVisit
from liciel_app.office.models import Account
from tests.client import Browser, Tab
from tests.conftest import MONDAY, rows
from tests.dossiers.cases import a_pdf, a_planned_dossier, a_report
from tests.mobile.colleague import goes_along
from tests.mobile.test_on_site import a_signature
from tests.people import Cast, an_account, cookie_of
from tests.website.conftest import browser as a_browser

KARIM, SOPHIE = "k.benali@atlantique-diag.example", "s.lacaze@atlantique-diag.example"
JULIEN = "j.mora@atlantique-diag.example"


@pytest.fixture
def dossier(people: Cast) -> Dossier:
    """Karim's visit of this morning, to which Sophie goes along. Julien is a technician too, elsewhere."""
    with begin(people.manager) as work:
        planned = a_planned_dossier(work, people, MONDAY + timedelta(hours=1))
        goes_along(work, planned.id or 0)
        an_account(work, JULIEN, "Julien Mora", Role.TECHNICIAN)
        return planned


def site(email: str) -> httpx.AsyncClient:
    """A person's phone, in front of every route of the office."""
    client = a_browser()
    client.cookies.set("liciel", cookie_of(email))
    return client


async def opened(browser: Browser, email: str, dossier: Dossier) -> Tab:
    tab = browser.tab(email, dossier_id=str(dossier.id))
    await tab.send(FieldVisit.load)
    return tab


async def sheet(tab: Tab) -> FieldSheet:
    return (await tab.state(FieldVisit)).sheet


def typed(kind: str, about: int, **values: str) -> dict[str, Any]:
    at = (MONDAY - timedelta(minutes=9)).isoformat()
    return {"id": uuid.uuid4().hex, "kind": kind, "about": about, "typed_at": at, "values": values}


def sendings(dossier: Dossier) -> list[dict[str, Any]]:
    """What the tabs of a visit send."""
    number = dossier.id or 0
    signed = {"name": "Claire Dupuy", "quality": "client", "signature": a_signature()}
    return [
        typed("note", number, text="Compteur dans la cave."),
        typed("site", number, text="Chien"),
        typed("checklist", number, **{"VISITE.carte": "on"}),
        typed("room", number, name="Cave", visited="non", why="Clé absente"),
        typed("hours", number, arrived="07:00", ended="07:30"),
        typed("conclusion", 1, text="Classe D.", base=""),
        typed("signature", number, **signed),
    ]


async def send(phone: httpx.AsyncClient, item: Any) -> int:
    return (await phone.post("/terrain/envois", json=item)).status_code


async def upload(phone: httpx.AsyncClient, dossier: Dossier, name: str) -> httpx.Response:
    return await phone.post(f"/dossiers/{dossier.id}/fichiers", params={"name": name}, content=a_pdf(name))


async def test_sophie_opens_the_visit_and_is_told_whose_it_is(browser: Browser, people: Cast, dossier: Dossier) -> None:
    with begin(people.technician) as work:
        a_report(work, dossier)
    shown = await sheet(await opened(browser, SOPHIE, dossier))
    assert (shown.address, shown.contact) == ("17 avenue Roul, 33400 Talence", "Claire Dupuy")
    assert (shown.lead, [one.name for one in shown.reports]) == ("Karim Benali", ["DPE.pdf"])
    assert (await sheet(await opened(browser, KARIM, dossier))).lead == ""


async def test_her_day_her_interventions_and_her_sheet_lead_there(browser: Browser, dossier: Dossier) -> None:
    tab = browser.tab(SOPHIE)
    for gesture in (PhoneState.load, Day.load, Interventions.load):
        await tab.send(gesture)
    assert (await tab.state(Day)).day.coming.dossier_id == dossier.id
    assert [one.dossier_id for one in (await tab.state(Interventions)).rows] == [dossier.id]
    assert f"/terrain/visite/{dossier.id}" in (await tab.state(PhoneState)).ahead
    assert f"/terrain/visite/{dossier.id}" in (await site(SOPHIE).get("/terrain/feuille")).text


async def test_what_she_types_is_received_and_karim_reads_it(browser: Browser, dossier: Dossier) -> None:
    phone = site(SOPHIE)
    assert [await send(phone, item) for item in sendings(dossier)] == [200] * 7
    shown = await sheet(await opened(browser, KARIM, dossier))
    assert [(one.text, one.author) for one in shown.written] == [("Compteur dans la cave.", "Sophie Lacaze")]
    assert shown.missions[0].conclusion == "Classe D."
    with begin(SYSTEM, writing=False) as work:
        seen = on_site(work, dossier.id or 0)
    assert (seen.rooms[0].name, seen.signatures[0].name, seen.lists[0].done[0].code) == (
        "Cave",
        "Claire Dupuy",
        "VISITE.carte",
    )


async def test_the_reports_and_photos_of_both_stand_together_and_each_takes_back_his_own(
    browser: Browser, people: Cast, dossier: Dossier
) -> None:
    with begin(people.technician) as work:
        a_report(work, dossier, "compteur.jpg", role=FileRole.ATTACHMENT)
    hers = (await upload(site(SOPHIE), dossier, "scan.pdf")).json()["id"]
    tab = await opened(browser, SOPHIE, dossier)
    assert ([one.name for one in (await sheet(tab)).photos], (await sheet(tab)).attachments) == (["compteur.jpg"], [])
    await tab.send(FieldVisit.correct_kind, file_id=hers, kind="CREP")
    await tab.send(FieldVisit.take_back, file_id=(await sheet(tab)).photos[0].id)
    assert "Seul le bureau peut retirer ce fichier." in tab.toasts
    await tab.send(FieldVisit.take_back, file_id=hers)
    assert (await sheet(tab)).reports == []
    await tab.send(FieldVisit.put_back, file_id=hers)
    assert [(one.name, one.kind, one.mine) for one in (await sheet(tab)).reports] == [("scan.pdf", "CREP", True)]


async def test_she_reads_the_files_and_the_field_sheet(people: Cast, dossier: Dossier) -> None:
    with begin(people.assistant) as work:
        plan = a_report(work, dossier, "plan.pdf", role=FileRole.ATTACHMENT).id
    papers = (f"/fichiers/{plan}", f"/dossiers/{dossier.id}/visite/fiche-de-terrain.pdf")
    assert [(await site(SOPHIE).get(paper)).status_code for paper in papers] == [200, 200]
    assert [(await site(JULIEN).get(paper)).status_code for paper in papers] == [404, 404]


async def test_she_takes_back_a_tick_and_a_room(browser: Browser, dossier: Dossier) -> None:
    for item in sendings(dossier)[2:4]:
        await send(site(KARIM), item)
    tab = await opened(browser, SOPHIE, dossier)
    await tab.send(FieldVisit.untick, item="VISITE.carte")
    await tab.send(FieldVisit.remove_room, room_id=1)
    shown = (await tab.state(FieldVisit)).on_site
    assert (shown.rooms, shown.lists[0].done) == ([], [])


async def test_sophie_neither_notes_the_progress_nor_hands_over_and_karim_does(
    browser: Browser, people: Cast, dossier: Dossier
) -> None:
    with begin(people.technician) as work:
        a_report(work, dossier)
    tab = await opened(browser, SOPHIE, dossier)
    await tab.send(FieldVisit.note, state="arrived")
    await tab.send(FieldVisit.proceed, to="done")
    await tab.send(FieldVisit.hand_over)
    assert tab.toasts.count("Le responsable de la visite note son avancement.") == 2
    assert "Le responsable de la visite remet le dossier au bureau." in tab.toasts
    assert await send(site(SOPHIE), typed("progress", dossier.appointment_id or 0, state="arrived")) == 409
    assert stage(dossier) is Stage.PLANNED
    await (await opened(browser, KARIM, dossier)).send(FieldVisit.hand_over)
    assert stage(dossier) is Stage.ADMIN_TO_FINISH


async def test_once_karim_handed_over_she_changes_nothing_more(
    browser: Browser, people: Cast, dossier: Dossier
) -> None:
    with begin(people.technician) as work:
        a_report(work, dossier)
    await (await opened(browser, KARIM, dossier)).send(FieldVisit.hand_over)
    phone = site(SOPHIE)
    late = [await send(phone, item) for item in sendings(dossier) if item["kind"] in ("checklist", "room", "hours")]
    assert late == [409] * 3
    assert (await sheet(await opened(browser, SOPHIE, dossier))).reference == dossier.reference


async def test_who_no_longer_goes_along_no_longer_finds_it(browser: Browser, people: Cast, dossier: Dossier) -> None:
    with begin(people.manager) as work:
        agenda.take_along(work, dossier.appointment_id or 0, people=[])
    tab = await opened(browser, SOPHIE, dossier)
    assert ((await tab.state(FieldVisit)).missing, "avenue Roul" in tab.received) == (True, False)
    assert await send(site(SOPHIE), sendings(dossier)[0]) == 404


GESTURES = (
    (FieldVisit.load, {}),
    (FieldVisit.tick, {}),
    (FieldVisit.note, {"state": "done"}),
    (FieldVisit.proceed, {"to": "done"}),
    (FieldVisit.correct_kind, {"file_id": 1, "kind": "DPE"}),
    (FieldVisit.take_back, {"file_id": 1}),
    (FieldVisit.put_back, {"file_id": 1}),
    (FieldVisit.choose, {"version_id": 1, "choice": "field"}),
    (FieldVisit.untick, {"item": "VISITE.carte"}),
    (FieldVisit.remove_room, {"room_id": 1}),
    (FieldVisit.hand_over, {}),
)


async def test_julien_finds_nothing_of_it_by_event(browser: Browser, people: Cast, dossier: Dossier) -> None:
    with begin(people.technician) as work:
        a_report(work, dossier)
    await send(site(KARIM), sendings(dossier)[3])
    tab = browser.tab(JULIEN, dossier_id=str(dossier.id))
    for gesture, payload in GESTURES:
        await tab.send(gesture, **payload)
    assert ((await tab.state(FieldVisit)).missing, "avenue Roul" in tab.received) == (True, False)
    assert stage(dossier) is Stage.PLANNED
    with begin(SYSTEM, writing=False) as work:
        assert len(on_site(work, dossier.id or 0).rooms) == 1


async def test_julien_sends_nothing_there(dossier: Dossier) -> None:
    phone = site(JULIEN)
    assert [await send(phone, item) for item in sendings(dossier)] == [404] * 7
    assert await send(phone, typed("progress", dossier.appointment_id or 0, state="arrived")) == 404
    assert (await upload(phone, dossier, "DPE.pdf")).status_code == 404
    with begin(SYSTEM, writing=False) as work:
        assert rows(work, "sending") == rows(work, "dossierfile") == 0


async def test_at_a_meeting_of_two_the_one_who_goes_along_notes_no_progress(
    browser: Browser, people: Cast, dossier: Dossier
) -> None:
    with begin(people.manager) as work:
        karim, six = people.technician.account_id or 0, MONDAY + timedelta(hours=6)
        where: dict[str, Any] = {"title": "Étalonnage", "place": Place(), "contact": Contact(), "link": ("", 0)}
        meeting = agenda.book(work, technician_id=karim, starts_at=six, minutes=30, **where).id or 0
        agenda.take_along(work, meeting, people=[the_number_of(work, SOPHIE)])
    tab = browser.tab(SOPHIE)
    await tab.send(Day.note, appointment_id=meeting, state="done")
    assert "Le responsable de la visite note son avancement." in tab.toasts
    with begin(people.manager, writing=False) as work:
        assert agenda_queries.get(work, meeting).state == "planned"


def the_number_of(work: Work, email: str) -> int:
    return work.db.exec(select(Account.id).where(col(Account.email) == email)).one() or 0


def stage(dossier: Dossier) -> Stage:
    with begin(SYSTEM, writing=False) as work:
        return queries.get(work, dossier.id or 0).stage
