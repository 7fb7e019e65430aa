"""What a quote and a mission order print, gathered from the order, the client and the office."""

import json
from collections.abc import Mapping
from datetime import timedelta

from liciel_app.core import clock
from liciel_app.core.work import Work
from liciel_app.directory.models import Client, ClientKind
from liciel_app.office import queries as office_queries
from liciel_app.office.parties import seller_of
from liciel_app.orders import mission_details, quoted
from liciel_app.orders.kinds import PROJECTS, PROPERTIES
from liciel_app.orders.labels import LABELS
from liciel_app.orders.mission_paper import MissionPaper
from liciel_app.orders.models import Order
from liciel_app.orders.models_quotes import MissionOrder, Quote
from liciel_app.orders.obligations import Facts
from liciel_app.orders.queries import quotes, scope
from liciel_app.orders.spoken import spoken


def quote_paper(work: Work, quote: Quote) -> quoted.QuotePaper:
    """As it was sent; a draft as it would leave today."""
    return quoted.opened(quote.paper) if quote.paper else draft_paper(work, quote)


def draft_paper(work: Work, quote: Quote) -> quoted.QuotePaper:
    """From the rows as they stand now."""
    order = scope.get(work, quote.order_id)
    client = client_of(work, order)
    kind = kind_of(work, order)
    return quoted.QuotePaper(
        number=quote.number,
        version=quote.version,
        issued_on=work.today,
        valid_until=work.today + timedelta(days=quote.valid_days),
        order_number=order.number,
        seller=seller_of(office_queries.office(work)),
        client=client,
        site=site_of(order),
        lines=quotes.plain(quotes.lines(work, quote.id or 0)),
        discount_cents=quote.discount_cents,
        rounding_cents=quote.rounding_cents,
        vat_rate=quote.vat_rate,
        deposit=quotes.deposit_rule(work, kind),
        wished_on=order.wished_on,
        note=quote.note,
        lots=_lots(work, quote),
    )


def _lots(work: Work, quote: Quote) -> tuple[quoted.Lot, ...]:
    orders = quotes.orders(work, quote)
    return tuple(
        quoted.Lot(
            position=lot.position,
            label=lot.label,
            order_number=orders[lot.position].number,
            site=site_of(orders[lot.position]),
            discount_cents=lot.discount_cents,
            rounding_cents=lot.rounding_cents,
        )
        for lot in quotes.lots(work, quote.id or 0)
    )


def mission_paper(work: Work, mission: MissionOrder, quote: Quote | None) -> MissionPaper:
    """The mission order of an order; its price is the quote's when there is one."""
    order = scope.get(work, mission.order_id)
    facts = Facts.from_answers(json.loads(order.facts))
    ordered = [(line.code, line.label) for line in scope.lines(work, mission.order_id)]
    paper = quote_paper(work, quote) if quote is not None else None
    quoted_lines = paper.lines_for(order.number) if paper else ()
    firm = [(line.code, line.label) for line in quoted_lines if not line.optional] if paper else ordered
    return MissionPaper(
        number=mission.number,
        issued_on=clock.today(mission.created_at),
        order_number=order.number,
        quote_title=paper.title if paper else "",
        seller=seller_of(office_queries.office(work)),
        client=client_of(work, order),
        site=site_of(order),
        missions=tuple(line for line in firm if line[0] in LABELS),
        told=tuple(spoken(facts, clock.today(order.placed_at), "fr")),
        answers=answers_of(order, mission),
        price=f"selon devis n° {paper.title}" if paper else "",
        certified=certified(work),
        wished_on=order.wished_on,
    )


def blank_mission(work: Work, order_id: int) -> MissionOrder:
    """For a preview, before anybody opened the mission order: not written anywhere."""
    return MissionOrder(number="(projet)", order_id=order_id, created_at=work.now, created_by="", changed_at=work.now)


def answers_of(order: Order, mission: MissionOrder | None) -> Mapping[str, str]:
    """What the order already knows, under what was typed since."""
    facts = Facts.from_answers(json.loads(order.facts))
    presumed = {"contact": f"{order.contact_name} {order.contact_phone}".strip()}
    typed: dict[str, str] = json.loads(mission.details) if mission else {}
    return mission_details.from_facts(facts) | presumed | typed


def client_of(work: Work, order: Order) -> quoted.Client:
    """The client's own sheet where there is one, else who wrote the order."""
    known = work.db.get(Client, order.client_id) if order.client_id else None
    return quoted.Client(
        name=known.name if known else order.contact_name,
        email=(known.email if known else "") or order.contact_email,
        phone=(known.phone if known else "") or order.contact_phone,
        street=known.street if known else "",
        postcode=known.postcode if known else "",
        city=known.city if known else "",
        siret=known.siret if known else "",
        professional=kind_of(work, order) is not ClientKind.PRIVATE,
    )


def kind_of(work: Work, order: Order) -> ClientKind:
    known = work.db.get(Client, order.client_id) if order.client_id else None
    return known.kind if known else order.contact_kind


def site_of(order: Order) -> quoted.Site:
    return quoted.Site(
        street=order.street,
        town=f"{order.postcode} {order.city}".strip(),
        kind=PROPERTIES.get(order.property_kind, order.property_kind),
        project=PROJECTS.get(order.transaction, order.transaction),
        surface=f"{order.surface.normalize():f} m²".replace(".", ","),
    )


def certified(work: Work) -> tuple[str, ...]:
    """Who may be sent, and for what: the client has a right to know before he signs."""
    people = office_queries.technicians(work)
    return tuple(
        f"{one.name} : {', '.join(LABELS[code].short for code in one.skills if code in LABELS)}"
        for one in people
        if one.skills
    )
