"""What leaves with an order: its form, its data, its attachments."""

import hashlib

from liciel_app.core import clock
from liciel_app.core.text import phone_fr
from liciel_app.core.work import Work
from liciel_app.office import parties
from liciel_app.office import queries as office
from liciel_app.orders import exchange
from liciel_app.orders.exchange import FiledOrder
from liciel_app.orders.order_paper import OrderForm
from liciel_app.orders.queries.scope import get, lines
from liciel_app.orders.queries.sheet import order_sheet


def filed_order(work: Work, order_id: int) -> FiledOrder:
    """Raises NotFound for an absent order and for somebody else's."""
    return exchange.filed(get(work, order_id), lines(work, order_id))


def order_form(work: Work, order_id: int) -> OrderForm:
    sheet, order = order_sheet(work, order_id), get(work, order_id)
    totals = [("Total HT", sheet.net), ("TVA", sheet.vat), ("Total TTC", sheet.gross)]
    if sheet.discount:
        totals.insert(0, ("Remise HT", sheet.discount))
    data = exchange.as_json([filed_order(work, order_id)])
    return OrderForm(
        seller=parties.seller_of(office.office(work)),
        number=order.number,
        placed_on=clock.local(order.placed_at).date(),
        contact=(sheet.contact, sheet.email, phone_fr(sheet.phone)),
        site=(sheet.street or sheet.town, sheet.town if sheet.street else "", sheet.surface),
        facts=tuple((one.question, one.answer) for one in sheet.answers),
        lines=tuple((line.label, line.price) for line in sheet.lines),
        totals=tuple(totals),
        comment=sheet.comment,
        digest=hashlib.sha256(data).hexdigest()[:16],
    )
