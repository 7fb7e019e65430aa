"""What « Publier » would tell, and to how many people."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import col, select

from liciel_app.agenda.models import Appointment, AppointmentState
from liciel_app.core.work import Work


@dataclass(frozen=True, slots=True)
class ToPublish:
    """Provisional appointments to come, the clients and the technicians who will be told."""

    appointments: int = 0
    clients: int = 0
    technicians: int = 0


def to_publish(
    work: Work, *, until: datetime, since: datetime | None = None, technician_id: int | None = None
) -> ToPublish:
    """Counted with the very choice of `services.publish`; nothing for who is not of the office."""
    if not work.actor.is_office:
        return ToPublish()
    chosen = provisional(work, until=until, since=since, technician_id=technician_id)
    found = work.db.exec(select(Appointment).where(*chosen)).all()
    return ToPublish(
        appointments=len(found),
        clients=sum(1 for one in found if one.link_kind == "dossier"),
        technicians=len({one.technician_id for one in found}),
    )


def provisional(
    work: Work, *, until: datetime, since: datetime | None = None, technician_id: int | None = None
) -> tuple[ColumnElement[bool], ...]:
    """The provisional appointments that begin from now (or `since`, when later) and before `until`."""
    chosen: tuple[ColumnElement[bool], ...] = (
        col(Appointment.provisional).is_(True),
        col(Appointment.state) != AppointmentState.CANCELLED,
        col(Appointment.starts_at) >= max(work.now, since or work.now),
        col(Appointment.starts_at) < until,
    )
    if technician_id is None:
        return chosen
    return (*chosen, col(Appointment.technician_id) == technician_id)
