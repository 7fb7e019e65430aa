# pyright: strict
"""Issuing: a number under the lock of its series, copies of everything, and the gate closed until it is paid."""

from liciel_app.billing import queries, rules
from liciel_app.billing.models import Invoice, InvoiceLine, InvoiceState, Series
from liciel_app.billing.services.deducting import deduct_deposits
from liciel_app.billing.services.locks import locked, only_for
from liciel_app.billing.services.numbering import lock_series, take_number
from liciel_app.core import clock
from liciel_app.core.access import Permission
from liciel_app.core.text import normalise, one_line
from liciel_app.core.work import Work
from liciel_app.directory.models import Client, ClientKind
from liciel_app.dossiers import queries as dossier_queries
from liciel_app.dossiers import services as dossier_services
from liciel_app.dossiers.models import Dossier, FileRole, HoldReason
from liciel_app.office import queries as office_queries
from liciel_app.office.parties import seller_of


def issue(work: Work, dossier_id: int) -> Invoice:
    """The dossier's invoice, issued now unless it already was. Raises Refused when there is nothing to bill."""
    only_for(work, Permission.BILLING_WRITE)
    dossier = dossier_queries.get(work, dossier_id)
    known = queries.of_dossier(work, dossier_id)
    if known is not None:
        return known
    series = lock_series(work, rules.series_of(work.today))
    known = queries.of_dossier(work, dossier_id)  # issued by somebody else while we waited for the lock
    return known if known is not None else _issue(work, dossier, series)


def attach_print(work: Work, invoice_id: int, *, sha256: str, size: int, name: str) -> None:
    """The printed invoice, already in the storage, becomes a file of its dossier. Twice is once."""
    invoice = locked(work, invoice_id)
    if invoice.file_id is not None or invoice.dossier_id is None:
        return
    file = dossier_services.add_file(
        work, invoice.dossier_id, sha256=sha256, size=size, name=name, role=FileRole.INVOICE
    )
    invoice.file_id = file.id
    work.db.add(invoice)
    work.record("invoice.printed", invoice, after={"file": file.name, "sha256": sha256})


def _issue(work: Work, dossier: Dossier, series: Series) -> Invoice:
    client = work.db.get_one(Client, dossier.client_id)
    lines = [
        rules.Line(mission.label, mission.cents, dossier.vat_percent)
        for mission in queries.missions(work, dossier.id or 0)
    ]
    bill = rules.bill(lines, dossier.discount_cents, dossier.rounding_cents)
    invoice = _invoice(work, dossier, client, series)
    invoice.net_cents, invoice.discount_cents = bill.net_cents, bill.discount_cents
    invoice.vat_cents, invoice.rounding_cents = bill.vat_cents, bill.rounding_cents
    invoice.gross_cents = bill.gross_cents
    invoice.state = rules.state_of(bill.gross_cents, 0)
    work.db.add(invoice)
    work.db.flush()
    work.db.add_all(line_rows(invoice.id or 0, lines))
    _tell(work, invoice, dossier.id or 0)
    deduct_deposits(work, invoice, dossier)
    return invoice


def _invoice(work: Work, dossier: Dossier, client: Client, series: Series) -> Invoice:
    """Takes the next number; a rollback gives it back."""
    buyer, number = _buyer(dossier, client), take_number(work, series)
    issued_on = series.last_issued_on or work.today
    place = one_line(f"{dossier.street}, {dossier.postcode} {dossier.city}")
    visited = clock.local(dossier.visit_at).date() if dossier.visit_at else None
    return Invoice(
        number=number,
        series=series.code,
        dossier_id=dossier.id,
        client_id=dossier.client_id,
        issued_on=issued_on,
        issued_at=work.now,
        due_on=rules.due_day(issued_on, client.payment_days, professional=buyer.professional),
        performed_on=visited or issued_on,
        seller=rules.kept(seller_of(office_queries.office(work))),
        buyer=rules.kept(buyer),
        buyer_name=buyer.name,
        subject=place,
        net_cents=0,
        vat_cents=0,
        gross_cents=0,
        norm=normalise(number, buyer.name, place, dossier.reference),
    )


def _buyer(dossier: Dossier, client: Client) -> rules.Buyer:
    """A client who gave no address of his own is billed at the property's."""
    at = client if client.city else dossier
    return rules.Buyer(
        name=client.name,
        professional=client.kind is not ClientKind.PRIVATE,
        street=at.street,
        postcode=at.postcode,
        city=at.city,
        siret=client.siret,
        vat_number=client.vat_number,
        reference=dossier.reference,
    )


def line_rows(invoice_id: int, lines: list[rules.Line]) -> list[InvoiceLine]:
    return [
        InvoiceLine(
            invoice_id=invoice_id,
            position=position,
            label=line.label,
            quantity=line.quantity,
            unit_cents=line.unit_cents,
            net_cents=line.net_cents,
            vat_rate=line.vat_rate,
        )
        for position, line in enumerate(lines, 1)
    ]


def _tell(work: Work, invoice: Invoice, dossier_id: int) -> None:
    """The dossier learns what it costs, and keeps its originals until it is paid."""
    dossier_services.note_invoiced(work, dossier_id, cents=invoice.gross_cents)
    if invoice.state is InvoiceState.PAID:
        dossier_services.note_paid(work, dossier_id, cents=0)
    else:
        dossier_services.place_hold(work, dossier_id, HoldReason.UNPAID)
    work.later("billing.print_invoice", invoice)
    facts = {"number": invoice.number, "gross_cents": invoice.gross_cents, "due_on": invoice.due_on}
    work.record("invoice.issued", invoice, after=facts)
