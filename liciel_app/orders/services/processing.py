# pyright: strict
"""À traiter → En cours → Traitée."""

from sqlmodel import col

from liciel_app.core.errors import Conflict, NotFound
from liciel_app.core.work import Work
from liciel_app.orders import queries
from liciel_app.orders.models import Order, OrderState


def begin_processing(work: Work, order_id: int) -> Order:
    """À traiter → En cours; an order further on stays where it is."""
    return _move(work, order_id, OrderState.IN_PROGRESS, "order.begun")


def mark_processed(work: Work, order_id: int) -> Order:
    return _move(work, order_id, OrderState.PROCESSED, "order.processed")


def _move(work: Work, order_id: int, state: OrderState, action: str) -> Order:
    """Forward only; the row is locked so that two people moving it write one entry."""
    wanted = queries.visible_to(work.actor).where(col(Order.id) == order_id).with_for_update()
    order = work.db.scalar(wanted.execution_options(populate_existing=True))
    if order is None:
        raise NotFound("Cette commande est introuvable.")
    if order.cancelled_at is not None:
        raise Conflict("Cette commande est annulée : {why}", why=order.cancelled_why)
    stages = list(OrderState)
    if stages.index(state) > stages.index(order.state):
        before, order.state = order.state, state
        order.proposed = False
        work.db.add(order)
        work.db.flush()
        work.record(action, order, before={"state": before}, after={"state": state})
    return order
