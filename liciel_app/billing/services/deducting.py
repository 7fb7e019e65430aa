# pyright: strict
"""What a deposit already brought is taken off the final invoice, once (EN 16931: BT-113, amount paid before)."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement
from sqlmodel import col, select

from liciel_app.billing import queries_deposits as deposits
from liciel_app.billing.models import Invoice
from liciel_app.billing.models_deposits import Deposit, DepositShare
from liciel_app.billing.services.crediting import credit_rest
from liciel_app.billing.services.locks import locked
from liciel_app.billing.services.payments import record_payment
from liciel_app.core.money import shared
from liciel_app.core.work import Work
from liciel_app.dossiers.models import Dossier

DEPOSIT = "deposit"


def deduct_deposits(work: Work, invoice: Invoice, dossier: Dossier) -> None:
    """At the issue of a final invoice: what was received of its order's part of every deposit is taken off, once.

    What was not received of a deposit is taken back by a credit note, since final invoices ask for everything.
    """
    for share in _waiting(work, col(DepositShare.order_id) == dossier.order_id):
        deposit = work.db.get_one(Deposit, share.deposit_id)
        _deduct(work, invoice, deposit, share)
        credit_rest(work, deposit.invoice_id, f"Repris par la facture {invoice.number}")


def deduct_late(work: Work, deposit_invoice_id: int) -> None:
    """A deposit paid after a final invoice was issued counts as well."""
    deposit = work.db.exec(select(Deposit).where(col(Deposit.invoice_id) == deposit_invoice_id)).first()
    if deposit is None:
        return
    for share in _waiting(work, col(DepositShare.deposit_id) == deposit.id):
        final = select(Invoice).join(Dossier, col(Dossier.id) == col(Invoice.dossier_id))
        invoice = work.db.exec(final.where(col(Dossier.order_id) == share.order_id)).first()
        if invoice is not None:
            _deduct(work, invoice, deposit, share)


def _waiting(work: Work, whose: ColumnElement[bool]) -> Sequence[DepositShare]:
    wanted = select(DepositShare).where(whose, col(DepositShare.deducted_from).is_(None))
    return work.db.exec(wanted.order_by(col(DepositShare.deposit_id)).with_for_update()).all()


def _deduct(work: Work, invoice: Invoice, deposit: Deposit, share: DepositShare) -> None:
    asked = locked(work, deposit.invoice_id)
    cents = _received(work, asked, share)
    if cents <= 0:
        return
    event = f"{asked.number}:{share.order_id}"
    record_payment(work, invoice, cents=cents, provider=DEPOSIT, provider_event=event, method=DEPOSIT)
    share.taken_cents, share.deducted_from, share.deducted_at = cents, invoice.id, work.now
    work.db.add(share)
    work.db.flush()
    work.record("deposit.deducted", deposit, after={"invoice": invoice.number, "cents": cents})


def _received(work: Work, asked: Invoice, share: DepositShare) -> int:
    """What a half-paid deposit brought is shared as the deposit is: each lot takes its part off, no cent is left."""
    known = deposits.shares(work, share.deposit_id)
    parts = shared(asked.paid_cents, [one.cents for one in known])
    return next(cents for one, cents in zip(known, parts, strict=True) if one.order_id == share.order_id)
