"""One office on two servers, the second of two processes: its records are in PostgreSQL, its tabs in Valkey."""

from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from liciel_app.core.access import SYSTEM
from liciel_app.core.work import begin
from liciel_app.dossiers.screens.order_sheet import OrderScreen
from liciel_app.orders.screens.order_list import OrderList
from tests import databases
from tests.conftest import rows
from tests.orders.drafts import an_order, the_grid
from tests.ui.live import Server, Tab

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.skipif(not databases.POSTGRESQL, reason="several processes share a PostgreSQL"),
]
NATHALIE, MARC = "n.ferrand@atlantique-diag.example", "m.delmas@atlantique-diag.example"
LIST = "/bureau/commandes"
Open = Callable[..., Coroutine[Any, Any, Tab]]


@pytest.fixture
def order(people: object) -> int:
    with begin(SYSTEM) as work:
        the_grid(work)
        return an_order(work).id or 0


@pytest.fixture
def servers(office: Path, valkey: str, order: int) -> Iterator[tuple[Server, Server]]:
    with ExitStack() as stack:
        first, second = (stack.enter_context(Server(office, valkey, workers)) for workers in (1, 2))
        first.ready()
        second.ready()
        yield first, second


@pytest.fixture
async def tab() -> AsyncIterator[Open]:
    opened: list[Tab] = []

    async def open_tab(server: Server, cookie: str, path: str = LIST, **more: Any) -> Tab:
        opened.append(await Tab(server, cookie, path, **more).open())
        return opened[-1]

    yield open_tab
    for one in opened:
        await one.close()


async def test_what_nathalie_does_on_one_server_shows_in_marc_s_list_on_the_other(
    servers: tuple[Server, Server], tab: Open, order: int
) -> None:
    first, second = servers
    hers = await tab(first, first.log_in(NATHALIE), f"{LIST}/{order}", params={"order_id": str(order)})
    his = await tab(second, second.log_in(MARC))
    await hers.send(OrderScreen.load)
    await his.send(OrderList.load)
    await his.hears("'to_process'")
    his.received = ""
    await hers.send(OrderScreen.open_dossier)
    await hers.hears("/bureau/dossiers/1")
    await his.send(OrderList.tick)
    await his.hears("'in_progress'")


async def test_two_people_who_open_the_dossier_on_two_servers_open_one(
    servers: tuple[Server, Server], tab: Open, order: int
) -> None:
    address, params = f"{LIST}/{order}", {"order_id": str(order)}
    tabs = [
        await tab(one, one.log_in(who), address, params=params)
        for one, who in zip(servers, (NATHALIE, MARC), strict=True)
    ]
    for one in tabs:
        await one.send(OrderScreen.load)
        await one.hears("Paul Garrigue")
    for one in tabs:
        await one.send(OrderScreen.open_dossier)
    for one in tabs:
        await one.hears("/bureau/dossiers/1")
    with begin(SYSTEM) as work:
        assert rows(work, "dossier") == 1


async def test_who_logs_out_on_one_server_has_no_rights_left_on_the_other(
    servers: tuple[Server, Server], tab: Open
) -> None:
    first, second = servers
    cookie = first.log_in(NATHALIE)
    open_tab = await tab(second, cookie)
    await open_tab.send(OrderList.load)
    await open_tab.hears("Paul Garrigue")
    open_tab.received = ""
    first.log_out(cookie)
    await open_tab.send(OrderList.load)
    await open_tab.hears("window.location.reload()")
    await open_tab.send(OrderList.load)
    await open_tab.hears("Reconnectez-vous")
    assert "Paul Garrigue" not in open_tab.received


async def test_a_tab_whose_server_crashes_goes_on_at_the_other(
    servers: tuple[Server, Server], tab: Open, order: int
) -> None:
    """Its page connects again with the same token, and loads again what its address says."""
    first, second = servers
    cookie, address = first.log_in(NATHALIE), f"{LIST}/{order}"
    before = await tab(first, cookie, address, params={"order_id": str(order)})
    await before.send(OrderScreen.load)
    await before.hears("Paul Garrigue")
    first.crash()
    after = await tab(second, cookie, address, params=before.params, token=before.token)
    await after.send(OrderScreen.load)
    await after.hears("Paul Garrigue")
    await after.send(OrderScreen.open_dossier)
    await after.hears("/bureau/dossiers/1")
