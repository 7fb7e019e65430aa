"""The scan of a quote signed on paper, as the desk's browser sends it; strangers send none."""

from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.applications import Starlette

from liciel_app.api import order_files
from liciel_app.core.access import SYSTEM
from liciel_app.core.work import begin
from liciel_app.office import services as office_services
from liciel_app.orders import queries
from liciel_app.orders.models_quotes import Quote
from liciel_app.ui import bridge
from tests.orders.quotes import PNG, a_draft_quote, a_sent_quote
from tests.people import Cast, cookie_of

DESK, KARIM = "n.ferrand@atlantique-diag.example", "k.benali@atlantique-diag.example"
CLIENT, STRANGER = "b.dupuy@courriel.example", "gerance@lespins.example"


@pytest.fixture
async def web(people: Cast) -> AsyncIterator[httpx.AsyncClient]:
    bridge.install(office_services.actor_of)
    transport = httpx.ASGITransport(Starlette(routes=[door.route for door in order_files.ROUTES]))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost:3000") as client:
        yield client


async def sent(web: httpx.AsyncClient, email: str, number: int | None, content: bytes = PNG) -> httpx.Response:
    headers = {"cookie": f"liciel={cookie_of(email)}"} if email else {}
    address = f"/bureau/devis/{number}/signe"
    return await web.post(address, params={"name": "devis.png"}, content=content, headers=headers)


def scans(quote: Quote) -> list[str]:
    with begin(SYSTEM, writing=False) as work:
        return [one.name for one in queries.files(work, quote.order_id) if one.name.startswith("Devis signé")]


async def test_nathalie_sends_the_scan_and_it_joins_the_order(web: httpx.AsyncClient, people: Cast) -> None:
    quote = a_sent_quote(people)
    answer = await sent(web, DESK, quote.id)
    assert (answer.status_code, answer.json()["name"]) == (201, "Devis signé – devis.png")
    assert scans(quote) == ["Devis signé – devis.png"]


@pytest.mark.parametrize("email", ["", CLIENT, STRANGER, KARIM])
async def test_strangers_send_no_scan(web: httpx.AsyncClient, people: Cast, email: str) -> None:
    quote = a_sent_quote(people, client_id=people.client_id)
    assert (await sent(web, email, quote.id)).status_code == 403
    assert scans(quote) == []


async def test_no_scan_for_an_absent_quote_a_draft_or_a_script(web: httpx.AsyncClient, people: Cast) -> None:
    draft = a_draft_quote(people)
    assert (await sent(web, DESK, 999)).status_code == 404
    assert (await sent(web, DESK, draft.id)).status_code == 409
    quote = a_sent_quote(people)
    assert (await sent(web, DESK, quote.id, b"<script>alert(1)</script>")).status_code == 400
    assert scans(quote) == []
