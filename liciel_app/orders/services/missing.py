# pyright: strict
"""What is still to be known before a visit: listed when the order is placed, answered by anybody who sees the order."""

from sqlmodel import col, select

from liciel_app.core.errors import Invalid, NotAllowed, NotFound
from liciel_app.core.language import Language, say
from liciel_app.core.text import one_line
from liciel_app.core.work import Work
from liciel_app.orders import needs, queries, rules
from liciel_app.orders.models import Order
from liciel_app.orders.models_drafts import OrderNeed

JOINED = "Joint à la commande"


def list_needs(work: Work, order: Order, draft: rules.Draft) -> None:
    """One row per thing to know for that property, with what was told already."""
    joined = {needs.PLANS: JOINED} if queries.has_files(work, order) else {}
    for code in needs.needed(draft.facts):
        answer = one_line(draft.told.get(code, ""), needs.LONGEST) or joined.get(code, "")
        work.db.add(
            OrderNeed(
                order_id=order.id or 0,
                code=code,
                answer=answer,
                answered_at=work.now if answer else None,
                answered_by=work.actor.name if answer else "",
            )
        )


def answer_need(work: Work, order_id: int, code: str, answer: str) -> OrderNeed:
    """Note what was missing; an empty answer is missing again. Raises NotFound for somebody else's order."""
    order = queries.get(work, order_id)
    if work.actor.kind not in ("staff", "client", "system"):
        raise NotAllowed
    kept = work.db.exec(
        select(OrderNeed).where(col(OrderNeed.order_id) == order.id, col(OrderNeed.code) == code)
    ).first()
    if kept is None:
        raise NotFound("Cette information n’est pas demandée pour cette commande.")
    said = one_line(answer, needs.LONGEST + 1)
    if len(said) > needs.LONGEST:
        raise Invalid({code: "Cette réponse est trop longue : 300 signes au plus."})
    if said != kept.answer:
        before = kept.answer
        kept.answer, kept.answered_at, kept.answered_by = said, work.now, work.actor.name
        work.db.add(kept)
        work.record("orderneed.answered", order, before={code: before}, after={code: said})
    return kept


def still_missing(work: Work, order: Order, lang: Language) -> list[str]:
    """What to hand over before the visit, in words, for who just ordered."""
    rows = work.db.exec(select(OrderNeed).where(col(OrderNeed.order_id) == order.id, col(OrderNeed.answer) == "")).all()
    open_ = {row.code for row in rows}
    return [say(need.missing, lang) for code, need in needs.NEEDS.items() if code in open_]
