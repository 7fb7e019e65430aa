"""Changes of the clocks, the 29th of February, midnight and overseas: nothing is lost, doubled or shifted."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from liciel_app.agenda import jobs_recurring, queries, rules_recurring, services
from liciel_app.agenda.models import Appointment
from liciel_app.agenda.queries import capacity
from liciel_app.agenda.rules import Contact, Place
from liciel_app.agenda.rules_capacity import load
from liciel_app.agenda.services.recurring import days_of
from liciel_app.core import clock, config
from liciel_app.core.errors import Conflict
from liciel_app.core.work import Work, begin
from tests.people import Cast

SPRING, AUTUMN = date(2027, 3, 28), date(2027, 10, 31)
PARIS = ZoneInfo("Europe/Paris")
OVERSEAS = ("Indian/Reunion", "America/Martinique", "America/Cayenne", "Pacific/Noumea", "America/Miquelon")


def karim_of(people: Cast) -> int:
    return people.technician.account_id or 0


def every_day(
    work: Work, people: Cast, first: date, last: date, *, at: tuple[int, int] = (540, 60)
) -> list[Appointment]:
    """An event of each day between these two; `at`: minute of the day, and minutes."""
    rule = rules_recurring.rule_of("daily", first, last)
    event, left_out = services.repeat(
        work,
        account_id=karim_of(people),
        title="Point du jour",
        rule=rule,
        first_on=first,
        starts_minute=at[0],
        minutes=at[1],
    )
    assert left_out == []
    return list(days_of(work, event.id or 0))


def a_visit(work: Work, people: Cast, starts_at: datetime, minutes: int = 60) -> Appointment:
    return services.book(
        work,
        technician_id=karim_of(people),
        starts_at=starts_at,
        minutes=minutes,
        title="Visite",
        place=Place(),
        contact=Contact(),
        link=("dossier", 1),
    )


@pytest.mark.parametrize("change", [SPRING, AUTUMN])
@pytest.mark.parametrize("minute", [0, 150, 540, 1425])
def test_a_daily_event_stands_once_in_each_day_at_its_hour(work: Work, people: Cast, change: date, minute: int) -> None:
    days = every_day(work, people, change - timedelta(days=3), change + timedelta(days=3), at=(minute, 15))
    starts = [clock.local(one.starts_at) for one in days]
    assert Counter(start.date() for start in starts) == Counter(
        change + timedelta(days=number) for number in range(-3, 4)
    )
    missing = change == SPRING and minute == 150
    assert [start.hour * 60 + start.minute for start in starts if not (missing and start.date() == change)] == (
        [minute] * (6 if missing else 7)
    )
    assert all(one.ends_at - one.starts_at == timedelta(minutes=15) for one in days)


@pytest.mark.parametrize(("change", "hours"), [(SPRING, 23), (AUTUMN, 25)])
def test_leave_over_a_change_of_clocks_takes_the_whole_days_and_no_more(
    work: Work, people: Cast, change: date, hours: int
) -> None:
    leave = services.ask_leave(work, account_id=karim_of(people), first_on=change, last_on=change)
    taken = work.db.get_one(Appointment, services.decide_leave(work, leave.id or 0, approved=True).appointment_id)
    assert taken.ends_at - taken.starts_at == timedelta(hours=hours)
    for free in (taken.starts_at - timedelta(hours=1), taken.ends_at):
        assert a_visit(work, people, free).id
    with pytest.raises(Conflict, match="en congé"):
        a_visit(work, people, taken.ends_at - timedelta(minutes=30))


@pytest.mark.parametrize("change", [SPRING, AUTUMN])
def test_the_hours_of_the_week_are_the_same_on_the_wall_before_and_after(
    work: Work, people: Cast, change: date
) -> None:
    facts = capacity.read(work, change - timedelta(days=6), 14)
    worked = {
        facts.loads[karim_of(people), day].worked for day in facts.days if day.weekday() < 5 and day not in facts.closed
    }
    assert worked == {510}


def test_an_hour_that_comes_twice_is_counted_twice_and_one_that_does_not_exist_never() -> None:
    for change, minutes in ((AUTUMN, 180), (SPRING, 60)):
        night = tuple(
            datetime(change.year, change.month, change.day, hour, tzinfo=PARIS).astimezone(UTC) for hour in (1, 3)
        )
        assert load([(night[0], night[1])], [], [], (night[0], night[1])).worked == minutes


def test_an_appointment_over_midnight_is_in_both_days_and_takes_its_part_of_each(work: Work, people: Cast) -> None:
    midnight = clock.at_office(AUTUMN, 0)
    visit = a_visit(work, people, midnight - timedelta(hours=1), 120)
    for day in (AUTUMN - timedelta(days=1), AUTUMN):
        assert [row.id for row in queries.day(work, day)] == [visit.id]
        facts = capacity.read(work, day, 1)
        assert facts.loads[karim_of(people), day].booked == 60


def test_the_29th_of_february_has_its_event_and_its_leave(people: Cast, set_clock: Callable[[datetime], None]) -> None:
    set_clock(datetime(2028, 1, 3, 8, tzinfo=PARIS))
    leap = date(2028, 2, 29)
    with begin(people.assistant) as work:
        days = every_day(work, people, leap - timedelta(days=1), leap + timedelta(days=1))
        assert [one.occurrence_on for one in days] == [date(2028, 2, 28), leap, date(2028, 3, 1)]
        leave = services.ask_leave(work, account_id=karim_of(people), first_on=leap, last_on=leap)
        with pytest.raises(Conflict, match="Point du jour"):
            services.decide_leave(work, leave.id or 0, approved=True)


@pytest.mark.parametrize("zone", OVERSEAS)
def test_overseas_a_nine_o_clock_event_is_at_nine_there_all_year(
    people: Cast, monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    monkeypatch.setenv("LICIEL_TIMEZONE", zone)
    config.settings.cache_clear()
    with begin(people.assistant) as work:
        for change in (SPRING, AUTUMN):
            days = every_day(work, people, change - timedelta(days=2), change + timedelta(days=2))
            starts = [one.starts_at.astimezone(ZoneInfo(zone)) for one in days]
            assert [(start.date(), start.hour) for start in starts] == [
                (change + timedelta(days=number), 9) for number in range(-2, 3)
            ]
            assert [len(queries.day(work, start.date())) for start in starts] == [1] * 5


def test_a_long_event_written_out_in_two_nights_has_every_day_once(
    people: Cast, set_clock: Callable[[datetime], None]
) -> None:
    with begin(people.assistant) as work:
        event, _ = services.repeat(
            work,
            account_id=karim_of(people),
            title="Réunion",
            rule="FREQ=WEEKLY;BYDAY=SU",
            first_on=date(2026, 11, 29),
            starts_minute=150,
            minutes=30,
        )
        first = event.written_to
    set_clock(datetime(2027, 11, 1, 8, tzinfo=PARIS))
    with begin(people.assistant) as work:
        jobs_recurring.extend(work, 0)
        assert services.extend_recurrences(work) == 0
        days = [one.occurrence_on for one in days_of(work, event.id or 0)]
        assert {SPRING, AUTUMN} <= set(days)
        assert days == [days[0] + timedelta(days=7 * number) for number in range(len(days))]  # type: ignore[operator]
        assert max(day for day in days if day) > first
