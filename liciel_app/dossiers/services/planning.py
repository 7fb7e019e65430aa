"""Booking the visit, and following what the agenda does with it."""

from datetime import datetime

from liciel_app.agenda import queries as agenda_queries
from liciel_app.agenda import services as agenda
from liciel_app.agenda.models import Appointment, AppointmentState
from liciel_app.agenda.rules import Contact, Place
from liciel_app.core.errors import Conflict
from liciel_app.core.work import Work
from liciel_app.dossiers import queries, rules
from liciel_app.dossiers.models import Dossier
from liciel_app.dossiers.services import inviting, rights
from liciel_app.dossiers.services.changing import changed

LINK = "dossier"


def assign(work: Work, dossier_id: int, *, technician_id: int, starts_at: datetime, minutes: int) -> Appointment:
    """Book the visit, or move it; the client and the technician get a mail, once per change.

    Refuses a time that is taken or past (as `agenda.services.book`), and a dossier whose visit is over.
    """
    rights.desk(work)
    dossier = queries.locked(work, dossier_id)
    if dossier.stage not in rules.BEFORE_PAPERWORK:
        raise Conflict("La visite de ce dossier est déjà faite.")
    if dossier.appointment_id is not None:
        appointment = agenda.move(
            work, dossier.appointment_id, technician_id=technician_id, starts_at=starts_at, minutes=minutes
        )
    else:
        appointment = agenda.book(
            work,
            technician_id=technician_id,
            starts_at=starts_at,
            minutes=minutes,
            title=dossier.title,
            place=Place(dossier.street, dossier.postcode, dossier.city, dossier.lat, dossier.lon),
            contact=Contact(dossier.contact_name, dossier.contact_phone),
            link=(LINK, dossier_id),
        )
    _take_over(work, dossier, appointment)
    return appointment


def cancel_visit(work: Work, dossier_id: int) -> Dossier:
    """The dossier goes back to « À planifier » and the client is told; without an appointment nothing happens."""
    rights.desk(work)
    dossier = queries.locked(work, dossier_id)
    if dossier.appointment_id is not None:
        _take_over(work, dossier, agenda.cancel(work, dossier.appointment_id))
    return dossier


def note_progress(work: Work, dossier_id: int, state: str) -> Appointment:
    """`state`: planned, on_the_way, arrived or done. Refuses a dossier without an appointment."""
    rights.desk_or_field(work)
    dossier = queries.locked(work, dossier_id)
    if dossier.appointment_id is None:
        raise Conflict("Ce dossier n’a pas de rendez-vous.")
    appointment = agenda.note_progress(work, dossier.appointment_id, state)
    _take_over(work, dossier, appointment)
    return appointment


def follow(work: Work, appointment_id: int) -> None:
    """Take over a change made in the agenda itself; what is known already is not done twice."""
    appointment = agenda_queries.get(work, appointment_id)
    if appointment.link_kind == LINK and appointment.link_id is not None:
        dossier = queries.locked(work, appointment.link_id)
        if dossier.appointment_id == appointment_id:
            _take_over(work, dossier, appointment)


def _take_over(work: Work, dossier: Dossier, appointment: Appointment) -> None:
    before = _plan(dossier)
    gone = appointment.state is AppointmentState.CANCELLED
    dossier.appointment_id = None if gone else appointment.id
    dossier.technician_id = None if gone else appointment.technician_id
    dossier.visit_at = None if gone else appointment.starts_at
    dossier.stage = rules.stage_of_visit(dossier.stage, appointment.state)
    if before == _plan(dossier):
        return
    moved = before["visit_at"] != dossier.visit_at or before["technician_id"] != dossier.technician_id
    action = "dossier.unplanned" if gone else "dossier.planned" if moved else "dossier.progressed"
    changed(work, dossier, action, before=before, after=_plan(dossier))
    if gone:
        inviting.tell_cancelled(work, dossier, appointment)
    elif moved:
        inviting.tell_client(work, dossier, appointment)
        inviting.tell_technician(work, dossier, appointment)


def _plan(dossier: Dossier) -> dict[str, object]:
    return {
        "stage": dossier.stage,
        "technician_id": dossier.technician_id,
        "appointment_id": dossier.appointment_id,
        "visit_at": dossier.visit_at,
    }
