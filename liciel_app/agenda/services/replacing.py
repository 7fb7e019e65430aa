"""A visit refused by its technician finds another one, or ends: the client is told only then."""

from dataclasses import replace
from datetime import datetime

from sqlmodel import col, select

from liciel_app.agenda.models import Appointment, AppointmentState
from liciel_app.agenda.models_messages import Answer, Commitment
from liciel_app.agenda.queries import planning_facts, things, visits
from liciel_app.agenda.queries.planning_facts import Wanted
from liciel_app.agenda.services import booking
from liciel_app.agenda.services.taking_slot import STRAIGHT, Chosen, check_free, visit_at
from liciel_app.agenda.slots import facts
from liciel_app.agenda.travel import Travels
from liciel_app.core import clock
from liciel_app.core.access import Permission
from liciel_app.core.errors import Conflict, NotAllowed
from liciel_app.core.language import day_words, hour
from liciel_app.core.work import Work
from liciel_app.office import queries as office_queries


def refused_and_open(work: Work, appointment_id: int) -> Commitment | None:
    """The refusal that still waits for a replacement."""
    wanted = select(Commitment).where(
        col(Commitment.appointment_id) == appointment_id,
        col(Commitment.answer) == Answer.REFUSED,
        col(Commitment.settled_at).is_(None),
    )
    return work.db.exec(wanted.order_by(col(Commitment.id).desc())).first()


def replacement_question(work: Work, appointment_id: int) -> facts.Question:
    """For `planner.replacements`: everybody but who refused. Raises Conflict for what no longer waits."""
    appointment = _waiting(work, appointment_id)
    refused = _who_refused(work, appointment_id)
    others = [one.id for one in office_queries.technicians(work) if one.id not in refused]
    return planning_facts.question(work, visit_of(work, appointment), Wanted(only=others or [0], first=None))


def replacement_asked(work: Work, appointment_id: int) -> tuple[facts.Question, datetime, str]:
    """The question, the hour that was promised, and the visit in words."""
    question = replacement_question(work, appointment_id)
    appointment = visits.get(work, appointment_id)
    day = day_words(clock.local(appointment.starts_at).date(), work.language)
    return question, appointment.starts_at, f"{appointment.title} · {day}, {hour(appointment.starts_at)}"


def replace_technician(work: Work, appointment_id: int, chosen: Chosen, travels: Travels = STRAIGHT) -> Appointment:
    """The visit lives again with that technician at that time, under the same UID, its SEQUENCE one further."""
    _desk(work)
    appointment = visits.locked(work, appointment_id)
    visit, before = visit_of(work, _waiting(work, appointment_id)), booking.when(appointment)
    check_free(work, visit, chosen, travels, besides=appointment_id)
    appointment.state = AppointmentState.PLANNED
    work.db.add(appointment)
    work.db.flush()
    technician_id, starts_at = chosen.technician_id, chosen.starts_at
    booking.move(work, appointment_id, technician_id=technician_id, starts_at=starts_at, minutes=visit.minutes)
    settle(work, appointment_id)
    work.record("appointment.replaced", appointment, before=before, after=booking.when(appointment))
    return appointment


def give_up(work: Work, appointment_id: int) -> Appointment:
    """No replacement: the client is told that the visit is cancelled."""
    _desk(work)
    appointment = visits.locked(work, appointment_id)
    _waiting(work, appointment_id)
    settle(work, appointment_id)
    work.record("appointment.abandoned", appointment, before=booking.when(appointment))
    return appointment


def settle(work: Work, appointment_id: int) -> None:
    """The refusals of that visit wait for nothing any more."""
    wanted = select(Commitment).where(
        col(Commitment.appointment_id) == appointment_id,
        col(Commitment.answer) == Answer.REFUSED,
        col(Commitment.settled_at).is_(None),
    )
    for commitment in work.db.exec(wanted).all():
        commitment.settled_at = work.now
        work.db.add(commitment)
    work.db.flush()


def visit_of(work: Work, appointment: Appointment) -> facts.Visit:
    """With the instruments it takes. Raises Invalid for a visit whose place is not known."""
    minutes = int((appointment.ends_at - appointment.starts_at).total_seconds()) // 60
    visit = visit_at(appointment.lat, appointment.lon, minutes, frozenset(appointment.skills.split()))
    return replace(visit, instruments=things.served(work, appointment.needs.split()))


def _waiting(work: Work, appointment_id: int) -> Appointment:
    appointment = visits.get(work, appointment_id)
    if appointment.state is not AppointmentState.CANCELLED or refused_and_open(work, appointment_id) is None:
        raise Conflict("Cette visite a déjà trouvé sa suite.")
    return appointment


def _who_refused(work: Work, appointment_id: int) -> set[int]:
    wanted = select(Commitment.account_id).where(
        col(Commitment.appointment_id) == appointment_id,
        col(Commitment.answer) == Answer.REFUSED,
        col(Commitment.settled_at).is_(None),
    )
    return set(work.db.exec(wanted).all())


def _desk(work: Work) -> None:
    if not work.actor.may(Permission.AGENDA_WRITE):
        raise NotAllowed
