"""Where billing meets the outside: the payment platform's forms and notifications, and the printed invoice."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl

from liciel_app.billing import queries, queries_deposits, rules, services
from liciel_app.billing.models import Invoice, ProviderNotice
from liciel_app.billing.services.notices import HANDLE_NOTICE
from liciel_app.core.config import settings
from liciel_app.core.errors import Refused
from liciel_app.core.money import euros
from liciel_app.core.outbox import Job, register
from liciel_app.core.work import Work
from liciel_app.directory.models import Client
from liciel_app.dossiers.jobs import storage
from liciel_app.gateways.payment import (
    Forged,
    Notification,
    PaymentForm,
    PaymentRequest,
    PaymentStatus,
    PayzenShop,
    form,
    read_notification,
)

if TYPE_CHECKING:
    from liciel_app.billing.documents import InvoicePaper

PAYZEN: Final = "payzen"
PAYZEN_FORM: Final = "https://secure.payzen.eu/vads-payment/"
_SIMULATED: Final = ("12345678", "1122334455667788")
_MOST_FIELDS: Final = 200
_OUTCOMES: Final[Mapping[PaymentStatus, rules.Outcome]] = {
    PaymentStatus.PAID: "paid",
    PaymentStatus.PENDING: "pending",
    PaymentStatus.REFUSED: "declined",
}


@dataclass(frozen=True, slots=True)
class Payable:
    """What the page shows before it sends the payer to the platform."""

    form: PaymentForm
    number: str
    amount: str
    subject: str
    dossier_id: int


@dataclass(frozen=True, slots=True)
class Printed:
    sha256: str
    size: int
    name: str


def shop() -> PayzenShop:
    """The office's shop; in demo and tests the simulator's. Raises Refused when no real payment is possible."""
    chosen = settings()
    if chosen.payzen_site_id:
        if chosen.production and chosen.payzen_mode != "PRODUCTION":
            raise Refused("Le paiement en ligne est encore en mode test : réglez par virement, ou appelez-nous.")
        key = chosen.payzen_key.get_secret_value()
        return PayzenShop(chosen.payzen_form_url or PAYZEN_FORM, chosen.payzen_site_id, key, chosen.payzen_mode)
    if not chosen.simulated:
        raise Refused("Le paiement en ligne n’est pas encore ouvert : réglez par virement, ou appelez-nous.")
    site_id, key = _SIMULATED
    return PayzenShop(f"{chosen.base_url}/simulateur/vads-payment/", site_id, key, "TEST")


def ask_payment(work: Work, invoice_id: int, back: str = "/paiement/retour") -> Payable:
    """Write down that a payer is sent to the platform, and sign the form he will post. Raises NotFound, Conflict.

    `back`: where the platform sends him back, before the payment's reference.
    """
    chosen = shop()
    attempt = services.start_payment(work, invoice_id)
    invoice = queries.get(work, invoice_id)
    client, base = work.db.get_one(Client, invoice.client_id), settings().base_url
    request = PaymentRequest(
        amount_cents=attempt.cents,
        order_id=attempt.reference,
        trans_id=attempt.trans_id,
        trans_date=attempt.asked_at,
        return_url=f"{base}{back}/{attempt.reference}",
        notification_url=f"{base}/paiement/payzen/notification",
        customer_mail=client.email,
        customer_name=client.name,
        description=f"Facture {invoice.number}",
    )
    amount = euros(attempt.cents)
    return Payable(form(chosen, request), invoice.number, amount, invoice.subject, invoice.dossier_id or 0)


def believe(body: bytes) -> tuple[str, rules.PlatformEvent]:
    """The name of the event and what it says, once shop, mode and signature are right. Raises Forged."""
    try:
        chosen = shop()
    except Refused as refusal:
        raise Forged("no shop is open") from refusal
    told = read_notification(chosen, _fields(body))
    return told.event_id, _event(told)


def paper_of(work: Work, invoice: Invoice, *, title: str = "FACTURE") -> "InvoicePaper":
    """The invoice as it is printed, from what it kept when it was issued."""
    from liciel_app.billing.documents import InvoicePaper

    lines = tuple(
        rules.Line(line.label, line.unit_cents, line.vat_rate, line.quantity)
        for line in queries.lines(work, invoice.id or 0)
    )
    return InvoicePaper(
        number=invoice.number,
        issued_on=invoice.issued_on,
        due_on=invoice.due_on,
        performed_on=invoice.performed_on or invoice.issued_on,
        seller=rules.party(rules.Seller, invoice.seller),
        buyer=rules.party(rules.Buyer, invoice.buyer),
        subject=invoice.subject,
        lines=lines,
        bill=rules.bill(lines, invoice.discount_cents, invoice.rounding_cents),
        title=title,
        deducted=queries_deposits.deducted(work, invoice),
    )


def prepare_print(work: Work, invoice_id: int) -> "InvoicePaper | None":
    invoice = queries.get(work, invoice_id)
    return paper_of(work, invoice) if invoice.file_id is None and invoice.dossier_id is not None else None


def print_invoice(paper: "InvoicePaper") -> Printed:
    """The same paper gives the same content: printing again after a crash stores nothing twice."""
    from liciel_app.billing.documents import invoice_pdf

    content = invoice_pdf(paper)
    sha256 = hashlib.sha256(content).hexdigest()
    storage().put(BytesIO(content), sha256)
    return Printed(sha256, len(content), f"Facture {paper.number}.pdf")


def settle_print(work: Work, invoice_id: int, printed: Printed) -> None:
    services.attach_print(work, invoice_id, sha256=printed.sha256, size=printed.size, name=printed.name)


def prepare_notice(work: Work, notice_id: int) -> bytes | None:
    """What a crash left between keeping a notification and acting on it; nothing when it was handled."""
    notice = work.db.get(ProviderNotice, notice_id)
    return notice.body.encode() if notice is not None and notice.handled_at is None else None


def read_kept(body: bytes) -> rules.PlatformEvent | None:
    """None when the shop's key changed since: a person must look."""
    try:
        return believe(body)[1]
    except Forged:
        return None


def settle_kept(work: Work, notice_id: int, event: rules.PlatformEvent | None) -> None:
    if event is None:
        services.doubt_notice(work, notice_id, "unreadable")
    else:
        services.settle_notice(work, notice_id, event)


def _fields(body: bytes) -> dict[str, str]:
    """The posted fields, each once: a repeated name would let two readers see two values."""
    try:
        pairs = parse_qsl(
            body.decode(), keep_blank_values=True, strict_parsing=True, max_num_fields=_MOST_FIELDS, errors="strict"
        )
    except ValueError as error:
        raise Forged("not a form") from error
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise Forged("repeated field")
    if any("\0" in text for pair in pairs for text in pair) or b"\0" in body:
        raise Forged("null character")
    return fields


def _event(told: Notification) -> rules.PlatformEvent:
    return rules.PlatformEvent(
        reference=told.order_id,
        transaction=told.transaction_uuid,
        cents=told.amount_cents,
        currency=told.currency,
        outcome=_OUTCOMES[told.status],
        refund=told.operation == "CREDIT",
    )


PRINT = Job("billing.print_invoice", prepare_print, print_invoice, settle_print)
HANDLE = Job(HANDLE_NOTICE, prepare_notice, read_kept, settle_kept)
register(PRINT, HANDLE)
