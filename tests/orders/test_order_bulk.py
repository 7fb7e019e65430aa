"""Several orders at once, from the list."""

import pytest

from liciel_app.core.work import Work, begin
from liciel_app.orders import queries
from liciel_app.orders.screens.order_bulk import OrderBulk
from liciel_app.orders.screens.order_list import OrderList
from tests.client import Browser
from tests.orders.drafts import an_order, the_grid
from tests.people import Cast

DESK = "n.ferrand@atlantique-diag.example"


@pytest.fixture
def three(people: Cast) -> list[int]:
    with begin(people.assistant) as work:
        the_grid(work)
        return [an_order(work).id or 0 for _turn in range(3)]


def counted(people: Cast) -> dict[str, int]:
    with begin(people.assistant) as work:
        return queries.counts(work)


async def test_nathalie_sees_the_effect_then_calls_two_orders_off_and_undoes_it(
    browser: Browser, people: Cast, three: list[int]
) -> None:
    tab = browser.tab(DESK)
    await tab.send(OrderList.load)
    for number in three[:2]:
        await tab.send(OrderList.choose, number=number)
    await tab.send(OrderBulk.foresee, gesture="cancel")
    bulk = await tab.state(OrderBulk)
    assert (bulk.open, bulk.coming, bulk.left) == (True, 2, [])
    await tab.send(OrderBulk.act, values={"why": ""})
    assert "why" in (await tab.state(OrderBulk)).errors
    await tab.send(OrderBulk.act, values={"why": "Doublons"})
    assert "2 changées, 0 laissées." in tab.toasts
    assert counted(people)["cancelled"] == 2
    await tab.send(OrderBulk.put_back, numbers=three[:2])
    assert counted(people)["cancelled"] == 0


async def test_everything_the_filters_find_is_marked_processed(
    browser: Browser, people: Cast, three: list[int], work: Work
) -> None:
    work.db.commit()
    tab = browser.tab(DESK)
    await tab.send(OrderList.load)
    await tab.send(OrderList.choose_all)
    await tab.send(OrderBulk.foresee, gesture="processed")
    assert (await tab.state(OrderBulk)).coming == 3
    await tab.send(OrderBulk.act, values={})
    assert counted(people)["processed"] == 3


@pytest.mark.parametrize("email", ["gerance@lespins.example", "k.benali@atlantique-diag.example", ""])
async def test_a_stranger_changes_nothing(browser: Browser, people: Cast, three: list[int], email: str) -> None:
    tab = browser.tab(email)
    for event, payload in (
        (OrderBulk.foresee, {"gesture": "cancel"}),
        (OrderBulk.show, {"shown": True}),
        (OrderBulk.act, {"values": {"why": "x"}}),
        (OrderBulk.put_back, {"numbers": three}),
        (OrderBulk.show_import, {"shown": True}),
        (OrderBulk.imported, {"ids": ["1 0"]}),
    ):
        await tab.send(event, **payload)
    assert counted(people) == {"to_process": 3, "in_progress": 0, "processed": 0, "cancelled": 0}
