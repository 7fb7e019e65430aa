"""The office's list of orders."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import false, func
from sqlalchemy import select as sa_select
from sqlmodel import col, select

from liciel_app.core import journal, paging
from liciel_app.core.language import moment
from liciel_app.core.money import euros
from liciel_app.core.search import matching
from liciel_app.core.work import Work
from liciel_app.orders.labels import LABELS
from liciel_app.orders.models import Order, OrderLine, OrderState
from liciel_app.orders.queries.scope import visible_to

SORTABLE: Final[dict[str, Any]] = {
    "placed": col(Order.placed_at),
    "client": col(Order.norm),
    "amount": col(Order.gross_cents),
}
_SHOWN: Final = (
    col(Order.id),
    col(Order.number),
    col(Order.state),
    col(Order.contact_name),
    col(Order.contact_phone),
    col(Order.transaction),
    col(Order.property_kind),
    col(Order.street),
    col(Order.postcode),
    col(Order.city),
    col(Order.gross_cents),
    col(Order.placed_at),
)


@dataclass(frozen=True, slots=True)
class OrderRow:
    """`placed` and `amount` as people read them; `transaction`, `kind` and `state` are codes, `missions` badges."""

    id: int
    number: str
    state: str
    contact: str
    phone: str
    transaction: str
    kind: str
    street: str
    town: str
    missions: list[str]
    amount: str
    placed: str


def orders_page(work: Work, asked: paging.Asked, state: str = "") -> paging.Page[OrderRow]:
    """`state` narrows to one OrderState; an unknown word finds nothing.

    The page is found and counted on the numbers alone, which indexes hold; only its own rows are then read.
    """
    statement: Any = visible_to(work.actor).with_only_columns(col(Order.id))
    if asked.search.strip():
        statement = statement.where(matching(Order, asked.search))
    if state:
        statement = statement.where(col(Order.state) == state if state in list(OrderState) else false())
    found = paging.page(work.db, statement, SORTABLE, col(Order.id), asked)
    rows = _rows(work, [one.id for one in found.rows])
    return paging.Page(rows, found.start, found.end, found.has_previous, found.has_next, found.total)


def counts(work: Work) -> dict[str, int]:
    """How many orders stand in each state, by its word."""
    kept: Any = visible_to(work.actor).with_only_columns(col(Order.state), func.count()).group_by(col(Order.state))
    counted: Any = work.db.connection().execute(kept).all()
    found = {str(state): int(number) for state, number in counted}
    return {str(state): found.get(str(state), 0) for state in OrderState}


def latest_change(work: Work) -> int:
    """Live pages reload when this number moves."""
    return journal.latest(work.db, ("order",))


def _rows(work: Work, numbers: Sequence[int]) -> list[OrderRow]:
    """Of orders already scoped, in the order asked for."""
    shown = work.db.connection().execute(sa_select(*_SHOWN).where(col(Order.id).in_(numbers)))
    by_number = {one.id: one for one in shown}
    missions = _missions(work, numbers)
    return [_row(by_number[number], missions.get(number, [])) for number in numbers]


def _missions(work: Work, order_ids: Sequence[int]) -> dict[int, list[str]]:
    wanted = select(OrderLine.order_id, OrderLine.code).where(col(OrderLine.order_id).in_(order_ids))
    found: dict[int, list[str]] = {}
    for order_id, code in work.db.exec(wanted.order_by(col(OrderLine.order_id), col(OrderLine.position))).all():
        found.setdefault(order_id, []).append(LABELS[code].icon if code in LABELS else code)
    return found


def _row(one: Any, missions: list[str]) -> OrderRow:
    return OrderRow(
        id=one.id,
        number=one.number,
        state=str(one.state),
        contact=one.contact_name,
        phone=one.contact_phone,
        transaction=one.transaction,
        kind=one.property_kind,
        street=one.street,
        town=f"{one.postcode} {one.city}".strip(),
        missions=missions,
        amount=euros(one.gross_cents),
        placed=moment(one.placed_at),
    )
