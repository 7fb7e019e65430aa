"""The obligations door as machines use it: one case, a list, lines, wrong ones, and too many."""

import json
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from liciel_app.api import obligations, openapi
from liciel_app.core.access import SYSTEM
from liciel_app.core.work import begin
from liciel_app.office import services as office_services
from liciel_app.orders.models_zones import ZoneKind
from liciel_app.orders.obligations import CASE_FLAGS, CASE_KEYS
from liciel_app.orders.zones import services as zones
from liciel_app.orders.zones.reading import official
from liciel_app.ui import bridge
from tests.people import Cast, cookie_of

CASES = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "orders" / "diagnostics.jsonl").read_text("utf-8").splitlines()
]
DOOR = "/api/v1/obligations"
SALE = {"tx": "vente", "kind": "maison", "permit": "2000-01-01"}
NATHALIE = "n.ferrand@atlantique-diag.example"


def _web(address: str = "192.0.2.10", **cookies: str) -> httpx.AsyncClient:
    app = Starlette(routes=[door.route for door in (*obligations.ROUTES, *openapi.ROUTES)])
    transport = httpx.ASGITransport(app, client=(address, 4000))
    return httpx.AsyncClient(transport=transport, base_url="http://localhost:3000", cookies=cookies)


@pytest.fixture
async def web(people: Cast) -> AsyncIterator[httpx.AsyncClient]:
    """A machine nobody knows."""
    bridge.install(office_services.actor_of)
    async with _web() as opened:
        yield opened


def _lists(case: dict[str, Any]) -> dict[str, Any]:
    return {"id": case["id"]} | {name: sorted(case[name]) for name in ("missions", "documents", "kept")}


async def test_every_published_case_is_answered_exactly_alone_in_a_list_and_in_lines(web: httpx.AsyncClient) -> None:
    alone = [(await web.post(DOOR, json=case)).json() for case in CASES]
    listed = (await web.post(DOOR, json=CASES)).json()
    lines = await web.post(DOOR, content="\n".join(json.dumps(case) for case in CASES))
    assert lines.headers["content-type"].startswith("application/x-ndjson")
    expected = [_lists(case) for case in CASES]
    assert alone == listed == [json.loads(line) for line in lines.text.splitlines()] == expected


async def test_in_full_every_line_says_why_by_which_text_and_until_when(web: httpx.AsyncClient) -> None:
    case = {"in": SALE | {"gas": 30, "have": {"DPE": {"d": "2022-01-01"}}}}
    told = (await web.post(f"{DOOR}?detail=1", json=case)).json()
    lines = {line["code"]: line for line in told["lines"]}
    assert all(line["why"] and line["source"] and line["word"] for line in told["lines"])
    assert lines["GAZ"]["word"] == "Obligatoire"
    assert lines["GAZ"]["validity"]["lease"] == {"asked": True, "until": "2032-11-20"}
    assert lines["DPE"]["existing"]["why"] == "Le rapport du 01/01/2022 reste valable jusqu’au 31/12/2031."
    assert lines["TERMITES"]["validity"]["lease"] == {"asked": False, "until": None}
    assert (await web.post(DOOR, json=case | {"detail": True})).json() == told


async def test_questions_left_tell_what_not_knowing_leads_to(web: httpx.AsyncClient) -> None:
    told = (await web.post(f"{DOOR}?detail=1", json={"in": {"tx": "vente", "kind": "maison"}})).json()
    asked = {question["fact"]: question for question in told["questions"]}
    assert asked["permit"]["lines"] == ["AMIANTE"]
    assert asked["permit"]["if_unknown"] == [
        "Date du permis de construire inconnue : à faire si elle est antérieure au 01/07/1997."
    ]


