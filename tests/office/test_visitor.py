"""A visitor is nobody, yet he knocks from somewhere and reads a language."""

import httpx
from sqlmodel import select

from liciel_app.core.access import SYSTEM
from liciel_app.core.journal import JournalEntry
from liciel_app.core.language import say
from liciel_app.core.work import begin
from liciel_app.messaging.screens.outgoing import Outgoing
from liciel_app.orders.models import Order
from liciel_app.ui.guard import LOGIN_AGAIN
from liciel_app.ui.session import Session
from liciel_app.website.screens.wizard_state import Wizard
from tests.client import Browser
from tests.people import PASSWORD, Cast
from tests.website import wizard_tabs as walk
from tests.website.conftest import ADDRESS
from tests.website.conftest import browser as visitors_browser

CLAIRE = "b.dupuy@courriel.example"


async def test_a_tab_that_speaks_italian_is_refused_in_italian(browser: Browser, people: Cast) -> None:
    tab = browser.tab()
    await tab.send(Session.speak, lang="it")
    await tab.send(Outgoing.load)
    assert say(LOGIN_AGAIN, "it") in tab.toasts


async def test_a_visitor_s_order_says_where_it_came_from(browser: Browser, people: Cast) -> None:
    walk.open_the_office()
    tab = browser.tab()
    await tab.send(Wizard.load)
    await walk.up_to_contact(tab)
    await walk.forward(tab, **walk.PAUL)
    with begin(SYSTEM, writing=False) as work:
        order = work.db.exec(select(Order)).one()
        placed = work.db.exec(select(JournalEntry).where(JournalEntry.action == "order.placed")).one()
    assert (order.origin, placed.origin, placed.actor_name) == ("127.0.0.1", "127.0.0.1", "Visiteur")


async def test_claire_s_login_is_hers_in_the_journal(people: Cast) -> None:
    async with visitors_browser() as site:
        await _log_in(site, "pas le bon mot de passe")
        await _log_in(site, PASSWORD)
    with begin(SYSTEM, writing=False) as work:
        told = [(one.action, one.actor_name, one.origin) for one in work.db.exec(select(JournalEntry)).all()]
    assert told == [
        ("account.login_failed", "Visiteur", ADDRESS),
        ("account.logged_in", "Claire Dupuy", ADDRESS),
    ]


async def _log_in(site: httpx.AsyncClient, password: str) -> None:
    await site.post("/connexion", data={"email": CLAIRE, "password": password})
