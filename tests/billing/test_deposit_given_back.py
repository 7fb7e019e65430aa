"""A deposit whose money goes back after a final invoice counted on it: the gate closes, nobody is asked twice."""

from datetime import UTC, datetime

import pytest
from sqlmodel import col, select

from liciel_app.billing import jobs, queries, services
from liciel_app.billing.models import Invoice, InvoiceState, Payment
from liciel_app.billing.models_credits import CreditNote
from liciel_app.billing.services.deposits import issue_deposit
from liciel_app.core import worker
from liciel_app.core.access import SYSTEM
from liciel_app.core.errors import Conflict
from liciel_app.core.money import euros
from liciel_app.core.work import begin
from liciel_app.dossiers import services as dossiers
from liciel_app.orders.models_quotes import Quote
from liciel_app.orders.services import accepting
from tests.billing.builders import an_attempt, open_holds, told
from tests.billing.test_deposits import an_accepted_quote, deposit_invoice, final_invoice, pay
from tests.billing.test_lot_deposits import an_accepted_quote_of_lots, final_invoices
from tests.orders.quotes import a_sent_quote, a_token, an_answer, by
from tests.people import Cast


def again(invoice: Invoice) -> Invoice:
    with begin(SYSTEM, writing=False) as work:
        return work.db.get_one(Invoice, invoice.id)


def holds(invoice: Invoice) -> int:
    with begin(SYSTEM, writing=False) as work:
        return open_holds(work, invoice.dossier_id or 0)


def payments(invoice: Invoice) -> list[Payment]:
    with begin(SYSTEM, writing=False) as work:
        wanted = select(Payment).where(col(Payment.invoice_id) == invoice.id).order_by(col(Payment.id))
        return list(work.db.exec(wanted).all())


def settled(people: Cast) -> tuple[Quote, Invoice, Invoice]:
    """The deposit is paid, taken off the final invoice, and the rest of that one is paid as well."""
    quote = an_accepted_quote(people)
    asked = deposit_invoice(quote)
    by(SYSTEM, pay, asked)
    final = final_invoice(people, quote)
    by(people.manager, services.mark_paid, final.id or 0, "card", final.issued_on)
    assert holds(final) == 0
    return quote, asked, final


def test_the_originals_are_held_again_when_the_deposits_money_goes_back(people: Cast) -> None:
    _, asked, final = settled(people)
    by(people.manager, services.reverse_payment, payments(asked)[0].id or 0)
    assert holds(final) == 1
    due = again(final)
    assert (due.gross_cents - due.paid_cents, due.state) == (asked.gross_cents, InvoiceState.PARTLY_PAID)


def test_what_went_back_is_asked_once_by_the_final_invoice(people: Cast) -> None:
    _, asked, final = settled(people)
    by(people.manager, services.reverse_payment, payments(asked)[0].id or 0)
    with begin(people.manager) as work:
        assert queries.owed(work) == euros(asked.gross_cents)
        note = work.db.exec(select(CreditNote)).one()
        assert (note.credits_id, note.reason) == (asked.id, f"Règlement annulé, repris par la facture {final.number}")
    with pytest.raises(Conflict):
        by(SYSTEM, services.start_payment, asked.id or 0)
    by(people.manager, services.mark_paid, final.id or 0, "transfer", final.issued_on)
    assert (again(final).paid_cents, holds(final)) == (final.gross_cents, 0)


def notified(body: bytes) -> None:
    name, event = jobs.believe(body)
    notice = by(SYSTEM, services.take_notice, provider="payzen", event=name, body="", origin="")
    by(SYSTEM, services.settle_notice, notice.id or 0, event)


def test_a_bank_that_withdraws_the_deposit_closes_the_gate_too(people: Cast) -> None:
    quote = an_accepted_quote(people)
    attempt = an_attempt(SYSTEM, deposit_invoice(quote))
    notified(told(attempt))
    final = final_invoice(people, quote)
    by(people.manager, services.mark_paid, final.id or 0, "card", final.issued_on)
    assert holds(final) == 0
    notified(told(attempt, trans_status="CANCELLED"))
    assert (holds(final), again(final).state) == (1, InvoiceState.PARTLY_PAID)


