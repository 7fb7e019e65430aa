"""Machines with a key: orders pushed once, with their files; models of documents; nobody else, and not too often."""

import io
import uuid
import zipfile
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from sqlmodel import select

from liciel_app.core.access import SYSTEM
from liciel_app.core.errors import Invalid, NotAllowed
from liciel_app.core.work import begin
from liciel_app.directory import services_keys
from liciel_app.directory.models_keys import AccessKey
from liciel_app.office import queries_papers
from liciel_app.office.models_templates import PaperKind
from liciel_app.orders import queries
from liciel_app.orders.models import Order
from liciel_app.orders.models_pace import Pace
from liciel_app.orders.services import pushing
from tests.orders.drafts import the_grid
from tests.orders.words import a_model
from tests.people import Cast, cookie_of
from tests.website.conftest import browser, letters

ORDERS = "/api/v1/orders"
CLAIRE, JEAN, MARC = "b.dupuy@courriel.example", "gerance@lespins.example", "m.delmas@atlantique-diag.example"
PAUL = "p.garrigue@courriel.example"


def an_order(**said: Any) -> dict[str, Any]:
    return {
        "submit_id": str(uuid.uuid4()),
        "property": {"tx": "vente", "kind": "appartement", "copro": True, "permit": "1965-01-01", "m2": 68, "gas": 20},
        "site": {"street": "17 avenue Roul", "postcode": "33400", "city": "Talence"},
        "contact": {"name": "Paul Garrigue", "email": PAUL, "phone": "06 98 76 54 32"},
        "missions": ["DPE", "AMIANTE"],
    } | said


def a_key(people: Cast, email: str = JEAN, *scopes: str) -> str:
    with begin(people.manager) as work:
        made = services_keys.make_key(work, name="Logiciel", client_email=email, scopes=scopes or ("orders",))
        return made[1]


@pytest.fixture
async def machine(people: Cast) -> AsyncIterator[httpx.AsyncClient]:
    """It knows no key yet; the office has its prices."""
    with begin(SYSTEM) as work:
        the_grid(work)
    async with browser(address="192.0.2.44") as opened:
        yield opened


def holding(key: str) -> dict[str, str]:
    return {"authorization": f"Bearer {key}"}


def orders() -> list[Order]:
    with begin(SYSTEM, writing=False) as work:
        return list(work.db.exec(select(Order)).all())


async def test_a_partner_pushes_an_order_that_the_office_finds_to_process(
    people: Cast, machine: httpx.AsyncClient
) -> None:
    answer = await machine.post(ORDERS, json=an_order(), headers=holding(a_key(people)))
    (order,) = orders()
    assert answer.status_code == 201
    assert (answer.json()["number"], answer.json()["gross_cents"]) == (order.number, order.gross_cents)
    assert (order.client_id, order.state, order.placed_by) == (people.stranger_client_id, "to_process", "Logiciel")
    assert order.gross_cents > 0
    assert [letter.template for letter in letters(PAUL)] == ["order.received"]


async def test_the_same_push_twice_is_one_order(people: Cast, machine: httpx.AsyncClient) -> None:
    key, asked = holding(a_key(people)), an_order()
    first, second = [await machine.post(ORDERS, json=asked, headers=key) for _ in range(2)]
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    assert len(orders()) == 1


async def test_files_are_joined_before_and_follow_the_order(people: Cast, machine: httpx.AsyncClient) -> None:
    key, asked = holding(a_key(people)), an_order()
    door = f"{ORDERS}/{asked['submit_id']}/files?name=Plan%20du%20rez.pdf"
    sent = await machine.post(door, content=b"%PDF-1.4 plan", headers=key)
    assert (sent.status_code, sent.json()["name"]) == (201, "Plan du rez.pdf")
    assert (await machine.post(ORDERS, json=asked, headers=key)).status_code == 201
    with begin(SYSTEM, writing=False) as work:
        assert [one.name for one in queries.files(work, orders()[0].id or 0)] == ["Plan du rez.pdf"]
    assert (await machine.post(door, content=b"%PDF-1.4 plan", headers=key)).status_code == 409
    refused = await machine.post(f"{ORDERS}/{uuid.uuid4()}/files?name=x.exe", content=b"MZ", headers=key)
    assert refused.json()["title"] == "Joignez un PDF, une photo JPEG ou une image PNG."


