"""What an order costs, whatever the grid knows."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liciel_app.core.errors import Invalid
from liciel_app.orders import rules
from liciel_app.orders.estimate import estimate, road_km
from liciel_app.orders.pricing import DEMO_GRID, Grid, PriceRequest, Terms, offer
from tests.orders.lists import TERMS, grids, requests

CODES = st.lists(st.sampled_from(sorted(rules.MISSION_CODES)), max_size=20)
SURFACES = st.decimals(1, 1000, places=2)


@settings(deadline=None)
@given(CODES, SURFACES)
def test_every_wanted_code_has_one_line_in_its_order(codes: list[str], surface: Decimal) -> None:
    found = estimate(DEMO_GRID, codes, surface)
    assert [line.code for line in found.lines] == list(dict.fromkeys(codes))
    assert set(found.on_quote) == set(codes) - DEMO_GRID.codes


@settings(deadline=None)
@given(CODES, SURFACES)
def test_what_has_a_price_costs_what_the_grid_says(codes: list[str], surface: Decimal) -> None:
    found = estimate(DEMO_GRID, codes, surface)
    plain = offer(DEMO_GRID, PriceRequest(wanted=tuple(codes), surface=surface))
    assert found.priced == bool(set(codes) & DEMO_GRID.codes)
    assert (found.net_cents, found.gross_cents) == (plain.net_cents, plain.gross_cents)


@settings(deadline=None, max_examples=60)
@given(grids(), requests(), TERMS)
def test_the_lines_less_the_discount_are_the_net_total(grid: Grid, request: PriceRequest, terms: Terms) -> None:
    found = estimate(grid, request.wanted, Decimal(request.surface or 0), kind=request.kind, terms=terms)
    assert found.net_cents == sum(line.cents or 0 for line in found.lines) - found.discount_cents


@settings(deadline=None)
@given(CODES, SURFACES)
def test_without_a_grid_everything_is_quoted_by_hand(codes: list[str], surface: Decimal) -> None:
    found = estimate(None, codes, surface)
    assert not found.priced
    assert found.gross_cents == 0


@pytest.mark.parametrize("surface", ["0", "-3", "NaN", "1000000"])
def test_an_impossible_surface_is_said_beside_its_field(surface: str) -> None:
    with pytest.raises(Invalid) as refusal:
        estimate(DEMO_GRID, ["DPE"], Decimal(surface))
    assert list(refusal.value.fields) == ["surface"]


def test_travel_is_a_third_longer_than_the_crow_flies() -> None:
    bordeaux, arcachon = (44.85, -0.579), (44.6586, -1.1689)
    assert road_km(bordeaux, arcachon) == Decimal("66.6")
    assert road_km(bordeaux, (None, None)) == 0
    assert road_km(bordeaux, bordeaux) == 0
