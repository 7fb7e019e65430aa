"""The words of reminders and of « en route »: by mail or SMS, to who is visited or to the technician."""

from datetime import datetime

from liciel_app.agenda import rules, rules_messages
from liciel_app.agenda.models import Appointment
from liciel_app.agenda.models_messages import LinkFor, Reminder, ReminderKind
from liciel_app.agenda.queries import messages, people
from liciel_app.agenda.rules import Place
from liciel_app.agenda.services import linking
from liciel_app.core import clock
from liciel_app.core.language import Language, day_words, hour, language_of, say
from liciel_app.core.text import phone_fr
from liciel_app.core.work import Work
from liciel_app.messaging.models import Message
from liciel_app.messaging.services import Envelope, write_mail, write_sms
from liciel_app.office import queries as office_queries
from liciel_app.office.models import Account


def write(work: Work, appointment: Appointment, reminder: Reminder) -> Message | None:
    """None when nobody can receive it."""
    key = f"reminder.{reminder.kind}:{appointment.uid}:{reminder.minutes_before}:{appointment.sequence}"
    if reminder.kind is ReminderKind.GUEST_MAIL:
        return _mail_guest(work, appointment, key)
    if reminder.kind is ReminderKind.GUEST_SMS:
        return _text_guest(work, appointment, key)
    if reminder.kind is ReminderKind.TECHNICIAN_MAIL:
        return _mail_technician(work, appointment, key)
    return _text_technician(work, appointment, key)


def arrival_of(work: Work, appointment: Appointment, lang: Language) -> str:
    """The hour told to the client, or the window of the office."""
    window = appointment.window_minutes or people.settings_of(work).window_minutes
    return rules_messages.arrival(appointment.starts_at, window, lang)


def write_on_the_way(work: Work, appointment: Appointment, between: tuple[datetime, datetime]) -> Message | None:
    """« En route », once for that visit at that time."""
    guest = messages.guest_of(work, appointment.id or 0)
    phone, lang = (guest.phone, language_of(guest.language)) if guest else (appointment.contact_phone, "fr")
    text = say(
        "{technician} est en route pour votre rendez-vous : arrivée prévue entre {start} et {end}. {office}",
        lang,
        technician=work.db.get_one(Account, appointment.technician_id).name,
        start=hour(between[0]),
        end=hour(between[1]),
        office=office_queries.office(work).name,
    )
    key = f"on_the_way:{appointment.uid}:{appointment.starts_at.isoformat()}"
    return write_sms(
        work, to=rules_messages.mobile(phone), text=rules_messages.for_sms(text), key=key, link=link_of(appointment)
    )


def link_of(appointment: Appointment) -> tuple[str, int] | None:
    """What the message is about, for who reads the office's sendings."""
    if not appointment.link_kind or appointment.link_id is None:
        return ("appointment", appointment.id or 0)
    return appointment.link_kind, appointment.link_id


def _mail_guest(work: Work, appointment: Appointment, key: str) -> Message | None:
    guest = messages.guest_of(work, appointment.id or 0)
    if guest is None or "@" not in guest.email:
        return None
    lang = language_of(guest.language)
    link = linking.new_link(work, appointment, LinkFor.GUEST, lang=lang)
    envelope = Envelope(guest.email, "appointment.reminder", key, language=lang, link=link_of(appointment), mask=link)
    technician = work.db.get_one(Account, appointment.technician_id).name
    return write_mail(
        work, envelope, name=guest.name, technician=technician, link=link, **_facts(work, appointment, lang)
    )


def _text_guest(work: Work, appointment: Appointment, key: str) -> Message | None:
    guest = messages.guest_of(work, appointment.id or 0)
    number = rules_messages.mobile(guest.phone) if guest else ""
    if guest is None or not number:
        return None
    lang = language_of(guest.language)
    link = linking.new_link(work, appointment, LinkFor.GUEST, lang=lang)
    text = say(
        "Rappel : rendez-vous diagnostics le {day} {arrival}, {address}. Déplacer ou annuler : {link} {office}",
        lang,
        link=link,
        office=office_queries.office(work).name,
        **_facts(work, appointment, lang),
    )
    return write_sms(work, to=number, text=rules_messages.for_sms(text), key=key, link=link_of(appointment), mask=link)


def _mail_technician(work: Work, appointment: Appointment, key: str) -> Message | None:
    person = work.db.get_one(Account, appointment.technician_id)
    lang = language_of(person.language)
    envelope = Envelope(person.email, "dossier.reminder", key, language=lang, link=link_of(appointment))
    return write_mail(
        work, envelope, title=appointment.title, contact=_contact(appointment), **_facts(work, appointment, lang)
    )


def _text_technician(work: Work, appointment: Appointment, key: str) -> Message | None:
    person = work.db.get_one(Account, appointment.technician_id)
    lang = language_of(person.language)
    text = say(
        "Rappel : {title}, le {day} à {hour}, {address}. Contact : {contact}",
        lang,
        title=appointment.title,
        contact=_contact(appointment),
        **_facts(work, appointment, lang),
    )
    return write_sms(
        work,
        to=rules_messages.mobile(person.phone),
        text=rules_messages.for_sms(text),
        key=key,
        link=link_of(appointment),
    )


def _facts(work: Work, appointment: Appointment, lang: Language) -> dict[str, str]:
    return {
        "day": day_words(clock.local(appointment.starts_at).date(), lang),
        "hour": hour(appointment.starts_at),
        "arrival": arrival_of(work, appointment, lang),
        "address": rules.address(Place(appointment.street, appointment.postcode, appointment.city)),
    }


def _contact(appointment: Appointment) -> str:
    return f"{appointment.contact_name} {phone_fr(appointment.contact_phone)}".strip()
