"""Changes of the clocks, the 29th of February, midnight and overseas: nothing is lost, doubled or shifted."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from liciel_app.agenda import jobs_recurring, planner, queries, rules_recurring, services
from liciel_app.agenda.models import Appointment, AppointmentKind
from liciel_app.agenda.queries import capacity, planning_facts
from liciel_app.agenda.rules import Contact, Details, Place
from liciel_app.agenda.rules_capacity import load
from liciel_app.agenda.services.recurring import days_of
from liciel_app.agenda.slots.facts import Visit
from liciel_app.core import clock, config
from liciel_app.core.errors import Conflict
from liciel_app.core.work import Work, begin
from liciel_app.dossiers.screens import board_gestures as gestures
from tests.agenda.offices import TALENCE, two_technicians, works_always
from tests.people import Cast

SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
PARIS = ZoneInfo("Europe/Paris")
OVERSEAS = ("Indian/Reunion", "America/Martinique", "America/Cayenne", "Pacific/Noumea", "America/Miquelon")


@pytest.fixture(autouse=True)
def _in_january(people: Cast, set_clock: Callable[[datetime], None]) -> None:
    """Before both changes."""
    set_clock(datetime(2026, 1, 5, 8, tzinfo=PARIS))


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


def a_meeting(work: Work, people: Cast, starts_at: datetime, minutes: int = 60) -> Appointment:
    return services.book(
        work,
        technician_id=karim_of(people),
        starts_at=starts_at,
        minutes=minutes,
        title="Point",
        place=Place(),
        contact=Contact(),
        link=("", 0),
        details=Details(kind=AppointmentKind.MEETING),
    )


def a_visit(work: Work, people: Cast, starts_at: datetime) -> Appointment:
    return services.book(
        work,
        technician_id=karim_of(people),
        starts_at=starts_at,
        minutes=60,
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
        assert a_meeting(work, people, free).id
    with pytest.raises(Conflict, match="en congé"):
        a_meeting(work, people, taken.ends_at - timedelta(minutes=30))


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
    visit = a_meeting(work, people, midnight - timedelta(hours=1), 120)
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
            first_on=date(2026, 1, 11),
            starts_minute=150,
            minutes=30,
        )
        first = event.written_to
    set_clock(datetime(2026, 11, 2, 8, tzinfo=PARIS))
    with begin(people.assistant) as work:
        jobs_recurring.extend(work, 0)
        assert services.extend_recurrences(work) == 0
        days = [one.occurrence_on for one in days_of(work, event.id or 0)]
        assert {SPRING, AUTUMN} <= set(days)
        assert days == [days[0] + timedelta(days=7 * number) for number in range(len(days))]  # type: ignore[operator]
        assert max(day for day in days if day) > first


@pytest.mark.parametrize("change", [SPRING, AUTUMN])
def test_a_visit_carried_over_the_change_keeps_its_hour_and_its_length(work: Work, people: Cast, change: date) -> None:
    karim = karim_of(people)
    visit = a_meeting(work, people, clock.at_office(change - timedelta(days=2), 9), 90)
    there = gestures.spot({"resource": str(karim), "start": f"{change + timedelta(days=1)}T09:00:00"})
    gestures.carry(work, gestures.held(f"v{visit.id}"), there)
    starts, ends = clock.local(visit.starts_at), clock.local(visit.ends_at)
    assert (starts.date(), f"{starts:%H:%M}", f"{ends:%H:%M}") == (change + timedelta(days=1), "09:00", "10:30")


@pytest.mark.parametrize("change", [SPRING, AUTUMN])
def test_slots_around_the_change_are_within_the_hours_on_the_wall(
    people: Cast, set_clock: Callable[[datetime], None], change: date
) -> None:
    set_clock(clock.at_office(change - timedelta(days=4), 8))
    with begin(people.assistant) as work:
        karim, _ = two_technicians(work, people)
        works_always(work, karim)
        asked = planning_facts.question(work, Visit(TALENCE, 60), planning_facts.Wanted(only=[karim], per_gap=99))
    starts = [slot.start for slot in planner.best_slots(replace(asked, first=None)).slots]
    assert len(starts) == len(set(starts))
    nights = [start for start in starts if start.date() == change]
    assert {start.hour for start in nights} <= set(range(24))
    assert all(later - earlier >= timedelta(hours=1) for earlier, later in pairwise(sorted(nights)))


@pytest.mark.parametrize("zone", OVERSEAS)
def test_overseas_a_visit_is_at_its_hour_and_refused_outside_the_hours_there(
    people: Cast, monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    monkeypatch.setenv("LICIEL_TIMEZONE", zone)
    config.settings.cache_clear()
    day = date(2026, 3, 30)
    with begin(people.assistant) as work:
        visit = a_visit(work, people, clock.at_office(day, 9))
        assert [row.start for row in queries.day(work, day)] == ["09\u00a0h\u00a000"]
        assert visit.starts_at.astimezone(ZoneInfo(zone)).hour == 9
        with pytest.raises(Conflict, match="Hors des horaires"):
            a_visit(work, people, clock.at_office(day, 20))
