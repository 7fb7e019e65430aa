"""Plans sent by strangers: looked into, counted, and read by the office alone."""

import uuid
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from liciel_app.api import order_files
from liciel_app.core import worker
from liciel_app.core.access import SYSTEM
from liciel_app.core.clock import now
from liciel_app.core.config import settings
from liciel_app.core.work import begin
from liciel_app.office import services as office_services
from liciel_app.orders import rules
from liciel_app.orders.services import attaching
from liciel_app.ui import bridge
from tests.conftest import rows
from tests.orders.drafts import an_order
from tests.people import Cast, cookie_of

PDF = b"%PDF-1.7\n" + b"x" * 3000
PNG = b"\x89PNG\r\n\x1a\n" + b"y" * 200
JPEG = b"\xff\xd8\xff\xe0" + b"z" * 200
ADDRESS = "/commande/fichiers"


@pytest.fixture
async def web(people: Cast) -> AsyncIterator[httpx.AsyncClient]:
    bridge.install(office_services.actor_of)
    app = Starlette(routes=[door.route for door in order_files.ROUTES])
    transport = httpx.ASGITransport(app, client=("192.0.2.10", 4000))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost:3000") as client:
        yield client


async def send(web: httpx.AsyncClient, content: bytes, submit_id: str = "", name: str = "plan.pdf") -> httpx.Response:
    asked = {"submit_id": submit_id or str(uuid.uuid4()), "name": name}
    return await web.post(ADDRESS, params=asked, content=content)


def stored() -> list[Path]:
    return [path for path in (settings().data / "files").rglob("*") if path.is_file()]


@pytest.mark.parametrize("content", [PDF, PNG, JPEG])
async def test_a_plan_is_kept_whatever_its_name_says(web: httpx.AsyncClient, content: bytes) -> None:
    answer = await send(web, content, name="évacuation?.exe")
    assert answer.status_code == 201
    assert answer.json()["name"] == "évacuation-.exe"
    assert stored()[0].read_bytes() == content


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "vide"),
        (b"MZ" + b"\x00" * 2000, "Joignez un PDF"),
        (b"<html><script>alert(1)</script>", "Joignez un PDF"),
        (b"GIF89a" + b"\x00" * 100, "Joignez un PDF"),
    ],
)
async def test_what_is_no_plan_is_refused_and_nothing_is_stored(
    web: httpx.AsyncClient, content: bytes, sentence: str
) -> None:
    answer = await send(web, content, name="plan.pdf")
    assert answer.status_code == 400
    assert sentence in answer.json()["title"]
    assert stored() == []
    with begin(SYSTEM) as work:
        assert rows(work, "orderfile") == rows(work, "storedfile") == 0


async def test_a_file_over_the_limit_is_refused(web: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings(), "max_attachment_mb", 0)
    answer = await send(web, PDF)
    assert answer.status_code == 400
    assert "dépasse" in answer.json()["title"]
    assert stored() == []


async def test_the_seventh_file_is_refused_before_it_is_read(web: httpx.AsyncClient) -> None:
    mine = str(uuid.uuid4())
    for number in range(rules.FILES_PER_ORDER):
        assert (await send(web, PDF + bytes([number]), mine)).status_code == 201
    answer = await send(web, PDF + b"more", mine)
    assert "six fichiers" in answer.json()["title"]


async def test_an_order_already_placed_takes_no_more(web: httpx.AsyncClient, people: Cast) -> None:
    with begin(people.assistant) as work:
        mine = an_order(work).submit_id
    assert (await send(web, PDF, mine)).status_code == 409
    assert (await send(web, PDF, "1; DROP TABLE")).status_code == 404


async def test_another_site_cannot_send_in_a_visitor_s_name(web: httpx.AsyncClient) -> None:
    answer = await web.post(
        ADDRESS, params={"submit_id": str(uuid.uuid4())}, content=PDF, headers={"origin": "https://evil.example"}
    )
    assert answer.status_code == 403


async def test_nathalie_opens_the_plan_byte_for_byte_and_strangers_do_not(web: httpx.AsyncClient, people: Cast) -> None:
    mine = str(uuid.uuid4())
    number = (await send(web, PDF, mine)).json()["id"]
    with begin(people.assistant) as work:
        an_order(work, submit_id=mine)
    staff = {"cookie": f"liciel={cookie_of('n.ferrand@atlantique-diag.example')}"}
    answer = await web.get(f"{ADDRESS}/{number}", headers=staff)
    assert (answer.status_code, answer.content, answer.headers["content-type"]) == (200, PDF, "application/pdf")
    client = {"cookie": f"liciel={cookie_of('gerance@lespins.example')}"}
    assert (await web.get(f"{ADDRESS}/{number}", headers=client)).status_code == 403
    assert (await web.get(f"{ADDRESS}/{number}")).status_code == 303
    assert (await web.get(f"{ADDRESS}/{int(number) + 1}", headers=staff)).status_code == 404


async def test_a_plan_of_an_order_never_placed_is_forgotten_after_two_days(web: httpx.AsyncClient) -> None:
    await send(web, PDF)
    worker.keep_all_due()
    with begin(SYSTEM) as work:
        assert rows(work, "orderfile") == 1
    worker.keep_all_due(now=now() + attaching.WAITS)
    with begin(SYSTEM) as work:
        assert rows(work, "orderfile") == 0
