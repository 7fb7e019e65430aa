"""Karim goes to Google or Microsoft, consents, and comes back; nobody comes back in his place."""

from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from sqlmodel import select
from starlette.applications import Starlette

from liciel_app.agenda.models_calendars import CalendarAsk, CalendarLink
from liciel_app.api import calendar_links
from liciel_app.core.access import SYSTEM
from liciel_app.core.work import begin
from liciel_app.office import services as office_services
from liciel_app.ui import bridge
from tests.agenda.feeds.conftest import Open
from tests.conftest import MONDAY
from tests.people import Cast, cookie_of

KARIM, NATHALIE, CLAIRE = (
    "k.benali@atlantique-diag.example",
    "n.ferrand@atlantique-diag.example",
    "b.dupuy@courriel.example",
)
BOTH = pytest.mark.parametrize("name", ["google", "microsoft"])


@pytest.fixture
async def site(people: Cast, open_side: Open) -> AsyncIterator[httpx.AsyncClient]:
    bridge.install(office_services.actor_of)
    app = Starlette(routes=[door.route for door in calendar_links.ROUTES])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost:3000") as opened:
        yield opened


async def leave(site: httpx.AsyncClient, name: str, email: str = KARIM, **headers: str) -> httpx.Response:
    cookies = {"cookie": f"liciel={cookie_of(email)}"} if email else {}
    return await site.post(f"/agendas-externes/connecter/{name}", headers={**cookies, **headers})


def decide(address: str, choice: str = "allow") -> dict[str, str]:
    """At the provider's page; what the browser brings back."""
    back = httpx.post(address, data={"choice": choice}, trust_env=False).headers["location"]
    return {name: values[0] for name, values in parse_qs(urlsplit(back).query).items()}


async def come_back(site: httpx.AsyncClient, name: str, brought: dict[str, str], email: str = KARIM) -> httpx.Response:
    headers = {"cookie": f"liciel={cookie_of(email)}"} if email else {}
    return await site.get(f"/agendas-externes/retour/{name}", params=brought, headers=headers)


def links() -> list[CalendarLink]:
    with begin(SYSTEM, writing=False) as work:
        return list(work.db.exec(select(CalendarLink)).all())


@BOTH
async def test_karim_consents_and_his_calendar_is_linked(site: httpx.AsyncClient, people: Cast, name: str) -> None:
    gone = await leave(site, name)
    asked = parse_qs(urlsplit(gone.headers["location"]).query)
    assert (gone.status_code, asked["code_challenge_method"]) == (303, ["S256"])
    assert asked["redirect_uri"] == [f"http://localhost:3000/agendas-externes/retour/{name}"]
    back = await come_back(site, name, decide(gone.headers["location"]))
    assert (back.status_code, back.headers["location"]) == (303, "/terrain/agendas?connexion=connecte")
    (link,) = links()
    assert (link.provider, link.account_id) == (name, people.technician.account_id)
    assert "access" not in link.secret


@BOTH
async def test_karim_refuses_and_nothing_is_linked(site: httpx.AsyncClient, people: Cast, name: str) -> None:
    gone = await leave(site, name, NATHALIE)
    back = await come_back(site, name, decide(gone.headers["location"], "deny"), NATHALIE)
    assert (back.headers["location"], links()) == ("/bureau/agendas-externes?connexion=refuse", [])


async def test_the_same_return_twice_links_once(site: httpx.AsyncClient, people: Cast) -> None:
    brought = decide((await leave(site, "google")).headers["location"])
    first, again = await come_back(site, "google", brought), await come_back(site, "google", brought)
    assert (first.status_code, again.status_code, len(links())) == (303, 400, 1)


@pytest.mark.parametrize("email", [NATHALIE, CLAIRE])
async def test_nobody_comes_back_in_karims_place(site: httpx.AsyncClient, people: Cast, email: str) -> None:
    brought = decide((await leave(site, "google")).headers["location"])
    assert (await come_back(site, "google", brought, email)).status_code == 400
    assert links() == []


async def test_a_state_that_is_forged_old_or_for_another_service_is_refused(
    site: httpx.AsyncClient, people: Cast, set_clock: Callable[[datetime], None]
) -> None:
    brought = decide((await leave(site, "google")).headers["location"])
    assert (await come_back(site, "google", {**brought, "state": "x"})).status_code == 400
    assert (await come_back(site, "google", {"code": brought["code"]})).status_code == 400
    assert (await come_back(site, "microsoft", brought)).status_code == 400
    set_clock(MONDAY + timedelta(minutes=11))
    assert (await come_back(site, "google", brought)).status_code == 400
    assert links() == []


async def test_a_code_made_up_is_refused_by_the_service(site: httpx.AsyncClient, people: Cast) -> None:
    brought = decide((await leave(site, "google")).headers["location"])
    answer = await come_back(site, "google", {**brought, "code": "made-up"})
    assert (answer.status_code, links()) == (400, [])
    assert "La connexion n’a pas abouti" in answer.text


async def test_strangers_clients_and_other_sites_are_refused(site: httpx.AsyncClient, people: Cast) -> None:
    assert (await leave(site, "google", "")).status_code == 403
    assert (await leave(site, "google", CLAIRE)).status_code == 403
    assert (await leave(site, "google", KARIM, origin="https://evil.example")).status_code == 403
    assert (await come_back(site, "google", {"state": "x"}, "")).headers["location"].startswith("/connexion")
    assert (await leave(site, "caldav")).status_code == 404
    with begin(SYSTEM, writing=False) as work:
        assert work.db.exec(select(CalendarAsk)).all() == []
