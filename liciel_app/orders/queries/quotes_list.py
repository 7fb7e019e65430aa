"""The office's list of quotes: the last version of each, by what it waits for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, false, func, true
from sqlalchemy import select as sa_select
from sqlmodel import col

from liciel_app.core import paging
from liciel_app.core.clock import local
from liciel_app.core.language import day_short
from liciel_app.core.money import euros
from liciel_app.core.search import matching
from liciel_app.core.work import Work
from liciel_app.orders import quoted
from liciel_app.orders.models import Order
from liciel_app.orders.models_quotes import Quote, QuoteState
from liciel_app.orders.queries import quotes
from liciel_app.orders.queries.quotes import visible_to

SORTABLE: Final[dict[str, Any]] = {
    "created": col(Quote.created_at),
    "client": col(Quote.norm),
    "amount": col(Quote.gross_cents),
}
SHOWN: Final = ("draft", "sent", "expired", "accepted", "refused")
"""What a quote reads as: « expired » is sent and past its last day."""


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """`state`: one of SHOWN; amounts and dates as people read them."""

    id: int
    order_id: int
    number: str
    state: str
    client: str
    street: str
    town: str
    created: str
    sent: str
    until: str
    amount: str


@dataclass(frozen=True, slots=True)
class AwaitingRow:
    """A quote its client has not answered yet."""

    id: int
    number: str
    address: str
    amount: str
    until: str


def awaiting_rows(work: Work) -> list[AwaitingRow]:
    """« À faire : signer le devis »."""
    return [_awaiting(quote) for quote in quotes.awaiting(work)]


def quotes_page(work: Work, asked: paging.Asked, state: str = "") -> paging.Page[QuoteRow]:
    """`state` narrows to one of SHOWN; an unknown word finds nothing. Replaced versions are not listed."""
    statement: Any = visible_to(work.actor).with_only_columns(col(Quote.id))
    statement = statement.where(col(Quote.state) != QuoteState.REPLACED, _reads(work, state))
    if asked.search.strip():
        statement = statement.where(matching(Quote, asked.search))
    found = paging.page(work.db, statement, SORTABLE, col(Quote.id), asked)
    rows = _rows(work, [one.id for one in found.rows])
    return paging.Page(rows, found.start, found.end, found.has_previous, found.has_next, found.total)


def counts(work: Work) -> dict[str, int]:
    """How many quotes read as each word."""
    found: dict[str, int] = {}
    for state in SHOWN:
        counted = visible_to(work.actor).where(_reads(work, state)).with_only_columns(func.count())
        found[state] = int(work.db.connection().execute(counted).scalar_one())
    return found


def reads_as(work: Work, quote: Quote) -> str:
    expired = quote.state is QuoteState.SENT and quoted.is_expired(quote.valid_until, work.today)
    return "expired" if expired else str(quote.state)


def _awaiting(quote: Quote) -> AwaitingRow:
    paper = quoted.opened(quote.paper)
    return AwaitingRow(quote.id or 0, paper.title, paper.place, euros(quote.gross_cents), day_short(quote.valid_until))


def _reads(work: Work, state: str) -> ColumnElement[bool]:
    sent, past = col(Quote.state) == QuoteState.SENT, col(Quote.valid_until) < work.today
    if not state:
        return true()
    if state == "expired":
        return and_(sent, past)
    if state == "sent":
        return and_(sent, ~past)
    return col(Quote.state) == QuoteState(state) if state in SHOWN else false()


def _rows(work: Work, numbers: Sequence[int]) -> list[QuoteRow]:
    """Of quotes already scoped, in the order asked for."""
    joined = sa_select(Quote, Order).join(Order, col(Order.id) == col(Quote.order_id))
    found = work.db.execute(joined.where(col(Quote.id).in_(numbers))).all()
    by_number = {quote.id: _row(work, quote, order) for quote, order in found}
    return [by_number[number] for number in numbers]


def _row(work: Work, quote: Quote, order: Order) -> QuoteRow:
    return QuoteRow(
        id=quote.id or 0,
        order_id=quote.order_id,
        number=quoted.titled(quote.number, quote.version),
        state=reads_as(work, quote),
        client=order.contact_name,
        street=order.street,
        town=f"{order.postcode} {order.city}".strip(),
        created=day_short(local(quote.created_at).date()),
        sent=day_short(local(quote.sent_at).date()) if quote.sent_at else "",
        until=day_short(quote.valid_until),
        amount=euros(quote.gross_cents),
    )
