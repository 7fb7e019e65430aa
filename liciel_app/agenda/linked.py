"""What a personal link shows of an appointment: plain values, in the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final
from urllib.parse import quote

from liciel_app.agenda import documents, rules
from liciel_app.agenda.documents import Method, Person
from liciel_app.agenda.models import Appointment, AppointmentState
from liciel_app.agenda.models_messages import AppointmentGuest, Commitment, LinkFor
from liciel_app.agenda.queries import messages, people
from liciel_app.agenda.rules import Place
from liciel_app.agenda.services import answering, rescheduling
from liciel_app.agenda.services.reminding_words import arrival_of
from liciel_app.agenda.services.taking_slot import Chosen, SlotGone
from liciel_app.agenda.slots import facts
from liciel_app.agenda.travel import Travels
from liciel_app.core import clock
from liciel_app.core.errors import NotFound
from liciel_app.core.language import Language, day_words, hour, language_of, say
from liciel_app.core.text import phone_fr
from liciel_app.core.work import Work
from liciel_app.office import queries as office_queries
from liciel_app.office.models import Account

_DIGITS: Final = 9


@dataclass(frozen=True, slots=True)
class VisitPage:
    """For who is visited. `state`: planned, over or cancelled; `no_move`, `no_cancel`: why not, empty when he may."""

    name: str
    day: str
    arrival: str
    duration: str
    address: str
    technician: str
    state: str
    no_move: str
    no_cancel: str
    moves_left: int
    sequence: int


@dataclass(frozen=True, slots=True)
class SlotChoice:
    """`value` comes back with the form. `best`: for a client, the one that lengthens the office's roads least; for the
    office, the hour that was promised. `why` is told to the office alone.
    """

    value: str
    day: str
    hour: str
    technician: str
    best: bool
    why: str = ""


@dataclass(frozen=True, slots=True)
class MissionPage:
    """For the technician who is asked. `answer`: waiting, accepted, refused or withdrawn; `road` opens a map."""

    technician: str
    title: str
    day: str
    start: str
    end: str
    address: str
    contact: str
    phone: str
    warnings: str
    road: str
    answer: str
    reason: str
    typed: str = field(default="")


def visit_page(work: Work, token: str) -> VisitPage:
    """Raises NotFound for a link that was guessed, revoked, or whose visit is long over."""
    appointment, guest = rescheduling.of_link(work, token)
    lang = work.language
    minutes = int((appointment.ends_at - appointment.starts_at).total_seconds()) // 60
    no_move = rescheduling.why_not(work, appointment, guest, moving=True)
    if not no_move and (appointment.lat is None or appointment.lon is None):
        no_move = "Pour déplacer ce rendez-vous, appelez-nous."
    return VisitPage(
        name=guest.name,
        day=day_words(clock.local(appointment.starts_at).date(), lang),
        arrival=arrival_of(work, appointment, lang),
        duration=rules.length(minutes),
        address=_address(appointment),
        technician=work.db.get_one(Account, appointment.technician_id).name,
        state=_state(work, appointment),
        no_move=no_move,
        no_cancel=rescheduling.why_not(work, appointment, guest, moving=False),
        moves_left=max(people.settings_of(work).client_moves - guest.moves, 0),
        sequence=appointment.sequence,
    )


def choices(slots: Iterable[facts.Slot], lang: Language) -> list[SlotChoice]:
    """In order of time, the best one marked."""
    found = list(slots)
    rows = [
        SlotChoice(
            value=f"{slot.technician}|{slot.start.isoformat()}",
            day=day_words(clock.local(slot.start).date(), lang),
            hour=hour(slot.start),
            technician=slot.name,
            best=rank == 0 and len(found) > 1,
        )
        for rank, slot in enumerate(found)
    ]
    return [row for _, row in sorted(zip(found, rows, strict=True), key=lambda pair: pair[0].start)]


def replacements(slots: Iterable[facts.Slot], promised: datetime, lang: Language) -> list[SlotChoice]:
    """As they come: the hour that was promised first."""
    return [
        SlotChoice(
            value=f"{slot.technician}|{slot.start.isoformat()}",
            day=day_words(clock.local(slot.start).date(), lang),
            hour=hour(slot.start),
            technician=slot.name,
            best=slot.start == promised,
            why=slot.why,
        )
        for slot in slots
    ]


def chosen(value: str) -> Chosen:
    """Raises SlotGone for what no form of ours holds."""
    technician, _, start = value.partition("|")
    if not (technician.isascii() and technician.isdecimal() and len(technician) <= _DIGITS):
        raise SlotGone
    try:
        return Chosen(int(technician), datetime.fromisoformat(start))
    except ValueError:
        raise SlotGone from None


def move(work: Work, token: str, wanted: Chosen, travels: Travels) -> None:
    _named(work, rescheduling.of_link(work, token)[1])
    rescheduling.move_by_link(work, token, wanted, travels)


def cancel(work: Work, token: str, reason: str) -> None:
    _named(work, rescheduling.of_link(work, token)[1])
    rescheduling.cancel_by_link(work, token, reason)


def calendar_file(work: Work, token: str) -> tuple[bytes, str]:
    """The event as it stands, under its UID and SEQUENCE, and its media type."""
    appointment, guest = rescheduling.of_link(work, token)
    office = office_queries.office(work)
    method: Method = "CANCEL" if appointment.state is AppointmentState.CANCELLED else "REQUEST"
    made = documents.invitation(
        appointment,
        organiser=Person(office.name, office.email),
        attendee=Person(guest.name, guest.email),
        made_at=work.now,
        summary=say("Diagnostics immobiliers ({office})", language_of(guest.language), office=office.name),
        method=method,
    )
    return made, documents.media_type(method)


def mission_page(work: Work, token: str) -> MissionPage:
    """Raises NotFound for a link that was guessed, revoked, or whose mission became somebody else's."""
    link = messages.by_token(work, token, LinkFor.TECHNICIAN)
    appointment = work.db.get_one(Appointment, link.appointment_id)
    asked = work.db.get(Commitment, link.commitment_id)
    if asked is None:
        raise NotFound("Ce lien n’est plus valable.")
    return MissionPage(
        technician=work.db.get_one(Account, asked.account_id).name,
        title=appointment.title,
        day=day_words(clock.local(appointment.starts_at).date(), work.language),
        start=hour(appointment.starts_at),
        end=hour(appointment.ends_at),
        address=_address(appointment),
        contact=appointment.contact_name,
        phone=phone_fr(appointment.contact_phone),
        warnings=appointment.warnings,
        road=_road(appointment),
        answer=str(asked.answer),
        reason=asked.reason,
    )


