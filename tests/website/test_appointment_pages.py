"""The personal links of a visit in a browser without scripts: Claire moves or cancels, Karim accepts or refuses."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest
from icalendar import Calendar
from sqlmodel import col, select

from liciel_app.agenda import services as agenda
from liciel_app.agenda.models import Appointment, AppointmentState
from liciel_app.agenda.models_messages import AppointmentGuest, LinkFor
from liciel_app.agenda.models_time import AgendaSettings
from liciel_app.agenda.services import linking
from liciel_app.core.access import SYSTEM
from liciel_app.core.journal import JournalEntry
from liciel_app.core.work import begin
from liciel_app.dossiers.models import Dossier
from tests.agenda.offices import a_booking
from tests.agenda.visited import THURSDAY, Clock, a_visit, kept_promises, token_of, written
from tests.dossiers.cases import TUESDAY_AT_NINE, a_planned_dossier
from tests.people import Cast
from tests.website.conftest import browser, plain

pytestmark = pytest.mark.usefixtures("people")


@pytest.fixture
async def site() -> AsyncIterator[httpx.AsyncClient]:
    async with browser() as opened:
        yield opened


def visited(people: Cast) -> tuple[Dossier, str]:
    """The dossier, and the page of Claire's link before its mail left."""
    dossier = a_visit(people)
    return dossier, f"/rendez-vous/{token_of(written('appointment.confirmed')[0])}"


def asked(people: Cast) -> str:
    a_visit(people)
    return f"/mission/{token_of(written('dossier.assigned')[0])}"


def appointment(number: int = 1) -> Appointment:
    with begin(SYSTEM, writing=False) as work:
        return work.db.get_one(Appointment, number)


def guest() -> AppointmentGuest:
    with begin(SYSTEM, writing=False) as work:
        return work.db.get_one(AppointmentGuest, 1)


async def slots(site: httpx.AsyncClient, page: str) -> list[str]:
    answer = await site.get(f"{page}/deplacer")
    assert answer.status_code == 200, plain(answer.text)
    return re.findall(r'name="slot" value="([^"]+)"', answer.text)


async def test_claire_sees_her_visit(people: Cast, site: httpx.AsyncClient) -> None:
    _, page = visited(people)
    answer = await site.get(page)
    shown = plain(answer.text)
    assert "jeudi 26 novembre 2026 , à 09 h 00 (2 h environ)" in shown
    assert "17 avenue Roul, 33400 Talence" in shown
    assert (answer.headers["cache-control"], answer.headers["referrer-policy"]) == ("no-store", "same-origin")


async def test_claire_moves_it_to_a_real_slot(people: Cast, site: httpx.AsyncClient) -> None:
    dossier, page = visited(people)
    wanted = (await slots(site, page))[-1]
    answer = await site.post(f"{page}/deplacer", data={"slot": wanted})
    assert (answer.status_code, answer.headers["location"]) == (303, f"{page}?fait=deplace")
    kept_promises()
    moved = appointment()
    assert f"{moved.technician_id}|" in wanted
    assert (moved.starts_at != THURSDAY, moved.sequence, guest().moves) == (True, 1, 1)
    with begin(SYSTEM, writing=False) as work:
        assert work.db.get_one(Dossier, dossier.id).visit_at == moved.starts_at
    assert len(written("appointment.confirmed")) == 2
    assert "Claire Dupuy déplace son rendez-vous" in written("appointment.client_moved")[0].subject


async def test_the_journal_says_that_claire_moved_it(people: Cast, site: httpx.AsyncClient) -> None:
    _, page = visited(people)
    await site.post(f"{page}/deplacer", data={"slot": (await slots(site, page))[0]})
    with begin(SYSTEM, writing=False) as work:
        found = select(JournalEntry).where(col(JournalEntry.action) == "appointment.moved_by_client")
        (entry,) = work.db.exec(found).all()
    assert (entry.actor_name, entry.origin) == ("Claire Dupuy", "203.0.113.7")


