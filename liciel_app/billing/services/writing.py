# pyright: strict
"""A letter of the billing to its client, in his account's language."""

from typing import Any

from liciel_app.billing.models import Invoice
from liciel_app.core.language import language_of
from liciel_app.core.work import Work
from liciel_app.directory.models import Client
from liciel_app.messaging.services import Enclosure, Envelope, write_mail
from liciel_app.office import queries as office_queries


def write_client(
    work: Work, invoice: Invoice, template: str, key: int | None, enclosures: tuple[Enclosure, ...] = (), **values: Any
) -> None:
    """About that invoice, once for that key."""
    client = work.db.get_one(Client, invoice.client_id)
    account = office_queries.account_by_email(work, client.email)
    envelope = Envelope(
        to=client.email,
        template=template,
        key=f"{template}:{key}",
        about=invoice,
        language=language_of(account.language if account else None),
        enclosures=enclosures,
    )
    write_mail(work, envelope, name=client.name, number=invoice.number, **values)
