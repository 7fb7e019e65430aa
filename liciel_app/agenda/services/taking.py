"""Who goes along and what is taken: support technicians, vehicles, instruments and rooms of an appointment."""

from collections.abc import Sequence

from sqlmodel import col, delete

from liciel_app.agenda.models import Appointment
from liciel_app.agenda.models_time import AppointmentPerson, AppointmentResource
from liciel_app.agenda.queries import things, visits
from liciel_app.agenda.services import checking
from liciel_app.core.work import Work

Taken = tuple[list[int], list[int]]
"""Support people and resources, as numbers in order."""


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
    for person in checking.lock_people(work, [appointment.technician_id, *wanted[0]]):
        checking.refuse_taken(work, person, span, besides=appointment)
    checking.refuse_things(checking.lock_things(work, wanted[1], span, besides=appointment), wanted[1])
    write(work, appointment, before, wanted)
    appointment.sequence += 1
    work.db.add(appointment)
    work.db.flush()
    work.record("appointment.equipped", appointment, before=_told(before), after=_told(wanted))
    return appointment


def take_things(work: Work, appointment: Appointment, resources: Sequence[int]) -> Appointment:
    """Other things, the same people."""
    return take_along(work, appointment.id or 0, people=taken_by(work, appointment)[0], resources=resources)


def taken_by(work: Work, appointment: Appointment) -> Taken:
    return things.taken_along(work, appointment.id or 0)


def write(work: Work, appointment: Appointment, before: Taken, after: Taken) -> None:
    """What was checked before becomes what the appointment takes; what it took already is not touched."""
    number = appointment.id or 0
    for table, column, had, has in (
        (AppointmentPerson, "account_id", before[0], after[0]),
        (AppointmentResource, "resource_id", before[1], after[1]),
    ):
        if gone := set(had) - set(has):
            mine = col(table.appointment_id) == number
            work.db.connection().execute(delete(table).where(mine, col(getattr(table, column)).in_(gone)))
        work.db.add_all(table(appointment_id=number, **{column: new}) for new in sorted(set(has) - set(had)))
    work.db.flush()


def _told(taken: Taken) -> dict[str, object]:
    return {"people": taken[0], "resources": taken[1]}
