"""Several flats of one building in one order, and the flat beside one already ordered."""

import pytest

from liciel_app.core.access import SYSTEM
from liciel_app.core.work import begin
from liciel_app.orders import queries
from liciel_app.website.screens.wizard_state import Wizard
from tests.client import Browser, Tab
from tests.conftest import rows
from tests.website import wizard_tabs as walk

NATHALIE = "n.ferrand@atlantique-diag.example"


@pytest.fixture
def tab(browser: Browser) -> Tab:
    walk.open_the_office()
    return browser.tab()


async def two_lots(tab: Tab) -> None:
    await walk.up_to_contact(tab)
    await tab.send(Wizard.fill, key="lot", text="Lot 3, rez-de-chaussée")
    await tab.send(Wizard.add_lot)
    await walk.answer(tab, surface="41", gas="none", electricity="old")


async def test_the_next_lot_keeps_the_building_and_asks_the_rest(tab: Tab) -> None:
    await two_lots(tab)
    wizard = await walk.seen(tab)
    assert (wizard.place.city, wizard.answers["year"], wizard.answers["transaction"]) == ("Talence", "1965", "vente")
    assert [lot.here for lot in wizard.whole.lots] == [False, True]
    await tab.send(Wizard.write_lot, rank=0)
    first = await walk.seen(tab)
    assert (first.answers["surface"], first.answers["gas"], first.typed["lot"]) == (
        "68",
        "old",
        "Lot 3, rez-de-chaussée",
    )


async def test_two_lots_are_ordered_at_once_each_with_its_number_and_price(tab: Tab) -> None:
    await two_lots(tab)
    for _ in range(4):
        await walk.forward(tab)
    total = (await walk.seen(tab)).whole.total
    await walk.forward(tab, **walk.PAUL)
    assert (await walk.seen(tab)).placed.number == "C-2026-0001, C-2026-0002"
    with begin(SYSTEM) as work:
        sheets = [queries.order_sheet(work, number) for number in (1, 2)]
        assert [row.label for row in queries.lot_rows(work, 2)] == ["Lot 3, rez-de-chaussée", ""]
        assert {sheet.contact for sheet in sheets} == {"Paul Garrigue"}
        assert sorted(sheet.surface for sheet in sheets) == ["41 m²", "68 m²"]
        assert rows(work, "message") == 2
        cents = sum(queries.get(work, number).gross_cents for number in (1, 2))
    assert total.replace("\u202f", "").replace("\u00a0", "").startswith(f"{cents / 100:.2f}".replace(".", ","))


async def test_a_lot_not_finished_is_shown_before_anything_is_ordered(tab: Tab) -> None:
    await walk.up_to_contact(tab)
    await tab.send(Wizard.add_lot)
    await tab.send(Wizard.write_lot, rank=0)
    await tab.send(Wizard.order_all, data=walk.PAUL)
    wizard = await walk.seen(tab)
    assert (set(wizard.errors), wizard.step, wizard.placed.number) == ({"surface"}, 0, "")
    with begin(SYSTEM) as work:
        assert rows(work, "order") == 0


async def test_the_same_click_twice_orders_the_lots_once(tab: Tab) -> None:
    await two_lots(tab)
    await tab.send(Wizard.order_all, data=walk.PAUL)
    await tab.send(Wizard.order_all, data=walk.PAUL)
    with begin(SYSTEM) as work:
        assert rows(work, "order") == 2


async def test_after_an_order_the_flat_beside_needs_only_what_is_its_own(tab: Tab) -> None:
    await walk.up_to_contact(tab)
    await walk.forward(tab, **walk.PAUL)
    await tab.send(Wizard.order_next_flat)
    wizard = await walk.seen(tab)
    assert (wizard.place.city, wizard.typed["name"], "surface" in wizard.answers) == ("Talence", "Paul Garrigue", False)
    await walk.answer(tab, surface="52", gas="none", electricity="old")
    await tab.send(Wizard.order_all, data={})
    assert (await walk.seen(tab)).placed.number == "C-2026-0002"


async def test_the_desk_orders_the_flat_beside_one_of_the_list(browser: Browser) -> None:
    walk.open_the_office()
    visitor = browser.tab()
    await walk.up_to_contact(visitor)
    await walk.forward(visitor, **walk.PAUL)
    desk = browser.tab(NATHALIE, depuis="1")
    await desk.send(Wizard.load)
    wizard = await walk.seen(desk)
    assert (wizard.typed["email"], wizard.place.street) == ("p.garrigue@courriel.example", "17 avenue Roul")
    assert (wizard.answers["year"], wizard.answers["coowned"]) == ("1965", "yes")


async def test_a_stranger_cannot_start_from_somebody_s_order(browser: Browser) -> None:
    walk.open_the_office()
    visitor = browser.tab()
    await walk.up_to_contact(visitor)
    await walk.forward(visitor, **walk.PAUL)
    stranger = browser.tab(depuis="1")
    await stranger.send(Wizard.load)
    assert "Garrigue" not in stranger.received
