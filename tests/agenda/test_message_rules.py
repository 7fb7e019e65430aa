"""When a message may leave: nights, Sundays and holidays left out, whatever the clocks do."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liciel_app.agenda import rules_messages
from liciel_app.agenda.rules_messages import DAY, LATEST, Quiet, due, expected, for_sms, mobile, nominal
from liciel_app.core.errors import Invalid
from liciel_app.gateways.sms import segments

PARIS, REUNION, GUADELOUPE = ZoneInfo("Europe/Paris"), ZoneInfo("Indian/Reunion"), ZoneInfo("America/Guadeloupe")
ZONES = (PARIS, REUNION, GUADELOUPE, ZoneInfo("Pacific/Noumea"))
SUNDAYS = frozenset(date(2026, 1, 4) + timedelta(days=7 * week) for week in range(80))
MOMENTS = st.datetimes(
    datetime(2026, 2, 1),  # noqa: DTZ001 hypothesis adds the zone
    datetime(2027, 1, 31),  # noqa: DTZ001
    timezones=st.sampled_from(ZONES),
)
EARLY = datetime(2026, 1, 1, tzinfo=UTC)


def quiet(zone: ZoneInfo = PARIS, closed: frozenset[date] = SUNDAYS) -> Quiet:
    return Quiet(1200, 480, zone, closed)


def at(text: str, zone: ZoneInfo = PARIS) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def told(starts_at: datetime, minutes: int, rules: Quiet | None = None, now: datetime = EARLY) -> str:
    rules = rules or quiet()
    found = due(starts_at, minutes, rules, now)
    return f"{found.astimezone(rules.zone):%a %d/%m %H:%M}" if found else ""


@pytest.mark.parametrize(
    ("visit", "minutes", "leaves"),
    [
        ("2026-11-24T09:00", DAY, "Mon 23/11 09:00"),
        ("2026-11-24T09:00", 2 * 60, "Mon 23/11 19:30"),  # 07:00 is night
        ("2026-11-23T09:00", DAY, "Sat 21/11 19:30"),  # the day before is a Sunday
        ("2026-11-24T08:00", DAY, "Mon 23/11 08:00"),
        ("2026-11-24T23:30", 60, "Tue 24/11 19:30"),
        ("2026-11-24T00:30", DAY, "Sat 21/11 19:30"),  # midnight: Monday 00:30 is night, Sunday is closed
        ("2026-03-30T09:00", DAY, "Sat 28/03 19:30"),
        ("2026-03-29T09:00", DAY, "Sat 28/03 09:00"),  # the clocks went forward in between
        ("2026-10-25T09:00", DAY, "Sat 24/10 09:00"),  # and back
        ("2026-10-26T14:00", 2 * DAY, "Sat 24/10 14:00"),
        ("2026-03-01T10:00", DAY, "Sat 28/02 10:00"),
    ],
)
def test_reminders_leave_when_people_are_awake(visit: str, minutes: int, leaves: str) -> None:
    assert told(at(visit), minutes) == leaves


def test_the_29th_of_february_is_a_day_like_others() -> None:
    assert told(at("2028-03-01T10:00"), DAY, quiet(closed=frozenset())) == "Tue 29/02 10:00"


def test_an_overseas_office_sleeps_at_its_own_hours() -> None:
    assert told(at("2026-11-24T09:00", REUNION), DAY, quiet(REUNION)) == "Mon 23/11 09:00"
    assert told(at("2026-11-24T09:00", GUADELOUPE), 120, quiet(GUADELOUPE)) == "Mon 23/11 19:30"


def test_a_visit_booked_after_its_reminder_has_none() -> None:
    assert told(at("2026-11-24T09:00"), DAY, now=at("2026-11-23T11:00")) == ""


def test_booked_in_the_night_before_its_reminder_it_is_told_in_the_morning() -> None:
    assert told(at("2026-11-24T11:00"), 3 * 60, now=at("2026-11-24T06:00")) == "Tue 24/11 08:00"
    assert told(at("2026-11-24T09:00"), 2 * 60, now=at("2026-11-23T22:00")) == "Tue 24/11 08:00"


@given(
    starts_at=MOMENTS,
    minutes=st.integers(30, 10 * DAY),
    booked=st.timedeltas(timedelta(), timedelta(days=12)),
)
def test_nothing_ever_leaves_at_night_on_a_closed_day_too_late_or_before_it_is_booked(
    starts_at: datetime, minutes: int, booked: timedelta
) -> None:
    rules, now = quiet(starts_at.tzinfo), starts_at.astimezone(UTC) - booked  # type: ignore[arg-type]
    found = due(starts_at, minutes, rules, now)
    if found is not None:
        assert rules.allows(found)
        assert now <= found <= starts_at - min(LATEST, timedelta(minutes=minutes))
    else:
        late = nominal(starts_at, minutes, rules.zone) < now
        assert (
            late
            or rules_messages.in_time(rules.after(max(nominal(starts_at, minutes, rules.zone), now)), starts_at) is None
        )


@given(MOMENTS, st.integers(1, 20))
def test_whole_days_before_keep_the_hour_of_the_visit(starts_at: datetime, days: int) -> None:
    found = nominal(starts_at, days * DAY, starts_at.tzinfo)  # type: ignore[arg-type]
    wall = (starts_at.replace(tzinfo=None) - timedelta(days=days)).replace(tzinfo=starts_at.tzinfo)
    assert found == wall.astimezone(UTC)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("06 12 34 56 78", "+33612345678"),
        ("+33 (0)7 81 23 45 67", "+33781234567"),
        ("05 56 00 00 10", ""),
        ("0690 12 34 56", "+590690123456"),
        ("+39 347 1234567", "+393471234567"),
        ("0899 12 34 56", ""),
        ("3615", ""),
        ("", ""),
        ("appelez-moi", ""),
    ],
)
def test_an_sms_goes_to_a_mobile_and_to_nothing_else(typed: str, number: str) -> None:
    assert mobile(typed) == number


def test_words_are_written_with_the_letters_an_sms_has() -> None:
    said = "Rappel : l’hôtel « Les Pins », 12 rue de l’Œuvre, à 09\u00a0h\u00a000 – prévoyez l’accès aux fenêtres…"
    assert segments(for_sms(said)) == ("GSM-7", 1)


def test_an_arrival_is_told_on_round_minutes() -> None:
    between = expected(at("2026-11-24T08:41:20"), 12.4, 30)
    assert [f"{one:%H:%M}" for one in between] == ["08:50", "09:20"]


def test_the_silence_goes_from_an_evening_to_a_morning() -> None:
    for evening, morning in ((480, 1200), (1200, 1200), (1500, 480), (1200, -1)):
        with pytest.raises(Invalid):
            rules_messages.check_quiet(evening, morning)


def test_absurd_reminders_are_refused() -> None:
    for wanted in (
        [("pigeon", 60)],
        [("guest_sms", 5)],
        [("guest_sms", 40 * DAY)],
        [("guest_sms", 60 + n) for n in range(13)],
    ):
        with pytest.raises(Invalid):
            rules_messages.check_reminders(wanted)
