"""What billing does of an accepted quote: the deposit invoice, printed; a deposit paid late, still taken off."""

import hashlib
from io import BytesIO
from typing import TYPE_CHECKING

from sqlmodel import col, select

from liciel_app.billing import queries_deposits, rules
from liciel_app.billing.jobs import paper_of
from liciel_app.billing.models import Invoice
from liciel_app.billing.models_credits import CreditNote
from liciel_app.billing.models_deposits import Deposit
from liciel_app.billing.queries import lines
from liciel_app.billing.services.crediting import PRINT_CREDIT, attach_credit
from liciel_app.billing.services.deducting import deduct_late
from liciel_app.billing.services.deposits import attach_deposit, issue_deposit
from liciel_app.core.language import day_short
from liciel_app.core.outbox import Job, listen, register
from liciel_app.core.work import Work
from liciel_app.gateways.stores import office_files
from liciel_app.orders.services.order_papers import Printed

if TYPE_CHECKING:
    from liciel_app.billing.documents import InvoicePaper

TITLE = "FACTURE D’ACOMPTE"
CREDIT_TITLE = "AVOIR"


def issue(work: Work, quote_id: int) -> None:
    issue_deposit(work, quote_id)


def prepare_print(work: Work, deposit_id: int) -> "InvoicePaper | None":
    deposit = work.db.get(Deposit, deposit_id)
    if deposit is None or deposit.sha256 is not None:
        return None
    return paper_of(work, work.db.get_one(Invoice, deposit.invoice_id), title=TITLE)


def print_deposit(paper: "InvoicePaper") -> Printed:
    from liciel_app.billing.documents import invoice_pdf

    content = invoice_pdf(paper)
    sha256 = hashlib.sha256(content).hexdigest()
    office_files().put(BytesIO(content), sha256)
    return Printed(sha256, f"Facture d’acompte {paper.number}.pdf", content)


def settle_print(work: Work, deposit_id: int, printed: Printed) -> None:
    attach_deposit(work, deposit_id, printed)


def prepare_credit(work: Work, note_id: int) -> "InvoicePaper | None":
    """As its invoice kept it, the other way, with the invoice it takes back."""
    from liciel_app.billing.documents import InvoicePaper

    note = work.db.get(CreditNote, note_id)
    if note is None or note.sha256 is not None:
        return None
    made, taken = work.db.get_one(Invoice, note.invoice_id), work.db.get_one(Invoice, note.credits_id)
    asked = tuple(
        rules.Line(line.label, -line.unit_cents, line.vat_rate, line.quantity) for line in lines(work, made.id or 0)
    )
    bill = rules.taken_back(rules.bill(asked, 0, -made.rounding_cents))
    return InvoicePaper(
        number=made.number,
        issued_on=made.issued_on,
        due_on=made.due_on,
        performed_on=made.performed_on or made.issued_on,
        seller=rules.party(rules.Seller, made.seller),
        buyer=rules.party(rules.Buyer, made.buyer),
        subject=made.subject,
        lines=tuple(rules.Line(line.label, -line.unit_cents, line.vat_rate, line.quantity) for line in asked),
        bill=bill,
        title=CREDIT_TITLE,
        takes_back=f"Cet avoir annule la facture {taken.number} du {day_short(taken.issued_on)}. {note.reason}.",
    )


def print_credit(paper: "InvoicePaper") -> Printed:
    from liciel_app.billing.documents import invoice_pdf

    content = invoice_pdf(paper)
    sha256 = hashlib.sha256(content).hexdigest()
    office_files().put(BytesIO(content), sha256)
    return Printed(sha256, f"Avoir {paper.number}.pdf", content)


def settle_credit(work: Work, note_id: int, printed: Printed) -> None:
    taken = work.db.get_one(CreditNote, note_id).credits_id
    deposit = work.db.exec(select(Deposit).where(col(Deposit.invoice_id) == taken)).one()
    orders = [share.order_id for share in queries_deposits.shares(work, deposit.id or 0)]
    attach_credit(work, note_id, orders, printed)


def follow(work: Work, invoice_id: int) -> None:
    deduct_late(work, invoice_id)


ISSUE = Job("billing.issue_deposit", issue)
PRINT = Job("billing.print_deposit", prepare_print, print_deposit, settle_print)
FOLLOW = Job("billing.deduct_late_deposit", follow)
PRINT_NOTE = Job(PRINT_CREDIT, prepare_credit, print_credit, settle_credit)
register(ISSUE, PRINT, FOLLOW, PRINT_NOTE)
listen("quote.accepted", ISSUE)
listen("invoice.paid", FOLLOW)