async def test_a_place_tells_its_zones_and_what_nobody_knows_stays_unknown(web: httpx.AsyncClient) -> None:
    decree = official(b"insee\n33063\n", ZoneKind.TERMITES, name="t.csv", source="Arrêté", as_of=date(2026, 1, 1))
    with begin(SYSTEM) as work:
        zones.take(work, decree)
    case = {"in": SALE, "place": {"postcode": "33000", "city": "Bordeaux"}, "detail": True}
    told = (await web.post(DOOR, json=case)).json()
    verdicts = {line["code"]: line["verdict"] for line in told["lines"]}
    assert (verdicts["TERMITES"], verdicts["ERP"], verdicts["MERULE"]) == ("mandatory", "unknown", "unknown")
    assert (await web.post(DOOR, json={"in": SALE})).json()["missions"] == ["DPE"]


@pytest.mark.parametrize(
    ("case", "field"),
    [
        ({}, "in"),
        ([1], None),
        ("vente", "body"),
        ({"in": {"permit": "2026-02-30"}}, "permit"),
        ({"in": {"m2": -4}}, "m2"),
        ({"in": {"tx": "don"}}, "tx"),
        ({"in": {"couleur": "bleu"}}, "couleur"),
        ({"in": {}, "on": "hier"}, "on"),
        ({"in": {}, "place": {"insee": ""}}, "place"),
        ({"in": {}, "place": {"pays": "FR"}}, "place"),
        ({"in": {}, "place": "Bordeaux"}, "place"),
    ],
)
async def test_a_wrong_case_is_told_by_its_field(web: httpx.AsyncClient, case: object, field: str | None) -> None:
    answer = await web.post(DOOR, json=case)
    if field is None:
        assert answer.json() == [{"id": None, "error": "Cas 1 : ce n’est pas un objet JSON."}]
        return
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert list(answer.json()["errors"]) == [field]


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe{}", b"[" * 20_000, b" " * 1_100_000 + b"{}"])
async def test_what_is_no_question_is_refused_in_french(web: httpx.AsyncClient, body: bytes) -> None:
    answer = await web.post(DOOR, content=body)
    assert answer.status_code == 422
    assert answer.json()["errors"]["body"].endswith(".")


async def test_a_wrong_line_does_not_silence_the_others(web: httpx.AsyncClient) -> None:
    answer = await web.post(DOOR, content='{"in": {"m2": NaN}}\n\n{"id": 2, "in": {"tx": "vente", "kind": "maison"}}\n')
    first, second = (json.loads(line) for line in answer.text.splitlines())
    assert first == {"id": None, "error": "Ligne 1 : « m2 » : Ce nombre est impossible."}
    assert second["missions"] == ["DPE"]


async def test_a_stranger_asks_ten_thousand_cases_an_hour_and_the_office_as_many_as_it_needs(
    web: httpx.AsyncClient,
) -> None:
    many = [{"in": SALE}] * 1000
    statuses = [(await web.post(DOOR, json=many)).status_code for _ in range(11)]
    assert statuses == [200] * 10 + [429]
    refused = await web.post(DOOR, json={"in": SALE})
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "3600")
    async with _web("192.0.2.11") as neighbour, _web(liciel=cookie_of(NATHALIE)) as nathalie:
        assert (await neighbour.post(DOOR, json={"in": SALE})).status_code == 200
        assert (await nathalie.post(DOOR, json={"in": SALE})).status_code == 200
    assert (await web.post(DOOR, json=[*many, {"in": SALE}])).status_code == 422


async def test_the_contract_names_every_fact_the_engine_reads(web: httpx.AsyncClient) -> None:
    contract = (await web.get("/api/v1/openapi.json")).json()
    assert contract["openapi"].startswith("3.1")
    told = contract["paths"][DOOR]["post"]
    assert set(told["responses"]) == {"200", "422", "429"}
    facts = contract["components"]["schemas"]["Facts"]["properties"]
    assert set(facts) == {*CASE_KEYS, "flags", "have", "on"}
    assert set(facts["flags"]["items"]["enum"]) == set(CASE_FLAGS)
    assert {"missions", "documents", "kept"} <= set(contract["components"]["schemas"]["Answer"]["required"])


async def test_full_answers_keep_the_contract_s_shape(web: httpx.AsyncClient) -> None:
    from liciel_app.api.obligations_contract import Answer, Case

    for case in CASES:
        Case.model_validate(case)
        Answer.model_validate((await web.post(f"{DOOR}?detail=1", json=case)).json(), strict=False)
