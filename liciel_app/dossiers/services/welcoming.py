"""A client's space, opened with his first dossier: whoever ordered without an account receives one."""

from urllib.parse import urlencode

from liciel_app.core.config import settings
from liciel_app.core.language import language_of
from liciel_app.core.work import Work
from liciel_app.directory.models import Client
from liciel_app.directory.rules import email_key
from liciel_app.messaging.services import Envelope, write_mail
from liciel_app.office import services as office
from liciel_app.orders.models import Order


def welcome(work: Work, client: Client, order: Order) -> None:
    """An account for the client's own address and a link to choose its password; nothing when the address has one.

    The account is nobody's until the link is used, and only who reads that mail has it. Another address than the
    client's is a contact's: it opens no view on the client's dossiers.
    """
    if email_key(order.contact_email) != email_key(client.email):
        return
    token = office.invite(work, email=order.contact_email, name=order.contact_name, client_id=client.id or 0)
    if token is None:
        return
    write_mail(
        work,
        Envelope(
            order.contact_email,
            "account.opened",
            f"account.opened:{client.id}:{order.contact_email}",
            about=client,
            language=language_of(order.language),
            secret=True,
        ),
        name=order.contact_name,
        link=f"{settings().base_url}/premier-mot-de-passe?{urlencode({'jeton': token})}",
    )
