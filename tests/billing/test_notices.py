"""Notifications: kept before anything is done with them, acted on once, doubted whenever something differs."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import col, select

from liciel_app.billing import jobs, queries, services
from liciel_app.billing.models import Invoice, InvoiceState, Payment, PaymentAttempt, ProviderNotice, Verdict
from liciel_app.billing.services import notices
from liciel_app.core import config, worker
from liciel_app.core.access import SYSTEM
from liciel_app.core.errors import NotAllowed, NotFound
from liciel_app.core.work import begin
from liciel_app.gateways.payment import Forged
from liciel_app.messaging.models import Message
from tests.billing.builders import an_attempt, an_invoice, by, open_holds, told
from tests.conftest import MONDAY
from tests.people import Cast

Clock = Callable[[datetime], None]


def _kept(body: bytes) -> ProviderNotice:
    name, _ = jobs.believe(body)
    return by(
        SYSTEM,
        lambda work: services.take_notice(work, provider="payzen", event=name, body=body.decode(), origin="192.0.2.1"),
    )


def _handled(body: bytes) -> tuple[Verdict, str]:
    notice, (_, event) = _kept(body), jobs.believe(body)
    done = by(SYSTEM, lambda work: services.settle_notice(work, notice.id or 0, event))
    return done.verdict, done.reason


def _state(invoice: Invoice) -> InvoiceState:
    with begin(SYSTEM, writing=False) as work:
        return queries.get(work, invoice.id or 0).state


def _payments() -> int:
    with begin(SYSTEM, writing=False) as work:
        return len(work.db.exec(select(Payment)).all())


@pytest.fixture
def invoice(people: Cast) -> Invoice:
    return an_invoice(people.assistant, people.client_id)


@pytest.fixture
def attempt(people: Cast, invoice: Invoice) -> PaymentAttempt:
    return an_attempt(people.client, invoice)


def test_the_bank_accepts_and_the_invoice_is_paid(invoice: Invoice, attempt: PaymentAttempt) -> None:
    assert _handled(told(attempt)) == (Verdict.ACCEPTED, "")
    assert _state(invoice) is InvoiceState.PAID
    with begin(SYSTEM, writing=False) as work:
        assert open_holds(work, invoice.dossier_id or 0) == 0
        assert work.db.get_one(PaymentAttempt, attempt.id).outcome == "accepted"


def test_the_authorisation_and_its_capture_are_one_payment(invoice: Invoice, attempt: PaymentAttempt) -> None:
    _handled(told(attempt))
    assert _handled(told(attempt, trans_status="CAPTURED")) == (Verdict.ACCEPTED, "")
    assert _payments() == 1


@pytest.mark.parametrize(
    ("changes", "verdict", "reason"),
    [
        ({"amount": "39700"}, Verdict.TO_CHECK, "amount"),
        ({"amount": "1"}, Verdict.TO_CHECK, "amount"),
        ({"currency": "840"}, Verdict.TO_CHECK, "currency"),
        ({"operation_type": "CREDIT"}, Verdict.TO_CHECK, "refund"),
        ({"order_id": "FA-2026-0001-inconn"}, Verdict.UNMATCHED, "unknown"),
        ({"trans_status": "REFUSED"}, Verdict.DECLINED, ""),
        ({"trans_status": "ABANDONED", "trans_uuid": ""}, Verdict.DECLINED, ""),
        ({"trans_status": "UNDER_VERIFICATION"}, Verdict.PENDING, ""),
        ({"trans_status": "SOMETHING_NEW"}, Verdict.PENDING, ""),
    ],
)
def test_anything_but_the_exact_payment_leaves_the_invoice_due(
    invoice: Invoice, attempt: PaymentAttempt, changes: dict[str, str], verdict: Verdict, reason: str
) -> None:
    assert _handled(told(attempt, **changes)) == (verdict, reason)
    assert _state(invoice) is InvoiceState.ISSUED
    assert _payments() == 0


def test_a_second_card_payment_of_a_settled_invoice_calls_a_person(
    people: Cast, invoice: Invoice, attempt: PaymentAttempt
) -> None:
    again = an_attempt(people.client, invoice)
    _handled(told(attempt))
    assert _handled(told(again)) == (Verdict.TO_CHECK, "not_due")
    assert _payments() == 1
    with begin(people.assistant, writing=False) as work:
        assert [row.reason for row in queries.notices_to_check(work)] == ["not_due"]
        letter = work.db.exec(select(Message).where(col(Message.template) == "payment.to_check")).one()
    assert letter.recipient == "contact@atlantique-diag.example"
    assert "elle est peut-être payée deux fois" in letter.text


def test_a_payment_cancelled_by_the_bank_closes_the_gate_again(invoice: Invoice, attempt: PaymentAttempt) -> None:
    _handled(told(attempt))
    assert _handled(told(attempt, trans_status="CANCELLED")) == (Verdict.DECLINED, "")
    assert _state(invoice) is InvoiceState.ISSUED
    with begin(SYSTEM, writing=False) as work:
        assert open_holds(work, invoice.dossier_id or 0) == 1
        assert work.db.get_one(PaymentAttempt, attempt.id).outcome == "declined"


def test_an_acceptance_that_comes_after_its_cancellation_is_not_believed(
    invoice: Invoice, attempt: PaymentAttempt
) -> None:
    _handled(told(attempt, trans_status="CANCELLED"))
    assert _handled(told(attempt)) == (Verdict.TO_CHECK, "ended")
    assert _state(invoice) is InvoiceState.ISSUED


def test_a_card_refused_first_and_another_accepted_then_pays(
    people: Cast, invoice: Invoice, attempt: PaymentAttempt
) -> None:
    _handled(told(attempt, trans_status="REFUSED", trans_uuid="uuid-first-card"))
    assert _handled(told(attempt, trans_uuid="uuid-second-card")) == (Verdict.ACCEPTED, "")
    _handled(told(attempt, trans_status="EXPIRED", trans_uuid="uuid-third-card"))
    assert _state(invoice) is InvoiceState.PAID
    with begin(people.client, writing=False) as work:
        assert queries.progress(work, attempt.reference).outcome == "accepted"


def test_what_a_crash_left_is_handled_once_by_the_worker(
    invoice: Invoice, attempt: PaymentAttempt, set_clock: Clock
) -> None:
    notice = _kept(told(attempt))
    worker.keep_all_due()
    assert _state(invoice) is InvoiceState.ISSUED  # the door had its thirty seconds
    set_clock(MONDAY + timedelta(minutes=1))
    worker.keep_all_due()
    worker.keep_all_due()
    assert _state(invoice) is InvoiceState.PAID
    assert _payments() == 1
    with begin(SYSTEM, writing=False) as work:
        assert work.db.get_one(ProviderNotice, notice.id).verdict is Verdict.ACCEPTED


def test_the_worker_returns_when_the_door_already_handled_it(
    invoice: Invoice, attempt: PaymentAttempt, set_clock: Clock
) -> None:
    _handled(told(attempt))
    set_clock(MONDAY + timedelta(minutes=1))
    assert worker.keep_all_due() >= 1
    assert _payments() == 1


def test_a_notification_kept_under_a_key_changed_since_calls_a_person(
    attempt: PaymentAttempt, set_clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    notice = _kept(told(attempt))
    monkeypatch.setenv("LICIEL_PAYZEN_SITE_ID", "12345678")
    monkeypatch.setenv("LICIEL_PAYZEN_KEY", "another-key")
    set_clock(MONDAY + timedelta(minutes=1))
    worker.keep_all_due()
    with begin(SYSTEM, writing=False) as work:
        found = work.db.get_one(ProviderNotice, notice.id)
    assert (found.verdict, found.reason) == (Verdict.TO_CHECK, "unreadable")


def test_the_raw_notification_stays_readable_and_a_forged_one_is_kept_without_its_body(
    attempt: PaymentAttempt,
) -> None:
    body = told(attempt)
    kept = _kept(body)
    by(
        SYSTEM,
        lambda work: services.note_forgery(
            work, provider="payzen", reason="bad signature", digest="0" * 64, origin="192.0.2.6"
        ),
    )
    with begin(SYSTEM, writing=False) as work:
        assert work.db.get_one(ProviderNotice, kept.id).body.encode() == body
        forged = work.db.exec(select(ProviderNotice).where(col(ProviderNotice.verdict) == Verdict.FORGED)).one()
    assert (forged.body, forged.reason) == ("", "bad signature")


def test_a_flood_of_forgeries_does_not_fill_the_database(people: Cast) -> None:
    def flood(work) -> None:
        for rank in range(notices.MOST_FORGED + 30):
            services.note_forgery(work, provider="payzen", reason="bad signature", digest=str(rank), origin="")

    by(SYSTEM, flood)
    with begin(SYSTEM, writing=False) as work:
        assert len(work.db.exec(select(ProviderNotice)).all()) == notices.MOST_FORGED


def test_two_processes_that_keep_the_same_event_keep_it_once(attempt: PaymentAttempt) -> None:
    """The second one looked before the first one wrote."""
    first = _kept(told(attempt))

    def writes_late(work) -> int | None:
        late = ProviderNotice(provider="payzen", event=first.event, received_at=work.now)
        return notices._kept_once(work, late).id

    assert by(SYSTEM, writes_late) == first.id


def test_a_notice_that_does_not_exist_or_is_handled_is_left_alone(attempt: PaymentAttempt) -> None:
    _handled(told(attempt))
    by(SYSTEM, lambda work: services.doubt_notice(work, 1, "unreadable"))
    assert _handled(told(attempt)) == (Verdict.ACCEPTED, "")
    by(SYSTEM, lambda work: services.note_forgery(work, provider="payzen", reason="x", digest="1", origin=""))
    by(SYSTEM, lambda work: services.note_forgery(work, provider="payzen", reason="x", digest="1", origin=""))
    with pytest.raises(NotFound), begin(SYSTEM) as work:
        assert len(work.db.exec(select(ProviderNotice)).all()) == 2
        services.doubt_notice(work, 9_999, "unreadable")


def test_nathalie_closes_what_she_checked_and_the_technician_cannot(people: Cast, attempt: PaymentAttempt) -> None:
    notice = _kept(told(attempt, amount="1"))
    _handled(told(attempt, amount="1"))
    with pytest.raises(NotAllowed):
        by(people.technician, lambda work: services.close_notice(work, notice.id or 0))
    by(people.assistant, lambda work: services.close_notice(work, notice.id or 0))
    with begin(people.assistant, writing=False) as work:
        assert queries.notices_to_check(work) == []
        assert work.db.get_one(ProviderNotice, notice.id).checked_by == "Nathalie Ferrand"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"vads_amount",
        b"\xff\xfe=1",
        b"vads_amount=1&vads_amount=1&signature=x",
        b"&".join(b"vads_%d=1" % n for n in range(300)),
        b"vads_amount=%00&signature=x",
    ],
)
def test_what_is_not_a_clean_form_is_not_believed(office: object, body: bytes) -> None:
    with pytest.raises(Forged):
        jobs.believe(body)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, 10_000), byte=st.integers(1, 255))
def test_no_byte_of_a_notification_can_be_changed_without_being_refused_or_meaning_the_same(
    attempt: PaymentAttempt, place: int, byte: int
) -> None:
    body = told(attempt)
    spoilt = bytearray(body)
    spoilt[place % len(body)] ^= byte
    try:
        believed = jobs.believe(bytes(spoilt))
    except Forged:
        return
    assert believed == jobs.believe(body)


def test_in_production_a_test_shop_opens_no_payment(office: object, monkeypatch: pytest.MonkeyPatch) -> None:
    from liciel_app.core.errors import Refused

    monkeypatch.setenv("LICIEL_MODE", "production")
    monkeypatch.setenv("LICIEL_PUBLIC_URL", "https://office.example")
    monkeypatch.delenv("LICIEL_CLOCK")
    config.settings.cache_clear()
    with pytest.raises(Refused, match="pas encore ouvert"):
        jobs.shop()
    monkeypatch.setenv("LICIEL_PAYZEN_SITE_ID", "12345678")
    config.settings.cache_clear()
    with pytest.raises(Refused, match="mode test"):
        jobs.shop()
    monkeypatch.setenv("LICIEL_PAYZEN_MODE", "PRODUCTION")
    config.settings.cache_clear()
    assert jobs.shop().form_url == "https://secure.payzen.eu/vads-payment/"
