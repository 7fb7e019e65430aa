# pyright: strict
"""The mails of an answer: to the client what he signed, to the office what it may do now."""

from liciel_app.core.config import settings
from liciel_app.core.language import language_of
from liciel_app.core.money import euros
from liciel_app.core.work import Work
from liciel_app.messaging.services import Envelope, write_mail
from liciel_app.office import queries as office_queries
from liciel_app.orders import quoted
from liciel_app.orders.models import Order
from liciel_app.orders.models_quotes import LinkPurpose, Quote, QuoteAcceptance
from liciel_app.orders.services.quoting_send import new_link


def tell_accepted(work: Work, quote: Quote, paper: quoted.QuotePaper, made: QuoteAcceptance) -> None:
    order = work.db.get_one(Order, quote.order_id)
    amount = euros(made.gross_cents)
    to_client = Envelope(
        to=made.email,
        template="quote.accepted",
        key=f"quote.accepted:{quote.id}",
        about=quote,
        language=language_of(order.language),
        secret=True,
    )
    follow = new_link(work, quote, to=made.email, purpose=LinkPurpose.FOLLOW)
    write_mail(work, to_client, name=made.name, number=paper.title, amount=amount, link=follow)
    to_office = Envelope(_office_mail(work), "quote.accepted_office", f"quote.accepted_office:{quote.id}", about=quote)
    link = f"{settings().base_url}/bureau/commandes/{quote.order_id}"
    write_mail(work, to_office, name=made.name, number=paper.title, amount=amount, link=link)


def tell_refused(work: Work, quote: Quote, reason: str) -> None:
    envelope = Envelope(_office_mail(work), "quote.refused", f"quote.refused:{quote.id}", about=quote)
    link = f"{settings().base_url}/bureau/commandes/{quote.order_id}"
    name = quoted.opened(quote.paper).client.name
    write_mail(work, envelope, name=name, number=quote.number, reason=reason, link=link)


def _office_mail(work: Work) -> str:
    return office_queries.office(work).email
