"""The office's list of orders in a tab."""

import pytest

from liciel_app.core.access import SYSTEM
from liciel_app.core.work import begin
from liciel_app.orders import services
from liciel_app.orders.screens.order_list import OrderList
from tests.client import Browser, Tab
from tests.following import go
from tests.orders.drafts import an_order, the_grid

NATHALIE, CLAIRE, KARIM = (
    "n.ferrand@atlantique-diag.example",
    "b.dupuy@courriel.example",
    "k.benali@atlantique-diag.example",
)


def placed(number: int = 1) -> list[int]:
    with begin(SYSTEM) as work:
        the_grid(work)
        return [an_order(work, contact={"name": f"Client {rank:02d}"}).id or 0 for rank in range(number)]


async def numbers(tab: Tab) -> list[int]:
    return [row.id for row in (await tab.state(OrderList)).rows]


async def test_an_order_placed_elsewhere_appears_at_the_next_beat(browser: Browser) -> None:
    tab = browser.tab(NATHALIE)
    await tab.send(OrderList.load)
    assert await numbers(tab) == []
    (number,) = placed()
    await tab.send(OrderList.tick)
    assert await numbers(tab) == [number]
    assert (await tab.state(OrderList)).counts["to_process"] == 1


async def test_pages_turn_and_a_later_page_does_not_jump(browser: Browser) -> None:
    all_ = placed(30)
    tab = browser.tab(NATHALIE)
    await tab.send(OrderList.load)
    assert await numbers(tab) == all_[:4:-1]
    await tab.send(OrderList.turn, move="next")
    assert await numbers(tab) == all_[4::-1]
    with begin(SYSTEM) as work:
        an_order(work)
    await tab.send(OrderList.tick)
    assert await numbers(tab) == all_[4::-1]


async def test_sorting_and_searching_are_the_server_s(browser: Browser) -> None:
    all_ = placed(3)
    tab = browser.tab(NATHALIE)
    await tab.send(OrderList.load)
    await go(tab, OrderList.sort_by, OrderList.load, key="client")
    assert await numbers(tab) == all_
    address = await go(tab, OrderList.search, OrderList.load, words="client 01")
    assert (address, await numbers(tab)) == ("/bureau/commandes?q=client+01&tri=client", all_[:2])
    await go(tab, OrderList.sort_by, OrderList.load, key="password_hash")
    assert "Ce tri n’existe pas." in tab.toasts
    assert sorted(await numbers(tab)) == all_[:2]


async def test_a_moved_order_changes_the_counts_by_itself(browser: Browser) -> None:
    (number,) = placed()
    tab = browser.tab(NATHALIE)
    await tab.send(OrderList.load)
    with begin(SYSTEM) as work:
        services.begin_processing(work, number)
    await tab.send(OrderList.tick)
    assert (await tab.state(OrderList)).counts == {"to_process": 0, "in_progress": 1, "processed": 0, "cancelled": 0}


@pytest.mark.parametrize("who", [CLAIRE, KARIM, ""])
async def test_nobody_outside_the_office_reads_the_list(browser: Browser, who: str) -> None:
    placed()
    tab = browser.tab(who)
    for handler in (OrderList.load, OrderList.tick):
        await tab.send(handler)
    await tab.send(OrderList.search, words="client")
    await tab.send(OrderList.sort_by, key="placed")
    await tab.send(OrderList.turn, move="next")
    assert "Client 00" not in tab.received
    assert await numbers(tab) == []