async def test_a_slot_taken_meanwhile_gives_fresh_ones_and_the_visit_stays(
    people: Cast, site: httpx.AsyncClient
) -> None:
    _, page = visited(people)
    first = (await slots(site, page))[0]
    technician, _, start = first.partition("|")
    day = int(start[8:10])
    with begin(people.assistant) as work:
        a_booking(work, int(technician), day, 9)
    answer = await site.post(f"{page}/deplacer", data={"slot": first})
    assert answer.status_code == 409
    assert "vient d’être pris" in plain(answer.text)
    assert first not in answer.text
    assert 'name="slot"' in answer.text
    assert appointment().starts_at == THURSDAY


@pytest.mark.parametrize(
    "value",
    ["", "1|", "x|y", "1|2026-11-26T03:00:00+01:00", "1|2026-11-26T09:30", "99999999999|2026-11-30T09:00:00+01:00"],
)
async def test_an_hour_nobody_proposed_is_not_taken(people: Cast, site: httpx.AsyncClient, value: str) -> None:
    _, page = visited(people)
    answer = await site.post(f"{page}/deplacer", data={"slot": value})
    assert answer.status_code == 409
    assert appointment().starts_at == THURSDAY


async def test_a_client_moves_it_as_often_as_the_office_allows(people: Cast, site: httpx.AsyncClient) -> None:
    _, page = visited(people)
    with begin(SYSTEM) as work:
        work.db.merge(AgendaSettings(client_moves=1))
    await site.post(f"{page}/deplacer", data={"slot": (await slots(site, page))[0]})
    again = await site.get(f"{page}/deplacer")
    assert "Vous avez déjà déplacé ce rendez-vous" in plain(again.text)
    assert (await site.post(f"{page}/deplacer", data={"slot": "1|2026-11-27T09:00:00+01:00"})).status_code == 409
    assert guest().moves == 1


async def test_too_close_to_the_visit_one_telephones(people: Cast, site: httpx.AsyncClient, set_clock: Clock) -> None:
    _, page = visited(people)
    set_clock(THURSDAY - timedelta(hours=5))
    for path in (f"{page}/deplacer", f"{page}/annuler"):
        assert "trop proche" in plain((await site.get(path)).text)
    await site.post(f"{page}/annuler", data={"reason": "La date ne me convient plus"})
    assert appointment().state is AppointmentState.PLANNED


async def test_claire_cancels_and_says_why(people: Cast, site: httpx.AsyncClient) -> None:
    _, page = visited(people)
    assert (await site.post(f"{page}/annuler", data={})).status_code == 422
    answer = await site.post(f"{page}/annuler", data={"other": "Vente annulée <script>"})
    assert answer.status_code == 303
    kept_promises()
    assert (appointment().state, guest().cancelled_why) == (AppointmentState.CANCELLED, "Vente annulée <script>")
    assert "Vente annulée" in written("appointment.client_cancelled")[0].text
    assert len(written("appointment.cancelled")) == 1
    again = plain((await site.get(page)).text)
    assert "Rendez-vous annulé" in again
    assert "Déplacer" not in again


async def test_the_calendar_file_follows_the_visit(people: Cast, site: httpx.AsyncClient) -> None:
    _, page = visited(people)
    (event,) = Calendar.from_ical((await site.get(f"{page}/rendez-vous.ics")).content).walk("VEVENT")
    await site.post(f"{page}/deplacer", data={"slot": (await slots(site, page))[0]})
    (moved,) = Calendar.from_ical((await site.get(f"{page}/rendez-vous.ics")).content).walk("VEVENT")
    assert (event["uid"], int(str(event["sequence"])) + 1) == (moved["uid"], int(str(moved["sequence"])))


