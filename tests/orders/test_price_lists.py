"""A grid kept as rows is the same grid."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from liciel_app.core.errors import Refused
from liciel_app.core.work import Work
from liciel_app.orders import queries, services
from liciel_app.orders.pricing import DEMO_GRID, quote


def test_the_demo_grid_comes_back_as_it_was_saved(work: Work) -> None:
    services.save_grid(work, DEMO_GRID)
    back = services.current_grid(work)
    assert replace(back, prices=dict(back.prices)) == replace(
        DEMO_GRID, prices=dict(DEMO_GRID.prices), flat=dict(DEMO_GRID.flat), included=dict(DEMO_GRID.included)
    )
    wanted = ("DPE", "CREP", "ERP", "BRUIT", "AUDIT")
    assert quote(back, wanted, Decimal("80.5")) == quote(DEMO_GRID, wanted, Decimal("80.5"))


def test_a_hole_stays_a_hole_and_half_metres_stay_half_metres(work: Work) -> None:
    grid = replace(DEMO_GRID, bands=(Decimal("50.5"),), prices={"DPE": (None, 18_000), "GAZ": (5_000, None)}, flat={})
    services.save_grid(work, grid)
    back = services.current_grid(work)
    assert dict(back.prices) == dict(grid.prices)
    assert back.bands == (Decimal("50.5"),)


def test_the_newest_grid_in_force_is_the_one_that_counts(work: Work) -> None:
    for name, begins in (
        ("2025", date(2025, 1, 1)),
        ("2026", date(2026, 1, 1)),
        ("2027", work.today + timedelta(days=40)),
    ):
        services.save_grid(work, replace(DEMO_GRID, name=name, valid_from=begins))
    assert services.current_grid(work).name == "2026"


def test_an_office_without_a_grid_is_told_what_to_do(work: Work) -> None:
    with pytest.raises(Refused, match="réglages"):
        services.current_grid(work)
    assert queries.grid(work) is None
