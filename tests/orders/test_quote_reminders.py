"""Reminders of quotes: one per level, a daily cap, nothing once the client answered."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from liciel_app.core import worker
from liciel_app.core.access import SYSTEM
from liciel_app.core.work import begin
from liciel_app.orders.services import accepting, quoting, quoting_remind
from tests.conftest import MONDAY, rows
from tests.orders.quotes import a_sent_quote, a_token, an_answer, by, mails
from tests.people import Cast

Clock = Callable[[datetime], None]


def test_three_days_later_paul_is_reminded_once(people: Cast, set_clock: Clock) -> None:
    a_sent_quote(people)
    set_clock(MONDAY + timedelta(days=3))
    assert [by(SYSTEM, quoting_remind.remind) for _ in range(2)] == [1, 0]
    assert len(mails("quote.reminder")) == 1


def test_nothing_leaves_before_the_third_day(people: Cast, set_clock: Clock) -> None:
    a_sent_quote(people)
    set_clock(MONDAY + timedelta(days=2, hours=15))
    assert by(SYSTEM, quoting_remind.remind) == 0


def test_looking_at_what_is_due_sends_nothing(people: Cast, set_clock: Clock) -> None:
    a_sent_quote(people)
    set_clock(MONDAY + timedelta(days=9))
    with begin(SYSTEM) as work:
        assert [due.level for due in quoting_remind.due_reminders(work)] == [2]
        assert rows(work, "quotereminder") == 0


def test_a_missed_level_is_not_made_up_for(people: Cast, set_clock: Clock) -> None:
    a_sent_quote(people)
    set_clock(MONDAY + timedelta(days=9))
    by(SYSTEM, quoting_remind.remind)
    assert by(SYSTEM, quoting_remind.remind) == 0
    set_clock(MONDAY + timedelta(days=16))
    assert by(SYSTEM, quoting_remind.remind) == 1


@pytest.mark.parametrize("answer", ["accepted", "refused", "replaced", "expired"])
def test_who_answered_is_left_in_peace(people: Cast, set_clock: Clock, answer: str) -> None:
    quote = a_sent_quote(people)
    if answer == "accepted":
        by(people.visitor, accepting.accept, a_token(quote), an_answer(quote))
    if answer == "refused":
        by(people.visitor, accepting.refuse, a_token(quote), "Trop cher")
    if answer == "replaced":
        by(people.assistant, quoting.revise, quote.id or 0)
    set_clock(MONDAY + timedelta(days=31 if answer == "expired" else 5))
    assert by(SYSTEM, quoting_remind.remind) == 0


def test_no_more_than_the_days_cap(people: Cast, set_clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(3):
        a_sent_quote(people)
    monkeypatch.setattr(quoting_remind, "DAILY_CAP", 2)
    set_clock(MONDAY + timedelta(days=4))
    assert [by(SYSTEM, quoting_remind.remind) for _ in range(2)] == [2, 0]
    set_clock(MONDAY + timedelta(days=5))
    assert by(SYSTEM, quoting_remind.remind) == 1


def test_the_turn_of_the_day_reminds(people: Cast, set_clock: Clock) -> None:
    a_sent_quote(people)
    set_clock(MONDAY + timedelta(days=4))
    worker.promise_turn("orders.remind_quotes")
    worker.keep_all_due()
    assert len(mails("quote.reminder")) == 1
