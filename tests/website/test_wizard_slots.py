"""The wizard's fourth step: real slots, one chosen, taken meanwhile, or a wished day instead."""

import pytest

from liciel_app.core.access import SYSTEM
from liciel_app.core.work import begin
from liciel_app.orders import services
from liciel_app.orders.models import Order
from liciel_app.website.screens.wizard_state import Wizard
from liciel_app.website.wizard import filling
from tests.agenda.offices import two_technicians
from tests.client import Browser, Tab
from tests.conftest import rows
from tests.orders.drafts import a_draft
from tests.people import Cast
from tests.website.wizard_tabs import FLAT, PAUL, SALE, answer, forward, open_the_office, seen, where


@pytest.fixture
def open_office(people: Cast) -> None:
    open_the_office()
    with begin(SYSTEM) as work:
        two_technicians(work, people)


async def at_the_visit(tab: Tab) -> None:
    await tab.send(Wizard.load)
    await where(tab)
    await answer(tab, **FLAT)
    await forward(tab, **FLAT)
    await answer(tab, **SALE)
    await forward(tab)
    await forward(tab)


async def test_the_visit_begins_with_three_real_slots(browser: Browser, open_office: None) -> None:
    tab = browser.tab()
    await at_the_visit(tab)
    shown = await seen(tab)
    assert (shown.step, len(shown.slots), shown.seeking) == (filling.VISIT, 3, False)
    assert all(row.why and not row.who for row in shown.slots)
    assert "Karim" not in tab.received


async def test_the_chosen_slot_is_booked_with_the_order(browser: Browser, open_office: None) -> None:
    tab = browser.tab()
    await at_the_visit(tab)
    chosen = (await seen(tab)).slots[1]
    await tab.send(Wizard.choose_slot, key=chosen.key)
    assert (await seen(tab)).slot_words.endswith(chosen.hours.split(" – ")[0])
    await forward(tab)
    await forward(tab, **PAUL)
    placed = (await seen(tab)).placed
    assert placed.number
    assert placed.visit == (await seen(tab)).slot_words
    with begin(SYSTEM, writing=False) as work:
        assert work.db.get_one(Order, 1).appointment_id is not None


async def test_a_slot_taken_meanwhile_charges_nothing_and_loses_nothing(browser: Browser, open_office: None) -> None:
    tab = browser.tab()
    await at_the_visit(tab)
    chosen = (await seen(tab)).slots[0]
    await tab.send(Wizard.choose_slot, key=chosen.key)
    with begin(SYSTEM) as work:
        services.place(work, a_draft(slot=filling.slot_of(chosen.key)))
    await forward(tab)
    await forward(tab, **PAUL)
    shown = await seen(tab)
    assert (shown.step, shown.placed.number, list(shown.errors)) == (filling.VISIT, "", ["slot"])
    assert shown.typed["name"] == PAUL["name"]
    assert shown.slots
    assert chosen.key not in {row.key for row in shown.slots}
    with begin(SYSTEM, writing=False) as work:
        assert rows(work, "order") == 1


async def test_a_wished_day_lets_the_slot_go(browser: Browser, open_office: None) -> None:
    tab = browser.tab()
    await at_the_visit(tab)
    await tab.send(Wizard.choose_slot, key=(await seen(tab)).slots[0].key)
    await tab.send(Wizard.wish_day, text="2026-12-11")
    shown = await seen(tab)
    assert (shown.typed["slot"], shown.slot_words, shown.typed["wished_on"]) == ("", "", "2026-12-11")


async def test_only_a_slot_that_was_proposed_is_taken(browser: Browser, open_office: None) -> None:
    tab = browser.tab()
    await at_the_visit(tab)
    await tab.send(Wizard.choose_slot, key="1@2026-11-25T03:00:00+01:00")
    await tab.send(Wizard.fill, key="slot", text="1@2026-11-25T03:00:00+01:00")
    assert not (await seen(tab)).typed.get("slot")


async def test_the_desk_sees_who_and_why(browser: Browser, open_office: None) -> None:
    tab = browser.tab("n.ferrand@atlantique-diag.example")
    await at_the_visit(tab)
    assert all(row.who for row in (await seen(tab)).slots)


async def test_an_office_without_technicians_asks_for_a_day(browser: Browser, people: Cast) -> None:
    open_the_office()
    tab = browser.tab()
    await at_the_visit(tab)
    shown = await seen(tab)
    assert (shown.slots, shown.sought) == ([], True)
