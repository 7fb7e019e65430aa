"""A mail that could not leave: said with its reason, sent once more by a person, never twice."""

from collections.abc import Callable
from datetime import datetime, timedelta
from email import message_from_bytes

import pytest
from sqlmodel import col, select

from liciel_app.core import outbox, worker
from liciel_app.core.access import SYSTEM
from liciel_app.core.errors import Conflict, NotAllowed, NotFound
from liciel_app.core.journal import JournalEntry
from liciel_app.core.outbox import Promise
from liciel_app.core.paging import Asked
from liciel_app.core.work import begin
from liciel_app.messaging import queries, services
from liciel_app.messaging.models import Message, SendingState
from liciel_app.messaging.rules import DELIVERY
from liciel_app.messaging.screens.outgoing import Outgoing
from tests.client import Browser
from tests.conftest import MONDAY
from tests.messaging.conftest import Postman
from tests.messaging.test_outgoing import a_mail
from tests.people import Cast

NATHALIE, CLAIRE = "n.ferrand@atlantique-diag.example", "b.dupuy@courriel.example"
NOBODY, BUSY = "550 5.1.1 no such user", "450 4.2.1 mailbox busy"
SetClock = Callable[[datetime], None]


@pytest.fixture
def refused(people: Cast, postman: Postman) -> int:
    """A mail the server refused for good."""
    postman.answer = NOBODY
    with begin(people.assistant) as work:
        number = a_mail(work)
    worker.keep_all_due()
    postman.answer = "250 OK"
    return number


def seen(number: int) -> Message:
    with begin(SYSTEM, writing=False) as work:
        return work.db.get_one(Message, number)


def told(number: int) -> list[tuple[str, str]]:
    with begin(SYSTEM, writing=False) as work:
        mine = select(JournalEntry).where(
            col(JournalEntry.subject_kind) == "message", col(JournalEntry.subject_id) == number
        )
        return [(one.action, one.actor_name) for one in work.db.exec(mine.order_by(col(JournalEntry.seq))).all()]


def test_a_mail_refused_for_good_has_failed_with_the_server_s_reason(people: Cast, refused: int) -> None:
    assert seen(refused).state is SendingState.FAILED
    with begin(people.assistant, writing=False) as work:
        (row,) = queries.messages_page(work, Asked(), "failed").rows
        assert (row.state, row.error) == ("failed", "Destinataire refusé : 550 5.1.1 no such user")
        assert (row.may_leave_again, queries.counts(work)) == (True, {"waiting": 0, "failed": 1})
    assert told(refused)[-1] == ("message.failed", "Liciel")


def test_a_busy_mailbox_is_tried_again_until_the_tries_are_used_up(
    people: Cast, postman: Postman, set_clock: SetClock
) -> None:
    postman.answer = BUSY
    with begin(people.assistant) as work:
        number = a_mail(work)
    for hours in range(outbox.MOST_TRIES):
        assert seen(number).state is SendingState.WAITING
        set_clock(MONDAY + timedelta(hours=hours))
        worker.keep_all_due(most_rounds=1)
        assert seen(number).error == "Destinataire refusé : 450 4.2.1 mailbox busy"
    assert (seen(number).state, postman.taken) == (SendingState.FAILED, [])


def test_a_try_that_succeeds_clears_the_reason(people: Cast, postman: Postman, set_clock: SetClock) -> None:
    postman.answer = BUSY
    with begin(people.assistant) as work:
        number = a_mail(work)
    worker.keep_all_due()
    postman.answer = "250 OK"
    set_clock(MONDAY + timedelta(hours=1))
    worker.keep_all_due()
    assert (seen(number).state, seen(number).error, len(postman.taken)) == (SendingState.SENT, "", 1)


def test_sent_again_twice_it_leaves_once_as_the_same_message(people: Cast, refused: int, postman: Postman) -> None:
    for _ in range(2):
        with begin(people.assistant) as work:
            services.send_again(work, refused)
    worker.keep_all_due()
    (envelope,) = postman.taken
    assert message_from_bytes(envelope.original_content or b"")["Message-ID"] == seen(refused).message_id
    with begin(people.assistant) as work, pytest.raises(Conflict, match="déjà parti"):
        services.send_again(work, refused)
    worker.keep_all_due()
    assert len(postman.taken) == 1
    assert told(refused)[-2:] == [("message.sent_again", "Nathalie Ferrand"), ("message.sent", "Liciel")]


def test_what_fails_again_can_be_sent_again(people: Cast, refused: int, postman: Postman) -> None:
    postman.answer = NOBODY
    with begin(people.assistant) as work:
        services.send_again(work, refused)
    worker.keep_all_due()
    assert seen(refused).state is SendingState.FAILED
    with begin(SYSTEM, writing=False) as work:
        promised = select(Promise).where(col(Promise.subject_id) == refused, col(Promise.job) == DELIVERY)
        assert len(work.db.exec(promised).all()) == 2


def test_a_link_that_is_over_does_not_leave_again(people: Cast, refused: int, set_clock: SetClock) -> None:
    set_clock(MONDAY + timedelta(minutes=30))
    with begin(people.assistant) as work, pytest.raises(Conflict, match="plus valable"):
        services.send_again(work, refused)
    with begin(people.assistant, writing=False) as work:
        assert not queries.reading(work, refused).row.may_leave_again


@pytest.mark.parametrize("who", ["sales", "technician", "client", "stranger", "visitor"])
def test_nobody_else_sends_anything_again(people: Cast, refused: int, who: str) -> None:
    with begin(getattr(people, who)) as work, pytest.raises(NotAllowed):
        services.send_again(work, refused)
    assert seen(refused).state is SendingState.FAILED


def test_an_absent_message_is_not_found(people: Cast) -> None:
    with begin(people.assistant) as work, pytest.raises(NotFound):
        services.send_again(work, 999)


async def test_nathalie_reads_why_and_sends_it_again_from_the_screen(
    browser: Browser, refused: int, postman: Postman
) -> None:
    tab = browser.tab(NATHALIE, etat="failed")
    await tab.send(Outgoing.load)
    await tab.send(Outgoing.read, message_id=refused)
    assert "Destinataire refusé" in repr((await tab.state(Outgoing)).reading)
    await tab.send(Outgoing.send_again, message_id=refused)
    shown = await tab.state(Outgoing)
    assert (shown.rows, shown.counts["waiting"]) == ([], 1)
    assert "Le message repart." in tab.toasts
    worker.keep_all_due()
    await tab.send(Outgoing.tick)
    shown = await tab.state(Outgoing)
    assert shown.reading is not None
    assert shown.reading.row.state == "sent"
    assert len(postman.taken) == 1


@pytest.mark.parametrize("email", [CLAIRE, "k.benali@atlantique-diag.example", ""])
async def test_a_stranger_s_event_sends_nothing(browser: Browser, refused: int, email: str) -> None:
    tab = browser.tab(email)
    await tab.send(Outgoing.send_again, message_id=refused)
    assert "pas le droit" in tab.toasts or "Reconnectez-vous" in tab.toasts
    assert seen(refused).state is SendingState.FAILED
