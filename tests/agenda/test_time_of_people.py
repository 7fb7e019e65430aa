"""Working hours, leave, public holidays, recurring events, and undoing a move."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liciel_app.agenda import queries, rules_time, services
from liciel_app.agenda.models import AppointmentState
from liciel_app.agenda.services.publishing import former
from liciel_app.agenda.services.recurring import days_of
from liciel_app.core import clock
from liciel_app.core.errors import Conflict, Invalid, NotAllowed, NotFound
from liciel_app.core.work import Work, begin
from tests.agenda.test_booking import NINE, a_visit
from tests.people import Cast

HALF_DAY: rules_time.Week = (((480, 720),), (), (), (), (), (), ())


def test_who_has_no_hours_has_the_offices_and_karim_keeps_his_own(work: Work, people: Cast) -> None:
    karim = people.technician.account_id or 0
    assert queries.hours_of(work)[karim].week[0] == ((510, 750), (810, 1080))
    services.set_hours(work, karim, HALF_DAY)
    hours = queries.hours_of(work)[karim]
    assert (hours.week, hours.own) == (HALF_DAY, True)


@pytest.mark.parametrize(
    ("intervals", "sentence"),
    [
        (((600, 540),), "La fin précède le début."),
        (((600, 600),), "La fin précède le début."),
        (((480, 720), (700, 900)), "Ces horaires se chevauchent."),
        (((480, 1500),), "Une heure va de 00:00 à 24:00."),
    ],
)
def test_hours_that_cannot_be_are_refused_and_nothing_is_saved(
    work: Work, people: Cast, intervals: tuple[tuple[int, int], ...], sentence: str
) -> None:
    karim = people.technician.account_id or 0
    with pytest.raises(Invalid) as refusal:
        services.set_hours(work, karim, ((), intervals, (), (), (), (), ()))
    assert refusal.value.fields == {"day-1": sentence}
    assert not queries.hours_of(work)[karim].own


def test_nobody_is_no_technician(work: Work) -> None:
    with pytest.raises(NotFound):
        services.set_hours(work, 999, HALF_DAY)


def test_leave_asked_by_karim_and_granted_by_nathalie_takes_his_days(people: Cast) -> None:
    karim = people.technician.account_id or 0
    day = NINE.date()
    with begin(people.technician) as work:
        leave = services.ask_leave(work, account_id=karim, first_on=day, last_on=day, reason="Mariage").id or 0
        with pytest.raises(NotAllowed):
            services.decide_leave(work, leave, approved=True)
    with begin(people.assistant) as work:
        services.decide_leave(work, leave, approved=True)
        with pytest.raises(Conflict, match="Karim Benali est en congé le 24/11/2026"):
            a_visit(work, people)
        with pytest.raises(Conflict, match="déjà reçu sa réponse"):
            services.decide_leave(work, leave, approved=False, answer="Non")
        assert [row.state for row in queries.leaves(work)] == ["approved"]
    with begin(people.technician) as work:
        services.withdraw_leave(work, leave)
    with begin(people.assistant) as work:
        assert a_visit(work, people).id


def test_leave_over_a_visit_is_not_granted_and_the_visit_is_named(work: Work, people: Cast) -> None:
    a_visit(work, people)
    karim = people.technician.account_id or 0
    leave = services.ask_leave(work, account_id=karim, first_on=NINE.date(), last_on=NINE.date())
    with pytest.raises(Conflict, match="Maison 95 m², Talence"):
        services.decide_leave(work, leave.id or 0, approved=True)


def test_a_refusal_says_why_and_days_past_or_reversed_are_no_leave(work: Work, people: Cast) -> None:
    karim, day = people.technician.account_id or 0, NINE.date()
    leave = services.ask_leave(work, account_id=karim, first_on=day, last_on=day)
    with pytest.raises(Invalid):
        services.decide_leave(work, leave.id or 0, approved=False)
    for first, last in ((day, day - timedelta(days=1)), (date(2020, 1, 1), date(2020, 1, 2))):
        with pytest.raises(Invalid):
            services.ask_leave(work, account_id=karim, first_on=first, last_on=last)


def test_a_technician_asks_for_nobody_else_and_sees_no_other_leave(people: Cast) -> None:
    with begin(people.technician) as work, pytest.raises(NotAllowed):
        services.ask_leave(work, account_id=2, first_on=NINE.date(), last_on=NINE.date())
    with begin(people.stranger) as work, pytest.raises(NotFound):
        services.withdraw_leave(work, 1)


def test_alsace_has_good_friday_and_bordeaux_has_not(work: Work) -> None:
    good_friday = date(2026, 4, 3)
    assert good_friday not in queries.holidays_between(work, good_friday, good_friday)
    services.save_settings(work, {"notice_hours": 48}, holidays_zone="6AE")
    assert queries.holidays_between(work, good_friday, good_friday) == {good_friday: "Vendredi saint"}
    assert queries.settings_of(work).notice_hours == 48


def test_rules_of_planning_out_of_their_limits_are_refused(work: Work) -> None:
    with pytest.raises(Invalid) as refusal:
        services.save_settings(work, {"notice_hours": -1, "proposals": 3, "speed": 9})
    assert set(refusal.value.fields) == {"notice_hours", "speed"}


def test_a_weekly_meeting_stays_at_nine_when_the_clocks_change(work: Work, people: Cast) -> None:
    karim = people.technician.account_id or 0
    event, left_out = services.repeat(
        work,
        account_id=karim,
        title="Point de la semaine",
        rule="FREQ=WEEKLY;BYDAY=MO",
        first_on=date(2026, 11, 30),
        starts_minute=540,
        minutes=60,
    )
    days = list(days_of(work, event.id or 0))
    assert left_out == []
    assert {clock.local(one.starts_at).hour for one in days} == {9}
    assert {one.starts_at.astimezone(UTC).hour for one in days} == {7, 8}
    assert len({one.occurrence_on for one in days}) == len(days) > 50


def test_a_taken_day_is_left_out_of_a_recurring_event_and_told(work: Work, people: Cast) -> None:
    a_visit(work, people)
    karim = people.technician.account_id or 0
    event, left_out = services.repeat(
        work,
        account_id=karim,
        title="Réunion",
        rule="FREQ=WEEKLY;COUNT=3",
        first_on=NINE.date(),
        starts_minute=570,
        minutes=30,
    )
    assert left_out == [NINE.date()]
    assert services.extend_recurrences(work) == 0
    assert services.end_recurrence(work, event.id or 0, date(2026, 12, 5)) == 1
    assert [one.state for one in days_of(work, event.id or 0)] == [
        AppointmentState.PLANNED,
        AppointmentState.CANCELLED,
    ]


def test_the_29th_of_february_and_a_rule_nobody_can_read() -> None:
    leap = list(rules_time.occurrences("FREQ=YEARLY", date(2024, 2, 29), date(2024, 3, 1), date(2033, 1, 1)))
    assert leap == [date(2028, 2, 29), date(2032, 2, 29)]
    with pytest.raises(Invalid):
        list(rules_time.occurrences("EVERY DAY", date(2026, 1, 1), date(2026, 1, 1), date(2026, 2, 1)))


@given(st.dates(date(2020, 1, 1), date(2034, 12, 31)), st.integers(1, 90), st.integers(0, 60))
def test_writing_out_in_two_steps_gives_the_days_of_one(first: date, length: int, cut: int) -> None:
    rule, end = "FREQ=DAILY;INTERVAL=2", first + timedelta(days=length)
    middle, before = min(end, first + timedelta(days=cut)), first - timedelta(days=1)
    whole = list(rules_time.occurrences(rule, first, before, end))
    steps = [
        *rules_time.occurrences(rule, first, before, middle),
        *rules_time.occurrences(rule, first, middle, end),
    ]
    assert whole == steps


def test_a_move_is_undone_unless_somebody_changed_it_since(work: Work, people: Cast) -> None:
    karim = people.technician.account_id or 0
    visit = a_visit(work, people)
    gone = former(visit)
    services.move(work, visit.id or 0, technician_id=karim, starts_at=NINE + timedelta(hours=5), minutes=60, seen=0)
    assert services.restore(work, gone).starts_at == datetime(2026, 11, 24, 8, tzinfo=UTC)
    with pytest.raises(Conflict, match="plus possible d’annuler"):
        services.restore(work, gone)


def test_moving_what_somebody_else_just_changed_is_told(work: Work, people: Cast) -> None:
    visit = a_visit(work, people)
    karim = people.technician.account_id or 0
    services.move(work, visit.id or 0, technician_id=karim, starts_at=NINE + timedelta(hours=2), minutes=90)
    with pytest.raises(Conflict, match="quelqu’un d’autre"):
        services.move(work, visit.id or 0, technician_id=karim, starts_at=NINE, minutes=90, seen=0)
