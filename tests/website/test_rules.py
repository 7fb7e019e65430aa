"""Addresses, prices and words: pure, on any input."""

from datetime import date
from decimal import Decimal
from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liciel_app.orders.pricing import By, Grid, Pack, Row, Travel
from liciel_app.website import offer, paths, typography

_TRICKY = st.text(alphabet="/\\.:@?#%ae\t\n\r \x00évil", max_size=30)


@given(_TRICKY | st.text(max_size=60))
def test_no_text_leads_outside_the_site(wanted: str) -> None:
    place = urlsplit(urljoin("https://office.example/ici", paths.local(wanted)))
    assert (place.scheme, place.netloc) == ("https", "office.example")


@given(_TRICKY.map(lambda tail: "/bureau" + tail))
def test_a_client_never_lands_in_the_office(wanted: str) -> None:
    assert paths.after_login("client", wanted) == "/espace"


@pytest.mark.parametrize(
    ("kind", "wanted", "lands"),
    [
        ("staff", "/bureau/agenda", "/bureau/agenda"),
        ("staff", "/terrain", "/terrain"),
        ("staff", "/espace", "/bureau"),
        ("staff", "/bureaucratie", "/bureau"),
        ("technician", "/terrain/visite/3", "/terrain/visite/3"),
        ("technician", "/bureau", "/terrain"),
        ("client", "", "/espace"),
        ("client", "/espace/dossier/2?onglet=fichiers", "/espace/dossier/2?onglet=fichiers"),
    ],
)
def test_people_land_where_they_may(kind: str, wanted: str, lands: str) -> None:
    assert paths.after_login(kind, wanted) == lands  # type: ignore[arg-type]


def a_grid(vat: str = "20") -> Grid:
    return Grid(
        name="2026",
        valid_from=date(2026, 1, 1),
        bands=(Decimal(50), Decimal(80)),
        rows=(
            Row("DPE", (10_000, 11_500, 13_000)),
            Row("GAZ", (7_050, 8_000, None)),
            Row("BOUTIN", (None, None, None)),
            Row("ERP", (2_000,), By.FLAT),
        ),
        packs=(Pack(3, Decimal("10.0")), Pack(4, Decimal("12.5"))),
        vat_rate=Decimal(vat),
        travel=(Travel(Decimal(30), 0),),
    )


def test_the_lowest_price_of_each_diagnostic_includes_the_tax() -> None:
    shown = offer.offer_of(a_grid())
    assert shown.price("DPE") == "120\u00a0€"
    assert shown.price("GAZ") == "84,60\u00a0€"
    assert shown.price("ERP") == "24\u00a0€"


def test_what_the_grid_does_not_price_has_no_price() -> None:
    shown = offer.offer_of(a_grid())
    assert (shown.price("AUDIT"), shown.price("BOUTIN")) == ("", "")


def test_packs_are_told_in_per_cent() -> None:
    assert offer.offer_of(a_grid()).packs == ((3, "10"), (4, "12,5"))


def test_without_vat_the_price_is_the_net_one() -> None:
    assert offer.offer_of(a_grid("0")).price("DPE") == "100\u00a0€"


@pytest.mark.parametrize(
    ("typed", "called"),
    [
        ("05 56 00 00 10", "+33556000010"),
        ("+33 6 12 34 56 78", "+33612345678"),
        ("+39 06 1234 5678", "+390612345678"),
        ("standard : 36 20", "3620"),
        ("", ""),
    ],
)
def test_a_phone_number_becomes_a_call(typed: str, called: str) -> None:
    assert typography.telephone(typed) in (called, "+33" + called)


def test_towns_are_read_from_any_list() -> None:
    assert typography.several("Bordeaux, Mérignac ;Pessac\n Le Bouscat.") == [
        "Bordeaux",
        "Mérignac",
        "Pessac",
        "Le Bouscat",
    ]
    assert typography.several("") == []


def test_french_marks_keep_to_their_word_and_other_languages_are_left_alone() -> None:
    assert (
        typography.typeset("« À Bordeaux » : 14 jours ?", "fr")
        == "«\u00a0À Bordeaux\u00a0»\u00a0: 14\u00a0jours\u00a0?"
    )
    assert typography.typeset("Ready : 14 days ?", "en") == "Ready : 14 days ?"


@given(st.text())
def test_setting_a_text_changes_spaces_only(text: str) -> None:
    assert typography.typeset(text, "fr").replace("\u00a0", " ") == text.replace("\u00a0", " ")
