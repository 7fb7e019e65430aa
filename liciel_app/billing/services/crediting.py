# pyright: strict
"""The credit note (avoir, type 381): a deposit nobody paid is taken back when the final invoice asks for everything."""

from collections.abc import Iterable

from sqlmodel import col, select

from liciel_app.billing import rules
from liciel_app.billing.models import Invoice, InvoiceLine, InvoiceState, Series
from liciel_app.billing.models_credits import CreditNote
from liciel_app.billing.services.locks import locked
from liciel_app.billing.services.numbering import lock_series, take_number
from liciel_app.billing.services.writing import write_client
from liciel_app.core import files
from liciel_app.core.money import euros
from liciel_app.core.text import normalise
from liciel_app.core.work import Work
from liciel_app.messaging.services import Enclosure
from liciel_app.orders.pricing.taxes import from_gross
from liciel_app.orders.services.order_papers import PDF, Printed, join_order

PRINT_CREDIT = "billing.print_credit"


def credit_rest(work: Work, invoice_id: int, reason: str) -> CreditNote | None:
    """Take back what is still owed of an invoice, once; None when nothing is. Its number is of its own series."""
    known = credit_of(work, invoice_id)
    if known is not None:
        return known
    series = lock_series(work, rules.series_of(work.today, rules.CREDITS))
    known = credit_of(work, invoice_id)  # made by somebody else while we waited for the lock
    owing = locked(work, invoice_id)
    due = owing.gross_cents - owing.paid_cents
    if known is not None or due <= 0:
        return known
    made = _credit_note(work, owing, series, due)
    note = CreditNote(
        invoice_id=made.id or 0, credits_id=invoice_id, reason=reason, made_at=work.now, made_by=work.actor.name
    )
    owing.state = InvoiceState.CREDITED
    work.db.add_all((note, owing))
    work.db.flush()
    work.later(PRINT_CREDIT, note)
    facts = {"number": made.number, "credits": owing.number, "gross_cents": made.gross_cents, "reason": reason}
    work.record("invoice.credited", owing, after=facts)
    return note


def credit_of(work: Work, invoice_id: int) -> CreditNote | None:
    return work.db.exec(select(CreditNote).where(col(CreditNote.credits_id) == invoice_id)).first()


def attach_credit(work: Work, note_id: int, order_ids: Iterable[int], printed: Printed) -> None:
    """The printed credit note joins the files of those orders, and leaves by mail to the client. Twice is once."""
    note = work.db.get_one(CreditNote, note_id)
    if note.sha256 is not None:
        return
    files.keep(work, sha256=printed.sha256, size=len(printed.content), media_type=PDF)
    for order_id in order_ids:
        join_order(work, order_id, printed)
    note.sha256 = printed.sha256
    work.db.add(note)
    work.record("creditnote.printed", note, after={"file": printed.name, "sha256": printed.sha256})
    _tell(work, note, printed)


def _tell(work: Work, note: CreditNote, printed: Printed) -> None:
    made, taken = work.db.get_one(Invoice, note.invoice_id), work.db.get_one(Invoice, note.credits_id)
    paper = Enclosure(printed.name, PDF, printed.content)
    told = {"amount": euros(-made.gross_cents), "taken": taken.number, "reason": note.reason}
    write_client(work, made, "creditnote.issued", note.id, (paper,), **told)


def _credit_note(work: Work, owing: Invoice, series: Series, due: int) -> Invoice:
    """Of a deposit: one line, one rate. What was not paid of it, with its tax."""
    number = take_number(work, series)
    issued_on = series.last_issued_on or work.today
    rate = work.db.exec(select(InvoiceLine).where(col(InvoiceLine.invoice_id) == owing.id)).one().vat_rate
    taken = from_gross(due, rate)
    made = Invoice(
        number=number,
        series=series.code,
        client_id=owing.client_id,
        issued_on=issued_on,
        issued_at=work.now,
        due_on=issued_on,
        performed_on=owing.performed_on,
        seller=owing.seller,
        buyer=owing.buyer,
        buyer_name=owing.buyer_name,
        subject=owing.subject,
        net_cents=-taken.net_cents,
        vat_cents=-taken.vat_cents,
        rounding_cents=-taken.rounding_cents,
        gross_cents=-taken.gross_cents,
        state=InvoiceState.CREDITED,
        norm=normalise(number, owing.buyer_name, owing.subject, owing.number),
    )
    work.db.add(made)
    work.db.flush()
    work.db.add(
        InvoiceLine(
            invoice_id=made.id or 0,
            position=1,
            label=f"Annulation de la facture {owing.number}",
            unit_cents=-taken.net_cents,
            net_cents=-taken.net_cents,
            vat_rate=rate,
        )
    )
    return made
