"""What the office plans for itself becomes a promise when it is published; a gesture is undone by its former values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from liciel_app.agenda.models import Appointment
from liciel_app.agenda.queries import publishing, visits
from liciel_app.agenda.services import booking
from liciel_app.core.errors import Conflict
from liciel_app.core.work import Work


@dataclass(frozen=True, slots=True)
class Former:
    """An appointment before a gesture, and the version the gesture left: what undoing needs."""

    appointment_id: int
    technician_id: int
    starts_at: datetime
    minutes: int
    version: int


def former(appointment: Appointment) -> Former:
    """To be kept before a move; `version` is the one the move will leave."""
    minutes = int((appointment.ends_at - appointment.starts_at).total_seconds()) // 60
    number = appointment.id or 0
    return Former(number, appointment.technician_id, appointment.starts_at, minutes, appointment.sequence + 1)


def publish(
    work: Work,
    *,
    until: datetime,
    since: datetime | None = None,
    technician_id: int | None = None,
    only: Sequence[int] = (),
) -> list[Appointment]:
    """The provisional appointments to come before that instant are told to their people, once.

    `since`, `technician_id`: a day, a week or one person's; counted beforehand by `queries.to_publish`.
    """
    chosen = publishing.provisional(work, until=until, since=since, technician_id=technician_id)
    wanted = select(Appointment).where(*chosen)
    if only:
        wanted = wanted.where(col(Appointment.id).in_(only))
    found = list(work.db.exec(wanted.order_by(col(Appointment.id)).with_for_update()).all())
    for appointment in found:
        appointment.provisional = False
        booking.changed(work, appointment)
        work.record("appointment.published", appointment, after=booking.when(appointment))
    return found


def restore(work: Work, gone: Former) -> Appointment:
    """« Annuler »: back where it was. Conflict when somebody changed it since, or took its place."""
    appointment = visits.get(work, gone.appointment_id)
    if appointment.sequence != gone.version:
        raise Conflict("Ce rendez-vous a été changé depuis : il n’est plus possible d’annuler.")
    return booking.move(
        work,
        gone.appointment_id,
        technician_id=gone.technician_id,
        starts_at=gone.starts_at,
        minutes=gone.minutes,
        seen=gone.version,
        anyway=True,
    )