async def test_without_missions_what_the_law_asks_is_ordered_and_prices_sent_are_ignored(
    people: Cast, machine: httpx.AsyncClient
) -> None:
    asked = an_order(gross_cents=1, price=1) | {"missions": []}
    told = (await machine.post(ORDERS, json=asked, headers=holding(a_key(people)))).json()
    assert {"DPE", "AMIANTE", "GAZ", "CARREZ"} <= {line["code"] for line in told["lines"]}
    assert told["gross_cents"] > 10_000


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"submit_id": "1"}, "submit_id"),
        ({"property": {"tx": "don"}}, "property.tx"),
        ({"property": {"tx": "vente", "kind": "maison", "m2": -4}}, "property.m2"),
        ({"property": []}, "property"),
        ({"contact": {"name": "Paul", "email": "nulle part"}}, "email"),
        ({"missions": ["VOYANCE"]}, "wanted"),
        ({"wished_on": "2026-02-30"}, "wished_on"),
        ({"wished_on": "2020-01-01"}, "wished_on"),
        ({"site": {"city": ""}}, "address"),
        ({"people": [{"role": "voisin", "name": "X"}]}, "people.0.role"),
        ({"rooms": 10_000}, "rooms"),
    ],
)
async def test_what_cannot_be_is_told_by_its_field_and_nothing_is_ordered(
    people: Cast, machine: httpx.AsyncClient, wrong: dict[str, Any], field: str
) -> None:
    answer = await machine.post(ORDERS, json=an_order(**wrong), headers=holding(a_key(people)))
    assert answer.status_code == 422
    assert field in answer.json()["errors"]
    assert orders() == []


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff\xfe", b"[" * 20_000, b'{"submit_id": NaN}', b" " * 300_000])
async def test_what_is_no_order_is_refused_in_french(people: Cast, machine: httpx.AsyncClient, body: bytes) -> None:
    answer = await machine.post(ORDERS, content=body, headers=holding(a_key(people)))
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")


async def test_nobody_pushes_without_a_key_that_stands(people: Cast, machine: httpx.AsyncClient) -> None:
    key = a_key(people)
    with begin(people.manager) as work:
        services_keys.revoke_key(work, work.db.exec(select(AccessKey)).one().id or 0)
    tried = [{}, holding(key), holding("lk_guess"), {"authorization": "Basic eDp4"}, {"authorization": "Bearer "}]
    answers = [await machine.post(ORDERS, json=an_order(), headers=one) for one in tried]
    assert {answer.status_code for answer in answers} == {401}
    assert answers[0].headers["www-authenticate"] == "Bearer"
    assert orders() == []


@pytest.mark.parametrize("email", [MARC, CLAIRE])
async def test_a_persons_cookie_opens_no_door_of_machines(machine: httpx.AsyncClient, email: str) -> None:
    machine.cookies.set("liciel", cookie_of(email))
    assert (await machine.post(ORDERS, json=an_order())).status_code == 401
    assert (await machine.put("/api/v1/models/modele_odm", content=a_model("x"))).status_code == 401


async def test_a_key_opens_nothing_but_its_own_doors(people: Cast, machine: httpx.AsyncClient) -> None:
    key = holding(a_key(people, "", "orders"))
    assert (await machine.put("/api/v1/models/modele_odm", content=a_model("x"), headers=key)).status_code == 403
    assert (await machine.get("/commandes/1/donnees.json", headers=key)).status_code == 303
    assert (await machine.post("/api/v1/slots", json={}, headers=key)).status_code == 403


async def test_an_identifier_of_somebody_else_reads_nothing(people: Cast, machine: httpx.AsyncClient) -> None:
    asked = an_order()
    assert (await machine.post(ORDERS, json=asked, headers=holding(a_key(people, JEAN)))).status_code == 201
    claire = holding(a_key(people, CLAIRE))
    answer = await machine.post(ORDERS, json=asked, headers=claire)
    assert answer.status_code == 409
    assert "C-2026" not in answer.text
    file = await machine.post(f"{ORDERS}/{asked['submit_id']}/files?name=a", content=b"%PDF-1.4", headers=claire)
    assert file.status_code == 409


async def test_a_key_is_paced_by_the_hour(people: Cast, machine: httpx.AsyncClient) -> None:
    asked, jean, claire = an_order(), holding(a_key(people)), holding(a_key(people, CLAIRE))
    with begin(SYSTEM) as work:
        hour = work.now.replace(minute=0, second=0, microsecond=0)
        work.db.add(Pace(door="orders.push", origin="key 1", hour=hour, count=pushing.AN_HOUR - 2))
    statuses = [(await machine.post(ORDERS, json=asked, headers=jean)).status_code for _ in range(3)]
    assert statuses == [201, 200, 429]
    assert (await machine.post(ORDERS, json=an_order(), headers=claire)).status_code == 201


async def test_its_last_use_is_noted_even_when_refused(people: Cast, machine: httpx.AsyncClient) -> None:
    await machine.post(ORDERS, json={}, headers=holding(a_key(people)))
    with begin(SYSTEM, writing=False) as work:
        row = work.db.exec(select(AccessKey)).one()
    assert row.used_at is not None
    assert row.used_from == "192.0.2.44"


def test_the_key_itself_is_nowhere_in_the_database(people: Cast) -> None:
    key = a_key(people)
    with begin(SYSTEM, writing=False) as work:
        row = work.db.exec(select(AccessKey)).one()
    assert key not in repr(row)
    assert key.startswith(row.mark)


def test_only_a_manager_makes_and_revokes_keys(people: Cast) -> None:
    a_key(people)
    for actor in (people.assistant, people.sales, people.technician, people.client, people.visitor):
        with begin(actor) as work, pytest.raises(NotAllowed):
            services_keys.make_key(work, name="x", client_email="", scopes=("orders",))
        with begin(actor) as work, pytest.raises(NotAllowed):
            services_keys.revoke_key(work, 1)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"name": " "}, "name"),
        ({"client_email": "personne@nulle.part"}, "client_email"),
        ({"scopes": ()}, "scopes"),
        ({"scopes": ("all",)}, "scopes"),
        ({"client_email": JEAN, "scopes": ("models",)}, "scopes"),
    ],
)
def test_a_key_that_makes_no_sense_is_refused(people: Cast, said: dict[str, Any], field: str) -> None:
    with begin(people.manager) as work, pytest.raises(Invalid) as refused:
        services_keys.make_key(work, **{"name": "x", "client_email": "", "scopes": ("orders",)} | said)
    assert list(refused.value.fields) == [field]


