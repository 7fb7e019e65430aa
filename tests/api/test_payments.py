"""The payment doors: only a signed notification pays, whatever is posted, how often, and by whom."""

import asyncio
import random
import re
from collections.abc import AsyncIterator, Iterator
from html import unescape
from urllib.parse import parse_qsl, urlencode

import httpx
import pytest
from sqlmodel import col, func, select
from starlette.applications import Starlette

from liciel_app.api import payments
from liciel_app.billing import queries
from liciel_app.billing.models import Invoice, InvoiceState, Payment, PaymentAttempt, ProviderNotice, Verdict
from liciel_app.core import config
from liciel_app.core.access import SYSTEM
from liciel_app.core.work import begin
from liciel_app.gateways.payment import sign
from liciel_app.office import services as office_services
from liciel_app.ui import bridge
from liciel_app.website import payment
from tests.billing.builders import KEY, an_attempt, an_invoice, by, open_holds, told
from tests.people import Cast, cookie_of

CLAIRE, STRANGER, KARIM = "b.dupuy@courriel.example", "gerance@lespins.example", "k.benali@atlantique-diag.example"
NATHALIE = "n.ferrand@atlantique-diag.example"
NOTIFY = "/paiement/payzen/notification"
FORM = {"content-type": "application/x-www-form-urlencoded; charset=UTF-8"}


@pytest.fixture
async def web(office: object) -> AsyncIterator[httpx.AsyncClient]:
    bridge.install(office_services.actor_of)
    app = Starlette(routes=[door.route for door in (*payments.ROUTES, *payment.ROUTES)])
    transport = httpx.ASGITransport(app, client=("192.0.2.10", 4000))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost:3000") as client:
        yield client


@pytest.fixture
def invoice(people: Cast) -> Invoice:
    return an_invoice(people.assistant, people.client_id)


@pytest.fixture
def attempt(people: Cast, invoice: Invoice) -> PaymentAttempt:
    return an_attempt(people.client, invoice)


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


def _as(email: str) -> dict[str, str]:
    return {"cookie": f"liciel={cookie_of(email)}"}


def _state() -> tuple[InvoiceState, int]:
    with begin(SYSTEM, writing=False) as work:
        state = InvoiceState(work.db.exec(select(Invoice.state)).one())
        return state, work.db.exec(select(func.count()).select_from(Payment)).one()


def _verdicts() -> list[Verdict]:
    with begin(SYSTEM, writing=False) as work:
        found = work.db.exec(select(ProviderNotice).order_by(col(ProviderNotice.id))).all()
    return [notice.verdict for notice in found]


async def _notify(web: httpx.AsyncClient, body: bytes) -> httpx.Response:
    return await web.post(NOTIFY, content=body, headers=FORM)


async def test_claire_sees_what_she_pays_and_a_signed_form(web: httpx.AsyncClient, invoice: Invoice) -> None:
    answer = await web.get(f"/payer/{invoice.id}", headers=_as(CLAIRE))
    assert answer.status_code == 200
    assert "Continuer vers le paiement" in answer.text
    assert "396,00" in answer.text
    assert "<script" not in answer.text
    assert "form-action 'self' http://localhost:3000" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"
    assert re.search(r'action="http://localhost:3000/simulateur/vads-payment/"', answer.text)


async def test_the_form_asks_for_our_amount_under_our_signature(web: httpx.AsyncClient, invoice: Invoice) -> None:
    page = (await web.get(f"/payer/{invoice.id}?vads_amount=1&amount=1", headers=_as(CLAIRE))).text
    fields = {name: unescape(text) for name, text in re.findall(r'name="([^"]+)" value="([^"]*)"', page)}
    signature = fields.pop("signature")
    assert signature == sign(fields, KEY)
    assert (fields["vads_amount"], fields["vads_currency"], fields["vads_ctx_mode"]) == ("39600", "978", "TEST")
    assert fields["vads_url_check"] == "http://localhost:3000/paiement/payzen/notification"
    assert fields["vads_url_return"].endswith(f"/paiement/retour/{fields['vads_order_id']}")
    assert fields["vads_cust_email"] == CLAIRE


async def test_a_stranger_is_not_shown_the_invoice_of_another(web: httpx.AsyncClient, invoice: Invoice) -> None:
    assert (await web.get(f"/payer/{invoice.id}", headers=_as(STRANGER))).status_code == 404
    assert (await web.get(f"/payer/{invoice.id}", headers=_as(KARIM))).status_code == 403
    anonymous = await web.get(f"/payer/{invoice.id}")
    assert (anonymous.status_code, anonymous.headers["location"]) == (303, f"/connexion?suite=/payer/{invoice.id}")
    with begin(SYSTEM, writing=False) as work:
        assert work.db.exec(select(PaymentAttempt)).all() == []


