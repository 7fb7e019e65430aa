"""What holds of every price, whatever the list and whatever is asked."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from liciel_app.core.money import part
from liciel_app.orders.pricing import Grid, Part, PriceRequest, Terms, offer
from liciel_app.orders.pricing.taxes import from_gross, from_net, net_of
from tests.orders.lists import TERMS, grids, requests

ANY_RATE = st.decimals(0, 100, places=2)
ANY_CENTS = st.integers(0, 100_000_000)


@settings(deadline=None, max_examples=60)
@given(grids(), requests(), TERMS)
def test_the_lines_add_up_to_the_cent(grid: Grid, request: PriceRequest, terms: Terms) -> None:
    found = offer(grid, request, terms)
    assert found.net_cents == sum(line.net_cents for line in found.lines)
    assert found.gross_cents == sum(line.gross_cents for line in found.lines)
    assert found.vat_cents == part(found.net_cents, grid.vat_rate)
    assert found.rounding_cents in ((0, 1) if grid.taxed else (0,))
    assert [line.code for line in found.diagnostics] == list(dict.fromkeys(request.wanted))


@settings(deadline=None, max_examples=60)
@given(grids(known=True), requests(), TERMS, st.integers(0, 400))
def test_a_larger_property_never_costs_less(grid: Grid, request: PriceRequest, terms: Terms, more: int) -> None:
    small = offer(grid, request, terms)
    large = offer(
        grid,
        replace(request, surface=(request.surface or 0) + more, rooms=min(200, (request.rooms or 1) + more)),
        terms,
    )
    assert large.gross_cents >= small.gross_cents
    assert large.net_cents >= small.net_cents


@settings(deadline=None, max_examples=60)
@given(grids(), requests(), TERMS)
def test_no_discount_goes_under_the_floor(grid: Grid, request: PriceRequest, terms: Terms) -> None:
    found = offer(grid, request, terms)
    assume(found.priced)
    travel = sum(line.gross_cents if grid.taxed else line.net_cents for line in found.lines if line.part is Part.TRAVEL)
    assert (found.gross_cents if grid.taxed else found.net_cents) - travel >= grid.floor_cents
    assert all(line.net_cents <= 0 for line in found.discounts)
    assert found.net_cents >= 0


@settings(deadline=None, max_examples=60)
@given(grids(known=True), requests())
def test_a_list_with_tax_shows_its_own_prices_exactly(grid: Grid, request: PriceRequest) -> None:
    found = offer(replace(grid, taxed=True, packs=()), request)
    listed = {cents for row in (*grid.rows, *grid.bundles) for cents in row.cents} | {0}
    assert all(line.gross_cents in listed for line in found.diagnostics)
    assert all(line.vat_cents >= 0 for line in found.diagnostics)


@settings(deadline=None, max_examples=60)
@given(grids(), requests(), TERMS)
def test_the_same_question_has_the_same_answer(grid: Grid, request: PriceRequest, terms: Terms) -> None:
    assert offer(grid, request, terms) == offer(replace(grid), replace(request), terms)


@settings(deadline=None, max_examples=60)
@given(grids(), requests(), TERMS, st.permutations(range(8)))
def test_the_order_of_the_choice_changes_nothing(
    grid: Grid, request: PriceRequest, terms: Terms, order: list[int]
) -> None:
    shuffled = tuple(request.wanted[rank] for rank in order if rank < len(request.wanted))
    assert offer(grid, replace(request, wanted=shuffled), terms).gross_cents == offer(grid, request, terms).gross_cents


@given(ANY_CENTS, ANY_RATE)
def test_a_net_amount_survives_its_tax(net: int, rate: Decimal) -> None:
    assert net_of(from_net(net, rate).gross_cents, rate) == net
    assert from_gross(from_net(net, rate).gross_cents, rate) == from_net(net, rate)


@given(ANY_CENTS, ANY_RATE)
def test_a_total_with_tax_never_drifts(gross: int, rate: Decimal) -> None:
    found = from_gross(gross, rate)
    assert found.gross_cents == gross
    assert found.vat_cents == part(found.net_cents, rate)
    assert found.rounding_cents in (0, 1)


@given(st.integers(0, 500_000))
def test_at_twenty_per_cent_whole_euros_never_need_a_rounding(euros: int) -> None:
    assert from_gross(euros * 100, Decimal(20)).rounding_cents == 0
