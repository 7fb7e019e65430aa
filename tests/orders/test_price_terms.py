"""Lists, discounts and commissions agreed with clients."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from liciel_app.core.access import SYSTEM
from liciel_app.core.errors import Invalid, NotFound
from liciel_app.core.work import Work, begin
from liciel_app.orders import services
from liciel_app.orders.pricing import DEMO_GRID, PriceRequest
from liciel_app.orders.queries import price_desk
from tests.people import Cast

ASKED = PriceRequest(wanted=("DPE",), surface=45)


def agreed(work: Work, client_id: int, **terms: Any) -> None:
    services.agree(work, services.Agreement(client_id, **{"valid_from": work.today, **terms}))


@pytest.fixture
def priced(work: Work) -> Work:
    services.save_grid(work, DEMO_GRID)
    return work


def test_a_client_has_his_discount(priced: Work, people: Cast) -> None:
    agreed(priced, people.client_id, discount=Decimal("12.5"))
    found = services.price(priced, replace(ASKED, client_id=people.client_id))
    assert found.net_cents == 8_750
    assert found.discounts[0].reason.text == "Tarif de M. et Mme Dupuy −12,5 %"
    assert services.price(priced, ASKED).net_cents == 10_000


def test_an_agency_has_its_own_list_and_earns_a_commission(priced: Work, people: Cast) -> None:
    agencies = replace(DEMO_GRID, family="Agences", rows=(replace(DEMO_GRID.rows[0], cents=(9_000,) * 5),))
    services.save_grid(priced, agencies)
    agreed(priced, people.client_id, family="Agences", commission_percent=Decimal(10), commission_cents=500)
    found = services.price(priced, replace(ASKED, referrer_id=people.client_id))
    assert (found.net_cents, found.commission_cents) == (9_000, 1_400)
    assert services.price(priced, replace(ASKED, client_id=people.client_id)).commission_cents == 0


def test_terms_hold_from_their_day_on_and_the_latest_word_counts(priced: Work, people: Cast) -> None:
    later = priced.today + timedelta(days=10)
    agreed(priced, people.client_id, discount=Decimal(10))
    agreed(priced, people.client_id, discount=Decimal(20))
    agreed(priced, people.client_id, discount=Decimal(0), valid_from=later)
    mine = replace(ASKED, client_id=people.client_id)
    assert services.price(priced, mine).net_cents == 8_000
    assert services.price(priced, replace(mine, on=later)).net_cents == 10_000
    assert [row.state for row in price_desk.agreement_rows(priced)] == ["coming", "in_force"]


def test_a_visitor_who_names_an_agency_does_not_get_its_prices(people: Cast) -> None:
    with begin(SYSTEM) as work:
        services.save_grid(work, DEMO_GRID)
        agreed(work, people.client_id, discount=Decimal(50), commission_percent=Decimal(10))
    asked = replace(ASKED, client_id=people.client_id, referrer_id=people.client_id)
    for stranger in (people.visitor, people.stranger):
        with begin(stranger, writing=False) as work:
            assert services.price(work, asked).net_cents == 10_000
    with begin(people.client, writing=False) as work:
        own = services.price(work, asked)
        assert (own.net_cents, own.commission_cents, own.commission, own.notes) == (5_000, 0, None, ())


@pytest.mark.parametrize(
    ("field", "terms"),
    [
        ("discount", {"discount": Decimal(101)}),
        ("discount", {"discount": Decimal("NaN")}),
        ("commission_percent", {"commission_percent": Decimal(-1)}),
        ("commission", {"commission_cents": -1}),
        ("family", {"family": "Inconnue"}),
    ],
)
def test_absurd_terms_are_refused_beside_their_field(
    priced: Work, people: Cast, field: str, terms: dict[str, Any]
) -> None:
    with pytest.raises(Invalid) as refusal:
        agreed(priced, people.client_id, **terms)
    assert set(refusal.value.fields) == {field}


def test_terms_never_begin_in_the_past_nor_with_nobody(priced: Work, people: Cast) -> None:
    with pytest.raises(Invalid):
        agreed(priced, people.client_id, valid_from=priced.today - timedelta(days=1))
    with pytest.raises(NotFound):
        agreed(priced, 999)
