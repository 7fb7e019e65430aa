# pyright: strict
"""Sending a quote with its mission order in one gesture, and the personal links that open it."""

import secrets
from collections.abc import Sequence
from typing import Final

from liciel_app.core.access import Permission
from liciel_app.core.config import settings
from liciel_app.core.errors import Conflict, NotAllowed
from liciel_app.core.language import day_short, language_of
from liciel_app.core.money import euros
from liciel_app.core.work import Work
from liciel_app.directory import services as directory
from liciel_app.messaging.services import Enclosure, Envelope, write_mail
from liciel_app.office import queries as office_queries
from liciel_app.orders import quote_checks, quoted
from liciel_app.orders.models import Order
from liciel_app.orders.models_quotes import LinkPurpose, Quote, QuoteLink, QuoteState
from liciel_app.orders.queries import quotes, quotes_paper
from liciel_app.orders.queries.quotes_open import refuse_cancelled
from liciel_app.orders.services.mission_orders import open_mission_order
from liciel_app.orders.services.order_papers import PDF, Printed, join_order
from liciel_app.orders.services.quoting import locked, only_writers

PRINT_QUOTE: Final = "orders.print_quote"


def send_quote(work: Work, quote_id: int) -> Quote:
    """The quote and its mission order leave by mail; the quote waits for the client. A second click changes nothing.

    Raises Refused when a price or the client's address is missing, Conflict for a version that cannot leave.
    """
    only_writers(work)
    quote = locked(work, quote_id)
    if quote.state is QuoteState.SENT:
        return quote
    quote_checks.check_reachable(_closed(work, quote, by_mail=True).client)
    return quote


def hand_over(work: Work, quote_id: int) -> Quote:
    """A draft to sign on paper: sealed and printed as if it were sent, and no mail leaves. Twice is once."""
    only_writers(work)
    quote = locked(work, quote_id)
    if quote.state is not QuoteState.SENT:
        _closed(work, quote, by_mail=False)
    return quote


def post_quote(work: Work, quote_id: int, printed: Sequence[Printed]) -> None:
    """Both papers are in the storage: they join the order's files, and the mail leaves with a fresh link. Once."""
    quote = locked(work, quote_id)
    if quote.pdf_sha256 is not None:
        return
    paper, *missions = printed
    for order, mission in zip(quotes.orders(work, quote).values(), missions, strict=True):
        join_order(work, order.id or 0, paper)
        join_order(work, order.id or 0, mission)
    for lot, mission in zip(quotes.lots(work, quote_id), missions, strict=False):
        lot.mission_sha256 = mission.sha256
        work.db.add(lot)
    quote.pdf_sha256, quote.mission_sha256 = paper.sha256, missions[0].sha256
    work.db.add(quote)
    facts = {"quote": paper.sha256, "mission_order": ", ".join(one.sha256 for one in missions)}
    work.record("quote.printed", quote, after=facts)
    if quote.state is QuoteState.SENT and quote.sent_to:
        _write(work, quote, printed)


def new_link(work: Work, quote: Quote, *, to: str = "", purpose: LinkPurpose = LinkPurpose.SIGN) -> str:
    """A fresh personal address of that quote; its secret (256 bits) is kept nowhere."""
    token = secrets.token_urlsafe(32)
    work.db.add(
        QuoteLink(
            quote_id=quote.id or 0,
            token_hash=quotes.token_hash(token),
            purpose=purpose,
            sent_to=to,
            created_at=work.now,
        )
    )
    work.db.flush()
    return f"{settings().base_url}/devis/{token}"


def hand_link(work: Work, quote_id: int) -> str:
    """A link for whoever may see the quote: the desk's tablet, the client's own space. Raises Conflict.

    A person of the client who only prepares orders signs nothing either.
    """
    quote = locked(work, quote_id)
    if work.actor.kind == "client" and not work.actor.may(Permission.ORDERS_VALIDATE):
        raise NotAllowed("Ce devis est à signer par une personne qui valide vos commandes.")
    if quote.state is not QuoteState.SENT or quote.pdf_sha256 is None:
        raise Conflict("Ce devis n’attend pas de signature.")
    made = new_link(work, quote, to=work.actor.name)
    work.record("quote.link_made", quote, after={"to": work.actor.name})
    return made


def _closed(work: Work, quote: Quote, *, by_mail: bool) -> quoted.QuotePaper:
    """A draft becomes what it says today, with the mission order of each property."""
    if quote.state is not QuoteState.DRAFT:
        raise Conflict("Ce devis ne peut plus être envoyé : faites-en une nouvelle version.")
    refuse_cancelled(work, quote)
    orders = quotes.orders(work, quote).values()
    for order in orders:
        _know_client(work, order, home=next(iter(orders)))
    missions = [open_mission_order(work, order.id or 0).number for order in orders]
    paper = _sealed(work, quote, by_mail=by_mail)
    facts = {"number": quote.number, "version": quote.version, "to": quote.sent_to, "by": quote.sent_by}
    told = facts | {"mission_order": ", ".join(missions), "data": quote.data_hash}
    work.record("quote.sent" if by_mail else "quote.handed", quote, after=told)
    work.later(PRINT_QUOTE, quote)
    return paper


def _know_client(work: Work, order: Order, home: Order) -> None:
    """Whoever is sent a quote becomes a client, once: the one of his account, else of his mail address; without any,
    of his name and the first property, where he is billed."""
    if order.client_id is None:
        account = office_queries.account_by_email(work, order.contact_email)
        order.client_id = account.client_id if account and account.client_id else _newcomer(work, order, home)
        work.db.add(order)
        work.db.flush()


def _newcomer(work: Work, order: Order, home: Order) -> int | None:
    billed: directory.Whereabouts = {"street": home.street, "postcode": home.postcode, "city": home.city}
    return directory.client_for(
        work,
        kind=order.contact_kind,
        name=order.contact_name,
        email=order.contact_email,
        phone=order.contact_phone,
        **({} if order.contact_email else billed),
    ).id


def _sealed(work: Work, quote: Quote, *, by_mail: bool) -> quoted.QuotePaper:
    """From here on the quote is what this text says. `sent_to` stays empty where no mail leaves."""
    paper = quotes_paper.draft_paper(work, quote)
    quote_checks.check_ready(paper)
    quote.paper = quoted.sealed(paper)
    quote.data_hash = quoted.digest(quote.paper)
    counted = paper.totals()
    quote.net_cents, quote.vat_cents, quote.gross_cents = counted.net_cents, counted.vat_cents, counted.gross_cents
    quote.deposit_cents, quote.valid_until = paper.deposit_cents(), paper.valid_until
    quote.state = QuoteState.SENT
    quote.sent_at, quote.sent_by, quote.sent_to = work.now, work.actor.name, paper.client.email if by_mail else ""
    work.db.add(quote)
    work.db.flush()
    return paper


def _write(work: Work, quote: Quote, printed: Sequence[Printed]) -> None:
    paper = quoted.opened(quote.paper)
    order = work.db.get_one(Order, quote.order_id)
    envelope = Envelope(
        to=quote.sent_to,
        template="quote.sent",
        key=f"quote.sent:{quote.id}",
        about=quote,
        language=language_of(order.language),
        enclosures=tuple(Enclosure(one.name, PDF, one.content) for one in printed),
        secret=True,
    )
    write_mail(
        work,
        envelope,
        name=paper.client.name,
        number=paper.title,
        address=paper.place,
        amount=euros(quote.gross_cents),
        until=day_short(paper.valid_until),
        link=new_link(work, quote, to=quote.sent_to),
    )
