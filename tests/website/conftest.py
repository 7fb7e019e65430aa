"""The site as a browser without scripts meets it: the real routes, spoken to over ASGI."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from sqlmodel import col, select
from starlette.applications import Starlette
from starlette.types import ASGIApp

from liciel_app import doors
from liciel_app.core import config
from liciel_app.core.access import SYSTEM
from liciel_app.core.work import begin
from liciel_app.directory.services_keys import holder_of
from liciel_app.messaging.models import Message
from liciel_app.office import services
from liciel_app.ui import bridge, door
from liciel_app.website import errors
from tests.people import Cast

ADDRESS = "203.0.113.7"


def site_app() -> ASGIApp:
    bridge.install(services.actor_of)
    door.install_keys(holder_of)
    door.install_error_page(errors.error_page)
    app = Starlette(routes=[declared.route for declared in doors.declared()])
    app.mount("", errors.UnknownPages(Starlette()))
    return app


def browser(base_url: str = "http://localhost:3000", address: str = ADDRESS) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(site_app(), client=(address, 5000))
    return httpx.AsyncClient(transport=transport, base_url=base_url, headers={"accept": "text/html"})


@pytest.fixture
async def site(people: Cast) -> AsyncIterator[httpx.AsyncClient]:
    """A visitor's browser in front of the cast's office; it keeps cookies and follows nothing by itself."""
    async with browser() as opened:
        yield opened


@pytest.fixture
async def bare_site(office: Path) -> AsyncIterator[httpx.AsyncClient]:
    """In front of an office whose details nobody filled in yet."""
    async with browser() as opened:
        yield opened


@pytest.fixture
async def secure_site(people: Cast, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[httpx.AsyncClient]:
    """Behind https, on the address the office made public."""
    monkeypatch.setenv("LICIEL_PUBLIC_URL", "https://diag.example")
    config.settings.cache_clear()
    async with browser("https://diag.example") as opened:
        yield opened


def letters(to: str) -> list[Message]:
    """The mails written to somebody, oldest first."""
    with begin(SYSTEM, writing=False) as work:
        return list(work.db.exec(select(Message).where(col(Message.recipient) == to).order_by(col(Message.id))))


def link_in(letter: Message) -> str:
    found = re.search(r"https?://\S+", letter.text)
    assert found is not None
    return found.group()


def plain(html: str) -> str:
    """The words of a page, with ordinary spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("\u00a0", " ").split())
