"""Reading what appointments say: guests, personal links, the office's rules of messages, what a reminder needs."""

import hashlib
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from sqlmodel import col, select

from liciel_app.agenda.models import Appointment, AppointmentKind, AppointmentState
from liciel_app.agenda.models_messages import (
    AppointmentGuest,
    AppointmentLink,
    LinkFor,
    MessageRules,
    Reminder,
    ReminderKind,
    ReminderRule,
)
from liciel_app.agenda.queries import people
from liciel_app.agenda.rules_messages import USUAL, Quiet
from liciel_app.core import clock
from liciel_app.core.errors import NotFound
from liciel_app.core.work import Work

LINK_LASTS: Final = timedelta(days=7)
"""After the visit, a personal link opens nothing more."""
_SUNDAY: Final = 6
_AROUND: Final = timedelta(days=45)


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def by_token(work: Work, token: str, purpose: LinkFor) -> AppointmentLink:
    """The link behind a token of that purpose. Raises NotFound for a guessed, revoked or old one."""
    wanted = select(AppointmentLink).where(
        col(AppointmentLink.token_hash) == token_hash(token),
        col(AppointmentLink.purpose) == purpose,
        col(AppointmentLink.revoked_at).is_(None),
    )
    link = work.db.exec(wanted).first()
    if link is None or work.db.get_one(Appointment, link.appointment_id).ends_at + LINK_LASTS < work.now:
        raise NotFound("Ce lien n’est plus valable.")
    return link


def guest_of(work: Work, appointment_id: int) -> AppointmentGuest | None:
    return work.db.exec(select(AppointmentGuest).where(col(AppointmentGuest.appointment_id) == appointment_id)).first()


def rules_of(work: Work) -> MessageRules:
    """The office's rules of messages: its own, else the usual ones."""
    return work.db.get(MessageRules, 1) or MessageRules()


def reminders_wanted(work: Work) -> list[tuple[ReminderKind, int]]:
    """`(who and how, minutes before)`, the longest before first."""
    if work.db.get(MessageRules, 1) is None:
        return list(USUAL)
    found = [(one.kind, one.minutes_before) for one in work.db.exec(select(ReminderRule)).all()]
    return sorted(found, key=lambda one: (-one[1], one[0]))


def quiet_of(work: Work, around: Sequence[date]) -> Quiet:
    """The silence of the office around these days: nights, Sundays and public holidays."""
    rules = rules_of(work)
    first, last = min(around) - _AROUND, max(around) + _AROUND
    closed = people.closed_days(work, first, last)
    if rules.quiet_sundays:
        days = (first + timedelta(days=number) for number in range((last - first).days + 1))
        closed |= {day for day in days if day.weekday() == _SUNDAY}
    return Quiet(rules.quiet_from_minute, rules.quiet_to_minute, clock.zone(), closed)


def told_of(work: Work, appointment: Appointment) -> list[Reminder]:
    wanted = select(Reminder).where(col(Reminder.appointment_id) == appointment.id)
    return list(work.db.exec(wanted.order_by(col(Reminder.id))).all())


def awaited(appointment: Appointment) -> bool:
    """A visit to come that its people were told of."""
    planned = appointment.state is AppointmentState.PLANNED and appointment.kind is AppointmentKind.VISIT
    return planned and not appointment.provisional
