"""The invoices' screen: what Nathalie sees and does there, and what others are refused."""

from datetime import date

import pytest

from liciel_app.billing import queries, services
from liciel_app.billing.models import Invoice, InvoiceState
from liciel_app.billing.screens.invoice_list import InvoiceList
from liciel_app.billing.screens.invoice_panel import InvoicePanel
from liciel_app.core.access import SYSTEM
from liciel_app.core.money import euros
from liciel_app.core.work import begin
from tests.billing.builders import a_dossier, an_invoice, by
from tests.billing.test_deposits import an_accepted_quote, deposit_invoice, final_invoice
from tests.client import Browser
from tests.people import Cast

NATHALIE, ELODIE = "n.ferrand@atlantique-diag.example", "e.roux@atlantique-diag.example"
CLAIRE, KARIM = "b.dupuy@courriel.example", "k.benali@atlantique-diag.example"
TODAY = {"method": "cheque", "received_on": "2026-11-23"}


@pytest.fixture
def invoice(people: Cast) -> Invoice:
    return an_invoice(people.assistant, people.client_id)


def _state(invoice: Invoice) -> InvoiceState:
    with begin(SYSTEM, writing=False) as work:
        return queries.get(work, invoice.id or 0).state


async def test_nathalie_lists_what_was_issued_and_what_is_owed(browser: Browser, invoice: Invoice) -> None:
    tab = browser.tab(NATHALIE)
    await tab.send(InvoiceList.load)
    shown = await tab.state(InvoiceList)
    assert [(row.number, row.status, row.due) for row in shown.rows] == [("FA-2026-0001", "issued", "396,00\u00a0€")]
    assert (shown.counts["unpaid"], shown.counts["late"], shown.owed) == (1, 0, "396,00\u00a0€")


async def test_her_open_list_follows_a_payment_made_elsewhere(browser: Browser, people: Cast, invoice: Invoice) -> None:
    tab = browser.tab(NATHALIE)
    await tab.send(InvoiceList.load)
    by(people.manager, lambda work: services.mark_paid(work, invoice.id or 0, "cash", date(2026, 11, 23)))
    await tab.send(InvoiceList.tick)
    shown = await tab.state(InvoiceList)
    assert [row.status for row in shown.rows] == ["paid"]


async def test_she_receives_a_cheque_and_the_invoice_is_settled(browser: Browser, invoice: Invoice) -> None:
    tab = browser.tab(NATHALIE)
    await tab.send(InvoicePanel.open, invoice_id=invoice.id)
    await tab.send(InvoicePanel.mark_paid, values=TODAY)
    assert "Règlement enregistré" in tab.toasts
    assert _state(invoice) is InvoiceState.PAID
    panel = await tab.state(InvoicePanel)
    assert [payment.method for payment in panel.payments] == ["Chèque"]


async def test_a_wrong_date_is_said_beside_its_field_and_nothing_is_received(
    browser: Browser, invoice: Invoice
) -> None:
    tab = browser.tab(NATHALIE)
    await tab.send(InvoicePanel.open, invoice_id=invoice.id)
    for typed in ("2026-12-24", "hier"):
        await tab.send(InvoicePanel.mark_paid, values=TODAY | {"received_on": typed})
        assert "received_on" in (await tab.state(InvoicePanel)).errors
    assert _state(invoice) is InvoiceState.ISSUED


async def test_she_takes_a_payment_back(browser: Browser, invoice: Invoice) -> None:
    tab = browser.tab(NATHALIE)
    await tab.send(InvoicePanel.open, invoice_id=invoice.id)
    await tab.send(InvoicePanel.mark_paid, values=TODAY)
    payment = (await tab.state(InvoicePanel)).payments[0]
    await tab.send(InvoicePanel.ask_reversal, payment_id=payment.id)
    await tab.send(InvoicePanel.reverse)
    assert "de nouveau due" in tab.toasts
    assert _state(invoice) is InvoiceState.ISSUED


@pytest.mark.parametrize("email", ["", CLAIRE, KARIM, ELODIE])
async def test_others_are_shown_nothing_and_change_nothing(browser: Browser, invoice: Invoice, email: str) -> None:
    tab = browser.tab(email)
    await tab.send(InvoiceList.load)
    await tab.send(InvoiceList.search, words="FA")
    await tab.send(InvoiceList.sort_by, key="gross")
    await tab.send(InvoiceList.turn, move="last")
    await tab.send(InvoiceList.tick)
    await tab.send(InvoiceList.close_notice, notice_id=1)
    await tab.send(InvoicePanel.open, invoice_id=invoice.id)
    await tab.send(InvoicePanel.mark_paid, values=TODAY)
    await tab.send(InvoicePanel.ask_reversal, payment_id=1)
    await tab.send(InvoicePanel.reverse)
    assert invoice.number not in tab.received
    assert _state(invoice) is InvoiceState.ISSUED


def test_lists_sort_search_and_turn_by_key(people: Cast) -> None:
    from liciel_app.core.paging import Asked

    def thirty(work) -> None:
        for rank in range(30):
            services.issue(work, a_dossier(work, people.client_id, prices=(("DPE", 1_000 + rank),)))

    by(people.assistant, thirty)
    with begin(people.assistant, writing=False) as work:
        first = queries.invoices_page(work, Asked(sort="gross", descending=False))
        second = queries.invoices_page(work, Asked(sort="gross", descending=False, move="next", end=first.end))
        found = queries.invoices_page(work, Asked(search="dupuy fa-2026-0007"))
    assert (len(first.rows), len(second.rows), first.total) == (25, 5, 30)
    assert first.rows[0].gross == "12,00\u00a0€"
    assert [row.number for row in found.rows] == ["FA-2026-0007"]


def test_an_invoice_is_late_the_day_after_it_was_due(people: Cast, invoice: Invoice, set_clock) -> None:
    from datetime import UTC, datetime

    from liciel_app.core.paging import Asked

    set_clock(datetime(2026, 11, 24, 8, tzinfo=UTC))
    with begin(people.assistant, writing=False) as work:
        assert queries.counts(work) == {"unpaid": 1, "late": 1, "to_check": 0}
        assert [row.status for row in queries.invoices_page(work, Asked(), "late").rows] == ["late"]
        assert queries.invoices_page(work, Asked(), "paid").rows == []


def test_the_row_of_a_dossier_is_for_its_client_and_the_desk(people: Cast, invoice: Invoice) -> None:
    for actor, seen in ((people.client, True), (people.assistant, True), (people.stranger, False)):
        with begin(actor, writing=False) as work:
            row = queries.row_of_dossier(work, invoice.dossier_id or 0)
        assert (row is not None) == seen


async def test_of_a_deposit_taken_back_nothing_is_to_receive(browser: Browser, people: Cast) -> None:
    quote = an_accepted_quote(people)
    final_invoice(people, quote)
    tab = browser.tab(NATHALIE)
    await tab.send(InvoicePanel.open, invoice_id=deposit_invoice(quote).id)
    panel = await tab.state(InvoicePanel)
    assert (panel.settled, panel.due) == (True, euros(0))
