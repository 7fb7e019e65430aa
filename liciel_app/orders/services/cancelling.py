"""Calling an order off, and several orders at once: what would happen is said before it happens."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from sqlmodel import col

from liciel_app.core.access import Permission
from liciel_app.core.errors import Conflict, Invalid, NotAllowed, NotFound, Refused
from liciel_app.core.text import one_line
from liciel_app.core.work import Work
from liciel_app.orders import queries
from liciel_app.orders.models import Order, OrderState
from liciel_app.orders.queries import quotes
from liciel_app.orders.services import slots
from liciel_app.orders.services.processing import mark_processed

MOST: Final = 500
Gesture = Literal["processed", "cancel"]


_WHY_IT_STANDS: Final = {
    "elle a son dossier": "Cette commande a déjà son dossier : c’est lui qu’il faut annuler.",
    "son devis est signé": "Le devis de cette commande est signé : elle ne s’annule plus.",
    "déjà traitée": "Cette commande est déjà traitée.",
}
_standing: list[Callable[[Work, int], bool]] = []


def stands_while(stands: Callable[[Work, int], bool]) -> None:
    """Called once at import by the room that knows what was made of an order."""
    _standing.append(stands)


@dataclass(frozen=True, slots=True)
class Effect:
    """What a gesture on several orders does: numbers of those it changes, and of those it leaves, with the reason."""

    changed: tuple[int, ...] = ()
    left: tuple[tuple[str, str], ...] = ()


def cancel(work: Work, order_id: int, why: str) -> Order:
    """« Annulée », with its reason. Refuses an order that is done, whose quote is signed or that has its dossier; twice
    is once.
    """
    order = _locked(work, order_id)
    if order.cancelled_at is not None:
        return order
    if not one_line(why):
        raise Invalid({"why": "Dites pourquoi cette commande est annulée."})
    obstacle = _obstacle(work, order, "cancel")
    if obstacle:
        raise Conflict(_WHY_IT_STANDS[obstacle])
    order.cancelled_at, order.cancelled_why = work.now, one_line(why)
    slots.give_back(work, order)
    work.db.add(order)
    work.db.flush()
    work.record("order.cancelled", order, after={"why": order.cancelled_why})
    return order


def put_back(work: Work, order_id: int) -> Order:
    """The order stands again where it stood."""
    order = _locked(work, order_id)
    if order.cancelled_at is not None:
        before = {"why": order.cancelled_why}
        order.cancelled_at, order.cancelled_why = None, ""
        work.db.add(order)
        work.db.flush()
        work.record("order.put_back", order, before=before)
    return order


def foreseen(work: Work, numbers: Sequence[int], gesture: Gesture) -> Effect:
    """What the gesture would do, without doing it."""
    return _effect(work, numbers, lambda order: _obstacle(work, order, gesture))


def apply(work: Work, numbers: Sequence[int], gesture: Gesture, why: str = "") -> Effect:
    """One transaction; the orders that cannot follow are left, with the reason."""
    if gesture == "cancel" and not one_line(why):
        raise Invalid({"why": "Dites pourquoi ces commandes sont annulées."})

    def act(order: Order) -> str:
        obstacle = _obstacle(work, order, gesture)
        if not obstacle:
            number = order.id or 0
            cancel(work, number, why) if gesture == "cancel" else mark_processed(work, number)
        return obstacle

    return _effect(work, numbers, act)


def _effect(work: Work, numbers: Sequence[int], look: Callable[[Order], str]) -> Effect:
    _desk(work)
    if len(numbers) > MOST:
        raise Refused("Choisissez 500 commandes au plus.")
    changed: list[int] = []
    left: list[tuple[str, str]] = []
    wanted = queries.visible_to(work.actor).where(col(Order.id).in_(numbers)).order_by(col(Order.id))
    for order in work.db.scalars(wanted).all():
        obstacle = look(order)
        if obstacle:
            left.append((order.number, obstacle))
        else:
            changed.append(order.id or 0)
    return Effect(tuple(changed), tuple(left))


def _obstacle(work: Work, order: Order, gesture: Gesture) -> str:
    """Why that gesture leaves this order as it is; empty when nothing stands in the way."""
    if order.cancelled_at is not None:
        return "déjà annulée"
    number = order.id or 0
    if gesture == "cancel" and any(stands(work, number) for stands in _standing):
        return "elle a son dossier"
    if gesture == "cancel" and quotes.is_signed(work, number):
        return "son devis est signé"
    return "déjà traitée" if order.state is OrderState.PROCESSED else ""


def _locked(work: Work, order_id: int) -> Order:
    _desk(work)
    wanted = queries.visible_to(work.actor).where(col(Order.id) == order_id).with_for_update()
    order = work.db.scalar(wanted.execution_options(populate_existing=True))
    if order is None:
        raise NotFound("Cette commande est introuvable.")
    return order


def _desk(work: Work) -> None:
    if not work.actor.is_office or not work.actor.may(Permission.ORDERS_WRITE):
        raise NotAllowed("Seul le bureau change l’état d’une commande.")
