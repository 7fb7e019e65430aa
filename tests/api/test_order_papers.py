"""What one takes away from an order, by address."""

import io
import json
import uuid
import zipfile
from collections.abc import AsyncIterator, Callable

import httpx
import pytest
from starlette.applications import Starlette

from liciel_app.api import order_files, order_papers, zipping
from liciel_app.core.work import begin
from liciel_app.office import services as office_services
from liciel_app.ui import bridge
from tests.orders.drafts import an_order, the_grid
from tests.people import Cast, cookie_of

CLIENT, STRANGER, DESK = "b.dupuy@courriel.example", "gerance@lespins.example", "n.ferrand@atlantique-diag.example"
PAPERS = ("bon-de-commande.pdf", "donnees.json", "donnees.csv", "pieces.zip")
PLAN = b"%PDF-1.7\n" + b"plan" * 3000
Open = Callable[[str], httpx.AsyncClient]


@pytest.fixture
async def enter(people: Cast) -> AsyncIterator[Open]:
    bridge.install(office_services.actor_of)
    app = Starlette(routes=[door.route for door in (*order_files.ROUTES, *order_papers.ROUTES)])
    opened: list[httpx.AsyncClient] = []

    def open_for(email: str) -> httpx.AsyncClient:
        cookies = {"liciel": cookie_of(email)} if email else {}
        transport = httpx.ASGITransport(app, client=("192.0.2.10", 4000))
        opened.append(httpx.AsyncClient(transport=transport, base_url="http://localhost:3000", cookies=cookies))
        return opened[-1]

    yield open_for
    for client in opened:
        await client.aclose()


async def ordered(enter: Open, people: Cast, files: int = 2) -> int:
    """By the client, with so many plans of the same name."""
    submit_id, client = str(uuid.uuid4()), enter(CLIENT)
    for _turn in range(files):
        sent = await client.post(
            "/commande/fichiers", params={"submit_id": submit_id, "name": "plan.pdf"}, content=PLAN
        )
        assert sent.status_code == 201
    with begin(people.assistant) as work:
        the_grid(work)
    with begin(people.client) as work:
        return an_order(work, submit_id=submit_id).id or 0


async def test_a_client_takes_away_the_four_papers_of_his_order(enter: Open, people: Cast) -> None:
    order, client = await ordered(enter, people), enter(CLIENT)
    answers = {name: await client.get(f"/commandes/{order}/{name}") for name in PAPERS}
    assert {answer.status_code for answer in answers.values()} == {200}
    assert answers["bon-de-commande.pdf"].content.startswith(b"%PDF-")
    assert answers["donnees.json"].json()["format"] == "liciel-commandes"
    assert answers["donnees.csv"].content.startswith(b"\xef\xbb\xbfuid;")
    with zipfile.ZipFile(io.BytesIO(answers["pieces.zip"].content)) as archive:
        assert archive.namelist() == ["plan.pdf", "plan (2).pdf"]
        assert archive.read("plan (2).pdf") == PLAN


@pytest.mark.parametrize("email", [STRANGER, ""])
@pytest.mark.parametrize("name", PAPERS)
async def test_a_stranger_gets_none_of_them(enter: Open, people: Cast, email: str, name: str) -> None:
    order = await ordered(enter, people, files=1)
    answer = await enter(email).get(f"/commandes/{order}/{name}")
    assert answer.status_code in {303, 401, 403, 404}
    assert b"Garrigue" not in answer.content


async def test_without_attachment_and_under_an_unknown_name_nothing_is_found(enter: Open, people: Cast) -> None:
    order, desk = await ordered(enter, people, files=0), enter(DESK)
    assert (await desk.get(f"/commandes/{order}/pieces.zip")).status_code == 404
    assert (await desk.get(f"/commandes/{order}/secrets.txt")).status_code == 404


async def test_the_desk_imports_a_file_and_a_client_may_not(enter: Open, people: Cast) -> None:
    order, desk = await ordered(enter, people, files=0), enter(DESK)
    content = (await desk.get(f"/commandes/{order}/donnees.json")).content
    known = await desk.post("/bureau/commandes/import", params={"name": "c.json"}, content=content)
    assert (known.status_code, known.json()["id"]) == (201, "0 1")
    told = json.loads(content)
    told["orders"][0]["net_cents"] = 1
    wrong = await desk.post("/bureau/commandes/import", content=json.dumps(told).encode())
    assert wrong.status_code == 400
    assert "Ligne 1, colonne « net_cents »" in wrong.text
    assert (await enter(CLIENT).post("/bureau/commandes/import", content=content)).status_code == 403


def test_a_zip_of_large_files_is_made_piece_by_piece() -> None:
    pieces = [b"x" * 1_000_000] * 30
    largest = 0
    for piece in zipping.zipped([zipping.Entry("grand.bin", iter(pieces))]):
        largest = max(largest, len(piece))
    assert largest < 2_000_000
