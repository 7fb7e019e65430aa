# pyright: strict
"""Reminding the client of a quote that waits: one row per (quote, level), a daily cap, nothing once it is answered."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlmodel import col, func, select

from liciel_app.core import clock
from liciel_app.core.language import day_short, language_of
from liciel_app.core.money import euros
from liciel_app.core.work import Work
from liciel_app.messaging.services import Envelope, write_mail
from liciel_app.orders import quoted
from liciel_app.orders.models import Order
from liciel_app.orders.models_quotes import Quote, QuoteReminder
from liciel_app.orders.queries import quotes
from liciel_app.orders.services.quoting_send import new_link

LEVELS: Final = ((1, 3), (2, 8), (3, 15))
"""Level, and the days since the sending from which it is due."""
DAILY_CAP: Final = 50


@dataclass(frozen=True, slots=True)
class DueReminder:
    quote: Quote
    level: int


def due_reminders(work: Work) -> list[DueReminder]:
    """What `remind` would send now, oldest first, within what is left of the day's cap. Changes nothing."""
    left = DAILY_CAP - quotes.sent_reminders(work, clock.at_office(work.today, 0))
    due = [DueReminder(quote, level) for quote in quotes.awaiting(work) if (level := _level_due(work, quote))]
    return due[: max(left, 0)]


def remind(work: Work) -> int:
    """Send what is due; how many left. A level that was missed is not made up for."""
    due = due_reminders(work)
    for one in due:
        _remind(work, one)
    return len(due)


def _level_due(work: Work, quote: Quote) -> int:
    """The highest level whose day has come and that was not sent, nor a higher one; 0 when there is none.

    A quote handed over on paper is not reminded by mail.
    """
    if quote.sent_at is None or not quote.sent_to:
        return 0
    waited = (work.today - clock.today(quote.sent_at)) / timedelta(days=1)
    reached = max((level for level, days in LEVELS if waited >= days), default=0)
    sent = select(func.coalesce(func.max(col(QuoteReminder.level)), 0)).where(col(QuoteReminder.quote_id) == quote.id)
    return reached if reached > int(work.db.exec(sent).one()) else 0


def _remind(work: Work, due: DueReminder) -> None:
    quote = due.quote
    paper = quoted.opened(quote.paper)
    order = work.db.get_one(Order, quote.order_id)
    work.db.add(QuoteReminder(quote_id=quote.id or 0, level=due.level, sent_at=work.now))
    envelope = Envelope(
        to=quote.sent_to,
        template="quote.reminder",
        key=f"quote.reminder:{quote.id}:{due.level}",
        about=quote,
        language=language_of(order.language),
        secret=True,
    )
    write_mail(
        work,
        envelope,
        name=paper.client.name,
        number=paper.title,
        address=paper.place,
        amount=euros(quote.gross_cents),
        until=day_short(paper.valid_until),
        link=new_link(work, quote, to=quote.sent_to),
    )
    work.record("quote.reminded", quote, after={"level": due.level, "to": quote.sent_to})
