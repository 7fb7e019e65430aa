"""Reading invoices, what was paid, and the notifications that wait for a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, false, func, true
from sqlalchemy import select as sa_select
from sqlmodel import col, select

from liciel_app.billing import rules
from liciel_app.billing.models import (
    Invoice,
    InvoiceLine,
    InvoiceState,
    Payment,
    PaymentAttempt,
    ProviderNotice,
    Verdict,
)
from liciel_app.core import clock
from liciel_app.core.access import Actor, Permission
from liciel_app.core.errors import NotFound
from liciel_app.core.language import day_short, moment, say
from liciel_app.core.money import euros
from liciel_app.core.paging import Asked, Page, page
from liciel_app.core.work import Work
from liciel_app.dossiers.models import Dossier, Mission

SORTABLE = {
    "issued_at": col(Invoice.issued_at),
    "number": col(Invoice.number),
    "buyer": col(Invoice.buyer_name),
    "due_on": col(Invoice.due_on),
    "gross": col(Invoice.gross_cents),
}
SETTLED = (InvoiceState.PAID, InvoiceState.CREDITED)
"""Nothing more is due."""
_TO_CHECK = (Verdict.TO_CHECK, Verdict.UNMATCHED)
_ROW = (
    col(Invoice.id),
    col(Invoice.number),
    col(Invoice.issued_on),
    col(Invoice.buyer_name),
    col(Invoice.subject),
    col(Invoice.dossier_id),
    col(Dossier.reference),
    col(Invoice.due_on),
    col(Invoice.state),
    col(Invoice.gross_cents),
    col(Invoice.paid_cents),
    col(Invoice.file_id),
)


@dataclass(frozen=True, slots=True)
class InvoiceRow:
    """`status`: issued, partly_paid, late, paid or credited. `file_id` is 0 until the PDF is printed."""

    id: int
    number: str
    issued_on: str
    buyer: str
    subject: str
    dossier_id: int
    dossier: str
    due_on: str
    status: str
    gross: str
    due: str
    late: bool
    settled: bool
    file_id: int


@dataclass(frozen=True, slots=True)
class PaymentRow:
    id: int
    received_on: str
    method: str
    amount: str
    reversed_on: str


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A notification a person must look at; `reason`: a key of DOUBTS."""

    id: int
    received_at: str
    reason: str
    event: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How a payment stands. `outcome` is that of its attempt; `paid` says that the invoice owes nothing more."""

    invoice_id: int
    number: str
    dossier_id: int
    amount: str
    paid: bool
    outcome: str
    asked_seconds_ago: int


def visible_to(actor: Actor) -> Select[Invoice]:
    """Who may read the billing sees every invoice; a client sees his own."""
    return sa_select(Invoice).where(_seen_by(actor))


def get(work: Work, invoice_id: int) -> Invoice:
    found = work.db.scalars(visible_to(work.actor).where(col(Invoice.id) == invoice_id)).first()
    if found is None:
        raise NotFound("Cette facture est introuvable.")
    return found


def of_dossier(work: Work, dossier_id: int) -> Invoice | None:
    return work.db.scalars(visible_to(work.actor).where(col(Invoice.dossier_id) == dossier_id)).first()


def row_of_dossier(work: Work, dossier_id: int) -> InvoiceRow | None:
    """The invoice of a dossier as its sheet and the client's page show it."""
    found = work.db.connection().execute(_rows(work.actor).where(col(Invoice.dossier_id) == dossier_id)).first()
    return _row(found, work.today) if found else None


def lines(work: Work, invoice_id: int) -> Sequence[InvoiceLine]:
    get(work, invoice_id)
    return work.db.exec(
        select(InvoiceLine).where(col(InvoiceLine.invoice_id) == invoice_id).order_by(col(InvoiceLine.position))
    ).all()


def payments(work: Work, invoice_id: int) -> list[PaymentRow]:
    """What was received for it, reversed ones included, oldest first."""
    get(work, invoice_id)
    found = work.db.exec(
        select(Payment).where(col(Payment.invoice_id) == invoice_id).order_by(col(Payment.received_at), col(Payment.id))
    ).all()
    return [_payment(work, payment) for payment in found]


def invoices_page(work: Work, asked: Asked, state: str = "") -> Page[InvoiceRow]:
    """`state`: unpaid, late, paid, or empty for all."""
    wanted = _rows(work.actor).where(_in_state(state, work.today))
    found = page(work.db, wanted, SORTABLE, col(Invoice.id), asked, Invoice)
    shown = [_row(row, work.today) for row in found.rows]
    return Page(shown, found.start, found.end, found.has_previous, found.has_next, found.total)


