# pyright: strict
"""A quote for several lots: which orders it takes, and what each of them comes to in it."""

from collections.abc import Mapping, Sequence

from sqlmodel import col, delete

from liciel_app.core.errors import NotFound
from liciel_app.core.money import shared
from liciel_app.core.work import Work
from liciel_app.orders import queries, quoted
from liciel_app.orders.models import Order
from liciel_app.orders.models_quotes import Quote, QuoteLot, QuoteState
from liciel_app.orders.queries import quotes

Part = Quote | QuoteLot
"""What one order comes to: a lot of the quote, or the whole of a quote for one property."""


def orders_to_quote(work: Work, order: Order) -> Mapping[int, Order]:
    """By rank, the orders one quote takes: the lots of that gesture, of the same client, alive and not quoted yet."""
    lots = [one for one in queries.lots_of(work, order) if one.id == order.id or _joins(work, order, one)]
    return dict(enumerate(lots))


def living_quote(work: Work, order_id: int) -> Quote | None:
    return next((one for one in quotes.versions(work, order_id) if one.state is not QuoteState.REPLACED), None)


def open_parts(work: Work, quote: Quote, orders: Mapping[int, Order]) -> None:
    """Each order's discount and rounding enter the quote: by lot where there are several."""
    if len(orders) == 1:
        _price_as(quote, orders[0])
        return
    labels = {row.id: row.label for row in queries.lot_rows(work, quote.order_id)}
    for position, order in orders.items():
        label = labels.get(order.id or 0) or f"Lot {position + 1}"
        lot = QuoteLot(quote_id=quote.id or 0, order_id=order.id or 0, position=position, label=label)
        _price_as(lot, order)
        work.db.add(lot)
    work.db.flush()


def copy_lots(work: Work, old: Quote, quote: Quote) -> None:
    for lot in quotes.lots(work, old.id or 0):
        kept = lot.model_dump(exclude={"quote_id", "mission_sha256"})
        work.db.add(QuoteLot(quote_id=quote.id or 0, **kept))
    work.db.flush()


def drop_lots(work: Work, quote_id: int) -> None:
    work.db.connection().execute(delete(QuoteLot).where(col(QuoteLot.quote_id) == quote_id))


def keep_lots(work: Work, quote: Quote, left: Mapping[int, Order]) -> None:
    """Only those positions stay, as they are priced; the last one standing makes it a quote for one property."""
    alone = len(left) == 1
    for line in quotes.lines(work, quote.id or 0):
        if line.lot not in left:
            work.db.delete(line)
        elif alone:
            line.lot = 0
            work.db.add(line)
    for lot in quotes.lots(work, quote.id or 0):
        if alone and lot.position in left:
            _price_as(quote, lot)
        if alone or lot.position not in left:
            work.db.delete(lot)
    quote.order_id = next(order.id or 0 for order in left.values())
    work.db.add(quote)
    work.db.flush()


def order_of(work: Work, quote: Quote, lot: int) -> Order:
    """Raises NotFound for a lot the quote has not."""
    found = quotes.orders(work, quote).get(lot)
    if found is None:
        raise NotFound("Ce lot est introuvable.")
    return found


def parts(work: Work, quote: Quote) -> list[tuple[int, Part]]:
    """With the position its lines carry."""
    lots = quotes.lots(work, quote.id or 0)
    return [(lot.position, lot) for lot in lots] or [(0, quote)]


def share_discount(work: Work, quote: Quote, lines: Sequence[quoted.Line], discount_cents: int) -> None:
    """One discount for the quote, taken off each lot by what its firm lines come to, to the cent."""
    quote.discount_cents = discount_cents
    lots = quotes.lots(work, quote.id or 0)
    firm = [sum(line.net_cents for line in lines if line.lot == lot.position and not line.optional) for lot in lots]
    for lot, cents in zip(lots, shared(discount_cents, firm), strict=True):
        lot.discount_cents = cents
        work.db.add(lot)


def count(work: Work, quote: Quote, lines: Sequence[quoted.Line]) -> quoted.Totals:
    """Each lot by itself, then together. A rounding belongs to the price it was found with."""
    held = parts(work, quote)
    counted = [_counted(part, [line for line in lines if line.lot == at], quote) for at, part in held]
    if len(held) > 1 and any(one.net_cents < 0 for one in counted):
        share_discount(work, quote, lines, quote.discount_cents)
        counted = [_counted(part, [line for line in lines if line.lot == at], quote) for at, part in held]
    work.db.add_all(part for _, part in held)
    return quoted.added(counted)


def _counted(part: Part, lines: Sequence[quoted.Line], quote: Quote) -> quoted.Totals:
    counted = quoted.totals(lines, part.discount_cents, quote.vat_rate)
    if counted.net_cents != part.net_cents:
        part.net_cents, part.rounding_cents = counted.net_cents, 0
    return quoted.totals(lines, part.discount_cents, quote.vat_rate, rounding_cents=part.rounding_cents)


def _joins(work: Work, order: Order, other: Order) -> bool:
    same = (other.client_id, other.contact_email) == (order.client_id, order.contact_email)
    return same and other.cancelled_at is None and living_quote(work, other.id or 0) is None


def _price_as(part: Part, priced: Order | Part) -> None:
    part.discount_cents = priced.discount_cents
    part.net_cents, part.rounding_cents = priced.net_cents, priced.rounding_cents
