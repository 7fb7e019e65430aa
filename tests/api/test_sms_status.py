"""Twilio's callbacks: signed ones move the message forward, once; forged ones are refused and told in the journal."""

from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from itertools import permutations
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest
from sqlmodel import col, select
from starlette.applications import Starlette
from twilio.request_validator import RequestValidator

from liciel_app.api import sms
from liciel_app.core import config
from liciel_app.core.access import SYSTEM
from liciel_app.core.journal import JournalEntry
from liciel_app.core.work import begin
from liciel_app.messaging import services_sms
from liciel_app.messaging.models import Message, SendingState, SmsNotice
from liciel_app.messaging.services import write_sms
from liciel_app.messaging.services_sms import Told
from liciel_app.office import services as office_services
from liciel_app.ui import bridge
from tests.people import Cast

ACCOUNT, TOKEN, SID = "AC00000000000000000000000000000000", "12345", "SM00000000000000000000000000000001"
HOME = "https://diag.example.fr"


@pytest.fixture
def twilio(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"SMS_ACCOUNT_SID": ACCOUNT, "SMS_TOKEN": TOKEN, "PUBLIC_URL": HOME}.items():
        monkeypatch.setenv(f"LICIEL_{name}", value)
    config.settings.cache_clear()
    bridge.install(office_services.actor_of)


@pytest.fixture
async def line(twilio: None) -> AsyncIterator[httpx.AsyncClient]:
    app = Starlette(routes=[door.route for door in sms.ROUTES])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://10.0.0.8:3000") as opened:
        yield opened


def a_message() -> int:
    with begin(SYSTEM) as work:
        message = write_sms(work, to="+33612345678", text="Demain à 9 h.", key="reminder:1")
        assert message is not None
    return message.id or 0


async def tell(line: httpx.AsyncClient, status: str, number: int, token: str = TOKEN, **more: str) -> httpx.Response:
    fields = {
        "MessageSid": SID,
        "MessageStatus": status,
        "To": "+33612345678",
        "From": "+33644600000",
        "AccountSid": ACCOUNT,
        "ApiVersion": "2010-04-01",
        **more,
    }
    path = f"/webhooks/twilio/status?m=sms-{number}"
    signature = RequestValidator(token).compute_signature(HOME + path, fields)
    headers = {"x-twilio-signature": signature, "content-type": "application/x-www-form-urlencoded"}
    return await line.post(path, content=urlencode(fields), headers=headers)


def kept(number: int) -> Message:
    with begin(SYSTEM, writing=False) as work:
        return work.db.get_one(Message, number)


def actions() -> list[str]:
    with begin(SYSTEM, writing=False) as work:
        wanted = select(JournalEntry.action).where(col(JournalEntry.subject_kind).in_(["message", "smsnotice"]))
        return list(work.db.exec(wanted.order_by(col(JournalEntry.seq))).all())


async def test_a_delivered_sms_is_seen_delivered(line: httpx.AsyncClient) -> None:
    number = a_message()
    for status in ("queued", "sent", "delivered"):
        assert (await tell(line, status, number)).status_code == 204
    told = kept(number)
    assert (told.state, told.provider_id, told.delivered_at is not None) == (SendingState.DELIVERED, SID, True)


@pytest.mark.parametrize("order", list(permutations(("queued", "sent", "delivered"))))
async def test_the_order_of_the_news_does_not_matter(line: httpx.AsyncClient, order: tuple[str, ...]) -> None:
    number = a_message()
    for status in order:
        await tell(line, status, number)
    assert kept(number).state is SendingState.DELIVERED


async def test_news_told_twice_are_one(line: httpx.AsyncClient) -> None:
    number = a_message()
    for _ in range(3):
        assert (await tell(line, "delivered", number)).status_code == 204
    assert actions().count("message.delivered") == 1