def test_what_a_deposit_brought_a_final_invoice_is_not_taken_back_there(people: Cast) -> None:
    _, _, final = settled(people)
    with pytest.raises(Conflict, match="facture d’acompte"):
        by(people.manager, services.reverse_payment, payments(final)[0].id or 0)
    assert (again(final).state, holds(final)) == (InvoiceState.PAID, 0)


def test_every_lot_that_counted_on_the_deposit_asks_for_its_part_again(people: Cast) -> None:
    quote = an_accepted_quote_of_lots(people)
    asked = deposit_invoice(quote)
    by(SYSTEM, pay, asked)
    finals = final_invoices(people, quote)
    by(people.manager, services.reverse_payment, payments(asked)[0].id or 0)
    assert [again(one).paid_cents for one in finals] == [0, 0, 0]
    assert [holds(one) for one in finals] == [1, 1, 1]
    with begin(people.manager) as work:
        assert queries.owed(work) == euros(quote.gross_cents)


def test_a_lot_billed_afterwards_counts_on_nothing(people: Cast) -> None:
    quote = an_accepted_quote_of_lots(people)
    asked = deposit_invoice(quote)
    by(SYSTEM, pay, asked)
    first = by(people.assistant, dossiers.open_from_order, quote.order_id)
    by(people.assistant, services.issue, first.id or 0)
    by(people.manager, services.reverse_payment, payments(asked)[0].id or 0)
    assert sum(one.paid_cents for one in final_invoices(people, quote)) == 0


def test_one_of_two_payments_gone_leaves_the_other_taken_off(people: Cast) -> None:
    quote = an_accepted_quote(people)
    asked = deposit_invoice(quote)
    for name, cents in (("first", 1_000), ("second", asked.gross_cents - 1_000)):
        by(SYSTEM, services.record_payment, asked, cents=cents, provider="payzen", provider_event=name, method="card")
    final = final_invoice(people, quote)
    by(people.manager, services.reverse_payment, payments(asked)[1].id or 0)
    worker.keep_all_due()
    assert again(final).paid_cents == 1_000
    with begin(people.manager) as work:
        assert queries.owed(work) == euros(final.gross_cents - 1_000)


def test_a_deposit_reversed_before_any_final_invoice_is_simply_due(people: Cast) -> None:
    quote = an_accepted_quote(people)
    asked = deposit_invoice(quote)
    by(SYSTEM, pay, asked)
    by(people.manager, services.reverse_payment, payments(asked)[0].id or 0)
    with begin(people.manager) as work:
        assert queries.owed(work) == euros(asked.gross_cents)
        assert work.db.exec(select(CreditNote)).first() is None


def test_deposits_and_credit_notes_of_two_clerks_at_midnight_are_not_dated_backwards(people: Cast) -> None:
    after, before = (datetime(2026, 11, 24, hour, 30, tzinfo=UTC) for hour in (23, 22))
    quotes = [a_sent_quote(people), a_sent_quote(people)]
    for quote in quotes:
        by(people.visitor, accepting.accept, a_token(quote), an_answer(quote))
    opened = [by(people.assistant, dossiers.open_from_order, quote.order_id) for quote in quotes]
    for quote, dossier, now in zip(quotes, opened, (after, before), strict=True):
        with begin(people.assistant, now=now) as work:
            issue_deposit(work, quote.id or 0)
            services.issue(work, dossier.id or 0)
    with begin(SYSTEM, writing=False) as work:
        issued = work.db.exec(select(Invoice).order_by(col(Invoice.number))).all()
    for series in ("AC-2026", "AV-2026", "FA-2026"):
        days = [one.issued_on for one in issued if one.series == series]
        assert (len(days), days) == (2, sorted(days))
