"""One gesture, one transaction."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlmodel import col, select

from liciel_app.core import clock, outbox, worker
from liciel_app.core.access import SYSTEM, VISITOR
from liciel_app.core.journal import JournalEntry
from liciel_app.core.work import Work, begin
from liciel_app.directory.models import Client, ClientKind
from tests.people import Cast, a_client

kept_subjects: list[int] = []


def _see(work: Work, subject_id: int) -> int | None:
    return None if subject_id in kept_subjects else subject_id


def _fail_once(subject_id: int) -> int:
    if subject_id not in kept_subjects:
        kept_subjects.append(subject_id)
        raise ConnectionError("le serveur de mail ne répond pas")
    return subject_id


outbox.register(
    outbox.Job("test.see", _see, kept_subjects.append), outbox.Job("test.flaky", lambda _w, i: i, _fail_once)
)


@pytest.fixture(autouse=True)
def _nothing_seen() -> None:
    kept_subjects.clear()


def test_what_nathalie_changes_its_journal_and_its_promise_are_written_together(people: Cast) -> None:
    with begin(people.assistant) as work:
        client = a_client(work, "Mme Laborde", ClientKind.PRIVATE, "ines.laborde@courriel.example")
        work.record("client.created", client, after={"name": client.name})
        work.later("test.see", client)
    with begin(SYSTEM, writing=False) as work:
        entry = work.db.exec(select(JournalEntry).order_by(col(JournalEntry.seq).desc())).first()
        assert entry is not None
        assert (entry.actor_name, entry.subject_id) == ("Nathalie Ferrand", client.id)
        assert len(outbox.due(work)) == 1


def test_nothing_is_written_when_the_gesture_fails(people: Cast) -> None:
    with pytest.raises(ZeroDivisionError), begin(people.assistant) as work:
        client = a_client(work, "Fantôme", ClientKind.PRIVATE, "fantome@courriel.example")
        work.record("client.created", client)
        work.later("test.see", client)
        _ = 1 / 0
    with begin(SYSTEM, writing=False) as work:
        assert work.db.exec(select(Client).where(col(Client.name) == "Fantôme")).first() is None
        assert outbox.due(work) == []


def test_a_promise_is_kept_once_however_often_the_worker_is_told(people: Cast) -> None:
    with begin(people.assistant) as work:
        client = a_client(work, "Mme Laborde", ClientKind.PRIVATE, "ines@courriel.example")
        work.later("test.see", client)
    with begin(SYSTEM, writing=False) as work:
        promise = outbox.due(work)[0]
    assert worker.keep_promise(promise)
    assert not worker.keep_promise(promise)
    assert kept_subjects == [client.id]


def test_a_failed_promise_waits_longer_and_is_kept_at_the_next_try(people: Cast) -> None:
    with begin(people.assistant) as work:
        client = a_client(work, "Mme Laborde", ClientKind.PRIVATE, "ines@courriel.example")
        work.later("test.flaky", client)
        promised = work.now
    with begin(SYSTEM, writing=False) as work:
        promise = outbox.due(work)[0]
    assert not worker.keep_promise(promise)
    with begin(SYSTEM, writing=False) as work:
        row = work.db.get_one(outbox.Promise, promise)
        assert "ne répond pas" in row.last_error
        assert row.run_after > promised
    assert worker.keep_promise(promise)


def test_a_listener_s_job_is_promised_in_the_same_transaction(people: Cast) -> None:
    outbox.listen("client.waved", outbox.job_named("test.see"))
    with begin(people.assistant) as work:
        client = a_client(work, "M. Garrigue", ClientKind.PRIVATE, "p.garrigue@courriel.example")
        work.record("client.waved", client)
    assert worker.keep_all_due() == 1
    assert kept_subjects == [client.id]


def test_a_visitor_s_gesture_is_recorded_as_a_visitor_s(people: Cast) -> None:
    with begin(VISITOR) as work:
        work.record("client.waved", work.db.get_one(Client, people.client_id))
    with begin(SYSTEM, writing=False) as work:
        entry = work.db.exec(select(JournalEntry)).one()
        assert (entry.actor_id, entry.actor_name) == (None, "Visiteur")


def _turns_promised() -> int:
    with begin(SYSTEM, writing=False) as work:
        return len(work.db.exec(select(outbox.Promise).where(col(outbox.Promise.job) == "test.see")).all())


def test_a_recurring_job_is_promised_once_a_turn_by_four_servers_at_once(people: Cast) -> None:
    with ThreadPoolExecutor(4) as servers:
        list(servers.map(worker.promise_turn, ["test.see"] * 4))
    assert _turns_promised() == 1


def test_its_next_turn_is_promised_again(people: Cast, set_clock: Callable[[datetime], None]) -> None:
    worker.promise_turn("test.see")
    set_clock(clock.now() + timedelta(minutes=5))
    worker.promise_turn("test.see")
    assert _turns_promised() == 2
