# pyright: strict
"""What a deposit already brought is taken off the final invoice, once (EN 16931: BT-113, amount paid before)."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement
from sqlmodel import col, func, select

from liciel_app.billing import queries_deposits as deposits
from liciel_app.billing.models import Invoice, Payment
from liciel_app.billing.models_deposits import Deposit, DepositShare
from liciel_app.billing.services.crediting import credit_rest
from liciel_app.billing.services.locks import locked
from liciel_app.billing.services.payments import record_payment, withdraw
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


def undo_deductions(work: Work, asked: Invoice) -> None:
    """Money of that deposit went back: the final invoices that took it off ask for it, the gate of each closes.

    What is still there of it stays taken off; what is missing is taken back by the deposit's credit note, so that
    nobody is asked twice. Nothing to do for another invoice, or while no final invoice counted on it.
    """
    deposit = work.db.exec(select(Deposit).where(col(Deposit.invoice_id) == asked.id)).first()
    taken = col(DepositShare.deducted_from).is_not(None)
    known = select(DepositShare).where(col(DepositShare.deposit_id) == (deposit.id if deposit else 0), taken)
    finals: list[str] = []
    for share in work.db.exec(known.order_by(col(DepositShare.order_id))).all():
        final = locked(work, share.deducted_from or 0)
        _give_back(work, asked, share, final)
        if deposit is not None:
            _deduct(work, final, deposit, share)
        finals.append(final.number)
    if finals:
        named = f"Règlement annulé, repris par la facture {finals[0]}"
        credit_rest(work, asked.id or 0, named if len(finals) == 1 else f"{named} et les suivantes")


def _give_back(work: Work, asked: Invoice, share: DepositShare, final: Invoice) -> None:
    standing = select(Payment).where(
        col(Payment.invoice_id) == final.id,
        col(Payment.provider) == DEPOSIT,
        _of_share(asked, share),
        col(Payment.reversed_at).is_(None),
    )
    for payment in work.db.exec(standing).all():
        withdraw(work, payment, final)
    share.taken_cents, share.deducted_from, share.deducted_at = 0, None, None
    work.db.add(share)
    work.db.flush()


def _of_share(asked: Invoice, share: DepositShare) -> ColumnElement[bool]:
    """« AC-2026-0032:7 », « AC-2026-0032:7:2 » once it went back and came again."""
    event = f"{asked.number}:{share.order_id}"
    return (col(Payment.provider_event) == event) | col(Payment.provider_event).startswith(f"{event}:")


def _waiting(work: Work, whose: ColumnElement[bool]) -> Sequence[DepositShare]:
    wanted = select(DepositShare).where(whose, col(DepositShare.deducted_from).is_(None))
    return work.db.exec(wanted.order_by(col(DepositShare.deposit_id)).with_for_update()).all()


def _deduct(work: Work, invoice: Invoice, deposit: Deposit, share: DepositShare) -> None:
    asked = locked(work, deposit.invoice_id)
    cents = _received(work, asked, share)
    if cents <= 0:
        return
    before = select(func.count()).select_from(Payment).where(col(Payment.provider) == DEPOSIT, _of_share(asked, share))
    turn = work.db.exec(before).one() + 1
    event = f"{asked.number}:{share.order_id}" + (f":{turn}" if turn > 1 else "")
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
