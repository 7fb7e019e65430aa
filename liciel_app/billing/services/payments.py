# pyright: strict
"""Money asked for and received. Only a signed notification or the desk says that something was paid."""

import secrets
import string
from datetime import date

from sqlmodel import col, func, select

from liciel_app.billing import queries, rules
from liciel_app.billing.models import Invoice, InvoiceState, Payment, PaymentAttempt
from liciel_app.billing.services.crediting import credit_of
from liciel_app.billing.services.locks import locked, only_for
from liciel_app.billing.services.writing import write_client
from liciel_app.core import clock
from liciel_app.core.access import Permission
from liciel_app.core.config import settings
from liciel_app.core.errors import Conflict
from liciel_app.core.money import euros
from liciel_app.core.work import Work
from liciel_app.dossiers import services as dossier_services
from liciel_app.dossiers.models import HoldReason

_ALPHABET = string.digits + string.ascii_lowercase
_ALREADY_PAID = "Cette facture est déjà réglée."
_TAKEN_BACK = "Cette facture est annulée par un avoir : il n’y a plus rien à payer."


def start_payment(work: Work, invoice_id: int) -> PaymentAttempt:
    """Ask the payer for what is still due. Raises NotFound for another's invoice, Conflict once it is paid."""
    invoice = queries.get(work, invoice_id)
    due = invoice.gross_cents - invoice.paid_cents
    if invoice.state is InvoiceState.CREDITED:
        raise Conflict(_TAKEN_BACK)
    if due <= 0:
        raise Conflict(_ALREADY_PAID)
    trans_id = _free_trans_id(work)
    attempt = PaymentAttempt(
        invoice_id=invoice_id,
        account_id=work.actor.account_id,
        reference=f"{invoice.number}-{trans_id}",
        cents=due,
        asked_on=work.now.date(),
        asked_at=work.now,
        trans_id=trans_id,
    )
    work.db.add(attempt)
    work.db.flush()
    work.record("payment.asked", attempt, after={"reference": attempt.reference, "cents": due})
    return attempt


def mark_paid(work: Work, invoice_id: int, method: str, received_on: date) -> Payment:
    """The desk received all that was still due: `method` is a key of METHODS. Raises Invalid, Conflict once paid."""
    only_for(work, Permission.BILLING_WRITE)
    queries.get(work, invoice_id)
    rules.check_receipt(method, received_on, work.today)
    invoice = locked(work, invoice_id)
    due = invoice.gross_cents - invoice.paid_cents
    if invoice.state is InvoiceState.CREDITED:
        raise Conflict(_TAKEN_BACK)
    if due <= 0:
        raise Conflict(_ALREADY_PAID)
    payment = Payment(
        invoice_id=invoice_id,
        cents=due,
        received_at=clock.at_office(received_on, 12),
        provider=rules.DESK,
        provider_event=f"{invoice.number}:{_payments_of(work, invoice_id) + 1}",
        method=method,
    )
    return _receive(work, invoice, payment)


def record_payment(
    work: Work, invoice: Invoice, *, cents: int, provider: str, provider_event: str, method: str
) -> Payment:
    """Money that a platform says it holds for us; the same `provider_event` again is the same payment."""
    invoice = locked(work, invoice.id or 0)
    known = payment_of(work, provider, provider_event)
    if known is not None:
        return known
    payment = Payment(
        invoice_id=invoice.id or 0,
        cents=cents,
        received_at=work.now,
        provider=provider,
        provider_event=provider_event,
        method=method,
    )
    return _receive(work, invoice, payment)


def withdraw(work: Work, payment: Payment, invoice: Invoice) -> None:
    """A payment of that invoice, both already locked, stands no more: the invoice is due again, the gate closes."""
    was = invoice.state
    payment.reversed_at = work.now
    work.db.add(payment)
    _count_again(work, invoice)
    work.record("payment.reversed", payment, after={"invoice": invoice.number, "cents": payment.cents})
    if was is InvoiceState.PAID and invoice.state is not InvoiceState.PAID:
        _close_gate(work, invoice)


def payment_of(work: Work, provider: str, provider_event: str) -> Payment | None:
    return work.db.exec(
        select(Payment).where(col(Payment.provider) == provider, col(Payment.provider_event) == provider_event)
    ).first()


def _receive(work: Work, invoice: Invoice, payment: Payment) -> Payment:
    was = invoice.state
    work.db.add(payment)
    work.db.flush()
    _count_again(work, invoice)
    facts = {"invoice": invoice.number, "cents": payment.cents, "method": payment.method}
    work.record("payment.received", payment, after=facts)
    if was is not InvoiceState.PAID and invoice.state is InvoiceState.PAID:
        _open_gate(work, invoice, payment)
    return payment


def _count_again(work: Work, invoice: Invoice) -> None:
    """The totals follow the payments that stand; they are never added to by hand."""
    work.db.flush()
    standing = select(func.coalesce(func.sum(col(Payment.cents)), 0)).where(
        col(Payment.invoice_id) == invoice.id, col(Payment.reversed_at).is_(None)
    )
    invoice.paid_cents = int(work.db.exec(standing).one())
    invoice.state = rules.state_of(invoice.gross_cents, invoice.paid_cents)
    if invoice.state is not InvoiceState.PAID and credit_of(work, invoice.id or 0) is not None:
        invoice.state = InvoiceState.CREDITED
    work.db.add(invoice)
    if invoice.dossier_id is not None:
        dossier_services.note_paid(work, invoice.dossier_id, cents=invoice.paid_cents)


def _open_gate(work: Work, invoice: Invoice, payment: Payment) -> None:
    work.record("invoice.paid", invoice, after={"number": invoice.number, "paid_cents": invoice.paid_cents})
    if invoice.dossier_id is not None:
        dossier_services.lift_hold(work, invoice.dossier_id, HoldReason.UNPAID)
    _thank(work, invoice, payment)


def _close_gate(work: Work, invoice: Invoice) -> None:
    work.record("invoice.due_again", invoice, after={"number": invoice.number, "paid_cents": invoice.paid_cents})
    if invoice.dossier_id is not None:
        dossier_services.place_hold(work, invoice.dossier_id, HoldReason.UNPAID)


def _thank(work: Work, invoice: Invoice, payment: Payment) -> None:
    amount = euros(payment.cents)
    if invoice.dossier_id is None:  # a deposit: there is no dossier to open yet
        write_client(work, invoice, "deposit.received", payment.id, amount=amount)
        return
    link = f"{settings().base_url}/espace/dossier/{invoice.dossier_id}"
    write_client(work, invoice, "payment.received", payment.id, amount=amount, link=link)


def _free_trans_id(work: Work) -> str:
    """Six characters, unique per UTC day as Lyra asks."""
    while True:
        trans_id = "".join(secrets.choice(_ALPHABET) for _ in range(6))
        taken = select(PaymentAttempt.id).where(
            col(PaymentAttempt.asked_on) == work.now.date(), col(PaymentAttempt.trans_id) == trans_id
        )
        if work.db.exec(taken).first() is None:
            return trans_id


def _payments_of(work: Work, invoice_id: int) -> int:
    counted = select(func.count()).select_from(Payment).where(col(Payment.invoice_id) == invoice_id)
    return int(work.db.exec(counted).one())
