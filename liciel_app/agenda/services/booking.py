"""Booking, moving, cancelling, and noting how a visit goes."""

import uuid
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from liciel_app.agenda import rules
from liciel_app.agenda.models import Appointment, AppointmentKind, AppointmentState
from liciel_app.agenda.queries import visits
from liciel_app.agenda.queries.allowed import allowed
from liciel_app.agenda.queries.feeds import OUTSIDE
from liciel_app.agenda.rules import Contact, Details, Place
from liciel_app.agenda.services import checking, equipping
from liciel_app.agenda.services.taking import Taken, take_things, taken_by, write
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
    leave or his hours, the certification, insurance, instrument or vehicle that is absent or past on that day, or who
    has it.
    """
    rules.check_time(starts_at, minutes, work.now)
    span = (starts_at, rules.ends_at(starts_at, minutes))
    (person,) = checking.lock_people(work, [technician_id])
    things = _things_at_hand(work, person, details, span)
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
    write(work, appointment, ([], []), ([], things))
    work.record("appointment.booked", appointment, after=when(appointment))
    return appointment


def move(  # noqa: PLR0913 the facts that make an appointment
    work: Work,
    appointment_id: int,
    *,
    technician_id: int,
    starts_at: datetime,
    minutes: int,
    seen: int | None = None,
    resources: Sequence[int] | None = None,
    anyway: bool = False,
) -> Appointment:
    """Another time, length or technician; the same booking again changes nothing. Refuses as `book` does.

    `resources`: the things it takes from now on (None: those it has, and what another technician needs).
    `seen`: the version the person had before their eyes; Conflict when somebody changed it meanwhile.
    `anyway`: back where it was, whatever the hours of the technician are by now.
    """
    appointment = visits.locked(work, appointment_id)
    refuse_ended(appointment)
    span = (starts_at, rules.ends_at(starts_at, minutes))
    if (appointment.technician_id, appointment.starts_at, appointment.ends_at) == (technician_id, *span):
        return appointment if resources is None else take_things(work, appointment, resources)
    if seen is not None and seen != appointment.sequence:
        raise Conflict("Ce rendez-vous vient d’être changé par quelqu’un d’autre : regardez-le à nouveau.")
    rules.check_time(starts_at, minutes, work.now)
    held = taken_by(work, appointment)
    need = _free_for_it(work, appointment, (technician_id, span), held, anyway=anyway)
    taking = sorted({*held[0]} - {technician_id}), equipping.chosen(work, need, resources)
    before = when(appointment)
    appointment.technician_id, appointment.starts_at, appointment.ends_at = technician_id, *span
    appointment.state = AppointmentState.PLANNED
    changed(work, appointment)
    write(work, appointment, held, taking)
    work.record("appointment.moved", appointment, before=before, after=when(appointment))
    return appointment


def cancel(work: Work, appointment_id: int) -> Appointment:
    """Cancelling twice is cancelling once. Refuses a visit that took place."""
    appointment = visits.locked(work, appointment_id)
    _refuse_outside(appointment)
    if appointment.state is AppointmentState.CANCELLED:
        return appointment
    if appointment.state is AppointmentState.DONE:
        raise Conflict("Cette visite a déjà eu lieu.")
    appointment.state = AppointmentState.CANCELLED
    changed(work, appointment)
    work.record("appointment.cancelled", appointment, before=when(appointment))
    return appointment


def note_progress(work: Work, appointment_id: int, state: str) -> Appointment:
    """`state`: planned, on_the_way, arrived, started or done; going back is allowed, for who tapped too early.

    Raises Conflict for a technician who only goes along.
    """
    appointment = visits.locked(work, appointment_id)
    if not work.actor.is_office and appointment.technician_id != work.actor.account_id:
        raise Conflict("Le responsable de la visite note son avancement.")
    wanted = rules.progressed(appointment.state, state)
    if wanted is appointment.state:
        return appointment
    before, appointment.state = appointment.state, wanted
    work.db.add(appointment)
    work.record("appointment.progressed", appointment, before={"state": before}, after={"state": wanted})
    return appointment


def refuse_ended(appointment: Appointment) -> None:
    _refuse_outside(appointment)
    if appointment.state is AppointmentState.CANCELLED:
        raise Conflict("Ce rendez-vous est annulé.")
    if appointment.state is AppointmentState.DONE:
        raise Conflict("Cette visite a déjà eu lieu.")


def _refuse_outside(appointment: Appointment) -> None:
    """Busy time read from a calendar elsewhere is changed there."""
    if appointment.link_kind == OUTSIDE:
        raise Conflict("Ces heures viennent d’un agenda extérieur : elles se changent là-bas.")


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
        "needs": " ".join(details.needs),
        "warnings": one_line(details.warnings),
    }


def _things_at_hand(work: Work, person: checking.Person, details: Details, span: checking.Span) -> list[int]:
    """What a new appointment takes, once he may be there."""
    may = allowed(work, person.id)
    checking.refuse_uncertified(work, person, may, details.skills, clock.local(span[0]).date())
    checking.refuse_taken(work, person, span)
    if details.kind is AppointmentKind.VISIT:
        checking.refuse_outside_hours(person, may, span)
    return equipping.chosen(work, equipping.Need(person, details.needs, span), details.resources)


def _free_for_it(
    work: Work, appointment: Appointment, wanted: tuple[int, checking.Span], held: Taken, *, anyway: bool
) -> equipping.Need:
    """What the visit needs at the new time, once nobody who goes is in the way."""
    technician_id, span = wanted
    people = {one.id: one for one in checking.lock_people(work, [technician_id, *held[0]])}
    for person in people.values():
        checking.refuse_taken(work, person, span, besides=appointment)
    responsible, may = people[technician_id], allowed(work, technician_id)
    checking.refuse_uncertified(work, responsible, may, appointment.skills.split(), clock.local(span[0]).date())
    if appointment.kind is AppointmentKind.VISIT and not anyway:
        checking.refuse_outside_hours(responsible, may, span)
    return equipping.Need(responsible, tuple(appointment.needs.split()), span, appointment, tuple(held[1]))
