"""The public pages: real HTML, from the office's own details, without scripts."""

import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import httpx
import pytest

from liciel_app.core.access import SYSTEM
from liciel_app.core.work import begin
from liciel_app.office.models import Office
from liciel_app.orders.pricing import By, Grid, Row, Travel
from liciel_app.orders.services import save_grid
from liciel_app.website.pages import environment
from tests.website.conftest import plain

PUBLIC = ("/", "/contact", "/mentions-legales", "/confidentialite", "/cgv")
PRIVATE = ("/connexion", "/mot-de-passe-oublie", "/nouveau-mot-de-passe?jeton=x", "/premier-mot-de-passe?jeton=x")
BORDEAUX = {
    "legal_form": "SARL",
    "capital": "10 000 €",
    "street": "84 cours de Verdun",
    "postcode": "33000",
    "city": "Bordeaux",
    "lat": 44.85,
    "lon": -0.579,
    "siret": "912 345 709 00014",
    "vat_number": "FR70912345709",
    "insurance": "Assurances du Ponant, contrat 2026-118",
    "mediator": "Médiation Exemple, mediation.example",
    "zone": "Bordeaux, Mérignac ; Pessac",
    "opening_hours": "Du lundi au vendredi\n8 h 30 – 18 h",
    "late_interest": "12,15 %",
}


def fill_office(**details: object) -> None:
    with begin(SYSTEM) as work:
        office = work.db.get_one(Office, 1)
        for name, value in (BORDEAUX | details).items():
            setattr(office, name, value)
        work.db.add(office)


@pytest.mark.parametrize("path", PUBLIC + PRIVATE)
async def test_every_page_says_its_language_its_title_and_runs_no_script(site: httpx.AsyncClient, path: str) -> None:
    page = await site.get(path)
    assert page.status_code == 200
    assert '<html lang="fr">' in page.text
    assert re.search(r"<title>[^<]+ – Atlantique Diagnostics</title>", page.text)
    assert len(re.findall(r"<h1[ >]", page.text)) == 1
    assert "script-src 'none'" in page.headers["content-security-policy"]
    assert "<script>" not in page.text
    assert not re.search(r"\s(on[a-z]+|style)=", page.text), "the policy forbids inline handlers and styles"


@pytest.mark.parametrize("path", PRIVATE)
async def test_account_pages_are_kept_by_nobody(site: httpx.AsyncClient, path: str) -> None:
    page = await site.get(path)
    assert page.headers["cache-control"] == "no-store"
    assert '<meta name="robots" content="noindex">' in page.text


@pytest.mark.parametrize("path", PUBLIC)
async def test_an_office_that_filled_in_nothing_has_pages_all_the_same(site: httpx.AsyncClient, path: str) -> None:
    with begin(SYSTEM) as work:
        office = work.db.get_one(Office, 1)
        office.phone = office.email = ""
        work.db.add(office)
    words = plain((await site.get(path)).text)
    assert " , " not in words
    assert "None" not in words


async def test_a_visitor_finds_how_to_order_to_log_in_and_to_call(site: httpx.AsyncClient) -> None:
    fill_office()
    page = (await site.get("/")).text
    assert 'href="/commander"' in page
    assert 'href="/connexion"' in page
    assert 'href="tel:+33556000010"' in page
    words = plain(page)
    assert all(known in words for known in ("Diagnostics immobiliers à Bordeaux", "Mérignac", "8 h 30 – 18 h"))


async def test_prices_are_the_lowest_of_the_grid_tax_included(site: httpx.AsyncClient) -> None:
    grid = Grid(
        name="2026",
        valid_from=date(2026, 1, 1),
        bands=(Decimal(50),),
        rows=(Row("DPE", (10_000, 11_500)), Row("GAZ", (7_000, None)), Row("ERP", (2_000,), By.FLAT)),
        travel=(Travel(Decimal(30), 0),),
    )
    with begin(SYSTEM) as work:
        save_grid(work, grid)
    words = plain((await site.get("/")).text)
    assert "à partir de 120 €" in words
    assert "à partir de 24 €" in words
    assert "Sur devis" in words
    assert "Déplacement compris jusqu’à 30 km" in words


