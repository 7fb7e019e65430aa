"""Léa prepares the orders of the Dupuys, and Claire validates them."""

from typing import Any

import pytest
from sqlmodel import select

from liciel_app.core.access import SYSTEM, Actor, Role
from liciel_app.core.errors import NotAllowed, NotFound
from liciel_app.core.journal import JournalEntry
from liciel_app.core.work import begin
from liciel_app.messaging.models import Message
from liciel_app.office import queries as office
from liciel_app.office import services as accounts
from liciel_app.orders import services
from liciel_app.orders.models import Order
from liciel_app.orders.models_drafts import OrderDraft
from liciel_app.orders.services import drafts
from liciel_app.portal.screens.home import Space
from liciel_app.website.screens.wizard_state import Wizard
from liciel_app.website.wizard import placing
from tests.client import Browser, Tab
from tests.conftest import rows
from tests.orders.drafts import a_draft
from tests.people import Cast, an_account, cookie_of
from tests.website import wizard_tabs as walk

CLAIRE, LEA, JEAN = "b.dupuy@courriel.example", "lea.dupuy@courriel.example", "gerance@lespins.example"


@pytest.fixture
def lea(people: Cast) -> Actor:
    """She speaks for the same client as Claire, and validates nothing."""
    walk.open_the_office()
    with begin(SYSTEM) as work:
        account = an_account(work, LEA, "Léa Dupuy", Role.CLIENT, people.client_id)
        account.validates_orders = False
        work.db.add(account)
    cookie = cookie_of(LEA)
    with begin(SYSTEM) as work:
        return accounts.actor_of(work, cookie)


async def asked(browser: Browser) -> Tab:
    """Léa goes to the end of the wizard and sends its last form."""
    tab = browser.tab(LEA)
    await walk.up_to_contact(tab)
    await walk.forward(tab, **walk.PAUL)
    return tab


def letters(template: str = "draft.to_validate") -> list[Message]:
    with begin(SYSTEM, writing=False) as work:
        return list(work.db.exec(select(Message).where(Message.template == template)).all())


def told(action: str) -> list[JournalEntry]:
    with begin(SYSTEM, writing=False) as work:
        return list(work.db.exec(select(JournalEntry).where(JournalEntry.action == action)).all())


async def waiting(tab: Tab) -> Any:
    await tab.send(Space.load)
    return (await tab.state(Space)).overview


async def test_lea_s_last_step_asks_and_orders_nothing(browser: Browser, lea: Actor) -> None:
    tab = await asked(browser)
    seen = await walk.seen(tab)
    assert (seen.placed.number, seen.prepared, [row.prepared for row in seen.drafts]) == ("", True, [True])
    with begin(SYSTEM, writing=False) as work:
        assert (rows(work, "order"), work.db.exec(select(OrderDraft.prepared_by)).one()) == (0, "Léa Dupuy")
    overview = await waiting(tab)
    assert (overview.validates, len(overview.prepared)) == (False, 1)


async def test_claire_gets_one_mail_however_often_lea_asks(browser: Browser, lea: Actor) -> None:
    tab = await asked(browser)
    mine = (await walk.seen(tab)).drafts[0].id
    await tab.send(Wizard.open_draft, draft_id=mine)
    await walk.forward(tab, **walk.PAUL)
    (mail,) = letters()
    assert (mail.recipient, "Léa Dupuy" in mail.text, "/espace" in mail.text) == (CLAIRE, True, True)


async def test_claire_changes_and_validates_what_lea_prepared(browser: Browser, lea: Actor) -> None:
    await asked(browser)
    claire = browser.tab(CLAIRE)
    overview = await waiting(claire)
    (row,) = overview.prepared
    assert (overview.validates, row.author) == (True, "Léa Dupuy")
    await claire.send(Wizard.open_draft, draft_id=row.id)
    await claire.send(Wizard.fill, key="comment", text="Clés chez le gardien.")
    await walk.forward(claire, **walk.PAUL)
    assert (await walk.seen(claire)).placed.number == "C-2026-0001"
    with begin(SYSTEM, writing=False) as work:
        order = work.db.exec(select(Order)).one()
    assert (order.placed_by, order.comment) == ("Claire Dupuy", "Clés chez le gardien.")
    assert (await waiting(claire)).prepared == []


async def test_the_order_says_who_prepared_it_and_who_validated_it(browser: Browser, lea: Actor, people: Cast) -> None:
    await asked(browser)
    claire = browser.tab(CLAIRE)
    await claire.send(Wizard.open_draft, draft_id=1)
    await walk.forward(claire, **walk.PAUL)
    (entry,) = told("order.validated")
    with begin(people.assistant, writing=False) as work:
        row = next(one for one in office.timeline(work, "order", entry.subject_id) if one.seq == entry.seq)
    said = [(change.field, change.after) for change in row.changes]
    assert said == [("Préparée par", "Léa Dupuy"), ("Validée par", "Claire Dupuy")]


