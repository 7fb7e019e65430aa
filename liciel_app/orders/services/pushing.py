# pyright: strict
"""Orders that a machine sends: placed as any other, each gesture once, never read by who did not send it."""

from dataclasses import dataclass, replace
from typing import Final

from sqlmodel import col

from liciel_app.core.errors import Conflict
from liciel_app.core.work import Work
from liciel_app.orders import obligations, queries, rules, zones
from liciel_app.orders.models import Order, OrderLine
from liciel_app.orders.pacing import pass_door
from liciel_app.orders.services.placing import place

AN_HOUR: Final = 200
FILES_AN_HOUR: Final = 600


@dataclass(frozen=True, slots=True)
class Pushed:
    """`again`: it had already come."""

    order: Order
    lines: tuple[OrderLine, ...]
    again: bool


def push(work: Work, draft: rules.Draft) -> Pushed:
    """Without `wanted`, what the law asks of that property is ordered.

    Raises what `place` raises, TooFast above AN_HOUR by one key, Conflict for an identifier somebody else used.
    """
    pass_door(work, "orders.push", times=1, most=AN_HOUR)
    known = _own(work, draft.submit_id)
    order = known or place(work, draft if draft.wanted else replace(draft, wanted=_due(work, draft)))
    return Pushed(order, tuple(queries.lines(work, order.id or 0)), again=known is not None)


def may_push_file(work: Work, submit_id: str) -> None:
    """Asked before a body is read; who else uses that identifier is a Conflict here too."""
    pass_door(work, "orders.push.files", times=1, most=FILES_AN_HOUR)
    _own(work, submit_id)


def _own(work: Work, submit_id: str) -> Order | None:
    known = queries.by_submit_id(work, submit_id)
    if known is None:
        return None
    if work.db.scalar(queries.visible_to(work.actor).where(col(Order.id) == known.id)) is None:
        raise Conflict("Cet identifiant d’envoi a déjà servi : donnez-en un nouveau.")
    return known


def _due(work: Work, draft: rules.Draft) -> tuple[str, ...]:
    where = zones.Where(postcode=draft.site.postcode, city=draft.site.city)
    facts = zones.complete(work, draft.facts, where)
    return rules.advised(obligations.assess(facts, work.today))
