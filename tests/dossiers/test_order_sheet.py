"""One order in a tab of the office, and the dossier it becomes."""

import pytest

from liciel_app.core.access import SYSTEM
from liciel_app.core.work import begin
from liciel_app.dossiers.screens.order_sheet import OrderScreen
from tests.client import Browser, Tab
from tests.conftest import rows
from tests.orders.drafts import an_order, the_grid

NATHALIE, ELODIE, CLAIRE, KARIM = (
    "n.ferrand@atlantique-diag.example",
    "e.roux@atlantique-diag.example",
    "b.dupuy@courriel.example",
    "k.benali@atlantique-diag.example",
)


@pytest.fixture
def order(people: object) -> int:
    with begin(SYSTEM) as work:
        the_grid(work)
        return an_order(work).id or 0


async def opened(browser: Browser, who: str, order: int) -> Tab:
    tab = browser.tab(who, order_id=str(order))
    await tab.send(OrderScreen.load)
    return tab


async def test_nathalie_reads_everything_the_client_said(browser: Browser, order: int) -> None:
    tab = await opened(browser, NATHALIE, order)
    sheet = (await tab.state(OrderScreen)).sheet
    assert (sheet.contact, sheet.street, sheet.gross) == ("Paul Garrigue", "17 avenue Roul", "408,00\u00a0€")
    assert [line.code for line in sheet.lines] == ["DPE", "AMIANTE", "GAZ", "ELEC", "CARREZ"]


async def test_a_second_click_opens_the_same_dossier(browser: Browser, order: int) -> None:
    first, second = await opened(browser, NATHALIE, order), await opened(browser, NATHALIE, order)
    for tab in (first, first, second):
        await tab.send(OrderScreen.open_dossier)
        assert "/bureau/dossiers/1" in tab.toasts
    await second.send(OrderScreen.tick)
    seen = await second.state(OrderScreen)
    assert (seen.sheet.state, seen.dossier.reference) == ("in_progress", "D-2026-0001")
    with begin(SYSTEM) as work:
        assert rows(work, "dossier") == 1


async def test_an_order_nobody_placed_is_said_to_be_missing(browser: Browser, order: int) -> None:
    tab = await opened(browser, NATHALIE, order + 1)
    assert (await tab.state(OrderScreen)).missing


@pytest.mark.parametrize("who", [ELODIE, CLAIRE, KARIM, ""])
async def test_who_may_not_write_dossiers_opens_none(browser: Browser, order: int, who: str) -> None:
    tab = await opened(browser, who, order)
    await tab.send(OrderScreen.open_dossier)
    if who != ELODIE:
        assert "Garrigue" not in tab.received
    with begin(SYSTEM) as work:
        assert rows(work, "dossier") == 0
