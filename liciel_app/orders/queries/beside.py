"""What an order holds beside its lines: its people, its lots, what is missing before the visit."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import col, func, select

from liciel_app.core.language import say
from liciel_app.core.work import Work
from liciel_app.orders import needs
from liciel_app.orders.models import Order, OrderFile
from liciel_app.orders.models_drafts import OrderLot, OrderNeed, OrderPerson, PersonRole
from liciel_app.orders.queries.scope import get


@dataclass(frozen=True, slots=True)
class PersonRow:
    """`role` is the word of PersonRole."""

    role: str
    name: str
    email: str
    phone: str


@dataclass(frozen=True, slots=True)
class LotRow:
    """Another flat of the same gesture; `label` may be empty."""

    id: int
    number: str
    label: str


@dataclass(frozen=True, slots=True)
class NeedRow:
    """`answer` is empty while it is missing; `example` shows how to answer."""

    code: str
    words: str
    example: str
    answer: str
    by: str


def people(work: Work, order_id: int) -> list[PersonRow]:
    """Raises NotFound for somebody else's order, as everything here."""
    order = get(work, order_id)
    wanted = select(OrderPerson).where(col(OrderPerson.order_id) == order.id).order_by(col(OrderPerson.id))
    return [PersonRow(str(one.role), one.name, one.email, one.phone) for one in work.db.exec(wanted).all()]


def referrer_of(work: Work, order: Order) -> int | None:
    """The client who brought this one, for who was already shown the order."""
    wanted = select(OrderPerson.client_id).where(
        col(OrderPerson.order_id) == order.id, col(OrderPerson.role) == PersonRole.REFERRER
    )
    return work.db.exec(wanted).first()


def lot_rows(work: Work, order_id: int) -> list[LotRow]:
    """The lots ordered with this one, itself included, in their order; none for an order of one property."""
    rows = _lots(work, get(work, order_id))
    return [LotRow(order.id or 0, order.number, lot.label) for lot, order in rows]


def lots_of(work: Work, order: Order) -> list[Order]:
    """The orders of one gesture, for who just made it: the order alone when it has no other lot."""
    return [other for _, other in _lots(work, order)] or [order]


def need_rows(work: Work, order_id: int) -> list[NeedRow]:
    """In the order they are asked; what is missing has an empty answer."""
    order = get(work, order_id)
    kept = {one.code: one for one in work.db.exec(select(OrderNeed).where(col(OrderNeed.order_id) == order.id)).all()}
    return [_need(work, kept[code]) for code in needs.NEEDS if code in kept]


def missing_count(work: Work, order_id: int) -> int:
    return sum(not row.answer for row in need_rows(work, order_id))


def has_files(work: Work, order: Order) -> bool:
    counted = select(func.count()).select_from(OrderFile).where(col(OrderFile.order_id) == order.id)
    return work.db.exec(counted).one() > 0


def _lots(work: Work, order: Order) -> Sequence[tuple[OrderLot, Order]]:
    first = select(OrderLot.first_order_id).where(col(OrderLot.order_id) == order.id)
    wanted = (
        select(OrderLot, Order)
        .join(Order, col(Order.id) == OrderLot.order_id)
        .where(col(OrderLot.first_order_id).in_(first))
        .order_by(col(OrderLot.position))
    )
    return work.db.exec(wanted).all()


def _need(work: Work, kept: OrderNeed) -> NeedRow:
    known, lang = needs.NEEDS[kept.code], work.language
    return NeedRow(
        kept.code, say(known.words, lang), say(known.example, lang), say(kept.answer, lang), kept.answered_by
    )
