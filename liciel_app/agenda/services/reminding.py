"""Reminders: one row per appointment, way and delay, that follows the appointment wherever it goes."""

from datetime import datetime
from typing import Final

from sqlmodel import col, func, select

from liciel_app.agenda import rules_messages
from liciel_app.agenda.models import Appointment
from liciel_app.agenda.models_messages import Reminder, ReminderKind, ReminderState
from liciel_app.agenda.queries import messages
from liciel_app.agenda.rules_messages import Quiet
from liciel_app.agenda.services import reminding_words
from liciel_app.core import clock
from liciel_app.core.work import Work
from liciel_app.messaging import services as messaging

TOO_LATE: Final = "Le rendez-vous a été pris trop tard pour ce rappel."
NOBODY: Final = "Pas d’adresse ni de numéro qui puisse le recevoir."
MISSED: Final = "Il n’était plus temps."
GONE: Final = "Le rendez-vous a changé avant que ce rappel ne parte."
MOST_AT_ONCE: Final = 200


def arm(work: Work, appointment: Appointment) -> list[Reminder]:
    """Its reminders as they must be now: those of another time or of no visit do not leave. Again changes nothing."""
    kept = {(one.kind, one.minutes_before): one for one in messages.told_of(work, appointment)}
    wanted = messages.reminders_wanted(work) if messages.awaited(appointment) else []
    for key, reminder in kept.items():
        if key not in wanted:
            _stop(work, reminder)
    if not wanted:
        return []
    quiet = messages.quiet_of(work, [clock.today(work.now), clock.today(appointment.starts_at)])
    return [_armed(work, appointment, kept.get(key), key, quiet) for key in wanted]


def arm_all(work: Work) -> None:
    """The rules changed: every visit to come takes them over."""
    wanted = select(Appointment).where(col(Appointment.starts_at) >= work.now).order_by(col(Appointment.id))
    for appointment in work.db.exec(wanted).all():
        if messages.awaited(appointment):
            arm(work, appointment)


def send_due(work: Work) -> int:
    """Write those whose time has come, within the day's cap; how many were written."""
    due = select(Reminder).where(col(Reminder.state) == ReminderState.PENDING, col(Reminder.due_at) <= work.now)
    due = due.order_by(col(Reminder.due_at), col(Reminder.id)).limit(MOST_AT_ONCE).with_for_update(skip_locked=True)
    left, sent = messages.rules_of(work).daily_cap - _sent_today(work), 0
    for reminder in work.db.exec(due).all():
        if sent < left:
            sent += _send(work, reminder)
        elif rules_messages.in_time(work.now, reminder.starts_at) is None:
            _drop(work, reminder, MISSED)
    return sent


def _armed(
    work: Work, appointment: Appointment, known: Reminder | None, key: tuple[ReminderKind, int], quiet: Quiet
) -> Reminder:
    same = known is not None and known.starts_at == appointment.starts_at
    if known is not None and same and known.state not in (ReminderState.PENDING, ReminderState.CANCELLED):
        return known
    if known is not None and not same:
        _call_off(work, known)
    due_at = rules_messages.due(appointment.starts_at, key[1], quiet, work.now)
    reminder = known or Reminder(
        appointment_id=appointment.id or 0, kind=key[0], minutes_before=key[1], starts_at=work.now, due_at=work.now
    )
    if known is not None and same and known.state is ReminderState.PENDING and due_at is None:
        return known
    reminder.starts_at, reminder.due_at = appointment.starts_at, due_at or work.now
    reminder.state = ReminderState.PENDING if due_at else ReminderState.DROPPED
    reminder.why, reminder.message_id, reminder.done_at = "" if due_at else TOO_LATE, None, None
    work.db.add(reminder)
    work.db.flush()
    return reminder


def _stop(work: Work, reminder: Reminder) -> None:
    _call_off(work, reminder)
    if reminder.state is ReminderState.PENDING:
        reminder.state, reminder.why, reminder.done_at = ReminderState.CANCELLED, GONE, work.now
        work.db.add(reminder)


def _call_off(work: Work, reminder: Reminder) -> None:
    """What was written and still waits at the provider's door does not leave."""
    if reminder.message_id is not None:
        messaging.call_off(work, reminder.message_id, GONE)


def _send(work: Work, reminder: Reminder) -> int:
    if reminder.state is not ReminderState.PENDING or reminder.due_at > work.now:
        return 0  # another one of the same visit just put it right
    appointment = work.db.get_one(Appointment, reminder.appointment_id)
    if not messages.awaited(appointment) or appointment.starts_at != reminder.starts_at:
        arm(work, appointment)
        return 0
    later = _when_allowed(work, reminder)
    if later is None:
        return _drop(work, reminder, MISSED)
    if later > work.now:
        reminder.due_at = later
        work.db.add(reminder)
        return 0
    return _write(work, reminder, appointment)


def _when_allowed(work: Work, reminder: Reminder) -> datetime | None:
    quiet = messages.quiet_of(work, [clock.today(work.now)])
    return rules_messages.in_time(quiet.after(work.now), reminder.starts_at)


def _write(work: Work, reminder: Reminder, appointment: Appointment) -> int:
    if messages.rules_of(work).dry_run:
        reminder.state, reminder.done_at = ReminderState.REHEARSED, work.now
        work.db.add(reminder)
        return 0
    message = reminding_words.write(work, appointment, reminder)
    if message is None:
        return _drop(work, reminder, NOBODY)
    reminder.state, reminder.done_at, reminder.message_id = ReminderState.SENT, work.now, message.id
    work.db.add(reminder)
    work.record("reminder.sent", reminder, after={"kind": reminder.kind, "starts_at": reminder.starts_at.isoformat()})
    return 1


def _drop(work: Work, reminder: Reminder, why: str) -> int:
    reminder.state, reminder.why, reminder.done_at = ReminderState.DROPPED, why, work.now
    work.db.add(reminder)
    return 0


def _sent_today(work: Work) -> int:
    midnight = clock.at_office(work.today, 0)
    sent = select(func.count()).where(col(Reminder.state) == ReminderState.SENT, col(Reminder.done_at) >= midnight)
    return work.db.exec(sent).one()