@pytest.mark.parametrize("number", ["0", "-1", "1e3", "²", "99999999999999999999", "x", "1 OR 1=1"])
async def test_an_absurd_invoice_number_is_not_found(web: httpx.AsyncClient, people: Cast, number: str) -> None:
    assert (await web.get(f"/payer/{number}", headers=_as(CLAIRE))).status_code == 404


async def test_a_settled_invoice_is_not_offered_to_pay(web: httpx.AsyncClient, attempt: PaymentAttempt) -> None:
    await _notify(web, told(attempt))
    answer = await web.get(f"/payer/{attempt.invoice_id}", headers=_as(CLAIRE))
    assert answer.status_code == 409
    assert "déjà réglée" in answer.text


async def test_the_signed_notification_pays_and_opens_the_gate(
    web: httpx.AsyncClient, invoice: Invoice, attempt: PaymentAttempt
) -> None:
    answer = await _notify(web, told(attempt))
    assert (answer.status_code, answer.text) == (200, "Notification reçue.")
    assert _state() == (InvoiceState.PAID, 1)
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
    answer = await _notify(web, body(attempt))
    assert (answer.status_code, answer.text) == (400, "Notification refusée.")
    assert _state() == (InvoiceState.ISSUED, 0)
    with begin(SYSTEM, writing=False) as work:
        kept = work.db.exec(select(ProviderNotice)).one()
    assert (kept.verdict, kept.body) == (Verdict.FORGED, "")


async def test_a_forgery_does_not_take_the_place_of_the_true_one(
    web: httpx.AsyncClient, attempt: PaymentAttempt
) -> None:
    assert (await _notify(web, told(attempt, key="0" * 16))).status_code == 400
    assert (await _notify(web, told(attempt))).status_code == 200
    assert _state() == (InvoiceState.PAID, 1)


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
    assert (await _notify(web, told(attempt, **changes))).status_code == 200
    assert _state() == (InvoiceState.ISSUED, 0)
    assert _verdicts() == [verdict]


@pytest.mark.usefixtures("in_production")
async def test_a_test_card_pays_nothing_in_production(web: httpx.AsyncClient, attempt: PaymentAttempt) -> None:
    assert (await _notify(web, told(attempt))).status_code == 400
    assert _state() == (InvoiceState.ISSUED, 0)


async def test_the_same_notification_three_times_at_once_is_one_payment(
    web: httpx.AsyncClient, attempt: PaymentAttempt
) -> None:
    answers = await asyncio.gather(*(_notify(web, told(attempt)) for _ in range(3)))
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert _state() == (InvoiceState.PAID, 1)
    assert _verdicts() == [Verdict.ACCEPTED]


async def test_ten_megabytes_are_refused_without_being_read(web: httpx.AsyncClient, attempt: PaymentAttempt) -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        for _ in range(160):
            sent += 65_536
            yield b"v" * 65_536

    answer = await web.post(NOTIFY, content=endless(), headers=FORM)
    assert answer.status_code == 413
    assert _verdicts() == []


async def test_a_notification_is_a_post_of_a_form(web: httpx.AsyncClient, attempt: PaymentAttempt) -> None:
    assert (await web.get(NOTIFY)).status_code == 405
    as_json = await web.post(NOTIFY, content=told(attempt), headers={"content-type": "application/json"})
    assert as_json.status_code == 400
    assert _state() == (InvoiceState.ISSUED, 0)


async def test_nobody_s_cookie_makes_an_unsigned_notification_true(
    web: httpx.AsyncClient, attempt: PaymentAttempt
) -> None:
    for email in (CLAIRE, STRANGER, NATHALIE):
        answer = await web.post(NOTIFY, content=told(attempt, key="0" * 16), headers=FORM | _as(email))
        assert answer.status_code == 400
    assert _state() == (InvoiceState.ISSUED, 0)


