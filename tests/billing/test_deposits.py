"""Deposits: asked for at acceptance, paid online, taken off the final invoice."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import col, select

from liciel_app.billing import jobs, jobs_deposits, queries, queries_deposits, services
from liciel_app.billing.models import Invoice, InvoiceState, Payment
from liciel_app.billing.models_credits import CreditNote
from liciel_app.billing.services.deposits import issue_deposit
from liciel_app.core import worker
from liciel_app.core.access import SYSTEM
from liciel_app.core.errors import Conflict, Invalid, NotAllowed
from liciel_app.core.money import euros
from liciel_app.core.paging import Asked
from liciel_app.core.work import Work, begin
from liciel_app.directory.models import ClientKind
from liciel_app.dossiers import services as dossiers
from liciel_app.orders import queries as orders
from liciel_app.orders import quoted
from liciel_app.orders.models_quotes import Quote
from liciel_app.orders.services import accepting
from liciel_app.orders.services.deposit_rules import set_deposit_rule
from tests.conftest import rows
from tests.orders.quotes import CLIENT, a_sent_quote, a_token, an_answer, by, mails
from tests.people import Cast


def an_accepted_quote(people: Cast) -> Quote:
    quote = a_sent_quote(people)
    by(people.visitor, accepting.accept, a_token(quote), an_answer(quote))
    worker.keep_all_due()
    return quote


def deposit_invoice(quote: Quote) -> Invoice:
    with begin(SYSTEM, writing=False) as work:
        found = queries_deposits.of_quote(work, quote.id or 0)
        assert found is not None
        return work.db.get_one(Invoice, found.invoice_id)


def pay(work: Work, invoice: Invoice) -> None:
    services.record_payment(
        work, invoice, cents=invoice.gross_cents, provider="payzen", provider_event=f"t-{invoice.id}", method="card"
    )


def final_invoice(people: Cast, quote: Quote) -> Invoice:
    dossier = by(people.assistant, dossiers.open_from_order, quote.order_id)
    return by(people.assistant, services.issue, dossier.id or 0)


def test_accepting_issues_the_deposit_invoice_in_its_own_series(people: Cast) -> None:
    quote = an_accepted_quote(people)
    invoice = deposit_invoice(quote)
    assert (invoice.number, invoice.gross_cents) == ("AC-2026-0001", quote.deposit_cents)
    assert invoice.gross_cents == invoice.net_cents + invoice.vat_cents
    with begin(SYSTEM) as work:
        names = [one.name for one in orders.files(work, quote.order_id)]
    assert "Facture d’acompte AC-2026-0001.pdf" in names


def test_the_deposit_is_issued_once_however_often_it_is_asked(people: Cast) -> None:
    quote = an_accepted_quote(people)
    with ThreadPoolExecutor(4) as clerks:
        made = list(clerks.map(lambda _: by(people.assistant, issue_deposit, quote.id or 0), range(4)))
    with begin(SYSTEM) as work:
        assert (len({one.id for one in made if one}), rows(work, "deposit")) == (1, 1)


def test_a_paid_deposit_comes_off_the_final_invoice(people: Cast) -> None:
    quote = an_accepted_quote(people)
    asked = deposit_invoice(quote)
    by(SYSTEM, pay, asked)
    final = final_invoice(people, quote)
    with begin(SYSTEM) as work:
        kept = work.db.get_one(Invoice, final.id)
        paper = jobs.paper_of(work, kept)
        assert kept.gross_cents == quote.gross_cents
        assert (kept.paid_cents, kept.state) == (asked.gross_cents, InvoiceState.PARTLY_PAID)
        assert paper.deducted == (("Acompte AC-2026-0001 du 23/11/2026", asked.gross_cents),)
        assert services.start_payment(work, final.id or 0).cents == quote.gross_cents - asked.gross_cents


def test_an_unpaid_deposit_is_taken_back_by_a_credit_note(people: Cast) -> None:
    quote = an_accepted_quote(people)
    asked = deposit_invoice(quote)
    final = final_invoice(people, quote)
    worker.keep_all_due()
    with begin(SYSTEM) as work:
        note = work.db.exec(select(CreditNote)).one()
        made = work.db.get_one(Invoice, note.invoice_id)
        names = [one.name for one in orders.files(work, quote.order_id)]
        assert (final.paid_cents, note.credits_id) == (0, asked.id)
        assert (made.number, made.gross_cents, made.net_cents) == (
            "AV-2026-0001",
            -asked.gross_cents,
            -asked.net_cents,
        )
        assert work.db.get_one(Invoice, asked.id).state is InvoiceState.CREDITED
        assert "Avoir AV-2026-0001.pdf" in names


def test_the_client_is_sent_the_credit_note_with_its_paper_once(people: Cast) -> None:
    quote = an_accepted_quote(people)
    final = final_invoice(people, quote)
    worker.keep_all_due()
    worker.keep_all_due()
    letter = mails("creditnote.issued")
    assert [(one.recipient, one.subject) for one in letter] == [(CLIENT, "Avoir AV-2026-0001")]
    assert "Avoir AV-2026-0001.pdf" in letter[0].attachments
    assert f"Repris par la facture {final.number}." in letter[0].text


def test_nothing_is_owed_of_what_was_taken_back(people: Cast) -> None:
    quote = an_accepted_quote(people)
    asked = deposit_invoice(quote)
    final = final_invoice(people, quote)
    with begin(people.manager) as work:
        owed = [row.number for row in queries.invoices_page(work, Asked(), "unpaid").rows]
        assert owed == [final.number]
        assert queries.owed(work) == euros(final.gross_cents)
    with begin(SYSTEM) as work, pytest.raises(Conflict):
        services.start_payment(work, asked.id or 0)
    with pytest.raises(Conflict):
        by(people.manager, services.mark_paid, asked.id or 0, "card", asked.issued_on)


def test_a_deposit_half_paid_is_deducted_and_its_rest_taken_back(people: Cast) -> None:
    quote = an_accepted_quote(people)
    asked = deposit_invoice(quote)
    by(SYSTEM, services.record_payment, asked, cents=1_000, provider="payzen", provider_event="half", method="card")
    final = final_invoice(people, quote)
    with begin(SYSTEM) as work:
        made = work.db.get_one(Invoice, work.db.exec(select(CreditNote)).one().invoice_id)
        assert made.gross_cents == 1_000 - asked.gross_cents
        assert made.gross_cents == made.net_cents + made.vat_cents + made.rounding_cents
        assert work.db.get_one(Invoice, final.id).paid_cents == 1_000


def test_the_credit_note_of_the_same_deposit_is_the_same_paper(people: Cast) -> None:
    final_invoice(people, an_accepted_quote(people))
    with begin(SYSTEM, writing=False) as work:
        paper = jobs_deposits.prepare_credit(work, 1)
    assert paper is not None
    assert "AC-2026-0001" in paper.takes_back
    assert jobs_deposits.print_credit(paper).sha256 == jobs_deposits.print_credit(paper).sha256


def test_a_deposit_paid_after_the_final_invoice_still_counts_once(people: Cast) -> None:
    quote = an_accepted_quote(people)
    final = final_invoice(people, quote)
    asked = deposit_invoice(quote)
    by(SYSTEM, pay, asked)
    worker.keep_all_due()
    worker.keep_all_due()
    with begin(SYSTEM) as work:
        taken = work.db.exec(select(Payment).where(col(Payment.invoice_id) == final.id)).all()
        assert [one.cents for one in taken] == [asked.gross_cents]


def test_the_payer_of_a_deposit_is_thanked_for_a_deposit(people: Cast) -> None:
    by(SYSTEM, pay, deposit_invoice(an_accepted_quote(people)))
    assert len(mails("deposit.received")) == 1
    assert mails("payment.received") == []


def test_a_fixed_deposit_for_agencies(people: Cast) -> None:
    by(people.manager, set_deposit_rule, ClientKind.AGENCY, percent=None, cents=10_000)
    quote = a_sent_quote(people, contact={"kind": ClientKind.AGENCY, "email": "agence@courriel.example"})
    assert quote.deposit_cents == 10_000


def test_no_deposit_where_the_office_asks_for_none(people: Cast) -> None:
    by(people.manager, set_deposit_rule, ClientKind.PRIVATE, percent=Decimal(0), cents=None)
    quote = an_accepted_quote(people)
    with begin(SYSTEM) as work:
        assert queries_deposits.of_quote(work, quote.id or 0) is None


@pytest.mark.parametrize("said", [(Decimal(101), None), (Decimal("NaN"), None), (None, -1), (Decimal(10), 10)])
def test_absurd_rules_are_refused(people: Cast, said: tuple[Decimal | None, int | None]) -> None:
    with pytest.raises(Invalid):
        by(people.manager, set_deposit_rule, ClientKind.PRIVATE, percent=said[0], cents=said[1])


def test_the_assistant_does_not_set_the_rule(people: Cast) -> None:
    with pytest.raises(NotAllowed):
        by(people.assistant, set_deposit_rule, ClientKind.PRIVATE, percent=Decimal(10), cents=None)


@given(st.integers(0, 10_000_000), st.decimals(0, 100, places=2), st.sampled_from(["0", "8.5", "20"]))
def test_a_deposit_is_a_price_and_its_tax_to_the_cent(gross: int, percent: Decimal, rate: str) -> None:
    asked = quoted.Deposit(percent=percent).of(gross, Decimal(rate))
    net = quoted.net_of(asked, Decimal(rate))
    assert asked == quoted.totals([quoted.Line(1, "X", "x", net)], 0, Decimal(rate)).gross_cents
    assert 0 <= asked <= gross


def test_the_clients_bill_shows_the_deposit(people: Cast) -> None:
    quote = a_sent_quote(people, client_id=people.client_id)
    by(people.visitor, accepting.accept, a_token(quote), an_answer(quote))
    worker.keep_all_due()
    with begin(people.client) as work:
        assert [row.number for row in queries.invoices_page(work, Asked(), "unpaid").rows] == ["AC-2026-0001"]
