"""Karim's agenda in the office, linked with his calendar elsewhere."""

from datetime import datetime, timedelta

from sqlmodel import col, select

from liciel_app.agenda import services
from liciel_app.agenda.models import Appointment, AppointmentState
from liciel_app.agenda.models_calendars import CalendarCopy, CalendarLink
from liciel_app.agenda.rules import Contact, Place
from liciel_app.agenda.services.calendars import SYNCHRONISE, open_link
from liciel_app.core import worker
from liciel_app.core.access import SYSTEM
from liciel_app.core.work import begin
from tests.agenda.feeds.sides import Side
from tests.agenda.offices import works_always
from tests.conftest import MONDAY
from tests.people import Cast


def a_link(people: Cast, side: Side) -> int:
    """Opened by Karim, who works at any hour, and synchronised once."""
    with begin(people.manager) as work:
        works_always(work, people.technician.account_id or 0)
    with begin(people.technician) as work:
        link = open_link(work, provider=side.provider, name="Perso", address=side.address, secret=side.secret())
    worker.keep_all_due()
    return link.id or 0


def synchronise(link_id: int) -> CalendarLink:
    with begin(SYSTEM) as work:
        work.promise(SYNCHRONISE, link_id)
    worker.keep_all_due()
    return the_link(link_id)


def the_link(link_id: int) -> CalendarLink:
    with begin(SYSTEM, writing=False) as work:
        return work.db.get_one(CalendarLink, link_id)


def book(people: Cast, hours: float, title: str = "Maison, Talence") -> int:
    """An hour of Karim's, that many hours after Monday eight o'clock."""
    with begin(people.assistant) as work:
        booked = services.book(
            work,
            technician_id=people.technician.account_id or 0,
            starts_at=MONDAY + timedelta(hours=hours),
            minutes=60,
            title=title,
            place=Place("17 avenue Roul", "33400", "Talence"),
            contact=Contact("Mme Dupuy", "+33612345678"),
            link=("dossier", 12),
        )
        return booked.id or 0


def move(people: Cast, appointment_id: int, hours: float) -> None:
    with begin(people.assistant) as work:
        karim = people.technician.account_id or 0
        at = MONDAY + timedelta(hours=hours)
        services.move(work, appointment_id, technician_id=karim, starts_at=at, minutes=60)


def cancel(people: Cast, appointment_id: int) -> None:
    with begin(people.assistant) as work:
        services.cancel(work, appointment_id)


def here(*, outside: bool) -> list[datetime]:
    """When the office's appointments start, or the times that another calendar takes."""
    kinds = col(Appointment.link_kind) == "calendar"
    wanted = select(Appointment.starts_at).where(
        kinds if outside else ~kinds, col(Appointment.state) != AppointmentState.CANCELLED
    )
    with begin(SYSTEM, writing=False) as work:
        return sorted(work.db.exec(wanted).all())


def copies() -> int:
    with begin(SYSTEM, writing=False) as work:
        return len(work.db.exec(select(CalendarCopy)).all())
