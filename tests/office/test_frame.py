"""The frame of the office's pages: what waits is counted live beside the menu's entries, for the office alone."""

import pytest

from liciel_app.core.work import begin
from liciel_app.office.screens.frame import Frame
from tests.client import Browser
from tests.dossiers.cases import an_order
from tests.people import Cast


async def test_nathalies_menu_counts_an_order_placed_meanwhile(browser: Browser, people: Cast) -> None:
    tab = browser.tab("n.ferrand@atlantique-diag.example")
    await tab.send(Frame.tick)
    assert (await tab.state(Frame)).waiting == {"orders": 0, "dossiers": 0}
    with begin(people.manager) as work:
        order = an_order(work)
        work.record("order.placed", order)
    await tab.send(Frame.tick)
    assert (await tab.state(Frame)).waiting == {"orders": 1, "dossiers": 0}


@pytest.mark.parametrize("email", ["k.benali@atlantique-diag.example", "b.dupuy@courriel.example", ""])
async def test_strangers_get_no_count(browser: Browser, email: str) -> None:
    tab = browser.tab(email)
    await tab.send(Frame.tick)
    assert (await tab.state(Frame)).waiting == {}
    assert "/bureau" not in tab.received