async def test_a_thousand_mutations_of_a_notification_never_pay(
    web: httpx.AsyncClient, attempt: PaymentAttempt
) -> None:
    fields = dict(parse_qsl(told(attempt).decode(), keep_blank_values=True))
    chance = random.Random(2026)  # noqa: S311 the same mutations each time
    for _ in range(1_000):
        name, place = chance.choice(list(fields)), chance.randrange(8)
        value = fields[name][:place] + chance.choice("0 1+&=x€") + fields[name][place:]
        answer = await _notify(web, urlencode(fields | {name: value}).encode())
        assert answer.status_code == 400
    assert _state() == (InvoiceState.ISSUED, 0)


async def test_coming_back_from_the_platform_pays_nothing(web: httpx.AsyncClient, attempt: PaymentAttempt) -> None:
    back = f"/paiement/retour/{attempt.reference}"
    answer = await web.get(f"{back}?vads_trans_status=AUTHORISED&vads_result=00", headers=_as(CLAIRE))
    assert answer.status_code == 200
    assert "Paiement en cours de vérification" in answer.text
    assert '<meta http-equiv="refresh" content="2">' in answer.text
    assert _state() == (InvoiceState.ISSUED, 0)


async def test_the_return_page_says_received_once_the_notification_came(
    web: httpx.AsyncClient, invoice: Invoice, attempt: PaymentAttempt
) -> None:
    await _notify(web, told(attempt))
    page = (await web.get(f"/paiement/retour/{attempt.reference}", headers=_as(CLAIRE))).text
    assert "Paiement reçu" in page
    assert f'href="/espace/dossier/{invoice.dossier_id}"' in page
    assert "refresh" not in page


async def test_a_refused_card_leads_back_to_the_payment(web: httpx.AsyncClient, attempt: PaymentAttempt) -> None:
    await _notify(web, told(attempt, trans_status="REFUSED"))
    page = (await web.get(f"/paiement/retour/{attempt.reference}", headers=_as(CLAIRE))).text
    assert "Le paiement n’a pas abouti" in page
    assert f'href="/payer/{attempt.invoice_id}"' in page
    assert "refresh" not in page


async def test_a_payment_to_check_is_not_said_received(web: httpx.AsyncClient, attempt: PaymentAttempt) -> None:
    await _notify(web, told(attempt, amount="1"))
    page = (await web.get(f"/paiement/retour/{attempt.reference}", headers=_as(CLAIRE))).text
    assert "Paiement en cours de vérification" in page
    assert "refresh" not in page


async def test_a_stranger_cannot_read_the_return_of_another(web: httpx.AsyncClient, attempt: PaymentAttempt) -> None:
    back = f"/paiement/retour/{attempt.reference}"
    assert (await web.get(back, headers=_as(STRANGER))).status_code == 404
    assert (await web.get(back, headers=_as(KARIM))).status_code == 403
    assert (await web.get(back)).status_code == 303
    assert (await web.get("/paiement/retour/inconnu", headers=_as(CLAIRE))).status_code == 404


async def test_a_posted_return_is_believed_only_signed_and_pays_nothing(
    web: httpx.AsyncClient, attempt: PaymentAttempt
) -> None:
    back = f"/paiement/retour/{attempt.reference}"
    elsewhere = {"origin": "https://secure.payzen.eu"} | FORM
    signed = await web.post(back, content=told(attempt), headers=elsewhere)
    assert (signed.status_code, signed.headers["location"]) == (303, back)
    assert (await web.post(back, content=told(attempt, key="0" * 16), headers=elsewhere)).status_code == 400
    assert (await web.post(back, content=b"v" * 70_000, headers=elsewhere)).status_code == 400
    assert _state() == (InvoiceState.ISSUED, 0)


@pytest.mark.postgresql
async def test_a_thousand_repetitions_by_twenty_at_once_are_one_payment(
    web: httpx.AsyncClient, people: Cast, attempt: PaymentAttempt
) -> None:
    again = an_attempt(people.client, by(SYSTEM, lambda work: queries.get(work, attempt.invoice_id)))
    bodies = [told(attempt), told(attempt, trans_status="CAPTURED"), told(attempt, url_check_src="RETRY"), told(again)]

    async def worker(first: int) -> list[int]:
        return [(await _notify(web, bodies[(first + rank) % 4])).status_code for rank in range(50)]

    answers = await asyncio.gather(*(worker(first) for first in range(20)))
    assert {status for statuses in answers for status in statuses} == {200}
    assert _state() == (InvoiceState.PAID, 1)
    verdicts = _verdicts()  # whichever attempt came first paid; the events of the other wait for a person
    assert len(verdicts) == 3
    assert set(verdicts) == {Verdict.ACCEPTED, Verdict.TO_CHECK}
