"""The deposit of a quote for several lots: asked once, taken off each lot's invoice to the cent."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from liciel_app.billing import jobs, queries_deposits, services
from liciel_app.billing.models import Invoice, InvoiceState
from liciel_app.billing.models_credits import CreditNote
from liciel_app.core import worker
from liciel_app.core.access import SYSTEM
from liciel_app.core.errors import Conflict
from liciel_app.core.money import shared
from liciel_app.core.work import begin
from liciel_app.dossiers import services as dossiers
from liciel_app.orders import queries as orders
from liciel_app.orders import quoted
from liciel_app.orders.models_quotes import Quote
from liciel_app.orders.queries import quotes
from liciel_app.orders.services import accepting
from tests.billing.test_deposits import deposit_invoice, pay
from tests.orders.quotes import a_sent_quote_of_lots, a_token, an_answer, by
from tests.people import Cast

LOTS = (("DPE", "AMIANTE"), ("DPE",), ("DPE", "CARREZ"))


def an_accepted_quote_of_lots(people: Cast) -> Quote:
    quote = a_sent_quote_of_lots(people, *LOTS)
    by(people.visitor, accepting.accept, a_token(quote), an_answer(quote))
    worker.keep_all_due()
    return quote


def order_ids(quote: Quote) -> list[int]:
    with begin(SYSTEM, writing=False) as work:
        return [one.id or 0 for one in quotes.orders(work, quote).values()]


def final_invoices(people: Cast, quote: Quote) -> list[Invoice]:
    """Every lot visited and billed, one after the other."""
    for order_id in order_ids(quote):
        dossier = by(people.assistant, dossiers.open_from_order, order_id)
        by(people.assistant, services.issue, dossier.id or 0)
    with begin(SYSTEM, writing=False) as work:
        return [one for one in work.db.exec(select(Invoice)).all() if one.dossier_id is not None]


def test_one_deposit_is_asked_for_all_the_lots(people: Cast) -> None:
    quote = an_accepted_quote_of_lots(people)
    asked = deposit_invoice(quote)
    assert asked.gross_cents == quote.deposit_cents
    for order_id in order_ids(quote):
        with begin(SYSTEM, writing=False) as work:
            assert "Facture d’acompte AC-2026-0001.pdf" in [one.name for one in orders.files(work, order_id)]


def test_a_paid_deposit_comes_off_every_lots_invoice_to_the_cent(people: Cast) -> None:
    quote = an_accepted_quote_of_lots(people)
    asked = deposit_invoice(quote)
    by(SYSTEM, pay, asked)
    final = final_invoices(people, quote)
    assert sum(one.gross_cents for one in final) == quote.gross_cents
    assert sum(one.paid_cents for one in final) == asked.gross_cents
    assert all(0 < one.paid_cents < one.gross_cents for one in final)
    with begin(SYSTEM, writing=False) as work:
        printed = [jobs.paper_of(work, one).deducted for one in final]
    assert printed == [(("Acompte AC-2026-0001 du 23/11/2026", one.paid_cents),) for one in final]


def test_an_unpaid_deposit_is_taken_back_once_and_whole(people: Cast) -> None:
    quote = an_accepted_quote_of_lots(people)
    asked = deposit_invoice(quote)
    final = final_invoices(people, quote)
    worker.keep_all_due()
    with begin(SYSTEM, writing=False) as work:
        made = work.db.get_one(Invoice, work.db.exec(select(CreditNote)).one().invoice_id)
        assert work.db.get_one(Invoice, asked.id).state is InvoiceState.CREDITED
    assert (made.gross_cents, [one.paid_cents for one in final]) == (-asked.gross_cents, [0, 0, 0])
    with pytest.raises(Conflict):
        by(SYSTEM, services.start_payment, asked.id or 0)


def test_the_later_lots_then_ask_for_their_whole_price(people: Cast) -> None:
    quote = an_accepted_quote_of_lots(people)
    final = final_invoices(people, quote)
    worker.keep_all_due()
    with begin(SYSTEM, writing=False) as work:
        papers = [jobs.paper_of(work, one) for one in final]
        lots = [one.gross_cents for one in quotes.orders(work, quote).values()]
    assert [(one.gross_cents, one.state) for one in final] == [(cents, InvoiceState.ISSUED) for cents in lots]
    assert [(one.deducted, one.bill.gross_cents) for one in papers] == [((), cents) for cents in lots]
    attempts = [by(SYSTEM, services.start_payment, one.id or 0) for one in final]
    assert [one.cents for one in attempts] == lots


def test_a_half_paid_deposit_is_shared_and_its_rest_taken_back(people: Cast) -> None:
    quote = an_accepted_quote_of_lots(people)
    asked = deposit_invoice(quote)
    by(SYSTEM, services.record_payment, asked, cents=1_001, provider="payzen", provider_event="half", method="card")
    final = final_invoices(people, quote)
    with begin(SYSTEM, writing=False) as work:
        made = work.db.get_one(Invoice, work.db.exec(select(CreditNote)).one().invoice_id)
    assert sum(one.paid_cents for one in final) == 1_001
    assert made.gross_cents == 1_001 - asked.gross_cents


def test_a_deposit_paid_between_two_lots_is_still_whole(people: Cast) -> None:
    quote = an_accepted_quote_of_lots(people)
    first = by(people.assistant, dossiers.open_from_order, order_ids(quote)[0])
    by(people.assistant, services.issue, first.id or 0)
    asked = deposit_invoice(quote)
    by(SYSTEM, pay, asked)
    worker.keep_all_due()
    assert sum(one.paid_cents for one in final_invoices(people, quote)) == asked.gross_cents


def test_the_shares_are_kept_with_the_deposit(people: Cast) -> None:
    quote = an_accepted_quote_of_lots(people)
    with begin(SYSTEM, writing=False) as work:
        deposit = queries_deposits.of_quote(work, quote.id or 0)
        assert deposit is not None
        kept = queries_deposits.shares(work, deposit.id or 0)
    assert [one.order_id for one in kept] == order_ids(quote)
    assert sum(one.cents for one in kept) == quote.deposit_cents


@given(st.lists(st.integers(1, 5_000_000), min_size=1, max_size=20), st.decimals(0, 100, places=2), st.data())
def test_shares_sum_to_the_deposit_and_none_is_above_its_lot(
    grosses: list[int], percent: Decimal, data: st.DataObject
) -> None:
    rate = data.draw(st.sampled_from(["0", "8.5", "20"]))
    deposit = quoted.Deposit(percent=percent).of(sum(grosses), Decimal(rate))
    parts = shared(deposit, grosses)
    assert sum(parts) == deposit
    assert all(0 <= part <= gross for part, gross in zip(parts, grosses, strict=True))
