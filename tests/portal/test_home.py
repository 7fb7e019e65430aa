"""The client's first page: what waits for Claire, her dossiers, her orders; nobody else's."""

from datetime import timedelta

import pytest

from liciel_app.core.work import begin
from liciel_app.dossiers import services
from liciel_app.orders.services import cancelling
from liciel_app.portal.screens.home import Space
from tests.client import Browser
from tests.conftest import MONDAY
from tests.dossiers.cases import a_dossier, an_order
from tests.following import go
from tests.people import Cast
from tests.portal.spaces import a_planned, a_sent_dossier, pay

CLAIRE, STRANGER = "b.dupuy@courriel.example", "gerance@lespins.example"
KARIM, NATHALIE = "k.benali@atlantique-diag.example", "n.ferrand@atlantique-diag.example"


async def test_claire_sees_what_to_pay_first(browser: Browser, people: Cast) -> None:
    dossier = a_sent_dossier(people)
    tab = browser.tab(CLAIRE)
    await tab.send(Space.load)
    shown = await tab.state(Space)
    assert (shown.overview.dossiers, shown.overview.owed) == (1, "361,80\u00a0€")
    assert [(bill.due, bill.dossier) for bill in shown.overview.bills] == [("361,80\u00a0€", dossier.reference)]
    assert [(row.reference, row.stage) for row in shown.rows] == [(dossier.reference, "finished")]
    assert shown.overview.ready == []


async def test_a_payment_turns_the_bill_into_documents_to_take(browser: Browser, people: Cast) -> None:
    dossier = a_sent_dossier(people)
    tab = browser.tab(CLAIRE)
    await tab.send(Space.load)
    pay(people.assistant, dossier)
    await tab.send(Space.tick)
    seen = (await tab.state(Space)).overview
    assert (seen.bills, seen.owed, [one.id for one in seen.ready]) == ([], "", [dossier.id])


async def test_documents_taken_leave_the_list(browser: Browser, people: Cast) -> None:
    dossier = a_sent_dossier(people)
    pay(people.assistant, dossier)
    with begin(people.client) as work:
        services.record_download(work, 1, original=True)
    tab = browser.tab(CLAIRE)
    await tab.send(Space.load)
    assert (await tab.state(Space)).overview.ready == []


async def test_an_order_waits_until_it_is_a_dossier(browser: Browser, people: Cast) -> None:
    with begin(people.assistant) as work:
        order = an_order(work, people.client_id)
    tab = browser.tab(CLAIRE)
    await tab.send(Space.load)
    seen = (await tab.state(Space)).overview
    assert [(one.number, one.address) for one in seen.waiting] == [(order.number, "17 avenue Roul, 33400 Talence")]
    with begin(people.assistant) as work:
        services.open_from_order(work, order.id or 0)
    await tab.send(Space.tick)
    seen = (await tab.state(Space)).overview
    assert (seen.waiting, seen.orders, seen.dossiers) == ([], 0, 1)


async def test_an_order_called_off_waits_no_more(browser: Browser, people: Cast) -> None:
    with begin(people.assistant) as work:
        order = an_order(work, people.client_id)
        cancelling.cancel(work, order.id or 0, "Vente annulée")
    tab = browser.tab(CLAIRE)
    await tab.send(Space.load)
    seen = (await tab.state(Space)).overview
    assert (seen.waiting, seen.orders) == ([], 0)


async def test_she_finds_a_dossier_among_many_and_turns_the_pages(browser: Browser, people: Cast) -> None:
    with begin(people.assistant) as work:
        for minute in range(30):
            work.now = MONDAY + timedelta(minutes=minute)
            a_dossier(work, people.client_id)
    tab = browser.tab(CLAIRE)
    await tab.send(Space.load)
    await tab.send(Space.turn, move="next")
    assert len((await tab.state(Space)).rows) == 5
    await go(tab, Space.search, Space.load, words="D-2026-0007")
    assert [row.reference for row in (await tab.state(Space)).rows] == ["D-2026-0007"]


async def test_a_tick_without_change_sends_nothing(browser: Browser, people: Cast) -> None:
    a_planned(people)
    tab = browser.tab(CLAIRE)
    await tab.send(Space.load)
    before = tab.received
    await tab.send(Space.tick)
    assert tab.received == before


async def test_another_client_sees_none_of_it(browser: Browser, people: Cast) -> None:
    dossier = a_sent_dossier(people)
    with begin(people.assistant) as work:
        order = an_order(work, people.client_id)
    tab = browser.tab(STRANGER)
    await tab.send(Space.load)
    await tab.send(Space.search, words="Talence")
    seen = await tab.state(Space)
    assert (seen.overview.dossiers, seen.overview.owed, seen.rows) == (0, "", [])
    for secret in ("avenue Roul", dossier.reference, order.number, "361,80"):
        assert secret not in tab.received


@pytest.mark.parametrize("email", ["", KARIM, NATHALIE])
async def test_only_clients_have_a_space(browser: Browser, people: Cast, email: str) -> None:
    a_sent_dossier(people)
    tab = browser.tab(email)
    await tab.send(Space.load)
    await tab.send(Space.tick)
    await tab.send(Space.search, words="Talence")
    await tab.send(Space.turn, move="next")
    assert tab.toasts.count("pas le droit" if email else "Reconnectez-vous") == 4
    assert "avenue Roul" not in tab.received
