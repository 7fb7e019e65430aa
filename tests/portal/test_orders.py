"""The client's own orders."""

import pytest

from liciel_app.core.work import begin
from liciel_app.portal.screens.orders import MyOrders
from tests.client import Browser
from tests.orders.drafts import an_order, the_grid
from tests.people import Cast


@pytest.fixture
def order(people: Cast) -> str:
    with begin(people.assistant) as work:
        the_grid(work)
    with begin(people.client) as work:
        return an_order(work).number


async def test_claire_sees_her_order_and_where_it_stands(browser: Browser, order: str) -> None:
    tab = browser.tab("b.dupuy@courriel.example")
    await tab.send(MyOrders.load)
    mine = await tab.state(MyOrders)
    assert [(row.number, row.state) for row in mine.rows] == [(order, "to_process")]
    assert mine.counts["to_process"] == 1


@pytest.mark.parametrize("email", ["gerance@lespins.example", "k.benali@atlantique-diag.example", ""])
async def test_nobody_else_sees_it_there(browser: Browser, order: str, email: str) -> None:
    tab = browser.tab(email)
    await tab.send(MyOrders.load)
    await tab.send(MyOrders.tick)
    assert order not in tab.received
