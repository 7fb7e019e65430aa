"""The operator's attestation and the field sheet: of the right visit, never sworn falsely, to whom they belong."""

import io
from collections.abc import AsyncIterator
from datetime import date, timedelta

import httpx
import pytest
from pypdf import PdfReader
from sqlmodel import col, select

from liciel_app.core.access import SYSTEM
from liciel_app.core.work import begin
from liciel_app.dossiers.queries.visit_paper import visit_paper
from liciel_app.office import services_papers
from liciel_app.office.models import Certification, Office, Technician
from liciel_app.office.models_templates import PaperKind
from liciel_app.orders.documents.visit_tags import visit_pdf
from liciel_app.orders.visit_paper import VisitPaper, unsworn
from tests.conftest import MONDAY
from tests.dossiers.cases import a_dossier, a_planned_dossier
from tests.orders.quotes import by, stored
from tests.orders.words import a_model
from tests.people import Cast, cookie_of
from tests.website.conftest import browser

KARIM, CLAIRE, JEAN = "k.benali@atlantique-diag.example", "b.dupuy@courriel.example", "gerance@lespins.example"
NATHALIE = "n.ferrand@atlantique-diag.example"
ATTESTATION, SHEET = "attestation.pdf", "fiche-de-terrain.pdf"


@pytest.fixture
def dossier_id(people: Cast) -> int:
    """Karim goes on Tuesday at nine; the office is insured."""
    with begin(people.assistant) as work:
        work.db.get_one(Office, 1).insurance = "RC n° 4410"
        return a_planned_dossier(work, people).id or 0


@pytest.fixture
async def visitor(people: Cast) -> AsyncIterator[httpx.AsyncClient]:
    async with browser() as opened:
        yield opened


def words_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def paper_of(people: Cast, dossier_id: int) -> VisitPaper:
    with begin(people.assistant, writing=False) as work:
        return visit_paper(work, dossier_id)


async def asked(visitor: httpx.AsyncClient, email: str, dossier_id: int, name: str) -> httpx.Response:
    visitor.cookies.clear()
    if email:
        visitor.cookies.set("liciel", cookie_of(email))
    return await visitor.get(f"/dossiers/{dossier_id}/visite/{name}")


def test_the_attestation_swears_in_the_words_of_the_law_with_karims_certificates(people: Cast, dossier_id: int) -> None:
    shown = words_of(visit_pdf(PaperKind.ATTESTATION_MODEL, paper_of(people, dossier_id)))
    for words in ("Je soussigné(e) Karim Benali", "R271-3", "Plomb", "RC n° 4410", "24/11/2026 à "):
        assert words in shown.replace("\xa0", " ")


def test_the_field_sheet_says_who_to_ring_what_to_do_and_no_price(people: Cast, dossier_id: int) -> None:
    shown = words_of(visit_pdf(PaperKind.FIELD_MODEL, paper_of(people, dossier_id)))
    for words in ("Claire Dupuy", "06 12 34 56 78", "17 avenue Roul", "CREP", "Clés et codes d", "Motif si non visité"):
        assert words in shown.replace("\xa0", " ")
    assert "€" not in shown


def test_nothing_is_sworn_without_an_operator(people: Cast) -> None:
    with begin(people.assistant) as work:
        unplanned = visit_paper(work, a_dossier(work, people.client_id).id or 0)
    assert list(unsworn(unplanned)) == ["Nommez d’abord le diagnostiqueur de ce dossier."]


def test_nothing_is_sworn_on_a_certificate_or_an_insurance_that_ends_before_the_visit(
    people: Cast, dossier_id: int
) -> None:
    with begin(SYSTEM) as work:
        karim = people.technician.account_id
        work.db.get_one(Technician, karim).insured_until = MONDAY.date()
        for held in work.db.exec(select(Certification).where(col(Certification.account_id) == karim)).all():
            held.until = date(2026, 1, 31) if held.code == "CREP" else MONDAY.date() + timedelta(days=1)
    assert list(unsworn(paper_of(people, dossier_id))) == [
        "Le certificat « Plomb » de Karim Benali finit le 31/01/2026, avant la visite.",
        "L’assurance de Karim Benali finit le 23/11/2026, avant la visite.",
    ]


