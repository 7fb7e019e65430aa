"""A price list kept as one text is the same list; replaced, it keeps what it priced."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings

from liciel_app.core.errors import Conflict, NotFound, Refused
from liciel_app.core.work import Work
from liciel_app.orders import queries, services
from liciel_app.orders.models import Order
from liciel_app.orders.pricing import DEMO_GRID, Grid, PriceRequest
from liciel_app.orders.queries import price_desk
from liciel_app.orders.services.pricing_grid import _canonical
from tests.orders.drafts import an_order
from tests.orders.lists import grids

FLAT = PriceRequest(wanted=("DPE", "AMIANTE", "GAZ"), kind="appartement", surface=68)


def dearer(grid: Grid = DEMO_GRID, **changes: object) -> Grid:
    rows = tuple(replace(row, cents=tuple(cents and cents + 1_000 for cents in row.cents)) for row in grid.rows)
    return replace(grid, rows=rows, **changes)  # type: ignore[arg-type]


@settings(deadline=None, max_examples=60)
@given(grids())
def test_a_list_is_read_back_as_it_was_kept(grid: Grid) -> None:
    kept = _canonical(grid)
    assert queries.WRITTEN.validate_json(kept) == grid
    assert _canonical(queries.WRITTEN.validate_json(kept)) == kept


def test_the_demo_grid_comes_back_as_it_was_saved(work: Work) -> None:
    saved = services.save_grid(work, DEMO_GRID)
    assert services.current_grid(work) == DEMO_GRID
    assert len(saved.sha256) == 64


def test_the_newest_list_in_force_is_the_one_that_counts(work: Work) -> None:
    for name, begins in (
        ("2025", date(2025, 1, 1)),
        ("2026", date(2026, 1, 1)),
        ("2027", work.today + timedelta(days=40)),
    ):
        services.save_grid(work, replace(DEMO_GRID, name=name, valid_from=begins))
    assert services.current_grid(work).name == "2026"


def test_a_price_asked_for_another_day_is_by_that_day_s_list(work: Work) -> None:
    services.save_grid(work, DEMO_GRID)
    next_year = work.today + timedelta(days=40)
    services.save_grid(work, dearer(name="2027", valid_from=next_year))
    today, later = services.price(work, FLAT), services.price(work, replace(FLAT, on=next_year))
    assert later.net_cents > today.net_cents
    assert (today.version[:4], later.version[:4]) == ("2026", "2027")
    assert services.price(work, replace(FLAT, on=work.today)).price_list_id == today.price_list_id


def test_an_order_made_earlier_keeps_its_prices(work: Work) -> None:
    services.save_grid(work, DEMO_GRID)
    order = an_order(work)
    before = (order.net_cents, order.gross_cents, [line.cents for line in queries.lines(work, order.id or 0)])
    first = queries.latest_list(work)
    services.publish(work, dearer(valid_from=work.today), based_on=first.id if first else None)
    work.db.expire_all()
    kept = work.db.get_one(Order, order.id)
    assert (kept.net_cents, kept.gross_cents, [line.cents for line in queries.lines(work, order.id or 0)]) == before
    assert an_order(work).gross_cents > kept.gross_cents


def test_a_list_is_never_replaced_in_the_past(work: Work) -> None:
    kept = services.save_grid(work, DEMO_GRID)
    with pytest.raises(Refused, match="au plus tôt aujourd’hui"):
        services.publish(work, DEMO_GRID, based_on=kept.id)


def test_two_managers_do_not_overwrite_each_other(work: Work) -> None:
    kept = services.save_grid(work, DEMO_GRID)
    today = replace(DEMO_GRID, valid_from=work.today)
    services.publish(work, today, based_on=kept.id)
    with pytest.raises(Conflict):
        services.publish(work, today, based_on=kept.id)


def test_each_family_has_its_own_list(work: Work) -> None:
    services.save_grid(work, DEMO_GRID)
    services.publish(work, dearer(family="Agences", valid_from=work.today), based_on=None)
    assert services.current_grid(work) == DEMO_GRID
    assert [(row.family, row.state) for row in price_desk.list_rows(work)] == [
        ("Tarif public", "in_force"),
        ("Agences", "in_force"),
    ]


def test_an_office_without_a_list_is_told_what_to_do(work: Work) -> None:
    with pytest.raises(Refused, match="« Tarifs »"):
        services.current_grid(work)
    found = services.price(work, FLAT)
    assert found.on_quote == FLAT.wanted
    assert not found.priced
    assert found.price_list_id is None


def test_the_distance_is_counted_from_the_office(work: Work) -> None:
    from liciel_app.office.models import Office

    office = work.db.get_one(Office, 1)
    office.lat, office.lon = 44.85, -0.579
    services.save_grid(work, DEMO_GRID)
    arcachon = services.price(work, replace(FLAT, point=(44.6586, -1.1689)))
    talence = services.price(work, replace(FLAT, point=(44.802, -0.588)))
    assert (arcachon.travel_open, talence.travel_open) == (True, False)


def test_the_manager_sees_three_orders_before_and_after(work: Work) -> None:
    services.save_grid(work, DEMO_GRID)
    same, _, _ = price_desk.compared(work, replace(DEMO_GRID, valid_from=work.today))
    assert same.change == "="
    flat, house, studio = price_desk.compared(work, dearer(valid_from=work.today))
    # 115 + 80 + 75 + 75 + 55 = 400, -15 % = 340, + 20 = 360 HT; ten euros more on six: 450 - 15 % + 30 = 412,50
    assert (flat.before, flat.after, flat.change) == ("432,00\u00a0€", "495,00\u00a0€", "+63,00\u00a0€")
    assert house.rises
    assert "Pack 3 diagnostics −10 %" not in [line.reason for line in studio.lines]


def test_a_list_opens_ready_to_hold_from_today(work: Work) -> None:
    services.save_grid(work, DEMO_GRID)
    number, tables = price_desk.opened_list(work, 0)
    assert tables["Réglages"][2] == ["En vigueur le", "23/11/2026"]
    assert number > 0
    with pytest.raises(NotFound):
        price_desk.opened_list(work, 999)


def test_the_floor_is_in_the_list(work: Work) -> None:
    services.save_grid(work, replace(DEMO_GRID, floor_cents=30_000, vat_rate=Decimal(20)))
    found = services.price(work, FLAT)
    assert found.net_cents == 30_000
    assert found.notes
