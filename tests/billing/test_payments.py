"""Money received: by the desk, or said by the platform; the gate opens when all of it came, and closes when it goes."""

from datetime import date

import pytest
from sqlmodel import col, select

from liciel_app.billing import queries, services
from liciel_app.billing.models import Invoice, InvoiceState, Payment, PaymentAttempt
from liciel_app.core import journal
from liciel_app.core.access import SYSTEM, Actor
from liciel_app.core.errors import Conflict, Invalid, NotAllowed, NotFound
from liciel_app.core.work import begin
from liciel_app.dossiers.models import Dossier
from liciel_app.messaging.models import Message
from tests.billing.builders import an_attempt, an_invoice, by, open_holds
from tests.people import Cast

MONDAY = date(2026, 11, 23)


def _gross(invoice: Invoice) -> tuple[InvoiceState, int]:
    with begin(SYSTEM, writing=False) as work:
        found = queries.get(work, invoice.id or 0)
        return found.state, found.paid_cents


def _marked(actor: Actor, invoice: Invoice) -> Payment:
    return by(actor, lambda work: services.mark_paid(work, invoice.id or 0, "transfer", MONDAY))


def _record(invoice: Invoice, cents: int, event: str) -> Payment:
    return by(
        SYSTEM,
        lambda work: services.record_payment(
            work, invoice, cents=cents, provider="payzen", provider_event=event, method="card"
        ),
    )


def test_a_transfer_received_by_the_desk_settles_the_invoice_and_frees_the_dossier(people: Cast) -> None:
    invoice = an_invoice(people.assistant, people.client_id)
    _marked(people.assistant, invoice)
    assert _gross(invoice) == (InvoiceState.PAID, 39_600)
    with begin(SYSTEM, writing=False) as work:
        assert open_holds(work, invoice.dossier_id or 0) == 0
        assert work.db.get_one(Dossier, invoice.dossier_id).paid_cents == 39_600


def test_the_client_is_thanked_once_with_the_way_to_his_documents(people: Cast) -> None:
    invoice = an_invoice(people.assistant, people.client_id)
    _marked(people.assistant, invoice)
    with begin(SYSTEM, writing=False) as work:
        letters = work.db.exec(select(Message).where(col(Message.template) == "payment.received")).all()
    assert [letter.recipient for letter in letters] == ["b.dupuy@courriel.example"]
    assert f"/espace/dossier/{invoice.dossier_id}" in letters[0].text
    assert "396,00\u00a0€" in letters[0].text


def test_a_payment_refreshes_the_pages_of_invoice_and_dossier(people: Cast) -> None:
    invoice = an_invoice(people.assistant, people.client_id)
    _marked(people.assistant, invoice)
    with begin(SYSTEM, writing=False) as work:
        entries = work.db.exec(select(journal.JournalEntry)).all()
    told = {(entry.action, entry.subject_id) for entry in entries}
    assert {("invoice.paid", invoice.id), ("dossier.paid", invoice.dossier_id)} <= told


def test_a_settled_invoice_is_not_paid_again_by_the_desk_nor_online(people: Cast) -> None:
    invoice = an_invoice(people.assistant, people.client_id)
    _marked(people.assistant, invoice)
    with pytest.raises(Conflict, match="déjà réglée"):
        _marked(people.assistant, invoice)
    with pytest.raises(Conflict, match="déjà réglée"):
        an_attempt(people.client, invoice)


def test_the_same_event_of_the_platform_is_one_payment(people: Cast) -> None:
    invoice = an_invoice(people.assistant, people.client_id)
    assert _record(invoice, 39_600, "uuid-1").id == _record(invoice, 39_600, "uuid-1").id
    assert _gross(invoice) == (InvoiceState.PAID, 39_600)


def test_a_part_of_the_price_does_not_open_the_gate(people: Cast) -> None:
    invoice = an_invoice(people.assistant, people.client_id)
    _record(invoice, 10_000, "uuid-1")
    assert _gross(invoice) == (InvoiceState.PARTLY_PAID, 10_000)
    with begin(SYSTEM, writing=False) as work:
        assert open_holds(work, invoice.dossier_id or 0) == 1
    assert an_attempt(people.client, invoice).cents == 29_600


