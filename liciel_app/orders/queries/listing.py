"""The office's list of orders."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, String, case, false, func, type_coerce
from sqlalchemy import select as sa_select
from sqlmodel import col, select

from liciel_app.core import journal, paging
from liciel_app.core.errors import Refused
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
    col(Order.cancelled_at),
)
CANCELLED: Final = "cancelled"


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
    """`state` narrows to one OrderState or to « cancelled »; an unknown word finds nothing.

    The page is found and counted on the numbers alone, which indexes hold; only its own rows are then read.
    """
    statement = _asked_for(work, asked.search, state)
    found = paging.page(work.db, statement, SORTABLE, col(Order.id), asked)
    rows = _rows(work, [one.id for one in found.rows])
    return paging.Page(rows, found.start, found.end, found.has_previous, found.has_next, found.total)


def order_numbers(work: Work, search: str, state: str, most: int) -> list[int]:
    """The numbers of everything a search finds. Raises Refused beyond so many."""
    found = list(work.db.scalars(_asked_for(work, search, state).order_by(col(Order.id)).limit(most + 1)))
    if len(found) > most:
        raise Refused("Choisissez {most} commandes au plus.", most=most)
    return found


def _asked_for(work: Work, search: str, state: str) -> Any:
    """What the office only offers so far is in the list of quotes."""
    statement: Any = visible_to(work.actor).with_only_columns(col(Order.id)).where(*_in_state(state), _ordered())
    return statement.where(matching(Order, search)) if search.strip() else statement


def counts(work: Work) -> dict[str, int]:
    """How many orders stand in each state, by its word; those called off under « cancelled »."""
    standing = type_coerce(col(Order.state), String)
    shown = case((col(Order.cancelled_at).is_(None), standing), else_=CANCELLED)
    kept: Any = visible_to(work.actor).where(_ordered()).with_only_columns(shown, func.count()).group_by(shown)
    counted: Any = work.db.connection().execute(kept).all()
    found = {str(state): int(number) for state, number in counted}
    return {str(state): found.get(str(state), 0) for state in (*OrderState, CANCELLED)}


def _ordered() -> ColumnElement[bool]:
    return col(Order.proposed).is_(False)


def _in_state(state: str) -> list[ColumnElement[bool]]:
    """« Annulée » is a flag over the three states: an order called off stands in none of their tabs."""
    if not state:
        return []
    if state == CANCELLED:
        return [col(Order.cancelled_at).is_not(None)]
    known = col(Order.state) == state if state in list(OrderState) else false()
    return [known, col(Order.cancelled_at).is_(None)]


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
        if code in LABELS:
            found.setdefault(order_id, []).append(LABELS[code].icon)
    return found


def _row(one: Any, missions: list[str]) -> OrderRow:
    return OrderRow(
        id=one.id,
        number=one.number,
        state=CANCELLED if one.cancelled_at else str(one.state),
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
