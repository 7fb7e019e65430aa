"""The platform's notifications: only a signed one pays, whatever is posted, how often, and by whom."""

import asyncio
import random
from collections.abc import AsyncIterator, Iterator
from urllib.parse import parse_qsl, urlencode

import httpx
import pytest
from sqlmodel import select

from liciel_app.billing import queries
from liciel_app.billing.models import Invoice, InvoiceState, PaymentAttempt, ProviderNotice, Verdict
from liciel_app.core import config
from liciel_app.core.access import SYSTEM
from liciel_app.core.work import begin
from tests.api.paying import (
    CLAIRE,
    FORM,
    NATHALIE,
    NOTIFY,
    STRANGER,
    attempt,
    invoice,
    notify,
    signed_in,
    standing,
    verdicts,
    web,
)
from tests.billing.builders import KEY, an_attempt, by, open_holds, told
from tests.people import Cast

__all__ = ["attempt", "invoice", "web"]  # fixtures


@pytest.fixture
def in_production(monkeypatch: pytest.MonkeyPatch, attempt: PaymentAttempt) -> Iterator[None]:
    monkeypatch.setenv("LICIEL_MODE", "production")
    monkeypatch.setenv("LICIEL_PUBLIC_URL", "https://office.example")
    monkeypatch.setenv("LICIEL_PAYZEN_SITE_ID", "12345678")
    monkeypatch.setenv("LICIEL_PAYZEN_KEY", KEY)
    monkeypatch.delenv("LICIEL_CLOCK")
    config.settings.cache_clear()
    yield
    config.settings.cache_clear()


async def test_the_signed_notification_pays_and_opens_the_gate(
    web: httpx.AsyncClient, invoice: Invoice, attempt: PaymentAttempt
) -> None:
    answer = await notify(web, told(attempt))
    assert (answer.status_code, answer.text) == (200, "Notification reçue.")
    assert standing() == (InvoiceState.PAID, 1)
    with begin(SYSTEM, writing=False) as work:
        assert open_holds(work, invoice.dossier_id or 0) == 0
        kept = work.db.exec(select(ProviderNotice)).one()
    assert (kept.origin, kept.verdict) == ("192.0.2.10", Verdict.ACCEPTED)
    assert "urlencoded" in kept.headers


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(lambda attempt: told(attempt, key="2222222222222222"), id="another key"),
        pytest.param(lambda attempt: told(attempt, site_id="87654321"), id="another shop"),
        pytest.param(lambda attempt: told(attempt, ctx_mode="PRODUCTION"), id="another mode"),
        pytest.param(lambda attempt: told(attempt).replace(b"39600", b"39601"), id="altered amount"),
        pytest.param(lambda attempt: told(attempt) + b"&vads_amount=1", id="repeated field"),
        pytest.param(lambda attempt: told(attempt).partition(b"&signature")[0], id="no signature"),
        pytest.param(lambda _attempt: b"", id="nothing"),
        pytest.param(lambda _attempt: b"{}", id="not a form"),
        pytest.param(lambda _attempt: b"\xff\x00" * 100, id="noise"),
    ],
)
async def test_a_forged_notification_is_refused_and_kept_without_its_body(
    web: httpx.AsyncClient, attempt: PaymentAttempt, body
) -> None:
    answer = await notify(web, body(attempt))
    assert (answer.status_code, answer.text) == (400, "Notification refusée.")
    assert standing() == (InvoiceState.ISSUED, 0)
    with begin(SYSTEM, writing=False) as work:
        kept = work.db.exec(select(ProviderNotice)).one()
    assert (kept.verdict, kept.body) == (Verdict.FORGED, "")


