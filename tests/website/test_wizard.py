"""A visitor writes an order in a tab: the real events, the real guard."""

import uuid

import pytest
from reflex_base.utils.format import format_event_handler

from liciel_app.core.access import SYSTEM
from liciel_app.core.work import begin
from liciel_app.orders import queries
from liciel_app.orders.rules import PER_HOUR
from liciel_app.website.screens.wizard_state import Wizard
from tests.client import Browser, Tab
from tests.conftest import rows
from tests.orders.drafts import an_order
from tests.website import wizard_tabs as walk

CLAIRE = "b.dupuy@courriel.example"


@pytest.fixture
def tab(browser: Browser) -> Tab:
    walk.open_the_office()
    return browser.tab()


def orders() -> int:
    with begin(SYSTEM) as work:
        return rows(work, "order")


async def test_paul_orders_in_five_steps_and_learns_his_number(tab: Tab) -> None:
    await walk.up_to_contact(tab)
    await walk.forward(tab, **walk.PAUL)
    wizard = await walk.seen(tab)
    assert (wizard.placed.number, wizard.placed.id) == ("C-2026-0001", 0)
    with begin(SYSTEM) as work:
        sheet = queries.order_sheet(work, 1)
    assert (sheet.contact, sheet.street, sheet.town) == ("Paul Garrigue", "17 avenue Roul", "33400 Talence")
    assert [line.code for line in sheet.lines] == list(wizard.offer.taken)
    assert sheet.gross == wizard.offer.total


async def test_the_address_completes_from_the_table_of_communes(tab: Tab) -> None:
    await tab.send(Wizard.load)
    await tab.send(Wizard.find_place, text="17 avenue Roul Talence")
    wizard = await walk.seen(tab)
    assert wizard.places[0].label == "17 avenue Roul, 33400 Talence"
    await tab.send(Wizard.take_first_place, data={"address": "3 rue des Lilas, 33600"})
    assert (await walk.seen(tab)).place.city == "Pessac"


async def test_an_address_nobody_knows_is_said_and_the_text_stays(tab: Tab) -> None:
    await tab.send(Wizard.load)
    await tab.send(Wizard.find_place, text="12 rue du Zzyzx, Nullepart")
    wizard = await walk.seen(tab)
    assert wizard.nowhere
    await walk.forward(tab, **walk.FLAT)
    wizard = await walk.seen(tab)
    assert list(wizard.errors) == ["address"]
    assert wizard.typed["address"] == "12 rue du Zzyzx, Nullepart"
    assert wizard.answers["surface"] == "68"


async def test_each_step_says_what_is_missing_beside_its_field(tab: Tab) -> None:
    await tab.send(Wizard.load)
    await walk.forward(tab, surface="abc", year="19")
    wizard = await walk.seen(tab)
    assert list(wizard.errors)[:3] == ["address", "kind", "surface"], "the page scrolls to the first, the highest one"
    assert set(wizard.errors) == {"address", "kind", "surface", "year"}
    assert (wizard.step, wizard.answers["surface"], wizard.answers["year"]) == (0, "abc", "19")
    await walk.where(tab)
    await walk.answer(tab, **walk.FLAT)
    await walk.forward(tab)
    await walk.forward(tab)
    assert set((await walk.seen(tab)).errors) == {"transaction"}


async def test_only_needed_questions_are_asked_and_going_back_loses_nothing(tab: Tab) -> None:
    await tab.send(Wizard.load)
    await walk.where(tab)
    await walk.answer(tab, **walk.FLAT)
    await walk.forward(tab)
    await walk.answer(tab, transaction="vente")
    assert set((await walk.seen(tab)).offer.asked) >= {"coowned", "gas", "electricity"}
    await walk.answer(tab, transaction="travaux")
    assert "gas" not in (await walk.seen(tab)).offer.asked
    await tab.send(Wizard.back)
    wizard = await walk.seen(tab)
    assert (wizard.step, wizard.answers["surface"], wizard.place.city) == (0, "68", "Talence")


