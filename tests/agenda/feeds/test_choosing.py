"""Which calendar of the account is kept equal, and what is given back when it is not any more."""

import pytest

from liciel_app.agenda.models_calendars import LinkState
from liciel_app.agenda.screens.calendars_state import Calendars
from liciel_app.agenda.services.calendars import change_calendar, close_link
from liciel_app.core import worker
from liciel_app.core.errors import NotFound
from liciel_app.core.work import begin
from liciel_app.simulator import google, microsoft
from tests.agenda.feeds.conftest import Open
from tests.agenda.feeds.linked import a_link, book, the_link
from tests.agenda.feeds.sides import Simulated
from tests.client import Browser
from tests.people import Cast

KARIM, NATHALIE, CLAIRE = (
    "k.benali@atlantique-diag.example",
    "n.ferrand@atlantique-diag.example",
    "b.dupuy@courriel.example",
)
SECOND = {"google": google.SECOND, "microsoft": microsoft.SECOND}
BOTH = pytest.mark.parametrize("name", ["google", "microsoft"])


def opened(open_side: Open, name: str) -> Simulated:
    side = open_side(name)
    assert isinstance(side, Simulated)
    return side


def elsewhere(side: Simulated, name: str) -> list[str]:
    return [one.id for one in side.diary.other(SECOND[name]).entries.values() if not one.deleted]


@BOTH
async def test_karim_chooses_another_calendar_and_his_visits_move_there(
    browser: Browser, people: Cast, open_side: Open, name: str
) -> None:
    side = opened(open_side, name)
    link = a_link(people, side)
    book(people, 2)
    worker.keep_all_due()
    tab = browser.tab(KARIM)
    await tab.send(Calendars.look_elsewhere, link_id=link)
    assert [one.address for one in (await tab.state(Calendars)).choices][1] == SECOND[name]
    await tab.send(Calendars.choose, address=SECOND[name])
    worker.keep_all_due()
    assert (side.seen(), len(elsewhere(side, name))) == ([], 1)
    assert the_link(link).state is LinkState.CLOSED
    (mine,) = (await tab.state(Calendars)).sheet.mine[-1:]
    assert (mine.name, bool(side.diary.refresh)) == ("Astreintes", True)


def test_google_s_consent_is_withdrawn_with_the_last_calendar(people: Cast, open_side: Open) -> None:
    side = opened(open_side, "google")
    first = a_link(people, side)
    with begin(people.technician) as work:
        second = change_calendar(work, first, name="Astreintes", address=google.SECOND)
    worker.keep_all_due()
    assert side.diary.refresh
    with begin(people.technician) as work:
        close_link(work, second.id or 0)
    worker.keep_all_due()
    assert (the_link(second.id or 0).state, side.diary.refresh, side.diary.access) == (LinkState.CLOSED, set(), set())


def test_a_consent_already_withdrawn_there_does_not_keep_the_link_open(people: Cast, open_side: Open) -> None:
    side = opened(open_side, "google")
    link = a_link(people, side)
    side.diary.withdraw()
    with begin(people.technician) as work:
        close_link(work, link)
    worker.keep_all_due()
    assert the_link(link).state is LinkState.CLOSED


@pytest.mark.parametrize("email", ["", CLAIRE, NATHALIE])
async def test_nobody_chooses_in_karim_s_place(browser: Browser, people: Cast, open_side: Open, email: str) -> None:
    link = a_link(people, opened(open_side, "google"))
    tab = browser.tab(email)
    await tab.send(Calendars.look_elsewhere, link_id=link)
    await tab.send(Calendars.choose, address=google.SECOND)
    assert the_link(link).state is LinkState.ON
    with pytest.raises(NotFound), begin(people.assistant) as work:
        change_calendar(work, link, name="Astreintes", address=google.SECOND)
