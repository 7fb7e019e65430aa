"""Nothing written is lost: reloads, lost tabs, other browsers, other days."""

import re
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from liciel_app.core.access import SYSTEM
from liciel_app.core.errors import NotFound
from liciel_app.core.work import begin
from liciel_app.messaging.models import Message
from liciel_app.orders.models_drafts import OrderDraft, OrderDraftKey
from liciel_app.orders.services import drafts
from liciel_app.website.screens.wizard_state import Wizard
from liciel_app.website.wizard.browsers import new_browser
from tests.client import Browser, Tab
from tests.conftest import MONDAY, rows
from tests.website import wizard_tabs as walk

CLAIRE, ELODIE, NATHALIE = (
    "b.dupuy@courriel.example",
    "e.roux@atlantique-diag.example",
    "n.ferrand@atlantique-diag.example",
)


def a_tab(browser: Browser, secret: str) -> Tab:
    """A visitor's tab in the browser that keeps that secret."""
    tab = browser.tab()
    tab.cookie = f"; commande={secret}"
    return tab


@pytest.fixture
def paul(browser: Browser) -> tuple[Browser, str]:
    walk.open_the_office()
    return browser, new_browser()


async def written(tab: Tab) -> Any:
    await walk.up_to_contact(tab)
    await tab.send(Wizard.fill, key="name", text="Paul Garrigue")
    return await walk.seen(tab)


async def test_paul_loses_his_tab_and_finds_his_order_where_he_left_it(paul: tuple[Browser, str]) -> None:
    browser, secret = paul
    before = await written(a_tab(browser, secret))
    again = a_tab(browser, secret)
    await again.send(Wizard.load)
    after = await walk.seen(again)
    assert (after.submit_id, after.step, after.typed["name"]) == (before.submit_id, 4, "Paul Garrigue")
    assert (dict(after.answers), after.place.city) == (dict(before.answers), "Talence")
    assert after.offer.total == before.offer.total


async def test_another_browser_sees_nothing_of_it(paul: tuple[Browser, str]) -> None:
    browser, secret = paul
    await written(a_tab(browser, secret))
    stranger = a_tab(browser, new_browser())
    await stranger.send(Wizard.load)
    assert dict((await walk.seen(stranger)).answers) == {}
    assert "Garrigue" not in stranger.received


async def test_only_hashes_of_the_secrets_are_kept(paul: tuple[Browser, str]) -> None:
    browser, secret = paul
    await written(a_tab(browser, secret))
    with begin(SYSTEM) as work:
        keys = work.db.exec(select(OrderDraftKey)).all()
        assert [len(key.token_hash) for key in keys] == [64]
        assert secret not in repr(keys)


async def test_the_link_of_the_mail_opens_the_order_elsewhere_until_it_is_placed(paul: tuple[Browser, str]) -> None:
    browser, secret = paul
    tab = a_tab(browser, secret)
    await written(tab)
    await tab.send(Wizard.send_link, data={"link_email": "paul@courriel.example"})
    with begin(SYSTEM) as work:
        mail = work.db.exec(select(Message).where(Message.template == "draft.link")).one()
        token = re.findall(r"/commande/reprendre/(\S+)", mail.text)[0]
    elsewhere = new_browser()
    with begin(SYSTEM) as work:
        drafts.open_link(work, token, elsewhere)
    phone = a_tab(browser, elsewhere)
    await phone.send(Wizard.load)
    assert (await walk.seen(phone)).typed["name"] == "Paul Garrigue"
    await walk.forward(phone, **walk.PAUL)
    assert (await walk.seen(phone)).placed.number == "C-2026-0001"
    with begin(SYSTEM) as work, pytest.raises(NotFound):
        drafts.open_link(work, token, new_browser())


@pytest.mark.parametrize("token", ["", "a" * 43, "../../etc", "' OR 1=1 --"])
async def test_a_guessed_link_opens_nothing(people: object, token: str) -> None:
    with begin(SYSTEM) as work, pytest.raises(NotFound):
        drafts.open_link(work, token, new_browser())


async def test_what_nobody_touches_for_a_month_is_forgotten(paul: tuple[Browser, str]) -> None:
    browser, secret = paul
    await written(a_tab(browser, secret))
    with begin(SYSTEM, now=MONDAY + timedelta(days=29)) as work:
        drafts.forget_old(work)
        assert rows(work, "orderdraft") == 1
    with begin(SYSTEM, now=MONDAY + timedelta(days=31)) as work:
        drafts.forget_old(work)
        assert (rows(work, "orderdraft"), rows(work, "orderdraftkey")) == (0, 0)


async def test_an_order_once_placed_leaves_nothing_typed_in_the_draft(paul: tuple[Browser, str]) -> None:
    browser, secret = paul
    tab = a_tab(browser, secret)
    await written(tab)
    await walk.forward(tab, **walk.PAUL)
    with begin(SYSTEM) as work:
        kept = work.db.exec(select(OrderDraft)).one()
        assert (kept.order_id, kept.content, rows(work, "orderdraftkey")) == (1, "{}", 0)


async def test_elodie_prepares_and_nathalie_validates(browser: Browser) -> None:
    walk.open_the_office()
    elodie = browser.tab(ELODIE)
    await walk.up_to_contact(elodie)
    await walk.forward(elodie, **walk.PAUL)
    assert (await walk.seen(elodie)).placed.number == ""
    await elodie.send(Wizard.prepare)
    nathalie = browser.tab(NATHALIE)
    await nathalie.send(Wizard.load)
    waiting = (await walk.seen(nathalie)).drafts
    assert [(row.author, row.prepared) for row in waiting] == [("Élodie Roux", True)]
    await nathalie.send(Wizard.open_draft, draft_id=waiting[0].id)
    await walk.forward(nathalie, **walk.PAUL)
    assert (await walk.seen(nathalie)).placed.number == "C-2026-0001"


async def test_claire_s_prepared_order_is_not_a_stranger_s(browser: Browser) -> None:
    walk.open_the_office()
    claire = browser.tab(CLAIRE)
    await walk.up_to_contact(claire)
    await claire.send(Wizard.fill, key="name", text="Claire Dupuy")
    await claire.send(Wizard.prepare)
    mine = (await walk.seen(claire)).drafts
    assert [row.prepared for row in mine] == [True]
    for email in ("gerance@lespins.example", ""):
        other = browser.tab(email)
        await other.send(Wizard.load)
        await other.send(Wizard.open_draft, draft_id=mine[0].id)
        seen = await walk.seen(other)
        assert (dict(seen.answers), seen.drafts) == ({}, [])
        assert "Claire" not in other.received
