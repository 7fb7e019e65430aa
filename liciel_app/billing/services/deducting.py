# pyright: strict
"""What a deposit already brought is taken off the final invoice, once (EN 16931: BT-113, amount paid before)."""

from sqlmodel import col, select

from liciel_app.billing.models import Invoice
from liciel_app.billing.models_deposits import Deposit
from liciel_app.billing.services.crediting import credit_rest
from liciel_app.billing.services.locks import locked
from liciel_app.billing.services.payments import record_payment
from liciel_app.core.work import Work
from liciel_app.dossiers.models import Dossier

DEPOSIT = "deposit"


def deduct_deposits(work: Work, invoice: Invoice, dossier: Dossier) -> None:
    """At the issue of the final invoice: what was received of every deposit of its order is taken off, once; what was
    not is taken back by a credit note, since the final invoice asks for it."""
    if dossier.order_id is None:
        return
    wanted = select(Deposit).where(col(Deposit.order_id) == dossier.order_id, col(Deposit.deducted_from).is_(None))
    for deposit in work.db.exec(wanted.with_for_update()).all():
        _deduct(work, invoice, deposit)
        credit_rest(work, deposit.invoice_id, f"Repris par la facture {invoice.number}")


def deduct_late(work: Work, deposit_invoice_id: int) -> None:
    """A deposit paid after the final invoice was issued counts as well."""
    wanted = select(Deposit).where(col(Deposit.invoice_id) == deposit_invoice_id, col(Deposit.deducted_from).is_(None))
    deposit = work.db.exec(wanted.with_for_update()).first()
    if deposit is None:
        return
    final = select(Invoice).join(Dossier, col(Dossier.id) == col(Invoice.dossier_id))
    invoice = work.db.exec(final.where(col(Dossier.order_id) == deposit.order_id)).first()
    if invoice is not None:
        _deduct(work, invoice, deposit)


def _deduct(work: Work, invoice: Invoice, deposit: Deposit) -> None:
    asked = locked(work, deposit.invoice_id)
    if asked.paid_cents <= 0:
        return
    record_payment(work, invoice, cents=asked.paid_cents, provider=DEPOSIT, provider_event=asked.number, method=DEPOSIT)
    deposit.deducted_from, deposit.deducted_at = invoice.id, work.now
    work.db.add(deposit)
    work.db.flush()
    facts = {"invoice": invoice.number, "cents": asked.paid_cents}
    work.record("deposit.deducted", deposit, after=facts)
