"""`POST /api/v1/slots`: the office's agenda answers its own people, and nobody else."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from liciel_app.api import slots
from liciel_app.core.access import SYSTEM
from liciel_app.core.work import begin
from liciel_app.office import services as office_services
from liciel_app.ui import bridge
from tests.agenda.offices import TALENCE, a_booking, two_technicians
from tests.people import Cast, cookie_of

DOOR = "/api/v1/slots"
NATHALIE = "n.ferrand@atlantique-diag.example"
VISIT = {"at": list(TALENCE), "minutes": 90, "skills": ["AMIANTE"]}


@pytest.fixture
async def web(people: Cast) -> AsyncIterator[httpx.AsyncClient]:
    bridge.install(office_services.actor_of)
    with begin(SYSTEM) as work:
        karim, _ = two_technicians(work, people)
        a_booking(work, karim, 24, 14)
    app = Starlette(routes=[door.route for door in slots.ROUTES])
    transport = httpx.ASGITransport(app, client=("192.0.2.10", 4000))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost:3000") as opened:
        yield opened


async def ask(web: httpx.AsyncClient, asked: Any, email: str = NATHALIE) -> httpx.Response:
    cookies = {"cookie": f"liciel={cookie_of(email)}"} if email else {}
    return await web.post(DOOR, json=asked, headers=cookies)


async def test_nathalie_gets_the_three_best_slots_of_her_office(web: httpx.AsyncClient) -> None:
    told = (await ask(web, {"visit": VISIT})).json()
    assert [(slot["name"], slot["start"]) for slot in told["slots"][:1]] == [
        ("Karim Benali", "2026-11-24T08:30:00+01:00")
    ]
    assert len(told["slots"]) == 3
    assert told["slots"][0].keys() >= {"technician", "start", "end", "added_km", "added_minutes", "why", "estimated"}
    assert told["refused"] == []


async def test_only_the_named_technicians_are_asked(web: httpx.AsyncClient, people: Cast) -> None:
    told = (await ask(web, {"visit": VISIT, "technicians": [people.technician.account_id], "first": 100})).json()
    assert {slot["name"] for slot in told["slots"]} == {"Karim Benali"}


@pytest.mark.parametrize("email", ["", "b.dupuy@courriel.example", "k.benali@atlantique-diag.example"])
async def test_the_agenda_answers_nobody_outside_the_office(web: httpx.AsyncClient, email: str) -> None:
    assert (await ask(web, {"visit": VISIT}, email)).status_code == 403


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({}, "« visit » : il manque"),
        ({"visit": VISIT | {"minutes": 0}}, "il faut au moins 1"),
        ({"visit": {"minutes": 60}}, "n’est pas localisée"),
        ({"visit": VISIT, "first": 10**9}, "il faut au plus 1000"),
        ([], "il faut un objet"),
    ],
)
async def test_a_wrong_question_is_answered_by_a_sentence(web: httpx.AsyncClient, asked: Any, sentence: str) -> None:
    reply = await ask(web, asked)
    assert reply.status_code == 422
    assert sentence in reply.json()["title"]
