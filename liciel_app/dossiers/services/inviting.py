"""The mails that go with an appointment: one per change, whoever made it."""

from sqlmodel import col, select

from liciel_app.agenda import documents
from liciel_app.agenda import rules as agenda
from liciel_app.agenda.documents import Method, Person
from liciel_app.agenda.models import Appointment
from liciel_app.core import clock
from liciel_app.core.config import settings
from liciel_app.core.language import Language, day_words, hour, language_of, say
from liciel_app.core.text import phone_fr
from liciel_app.core.work import Work
from liciel_app.directory.models import Client
from liciel_app.dossiers import queries
from liciel_app.dossiers.models import Dossier, Mission
from liciel_app.messaging.services import Enclosure, Envelope, write_mail
from liciel_app.office import queries as office_queries
from liciel_app.office.models import Account
from liciel_app.orders.labels import LABELS
from liciel_app.orders.models import Order


def tell_client(work: Work, dossier: Dossier, appointment: Appointment) -> None:
    """The confirmation, with the invitation for his calendar."""
    technician = work.db.get_one(Account, appointment.technician_id)
    minutes = int((appointment.ends_at - appointment.starts_at).total_seconds()) // 60
    _write(
        work,
        dossier,
        appointment,
        "appointment.confirmed",
        technician=technician.name,
        duration=agenda.length(minutes),
    )


def tell_cancelled(work: Work, dossier: Dossier, appointment: Appointment) -> None:
    _write(work, dossier, appointment, "appointment.cancelled")


def tell_technician(work: Work, dossier: Dossier, appointment: Appointment) -> None:
    technician = work.db.get_one(Account, appointment.technician_id)
    codes = work.db.exec(
        select(Mission.code).where(col(Mission.dossier_id) == dossier.id).order_by(col(Mission.position))
    ).all()
    lang = language_of(technician.language)
    envelope = Envelope(
        technician.email, "dossier.assigned", _key("dossier.assigned", appointment), about=dossier, language=lang
    )
    write_mail(
        work,
        envelope,
        reference=dossier.reference,
        title=dossier.title,
        contact=f"{dossier.contact_name} {phone_fr(dossier.contact_phone)}".strip(),
        missions=", ".join(LABELS[code].short if code in LABELS else code for code in codes),
        link=f"{settings().base_url}/terrain/visite/{dossier.id}",
        **_when(dossier, appointment, lang),
    )


def client_address(work: Work, dossier: Dossier) -> tuple[Person, Language]:
    """Whom to write to about a dossier, and in which language: his account's, else the order's."""
    client = work.db.get_one(Client, dossier.client_id)
    email = dossier.contact_email or client.email
    account = office_queries.account_by_email(work, email)
    order = work.db.get(Order, dossier.order_id) if dossier.order_id else None
    spoken = account.language if account else order.language if order else "fr"
    return Person(dossier.contact_name or client.name, email), language_of(spoken)


def _write(work: Work, dossier: Dossier, appointment: Appointment, template: str, **more: object) -> None:
    person, lang = client_address(work, dossier)
    method: Method = "CANCEL" if template == "appointment.cancelled" else "REQUEST"
    office = office_queries.office(work)
    event = documents.invitation(
        appointment,
        organiser=Person(office.name, office.email),
        attendee=person,
        made_at=work.now,
        summary=say("Diagnostics immobiliers ({office})", lang, office=office.name),
        method=method,
    )
    enclosed = (Enclosure(documents.FILE_NAME, documents.media_type(method), event),)
    envelope = Envelope(
        person.email, template, _key(template, appointment), about=dossier, language=lang, enclosures=enclosed
    )
    write_mail(work, envelope, name=person.name, **more, **_when(dossier, appointment, lang))


def _key(template: str, appointment: Appointment) -> str:
    return f"{template}:{appointment.uid}:{appointment.sequence}"


def _when(dossier: Dossier, appointment: Appointment, lang: Language) -> dict[str, str]:
    return {
        "day": day_words(clock.local(appointment.starts_at).date(), lang),
        "hour": hour(appointment.starts_at),
        "address": queries.address(dossier),
    }
