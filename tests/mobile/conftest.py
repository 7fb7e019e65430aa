"""The phone's own routes, as browsers meet them."""

from collections.abc import AsyncIterator, Callable

import httpx
import pytest
from starlette.applications import Starlette

from liciel_app.mobile import first, sending, sheet
from liciel_app.office import services as office_services
from liciel_app.ui import bridge
from tests.people import Cast, cookie_of

Phone = Callable[[str], httpx.AsyncClient]


@pytest.fixture
async def phone_of(people: Cast) -> AsyncIterator[Phone]:
    """A person's phone; without an address, a stranger's."""
    bridge.install(office_services.actor_of)
    app = Starlette(routes=[door.route for door in (*first.ROUTES, *sending.ROUTES, *sheet.ROUTES)])
    opened: list[httpx.AsyncClient] = []

    def open_for(email: str) -> httpx.AsyncClient:
        cookies = {"liciel": cookie_of(email)} if email else {}
        transport = httpx.ASGITransport(app, client=("192.0.2.10", 4000))
        opened.append(httpx.AsyncClient(transport=transport, base_url="http://localhost:3000", cookies=cookies))
        return opened[-1]

    yield open_for
    for client in opened:
        await client.aclose()
