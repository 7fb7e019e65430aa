"""Reading deposits: that of a quote, and those taken off a final invoice."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import col, select

from liciel_app.billing.models import Invoice, InvoiceState
from liciel_app.billing.models_deposits import Deposit, DepositShare
from liciel_app.core.language import day_short
from liciel_app.core.money import euros
from liciel_app.core.work import Work


@dataclass(frozen=True, slots=True)
class DepositRow:
    """What is shown of a deposit beside its quote; number 0 while there is none."""

    id: int = 0
    invoice_id: int = 0
    number: str = ""
    amount: str = ""
    paid: bool = False
    printed: bool = False


def of_quote(work: Work, quote_id: int) -> Deposit | None:
    """For who was already shown the quote."""
    return work.db.exec(select(Deposit).where(col(Deposit.quote_id) == quote_id)).first()


def shares(work: Work, deposit_id: int) -> Sequence[DepositShare]:
    """For who was already shown the deposit."""
    wanted = select(DepositShare).where(col(DepositShare.deposit_id) == deposit_id)
    return work.db.exec(wanted.order_by(col(DepositShare.order_id))).all()


def row_of_quote(work: Work, quote_id: int) -> DepositRow:
    """For who was already shown the quote."""
    found = of_quote(work, quote_id)
    if found is None:
        return DepositRow()
    invoice = work.db.get_one(Invoice, found.invoice_id)
    return DepositRow(
        id=found.id or 0,
        invoice_id=invoice.id or 0,
        number=invoice.number,
        amount=euros(invoice.gross_cents),
        paid=invoice.state is InvoiceState.PAID,
        printed=found.sha256 is not None,
    )


def deducted(work: Work, invoice: Invoice) -> tuple[tuple[str, int], ...]:
    """What the final invoice took off when it was issued: « Acompte AC-2026-0032 du 23/11/2026 » and the cents."""
    joined = (
        select(Invoice, DepositShare)
        .join(Deposit, col(Deposit.invoice_id) == col(Invoice.id))
        .join(DepositShare, col(DepositShare.deposit_id) == col(Deposit.id))
        .where(col(DepositShare.deducted_from) == invoice.id, col(DepositShare.deducted_at) <= invoice.issued_at)
        .order_by(col(Invoice.id))
    )
    return tuple(
        (f"Acompte {asked.number} du {day_short(asked.issued_on)}", share.taken_cents)
        for asked, share in work.db.exec(joined).all()
    )
