"""How an exchange stands: what has not left, the pause after failures, trying again by hand."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from liciel_app.agenda.calendar_access import reach
from liciel_app.agenda.feeds.exchanging import Task, exchange
from liciel_app.agenda.jobs_calendars import promise_due
from liciel_app.agenda.models_calendars import CalendarLink, LinkState, Provider
from liciel_app.agenda.queries import calendars
from liciel_app.agenda.queries.calendar_sheet import calendar_sheet
from liciel_app.agenda.queries.calendars import Outgoing
from liciel_app.agenda.services.calendars import close_link, open_link, retry_link
from liciel_app.core import vault, worker
from liciel_app.core.access import SYSTEM, Actor
from liciel_app.core.errors import NotAllowed, Refused
from liciel_app.core.work import begin
from liciel_app.gateways.calendars import ConsentLost
from liciel_app.gateways.calendars.recording import RecordingCalendar
from liciel_app.gateways.errors import GatewayError
from tests.agenda.feeds.conftest import Open
from tests.agenda.feeds.linked import a_link, book, here, synchronise, the_link
from tests.conftest import MONDAY
from tests.people import Cast

Clock = Callable[[datetime], None]
DOWN = GatewayError("L’autre agenda ne répond pas.", permanent=False)


def row(who: Actor) -> calendars.LinkRow:
    with begin(who, writing=False) as work:
        (found,) = calendars.links(work)
    return found


def test_what_has_not_left_is_counted_and_leaves_when_the_service_is_back(
    people: Cast, open_side: Open, set_clock: Clock
) -> None:
    side = open_side("google")
    a_link(people, side)
    side.diary.faults = [503] * 50  # type: ignore[attr-defined]
    book(people, 2)
    worker.keep_all_due()
    waiting = row(people.technician)
    assert (waiting.unsent, waiting.state, waiting.error) == (1, "on", "L’autre agenda répond 503.")
    side.diary.faults = []  # type: ignore[attr-defined]
    set_clock(MONDAY + timedelta(minutes=2))
    worker.keep_all_due()
    sent = row(people.technician)
    assert (sent.unsent, sent.error, len(side.seen())) == (0, "", 1)


def test_after_three_failures_the_service_is_left_alone_then_tried_again(
    people: Cast, open_side: Open, set_clock: Clock
) -> None:
    side = open_side("microsoft")
    link = a_link(people, side)
    side.diary.faults = [500] * 3  # type: ignore[attr-defined]
    for _ in range(5):
        synchronise(link)
    assert (row(people.technician).state, the_link(link).failures) == ("paused", 3)
    book(people, 2)
    set_clock(MONDAY + timedelta(minutes=6))
    with begin(SYSTEM) as work:
        promise_due(work, 0)
    worker.keep_all_due()
    assert (row(people.technician).state, the_link(link).failures, len(side.seen())) == ("on", 0, 1)


def test_marc_tries_again_by_hand_whatever_the_pause(people: Cast, open_side: Open) -> None:
    side = open_side("google")
    link = a_link(people, side)
    side.diary.faults = [500] * 3  # type: ignore[attr-defined]
    for _ in range(3):
        synchronise(link)
    with begin(people.manager) as work:
        retry_link(work, link)
    worker.keep_all_due()
    assert row(people.manager).state == "on"


def test_a_consent_withdrawn_stops_everything_until_karim_connects_again(people: Cast, open_side: Open) -> None:
    side = open_side("google")
    link = a_link(people, side)
    side.diary.access.clear()  # type: ignore[attr-defined]
    side.diary.refresh.clear()  # type: ignore[attr-defined]
    synchronise(link)
    assert (the_link(link).state, row(people.technician).state) == (LinkState.REFUSED, "refused")
    book(people, 2)
    worker.keep_all_due()
    again = open_side("google")
    with begin(people.technician) as work:
        opened = open_link(work, provider=again.provider, name="Perso", address=again.address, secret=again.secret())
    worker.keep_all_due()
    assert (opened.id, row(people.technician).state, len(side.seen())) == (link, "on", 1)


def test_the_renewed_access_is_kept_encrypted(people: Cast, open_side: Open) -> None:
    side = open_side("google")
    link = a_link(people, side)
    before = the_link(link).secret
    side.diary.access.clear()  # type: ignore[attr-defined]
    synchronise(link)
    after = the_link(link).secret
    assert before != after
    assert side.tokens.refresh in vault.opened(after)  # type: ignore[attr-defined]
    assert side.tokens.refresh not in after  # type: ignore[attr-defined]


def test_two_exchanges_at_once_are_one_after_the_other(people: Cast, open_side: Open, set_clock: Clock) -> None:
    side = open_side("google")
    link = a_link(people, side)
    with begin(SYSTEM) as work:
        work.db.get_one(CalendarLink, link).running_since = work.now
    book(people, 2)
    worker.keep_all_due()
    assert side.seen() == []
    with begin(SYSTEM) as work:
        work.db.get_one(CalendarLink, link).running_since = None
    set_clock(MONDAY + timedelta(minutes=1))
    worker.keep_all_due()
    assert len(side.seen()) == 1


def test_a_service_that_never_comes_back_is_disconnected_all_the_same(
    people: Cast, open_side: Open, set_clock: Clock
) -> None:
    side = open_side("google")
    side.add("Dentiste", MONDAY + timedelta(hours=4))
    link = a_link(people, side)
    book(people, 2)
    worker.keep_all_due()
    side.diary.faults = [500] * 50  # type: ignore[attr-defined]
    with begin(people.technician) as work:
        close_link(work, link)
    for minutes in range(5):
        set_clock(MONDAY + timedelta(minutes=2 * minutes))
        worker.keep_all_due()
    assert (the_link(link).state, the_link(link).secret, here(outside=True)) == (LinkState.CLOSED, "", [])


def test_what_was_read_is_read_anew_when_it_no_longer_reaches_far_enough(
    people: Cast, open_side: Open, set_clock: Clock
) -> None:
    side = open_side("google")
    link = a_link(people, side)
    side.add("Loin", MONDAY + timedelta(days=140))
    set_clock(MONDAY + timedelta(days=40))
    synchronise(link)
    assert here(outside=True) == [MONDAY + timedelta(days=140)]


def test_the_office_sees_how_it_stands_and_never_whose_secret(people: Cast, open_side: Open) -> None:
    a_link(people, open_side("google"))
    shown = row(people.manager)
    assert (shown.person, shown.provider, shown.mine, shown.unsent) == ("Karim Benali", "google", False, 0)
    with begin(people.manager, writing=False) as work:
        sheet = calendar_sheet(work)
    assert (len(sheet.mine), len(sheet.others)) == (0, 1)
    for who in (people.client, people.visitor):
        with pytest.raises(NotAllowed), begin(who, writing=False) as work:
            calendar_sheet(work)


def test_five_calendars_are_enough(people: Cast) -> None:
    with begin(people.technician) as work:
        for number in range(5):
            open_link(work, provider=Provider.CALDAV, name="x", address=f"https://a.example/{number}", secret="{}")
        with pytest.raises(Refused, match="Cinq"):
            open_link(work, provider=Provider.CALDAV, name="x", address="https://a.example/6", secret="{}")


def test_one_event_refused_does_not_hold_up_the_others() -> None:
    ends = MONDAY + timedelta(hours=1)
    wanted = {name: Outgoing(name, 0, name, MONDAY, ends, "", "") for name in "abc"}

    class Refusing(RecordingCalendar):
        def write(self, event, known):
            if event.uid == "b":
                raise GatewayError("Refusé (400).", permanent=True)
            return super().write(event, known)

    side = Refusing()
    outcome = exchange(Task(wanted, {}, (MONDAY - timedelta(days=1), MONDAY + timedelta(days=1)), "old"), side)
    assert (sorted(side.events), outcome.written, outcome.token) == (["a", "c"], 2, "old")
    side = Refusing(failure=DOWN)
    assert exchange(Task(wanted, {}, (MONDAY, ends)), side).error is DOWN


@pytest.mark.parametrize("secret", ["", "{}", "[]", "null", '{"access": 1}', "x" * 100])
@pytest.mark.parametrize("provider", list(Provider))
def test_a_secret_nobody_can_read_asks_for_the_person_again(people: Cast, provider: Provider, secret: str) -> None:
    with pytest.raises(ConsentLost):
        reach(provider, "x", secret, "office")


def test_a_changed_key_asks_for_the_person_again(
    people: Cast, open_side: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    from liciel_app.core import config

    link = a_link(people, open_side("google"))
    monkeypatch.setenv("LICIEL_SECRETS_KEY", "k" * 40)
    config.settings.cache_clear()
    synchronise(link)
    assert the_link(link).state is LinkState.REFUSED


def test_a_key_is_replaced_by_putting_the_new_one_first(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    from liciel_app.core import config

    def with_key(keys: str) -> None:
        monkeypatch.setenv("LICIEL_SECRETS_KEY", keys)
        config.settings.cache_clear()

    with_key("old" * 12)
    sealed = vault.seal("secret")
    with_key(f"{'new' * 12} {'old' * 12}")
    assert vault.opened(sealed) == "secret"
    with_key("court")
    with pytest.raises(Refused, match="LICIEL_SECRETS_KEY"):
        vault.seal("secret")
