"""Reminders follow their appointment: one per way and delay, none for a time that is no more."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from liciel_app.agenda import services as agenda
from liciel_app.agenda.models import Appointment
from liciel_app.agenda.models_messages import AppointmentGuest, ReminderState
from liciel_app.agenda.rules import Contact, Place
from liciel_app.agenda.services import message_rules, reminding
from liciel_app.agenda.services.message_rules import Chosen
from liciel_app.core.access import SYSTEM
from liciel_app.core.errors import Invalid, NotAllowed
from liciel_app.core.work import begin
from liciel_app.dossiers import services as dossiers
from liciel_app.messaging.models import SendingState
from tests.agenda.offices import two_technicians, works_always
from tests.agenda.visited import THURSDAY, Clock, a_visit, kept_promises, reminders, turn, written
from tests.dossiers.cases import a_planned_dossier
from tests.people import Cast

WEDNESDAY = THURSDAY - timedelta(days=1)


def due() -> list[tuple[str, str, str]]:
    return [(str(one.kind), f"{one.due_at:%d %H:%M}", str(one.state)) for one in reminders()]


def move(people: Cast, appointment_id: int, starts_at: datetime) -> None:
    with begin(people.assistant) as work:
        karim = people.technician.account_id or 0
        agenda.move(work, appointment_id, technician_id=karim, starts_at=starts_at, minutes=120)
    kept_promises()


def test_a_visit_has_a_mail_two_days_before_and_an_sms_the_day_before(people: Cast) -> None:
    a_visit(people)
    assert due() == [("guest_mail", "24 08:00", "pending"), ("guest_sms", "25 08:00", "pending")]


def test_they_leave_at_their_time_and_once(people: Cast, set_clock: Clock) -> None:
    a_visit(people)
    turn(set_clock, THURSDAY - timedelta(days=2, minutes=1))
    assert written("appointment.reminder") == []
    for late in range(3):
        turn(set_clock, WEDNESDAY + timedelta(minutes=late))
    (mail,), (sms,) = written("appointment.reminder"), written("reminder.guest_sms")
    assert "Karim Benali viendra le jeudi 26 novembre 2026 à 09\u00a0h\u00a000" in mail.text
    assert sms.recipient == "+33612345678"
    assert sms.text.startswith("Rappel : rendez-vous diagnostics le jeudi 26 novembre 2026 à 09 h 00, 17 avenue Roul")
    assert (sms.link_kind, mail.link_kind) == ("dossier", "dossier")


def test_moving_a_visit_never_leaves_an_old_reminder(people: Cast, set_clock: Clock) -> None:
    dossier = a_visit(people)
    move(people, dossier.appointment_id or 0, THURSDAY + timedelta(days=5, hours=2))
    turn(set_clock, WEDNESDAY)
    assert (written("appointment.reminder"), written("reminder.guest_sms")) == ([], [])
    assert due() == [("guest_mail", "28 18:30", "pending"), ("guest_sms", "30 10:00", "pending")]


def test_even_between_the_move_and_its_promises_the_old_one_does_not_leave(people: Cast, set_clock: Clock) -> None:
    dossier = a_visit(people)
    with begin(people.assistant) as work:
        karim, later = people.technician.account_id or 0, THURSDAY + timedelta(days=5)
        agenda.move(work, dossier.appointment_id or 0, technician_id=karim, starts_at=later, minutes=120)
    turn(set_clock, WEDNESDAY)
    assert written("reminder.guest_sms") == []


def test_a_reminder_written_but_not_gone_is_called_off_when_the_visit_moves(people: Cast, set_clock: Clock) -> None:
    dossier = a_visit(people)
    turn(set_clock, WEDNESDAY)
    with begin(people.assistant) as work:
        karim, later = people.technician.account_id or 0, THURSDAY + timedelta(days=5)
        moved = agenda.move(work, dossier.appointment_id or 0, technician_id=karim, starts_at=later, minutes=120)
        reminding.arm(work, moved)
    kept_promises()
    assert {one.state for one in written("reminder.guest_sms")} == {SendingState.CANCELLED}
    turn(set_clock, later - timedelta(days=1))
    assert len(written("reminder.guest_sms")) == 2


def test_moved_there_and_back_it_is_reminded_again(people: Cast, set_clock: Clock) -> None:
    dossier = a_visit(people)
    turn(set_clock, WEDNESDAY)
    kept_promises()
    for starts_at in (THURSDAY + timedelta(days=5), THURSDAY + timedelta(days=1)):
        move(people, dossier.appointment_id or 0, starts_at)
    turn(set_clock, WEDNESDAY + timedelta(days=1))
    assert [one.state for one in written("reminder.guest_sms")] == [SendingState.SENT, SendingState.WAITING]


def test_a_cancelled_visit_reminds_nobody(people: Cast, set_clock: Clock) -> None:
    dossier = a_visit(people)
    with begin(people.assistant) as work:
        dossiers.cancel_visit(work, dossier.id or 0)
    kept_promises()
    turn(set_clock, WEDNESDAY)
    assert {state for *_, state in due()} == {"cancelled"}
    assert written("reminder.guest_sms") == []


def test_a_provisional_visit_says_nothing_before_it_is_published(people: Cast, set_clock: Clock) -> None:
    dossier = a_visit(people)
    with begin(people.assistant) as work:
        dossiers.cancel_visit(work, dossier.id or 0)
        karim = people.technician.account_id or 0
        planned = dossiers.assign(
            work, dossier.id or 0, technician_id=karim, starts_at=THURSDAY, minutes=60, provisional=True
        )
    kept_promises()
    turn(set_clock, THURSDAY - timedelta(days=2))
    before = len(written("appointment.confirmed")), len(written("dossier.assigned"))
    assert (*before, len(written("appointment.reminder"))) == (1, 1, 0)
    with begin(people.assistant) as work:
        agenda.publish(work, until=THURSDAY + timedelta(days=1), only=[planned.id or 0])
    kept_promises()
    assert (len(written("appointment.confirmed")), len(written("dossier.assigned"))) == (2, 2)
    turn(set_clock, WEDNESDAY)
    assert len(written("reminder.guest_sms")) == 1


def test_a_worker_that_slept_does_not_wake_people_at_night(people: Cast, set_clock: Clock) -> None:
    a_visit(people)
    turn(set_clock, WEDNESDAY.replace(hour=22))
    assert written("reminder.guest_sms") == []
    assert ("guest_sms", "26 07:00", "pending") in due()
    turn(set_clock, THURSDAY.replace(hour=8))
    assert len(written("reminder.guest_sms")) == 1


def test_a_worker_that_slept_too_long_lets_it_go(people: Cast, set_clock: Clock) -> None:
    a_visit(people)
    turn(set_clock, THURSDAY - timedelta(minutes=5))
    assert {(one.state, one.why) for one in reminders()} == {(ReminderState.DROPPED, reminding.MISSED)}


def test_the_day_s_cap_holds_and_nothing_is_lost(people: Cast, set_clock: Clock) -> None:
    a_visit(people)
    with begin(people.manager) as work:
        message_rules.save_message_rules(
            work, Chosen(daily_cap=1, reminders=(("guest_sms", 1440), ("guest_mail", 1440)))
        )
    turn(set_clock, WEDNESDAY)
    assert len(written("reminder.guest_sms")) + len(written("appointment.reminder")) == 1
    turn(set_clock, THURSDAY.replace(hour=8))
    assert len(written("reminder.guest_sms")) + len(written("appointment.reminder")) == 2


def test_a_dry_run_writes_nothing_and_says_what_it_would(people: Cast, set_clock: Clock) -> None:
    a_visit(people)
    with begin(people.manager) as work:
        message_rules.save_message_rules(work, Chosen(dry_run=True))
    turn(set_clock, WEDNESDAY)
    assert {one.state for one in reminders()} == {ReminderState.REHEARSED}
    assert written("reminder.guest_sms") == []


def test_the_office_s_delays_are_taken_over_by_visits_already_booked(people: Cast) -> None:
    a_visit(people)
    with begin(people.manager) as work:
        message_rules.save_message_rules(work, Chosen(reminders=(("guest_sms", 180), ("technician_mail", 1440))))
    assert [one for one in due() if one[2] == "pending"] == [
        ("technician_mail", "25 08:00", "pending"),
        ("guest_sms", "25 18:30", "pending"),
    ]


def test_karim_may_be_reminded_too(people: Cast, set_clock: Clock) -> None:
    a_visit(people)
    with begin(people.manager) as work:
        message_rules.save_message_rules(work, Chosen(reminders=(("technician_mail", 1440), ("technician_sms", 1440))))
    turn(set_clock, WEDNESDAY)
    (mail,) = written("dossier.reminder")
    assert (mail.recipient, written("reminder.technician_sms")) == ("k.benali@atlantique-diag.example", [])
    assert {one.why for one in reminders() if one.state is ReminderState.DROPPED} == {reminding.NOBODY}


def test_who_has_no_mobile_gets_no_sms_and_the_office_sees_why(people: Cast, set_clock: Clock) -> None:
    dossier = a_visit(people)
    with begin(SYSTEM) as work:
        guest = work.db.get_one(AppointmentGuest, 1)
        guest.phone = "05 56 00 00 10"
        assert guest.appointment_id == dossier.appointment_id
    turn(set_clock, WEDNESDAY)
    assert reminding.NOBODY in {one.why for one in reminders()}


@pytest.mark.parametrize("zone", ["Europe/Paris", "Indian/Reunion", "America/Martinique"])
@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25), date(2028, 2, 29)])
def test_when_the_clocks_change_each_reminder_leaves_once(
    people: Cast, set_clock: Clock, monkeypatch: pytest.MonkeyPatch, day: date, zone: str
) -> None:
    monkeypatch.setenv("LICIEL_TIMEZONE", zone)
    starts_at = datetime(day.year, day.month, day.day, 11, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    set_clock(starts_at - timedelta(days=12))
    with begin(people.assistant) as work:
        works_always(work, two_technicians(work, people)[0])
        a_planned_dossier(work, people, starts_at)
    for hours in range(-100, 2):
        turn(set_clock, starts_at + timedelta(hours=hours))
    assert (len(written("appointment.reminder")), len(written("reminder.guest_sms"))) == (1, 1)


def test_only_the_manager_changes_the_rules_and_absurd_ones_are_refused(people: Cast) -> None:
    for who in (people.assistant, people.technician, people.client, people.visitor):
        with begin(who) as work, pytest.raises(NotAllowed):
            message_rules.save_message_rules(work, Chosen())
    for wrong in (Chosen(daily_cap=-1), Chosen(arrival_minutes=999), Chosen(quiet_from_minute=10)):
        with begin(people.manager) as work, pytest.raises(Invalid):
            message_rules.save_message_rules(work, wrong)


def test_arming_again_changes_nothing(people: Cast) -> None:
    dossier = a_visit(people)
    before = due()
    with begin(SYSTEM) as work:
        reminding.arm(work, work.db.get_one(Appointment, dossier.appointment_id))
    assert due() == before


def test_a_visit_booked_with_a_name_and_a_number_alone_is_reminded_too(people: Cast, set_clock: Clock) -> None:
    with begin(people.assistant) as work:
        karim, _ = two_technicians(work, people)
        agenda.book(
            work,
            technician_id=karim,
            starts_at=THURSDAY,
            minutes=60,
            title="Contrôle",
            place=Place(city="Pessac"),
            contact=Contact("Paul Garrigue", "06 98 76 54 32"),
            link=("", 0),
        )
    kept_promises()
    turn(set_clock, WEDNESDAY)
    (sms,) = written("reminder.guest_sms")
    assert (sms.recipient, sms.link_kind) == ("+33698765432", "appointment")
