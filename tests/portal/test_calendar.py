"""« Ajouter à mon agenda »."""

from collections.abc import AsyncIterator

import httpx
import pytest
from icalendar import Calendar
from starlette.applications import Starlette

from liciel_app.dossiers.models import Dossier
from liciel_app.office import services as office_services
from liciel_app.portal import calendar
from liciel_app.ui import bridge
from tests.people import Cast, cookie_of
from tests.portal.spaces import a_planned

CLAIRE, STRANGER = "b.dupuy@courriel.example", "gerance@lespins.example"


@pytest.fixture
def dossier(people: Cast) -> Dossier:
    return a_planned(people)


@pytest.fixture
async def site(people: Cast) -> AsyncIterator[httpx.AsyncClient]:
    bridge.install(office_services.actor_of)
    app = Starlette(routes=[door.route for door in calendar.ROUTES])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost:3000") as opened:
        yield opened


async def ask(site: httpx.AsyncClient, email: str, wanted: object) -> httpx.Response:
    headers = {"cookie": f"liciel={cookie_of(email)}"} if email else {}
    return await site.get(f"/espace/dossier/{wanted}/rendez-vous.ics", headers=headers)


async def test_claire_puts_her_appointment_in_her_calendar(site: httpx.AsyncClient, dossier: Dossier) -> None:
    answer = await ask(site, CLAIRE, dossier.id)
    event = Calendar.from_ical(answer.content).walk("VEVENT")[0]
    assert answer.headers["content-type"].startswith("text/calendar")
    assert str(event["summary"]) == "Diagnostics immobiliers (Atlantique Diagnostics)"
    assert b"DTSTART;TZID=Europe/Paris:20261124T090000" in answer.content
    assert str(event["location"]) == "17 avenue Roul, 33400 Talence"


@pytest.mark.parametrize("asked", ["1", "999", "abc", "99999999999999999999"])
async def test_another_client_finds_none(site: httpx.AsyncClient, dossier: Dossier, asked: str) -> None:
    answer = await ask(site, STRANGER, asked)
    assert answer.status_code == 404
    assert "Roul" not in answer.text


async def test_a_stranger_is_sent_to_the_login(site: httpx.AsyncClient, dossier: Dossier) -> None:
    answer = await ask(site, "", dossier.id)
    assert (answer.status_code, answer.headers["location"].split("?")[0]) == (303, "/connexion")
