"""The first seconds of a server: who wants to log in sees the page, who wants more waits and is answered."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from importlib import import_module

import httpx
import pytest
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from liciel_app import porch
from liciel_app.porch import Porch, Way
from liciel_app.ui import edge
from tests.people import Cast


@dataclass
class Office:
    """The rest of the product, which comes when the test says so."""

    there: threading.Event = field(default_factory=threading.Event)
    lived: list[str] = field(default_factory=list[str])
    gave_up: threading.Event = field(default_factory=threading.Event)

    def load(self) -> ASGIApp:
        self.there.wait(20)
        return self.whole

    async def whole(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            for gesture in ("startup", "shutdown"):
                assert (await receive())["type"] == f"lifespan.{gesture}"
                self.lived.append(gesture)
                await send({"type": f"lifespan.{gesture}.complete"})
            return
        await PlainTextResponse(f"tout, {scope['path']}")(scope, receive, send)


@pytest.fixture
def office_to_come() -> Iterator[Office]:
    made = Office()
    yield made
    made.there.set()


def at_the_door(rest: Office) -> Porch:
    early = porch.porch()
    return Porch(early._early, early._paths, rest.load, rest.gave_up.set)


@asynccontextmanager
async def running(app: Porch) -> AsyncIterator[httpx.AsyncClient]:
    """The server's side of a life: it opens as soon as it is told, and says the end."""
    said: asyncio.Queue[Message] = asyncio.Queue()
    heard: asyncio.Queue[Message] = asyncio.Queue()
    said.put_nowait({"type": "lifespan.startup"})
    life = asyncio.create_task(app({"type": "lifespan"}, said.get, heard.put))
    assert (await heard.get())["type"] == "lifespan.startup.complete"
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://localhost:3000") as client:
        yield client
    said.put_nowait({"type": "lifespan.shutdown"})
    await life


async def test_nathalie_sees_the_login_page_before_the_rest_is_there(people: Cast, office_to_come: Office) -> None:
    async with running(at_the_door(office_to_come)) as client:
        answer = await client.get("/connexion")
        assert answer.status_code == 200
        assert "Mot de passe" in answer.text
        assert edge.HEADERS.keys() <= answer.headers.keys()
        office_to_come.there.set()


async def test_who_asks_for_more_waits_and_nobody_is_refused(people: Cast, office_to_come: Office) -> None:
    async with running(at_the_door(office_to_come)) as client:
        asked = [asyncio.create_task(client.get("/bureau")), asyncio.create_task(client.post("/connexion"))]
        done, _ = await asyncio.wait(asked, timeout=0.2)
        assert not done
        office_to_come.there.set()
        assert [(await one).text for one in asked] == ["tout, /bureau", "tout, /connexion"]


async def test_once_everything_is_there_it_answers_the_login_page_too(people: Cast, office_to_come: Office) -> None:
    office_to_come.there.set()
    async with running(at_the_door(office_to_come)) as client:
        await client.get("/bureau")
        assert (await client.get("/connexion")).text == "tout, /connexion"
    assert office_to_come.lived == ["startup", "shutdown"]


async def test_a_server_that_cannot_load_the_rest_gives_up(people: Cast) -> None:
    rest = Office()

    def broken() -> ASGIApp:
        raise ImportError("liciel_app.lost")

    early = porch.porch()
    async with running(Porch(early._early, early._paths, broken, rest.gave_up.set)):
        assert await asyncio.to_thread(rest.gave_up.wait, 20)


def test_an_import_makes_way_while_somebody_is_answered() -> None:
    way, took = Way(), []

    def imports() -> ASGIApp:
        began = time.monotonic()
        with pytest.raises(ImportError):
            import_module("liciel_app.porch_of_nowhere")
        took.append(time.monotonic() - began)
        return PlainTextResponse("")

    way.giving(imports)
    with way:
        way.giving(imports)
    assert took[1] >= porch.MOMENT
