"""Google and Microsoft tell the office that Karim's calendar changed; nobody else is believed."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import httpx
import pytest
from starlette.applications import Starlette

from liciel_app.agenda.feeds import watching
from liciel_app.agenda.models_calendars import LinkState
from liciel_app.agenda.services.calendars import change_calendar, close_link
from liciel_app.api import calendar_notices as notices
from liciel_app.core import config, worker
from liciel_app.core.access import SYSTEM
from liciel_app.core.work import begin
from liciel_app.office import services as office_services
from liciel_app.simulator import google, microsoft
from liciel_app.ui import bridge
from tests.agenda.feeds.conftest import Open
from tests.agenda.feeds.linked import a_link, book, here, synchronise, the_link
from tests.agenda.feeds.sides import Simulated
from tests.agenda.feeds.test_choosing import SECOND, opened
from tests.conftest import MONDAY
from tests.people import Cast
from tests.serving import Running

Clock = Callable[[datetime], None]
BOTH = pytest.mark.parametrize("name", ["google", "microsoft"])
TELL = {"google": google.tell, "microsoft": microsoft.tell}
AT = MONDAY + timedelta(days=2, hours=1)


@pytest.fixture
def listening(people: Cast, open_side: Open, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The office's door behind a real server; its address."""
    bridge.install(office_services.actor_of)
    with Running(Starlette(routes=[door.route for door in notices.ROUTES])) as address:
        monkeypatch.setenv("LICIEL_PUBLIC_URL", address)
        config.settings.cache_clear()
        yield address


def told(side: Simulated, name: str) -> None:
    """The provider tells of a change, and the office does what it promised itself."""
    asyncio.run(TELL[name](side.diary))
    worker.keep_all_due()


def proof(link_id: int) -> str:
    with begin(SYSTEM) as work:
        return watching.proof_of(work, the_link(link_id))


def tell(office: str, name: str, said: str) -> httpx.Response:
    address = f"{office}/agendas-externes/avis/{name}"
    if name == "google":
        return httpx.post(address, headers={b"x-goog-channel-token": said.encode()}, trust_env=False)
    return httpx.post(address, json={"value": [{"clientState": said}]}, trust_env=False)


@BOTH
def test_karim_s_dentist_takes_the_time_as_soon_as_it_is_told(
    people: Cast, open_side: Open, listening: str, name: str
) -> None:
    side = opened(open_side, name)
    a_link(people, side)
    side.add("Dentiste", AT)
    assert here(outside=True) == []
    told(side, name)
    assert here(outside=True) == [AT]


@BOTH
def test_what_the_office_writes_itself_does_not_go_round(
    people: Cast, open_side: Open, listening: str, name: str
) -> None:
    side = opened(open_side, name)
    a_link(people, side)
    book(people, 2)
    worker.keep_all_due()
    writes = side.diary.writes
    for _ in range(3):
        told(side, name)
    assert (len(side.seen()), side.diary.writes) == (1, writes)


@BOTH
def test_it_is_asked_for_once_and_again_before_it_ends(
    people: Cast, open_side: Open, listening: str, name: str, set_clock: Clock
) -> None:
    side = opened(open_side, name)
    link = a_link(people, side)
    (first,) = side.diary.watches
    synchronise(link)
    assert list(side.diary.watches) == [first]
    set_clock(MONDAY + timedelta(days=6, hours=20))
    synchronise(link)
    (second,) = side.diary.watches
    assert second != first


ENDS = ["", "x", "-1", "0", "1790000000", "9" * 18, "9" * 400, "٣", 1e300, True, [], {}, "1764500000000.5"]


@pytest.mark.parametrize("ends", ENDS)
def test_an_end_google_cannot_mean_stops_no_renewal(
    people: Cast, open_side: Open, listening: str, set_clock: Clock, ends: object
) -> None:
    side = opened(open_side, "google")
    side.diary.watch_ends = ends
    link = a_link(people, side)
    (first,) = side.diary.watches
    assert (synchronise(link).error, list(side.diary.watches)) == ("", [first])
    set_clock(MONDAY + timedelta(days=6, hours=20))
    assert synchronise(link).error == ""
    (second,) = side.diary.watches
    assert second != first


