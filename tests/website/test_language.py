"""The reader's language, chosen in the footer."""

import httpx
import pytest

from liciel_app.core.access import VISITOR
from liciel_app.core.work import begin
from liciel_app.office import queries
from tests.people import PASSWORD

CLAIRE = "b.dupuy@courriel.example"


def account_language() -> str:
    with begin(VISITOR, writing=False) as work:
        account = queries.account_by_email(work, CLAIRE)
        assert account is not None
        return account.language


async def test_a_visitor_changes_language_and_stays_where_he_is(site: httpx.AsyncClient) -> None:
    answer = await site.post("/langue", data={"l": "en", "suite": "/contact"})
    assert answer.headers["location"] == "/contact"
    assert '<html lang="en">' in (await site.get("/contact")).text


async def test_the_switch_works_as_a_link_too(site: httpx.AsyncClient) -> None:
    assert (await site.get("/langue?l=it&suite=/cgv")).headers["location"] == "/cgv"
    assert '<html lang="it">' in (await site.get("/cgv")).text


async def test_claires_choice_is_remembered_with_her_account(site: httpx.AsyncClient) -> None:
    await site.post("/connexion", data={"email": CLAIRE, "password": PASSWORD})
    await site.post("/langue", data={"l": "it", "suite": "/"})
    assert account_language() == "it"


async def test_a_link_on_a_foreign_page_does_not_change_her_account(site: httpx.AsyncClient) -> None:
    await site.post("/connexion", data={"email": CLAIRE, "password": PASSWORD})
    await site.get("/langue?l=it", headers={"sec-fetch-site": "cross-site"})
    assert account_language() == "fr"


async def test_a_translated_link_is_remembered_for_the_next_pages(site: httpx.AsyncClient) -> None:
    page = await site.get("/?lang=en")
    assert '<html lang="en">' in page.text
    assert '<html lang="en">' in (await site.get("/contact")).text


async def test_the_switch_drops_the_language_of_the_address_and_keeps_the_rest(site: httpx.AsyncClient) -> None:
    page = await site.get("/connexion?lang=en&suite=/bureau")
    assert 'name="suite" value="/connexion?suite=%2Fbureau"' in page.text


@pytest.mark.parametrize("elsewhere", ["//evil.example", "/\\evil.example", "https://evil.example", "evil.example", ""])
async def test_the_switch_leads_to_no_other_site(site: httpx.AsyncClient, elsewhere: str) -> None:
    for answer in (
        await site.post("/langue", data={"l": "en", "suite": elsewhere}),
        await site.get("/langue", params={"l": "en", "suite": elsewhere}),
    ):
        assert answer.headers["location"] == "/"


async def test_an_unknown_language_is_french(site: httpx.AsyncClient) -> None:
    await site.post("/langue", data={"l": "klingon", "suite": "/"})
    assert '<html lang="fr">' in (await site.get("/")).text