async def test_reloading_the_page_goes_on_where_one_was(tab: Tab) -> None:
    await walk.up_to_contact(tab)
    before = await walk.seen(tab)
    await tab.send(Wizard.load)
    after = await walk.seen(tab)
    assert (after.step, after.submit_id, dict(after.answers)) == (4, before.submit_id, dict(before.answers))


async def test_not_knowing_is_accepted_and_taken_by_prudence(tab: Tab) -> None:
    await walk.up_to_contact(tab, gas="unknown")
    wizard = await walk.seen(tab)
    gas = next(line for line in wizard.offer.maybe if line.code == "GAZ")
    assert (gas.verdict, gas.taken) == ("conditional", True)
    await tab.send(Wizard.not_know_year, unknown=True)
    assert {"CREP", "AMIANTE"} <= set((await walk.seen(tab)).offer.taken)


async def test_the_price_follows_what_is_ticked_and_who_orders(tab: Tab) -> None:
    await walk.up_to_contact(tab)
    await tab.send(Wizard.toggle, code="TERMITES", wanted=False)
    await tab.send(Wizard.toggle, code="ERP", wanted=False)
    await tab.send(Wizard.toggle, code="BRUIT", wanted=False)
    wizard = await walk.seen(tab)
    assert (wizard.offer.total, wizard.offer.taxed) == ("408,00\u00a0€", True)
    await tab.send(Wizard.toggle, code="CREP", wanted=True)
    await walk.answer(tab, client="agency")
    wizard = await walk.seen(tab)
    assert (wizard.offer.total, wizard.offer.taxed) == ("433,50\u00a0€", False)


async def test_a_double_click_makes_one_order_and_a_stale_click_none(tab: Tab) -> None:
    await walk.up_to_contact(tab)
    data = {"step": "4", **walk.PAUL}
    await tab.send(Wizard.forward, data=data)
    await tab.send(Wizard.forward, data=data)
    await tab.send(Wizard.forward, data={"step": "0"})
    assert orders() == 1


async def test_wrong_contact_details_save_nothing_and_lose_nothing(tab: Tab) -> None:
    await walk.up_to_contact(tab)
    await walk.forward(tab, name="Paul", email="paul@", phone="06 1")
    wizard = await walk.seen(tab)
    assert (set(wizard.errors), wizard.typed["email"]) == ({"email", "phone"}, "paul@")
    assert orders() == 0


async def test_typing_that_arrives_late_does_not_take_the_sentence_away(tab: Tab) -> None:
    await walk.up_to_contact(tab)
    await walk.forward(tab, name="Paul", email="paul@", phone="")
    await tab.send(Wizard.fill, key="email", text="paul@")
    assert set((await walk.seen(tab)).errors) == {"email"}
    await tab.send(Wizard.fill, key="email", text="paul@courriel.example")
    assert (await walk.seen(tab)).errors == {}


async def test_a_step_left_wrong_is_shown_again_at_the_end(tab: Tab) -> None:
    await walk.up_to_contact(tab)
    await tab.send(Wizard.fill, key="wished_on", text="2020-01-01")
    await walk.forward(tab, **walk.PAUL)
    wizard = await walk.seen(tab)
    assert (wizard.step, set(wizard.errors)) == (3, {"wished_on"})
    await tab.send(Wizard.fill, key="wished_on", text="pas une date")
    await walk.forward(tab)
    assert (await walk.seen(tab)).errors == {"wished_on": "Cette date n’existe pas."}