def test_a_shorter_end_is_believed(people: Cast, open_side: Open, listening: str, set_clock: Clock) -> None:
    side = opened(open_side, "google")
    side.diary.watch_ends = str(int((MONDAY + timedelta(days=2)).timestamp() * 1000))
    link = a_link(people, side)
    (first,) = side.diary.watches
    set_clock(MONDAY + timedelta(days=1, hours=20))
    synchronise(link)
    assert first not in side.diary.watches


@BOTH
def test_disconnected_nothing_is_told_any_more(people: Cast, open_side: Open, listening: str, name: str) -> None:
    side = opened(open_side, name)
    link = a_link(people, side)
    said = proof(link)
    with begin(people.technician) as work:
        close_link(work, link)
    worker.keep_all_due()
    assert (the_link(link).state, side.diary.watches) == (LinkState.CLOSED, {})
    assert tell(listening, name, said).status_code == 403


@BOTH
def test_another_calendar_of_the_same_consent_has_its_own(
    people: Cast, open_side: Open, listening: str, name: str
) -> None:
    side = opened(open_side, name)
    first = a_link(people, side)
    with begin(people.technician) as work:
        change_calendar(work, first, name="Astreintes", address=SECOND[name])
    worker.keep_all_due()
    assert (len(side.diary.watches), len(side.diary.other(SECOND[name]).watches)) == (0, 1)


@BOTH
@pytest.mark.parametrize("change", ["", "1.", "1.00ff", "x", "1", "9.{seal}", "é.{seal}", "{number}.é", "{other}"])
def test_a_forged_notice_is_refused_and_reads_nothing(
    people: Cast, open_side: Open, listening: str, name: str, change: str
) -> None:
    side = opened(open_side, name)
    number, _, seal = proof(a_link(people, side)).partition(".")
    side.add("Dentiste", AT)
    other = f"{number}.{seal[:-1]}{'0' if seal[-1] != '0' else '1'}"
    said = change.format(number=number, seal=seal, other=other)
    assert tell(listening, name, said).status_code == 403
    worker.keep_all_due()
    assert here(outside=True) == []


def test_the_proof_of_one_service_is_not_good_for_the_other(people: Cast, open_side: Open, listening: str) -> None:
    said = proof(a_link(people, opened(open_side, "google")))
    assert (tell(listening, "google", said).status_code, tell(listening, "microsoft", said).status_code) == (204, 403)


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"value": 3}', b'{"value": [3]}', b"[" * 90_000])
def test_garbage_is_refused(listening: str, body: bytes) -> None:
    assert httpx.post(f"{listening}/agendas-externes/avis/microsoft", content=body, trust_env=False).status_code == 403


def test_microsoft_hears_its_own_words_as_plain_text(listening: str) -> None:
    words = "Validation: <b>é</b> 12"
    answer = httpx.post(
        f"{listening}/agendas-externes/avis/microsoft", params={"validationToken": words}, trust_env=False
    )
    assert (answer.text, answer.status_code) == (words, 200)
    assert answer.headers["content-type"].startswith("text/plain")
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_subscription_microsoft_ended_is_asked_for_anew(people: Cast, open_side: Open, listening: str) -> None:
    side = opened(open_side, "microsoft")
    a_link(people, side)
    (first,) = side.diary.watches
    asyncio.run(microsoft.tell(side.diary, "reauthorizationRequired"))
    side.diary.watches.clear()
    worker.keep_all_due()
    assert [one for one in side.diary.watches if one != first] == list(side.diary.watches) != []


@BOTH
def test_a_service_that_tells_nothing_is_read_all_the_same(
    people: Cast, open_side: Open, listening: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LICIEL_PUBLIC_URL", "http://127.0.0.1:9")
    config.settings.cache_clear()
    side = opened(open_side, name)
    link = a_link(people, side)
    side.add("Dentiste", AT)
    assert (synchronise(link).error, here(outside=True)) == ("", [AT])