async def test_a_forgery_does_not_take_the_place_of_the_true_one(
    web: httpx.AsyncClient, attempt: PaymentAttempt
) -> None:
    assert (await notify(web, told(attempt, key="0" * 16))).status_code == 400
    assert (await notify(web, told(attempt))).status_code == 200
    assert standing() == (InvoiceState.PAID, 1)


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({"amount": "39599"}, Verdict.TO_CHECK),
        ({"currency": "840"}, Verdict.TO_CHECK),
        ({"order_id": "FA-2026-0999-zzzzzz"}, Verdict.UNMATCHED),
    ],
)
async def test_a_true_notification_that_does_not_fit_is_kept_answered_and_pays_nothing(
    web: httpx.AsyncClient, attempt: PaymentAttempt, changes: dict[str, str], verdict: Verdict
) -> None:
    assert (await notify(web, told(attempt, **changes))).status_code == 200
    assert standing() == (InvoiceState.ISSUED, 0)
    assert verdicts() == [verdict]


@pytest.mark.usefixtures("in_production")
async def test_a_test_card_pays_nothing_in_production(web: httpx.AsyncClient, attempt: PaymentAttempt) -> None:
    assert (await notify(web, told(attempt))).status_code == 400
    assert standing() == (InvoiceState.ISSUED, 0)


async def test_the_same_notification_three_times_at_once_is_one_payment(
    web: httpx.AsyncClient, attempt: PaymentAttempt
) -> None:
    answers = await asyncio.gather(*(notify(web, told(attempt)) for _ in range(3)))
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert standing() == (InvoiceState.PAID, 1)
    assert verdicts() == [Verdict.ACCEPTED]


async def test_ten_megabytes_are_refused_without_being_read(web: httpx.AsyncClient, attempt: PaymentAttempt) -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        for _ in range(160):
            sent += 65_536
            yield b"v" * 65_536

    answer = await web.post(NOTIFY, content=endless(), headers=FORM)
    assert answer.status_code == 413
    assert verdicts() == []


async def test_a_notification_is_a_post_of_a_form(web: httpx.AsyncClient, attempt: PaymentAttempt) -> None:
    assert (await web.get(NOTIFY)).status_code == 405
    as_json = await web.post(NOTIFY, content=told(attempt), headers={"content-type": "application/json"})
    assert as_json.status_code == 400
    assert standing() == (InvoiceState.ISSUED, 0)


async def test_nobody_s_cookie_makes_an_unsigned_notification_true(
    web: httpx.AsyncClient, attempt: PaymentAttempt
) -> None:
    for email in (CLAIRE, STRANGER, NATHALIE):
        answer = await web.post(NOTIFY, content=told(attempt, key="0" * 16), headers=FORM | signed_in(email))
        assert answer.status_code == 400
    assert standing() == (InvoiceState.ISSUED, 0)


async def test_a_thousand_mutations_of_a_notification_never_pay(
    web: httpx.AsyncClient, attempt: PaymentAttempt
) -> None:
    fields = dict(parse_qsl(told(attempt).decode(), keep_blank_values=True))
    chance = random.Random(2026)  # noqa: S311 the same mutations each time
    for _ in range(1_000):
        name, place = chance.choice(list(fields)), chance.randrange(8)
        value = fields[name][:place] + chance.choice("0 1+&=x€") + fields[name][place:]
        answer = await notify(web, urlencode(fields | {name: value}).encode())
        assert answer.status_code == 400
    assert standing() == (InvoiceState.ISSUED, 0)


@pytest.mark.postgresql
async def test_a_thousand_repetitions_by_twenty_at_once_are_one_payment(
    web: httpx.AsyncClient, people: Cast, attempt: PaymentAttempt
) -> None:
    again = an_attempt(people.client, by(SYSTEM, lambda work: queries.get(work, attempt.invoice_id)))
    bodies = [told(attempt), told(attempt, trans_status="CAPTURED"), told(attempt, url_check_src="RETRY"), told(again)]

    async def worker(first: int) -> list[int]:
        return [(await notify(web, bodies[(first + rank) % 4])).status_code for rank in range(50)]

    answers = await asyncio.gather(*(worker(first) for first in range(20)))
    assert {status for statuses in answers for status in statuses} == {200}
    assert standing() == (InvoiceState.PAID, 1)
    found = verdicts()  # whichever attempt came first paid; the events of the other wait for a person
    assert len(found) == 3
    assert set(found) == {Verdict.ACCEPTED, Verdict.TO_CHECK}
