"""Booking the visit, and following what the agenda does with it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from liciel_app.agenda import queries as agenda_queries
from liciel_app.agenda import services as agenda
from liciel_app.agenda.models import Appointment, AppointmentState
from liciel_app.agenda.rules import Contact, Details, Place
from liciel_app.core.errors import Conflict
from liciel_app.core.work import Work
from liciel_app.dossiers import queries, rules
from liciel_app.dossiers.models import Dossier
from liciel_app.dossiers.queries.requirements import requirements
from liciel_app.dossiers.services import inviting, rights
from liciel_app.dossiers.services.changing import changed

LINK = "dossier"


def assign(  # noqa: PLR0913 what the office may decide of a visit
    work: Work,
    dossier_id: int,
    *,
    technician_id: int,
    starts_at: datetime,
    minutes: int,
    provisional: bool = False,
    resources: Sequence[int] | None = None,
) -> Appointment:
    """Book the visit, or move it; the client and the technician get a mail, once per change.

    `provisional`: the time is taken, and neither is told before it is published; what they were told already stays a
    promise. `resources`: the vehicle and instruments it takes (None: the technician's, and what serves its missions).
    Refuses a time that is taken or past, a certificate, insurance, instrument or vehicle that is absent or past on
    that day (as `agenda.services.book`), and a dossier whose visit is over.
    """
    rights.desk(work)
    dossier = queries.locked(work, dossier_id)
    if dossier.stage not in rules.BEFORE_PAPERWORK:
        raise Conflict("La visite de ce dossier est déjà faite.")
    slot: dict[str, Any] = {"technician_id": technician_id, "starts_at": starts_at, "minutes": minutes}
    planned = dossier.appointment_id or agenda_queries.provisional_of(work, (LINK, dossier_id))
    if planned:
        appointment = agenda.move(work, planned, **slot, resources=resources)
    else:
        details = _details(work, dossier, provisional=provisional, resources=resources)
        appointment = _book(work, dossier, details, slot)
    if appointment.provisional and not provisional:
        agenda.publish(work, until=appointment.ends_at, only=[appointment.id or 0])
    _take_over(work, dossier, appointment)
    return appointment


def cancel_visit(work: Work, dossier_id: int) -> Dossier:
    """The dossier goes back to « À planifier » and the client is told; without an appointment nothing happens."""
    rights.desk(work)
    dossier = queries.locked(work, dossier_id)
    planned = dossier.appointment_id or agenda_queries.provisional_of(work, (LINK, dossier_id))
    if planned:
        _take_over(work, dossier, agenda.cancel(work, planned))
    return dossier


def note_progress(work: Work, dossier_id: int, state: str) -> Appointment:
    """`state`: planned, on_the_way, arrived, started or done. Refuses a dossier without an appointment."""
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
        published = dossier.appointment_id is None and appointment.state is not AppointmentState.CANCELLED
        if published or dossier.appointment_id == appointment_id:
            _take_over(work, dossier, appointment)


def _book(work: Work, dossier: Dossier, details: Details, slot: dict[str, Any]) -> Appointment:
    return agenda.book(
        work,
        **slot,
        title=dossier.title,
        place=Place(dossier.street, dossier.postcode, dossier.city, dossier.lat, dossier.lon),
        contact=Contact(dossier.contact_name, dossier.contact_phone),
        link=(LINK, dossier.id or 0),
        details=details,
    )


def _details(work: Work, dossier: Dossier, *, provisional: bool, resources: Sequence[int] | None) -> Details:
    asked = requirements(work, dossier)
    things = None if resources is None else tuple(resources)
    return Details(provisional=provisional, skills=asked.skills, needs=asked.needs, resources=things)


def _take_over(work: Work, dossier: Dossier, appointment: Appointment) -> None:
    """What the office plans for itself changes nothing in the dossier, and tells nobody, until it is published."""
    if appointment.provisional:
        return
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