def test_nothing_is_sworn_without_the_certificate_or_the_offices_insurance(people: Cast, dossier_id: int) -> None:
    with begin(SYSTEM) as work:
        work.db.get_one(Office, 1).insurance = ""
        for held in work.db.exec(select(Certification).where(col(Certification.code) == "AMIANTE")).all():
            work.db.delete(held)
    first, second = unsworn(paper_of(people, dossier_id))
    assert first == "Karim Benali n’a pas le certificat « Amiante » que ces missions demandent."
    assert second.startswith("L’assurance de l’office")


def test_the_same_visit_gives_the_same_bytes(people: Cast, dossier_id: int) -> None:
    paper = paper_of(people, dossier_id)
    for kind in (PaperKind.ATTESTATION_MODEL, PaperKind.FIELD_MODEL):
        assert visit_pdf(kind, paper) == visit_pdf(kind, paper)


async def test_each_reads_what_is_his(visitor: httpx.AsyncClient, dossier_id: int) -> None:
    seen = {
        email: [(await asked(visitor, email, dossier_id, name)).status_code for name in (ATTESTATION, SHEET)]
        for email in (NATHALIE, KARIM, CLAIRE, JEAN, "")
    }
    assert seen == {NATHALIE: [200, 200], KARIM: [200, 200], CLAIRE: [200, 404], JEAN: [404, 404], "": [303, 303]}


async def test_what_is_not_there_is_not_found(visitor: httpx.AsyncClient, dossier_id: int) -> None:
    assert (await asked(visitor, NATHALIE, dossier_id, "autre.pdf")).status_code == 404
    assert (await asked(visitor, NATHALIE, 999_999, SHEET)).status_code == 404


async def test_the_reason_of_a_refusal_is_for_the_office_not_for_the_client(
    people: Cast, visitor: httpx.AsyncClient
) -> None:
    with begin(people.assistant) as work:
        unplanned = a_dossier(work, people.client_id).id or 0
    assert "Nommez d’abord" in (await asked(visitor, NATHALIE, unplanned, ATTESTATION)).text
    for_claire = await asked(visitor, CLAIRE, unplanned, ATTESTATION)
    assert "pas encore prête" in for_claire.text
    assert "Nommez" not in for_claire.text


async def test_the_offices_own_models_print_the_real_visit(
    people: Cast, visitor: httpx.AsyncClient, dossier_id: int
) -> None:
    models = {
        PaperKind.ATTESTATION_MODEL: ("{{ diagnostiqueur_nom }} jure.", "{{ declaration }}", "{{ certificats }}"),
        PaperKind.FIELD_MODEL: ("Fiche {{ dossier_reference }}", "{{ acces }}", "{{ pieces_visitees }}"),
    }
    for kind, lines in models.items():
        content = a_model(*lines)
        by(
            people.manager,
            services_papers.deposit,
            kind,
            sha256=stored(content),
            size=len(content),
            name="m.docx",
            media_type="application/zip",
        )
    told = words_of((await asked(visitor, KARIM, dossier_id, ATTESTATION)).content)
    assert "Karim Benali jure." in told
    assert "R271-3" in told
    assert "Fiche D-2026-0001" in words_of((await asked(visitor, KARIM, dossier_id, SHEET)).content)


async def test_a_model_is_tried_on_a_real_dossier_before_it_is_in_force(
    visitor: httpx.AsyncClient, dossier_id: int
) -> None:
    visitor.cookies.set("liciel", cookie_of("m.delmas@atlantique-diag.example"))
    good, bad = stored(a_model("{{ missions }} {{ dossier_reference }}")), stored(a_model("{{ total_ttc }}"))
    tried = await visitor.get(f"/reglages/modeles/modele_attestation/{good}/apercu.pdf")
    assert "D-2026-0001" in words_of(tried.content)
    assert (await visitor.get(f"/reglages/modeles/modele_fiche/{bad}/apercu.pdf")).status_code == 400
