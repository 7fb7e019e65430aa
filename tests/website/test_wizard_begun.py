"""An order begun from a request, for a client, or only offered; each lot with its own files."""

import uuid
from typing import Any

import pytest
from sqlmodel import select

from liciel_app.core.access import SYSTEM
from liciel_app.core.work import begin
from liciel_app.orders import rules, services
from liciel_app.orders.models import Order, OrderFile
from liciel_app.orders.models_requests import RequestState, SiteRequest
from liciel_app.orders.services import requests
from liciel_app.orders.services.requests import Ask
from liciel_app.portal.screens.orders import MyOrders
from liciel_app.website.screens.wizard_state import Wizard
from tests.client import Browser, Tab
from tests.conftest import rows
from tests.orders.quotes import PNG, by, stored
from tests.people import Cast
from tests.website.wizard_tabs import FLAT, PAUL, SALE, answer, open_the_office, seen, up_to_contact, where

DESK = "n.ferrand@atlantique-diag.example"
CLAIRE = "b.dupuy@courriel.example"


@pytest.fixture
def asked(people: Cast) -> int:
    open_the_office()
    ask = Ask(
        submit_id=str(uuid.uuid4()),
        name="Paul Garrigue",
        email=PAUL["email"],
        phone=PAUL["phone"],
        town="Talence",
        message="Je vends un appartement de 68 m².",
        consent="oui",
    )
    return by(people.visitor, requests.ask, ask).id or 0


async def written(tab: Tab) -> None:
    await where(tab)
    await answer(tab, **FLAT)
    await answer(tab, **{key: value for key, value in SALE.items() if key != "client"})


async def test_a_request_becomes_an_order_with_nothing_typed_twice(browser: Browser, asked: int) -> None:
    tab = browser.tab(DESK, demande=str(asked))
    await tab.send(Wizard.load)
    typed = (await seen(tab)).typed
    assert (typed["name"], typed["email"], typed["address"]) == ("Paul Garrigue", PAUL["email"], "Talence")
    assert typed["comment"] == "Je vends un appartement de 68 m²."
    await written(tab)
    await tab.send(Wizard.order_all, data={})
    with begin(SYSTEM, writing=False) as work:
        order, request = work.db.exec(select(Order)).one(), work.db.exec(select(SiteRequest)).one()
        assert (request.order_id, request.state) == (order.id, RequestState.CLOSED)
        assert (order.client_id, order.contact_name) == (request.client_id, "Paul Garrigue")


async def test_nobody_outside_reads_a_request_by_its_number(browser: Browser, asked: int) -> None:
    for email in ("", CLAIRE):
        tab = browser.tab(email, demande=str(asked))
        await tab.send(Wizard.load)
        assert "Garrigue" not in tab.received


async def test_an_order_for_a_known_client_knows_him(browser: Browser, people: Cast, asked: int) -> None:
    tab = browser.tab(DESK, client=str(people.client_id))
    await tab.send(Wizard.load)
    shown = await seen(tab)
    assert (shown.typed["email"], shown.client_name) == (CLAIRE, "M. et Mme Dupuy")


async def test_the_desk_makes_a_quote_without_an_order(browser: Browser, people: Cast, asked: int) -> None:
    tab = browser.tab(DESK, client=str(people.client_id))
    await tab.send(Wizard.load)
    await written(tab)
    await tab.send(Wizard.quote_only)
    with begin(SYSTEM, writing=False) as work:
        assert work.db.exec(select(Order)).one().proposed
        assert rows(work, "quote") == 1


async def test_a_visitor_makes_no_quote(browser: Browser, asked: int) -> None:
    tab = browser.tab()
    await up_to_contact(tab)
    await tab.send(Wizard.quote_only)
    with begin(SYSTEM, writing=False) as work:
        assert rows(work, "quote") == 0


async def test_a_client_finds_his_unfinished_orders_in_his_space(browser: Browser, asked: int) -> None:
    tab = browser.tab(CLAIRE)
    await up_to_contact(tab)
    space = browser.tab(CLAIRE)
    await space.send(MyOrders.load)
    (draft,) = (await space.state(MyOrders)).drafts
    assert "avenue Roul" in draft.title
    other = browser.tab("gerance@lespins.example")
    await other.send(MyOrders.load)
    assert (await other.state(MyOrders)).drafts == []


def attached(submit_id: str, rank: int, name: str) -> Any:
    lot = rules.lot_submit_id(submit_id, rank)
    received = services.Received(stored(PNG), len(PNG), "image/png")
    with begin(SYSTEM) as work:
        return services.attach(work, submit_id=lot, name=name, received=received).id


def names_of(submit_id: str, rank: int) -> list[str]:
    lot = rules.lot_submit_id(submit_id, rank)
    with begin(SYSTEM, writing=False) as work:
        return [one.name for one in work.db.exec(select(OrderFile).where(OrderFile.submit_id == lot)).all()]


async def test_each_lot_has_its_own_files_and_keeps_them(browser: Browser, asked: int) -> None:
    tab = browser.tab()
    await up_to_contact(tab)
    await tab.send(Wizard.add_lot)
    await answer(tab, surface="40", gas="none", electricity="old")
    await tab.send(Wizard.add_lot)
    shown = await seen(tab)
    for rank in range(3):
        attached(shown.submit_id, rank, f"plan {rank}.png")
    assert shown.files_of == rules.lot_submit_id(shown.submit_id, 2)
    await tab.send(Wizard.remove_lot, rank=1)
    assert (names_of(shown.submit_id, 0), names_of(shown.submit_id, 1)) == (["plan 0.png"], ["plan 2.png"])
    assert names_of(shown.submit_id, 2) == []
