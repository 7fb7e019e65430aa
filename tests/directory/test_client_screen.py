"""The list of clients in a tab."""

import pytest

from liciel_app.core.access import SYSTEM
from liciel_app.core.work import begin
from liciel_app.directory import services
from liciel_app.directory.models import ClientKind
from liciel_app.directory.screens.client_list import ClientList
from tests.client import Browser

NATHALIE = "n.ferrand@atlantique-diag.example"


async def test_a_new_client_appears_by_itself_in_alphabetical_order(browser: Browser) -> None:
    tab = browser.tab(NATHALIE)
    await tab.send(ClientList.load)
    with begin(SYSTEM) as work:
        services.client_for(work, kind=ClientKind.PRIVATE, name="Paul Garrigue", email="p.garrigue@courriel.example")
    await tab.send(ClientList.tick)
    assert "Paul Garrigue" in [row.name for row in (await tab.state(ClientList)).rows]


@pytest.mark.parametrize("who", ["b.dupuy@courriel.example", "k.benali@atlantique-diag.example", ""])
async def test_nobody_outside_the_office_reads_the_clients(browser: Browser, who: str) -> None:
    tab = browser.tab(who)
    for handler in (ClientList.load, ClientList.tick):
        await tab.send(handler)
    await tab.send(ClientList.search, words="pins")
    await tab.send(ClientList.turn, move="first")
    await tab.send(ClientList.sort_by, key="name")
    assert "SCI Les Pins" not in tab.received
