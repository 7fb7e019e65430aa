"""The office's papers over HTTP: looked at first, refused by kind, open to the office alone."""

from collections.abc import AsyncIterator

import httpx
import pytest

from liciel_app.core.access import SYSTEM, Role
from liciel_app.core.work import begin
from liciel_app.office import services_papers
from liciel_app.office.models_templates import PaperKind
from tests.orders.quotes import a_sent_quote, by, stored
from tests.orders.words import a_model
from tests.people import Cast, an_account, cookie_of
from tests.website.conftest import browser

PDF = b"%PDF-1.4 conditions"
MARC = "m.delmas@atlantique-diag.example"


@pytest.fixture
async def marc(people: Cast) -> AsyncIterator[httpx.AsyncClient]:
    async with browser() as opened:
        opened.cookies.set("liciel", cookie_of(MARC))
        yield opened


@pytest.fixture
async def visitor(people: Cast) -> AsyncIterator[httpx.AsyncClient]:
    async with browser() as opened:
        yield opened


async def test_a_pdf_is_kept_aside(marc: httpx.AsyncClient) -> None:
    answer = await marc.post("/reglages/documents?kind=cgv&name=CGV%202026.pdf", content=PDF)
    assert (answer.status_code, answer.json()["name"]) == (201, "CGV 2026.pdf")
    assert len(answer.json()["id"].partition(" ")[0]) == 64


@pytest.mark.parametrize(
    ("kind", "content", "status"),
    [
        ("cgv", b"MZ executable", 400),
        ("cgv", b"", 400),
        ("modele_devis", PDF, 400),
        ("secret", PDF, 404),
        ("cgv", b"%PDF" + b"0" * 11 * 1024 * 1024, 400),
    ],
)
async def test_another_kind_of_file_is_refused(marc: httpx.AsyncClient, kind: str, content: bytes, status: int) -> None:
    assert (await marc.post(f"/reglages/documents?kind={kind}&name=x", content=content)).status_code == status


async def test_a_deposited_paper_comes_back_as_it_was(people: Cast, marc: httpx.AsyncClient) -> None:
    sha256 = stored(PDF)
    paper = by(
        people.manager,
        services_papers.deposit,
        PaperKind.TERMS,
        sha256=sha256,
        size=len(PDF),
        name="CGV.pdf",
        media_type="application/pdf",
    )
    assert (await marc.get(f"/reglages/documents/{paper.id}")).content == PDF


async def test_a_model_is_tried_on_a_real_quote(people: Cast, marc: httpx.AsyncClient) -> None:
    quote = a_sent_quote(people)
    good, bad = stored(a_model("{{ client_nom }}")), stored(a_model("{{7*7}}"))
    tried = await marc.get(f"/reglages/modeles/modele_devis/{good}/apercu.pdf?devis={quote.id}")
    assert (tried.status_code, tried.content[:5]) == (200, b"%PDF-")
    assert (await marc.get(f"/reglages/modeles/modele_devis/{bad}/apercu.pdf")).status_code == 400
    assert (await marc.get(f"/reglages/modeles/modele_devis/{'0' * 64}/apercu.pdf")).status_code == 404


async def test_a_stranger_gets_none_of_it(people: Cast, visitor: httpx.AsyncClient) -> None:
    posted = await visitor.post("/reglages/documents?kind=cgv&name=x.pdf", content=PDF)
    assert posted.status_code == 403
    for address in ("/reglages/documents/1", f"/reglages/modeles/modele_devis/{'0' * 64}/apercu.pdf"):
        assert (await visitor.get(address)).status_code == 303
    visitor.cookies.set("liciel", cookie_of("b.dupuy@courriel.example"))
    assert (await visitor.get("/reglages/documents/1")).status_code == 403


async def test_the_office_reads_the_papers_of_a_quote(people: Cast, marc: httpx.AsyncClient) -> None:
    quote = a_sent_quote(people)
    for name in ("devis.pdf", "ordre-de-mission.pdf", "retractation.pdf"):
        assert (await marc.get(f"/bureau/devis/{quote.id}/{name}")).content[:5] == b"%PDF-"
    assert (await marc.get(f"/bureau/devis/{quote.id}/preuve.zip")).status_code == 404
    assert (await marc.get("/bureau/devis/999/devis.pdf")).status_code == 404


async def test_the_client_signs_from_his_space_and_a_stranger_does_not(
    people: Cast, visitor: httpx.AsyncClient
) -> None:
    quote = a_sent_quote(people, client_id=people.client_id)
    visitor.cookies.set("liciel", cookie_of("gerance@lespins.example"))
    assert (await visitor.get(f"/espace/devis/{quote.id}")).status_code == 404
    visitor.cookies.set("liciel", cookie_of("b.dupuy@courriel.example"))
    answer = await visitor.get(f"/espace/devis/{quote.id}")
    assert (answer.status_code, answer.headers["location"][:7]) == (303, "/devis/")


async def test_who_only_prepares_orders_does_not_sign_the_quote(people: Cast, visitor: httpx.AsyncClient) -> None:
    quote = a_sent_quote(people, client_id=people.client_id)
    with begin(SYSTEM) as work:
        lea = an_account(work, "lea.dupuy@courriel.example", "Léa Dupuy", Role.CLIENT, people.client_id)
        lea.validates_orders = False
        work.db.add(lea)
    visitor.cookies.set("liciel", cookie_of("lea.dupuy@courriel.example"))
    answer = await visitor.get(f"/espace/devis/{quote.id}")
    assert answer.status_code == 403
    assert "une personne qui valide vos commandes" in answer.text
