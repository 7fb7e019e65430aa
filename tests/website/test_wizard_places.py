"""Completing an address, with and without the network."""

from pathlib import Path

import pytest

from liciel_app.core import config
from liciel_app.website.wizard import places


def test_without_a_geocoder_the_table_of_communes_answers(office: Path) -> None:
    first = places.complete("17 avenue Roul, 33400 Tal")[0]
    assert (first.street, first.postcode, first.city, first.approximate) == ("17 avenue Roul", "33400", "Talence", True)
    assert first.site.lat == pytest.approx(44.8, abs=0.1)


def test_a_geocoder_out_of_reach_leaves_the_table(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LICIEL_GEOCODER_URL", "http://127.0.0.1:9/geocodage")
    config.settings.cache_clear()
    assert places.complete("3 rue des Lilas, Pessac")[0].city == "Pessac"


@pytest.mark.parametrize("text", ["", " ", "a", "\x00", "é" * 5000, "'; DROP TABLE", "%%%", "12"])
def test_no_text_breaks_the_completion(office: Path, text: str) -> None:
    assert len(places.complete(text)) <= places.MOST


def test_a_place_nobody_located_has_no_point() -> None:
    site = places.PlaceRow("x", "1 rue", "33000", "Bordeaux").site
    assert (site.lat, site.lon) == (None, None)
