"""Quotes worked out by hand from the demo office's grid, and what a grid or a visitor cannot ask."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liciel_app.core.errors import Invalid, Refused
from liciel_app.orders.pricing import DEMO_GRID, Grid, Pack, quote

SMALL = Grid(name="Essai", valid_from=date(2026, 1, 1), bands=(Decimal(50),), prices={"DPE": (10_001, None)})


def amounts(codes: str, surface: Decimal | int | None) -> tuple[int, int, int, int, int]:
    found = quote(DEMO_GRID, codes.split(), surface)
    return found.discount_cents, found.total_ht, found.vat, found.total_ttc, found.deposit_ttc


@pytest.mark.parametrize(
    ("codes", "surface", "expected"),
    [
        # 115 + 110 + 80 + 75 + 75 = 455; 15 %: 68,25; 386,75; TVA 77,35; 464,10; acompte 139,23
        ("DPE CREP AMIANTE GAZ ELEC", 68, (6_825, 38_675, 7_735, 46_410, 13_923)),
        # 100; no pack; TVA 20; 120; acompte 36
        ("DPE", 45, (0, 10_000, 2_000, 12_000, 3_600)),
        # 100 + 70 + 70 = 240; 10 %: 24; + 20 ERP = 236; TVA 47,20; 283,20; acompte 84,96
        ("DPE ELEC GAZ ERP", 50, (2_400, 23_600, 4_720, 28_320, 8_496)),
        # 180 + 650 + 20 + 0 = 850; only one counts; TVA 170; 1 020; acompte 306
        ("DPE AUDIT ERP BRUIT", 160, (0, 85_000, 17_000, 102_000, 30_600)),
        # 90 + 95 + 70 = 255; 10 %: 25,50; 229,50; TVA 45,90; 275,40; acompte 82,62
        ("TERMITES AMIANTE CARREZ", 120, (2_550, 22_950, 4_590, 27_540, 8_262)),
        # 130 + 80 + 60 + 85 = 355; 15 %: 53,25; + 20 = 321,75; TVA 64,35; 386,10; acompte 115,83
        ("DPE ELEC BOUTIN DAPP ERP", Decimal("80.5"), (5_325, 32_175, 6_435, 38_610, 11_583)),
        # land: 20; TVA 4; 24; acompte 7,20
        ("ERP", None, (0, 2_000, 400, 2_400, 720)),
    ],
)
def test_a_visitor_gets_the_price_worked_out_by_hand(
    codes: str, surface: Decimal | int | None, expected: tuple[int, ...]
) -> None:
    assert amounts(codes, surface) == expected


@pytest.mark.parametrize(
    ("surface", "cents"),
    [(50, 10_000), (Decimal("50.01"), 11_500), (80, 11_500), (81, 13_000), (110, 13_000), (150, 15_000), (151, 18_000)],
)
def test_a_band_ends_with_its_upper_bound(surface: Decimal | int, cents: int) -> None:
    assert quote(DEMO_GRID, ["DPE"], surface).lines[0].cents == cents


def test_two_diagnostics_make_no_pack_and_one_asked_twice_counts_once() -> None:
    assert quote(DEMO_GRID, ["DPE", "GAZ", "DPE"], 60).discount_cents == 0
    assert [line.code for line in quote(DEMO_GRID, ["GAZ", "DPE", "GAZ"], 60).lines] == ["GAZ", "DPE"]


def test_the_noise_state_is_included_in_the_risk_state_and_costs_as_much_alone() -> None:
    both = quote(DEMO_GRID, ["BRUIT", "ERP"])
    assert [(line.cents, line.note) for line in both.lines] == [(0, "inclus dans l’état des risques"), (2_000, "")]
    assert quote(DEMO_GRID, ["BRUIT"]).total_ht == 2_000


def test_every_amount_is_rounded_half_up_once() -> None:
    odd = replace(SMALL, prices={"DPE": (5, 5), "GAZ": (5, 5)}, packs=(Pack(2, Decimal(5)),), vat_rate=Decimal("8.5"))
    found = quote(odd, ["DPE", "GAZ"], 10)
    assert (found.discount_cents, found.total_ht, found.vat, found.deposit_ttc) == (1, 9, 1, 3)


def test_travel_is_free_up_to_thirty_kilometres() -> None:
    assert not quote(DEMO_GRID, ["ERP"], km=30).travel_open
    assert quote(DEMO_GRID, ["ERP"], km=31).travel_open


@pytest.mark.parametrize("surface", [0, -1, Decimal("NaN"), Decimal("Infinity"), Decimal("sNaN"), 100_001])
def test_an_absurd_surface_is_refused_beside_its_field(surface: Decimal | int) -> None:
    with pytest.raises(Invalid) as refusal:
        quote(DEMO_GRID, ["DPE"], surface)
    assert set(refusal.value.fields) == {"surface"}


def test_a_price_by_surface_needs_the_surface() -> None:
    with pytest.raises(Invalid) as refusal:
        quote(DEMO_GRID, ["DPE"])
    assert refusal.value.fields == {"surface": "Indiquez la surface en m²."}


@pytest.mark.parametrize(
    ("grid", "codes", "sentence"),
    [
        (DEMO_GRID, [], "Choisissez au moins un diagnostic."),
        (DEMO_GRID, ["HOROSCOPE"], "Le diagnostic « HOROSCOPE » n’existe pas."),
        (DEMO_GRID, ["DTG"], "La grille « 2026 » n’a pas de prix pour « DTG » : demandez un devis au bureau."),
        (
            SMALL,
            ["DPE"],
            "La grille « Essai » n’a pas de prix pour « DPE » à 60,5 m² : demandez un devis au bureau.",
        ),
    ],
)
def test_what_the_grid_cannot_price_is_refused_in_a_sentence(grid: Grid, codes: list[str], sentence: str) -> None:
    with pytest.raises(Refused) as refusal:
        quote(grid, codes, Decimal("60.5"))
    assert str(refusal.value) == sentence


@pytest.mark.parametrize(
    ("fault", "changes"),
    [
        ("bands", {"bands": (Decimal(80), Decimal(50)), "prices": {"DPE": (1, 2, 3)}}),
        ("bands", {"bands": (Decimal("NaN"),)}),
        ("columns", {"prices": {"DPE": (1,)}}),
        ("prices", {"flat": {"ERP": -1}}),
        ("codes", {"flat": {"DPE": 1}}),
        ("codes", {"flat": {"HOROSCOPE": 1}}),
        ("packs", {"packs": (Pack(3, Decimal(10)), Pack(3, Decimal(15)))}),
        ("rates", {"vat_rate": Decimal(120)}),
        ("rates", {"deposit_rate": Decimal("NaN")}),
    ],
)
def test_a_grid_that_contradicts_itself_is_refused(fault: str, changes: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as refusal:
        replace(SMALL, **changes)
    assert set(refusal.value.fields) == {fault}


@settings(deadline=None)
@given(
    st.sets(st.sampled_from(sorted(DEMO_GRID.codes)), min_size=1),
    st.decimals(Decimal("0.01"), 100_000, places=2),
)
def test_a_quote_adds_up(codes: set[str], surface: Decimal) -> None:
    found = quote(DEMO_GRID, sorted(codes), surface)
    assert found.total_ht == sum(line.cents for line in found.lines) - found.discount_cents
    assert found.total_ttc == found.total_ht + found.vat
    assert 0 <= found.deposit_ttc <= found.total_ttc
    assert abs(found.vat * 5 - found.total_ht) < 5
    assert found.discount_rate == {1: 0, 2: 0, 3: 10}.get(len(codes - DEMO_GRID.uncounted) or 1, 15)
