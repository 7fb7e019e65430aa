# pyright: strict
"""Several flats ordered in one gesture: an order each, one confirmation, one link between them."""

from collections.abc import Sequence
from dataclasses import replace

from liciel_app.core.errors import Invalid
from liciel_app.core.work import Work
from liciel_app.orders import queries, rules
from liciel_app.orders.models import Order
from liciel_app.orders.models_drafts import OrderLot
from liciel_app.orders.services import drafts, placing, slots
from liciel_app.orders.services.announcing import announce
from liciel_app.orders.services.numbering import one_at_a_time


def place_lots(work: Work, lots: Sequence[rules.Draft]) -> list[Order]:
    """All of them or none; the first one's `submit_id` names the gesture, and the same again is the same orders.

    Refuses what `placing.place` refuses, a wrong field of the lot of rank n as `lot_n`, and more than MOST_LOTS.
    """
    if len(lots) == 1:
        return [placing.place(work, lots[0])]
    one_at_a_time(work)
    first = queries.by_submit_id(work, lots[0].submit_id)
    if first is not None:
        return queries.lots_of(work, first)
    placing.may_place(work, lots[0].submit_id)
    named = _named(lots)
    _check(work, named)
    placed = [placing.put(work, lot) for lot in named]
    orders = [one.order for one in placed]
    _tie(work, orders, named)
    slots.take(work, placed, lots[0].slot)
    drafts.become(work, lots[0].submit_id, orders)
    announce(work, placed)
    return orders


def _named(lots: Sequence[rules.Draft]) -> list[rules.Draft]:
    gesture = lots[0].submit_id
    return [replace(lot, submit_id=rules.lot_submit_id(gesture, rank)) for rank, lot in enumerate(lots)]


def _check(work: Work, lots: Sequence[rules.Draft]) -> None:
    if len(lots) > rules.MOST_LOTS:
        raise Invalid({"lots": "Une commande porte vingt lots au plus."})
    for rank, lot in enumerate(lots):
        try:
            rules.check(lot, work.today)
        except Invalid as refusal:
            raise Invalid({f"lot_{rank}": next(iter(refusal.fields.values())), **refusal.fields}) from refusal


def _tie(work: Work, orders: Sequence[Order], lots: Sequence[rules.Draft]) -> None:
    first = orders[0].id or 0
    for position, (order, lot) in enumerate(zip(orders, lots, strict=True)):
        work.db.add(OrderLot(order_id=order.id or 0, first_order_id=first, position=position, label=lot.lot))
    work.db.flush()