def answer_mission(work: Work, token: str, *, accepted: bool, reason: str) -> None:
    """Raises Invalid for a refusal without a reason."""
    link = messages.by_token(work, token, LinkFor.TECHNICIAN)
    asked = work.db.get(Commitment, link.commitment_id)
    if asked is not None and work.actor.kind == "visitor":
        work.actor = replace(work.actor, name=work.db.get_one(Account, asked.account_id).name)
    if accepted:
        answering.accept_by_link(work, token)
    else:
        answering.refuse_by_link(work, token, reason)


def _named(work: Work, guest: AppointmentGuest) -> None:
    """Who holds the link acts under the name the visit was taken for; people who logged in under their own."""
    if work.actor.kind == "visitor":
        work.actor = replace(work.actor, name=guest.name or work.actor.name)


def _state(work: Work, appointment: Appointment) -> str:
    if appointment.state is AppointmentState.CANCELLED:
        return "cancelled"
    return "over" if appointment.ends_at <= work.now or appointment.state is AppointmentState.DONE else "planned"


def _address(appointment: Appointment) -> str:
    return rules.address(Place(appointment.street, appointment.postcode, appointment.city))


def _road(appointment: Appointment) -> str:
    located = appointment.lat is not None and appointment.lon is not None
    there = f"{appointment.lat},{appointment.lon}" if located else quote(_address(appointment), safe="")
    return f"https://www.google.com/maps/dir/?api=1&destination={there}"
