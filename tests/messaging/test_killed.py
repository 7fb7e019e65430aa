"""Mails written and sent by processes that are killed: none is lost, and each is one message whoever sends it last."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from email import message_from_bytes
from pathlib import Path

from sqlmodel import select

from liciel_app.core import journal, worker
from liciel_app.core.access import SYSTEM
from liciel_app.core.work import begin
from liciel_app.messaging.models import Message, SendingState
from tests.conftest import MONDAY
from tests.killing import killed, lives
from tests.messaging.conftest import Postman
from tests.people import Cast

KILLED = 12
WRITING = """
from liciel_app.messaging.services import Envelope, write_mail
def live():
    for number in range(10_000):
        key = f"kill:{os.getpid()}:{number}"
        with begin(SYSTEM) as work:
            values = {"name": "Claire", "link": "https://exemple.invalid/"}
            write_mail(work, Envelope("b.dupuy@courriel.example", "password.reset", key), **values)
        told(key)
        if number % 3 == 2:
            worker.keep_all_due()
"""


def test_no_mail_promised_by_a_killed_process_is_lost(
    people: Cast, postman: Postman, tmp_path: Path, set_clock: Callable[[datetime], None]
) -> None:
    acknowledged = tmp_path / "acknowledged"
    killed(f"ACKNOWLEDGED = {str(acknowledged)!r}\n{WRITING}", lives(KILLED, gestures=5, longest=0.15))
    set_clock(MONDAY + timedelta(minutes=6))
    worker.keep_all_due(most_rounds=100)
    with begin(SYSTEM, writing=False) as work:
        written = {one.key: one for one in work.db.exec(select(Message)).all()}
        assert journal.verify(work.db) is None
    left = Counter(message_from_bytes(one.original_content or b"")["Message-ID"] for one in postman.taken)
    assert set(acknowledged.read_text().split()) <= set(written)
    assert {one.state for one in written.values()} == {SendingState.SENT}
    assert set(left) == {one.message_id for one in written.values()}
    assert left.total() - len(left) <= KILLED, "only one killed between the server’s yes and our note leaves again"
