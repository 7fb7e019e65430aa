"""Leave: asked by the person, decided by the office; approved, it takes the time like an appointment."""

import uuid
from datetime import date, datetime, timedelta

from liciel_app.agenda import rules_time
from liciel_app.agenda.models import Appointment, AppointmentKind, AppointmentState
from liciel_app.agenda.models_time import Leave, LeaveState
from liciel_app.agenda.queries import capacity, people
from liciel_app.agenda.services import booking, checking
from liciel_app.core import clock
from liciel_app.core.errors import Conflict, Invalid, NotAllowed
from liciel_app.core.language import day_short
from liciel_app.core.text import one_line
from liciel_app.core.work import Work
from liciel_app.office import certificates


def ask_leave(work: Work, *, account_id: int, first_on: date, last_on: date, reason: str = "") -> Leave:
    """Both days included. A technician asks for himself; the office for anybody. Refuses past or reversed days."""
    if not work.actor.is_office and account_id != work.actor.account_id:
        raise NotAllowed("Chacun demande son propre congé.")
    rules_time.check_leave(first_on, last_on)
    if last_on < work.today:
        raise Invalid({"first_on": "Ces jours sont passés."})
    checking.lock_people(work, [account_id])
    leave = Leave(account_id=account_id, first_on=first_on, last_on=last_on, reason=one_line(reason), asked_at=work.now)
    work.db.add(leave)
    work.db.flush()
    work.record("leave.asked", leave, after=_days(leave))
    return leave


def decide_leave(work: Work, leave_id: int, *, approved: bool, answer: str = "", anyway: bool = False) -> Leave:
    """A refusal says why. Approving refuses days on which the person has visits, naming the first, and, unless the
    office grants it `anyway`, days on which too few certified people would be left.
    """
    if not work.actor.is_office:
        raise NotAllowed("Le bureau décide des congés.")
    leave = people.leave(work, leave_id)
    if leave.state is not LeaveState.ASKED:
        raise Conflict("Cette demande a déjà reçu sa réponse.")
    if not approved and not answer.strip():
        raise Invalid({"answer": "Dites pourquoi ce congé est refusé."})
    if approved and not anyway:
        _refuse_too_few(work, leave)
    leave.state = LeaveState.APPROVED if approved else LeaveState.REFUSED
    leave.answer, leave.decided_at, leave.decided_by = one_line(answer), work.now, work.actor.name
    if approved:
        leave.appointment_id = _take_time(work, leave).id
    work.db.add(leave)
    work.record("leave.approved" if approved else "leave.refused", leave, after=_days(leave))
    return leave


def withdraw_leave(work: Work, leave_id: int) -> Leave:
    """By who asked, or by the office: the time is free again. Withdrawing twice is withdrawing once."""
    leave = people.leave(work, leave_id)
    if leave.state is LeaveState.WITHDRAWN:
        return leave
    if leave.first_on <= work.today and not work.actor.is_office:
        raise Conflict("Ce congé a commencé : demandez au bureau.")
    leave.state = LeaveState.WITHDRAWN
    if leave.appointment_id is not None:
        taken = work.db.get_one(Appointment, leave.appointment_id)
        taken.state = AppointmentState.CANCELLED
        booking.changed(work, taken)
    work.db.add(leave)
    work.record("leave.withdrawn", leave, before=_days(leave))
    return leave


def _refuse_too_few(work: Work, leave: Leave) -> None:
    short = next(capacity.short_without(work, leave.account_id, leave.first_on, leave.last_on), None)
    if short is not None:
        raise Conflict(
            "Le {day}, il resterait {left} personne(s) certifiée(s) {skill}, et l’office en veut {least}.",
            day=day_short(short.day),
            left=short.left,
            skill=certificates.word(short.code, work.language),
            least=short.least,
        )


def _take_time(work: Work, leave: Leave) -> Appointment:
    """From the midnight that begins the first day to the one that ends the last, on the office's clock."""
    span = (_midnight(leave.first_on), _midnight(leave.last_on + timedelta(days=1)))
    (person,) = checking.lock_people(work, [leave.account_id])
    checking.refuse_taken(work, person, span)
    taken = Appointment(
        uid=str(uuid.uuid4()),
        title="Congé",
        technician_id=leave.account_id,
        starts_at=span[0],
        ends_at=span[1],
        state=AppointmentState.DAY_OFF,
        kind=AppointmentKind.EVENT,
        link_kind="leave",
        link_id=leave.id,
    )
    work.db.add(taken)
    work.db.flush()
    work.record("appointment.booked", taken, after=booking.when(taken))
    return taken


def _midnight(day: date) -> datetime:
    return clock.at_office(day, 0)


def _days(leave: Leave) -> dict[str, object]:
    return {"first_on": leave.first_on.isoformat(), "last_on": leave.last_on.isoformat(), "reason": leave.reason}