async def test_one_link_opens_one_visit(people: Cast, site: httpx.AsyncClient) -> None:
    _, page = visited(people)
    with begin(people.assistant) as work:
        a_planned_dossier(work, people, TUESDAY_AT_NINE)
    other = f"/rendez-vous/{token_of(written('appointment.confirmed')[1])}"
    assert "mardi 24" in plain((await site.get(other)).text)
    assert "mardi 24" not in plain((await site.get(page)).text)


async def test_guessed_revoked_and_foreign_links_open_nothing(people: Cast, site: httpx.AsyncClient) -> None:
    _, page = visited(people)
    mission = token_of(written("dossier.assigned")[0])
    with begin(people.assistant) as work:
        linking.revoke_links(work, work.db.get_one(Appointment, 1), LinkFor.GUEST)
    for wrong in (page, "/rendez-vous/guessed", f"/rendez-vous/{mission}", f"/mission/{page.rpartition('/')[2]}"):
        answers = [await site.get(wrong), await site.post(wrong + "/annuler", data={"reason": "x"})]
        assert all(answer.status_code in (404, 405) for answer in answers)
        assert "Talence" not in answers[0].text
    assert appointment().state is AppointmentState.PLANNED


async def test_who_guesses_too_much_is_stopped(people: Cast, site: httpx.AsyncClient) -> None:
    for _ in range(20):
        assert (await site.get("/rendez-vous/guessed")).status_code == 404
    assert "Réessayez dans une heure" in plain((await site.get("/rendez-vous/guessed")).text)


async def test_another_site_cannot_cancel_for_claire(people: Cast, site: httpx.AsyncClient) -> None:
    _, page = visited(people)
    answer = await site.post(f"{page}/annuler", data={"reason": "x"}, headers={"origin": "https://evil.example"})
    assert answer.status_code == 403
    assert appointment().state is AppointmentState.PLANNED


async def test_a_week_after_the_visit_the_link_is_dead(people: Cast, site: httpx.AsyncClient, set_clock: Clock) -> None:
    _, page = visited(people)
    set_clock(THURSDAY + timedelta(days=1))
    assert "Visite passée" in plain((await site.get(page)).text)
    set_clock(THURSDAY + timedelta(days=8))
    assert (await site.get(page)).status_code == 404


async def test_opening_the_mission_s_link_answers_nothing(people: Cast, site: httpx.AsyncClient) -> None:
    page = asked(people)
    once, shown = [plain((await site.get(page)).text) for _ in range(2)]
    assert "J’accepte" in once
    assert "J’accepte" in shown
    assert "17 avenue Roul, 33400 Talence" in shown
    assert "06 12 34 56 78" in shown


async def test_karim_accepts_from_his_mail(people: Cast, site: httpx.AsyncClient) -> None:
    page = asked(people)
    assert (await site.post(page, data={"answer": "accept"})).status_code == 303
    assert "Vous avez accepté cette mission" in plain((await site.get(page)).text)


async def test_karim_refuses_and_must_say_why(people: Cast, site: httpx.AsyncClient) -> None:
    page = asked(people)
    answer = await site.post(page, data={"answer": "refuse", "reason": ""})
    assert (answer.status_code, "Dites pourquoi" in plain(answer.text)) == (422, True)
    assert (await site.post(page, data={"answer": "peut-être"})).status_code == 409
    await site.post(page, data={"answer": "refuse", "reason": "Déjà à Arcachon"})
    assert "« Déjà à Arcachon »" in plain((await site.get(page)).text)
    assert appointment().state is AppointmentState.CANCELLED


async def test_a_mission_given_to_somebody_else_is_not_found(people: Cast, site: httpx.AsyncClient) -> None:
    page = asked(people)
    with begin(people.assistant) as work:
        karim = people.technician.account_id or 0
        agenda.move(work, 1, technician_id=karim, starts_at=THURSDAY + timedelta(days=1), minutes=90)
    kept_promises()
    assert (await site.get(page)).status_code == 404
