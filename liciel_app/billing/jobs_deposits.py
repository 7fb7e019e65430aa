"""What billing does of an accepted quote: the deposit invoice, printed; a deposit paid late, still taken off."""

import hashlib
from io import BytesIO
from typing import TYPE_CHECKING

from liciel_app.billing.jobs import paper_of
from liciel_app.billing.models import Invoice
from liciel_app.billing.models_deposits import Deposit
from liciel_app.billing.services.deducting import deduct_late
from liciel_app.billing.services.deposits import attach_deposit, issue_deposit
from liciel_app.core.outbox import Job, listen, register
from liciel_app.core.work import Work
from liciel_app.gateways.stores import office_files
from liciel_app.orders.services.order_papers import Printed

if TYPE_CHECKING:
    from liciel_app.billing.documents import InvoicePaper

TITLE = "FACTURE D’ACOMPTE"


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


def follow(work: Work, invoice_id: int) -> None:
    deduct_late(work, invoice_id)


ISSUE = Job("billing.issue_deposit", issue)
PRINT = Job("billing.print_deposit", prepare_print, print_deposit, settle_print)
FOLLOW = Job("billing.deduct_late_deposit", follow)
register(ISSUE, PRINT, FOLLOW)
listen("quote.accepted", ISSUE)
listen("invoice.paid", FOLLOW)