async def test_without_a_grid_no_price_is_promised(site: httpx.AsyncClient) -> None:
    words = plain((await site.get("/")).text)
    assert "Performance énergétique" in words
    assert "à partir de" not in words


async def test_search_engines_read_the_office_as_a_local_business(site: httpx.AsyncClient) -> None:
    fill_office(presentation="Trois </script><script>alert(1)</script> amis")
    page = (await site.get("/")).text
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    business = json.loads(found.group(1))
    assert business["@type"] == "LocalBusiness"
    assert business["telephone"] == "+33556000010"
    assert business["address"]["addressLocality"] == "Bordeaux"
    assert business["areaServed"] == ["Bordeaux", "Mérignac", "Pessac"]
    assert page.count("<script") == 1


async def test_text_typed_by_the_office_is_never_markup(site: httpx.AsyncClient) -> None:
    fill_office(name="<b>Diag</b>", city="<i>Bègles</i>", zone="<u>Cenon</u>", insurance="<s>Ponant</s>")
    for path in PUBLIC:
        page = (await site.get(path)).text
        assert not re.search(r"<(b|i|u|s)>", page)
        assert "&lt;b&gt;Diag" in page


async def test_legal_pages_name_the_company_as_the_law_wants(site: httpx.AsyncClient) -> None:
    fill_office()
    words = plain((await site.get("/mentions-legales")).text)
    for known in (
        "SARL au capital de 10 000 €",
        "912 345 709 00014",
        "FR70912345709",
        "Assurances du Ponant",
        "Cofrac",
    ):
        assert known in words
    assert "Médiation Exemple" in words


async def test_terms_tell_the_right_of_withdrawal_and_late_interest(site: httpx.AsyncClient) -> None:
    fill_office()
    words = plain((await site.get("/cgv")).text)
    for known in ("14 jours", "L221-18", "Modèle de formulaire de rétractation", "12,15 %", "40 €", "L612-1"):
        assert known in words


@pytest.mark.parametrize(
    ("setting", "said"), [("mark", "POUR CONSULTATION UNIQUEMENT"), ("block", "Ils se téléchargent dès")]
)
async def test_terms_follow_what_the_office_does_with_unpaid_files(
    site: httpx.AsyncClient, setting: str, said: str
) -> None:
    fill_office(unpaid_files=setting)
    assert said in plain((await site.get("/cgv")).text)


async def test_privacy_tells_how_long_and_to_whom_to_write(site: httpx.AsyncClient) -> None:
    words = plain((await site.get("/confidentialite")).text)
    for known in ("3 ans après le dernier échange", "10 ans", "contact@atlantique-diag.example", "cnil.fr", "un mois"):
        assert known in words


async def test_the_contact_page_leads_to_phone_mail_and_map(site: httpx.AsyncClient) -> None:
    fill_office()
    page = (await site.get("/contact")).text
    assert 'href="mailto:contact@atlantique-diag.example"' in page
    assert "openstreetmap.org/?mlat=44.85&amp;mlon=-0.579" in page


async def test_the_style_sheet_is_kept_for_ever_under_its_own_address(site: httpx.AsyncClient) -> None:
    address = re.search(r'href="(/site\.css\?v=\w+)"', (await site.get("/")).text)
    assert address is not None
    kept, plain_one = await site.get(address.group(1)), await site.get("/site.css", headers={"accept-encoding": ""})
    assert "immutable" in kept.headers["cache-control"]
    assert plain_one.headers["cache-control"] == "no-cache"
    assert kept.text == plain_one.text


async def test_an_office_not_set_up_yet_says_so(bare_site: httpx.AsyncClient) -> None:
    page = await bare_site.get("/")
    assert page.status_code == 400
    assert "L’office n’est pas encore configuré." in plain(page.text)


def test_every_template_compiles() -> None:
    folder = Path(environment().loader.searchpath[0])  # type: ignore[union-attr]
    names = [str(path.relative_to(folder)) for path in folder.rglob("*.html")]
    assert names
    for name in names:
        environment().get_template(name)