def counts(work: Work) -> dict[str, int]:
    """How many invoices are unpaid and late, and how many notifications wait for a person."""
    found: dict[str, int] = {}
    for state in ("unpaid", "late"):
        counted = visible_to(work.actor).where(_in_state(state, work.today)).with_only_columns(func.count())
        found[state] = int(work.db.connection().execute(counted).scalar_one())
    return found | {"to_check": len(notices_to_check(work))}


def owed(work: Work) -> str:
    """Everything still to be received, « 1 248,00 € »."""
    owing = func.coalesce(func.sum(col(Invoice.gross_cents) - col(Invoice.paid_cents)), 0)
    asked = visible_to(work.actor).where(_in_state("unpaid", work.today)).with_only_columns(owing)
    return euros(int(work.db.connection().execute(asked).scalar_one()))


def notices_to_check(work: Work, most: int = 50) -> list[NoticeRow]:
    if not work.actor.may(Permission.BILLING_READ):
        return []
    found = work.db.exec(
        select(ProviderNotice)
        .where(col(ProviderNotice.verdict).in_(_TO_CHECK), col(ProviderNotice.checked_at).is_(None))
        .order_by(col(ProviderNotice.id))
        .limit(most)
    ).all()
    return [NoticeRow(notice.id or 0, moment(notice.received_at), notice.reason, notice.event) for notice in found]


def progress(work: Work, reference: str) -> Progress:
    """How the payment with that reference stands, for who may see its invoice."""
    found = (
        work.db.connection()
        .execute(
            visible_to(work.actor)
            .join(PaymentAttempt, col(PaymentAttempt.invoice_id) == col(Invoice.id))
            .where(col(PaymentAttempt.reference) == reference)
            .with_only_columns(
                col(Invoice.id),
                col(Invoice.number),
                col(Invoice.dossier_id),
                col(Invoice.state),
                col(PaymentAttempt.cents),
                col(PaymentAttempt.outcome),
                col(PaymentAttempt.asked_at),
            )
        )
        .first()
    )
    if found is None:
        raise NotFound("Ce paiement est introuvable.")
    return Progress(
        invoice_id=found.id or 0,
        number=found.number,
        dossier_id=found.dossier_id or 0,
        amount=euros(found.cents),
        paid=found.state == InvoiceState.PAID,
        outcome=found.outcome,
        asked_seconds_ago=int((work.now - found.asked_at).total_seconds()),
    )


def missions(work: Work, dossier_id: int) -> Sequence[Mission]:
    """What a dossier has to bill, in its order; the caller has already been shown the dossier."""
    return work.db.exec(
        select(Mission).where(col(Mission.dossier_id) == dossier_id).order_by(col(Mission.position), col(Mission.id))
    ).all()


def _seen_by(actor: Actor) -> ColumnElement[bool]:
    if actor.may(Permission.BILLING_READ):
        return true()
    return col(Invoice.client_id).in_(actor.client_ids) if actor.client_ids else false()


def _payment(work: Work, payment: Payment) -> PaymentRow:
    """The desk knows the day; a platform says the minute."""
    by_desk = payment.provider == rules.DESK
    return PaymentRow(
        payment.id or 0,
        day_short(clock.local(payment.received_at).date()) if by_desk else moment(payment.received_at),
        say(rules.METHOD_WORDS.get(payment.method, payment.method), work.language),
        euros(payment.cents),
        moment(payment.reversed_at),
    )


def _rows(actor: Actor) -> Select[Any]:
    joined = visible_to(actor).join(Dossier, col(Dossier.id) == col(Invoice.dossier_id), isouter=True)
    listed: Any = joined.with_only_columns(*_ROW, maintain_column_froms=True)
    return listed


def _in_state(state: str, today: date) -> ColumnElement[bool]:
    settled = col(Invoice.state).in_(SETTLED)
    late = col(Invoice.due_on) < today
    paid = col(Invoice.state) == InvoiceState.PAID
    return {"unpaid": ~settled, "late": ~settled & late, "paid": paid}.get(state, true())


def _row(found: Any, today: date) -> InvoiceRow:
    settled = found.state in SETTLED
    late = not settled and found.due_on < today
    return InvoiceRow(
        id=found.id,
        number=found.number,
        issued_on=day_short(found.issued_on),
        buyer=found.buyer_name,
        subject=found.subject,
        dossier_id=found.dossier_id or 0,
        dossier=found.reference or "",
        due_on=day_short(found.due_on),
        status="late" if late else str(found.state),
        gross=euros(found.gross_cents),
        due=euros(0 if found.state == InvoiceState.CREDITED else found.gross_cents - found.paid_cents),
        late=late,
        settled=settled,
        file_id=found.file_id or 0,
    )
