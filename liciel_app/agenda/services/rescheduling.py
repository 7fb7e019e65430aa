"""Who is visited moves or cancels the visit himself, by his personal link and within the office's rules."""

from datetime import timedelta

from liciel_app.agenda import rules
from liciel_app.agenda.models import Appointment, AppointmentState
from liciel_app.agenda.models_messages import AppointmentGuest, LinkFor
from liciel_app.agenda.queries import messages, people, visits
from liciel_app.agenda.rules import Place
from liciel_app.agenda.services import booking
from liciel_app.agenda.services.acting import for_the_office
from liciel_app.agenda.services.replacing import visit_of
from liciel_app.agenda.services.taking_slot import STRAIGHT, Chosen, move_to_slot, slots_for_client
from liciel_app.agenda.slots import facts
from liciel_app.agenda.travel import Travels
from liciel_app.core import clock
from liciel_app.core.config import settings
from liciel_app.core.errors import Conflict, NotFound
from liciel_app.core.language import day_words, hour
from liciel_app.core.text import one_line
from liciel_app.core.work import Work
from liciel_app.messaging.services import Envelope, write_mail
from liciel_app.office import queries as office_queries


def slots_to_move(work: Work, token: str) -> facts.Question:
    """For `planner.best_slots`. Raises NotFound for a dead link, Conflict when it may not be moved (any more)."""
    appointment, guest = of_link(work, token)
    _refuse(work, appointment, guest, moving=True)
    return slots_for_client(work, visit_of(work, appointment), besides=appointment.id or 0)


def move_by_link(work: Work, token: str, chosen: Chosen, travels: Travels = STRAIGHT) -> Appointment:
    """Raises SlotGone for a slot taken meanwhile, and then nothing changed."""
    appointment, guest = of_link(work, token, locked=True)
    if (appointment.technician_id, appointment.starts_at) == (chosen.technician_id, chosen.starts_at):
        return appointment
    _refuse(work, appointment, guest, moving=True)
    before = booking.when(appointment)
    move_to_slot(work, appointment, visit_of(work, appointment), chosen, travels)
    guest.moves, guest.moved_at = guest.moves + 1, work.now
    work.db.add(guest)
    facts_now = booking.when(appointment) | {"times": guest.moves}
    work.record("appointment.moved_by_client", appointment, before=before, after=facts_now)
    _tell_office(work, "appointment.client_moved", appointment, guest)
    return appointment


def cancel_by_link(work: Work, token: str, reason: str) -> Appointment:
    """Cancelling twice is cancelling once. The office is told why."""
    appointment, guest = of_link(work, token, locked=True)
    if appointment.state is AppointmentState.CANCELLED:
        return appointment
    _refuse(work, appointment, guest, moving=False)
    with for_the_office(work):
        booking.cancel(work, appointment.id or 0)
    guest.cancelled_at, guest.cancelled_why = work.now, one_line(reason, 500)
    work.db.add(guest)
    work.record("appointment.cancelled_by_client", appointment, after={"reason": guest.cancelled_why})
    _tell_office(work, "appointment.client_cancelled", appointment, guest)
    return appointment


def of_link(work: Work, token: str, *, locked: bool = False) -> tuple[Appointment, AppointmentGuest]:
    """Raises NotFound for a link that was guessed, revoked, or whose visit is long over."""
    link = messages.by_token(work, token, LinkFor.GUEST)
    with for_the_office(work):
        appointment = (visits.locked if locked else visits.get)(work, link.appointment_id)
    guest = messages.guest_of(work, link.appointment_id)
    if guest is None or appointment.provisional:
        raise NotFound("Ce lien n’est plus valable.")
    return appointment, guest


def why_not(work: Work, appointment: Appointment, guest: AppointmentGuest, *, moving: bool) -> str:
    """What keeps him from doing it himself, in one sentence; empty when nothing does."""
    kept = people.settings_of(work)
    if appointment.state is AppointmentState.CANCELLED:
        return "Ce rendez-vous est annulé."
    if appointment.state is not AppointmentState.PLANNED or appointment.starts_at <= work.now:
        return "Cette visite a commencé ou a déjà eu lieu."
    if appointment.starts_at - work.now < timedelta(hours=kept.client_notice_hours):
        return "La visite est trop proche pour être changée en ligne : appelez-nous."
    if moving and guest.moves >= kept.client_moves:
        return "Vous avez déjà déplacé ce rendez-vous : appelez-nous pour le déplacer encore."
    return ""


def _refuse(work: Work, appointment: Appointment, guest: AppointmentGuest, *, moving: bool) -> None:
    why = why_not(work, appointment, guest, moving=moving)
    if why:
        raise Conflict(why)


def _tell_office(work: Work, template: str, appointment: Appointment, guest: AppointmentGuest) -> None:
    office = office_queries.office(work)
    key = f"{template}:{appointment.uid}:{appointment.sequence}"
    envelope = Envelope(office.email, template, key, link=(appointment.link_kind, appointment.link_id or 0))
    write_mail(
        work,
        envelope,
        name=guest.name,
        title=appointment.title,
        day=day_words(clock.local(appointment.starts_at).date()),
        hour=hour(appointment.starts_at),
        address=rules.address(Place(appointment.street, appointment.postcode, appointment.city)),
        reason=guest.cancelled_why,
        link=f"{settings().base_url}/bureau/agenda",
    )
