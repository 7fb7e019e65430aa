"""A visit that no dossier explains: its technician is told by the agenda itself, and answers for it."""

from sqlmodel import col, select

from liciel_app.agenda import rules
from liciel_app.agenda.models import Appointment, AppointmentKind, AppointmentState
from liciel_app.agenda.queries import sites
from liciel_app.agenda.rules import Place
from liciel_app.agenda.services import answering
from liciel_app.core import clock
from liciel_app.core.config import settings
from liciel_app.core.journal import JournalEntry
from liciel_app.core.language import day_words, hour, language_of
from liciel_app.core.text import phone_fr
from liciel_app.core.work import Work
from liciel_app.messaging.services import Envelope, write_mail, written
from liciel_app.office.models import Account


def tell_technician(work: Work, appointment: Appointment) -> None:
    """One mail per change, with the link by which he accepts or refuses; none for what he put there himself."""
    key = f"appointment.assigned:{appointment.uid}:{appointment.sequence}"
    if not _plain_visit(appointment) or _his_own(work, appointment) or written(work, key):
        return
    technician = work.db.get_one(Account, appointment.technician_id)
    lang, answer = language_of(technician.language), answering.ask(work, appointment)
    address = rules.address(Place(appointment.street, appointment.postcode, appointment.city))
    write_mail(
        work,
        Envelope(technician.email, "appointment.assigned", key, about=appointment, language=lang, mask=answer),
        title=appointment.title,
        day=day_words(clock.local(appointment.starts_at).date(), lang),
        hour=hour(appointment.starts_at),
        end=hour(appointment.ends_at),
        address=address,
        contact=f"{appointment.contact_name} {phone_fr(appointment.contact_phone)}".strip() or "–",
        warnings=sites.together(appointment.warnings, sites.warnings_at(work, [address]).get(address, "")),
        answer=answer,
        link=f"{settings().base_url}/terrain",
    )


def _plain_visit(appointment: Appointment) -> bool:
    """Published, to come, and booked by nothing else that would tell him."""
    told = appointment.link_kind == "" and appointment.kind is AppointmentKind.VISIT
    return told and appointment.state is AppointmentState.PLANNED and not appointment.provisional


def _his_own(work: Work, appointment: Appointment) -> bool:
    wanted = select(JournalEntry.actor_id).where(
        col(JournalEntry.subject_kind) == "appointment", col(JournalEntry.subject_id) == appointment.id
    )
    last = work.db.exec(wanted.order_by(col(JournalEntry.seq).desc()).limit(1)).first()
    return last == appointment.technician_id