async def test_lea_is_told_once_that_claire_validated_it(browser: Browser, lea: Actor) -> None:
    await asked(browser)
    assert letters("draft.validated") == []
    claire = browser.tab(CLAIRE)
    await claire.send(Wizard.open_draft, draft_id=1)
    await walk.forward(claire, **walk.PAUL)
    (mail,) = letters("draft.validated")
    said = ("Claire Dupuy" in mail.text, "C-2026-0001" in mail.text, "/espace" in mail.text)
    assert (mail.recipient, *said) == (LEA, True, True, True)


async def test_who_orders_alone_is_told_of_no_validation(browser: Browser, lea: Actor) -> None:
    claire = browser.tab(CLAIRE)
    await walk.up_to_contact(claire)
    await walk.forward(claire, **walk.PAUL)
    assert letters("draft.validated") == []


async def test_a_forged_event_places_nothing(browser: Browser, lea: Actor) -> None:
    tab = browser.tab(LEA)
    await walk.up_to_contact(tab)
    await tab.send(Wizard.order_all, data=walk.PAUL)
    assert "une personne habilitée la validera" in tab.toasts
    await tab.send(Wizard.add_lot)
    await walk.answer(tab, **walk.FLAT)
    await tab.send(Wizard.order_all, data=walk.PAUL)
    with begin(SYSTEM, writing=False) as work:
        assert rows(work, "order") == 0


@pytest.mark.parametrize("lots", [1, 2])
def test_no_service_places_for_lea(lea: Actor, lots: int) -> None:
    with begin(lea) as work, pytest.raises(NotAllowed, match="habilitée"):
        services.place_lots(work, [a_draft(lot=f"Lot {rank}") for rank in range(lots)])
    with begin(SYSTEM, writing=False) as work:
        assert rows(work, "order") == 0


async def test_ordering_the_next_flat_again_is_asked_too(browser: Browser, lea: Actor, people: Cast) -> None:
    with begin(people.client) as work:
        order = services.place(work, a_draft())
    tab = browser.tab(LEA, depuis=str(order.id))
    await tab.send(Wizard.load)
    await walk.answer(tab, surface="45", gas="old", electricity="old")
    await tab.send(Wizard.order_all, data={**walk.PAUL, "surface": "45"})
    await tab.send(Wizard.prepare)
    with begin(SYSTEM, writing=False) as work:
        assert (rows(work, "order"), len(letters())) == (1, 1)


async def test_who_may_not_validate_does_not_see_what_others_prepared(browser: Browser, lea: Actor) -> None:
    await asked(browser)
    with begin(SYSTEM) as work:
        hugo = an_account(work, "hugo@courriel.example", "Hugo Dupuy", Role.CLIENT, lea_client(lea))
        hugo.validates_orders = False
        work.db.add(hugo)
    tab = browser.tab("hugo@courriel.example")
    assert (await waiting(tab)).prepared == []
    await tab.send(Wizard.open_draft, draft_id=1)
    assert "introuvable" in tab.toasts


@pytest.mark.parametrize("email", [JEAN, "", "k.benali@atlantique-diag.example"])
async def test_what_lea_prepared_is_nobody_else_s(browser: Browser, lea: Actor, email: str) -> None:
    await asked(browser)
    tab = browser.tab(email)
    await tab.send(Space.load)
    await tab.send(Wizard.open_draft, draft_id=1)
    await tab.send(Wizard.drop_draft, draft_id=1)
    assert "Roul" not in tab.received
    assert [mail.recipient for mail in letters()] == [CLAIRE]
    with begin(SYSTEM, writing=False) as work:
        assert rows(work, "orderdraft") == 1


def test_a_stranger_finds_no_prepared_order_by_its_number(lea: Actor, people: Cast) -> None:
    with begin(lea) as work:
        drafts.keep(work, drafts.Written("6f1c7a4e-0b1f-4c1b-9d55-0a2f3f4b5c6d", "{}", "Talence"))
        kept = drafts.prepare(work, "6f1c7a4e-0b1f-4c1b-9d55-0a2f3f4b5c6d")
    for who in (people.stranger, people.visitor, people.technician):
        with begin(who, writing=False) as work, pytest.raises(NotFound):
            placing.open_draft(work, kept.id or 0)


async def test_without_anybody_who_may_the_office_is_told_and_orders_for_the_client(
    browser: Browser, lea: Actor
) -> None:
    with begin(SYSTEM) as work:
        claire = office.account_by_email(work, CLAIRE)
        assert claire is not None
        claire.validates_orders = False
        work.db.add(claire)
    await asked(browser)
    (mail,) = letters()
    assert mail.recipient == "contact@atlantique-diag.example"
    assert "/bureau/commandes/nouvelle?brouillon=1" in mail.text
    nathalie = browser.tab("n.ferrand@atlantique-diag.example")
    await nathalie.send(Wizard.open_draft, draft_id=1)
    await walk.forward(nathalie, **walk.PAUL)
    with begin(SYSTEM, writing=False) as work:
        assert work.db.exec(select(Order.client_id)).one() == lea_client(lea)


def lea_client(lea: Actor) -> int:
    return min(lea.client_ids)