def test_a_bounced_cheque_closes_the_gate_again_and_the_next_payment_opens_it(people: Cast) -> None:
    invoice = an_invoice(people.assistant, people.client_id)
    payment = _marked(people.assistant, invoice)
    by(people.assistant, lambda work: services.reverse_payment(work, payment.id or 0))
    assert _gross(invoice) == (InvoiceState.ISSUED, 0)
    with begin(SYSTEM, writing=False) as work:
        assert open_holds(work, invoice.dossier_id or 0) == 1
    _marked(people.assistant, invoice)
    assert _gross(invoice) == (InvoiceState.PAID, 39_600)
    with begin(SYSTEM, writing=False) as work:
        assert open_holds(work, invoice.dossier_id or 0) == 0


def test_a_payment_is_reversed_once(people: Cast) -> None:
    payment = _marked(people.assistant, an_invoice(people.assistant, people.client_id))
    by(people.assistant, lambda work: services.reverse_payment(work, payment.id or 0))
    with pytest.raises(Conflict, match="déjà annulé"):
        by(people.assistant, lambda work: services.reverse_payment(work, payment.id or 0))
    with pytest.raises(NotFound):
        by(people.assistant, lambda work: services.reverse_payment(work, 9_999))


def test_only_the_desk_receives_and_reverses(people: Cast) -> None:
    invoice = an_invoice(people.assistant, people.client_id)
    payment = _marked(people.assistant, invoice)
    for actor in (people.client, people.stranger, people.technician, people.sales, people.visitor):
        with pytest.raises(NotAllowed):
            _marked(actor, invoice)
        with pytest.raises(NotAllowed):
            by(actor, lambda work: services.reverse_payment(work, payment.id or 0))


def test_a_strange_method_and_a_date_to_come_are_refused_beside_their_fields(people: Cast) -> None:
    invoice = an_invoice(people.assistant, people.client_id)
    with pytest.raises(Invalid) as refusal:
        by(
            people.assistant,
            lambda work: services.mark_paid(work, invoice.id or 0, "or", date(2026, 11, 24)),
        )
    assert set(refusal.value.fields) == {"method", "received_on"}
    assert _gross(invoice) == (InvoiceState.ISSUED, 0)


def test_claire_asks_to_pay_and_the_platform_will_know_her_by_a_reference_of_her_own(people: Cast) -> None:
    invoice = an_invoice(people.assistant, people.client_id)
    attempts = [an_attempt(people.client, invoice) for _ in range(5)]
    assert {attempt.cents for attempt in attempts} == {39_600}
    assert all(attempt.reference == f"{invoice.number}-{attempt.trans_id}" for attempt in attempts)
    assert len({attempt.reference for attempt in attempts}) == 5
    assert attempts[0].account_id == people.client.account_id


def test_a_stranger_cannot_ask_to_pay_nor_follow_the_payment_of_another(people: Cast) -> None:
    invoice = an_invoice(people.assistant, people.client_id)
    attempt = an_attempt(people.client, invoice)
    for actor in (people.stranger, people.technician, people.visitor):
        with pytest.raises(NotFound):
            an_attempt(actor, invoice)
        with pytest.raises(NotFound), begin(actor, writing=False) as work:
            queries.progress(work, attempt.reference)
    with begin(SYSTEM, writing=False) as work:
        assert len(work.db.exec(select(PaymentAttempt)).all()) == 1


def test_claire_reads_in_her_own_language(people: Cast) -> None:
    from liciel_app.office.models import Account

    invoice = an_invoice(people.assistant, people.client_id)

    def speaks_italian(work) -> None:
        account = work.db.get_one(Account, people.client.account_id)
        account.language = "it"
        work.db.add(account)

    by(SYSTEM, speaks_italian)
    _marked(people.assistant, invoice)
    with begin(SYSTEM, writing=False) as work:
        letter = work.db.exec(select(Message).where(col(Message.template) == "payment.received")).one()
    assert letter.language == "it"
