"""What search engines are told."""

from xml.etree import ElementTree as ET

import httpx
import pytest

from liciel_app.core import config


async def test_a_demo_office_stays_out_of_search_engines(site: httpx.AsyncClient) -> None:
    assert (await site.get("/robots.txt")).text == "User-agent: *\nDisallow: /\n"


async def test_a_real_office_opens_its_site_and_closes_its_rooms(
    secure_site: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LICIEL_MODE", "production")
    monkeypatch.delenv("LICIEL_CLOCK")
    config.settings.cache_clear()
    text = (await secure_site.get("/robots.txt")).text
    assert "Disallow: /bureau\n" in text
    assert "Disallow: /\n" not in text
    assert "Sitemap: https://diag.example/sitemap.xml" in text


async def test_the_map_of_the_site_lists_public_pages_in_three_languages(secure_site: httpx.AsyncClient) -> None:
    root = ET.fromstring((await secure_site.get("/sitemap.xml")).text)  # noqa: S314 our own answer
    places = [one.text for one in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert "https://diag.example/" in places
    assert "https://diag.example/cgv" in places
    assert not any("connexion" in (place or "") for place in places)
    links = [one.get("href") for one in root.iter("{http://www.w3.org/1999/xhtml}link")]
    assert "https://diag.example/contact?lang=it" in links


async def test_a_page_names_its_own_address_whatever_host_was_asked(secure_site: httpx.AsyncClient) -> None:
    page = (await secure_site.get("/contact?lang=en", headers={"host": "evil.example"})).text
    assert '<link rel="canonical" href="https://diag.example/contact?lang=en">' in page
    assert '<meta property="og:url" content="https://diag.example/contact?lang=en">' in page
    assert "evil.example" not in page
