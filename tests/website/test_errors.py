"""Pages that say no."""

import httpx
import pytest

from liciel_app.core import database
from tests.website.conftest import plain


async def test_a_dead_link_gets_a_french_page_with_a_way_on(site: httpx.AsyncClient) -> None:
    page = await site.get("/une-page-oubliee")
    assert page.status_code == 404
    assert "Cette page n’existe pas" in plain(page.text)
    assert "05 56 00 00 10" in page.text
    assert 'href="/"' in page.text
    assert page.headers["cache-control"] == "no-store"


async def test_the_page_speaks_the_readers_language(site: httpx.AsyncClient) -> None:
    site.cookies.set("lang", "it")
    assert '<html lang="it">' in (await site.get("/une-page-oubliee")).text


async def test_a_program_asking_for_a_missing_file_gets_no_page(site: httpx.AsyncClient) -> None:
    answer = await site.get("/assets/absent.js", headers={"accept": "*/*"})
    assert answer.status_code == 404
    assert "<html" not in answer.text


async def test_a_refused_form_looks_like_the_office(site: httpx.AsyncClient) -> None:
    page = await site.post("/langue", data={"l": "en"}, headers={"origin": "https://evil.example"})
    assert page.status_code == 403
    assert "Cette page ne vous est pas ouverte" in plain(page.text)
    assert "Vous n’avez pas le droit de faire cela." in plain(page.text)


async def test_the_error_page_stands_when_even_the_database_is_gone(
    site: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    from liciel_app.core import config

    monkeypatch.setenv("LICIEL_DATABASE_URL", "sqlite:////nulle/part/liciel.db")
    config.settings.cache_clear()
    database.engine.cache_clear()
    page = await site.get("/")
    assert page.status_code == 500
    assert "Quelque chose s’est mal passé" in plain(page.text)
    assert "référence" in page.text


async def test_an_address_is_shown_as_text(site: httpx.AsyncClient) -> None:
    page = await site.get('/"><script>alert(1)</script>')
    assert "<script>" not in page.text
