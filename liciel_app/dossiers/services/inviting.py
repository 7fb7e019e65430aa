"""The mails that go with an appointment: one per change, whoever made it; none while it is provisional."""

from typing import Final

from sqlmodel import col, select

from liciel_app.agenda import documents
from liciel_app.agenda import rules as agenda
from liciel_app.agenda.documents import Method, Person
from liciel_app.agenda.models import Appointment
from liciel_app.agenda.models_messages import LinkFor
from liciel_app.agenda.queries import sites
from liciel_app.agenda.services import answering, linking, replacing
from liciel_app.agenda.services.inviting import Guest, expect
from liciel_app.agenda.services.reminding_words import arrival_of
from liciel_app.core import clock
from liciel_app.core.config import settings
from liciel_app.core.language import Language, day_words, hour, language_of, say
from liciel_app.core.text import phone_fr
from liciel_app.core.work import Work
from liciel_app.directory.models import Client
from liciel_app.dossiers import queries
from liciel_app.dossiers.models import Dossier, Mission
from liciel_app.dossiers.queries.reaching import reach
from liciel_app.dossiers.queries.visit_paper import paper_of
from liciel_app.messaging.services import Enclosure, Envelope, write_mail, written
from liciel_app.office import queries as office_queries
from liciel_app.office.models import Account
from liciel_app.orders import checklists
from liciel_app.orders.labels import LABELS
from liciel_app.orders.models import Order
from liciel_app.orders.visit_paper import unsworn

ENCLOSE_ATTESTATION: Final = "dossiers.enclose_attestation"


def tell_client(work: Work, dossier: Dossier, appointment: Appointment) -> None:
    """The confirmation, with the invitation for his calendar and the link by which he moves or cancels it."""
    if appointment.provisional:
        return
    _close_refused(work, dossier, appointment)
    person, lang = client_address(work, dossier)
    expect(work, appointment, Guest(person.name, person.email, _phone(work, dossier), lang))
    if written(work, _key("appointment.confirmed", appointment)):
        return
    technician, sworn = work.db.get_one(Account, appointment.technician_id), _sworn(work, dossier)
    minutes = int((appointment.ends_at - appointment.starts_at).total_seconds()) // 60
    _write(
        work,
        dossier,
        appointment,
        "appointment.confirmed",
        technician=technician.name,
        duration=agenda.length(minutes),
        arrival=arrival_of(work, appointment, lang),
        link=linking.new_link(work, appointment, LinkFor.GUEST, lang=lang),
        attestation=say("L’attestation sur l’honneur de votre diagnostiqueur est jointe.", lang) if sworn else "",
    )


def tell_cancelled(work: Work, dossier: Dossier, appointment: Appointment) -> None:
    """Not while a technician's refusal waits for a replacement: the client is told how it ends, once."""
    if appointment.provisional or replacing.refused_and_open(work, appointment.id or 0) is not None:
        return
    _write(work, dossier, appointment, "appointment.cancelled")


def tell_technician(work: Work, dossier: Dossier, appointment: Appointment) -> None:
    """Everything he needs to be there, and the link by which he accepts or refuses."""
    key = _key("dossier.assigned", appointment)
    if appointment.provisional or written(work, key):
        return
    technician = work.db.get_one(Account, appointment.technician_id)
    lang, answer = language_of(technician.language), answering.ask(work, appointment)
    envelope = Envelope(technician.email, "dossier.assigned", key, about=dossier, language=lang, mask=answer)
    address, missions = queries.address(dossier), _missions(work, dossier)
    point = None if dossier.lat is None or dossier.lon is None else (dossier.lat, dossier.lon)
    write_mail(
        work,
        envelope,
        reference=dossier.reference,
        title=dossier.title,
        end=hour(appointment.ends_at),
        contact=f"{dossier.contact_name} {phone_fr(dossier.contact_phone)}".strip(),
        missions=", ".join(LABELS[code].short for code in missions if code in LABELS),
        checklist=checklists.told(missions, lang),
        warnings=sites.together(appointment.warnings, sites.warnings_at(work, [address]).get(address, "")),
        map=reach("", address, point).road,
        answer=answer,
        link=f"{settings().base_url}/terrain/visite/{dossier.id}",
        **_when(dossier, appointment, lang),
    )


def tell_abandoned(work: Work, appointment_id: int) -> None:
    """Nobody replaces who refused: now the client is told."""
    appointment = work.db.get_one(Appointment, appointment_id)
    dossier = _of(work, appointment)
    if dossier is not None:
        tell_cancelled(work, dossier, appointment)


def client_address(work: Work, dossier: Dossier) -> tuple[Person, Language]:
    """Whom to write to about a dossier, and in which language: his account's, else the order's."""
    client = work.db.get_one(Client, dossier.client_id)
    email = dossier.contact_email or client.email
    account = office_queries.account_by_email(work, email)
    order = work.db.get(Order, dossier.order_id) if dossier.order_id else None
    spoken = account.language if account else order.language if order else "fr"
    return Person(dossier.contact_name or client.name, email), language_of(spoken)


def _close_refused(work: Work, dossier: Dossier, appointment: Appointment) -> None:
    """A new appointment takes the place of the one that was refused: the client's calendar loses the old one."""
    former = select(Appointment).where(
        col(Appointment.link_kind) == appointment.link_kind,
        col(Appointment.link_id) == appointment.link_id,
        col(Appointment.id) != appointment.id,
    )
    for old in work.db.exec(former).all():
        if replacing.refused_and_open(work, old.id or 0) is not None:
            replacing.settle(work, old.id or 0)
            tell_cancelled(work, dossier, old)


def _of(work: Work, appointment: Appointment) -> Dossier | None:
    if appointment.link_kind != "dossier" or appointment.link_id is None:
        return None
    return work.db.get(Dossier, appointment.link_id)


def _phone(work: Work, dossier: Dossier) -> str:
    return dossier.contact_phone or work.db.get_one(Client, dossier.client_id).phone


def _sworn(work: Work, dossier: Dossier) -> bool:
    """Whether its operator can swear he is entitled to this visit: the law has it handed over before (R271-3)."""
    return not any(unsworn(paper_of(work, dossier)))


def _missions(work: Work, dossier: Dossier) -> list[str]:
    wanted = select(Mission.code).where(col(Mission.dossier_id) == dossier.id).order_by(col(Mission.position))
    return list(work.db.exec(wanted).all())


def _write(work: Work, dossier: Dossier, appointment: Appointment, template: str, **more: str) -> None:
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
    envelope = Envelope(
        person.email,
        template,
        _key(template, appointment),
        about=dossier,
        language=lang,
        enclosures=(Enclosure(documents.FILE_NAME, documents.media_type(method), event),),
        mask=more.get("link", ""),
        first=ENCLOSE_ATTESTATION if more.get("attestation") else "",
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
