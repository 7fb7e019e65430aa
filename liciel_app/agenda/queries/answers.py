"""What technicians answered, what clients changed by themselves, and the reminders to come: for the office alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from sqlmodel import and_, col, or_, select

from liciel_app.agenda import rules
from liciel_app.agenda.models import Appointment, AppointmentState
from liciel_app.agenda.models_messages import Answer, AppointmentGuest, Commitment, Reminder, ReminderState
from liciel_app.agenda.rules import Place
from liciel_app.core import clock
from liciel_app.core.language import day_short, hour, moment
from liciel_app.core.work import Work
from liciel_app.office.models import Account

LATELY: Final = timedelta(days=30)
MOST: Final = 200
_ORDER: Final = {Answer.REFUSED: 0, Answer.WAITING: 1, Answer.ACCEPTED: 2}


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """`answer`: refused (a replacement is to be chosen), waiting or accepted."""

    id: int
    appointment_id: int
    dossier_id: int
    title: str
    technician: str
    day: str
    hour: str
    address: str
    answer: str
    reason: str
    asked: str
    answered: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """What a client did with his link. `gesture`: moved or cancelled; `times`: how often he moved it."""

    id: int
    dossier_id: int
    client: str
    title: str
    gesture: str
    day: str
    hour: str
    times: int
    reason: str
    at: str


@dataclass(frozen=True, slots=True)
class ReminderRow:
    id: int
    dossier_id: int
    kind: str
    title: str
    visit: str
    due: str
    state: str
    why: str


def answers(work: Work) -> list[AnswerRow]:
    """Refusals that wait for a replacement first, then what waits for an answer, then what was accepted; to come."""
    if not work.actor.is_office:
        return []
    wanted = (
        select(Commitment, Appointment, Account)
        .join(Appointment, col(Appointment.id) == col(Commitment.appointment_id))
        .join(Account, col(Account.id) == col(Commitment.account_id))
        .where(
            col(Commitment.starts_at) >= work.now,
            col(Commitment.settled_at).is_(None),
            col(Commitment.answer).in_(list(_ORDER)),
        )
        .order_by(col(Commitment.starts_at), col(Commitment.id))
        .limit(MOST)
    )
    found = work.db.exec(wanted).all()
    return sorted((_answer(*one) for one in found), key=lambda row: _ORDER[Answer(row.answer)])


def changes(work: Work) -> list[ChangeRow]:
    """What clients moved or cancelled by themselves in the last thirty days, the latest first."""
    if not work.actor.is_office:
        return []
    since = work.now - LATELY
    wanted = (
        select(AppointmentGuest, Appointment)
        .join(Appointment, col(Appointment.id) == col(AppointmentGuest.appointment_id))
        .where(or_(col(AppointmentGuest.moved_at) >= since, col(AppointmentGuest.cancelled_at) >= since))
    )
    found = [(guest.cancelled_at or guest.moved_at or since, guest, one) for guest, one in work.db.exec(wanted).all()]
    return [_change(*one) for one in sorted(found, key=lambda one: (one[0], one[1].id or 0), reverse=True)][:MOST]


def moved_by_client(work: Work, appointment_ids: Sequence[int]) -> dict[int, int]:
    """How often the client moved each of these by himself; those he never moved are absent. For boards and sheets."""
    wanted = select(AppointmentGuest.appointment_id, AppointmentGuest.moves).where(
        col(AppointmentGuest.appointment_id).in_(appointment_ids), col(AppointmentGuest.moves) > 0
    )
    return dict(work.db.exec(wanted).all()) if work.actor.is_office else {}


def answer_of(work: Work, appointment_ids: Sequence[int]) -> dict[int, str]:
    """waiting, accepted or refused, by appointment; for boards and sheets. Those nobody was asked about are absent.

    Nobody waits for an answer any more once the visit began, or its hour came.
    """
    to_come = and_(col(Appointment.state) == AppointmentState.PLANNED, col(Appointment.starts_at) >= work.now)
    wanted = (
        select(Commitment.appointment_id, Commitment.answer)
        .join(Appointment, col(Appointment.id) == col(Commitment.appointment_id))
        .where(
            col(Commitment.appointment_id).in_(appointment_ids),
            col(Commitment.answer) != Answer.WITHDRAWN,
            col(Commitment.settled_at).is_(None),
            or_(col(Commitment.answer) != Answer.WAITING, to_come),
        )
    )
    found = work.db.exec(wanted.order_by(col(Commitment.id))).all() if work.actor.is_office else []
    return {number: str(answer) for number, answer in found}


def reminders(work: Work, most: int = 100) -> list[ReminderRow]:
    """Those to come in order of time, then the latest that left or did not."""
    if not work.actor.is_office:
        return []
    wanted = select(Reminder, Appointment).join(Appointment, col(Appointment.id) == col(Reminder.appointment_id))
    pending = wanted.where(col(Reminder.state) == ReminderState.PENDING).order_by(col(Reminder.due_at))
    done = wanted.where(col(Reminder.state).not_in([ReminderState.PENDING, ReminderState.CANCELLED]))
    found: list[Any] = [*work.db.exec(pending.limit(most)).all()]
    found += work.db.exec(done.order_by(col(Reminder.due_at).desc()).limit(most)).all()
    return [_reminder(reminder, appointment) for reminder, appointment in found]


def _answer(asked: Commitment, appointment: Appointment, person: Account) -> AnswerRow:
    return AnswerRow(
        id=asked.id or 0,
        appointment_id=asked.appointment_id,
        dossier_id=_dossier(appointment),
        title=appointment.title,
        technician=person.name,
        day=day_short(clock.local(asked.starts_at).date()),
        hour=hour(asked.starts_at),
        address=rules.address(Place(appointment.street, appointment.postcode, appointment.city)),
        answer=str(asked.answer),
        reason=asked.reason,
        asked=moment(asked.asked_at),
        answered=moment(asked.answered_at),
    )


def _change(at: Any, guest: AppointmentGuest, appointment: Appointment) -> ChangeRow:
    gone = guest.cancelled_at is not None and appointment.state is AppointmentState.CANCELLED
    return ChangeRow(
        id=guest.id or 0,
        dossier_id=_dossier(appointment),
        client=guest.name,
        title=appointment.title,
        gesture="cancelled" if gone else "moved",
        day=day_short(clock.local(appointment.starts_at).date()),
        hour=hour(appointment.starts_at),
        times=guest.moves,
        reason=guest.cancelled_why if gone else "",
        at=moment(at),
    )


def _reminder(reminder: Reminder, appointment: Appointment) -> ReminderRow:
    return ReminderRow(
        id=reminder.id or 0,
        dossier_id=_dossier(appointment),
        kind=str(reminder.kind),
        title=appointment.title,
        visit=moment(reminder.starts_at),
        due=moment(reminder.done_at or reminder.due_at),
        state=str(reminder.state),
        why=reminder.why,
    )


def _dossier(appointment: Appointment) -> int:
    return (appointment.link_id or 0) if appointment.link_kind == "dossier" else 0
