# pyright: strict
"""The order follows what the client signed: its lines, its amounts, so that the dossier opened from it does too."""

import json
from collections.abc import Collection, Sequence

from sqlmodel import col, select

from liciel_app.core import clock
from liciel_app.core.work import Work
from liciel_app.orders import obligations, quoted, rules
from liciel_app.orders.labels import LABELS
from liciel_app.orders.models import Order, OrderLine
from liciel_app.orders.models_quotes import Quote
from liciel_app.orders.obligations import Facts
from liciel_app.orders.queries import quotes
from liciel_app.orders.reasons import reason


def agree_orders(work: Work, quote: Quote, paper: quoted.QuotePaper, options: Collection[int]) -> None:
    """Each lot of the quote rewrites its own order, the only property of another one its only order."""
    orders = quotes.orders(work, quote)
    for lot in paper.parts:
        signed = [line for line in paper.lines_of(lot) if not line.optional or line.position in options]
        _agree(work, quote, orders[lot.position], signed, paper.totals_of(lot, options))


def _agree(work: Work, quote: Quote, order: Order, signed: Sequence[quoted.Line], counted: quoted.Totals) -> None:
    """Replace the order's lines by the firm lines and the options chosen."""
    before = {"gross_cents": order.gross_cents}
    ordered = _lines(work, order)
    known = {line.code: line for line in ordered}
    assessment = obligations.assess(Facts.from_answers(json.loads(order.facts)), clock.today(order.placed_at))
    rows = [_row(order, place, line, known.get(line.code), assessment) for place, line in enumerate(signed)]
    for line in ordered:
        work.db.delete(line)
    work.db.flush()
    work.db.add_all(rows)
    order.net_cents, order.discount_cents = counted.net_cents, counted.discount_cents
    order.vat_cents, order.rounding_cents = counted.vat_cents, counted.rounding_cents
    order.gross_cents = counted.gross_cents
    order.norm = rules.searched(order, rows)
    if order.proposed:
        order.proposed, order.placed_at = False, work.now
        work.record("order.placed", order, after={"number": order.number, "quote": quote.number})
    work.db.add(order)
    work.db.flush()
    work.record("order.agreed", order, before=before, after={"gross_cents": order.gross_cents})


def _lines(work: Work, order: Order) -> list[OrderLine]:
    return list(work.db.exec(select(OrderLine).where(col(OrderLine.order_id) == order.id)).all())


def _row(
    order: Order, position: int, line: quoted.Line, known: OrderLine | None, assessment: obligations.Assessment
) -> OrderLine:
    """With the reason of its day for what was ordered, of the law for what was added."""
    why, source, verdict = ("", "", "")
    if known is not None and known.code != quoted.OPEN_CODE:
        why, source, verdict = known.why, known.source, known.verdict
    elif line.code in LABELS:
        told = assessment.line(line.code)
        why, source, verdict = reason(told).text, told.source, str(told.verdict)
    times = "" if line.quantity == 1 else f" × {line.quantity.normalize():f}".replace(".", ",")
    return OrderLine(
        order_id=order.id or 0,
        position=position,
        code=line.code,
        label=f"{line.label}{times}",
        why=why,
        source=source,
        verdict=verdict,
        note=line.note,
        cents=line.net_cents,
    )