async def test_prices_and_answers_nobody_offered_are_not_heard(tab: Tab) -> None:
    await walk.up_to_contact(tab)
    await tab.send(Wizard.answer, key="net_cents", value="1")
    await tab.send(Wizard.fill, key="total", text="1")
    await tab.send(Wizard.fill, key="client", text="king")
    await tab.send(Wizard.toggle, code="GOLD", wanted=True)
    await tab.send(Wizard.go, step=99)
    before = await walk.seen(tab)
    await walk.forward(tab, **walk.PAUL, price="1", net_cents="1", placed="C-1")
    with begin(SYSTEM) as work:
        assert queries.order_sheet(work, 1).gross == before.offer.total
    assert {"net_cents", "total", "price"}.isdisjoint({*before.answers, *before.typed})


async def test_claire_finds_her_details_filled_in_and_the_order_in_her_space(browser: Browser) -> None:
    walk.open_the_office()
    tab = browser.tab(CLAIRE)
    await walk.up_to_contact(tab)
    wizard = await walk.seen(tab)
    assert wizard.typed["name"] == "M. et Mme Dupuy"
    await walk.forward(tab, name=wizard.typed["name"], email=wizard.typed["email"], phone="")
    with begin(SYSTEM) as work:
        order = queries.get(work, 1)
        assert order.client_id is not None
        assert order.placed_by == "Claire Dupuy"


async def test_a_stranger_s_flood_is_refused_with_a_sentence(tab: Tab, people: object) -> None:
    from dataclasses import replace

    from liciel_app.core.access import VISITOR

    for _ in range(PER_HOUR):
        with begin(replace(VISITOR, origin="127.0.0.1")) as work:
            an_order(work, submit_id=str(uuid.uuid4()))
    await walk.up_to_contact(tab)
    await walk.forward(tab, **walk.PAUL)
    assert (orders(), (await walk.seen(tab)).placed.number) == (PER_HOUR, "")
    assert "Trop d’envois" in tab.toasts


async def test_after_one_order_another_starts_from_nothing(tab: Tab) -> None:
    await walk.up_to_contact(tab)
    await walk.forward(tab, **walk.PAUL)
    first = (await walk.seen(tab)).submit_id
    await tab.send(Wizard.restart)
    wizard = await walk.seen(tab)
    assert (wizard.step, wizard.placed.number, dict(wizard.answers)) == (0, "", {})
    assert wizard.submit_id != first


async def test_a_file_joined_shows_and_can_be_taken_back(tab: Tab) -> None:
    from liciel_app.orders import services

    await tab.send(Wizard.load)
    mine = (await walk.seen(tab)).submit_id
    with begin(SYSTEM) as work:
        received = services.Received("a" * 64, 2_400_000, "application/pdf")
        services.attach(work, submit_id=mine, name="plan.pdf", received=received)
    await tab.send(Wizard.files_sent, ids=["1"])
    assert [file.weight for file in (await walk.seen(tab)).files] == ["2,3\u00a0Mo"]
    await tab.send(Wizard.remove_file, file_id=1)
    assert (await walk.seen(tab)).files == []


async def test_the_reader_s_language_is_the_order_s(tab: Tab) -> None:
    from liciel_app.ui.session import Session

    await tab.send(Session.speak, lang="it")
    await walk.up_to_contact(tab)
    await walk.forward(tab, **walk.PAUL)
    with begin(SYSTEM) as work:
        assert queries.get(work, 1).language == "it"


async def test_works_without_a_price_end_in_a_quote(tab: Tab) -> None:
    await walk.up_to_contact(tab, transaction="travaux", major_renovation="unknown", hazardous="no")
    wizard = await walk.seen(tab)
    assert (wizard.offer.on_quote, wizard.offer.priced) == (True, False)
    await walk.forward(tab, **walk.PAUL)
    assert (await walk.seen(tab)).placed.on_quote


async def test_a_hostile_payload_is_refused_by_its_shape(tab: Tab) -> None:
    await tab.send(Wizard.load)
    for payload in ({"key": 1, "value": 2}, {"key": "gas"}, {"key": "gas", "value": "old", "more": 1}):
        await tab.send_raw(format_event_handler(Wizard.answer), payload)
    assert dict((await walk.seen(tab)).answers) == {}
