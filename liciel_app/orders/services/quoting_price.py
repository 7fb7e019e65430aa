# pyright: strict
"""The price list's word on a quote: what one more diagnostic costs, and all of it again after the lines changed."""

from collections.abc import Sequence
from decimal import Decimal

from liciel_app.core.work import Work
from liciel_app.orders.labels import LABELS
from liciel_app.orders.models import Order
from liciel_app.orders.models_quotes import Quote, QuoteLine
from liciel_app.orders.pricing import PricedOffer, PriceRequest
from liciel_app.orders.queries import quotes
from liciel_app.orders.queries.beside import referrer_of
from liciel_app.orders.services import quoting_lots
from liciel_app.orders.services.price_offers import price


def priced(work: Work, order: Order, *codes: str) -> PricedOffer:
    """What those diagnostics cost together for that property and that client, today."""
    return price(
        work,
        PriceRequest(
            wanted=codes,
            kind=order.property_kind,
            surface=order.surface,
            point=(order.lat, order.lon),
            client_id=order.client_id,
            referrer_id=referrer_of(work, order),
            rooms=order.rooms,
            outbuildings=order.outbuildings,
            urgent=order.urgent,
            saturday=order.saturday,
        ),
    )


def apply_list(work: Work, quote: Quote) -> list[QuoteLine]:
    """Prices and discount of a draft as the list gives them today; the lines it adds (travel, minimum), not in it yet.

    Lines in the office's own words keep their price; options are priced one by one. What the list adds already, and
    prices otherwise today, follows it.
    """
    orders = quotes.orders(work, quote)
    rows = quotes.lines(work, quote.id or 0)
    added: list[QuoteLine] = []
    for lot, part in quoting_lots.parts(work, quote):
        mine = [row for row in rows if row.lot == lot]
        firm = _priced_again(work, orders[lot], mine)
        part.discount_cents = firm.discount_cents
        part.net_cents, part.rounding_cents = firm.net_cents, firm.rounding_cents
        work.db.add_all((*mine, part))
        added += _to_add(firm, {row.code for row in mine}, lot)
    return added


def _priced_again(work: Work, order: Order, rows: Sequence[QuoteLine]) -> PricedOffer:
    """The lines of one property, at today's prices."""
    known = [row for row in rows if row.code in LABELS]
    firm = priced(work, order, *(row.code for row in known if not row.optional))
    for row in known:
        offered = priced(work, order, row.code) if row.optional else firm
        line = next(one for one in offered.diagnostics if one.code == row.code)
        row.unit_cents = None if line.on_quote else line.net_cents
    added = {line.code: line for line in firm.additions}
    for row in rows:
        if row.code in added:
            row.unit_cents, row.quantity = added[row.code].net_cents, Decimal(1)
    return firm


def _to_add(firm: PricedOffer, written: set[str], lot: int) -> list[QuoteLine]:
    return [
        QuoteLine(quote_id=0, position=0, code=line.code, label=line.label, unit_cents=line.net_cents, lot=lot)
        for line in firm.additions
        if line.code not in written
    ]
