# pyright: strict
"""Money that never came, or went back: of an invoice, and of a deposit that final invoices had taken off."""

from liciel_app.billing.models import Payment
from liciel_app.billing.services.deducting import DEPOSIT, undo_deductions
from liciel_app.billing.services.locks import locked, only_for
from liciel_app.billing.services.payments import withdraw
from liciel_app.core.access import Permission
from liciel_app.core.errors import Conflict, NotFound
from liciel_app.core.work import Work


def reverse_payment(work: Work, payment_id: int) -> Payment:
    """The invoice is due again and the gate closes; so do those of the invoices that had counted on that deposit.

    Raises Conflict when repeated, and for what a deposit brought a final invoice: it goes back where it was paid.
    """
    only_for(work, Permission.BILLING_WRITE)
    payment = work.db.get(Payment, payment_id)
    if payment is None:
        raise NotFound("Ce règlement est introuvable.")
    if payment.provider == DEPOSIT:
        raise Conflict("Cet acompte s’annule depuis la facture d’acompte qui l’a reçu.")
    invoice = locked(work, payment.invoice_id)
    work.db.refresh(payment)
    if payment.reversed_at is not None:
        raise Conflict("Ce règlement est déjà annulé.")
    withdraw(work, payment, invoice)
    undo_deductions(work, invoice)
    return payment
