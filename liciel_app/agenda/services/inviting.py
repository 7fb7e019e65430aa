"""Whom an appointment expects: who is written to about it besides the technician."""

from dataclasses import asdict, dataclass

from liciel_app.agenda.models import Appointment
from liciel_app.agenda.models_messages import AppointmentGuest
from liciel_app.agenda.queries import messages
from liciel_app.agenda.services import reminding
from liciel_app.core.work import Work


@dataclass(frozen=True, slots=True)
class Guest:
    """As messages reach them. `phone` as it was typed."""

    name: str
    email: str
    phone: str = ""
    language: str = "fr"


def expect_contact(work: Work, appointment: Appointment) -> None:
    """Booked without anything behind it: the contact on the spot is whom it is for."""
    known = messages.guest_of(work, appointment.id or 0)
    if known is None and messages.awaited(appointment) and appointment.contact_phone:
        expect(work, appointment, Guest(appointment.contact_name, "", appointment.contact_phone))


def expect(work: Work, appointment: Appointment, guest: Guest) -> AppointmentGuest:
    """Write down whom the visit is for, and promise their reminders. The same again changes nothing."""
    kept = messages.guest_of(work, appointment.id or 0) or AppointmentGuest(appointment_id=appointment.id or 0)
    for name, value in asdict(guest).items():
        setattr(kept, name, value)
    work.db.add(kept)
    work.db.flush()
    reminding.arm(work, appointment)
    return kept
