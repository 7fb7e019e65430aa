"""Who sees which orders."""

from datetime import timedelta

from sqlalchemy import Select, false, func
from sqlalchemy import select as sa_select
from sqlmodel import col, select

from liciel_app.core.access import Actor
from liciel_app.core.errors import NotFound
from liciel_app.core.work import Work
from liciel_app.orders.models import Order, OrderLine


def visible_to(actor: Actor) -> Select[Order]:
    """The office sees every order, a portal account those of the clients it speaks for, others none."""
    everything = sa_select(Order)
    if actor.is_office:
        return everything
    return everything.where(col(Order.client_id).in_(actor.client_ids) if actor.client_ids else false())


def get(work: Work, order_id: int) -> Order:
    """Raises NotFound for an absent order and for somebody else's."""
    found = work.db.scalar(visible_to(work.actor).where(col(Order.id) == order_id))
    if found is None:
        raise NotFound("Cette commande est introuvable.")
    return found


def lines(work: Work, order_id: int) -> list[OrderLine]:
    order = get(work, order_id)
    wanted = select(OrderLine).where(col(OrderLine.order_id) == order.id).order_by(col(OrderLine.position))
    return list(work.db.exec(wanted).all())


def by_submit_id(work: Work, submit_id: str) -> Order | None:
    """The order a gesture already made; whoever knows its secret made it."""
    return work.db.exec(select(Order).where(col(Order.submit_id) == submit_id)).first()


def orders_from(work: Work, origin: str, lately: timedelta) -> int:
    """How many orders that network address placed in the last while."""
    recent = (col(Order.placed_at) > work.now - lately, col(Order.origin) == origin)
    counted = sa_select(func.count()).select_from(Order).where(*recent)
    return int(work.db.connection().execute(counted).scalar_one())