async def test_an_sms_that_did_not_arrive_says_why(line: httpx.AsyncClient) -> None:
    number = a_message()
    await tell(line, "undelivered", number, ErrorCode="30003")
    await tell(line, "sent", number)
    assert (kept(number).state, kept(number).error) == (
        SendingState.FAILED,
        "Le téléphone est éteint ou hors réseau.",
    )


@pytest.mark.parametrize("token", ["54321", "", "123456"])
async def test_a_forged_call_changes_nothing_and_is_told(line: httpx.AsyncClient, token: str) -> None:
    number = a_message()
    assert (await tell(line, "delivered", number, token)).status_code == 403
    assert kept(number).state is SendingState.WAITING
    assert actions()[-1] == "smsnotice.forged"


async def test_another_account_s_signature_proves_nothing(line: httpx.AsyncClient) -> None:
    assert (await tell(line, "delivered", a_message(), AccountSid="AC1")).status_code == 403


async def test_a_signature_for_another_message_is_refused(line: httpx.AsyncClient) -> None:
    number = a_message()
    honest = await tell(line, "delivered", number)
    request = honest.request
    other = request.url.copy_with(query=f"m=sms-{number + 1}".encode())
    again = await line.post(other, content=request.content, headers=dict(request.headers))
    assert again.status_code == 403


async def test_the_host_header_cannot_lead_astray(line: httpx.AsyncClient) -> None:
    number = a_message()
    fields = {"MessageSid": SID, "MessageStatus": "delivered", "AccountSid": ACCOUNT}
    evil = f"https://evil.example/webhooks/twilio/status?m=sms-{number}"
    headers = {
        "x-twilio-signature": RequestValidator(TOKEN).compute_signature(evil, fields),
        "content-type": "application/x-www-form-urlencoded",
        "host": "evil.example",
        "x-forwarded-host": "evil.example",
    }
    answer = await line.post(f"/webhooks/twilio/status?m=sms-{number}", content=urlencode(fields), headers=headers)
    assert answer.status_code == 403


async def test_a_flood_a_file_and_a_json_are_refused(line: httpx.AsyncClient) -> None:
    for content, kind in ((b"a" * 40_000, "application/x-www-form-urlencoded"), (b"{}", "application/json")):
        answer = await line.post("/webhooks/twilio/status", content=content, headers={"content-type": kind})
        assert answer.status_code == 403


async def test_news_of_a_message_nobody_sent_are_let_go(line: httpx.AsyncClient) -> None:
    for number in (99, 10**12):
        assert (await tell(line, "delivered", number)).status_code == 204
    with begin(SYSTEM, writing=False) as work:
        assert work.db.exec(select(SmsNotice)).all() == []


async def test_news_of_a_former_sending_do_not_touch_the_new_one(line: httpx.AsyncClient) -> None:
    number = a_message()
    with begin(SYSTEM) as work:
        work.db.get_one(Message, number).provider_id = "SM2"
    await tell(line, "failed", number)
    assert kept(number).state is SendingState.WAITING


async def test_forgeries_beyond_the_hour_s_share_are_not_kept(line: httpx.AsyncClient) -> None:
    number = a_message()
    for turn in range(services_sms.MOST_FORGED + 3):
        await tell(line, "delivered", number, "wrong", Turn=str(turn))
    assert actions().count("smsnotice.forged") == services_sms.MOST_FORGED


@pytest.mark.postgresql
def test_the_same_news_at_once_are_kept_once(office: Path) -> None:
    number = a_message_of(office)

    def tell_at_once(_turn: int) -> bool:
        with begin(SYSTEM) as work:
            return services_sms.take_status(work, Told(SID, "delivered", f"sms-{number}"), "192.0.2.1")

    with ThreadPoolExecutor(6) as crowd:
        assert list(crowd.map(tell_at_once, range(6))).count(True) == 1
    assert actions().count("message.delivered") == 1


def a_message_of(_office: Path) -> int:
    return a_message()
