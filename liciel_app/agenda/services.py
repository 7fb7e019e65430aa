"""Booking, moving, cancelling, and noting how a visit goes."""

import uuid
from datetime import datetime

from sqlmodel import col, select

from liciel_app.agenda import queries, rules
from liciel_app.agenda.models import Appointment, AppointmentState
from liciel_app.agenda.rules import Contact, Place
from liciel_app.core import clock
from liciel_app.core.errors import Conflict, Invalid
from liciel_app.core.language import day_short, hour
from liciel_app.core.text import one_line
from liciel_app.core.work import Work
from liciel_app.office import queries as office_queries
from liciel_app.office.models import Account, Technician


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
) -> Appointment:
    """`link`: the kind and number of what books it (`("dossier", 12)`).

    Raises Invalid for a past start or an absurd length, Conflict naming what the technician already has then.
    """
    rules.check_time(starts_at, minutes, work.now)
    person = _technician(work, technician_id)
    ends_at = rules.ends_at(starts_at, minutes)
    _refuse_double(work, person, starts_at, ends_at)
    appointment = Appointment(
        uid=str(uuid.uuid4()),
        title=one_line(title),
        technician_id=technician_id,
        starts_at=starts_at,
        ends_at=ends_at,
        street=place.street,
        postcode=place.postcode,
        city=place.city,
        lat=place.lat,
        lon=place.lon,
        contact_name=one_line(contact.name),
        contact_phone=contact.phone,
        link_kind=link[0],
        link_id=link[1],
    )
    work.db.add(appointment)
    work.db.flush()
    work.record("appointment.booked", appointment, after=_when(appointment))
    return appointment


def move(work: Work, appointment_id: int, *, technician_id: int, starts_at: datetime, minutes: int) -> Appointment:
    """Another time or another technician; the same booking again changes nothing. Refuses as `book` does."""
    appointment = queries.get(work, appointment_id)
    _refuse_ended(appointment)
    ends_at = rules.ends_at(starts_at, minutes)
    if (appointment.technician_id, appointment.starts_at, appointment.ends_at) == (technician_id, starts_at, ends_at):
        return appointment
    rules.check_time(starts_at, minutes, work.now)
    _refuse_double(work, _technician(work, technician_id), starts_at, ends_at, besides=appointment)
    before = _when(appointment)
    appointment.technician_id, appointment.starts_at, appointment.ends_at = technician_id, starts_at, ends_at
    appointment.state = AppointmentState.PLANNED
    _change(work, appointment)
    work.record("appointment.moved", appointment, before=before, after=_when(appointment))
    return appointment


def cancel(work: Work, appointment_id: int) -> Appointment:
    """Cancelling twice is cancelling once. Refuses a visit that took place."""
    appointment = queries.get(work, appointment_id)
    if appointment.state is AppointmentState.CANCELLED:
        return appointment
    if appointment.state is AppointmentState.DONE:
        raise Conflict("Cette visite a déjà eu lieu.")
    appointment.state = AppointmentState.CANCELLED
    _change(work, appointment)
    work.record("appointment.cancelled", appointment, before=_when(appointment))
    return appointment


def note_progress(work: Work, appointment_id: int, state: str) -> Appointment:
    """`state`: planned, on_the_way, arrived or done; going back is allowed, for who tapped too early."""
    appointment = queries.get(work, appointment_id)
    wanted = rules.progressed(appointment.state, state)
    if wanted is appointment.state:
        return appointment
    before, appointment.state = appointment.state, wanted
    work.db.add(appointment)
    work.record("appointment.progressed", appointment, before={"state": before}, after={"state": wanted})
    return appointment


def _technician(work: Work, technician_id: int) -> Account:
    """Locks the technician's row: two bookings for him queue, and the second sees the first."""
    known = {row.id for row in office_queries.technicians(work)}
    if technician_id not in known:
        raise Invalid({"technician_id": "Choisissez un technicien de l’office."})
    work.db.exec(select(Technician).where(col(Technician.account_id) == technician_id).with_for_update()).one()
    return work.db.get_one(Account, technician_id)


def _refuse_double(
    work: Work, person: Account, starts_at: datetime, ends_at: datetime, *, besides: Appointment | None = None
) -> None:
    taken = queries.booked(work, technician_id=person.id or 0, starts_at=starts_at, ends_at=ends_at)
    other = next((one for one in taken if besides is None or one.id != besides.id), None)
    if other is not None:
        raise Conflict(
            "{technician} a déjà « {title} » le {day} de {start} à {end}.",
            technician=person.name,
            title=other.title,
            day=day_short(clock.local(other.starts_at).date()),
            start=hour(other.starts_at),
            end=hour(other.ends_at),
        )


def _refuse_ended(appointment: Appointment) -> None:
    if appointment.state is AppointmentState.CANCELLED:
        raise Conflict("Ce rendez-vous est annulé.")
    if appointment.state is AppointmentState.DONE:
        raise Conflict("Cette visite a déjà eu lieu.")


def _change(work: Work, appointment: Appointment) -> None:
    """What a calendar that holds the event must take over (RFC 5545, SEQUENCE)."""
    appointment.sequence += 1
    work.db.add(appointment)


def _when(appointment: Appointment) -> dict[str, object]:
    return {
        "technician_id": appointment.technician_id,
        "starts_at": appointment.starts_at.isoformat(),
        "ends_at": appointment.ends_at.isoformat(),
    }