async def test_the_desktop_pushes_a_model_and_it_is_in_force(people: Cast, machine: httpx.AsyncClient) -> None:
    key = holding(a_key(people, "", "models"))
    door = "/api/v1/models/modele_odm?name=ODM%202026.docx"
    told = (await machine.put(door, content=a_model("ODM {{ odm_numero }}"), headers=key)).json()
    assert told == {"kind": "modele_odm", "version": 1, "name": "ODM 2026.docx", "tags": ["odm_numero"]}
    again = (await machine.put(door, content=a_model("ODM n° {{ odm_numero }}"), headers=key)).json()
    assert again["version"] == 2
    with begin(people.manager, writing=False) as work:
        paper = queries_papers.current(work, PaperKind.MISSION_MODEL)
    assert paper is not None
    assert paper.deposited_by == "Logiciel"


async def test_a_dangerous_model_is_refused_by_its_tag_and_nothing_changes(
    people: Cast, machine: httpx.AsyncClient
) -> None:
    key = holding(a_key(people, "", "models"))
    refused = await machine.put("/api/v1/models/modele_odm", content=a_model("{{7*7}}"), headers=key)
    assert refused.status_code == 422
    assert list(refused.json()["errors"]) == ["{{7*7}}"]
    assert (await machine.put("/api/v1/models/cgv", content=b"%PDF-1.4", headers=key)).status_code == 404
    for content in (b"not word", _empty_zip()):
        assert (await machine.put("/api/v1/models/modele_odm", content=content, headers=key)).status_code == 400
    with begin(people.manager, writing=False) as work:
        assert queries_papers.current(work, PaperKind.MISSION_MODEL) is None


async def test_the_contract_tells_these_doors_and_their_key(machine: httpx.AsyncClient) -> None:
    contract = (await machine.get("/api/v1/openapi.json")).json()
    asked = contract["components"]["schemas"]["PushedOrder"]
    assert {"submit_id", "property", "site", "contact"} == set(asked["required"])
    told = contract["paths"][ORDERS]["post"]
    assert set(told["responses"]) == {"200", "201", "401", "403", "409", "422", "429"}
    (scheme,) = told["security"][0]
    assert contract["components"]["securitySchemes"][scheme]["scheme"] == "bearer"
    for path in (f"{ORDERS}/{{submit_id}}/files", "/api/v1/models/{kind}"):
        (operation,) = contract["paths"][path].values()
        assert "application/octet-stream" in operation["requestBody"]["content"]


def _empty_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w"):
        pass
    return out.getvalue()
