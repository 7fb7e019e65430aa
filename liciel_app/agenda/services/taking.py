"""Who goes along and what is taken: support technicians, vehicles, instruments and rooms of an appointment."""

from collections.abc import Sequence

from sqlmodel import col, select

from liciel_app.agenda.models import Appointment
from liciel_app.agenda.models_time import AppointmentPerson, AppointmentResource
from liciel_app.agenda.queries import visits
from liciel_app.agenda.services import checking
from liciel_app.core.work import Work


def take_along(
    work: Work, appointment_id: int, *, people: Sequence[int] = (), resources: Sequence[int] = ()
) -> Appointment:
    """Exactly these people and resources, besides the responsible technician; the same again changes nothing.

    Raises Conflict naming the first booking of whoever or whatever is taken, Invalid for one that does not exist.
    """
    appointment = visits.locked(work, appointment_id)
    wanted = (sorted(set(people) - {appointment.technician_id}), sorted(set(resources)))
    before = taken_by(work, appointment)
    if before == wanted:
        return appointment
    span = (appointment.starts_at, appointment.ends_at)
    checking.lock_people(work, [appointment.technician_id, *wanted[0]])
    for person in checking.lock_people(work, wanted[0]):
        checking.refuse_taken(work, person, span, besides=appointment)
    checking.refuse_resources(work, checking.lock_resources(work, wanted[1]), span, besides=appointment)
    write(work, appointment, *wanted)
    appointment.sequence += 1
    work.db.add(appointment)
    work.db.flush()
    work.record("appointment.equipped", appointment, before=_told(before), after=_told(wanted))
    return appointment


def take_things(work: Work, appointment: Appointment, resources: Sequence[int]) -> Appointment:
    """Other things, the same people."""
    return take_along(work, appointment.id or 0, people=taken_by(work, appointment)[0], resources=resources)


def taken_by(work: Work, appointment: Appointment) -> tuple[list[int], list[int]]:
    """`(support people, resources)`, as numbers in order."""
    people = select(AppointmentPerson.account_id).where(col(AppointmentPerson.appointment_id) == appointment.id)
    things = select(AppointmentResource.resource_id).where(col(AppointmentResource.appointment_id) == appointment.id)
    return sorted(work.db.exec(people).all()), sorted(work.db.exec(things).all())


def write(work: Work, appointment: Appointment, people: Sequence[int], resources: Sequence[int]) -> None:
    """What was checked before becomes what the appointment takes."""
    for table in (AppointmentPerson, AppointmentResource):
        for row in work.db.exec(select(table).where(col(table.appointment_id) == appointment.id)).all():
            work.db.delete(row)
    work.db.flush()
    number = appointment.id or 0
    work.db.add_all(AppointmentPerson(appointment_id=number, account_id=person) for person in people)
    work.db.add_all(AppointmentResource(appointment_id=number, resource_id=resource) for resource in resources)
    work.db.flush()


def _told(taken: tuple[list[int], list[int]]) -> dict[str, object]:
    return {"people": taken[0], "resources": taken[1]}
