"""Everything a client ever had with the office, from his first question on, latest first."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from sqlmodel import col, select

from liciel_app.billing.models import Invoice
from liciel_app.core.access import Permission
from liciel_app.core.language import moment
from liciel_app.core.money import euros
from liciel_app.core.work import Work
from liciel_app.directory import queries as directory
from liciel_app.directory import queries_notes
from liciel_app.directory.models import Client
from liciel_app.directory.models_notes import Talk
from liciel_app.directory.queries import ClientRow
from liciel_app.dossiers.models import Dossier
from liciel_app.messaging.models import Message
from liciel_app.orders.models import Order
from liciel_app.orders.models_quotes import Quote, QuoteState
from liciel_app.orders.models_requests import SiteRequest

MOST: Final = 200  # of each kind: beyond, the lists have them


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """`kind`: request, order, quote, dossier, invoice, talk or message; `state` is that record's own code (a talk's
    kind), `amount` empty for none."""

    key: str
    kind: str
    number: str
    words: str
    state: str
    amount: str
    at: str
    href: str
    look: str
    """Kind and state together: how it is shown."""


@dataclass(frozen=True, slots=True)
class ClientFile:
    """A client and his history; `prospect`: he asked, and ordered nothing yet. `siret` and address may be empty."""

    client: ClientRow
    address: str = ""
    siret: str = ""
    prospect: bool = False
    rows: list[HistoryRow] = field(default_factory=list[HistoryRow])


def client_file(work: Work, client_id: int) -> ClientFile:
    """Raises NotFound for an absent client and for somebody else's. Invoices are for who reads the billing."""
    row = directory.client_row(work, client_id)
    known = work.db.get_one(Client, client_id)
    happened = sorted(_happened(work, client_id), key=lambda one: one[0], reverse=True)
    town = f"{known.postcode} {known.city}".strip()
    return ClientFile(
        client=row,
        address=", ".join(filter(None, (known.street, town))),
        siret=known.siret,
        prospect=known.prospect,
        rows=[one for _, one in happened],
    )


def _happened(work: Work, client_id: int) -> Iterator[tuple[datetime, HistoryRow]]:
    for asked in _of(work, SiteRequest, col(SiteRequest.client_id) == client_id):
        words = " ".join(asked.message.split())[:140]
        yield asked.placed_at, _row("request", asked, "", words, None, f"/bureau/demandes?q={asked.email}")
    for order in _of(work, Order, col(Order.client_id) == client_id):
        state = "cancelled" if order.cancelled_at else str(order.state)
        shown = _row("order", order, order.number, _site(order), order.gross_cents, f"/bureau/commandes/{order.id}")
        yield order.placed_at, _in(shown, state)
    yield from _quotes(work, client_id)
    yield from _exchanged(work, client_id)
    for dossier in _of(work, Dossier, col(Dossier.client_id) == client_id):
        href = f"/bureau/dossiers/{dossier.id}"
        shown = _row("dossier", dossier, dossier.reference, dossier.title, dossier.gross_cents, href)
        yield dossier.created_at, _in(shown, str(dossier.stage))
    if work.actor.may(Permission.BILLING_READ):
        for invoice in _of(work, Invoice, col(Invoice.client_id) == client_id):
            href = f"/bureau/factures?q={invoice.number}"
            yield (
                invoice.issued_at,
                _row("invoice", invoice, invoice.number, invoice.subject, invoice.gross_cents, href),
            )


def _quotes(work: Work, client_id: int) -> Iterator[tuple[datetime, HistoryRow]]:
    """The version that stands of each quote."""
    wanted = (
        select(Quote, Order)
        .join(Order, col(Order.id) == col(Quote.order_id))
        .where(col(Order.client_id) == client_id, col(Quote.state) != QuoteState.REPLACED)
        .order_by(col(Quote.id).desc())
        .limit(MOST)
    )
    for quote, order in work.db.exec(wanted).all():
        href = f"/bureau/commandes/{order.id}"
        yield quote.created_at, _row("quote", quote, quote.number, _site(order), quote.gross_cents, href)


def _exchanged(work: Work, client_id: int) -> Iterator[tuple[datetime, HistoryRow]]:
    """What was said with him and noted, and what was sent to his address, for who reads the mail."""
    for talk in work.db.scalars(queries_notes.visible_to(work.actor).where(col(Talk.client_id) == client_id)).all():
        words = " ".join(talk.text.split())[:140]
        shown = _row("talk", talk, "", words, None, f"/bureau/clients/{client_id}")
        yield talk.written_at, _in(shown, str(talk.kind))
    email = work.db.get_one(Client, client_id).email
    if email and work.actor.may(Permission.MESSAGES_READ):
        for sent in _of(work, Message, col(Message.recipient) == email):
            yield sent.created_at, _row("message", sent, "", sent.subject, None, f"/bureau/envois?q={email}")


def _of(work: Work, table: Any, condition: Any) -> Any:
    return work.db.exec(select(table).where(condition).order_by(col(table.id).desc()).limit(MOST)).all()


def _row(kind: str, record: Any, number: str, words: str, cents: int | None, href: str) -> HistoryRow:
    at = next(
        getattr(record, name)
        for name in ("placed_at", "created_at", "issued_at", "written_at")
        if hasattr(record, name)
    )
    amount = "" if cents is None else euros(cents)
    state = str(getattr(record, "state", ""))
    key = f"{kind}-{record.id}"
    return HistoryRow(key, kind, number, words, state, amount, moment(at), href, f"{kind}:{state}")


def _in(row: HistoryRow, state: str) -> HistoryRow:
    return replace(row, state=state, look=f"{row.kind}:{state}")


def _site(order: Order) -> str:
    return f"{order.street}, {order.postcode} {order.city}".strip(" ,")
