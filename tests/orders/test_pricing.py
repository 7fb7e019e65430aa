"""Prices worked out by hand from the demo office's grid, each with its reason."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from liciel_app.core.errors import Invalid, Refused
from liciel_app.orders.pricing import (
    DEMO_GRID,
    Bundle,
    By,
    Extra,
    Grid,
    Pack,
    PricedOffer,
    PriceRequest,
    Row,
    Supplement,
    Terms,
    Travel,
    offer,
)

SMALL = Grid(name="Essai", valid_from=date(2026, 1, 1), bands=(Decimal(50),), rows=(Row("DPE", (10_001, None)),))
TTC = Grid(name="TTC", valid_from=date(2026, 1, 1), taxed=True, rows=(Row("DPE", (9_990,), By.FLAT),))


def priced(codes: str, surface: Decimal | int | None = None, grid: Grid = DEMO_GRID, **asked: Any) -> PricedOffer:
    return offer(grid, PriceRequest(wanted=tuple(codes.split()), surface=surface, **asked))


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
    found = priced(codes, surface)
    amounts = (found.discount_cents, found.net_cents, found.vat_cents, found.gross_cents, found.deposit_cents)
    assert amounts == expected


@pytest.mark.parametrize(
    ("surface", "cents", "reason"),
    [
        (50, 10_000, "Surface jusqu’à 50 m²"),
        (Decimal("50.01"), 11_500, "Surface 50–80 m²"),
        (80, 11_500, "Surface 50–80 m²"),
        (81, 13_000, "Surface 80–110 m²"),
        (151, 18_000, "Surface de plus de 150 m²"),
    ],
)
def test_a_band_ends_with_its_upper_bound_and_says_its_name(surface: Decimal | int, cents: int, reason: str) -> None:
    (line,) = priced("DPE", surface).lines
    assert (line.net_cents, line.reason.text) == (cents, reason)


def test_two_diagnostics_make_no_pack_and_one_asked_twice_counts_once() -> None:
    assert [line.code for line in priced("GAZ DPE GAZ", 60).lines] == ["GAZ", "DPE"]
    three = priced("GAZ DPE GAZ ELEC", 60)
    assert [line.reason.text for line in three.discounts] == ["Pack 3 diagnostics −10 %"]


def test_the_noise_state_is_included_in_the_risk_state_and_costs_as_much_alone() -> None:
    both = priced("ERP BRUIT")
    assert [(line.net_cents, line.reason.text) for line in both.lines] == [
        (2_000, "Prix fixe"),
        (0, "inclus dans l’état des risques"),
    ]
    assert priced("BRUIT").net_cents == 2_000


def test_a_house_has_its_own_row_and_a_flat_the_row_of_all() -> None:
    grid = replace(DEMO_GRID, rows=(*DEMO_GRID.rows, Row("DPE", (14_000,), By.FLAT, "maison")))
    assert priced("DPE", 60, grid, kind="maison").net_cents == 14_000
    assert priced("DPE", 60, grid, kind="appartement").net_cents == 11_500


def test_a_price_by_rooms_asks_for_them() -> None:
    grid = replace(SMALL, room_bands=(1, 2), rows=(Row("DPE", (11_000, 12_000, 13_500), By.ROOMS),))
    assert [priced("DPE", grid=grid, rooms=rooms).net_cents for rooms in (1, 2, 3, 9)] == [
        11_000,
        12_000,
        13_500,
        13_500,
    ]
    (line,) = priced("DPE", grid=grid).lines
    assert line.on_quote
    assert line.reason.text == "Indiquez le nombre de pièces pour avoir un prix."


def test_a_bundle_applies_only_where_it_costs_less() -> None:
    sale = Bundle("Vente", ("DPE", "ELEC", "GAZ"), (20_000, 22_000, 24_000, 60_000, 60_000))
    grid = replace(DEMO_GRID, bundles=(sale,))
    found = priced("DPE ELEC GAZ ERP", 60, grid)
    assert found.net_cents == 22_000 + 2_000
    assert "Forfait « Vente » : 3 diagnostics pour 220,00\u00a0€" in [line.reason.text for line in found.lines]
    assert priced("DPE ELEC GAZ", 120, grid).net_cents == priced("DPE ELEC GAZ", 120).net_cents


def test_supplements_are_counted_or_a_part_of_the_diagnostics() -> None:
    extras = (Supplement(Extra.OUTBUILDING, 1_500), Supplement(Extra.URGENT, percent=Decimal(20)))
    found = priced("DPE", 45, replace(DEMO_GRID, supplements=extras), outbuildings=2, urgent=True, samples=1)
    assert [(line.net_cents, line.reason.text, line.on_quote) for line in found.additions] == [
        (3_000, "2 × 15,00\u00a0€", False),
        (2_000, "+20 % des diagnostics", False),
        (0, "Pas de prix dans la grille : le bureau fait une offre.", True),
    ]


def test_travel_is_free_then_by_band_then_to_be_agreed() -> None:
    grid = replace(DEMO_GRID, travel=(Travel(Decimal(30), 0), Travel(Decimal(50), 2_500)))
    near, further, far = (priced("ERP", grid=grid, km=Decimal(km)) for km in (30, 31, 51))
    assert [line.reason.text for line in further.additions] == ["Entre 30 et 50 km du bureau"]
    assert (near.net_cents, further.net_cents, far.net_cents) == (2_000, 4_500, 2_000)
    assert [one.travel_open for one in (near, further, far)] == [False, False, True]


def test_discounts_stop_at_the_floor_and_the_office_is_told_why() -> None:
    grid = replace(DEMO_GRID, floor_cents=23_000)
    found = offer(grid, PriceRequest(wanted=("DPE", "ELEC", "GAZ"), surface=45), Terms("Agence", discount=Decimal(20)))
    assert found.net_cents == 23_000
    assert [note.text for note in found.notes] == ["Les remises s’arrêtent au prix plancher de 230,00\u00a0€."]


def test_what_costs_less_than_the_floor_is_brought_up_to_it() -> None:
    found = priced("ERP", grid=replace(DEMO_GRID, floor_cents=9_000))
    assert found.net_cents == 9_000
    assert [line.label for line in found.additions] == ["Minimum de facturation"]
    assert "prix plancher" in found.notes[0].text


def test_an_agency_s_discount_and_commission_are_told_apart() -> None:
    terms = Terms("Chartrons", discount=Decimal(10), commission_percent=Decimal(5), commission_cents=1_000)
    found = offer(DEMO_GRID, PriceRequest(wanted=("DPE",), surface=45, km=Decimal(12)), terms)
    assert found.net_cents == 9_000
    assert found.discounts[0].reason.text == "Tarif de Chartrons −10 %"
    assert found.commission_cents == 1_000 + 450


def test_a_list_with_tax_shows_its_own_price_to_the_cent() -> None:
    found = priced("DPE", grid=TTC)
    assert (found.net_cents, found.vat_cents, found.gross_cents) == (8_325, 1_665, 9_990)


def test_a_total_no_net_amount_can_make_has_a_rounding_of_one_cent() -> None:
    odd = replace(TTC, rows=(Row("DPE", (9_999,), By.FLAT),))
    found = priced("DPE", grid=odd)
    assert (found.net_cents, found.vat_cents, found.rounding_cents, found.gross_cents) == (8_332, 1_666, 1, 9_999)


def test_a_discount_with_tax_is_rounded_to_a_total_that_tax_makes_exactly() -> None:
    """Without it, a discount of 10 % on 99,99 would leave 89,99: 74,99 and its 15,00."""
    odd = replace(TTC, rows=(Row("DPE", (3_333,), By.FLAT), Row("GAZ", (3_333,), By.FLAT)))
    found = priced("DPE GAZ", grid=replace(odd, packs=(Pack(2, Decimal("10.02")),)))
    assert found.rounding_cents == 0
    assert found.gross_cents == found.net_cents + found.vat_cents


def test_the_visit_s_minutes_come_with_the_price() -> None:
    assert priced("DPE CREP AMIANTE GAZ ELEC", 68).minutes == 150
    assert priced("ERP").minutes == 0


@pytest.mark.parametrize("surface", [0, -1, Decimal("NaN"), Decimal("Infinity"), Decimal("sNaN"), 100_001])
def test_an_absurd_surface_is_refused_beside_its_field(surface: Decimal | int) -> None:
    with pytest.raises(Invalid) as refusal:
        priced("DPE", surface)
    assert set(refusal.value.fields) == {"surface"}


@pytest.mark.parametrize(
    ("field", "asked"),
    [
        ("rooms", {"rooms": 0}),
        ("outbuildings", {"outbuildings": -1}),
        ("samples", {"samples": 51}),
        ("km", {"km": Decimal("NaN")}),
        ("km", {"km": Decimal(-1)}),
    ],
)
def test_an_absurd_number_is_refused_beside_its_field(field: str, asked: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as refusal:
        priced("DPE", 60, **asked)
    assert set(refusal.value.fields) == {field}


def test_what_the_list_cannot_price_is_left_to_the_office() -> None:
    found = priced("DPE DTG", 60, SMALL)
    assert found.on_quote == ("DPE", "DTG")
    assert not found.priced
    assert found.gross_cents == 0
    with pytest.raises(Refused, match="HOROSCOPE"):
        priced("HOROSCOPE", 60)
