"""One calendar elsewhere, whatever its protocol: read, write, take away, and every way it refuses."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from liciel_app.gateways.calendars import ConsentLost, Event, Stored, TokenLost
from liciel_app.gateways.calendars.caldav import CaldavCalendar
from liciel_app.gateways.errors import GatewayError
from tests.agenda.feeds.sides import OFFICE, PARIS, USER, Google, Microsoft, Radicale, Side
from tests.conftest import MONDAY

SPAN = (MONDAY - timedelta(days=7), MONDAY + timedelta(days=200))
VISIT = Event(
    "3d0c1d5e-uid", 0, "Maison, « Talence »", MONDAY, MONDAY + timedelta(hours=2), "17 avenue Roul", "Mme <Dupuy>"
)


def test_an_event_written_twice_is_one_and_comes_back_marked(side: Side) -> None:
    calendar = side.calendar()
    first = calendar.write(VISIT, None)
    again = calendar.write(VISIT, None)
    (found,) = calendar.changes(*SPAN, "").found
    assert (first.ref, again.ref, found.ref) == (first.ref,) * 3
    assert (found.mark, found.title, found.busy) == (VISIT.uid, VISIT.title, True)
    assert (found.starts_at, found.ends_at) == (VISIT.starts_at, VISIT.ends_at)
    assert found.etag == again.etag


def test_another_offices_event_is_the_persons_own_busy_time(side: Side) -> None:
    side.calendar("toulouse").write(VISIT, None)
    (found,) = side.calendar().changes(*SPAN, "").found
    assert (found.mark, found.busy) == ("", True)


def test_a_moved_event_moves_there(side: Side) -> None:
    calendar = side.calendar()
    stored = calendar.write(VISIT, None)
    later = replace(VISIT, starts_at=MONDAY + timedelta(days=1), ends_at=MONDAY + timedelta(days=1, hours=1))
    calendar.write(later, stored)
    assert [one.starts_at for one in side.seen()] == [later.starts_at]


def test_the_office_has_the_last_word_over_a_version_it_did_not_know(side: Side) -> None:
    calendar = side.calendar()
    stored = calendar.write(VISIT, None)
    side.move(stored.ref, MONDAY + timedelta(days=3))
    calendar.write(VISIT, stored)
    assert [one.starts_at for one in side.seen()] == [VISIT.starts_at]


def test_an_event_removed_there_is_written_again(side: Side) -> None:
    calendar = side.calendar()
    stored = calendar.write(VISIT, None)
    side.drop(stored.ref)
    calendar.write(VISIT, stored)
    assert [one.title for one in side.seen()] == [VISIT.title]


def test_an_event_removed_there_and_written_from_nothing_is_one(side: Side) -> None:
    calendar = side.calendar()
    side.drop(calendar.write(VISIT, None).ref)
    calendar.write(VISIT, None)
    assert [one.title for one in side.seen()] == [VISIT.title]


def test_removing_twice_is_removing_once(side: Side) -> None:
    calendar = side.calendar()
    stored = calendar.write(VISIT, None)
    calendar.remove(stored)
    calendar.remove(stored)
    assert side.seen() == []


def test_only_what_changed_is_told_afterwards(side: Side) -> None:
    calendar = side.calendar()
    kept = side.add("Dentiste", MONDAY)
    gone = side.add("Piscine", MONDAY + timedelta(hours=3))
    first = calendar.changes(*SPAN, "")
    side.drop(gone)
    new = side.add("Cinéma", MONDAY + timedelta(days=1))
    changes = calendar.changes(*SPAN, first.token)
    assert (first.full, changes.full) == (True, False)
    assert [one.title for one in changes.found] == ["Cinéma"]
    assert {gone, new} <= changes.touched
    assert kept not in changes.touched
    assert calendar.changes(*SPAN, changes.token).touched == frozenset()


def test_a_lost_mark_of_reading_asks_for_everything_anew(side: Side) -> None:
    calendar = side.calendar()
    side.add("Dentiste", MONDAY)
    token = calendar.changes(*SPAN, "").token
    side.lose_tokens()
    with pytest.raises(TokenLost):
        calendar.changes(*SPAN, token)
    assert [one.title for one in calendar.changes(*SPAN, "").found] == ["Dentiste"]


def test_a_weekly_lesson_keeps_its_hour_when_the_clocks_change(side: Side) -> None:
    """17 h in Paris: 15 h UTC in summer, 16 h from 25 October 2026 on, 15 h again from 28 March 2027."""
    first = datetime(2026, 10, 20, 17, tzinfo=PARIS).astimezone(UTC)
    span = (first - timedelta(days=1), datetime(2027, 4, 10, tzinfo=UTC))
    side.add("Solfège", first, weekly=25)
    found = sorted(side.calendar().changes(*span, "").found, key=lambda one: one.starts_at)
    assert len(found) == 25
    assert {one.starts_at.astimezone(PARIS).hour for one in found} == {17}
    assert [found[index].starts_at.hour for index in (0, 1, -1)] == [15, 16, 15]
    assert all(one.busy and one.title == "Solfège" for one in found)
    assert len({(one.ref, one.key) for one in found}) == 25


def test_a_series_that_goes_takes_all_its_days(side: Side) -> None:
    calendar = side.calendar()
    ref = side.add("Solfège", MONDAY, weekly=4)
    first = calendar.changes(*SPAN, "")
    side.drop(ref)
    changes = calendar.changes(*SPAN, first.token)
    assert {one.ref for one in first.found} <= changes.touched
    assert changes.found == ()


def test_free_time_is_not_busy_and_a_whole_day_is_the_offices_day(side: Side) -> None:
    side.add("Peut-être", MONDAY, free=True)
    side.add("Séminaire", MONDAY + timedelta(days=1), day=True)
    found = {one.title: one for one in side.calendar().changes(*SPAN, "").found}
    assert not found["Peut-être"].busy
    day = found["Séminaire"]
    assert day.starts_at == datetime(2026, 11, 24, tzinfo=PARIS)
    assert day.ends_at == datetime(2026, 11, 25, tzinfo=PARIS)


def test_what_lies_outside_the_time_asked_is_not_told(side: Side) -> None:
    side.add("Loin", MONDAY + timedelta(days=400))
    side.add("Passé", MONDAY - timedelta(days=30))
    assert side.calendar().changes(*SPAN, "").found == ()


def test_the_persons_calendars_are_found(side: Side) -> None:
    found = side.calendar().calendars()
    assert side.address in [one.address for one in found]


@pytest.mark.parametrize("status", [500, 503, 429, 403])
@pytest.mark.parametrize("name", ["google", "microsoft"])
def test_a_service_that_fails_is_tried_again(open_side, name: str, status: int) -> None:
    side = open_side(name)
    side.diary.faults = [status]
    with pytest.raises(GatewayError) as refusal:
        side.calendar().changes(*SPAN, "")
    assert refusal.value.permanent is (status == 403 and name == "microsoft")


@pytest.mark.parametrize("kind", [Google, Microsoft])
def test_an_access_that_ended_is_renewed_once(open_side, kind: type) -> None:
    side = open_side(kind.provider)
    side.diary.access.clear()
    calendar = side.calendar()
    calendar.write(VISIT, None)
    assert calendar.access.tokens.access != side.tokens.access
    side.diary.access.clear()
    side.diary.refresh.clear()
    with pytest.raises(ConsentLost):
        calendar.changes(*SPAN, "")


@pytest.mark.parametrize("kind", [Google, Microsoft])
def test_many_events_come_page_by_page(open_side, kind: type) -> None:
    side = open_side(kind.provider)
    side.diary.page_size = 3
    for hours in range(8):
        side.add(f"Rendez-vous {hours}", MONDAY + timedelta(hours=hours))
    changes = side.calendar().changes(*SPAN, "")
    assert len(changes.found) == 8
    assert changes.token


def test_a_wrong_password_is_the_persons_to_mend(radicale: str) -> None:
    side = Radicale(radicale)
    wrong = CaldavCalendar(side.address, USER, "faux", OFFICE, PARIS, lambda: MONDAY, private=True)
    with pytest.raises(ConsentLost):
        wrong.changes(*SPAN, "")


def test_the_calendars_are_found_from_the_servers_address(radicale: str) -> None:
    side = Radicale(radicale)
    found = CaldavCalendar(f"{radicale}/", USER, "pâques 2026", OFFICE, PARIS, lambda: MONDAY, private=True).calendars()
    assert side.address in [one.address for one in found]


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:1/", "http://localhost:1/", "http://169.254.169.254/", "http://[::1]/"]
)
def test_an_address_of_our_own_network_is_refused(address: str) -> None:
    with pytest.raises(GatewayError, match="réseau privé"):
        CaldavCalendar(address, USER, "x", OFFICE, PARIS, lambda: MONDAY).calendars()


@pytest.mark.parametrize("address", ["", "file:///etc/passwd", "ftp://calendrier.example/", "https://", "javascript:x"])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(GatewayError):
        CaldavCalendar(address, USER, "x", OFFICE, PARIS, lambda: MONDAY, private=True).calendars()


def test_a_broken_object_does_not_hide_the_others(radicale: str) -> None:
    from liciel_app.gateways.calendars import caldav_events

    good = caldav_events.written(VISIT, OFFICE, MONDAY).decode()
    every_minute = good.replace("END:VEVENT", "RRULE:FREQ=MINUTELY\r\nEND:VEVENT")
    for text in ("", "nonsense", "BEGIN:VCALENDAR", every_minute, good.replace("DTSTART:", "DTSTART:x")):
        assert caldav_events.read("r", "e", text, OFFICE, SPAN, PARIS) == []
    assert len(caldav_events.read("r", "e", good, OFFICE, SPAN, PARIS)) == 1


def test_removing_what_never_was_is_nothing(side: Side) -> None:
    side.calendar().remove(Stored(f"{side.address}nothing.ics" if side.provider == "caldav" else "nothing", ""))
