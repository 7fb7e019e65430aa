"""An SMS of the office through Twilio's simulator and back: sent, then told delivered or lost, in whatever order."""

import time
from collections.abc import Callable

import pytest
from sqlmodel import col, select
from starlette.applications import Starlette
from starlette.routing import Mount

from liciel_app.api import sms
from liciel_app.core import config, worker
from liciel_app.core.access import SYSTEM
from liciel_app.core.journal import JournalEntry
from liciel_app.core.work import begin
from liciel_app.messaging import jobs
from liciel_app.messaging.models import Message, SendingState
from liciel_app.messaging.services import write_sms
from liciel_app.simulator import simulator
from tests.dossiers.cases import a_dossier
from tests.people import Cast
from tests.simulator.conftest import Serve

ACCOUNT, TOKEN = "AC" + "1" * 32, "the token of the account"


@pytest.fixture
def office_on_line(people: Cast, serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    """The office's callback route and the simulator, each behind a real server."""
    office = serve(Starlette(routes=[door.route for door in sms.ROUTES]))
    twilio = serve(Starlette(routes=[Mount("/simulateur", simulator(sms_account_sid=ACCOUNT, sms_token=TOKEN))]))
    told = {
        "SMS_ACCOUNT_SID": ACCOUNT,
        "SMS_TOKEN": TOKEN,
        "SMS_SENDER": "ATLANTIQUE",
        "SMS_BASE_URL": f"{twilio}/simulateur",
        "PUBLIC_URL": office,
    }
    for name, value in told.items():
        monkeypatch.setenv(f"LICIEL_{name}", value)
    config.settings.cache_clear()
    jobs.sms_gateway.cache_clear()


def sent(people: Cast, to: str) -> int:
    with begin(people.assistant) as work:
        dossier = a_dossier(work, people.client_id)
        message = write_sms(work, to=to, text="Demain à 9 h.", key="reminder:1", about=dossier)
        assert message is not None
    worker.keep_all_due()
    return message.id or 0


def becomes(number: int, wanted: Callable[[Message], bool]) -> Message:
    """The message once it is so; a minute at the most, whatever else the machine does."""
    message = None
    for _ in range(600):
        with begin(SYSTEM, writing=False) as work:
            message = work.db.get_one(Message, number)
        if wanted(message):
            return message
        time.sleep(0.1)
    pytest.fail(f"it stayed {message and message.state}")


@pytest.mark.usefixtures("office_on_line")
@pytest.mark.parametrize("to", ["+33612345678", "+33612340077"])
def test_an_sms_that_arrives_is_seen_delivered_and_told_in_its_dossier(people: Cast, to: str) -> None:
    number = sent(people, to)
    told = becomes(number, lambda message: message.state is SendingState.DELIVERED and message.sent_at is not None)
    assert told.provider_id.startswith("SM")
    worker.keep_all_due()
    with begin(SYSTEM, writing=False) as work:
        wanted = select(JournalEntry.action).where(col(JournalEntry.subject_kind) == "dossier")
        assert {"dossier.message_sent", "dossier.message_delivered"} <= set(work.db.exec(wanted).all())


@pytest.mark.usefixtures("office_on_line")
@pytest.mark.parametrize(("to", "why"), [("+33612340003", "éteint"), ("+33612340005", "n’existe pas")])
def test_an_sms_that_does_not_arrive_says_why(people: Cast, to: str, why: str) -> None:
    lost = becomes(sent(people, to), lambda message: message.state is SendingState.FAILED)
    assert why in lost.error
