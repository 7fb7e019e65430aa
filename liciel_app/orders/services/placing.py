# pyright: strict
"""From a draft to an order « À traiter »: priced by the server, numbered, announced."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from liciel_app.core.access import Permission
from liciel_app.core.errors import NotAllowed
from liciel_app.core.text import one_line
from liciel_app.core.work import Work
from liciel_app.directory import rules as directory
from liciel_app.orders import obligations, queries, rules, zones
from liciel_app.orders.models import Order, OrderLine
from liciel_app.orders.models_drafts import OrderPerson, PersonRole
from liciel_app.orders.pricing import OfferLine, PricedOffer
from liciel_app.orders.reasons import reason
from liciel_app.orders.services import drafts, missing, slots
from liciel_app.orders.services.announcing import announce
from liciel_app.orders.services.floods import HOUR, refuse_flood
from liciel_app.orders.services.numbering import next_number, one_at_a_time
from liciel_app.orders.services.price_offers import asked_price, is_saturday, price


def place(work: Work, draft: rules.Draft) -> Order:
    """Turn a draft into an order; the same `submit_id` again is the same order.

    Refuses wrong fields (Invalid), who may only prepare (NotAllowed) and, after PER_HOUR orders in an hour, the next
    one of a stranger's address. Raises SlotGone when the slot it was to be taken with is no longer free.
    """
    one_at_a_time(work)
    placed = queries.by_submit_id(work, draft.submit_id)
    if placed is not None:
        return placed
    may_place(work, draft.submit_id)
    rules.check(draft, work.today)
    made = put(work, draft)
    slots.take(work, [made], draft.slot)
    drafts.become(work, draft.submit_id, [made.order])
    announce(work, [made])
    return made.order


def propose(work: Work, draft: rules.Draft) -> Order:
    """What the office offers a client who ordered nothing yet: priced and kept as an order is, and none until he
    accepts its quote. Nobody is told. Raises NotAllowed outside the desk."""
    if not work.actor.is_office or not work.actor.may(Permission.ORDERS_WRITE):
        raise NotAllowed
    one_at_a_time(work)
    known = queries.by_submit_id(work, draft.submit_id)
    if known is not None:
        return known
    rules.check(draft, work.today)
    order = put(work, draft, proposed=True).order
    drafts.become(work, draft.submit_id, [order])
    return order


def may_place(work: Work, submit_id: str) -> None:
    refuse_flood(work, queries.orders_from(work, work.actor.origin, HOUR), rules.PER_HOUR)
    drafts.check_right(work, submit_id)


def put(work: Work, draft: rules.Draft, *, proposed: bool = False) -> rules.Placed:
    """A checked draft as an order with its lines, people, files and what is missing; not announced yet."""
    made = _priced(work, draft)
    order = made.order
    order.proposed = proposed
    _name_people(work, order, draft.people)
    _adopt_files(work, order)
    missing.list_needs(work, order, draft)
    gesture = "order.proposed" if proposed else "order.placed"
    work.record(gesture, order, after={"number": order.number, "gross_cents": order.gross_cents})
    return made


def _priced(work: Work, draft: rules.Draft) -> rules.Placed:
    """The order and its lines, by the law and the price list of the day; what the place tells completes the answers."""
    site, client_id = draft.site, _client_of(work, draft)
    facts = zones.complete(work, draft.facts, zones.Where(postcode=site.postcode, city=site.city))
    asked = asked_price(facts, site, draft.wanted, draft.extent, draft.day)
    priced = price(work, replace(asked, client_id=client_id, referrer_id=_referrer_of(draft)))
    order = Order(
        number=next_number(work, Order.number, "C"),
        submit_id=draft.submit_id,
        client_id=client_id,
        **_told(draft, facts),
        price_list_id=priced.price_list_id,
        net_cents=priced.net_cents,
        discount_cents=priced.discount_cents,
        vat_cents=priced.vat_cents,
        rounding_cents=priced.rounding_cents,
        gross_cents=priced.gross_cents,
        travel_open=priced.travel_open,
        placed_at=work.now,
        placed_by=work.actor.name,
        origin=work.actor.origin,
    )
    order.norm = rules.searched(order)
    work.db.add(order)
    work.db.flush()
    lines = _lines(order, priced, obligations.assess(facts, work.today))
    order.norm = rules.searched(order, lines)
    work.db.add_all((order, *lines))
    return rules.Placed(order, tuple(lines), priced.minutes)


def _told(draft: rules.Draft, facts: obligations.Facts) -> dict[str, Any]:
    """What the client said, tidied."""
    site, contact = draft.site, draft.contact
    return {
        "contact_kind": contact.kind,
        "contact_name": one_line(contact.name),
        "contact_email": directory.email_key(contact.email),
        "contact_phone": directory.phone_key(contact.phone),
        "transaction": str(facts.transaction),
        "property_kind": str(facts.kind),
        "street": one_line(site.street),
        "postcode": one_line(site.postcode, 10),
        "city": one_line(site.city),
        "lat": site.lat,
        "lon": site.lon,
        "surface": rules.surface_of(facts),
        "rooms": draft.extent.rooms,
        "outbuildings": draft.extent.outbuildings,
        "urgent": draft.extent.urgent,
        "saturday": is_saturday(draft.day),
        "facts": json.dumps(facts.answers(), ensure_ascii=False),
        "wished_on": draft.day,
        "comment": draft.comment.strip(),
        "language": draft.language,
    }


def _lines(order: Order, priced: PricedOffer, assessment: obligations.Assessment) -> list[OrderLine]:
    """The diagnostics with their reason in law, then what is added to them with its reason in the list."""
    diagnostics = [_diagnostic(line, assessment.line(line.code)) for line in priced.diagnostics]
    rows = [*diagnostics, *map(_addition, priced.additions)]
    for position, row in enumerate(rows):
        row.order_id, row.position = order.id or 0, position
    return rows


def _diagnostic(line: OfferLine, law: obligations.Line) -> OrderLine:
    included = not line.on_quote and not line.net_cents
    row = _line(line, line.label, note=line.reason.text if included else "")
    row.why, row.source, row.verdict = reason(law).text, law.source, str(law.verdict)
    return row


def _addition(line: OfferLine) -> OrderLine:
    return _line(line, f"{line.label} × {line.quantity}" if line.quantity > 1 else line.label, note=line.reason.text)


def _line(line: OfferLine, label: str, *, note: str) -> OrderLine:
    """In no order yet."""
    return OrderLine(
        order_id=0, position=0, code=line.code, label=label, note=note, cents=line.net_cents, on_quote=line.on_quote
    )


def _client_of(work: Work, draft: rules.Draft) -> int | None:
    """A portal account orders for the client it speaks for; the office for whom it names."""
    if work.actor.is_office:
        return draft.client_id
    return min(work.actor.client_ids, default=None)


def _referrer_of(draft: rules.Draft) -> int | None:
    """Who brought the client: his terms are heard from the office only (`price_offers`)."""
    return next((person.client_id for person in draft.people if person.role is PersonRole.REFERRER), None)


def _name_people(work: Work, order: Order, people: Sequence[rules.Person]) -> None:
    for person in people:
        row = OrderPerson(
            order_id=order.id or 0,
            role=person.role,
            client_id=person.client_id if work.actor.is_office else None,
            name=one_line(person.name, 120),
            email=directory.email_key(person.email),
            phone=directory.phone_key(person.phone),
        )
        work.db.add(row)


def _adopt_files(work: Work, order: Order) -> None:
    for kept in queries.waiting_files(work, order.submit_id):
        kept.order_id = order.id
        work.db.add(kept)
    work.db.flush()
