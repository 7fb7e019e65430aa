"""The page of outside calendars, and the technician's own."""

import pytest
from sqlmodel import select

from liciel_app.agenda.models_calendars import CalendarFeed, CalendarLink
from liciel_app.agenda.screens.calendars_state import Calendars
from liciel_app.agenda.services.resources import Facts, save_resource
from liciel_app.core import worker
from liciel_app.core.access import SYSTEM
from liciel_app.core.work import begin
from tests.agenda.feeds.conftest import Open
from tests.agenda.feeds.linked import a_link
from tests.agenda.feeds.sides import PASSWORD, USER, Radicale
from tests.client import Browser
from tests.people import Cast

KARIM, NATHALIE = "k.benali@atlantique-diag.example", "n.ferrand@atlantique-diag.example"
STRANGERS = pytest.mark.parametrize("email", ["b.dupuy@courriel.example", ""])


async def test_karim_makes_his_address_and_revokes_it(browser: Browser, people: Cast) -> None:
    tab = browser.tab(KARIM)
    await tab.send(Calendars.load)
    await tab.send(Calendars.make_feed, everyone=False)
    state = await tab.state(Calendars)
    assert state.made.ical.startswith("http://localhost:3000/cal/")
    (feed,) = state.sheet.feeds
    assert (feed.about, feed.kind, feed.read) == ("Karim Benali", "person", "")
    await tab.send(Calendars.hide_address)
    assert (await tab.state(Calendars)).made.ical == ""
    await tab.send(Calendars.revoke, feed_id=feed.id)
    assert (await tab.state(Calendars)).sheet.feeds == []


async def test_nathalie_shares_the_clio(browser: Browser, people: Cast) -> None:
    with begin(people.manager) as work:
        car = save_resource(work, Facts("Clio", "vehicle"))
    tab = browser.tab(NATHALIE)
    await tab.send(Calendars.load)
    await tab.send(Calendars.make_resource_feed, values={"resource": str(car.id)})
    state = await tab.state(Calendars)
    assert [(one.about, one.kind) for one in state.sheet.feeds] == [("Clio", "vehicle")]
    await tab.send(Calendars.make_resource_feed, values={"resource": "abc"})
    assert (await tab.state(Calendars)).errors == {"resource": "Choisissez une ressource."}


async def test_karim_connects_his_nextcloud(browser: Browser, people: Cast, radicale: str, open_side: Open) -> None:
    side = Radicale(radicale)
    tab = browser.tab(KARIM)
    await tab.send(Calendars.load)
    await tab.send(Calendars.connect, values={"address": side.address, "user": USER, "password": PASSWORD})
    worker.keep_all_due()
    await tab.send(Calendars.tick)
    (link,) = (await tab.state(Calendars)).sheet.mine
    assert (link.provider, link.state, link.unsent) == ("caldav", "on", 0)
    assert link.success
    assert PASSWORD not in tab.received


async def test_with_several_calendars_karim_chooses(browser: Browser, people: Cast, radicale: str) -> None:
    first, second = Radicale(radicale), Radicale(radicale)
    tab = browser.tab(KARIM)
    await tab.send(Calendars.connect, values={"address": f"{radicale}/", "user": USER, "password": PASSWORD})
    addresses = [one.address for one in (await tab.state(Calendars)).choices]
    assert {first.address, second.address} <= set(addresses)
    await tab.send(Calendars.choose, address="https://evil.example/")
    with begin(SYSTEM, writing=False) as work:
        assert work.db.exec(select(CalendarLink)).all() == []
    await tab.send(Calendars.choose, address=second.address)
    with begin(SYSTEM, writing=False) as work:
        assert [one.address for one in work.db.exec(select(CalendarLink)).all()] == [second.address]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({}, "address"),
        ({"address": "nextcloud", "user": "k", "password": "p"}, "address"),
        ({"address": "http://127.0.0.1:1/", "user": "k", "password": "p"}, "address"),
        ({"address": "https://a.example", "user": "", "password": "p"}, "user"),
        ({"address": "https://a.example", "user": "k", "password": ""}, "password"),
    ],
)
async def test_a_wrong_account_is_a_sentence_beside_its_field(
    browser: Browser, people: Cast, values: dict[str, str], field: str
) -> None:
    tab = browser.tab(KARIM)
    await tab.send(Calendars.connect, values=values)
    state = await tab.state(Calendars)
    assert state.errors[field]
    assert state.sheet.mine == []


async def test_karim_synchronises_by_hand_and_disconnects(browser: Browser, people: Cast, open_side: Open) -> None:
    link = a_link(people, open_side("google"))
    tab = browser.tab(KARIM)
    await tab.send(Calendars.load)
    await tab.send(Calendars.retry, link_id=link)
    await tab.send(Calendars.disconnect, link_id=link)
    assert [one.state for one in (await tab.state(Calendars)).sheet.mine] == ["closing"]
    worker.keep_all_due()
    await tab.send(Calendars.tick)
    assert (await tab.state(Calendars)).sheet.mine == []


@STRANGERS
async def test_strangers_see_and_make_nothing(browser: Browser, people: Cast, open_side: Open, email: str) -> None:
    link = a_link(people, open_side("google"))
    tab = browser.tab(email)
    account = {"address": "https://127.0.0.1:1/", "user": "k", "password": "p"}
    for handler, payload in (
        (Calendars.load, {}),
        (Calendars.tick, {}),
        (Calendars.make_feed, {"everyone": True}),
        (Calendars.make_busy_feed, {}),
        (Calendars.make_resource_feed, {"values": {"resource": "1"}}),
        (Calendars.hide_address, {}),
        (Calendars.revoke, {"feed_id": 1}),
        (Calendars.connect, {"values": account}),
        (Calendars.choose, {"address": "x"}),
        (Calendars.retry, {"link_id": link}),
        (Calendars.disconnect, {"link_id": link}),
    ):
        await tab.send(handler, **payload)
    assert "Karim" not in tab.received
    with begin(SYSTEM, writing=False) as work:
        assert work.db.exec(select(CalendarFeed)).all() == []
        assert [one.state for one in work.db.exec(select(CalendarLink)).all()] == ["on"]
