"""Booking, moving, cancelling, and noting how a visit goes."""

import uuid
from dataclasses import asdict
from datetime import datetime
from typing import Any

from liciel_app.agenda import rules
from liciel_app.agenda.models import Appointment, AppointmentState
from liciel_app.agenda.queries import visits
from liciel_app.agenda.rules import Contact, Details, Place
from liciel_app.agenda.services import checking
from liciel_app.agenda.services.taking import taken_by
from liciel_app.core import clock
from liciel_app.core.errors import Conflict
from liciel_app.core.text import one_line
from liciel_app.core.work import Work


def book(  # noqa: PLR0913 the facts that make an appointment
    work: Work,
    *,
    technician_id: int,
    starts_at: datetime,
    minutes: int,
    title: str,
    place: Place,
    contact: Contact,
    link: tuple[str, int],
    details: Details = rules.PLAIN,
) -> Appointment:
    """`link`: the kind and number of what books it (`("dossier", 12)`).

    Raises Invalid for a past start or an absurd length; Conflict naming what the technician already has then, his
    leave, or the certification or insurance that is absent or past on that day.
    """
    rules.check_time(starts_at, minutes, work.now)
    span = (starts_at, rules.ends_at(starts_at, minutes))
    (person,) = checking.lock_people(work, [technician_id])
    checking.refuse_uncertified(work, person, details.skills, clock.local(starts_at).date())
    checking.refuse_taken(work, person, span)
    appointment = Appointment(
        uid=str(uuid.uuid4()),
        title=one_line(title),
        technician_id=technician_id,
        starts_at=span[0],
        ends_at=span[1],
        **_where(place, contact),
        link_kind=link[0],
        link_id=link[1],
        **_how(details),
    )
    work.db.add(appointment)
    work.db.flush()
    work.record("appointment.booked", appointment, after=when(appointment))
    return appointment


def move(
    work: Work,
    appointment_id: int,
    *,
    technician_id: int,
    starts_at: datetime,
    minutes: int,
    seen: int | None = None,
) -> Appointment:
    """Another time, length or technician; the same booking again changes nothing. Refuses as `book` does.

    `seen`: the version the person had before their eyes; Conflict when somebody changed it meanwhile.
    """
    appointment = visits.locked(work, appointment_id)
    refuse_ended(appointment)
    span = (starts_at, rules.ends_at(starts_at, minutes))
    if (appointment.technician_id, appointment.starts_at, appointment.ends_at) == (technician_id, *span):
        return appointment
    if seen is not None and seen != appointment.sequence:
        raise Conflict("Ce rendez-vous vient d’être changé par quelqu’un d’autre : regardez-le à nouveau.")
    rules.check_time(starts_at, minutes, work.now)
    _refuse_move(work, appointment, technician_id, span)
    before = when(appointment)
    appointment.technician_id, appointment.starts_at, appointment.ends_at = technician_id, *span
    appointment.state = AppointmentState.PLANNED
    changed(work, appointment)
    work.record("appointment.moved", appointment, before=before, after=when(appointment))
    return appointment


def cancel(work: Work, appointment_id: int) -> Appointment:
    """Cancelling twice is cancelling once. Refuses a visit that took place."""
    appointment = visits.locked(work, appointment_id)
    if appointment.state is AppointmentState.CANCELLED:
        return appointment
    if appointment.state is AppointmentState.DONE:
        raise Conflict("Cette visite a déjà eu lieu.")
    appointment.state = AppointmentState.CANCELLED
    changed(work, appointment)
    work.record("appointment.cancelled", appointment, before=when(appointment))
    return appointment


def note_progress(work: Work, appointment_id: int, state: str) -> Appointment:
    """`state`: planned, on_the_way, arrived or done; going back is allowed, for who tapped too early."""
    appointment = visits.get(work, appointment_id)
    wanted = rules.progressed(appointment.state, state)
    if wanted is appointment.state:
        return appointment
    before, appointment.state = appointment.state, wanted
    work.db.add(appointment)
    work.record("appointment.progressed", appointment, before={"state": before}, after={"state": wanted})
    return appointment


def refuse_ended(appointment: Appointment) -> None:
    if appointment.state is AppointmentState.CANCELLED:
        raise Conflict("Ce rendez-vous est annulé.")
    if appointment.state is AppointmentState.DONE:
        raise Conflict("Cette visite a déjà eu lieu.")


def changed(work: Work, appointment: Appointment) -> None:
    """What a calendar that holds the event must take over (RFC 5545, SEQUENCE)."""
    appointment.sequence += 1
    work.db.add(appointment)
    work.db.flush()


def when(appointment: Appointment) -> dict[str, object]:
    return {
        "technician_id": appointment.technician_id,
        "starts_at": appointment.starts_at.isoformat(),
        "ends_at": appointment.ends_at.isoformat(),
    }


def _where(place: Place, contact: Contact) -> dict[str, Any]:
    return {**asdict(place), "contact_name": one_line(contact.name), "contact_phone": contact.phone}


def _how(details: Details) -> dict[str, Any]:
    return {
        "kind": details.kind,
        "provisional": details.provisional,
        "window_minutes": details.window_minutes,
        "skills": " ".join(details.skills),
        "warnings": one_line(details.warnings),
    }


def _refuse_move(work: Work, appointment: Appointment, technician_id: int, span: checking.Span) -> None:
    """The new technician, those who go along, and what is taken, at the new time."""
    along, things = taken_by(work, appointment)
    for person in checking.lock_people(work, [technician_id, *along]):
        checking.refuse_taken(work, person, span, besides=appointment)
        if person.id == technician_id:
            checking.refuse_uncertified(work, person, appointment.skills.split(), clock.local(span[0]).date())
    checking.refuse_resources(work, checking.lock_resources(work, things), span, besides=appointment)
