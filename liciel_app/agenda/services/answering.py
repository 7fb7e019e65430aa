"""A technician answers for a visit: accepted, or refused with a reason, and then his time is free again."""

from sqlmodel import col, select

from liciel_app.agenda import rules
from liciel_app.agenda.models import Appointment, AppointmentState
from liciel_app.agenda.models_messages import Answer, AppointmentLink, Commitment, LinkFor
from liciel_app.agenda.queries import messages, visits
from liciel_app.agenda.rules import Place
from liciel_app.agenda.services import booking, linking
from liciel_app.agenda.services.acting import for_the_office
from liciel_app.core import clock
from liciel_app.core.config import settings
from liciel_app.core.errors import Conflict, Invalid, NotFound
from liciel_app.core.language import day_words, hour, language_of
from liciel_app.core.text import one_line
from liciel_app.core.work import Work
from liciel_app.messaging.services import Envelope, write_mail
from liciel_app.office import queries as office_queries
from liciel_app.office.models import Account


def ask(work: Work, appointment: Appointment) -> str:
    """Ask the technician of that visit for his answer; the address of the page where he gives it.

    What was asked before for another time, or of somebody else, is asked no more: those links are dead.
    """
    for former in _open(work, appointment):
        if (former.account_id, former.starts_at) != (appointment.technician_id, appointment.starts_at):
            _withdraw(work, appointment, former)
        if former.account_id != appointment.technician_id:
            _tell_withdrawn(work, appointment, former)
    commitment = _asked(work, appointment)
    linking.revoke_links(work, appointment, LinkFor.TECHNICIAN, commitment.id)
    return linking.new_link(work, appointment, LinkFor.TECHNICIAN, commitment.id)


def withdraw_all(work: Work, appointment: Appointment) -> None:
    """The visit is cancelled: whoever was asked and had not refused is told so."""
    for commitment in _open(work, appointment):
        _withdraw(work, appointment, commitment)
        _tell_withdrawn(work, appointment, commitment)


def accept_by_link(work: Work, token: str) -> Commitment:
    """Accepting twice is accepting once. Raises NotFound for a dead link, Conflict once refused."""
    return _accept(work, _of_link(work, messages.by_token(work, token, LinkFor.TECHNICIAN)))


def refuse_by_link(work: Work, token: str, reason: str) -> Commitment:
    """Raises Invalid without a reason, NotFound for a dead link, Conflict for a visit that began."""
    return _refuse(work, _of_link(work, messages.by_token(work, token, LinkFor.TECHNICIAN)), reason)


def accept(work: Work, appointment_id: int) -> Commitment:
    """From the application: the technician's own visit."""
    return _accept(work, _mine(work, appointment_id))


def refuse(work: Work, appointment_id: int, reason: str) -> Commitment:
    return _refuse(work, _mine(work, appointment_id), reason)


def _mine(work: Work, appointment_id: int) -> Commitment:
    """Raises NotFound for a colleague's visit."""
    appointment = visits.get(work, appointment_id)
    if appointment.technician_id != work.actor.account_id:
        raise NotFound("Ce rendez-vous est introuvable.")
    return _asked(work, appointment)


def _of_link(work: Work, link: AppointmentLink) -> Commitment:
    wanted = select(Commitment).where(col(Commitment.id) == link.commitment_id).with_for_update()
    return work.db.exec(wanted.execution_options(populate_existing=True)).one()


def _accept(work: Work, commitment: Commitment) -> Commitment:
    if commitment.answer is Answer.ACCEPTED:
        return commitment
    appointment = work.db.get_one(Appointment, commitment.appointment_id)
    _refuse_over(commitment, appointment)
    _answer(work, commitment, Answer.ACCEPTED, "")
    work.record("appointment.accepted", appointment, after={"technician_id": commitment.account_id})
    return commitment


def _refuse(work: Work, commitment: Commitment, reason: str) -> Commitment:
    if commitment.answer is Answer.REFUSED:
        return commitment
    if not reason.strip():
        raise Invalid({"reason": "Dites pourquoi : le bureau cherche un remplaçant."})
    appointment = work.db.get_one(Appointment, commitment.appointment_id)
    _refuse_over(commitment, appointment)
    _answer(work, commitment, Answer.REFUSED, one_line(reason, 500))
    facts = {"technician_id": commitment.account_id, "reason": commitment.reason}
    work.record("appointment.declined", appointment, after=facts)
    with for_the_office(work):
        booking.cancel(work, appointment.id or 0)
    _tell_office(work, commitment, appointment)
    return commitment


def _refuse_over(commitment: Commitment, appointment: Appointment) -> None:
    """Raises Conflict for what is asked no more, and for a visit under way."""
    current = (appointment.technician_id, appointment.starts_at) == (commitment.account_id, commitment.starts_at)
    if commitment.answer is Answer.WITHDRAWN or not current:
        raise Conflict("Cette mission a changé depuis : vous avez reçu un nouveau message, ou elle est à un collègue.")
    if commitment.answer is Answer.REFUSED or appointment.state is AppointmentState.CANCELLED:
        raise Conflict("Cette mission n’est plus la vôtre : appelez le bureau.")
    if appointment.state is not AppointmentState.PLANNED:
        raise Conflict("Cette visite a commencé : appelez le bureau.")


def _answer(work: Work, commitment: Commitment, answer: Answer, reason: str) -> None:
    commitment.answer, commitment.reason, commitment.answered_at = answer, reason, work.now
    work.db.add(commitment)
    work.db.flush()


def _asked(work: Work, appointment: Appointment) -> Commitment:
    """The question put to that technician for that time: asked once."""
    wanted = select(Commitment).where(
        col(Commitment.appointment_id) == appointment.id,
        col(Commitment.account_id) == appointment.technician_id,
        col(Commitment.starts_at) == appointment.starts_at,
    )
    kept = work.db.exec(wanted.with_for_update()).first()
    if kept is None:
        kept = Commitment(
            appointment_id=appointment.id or 0,
            account_id=appointment.technician_id,
            starts_at=appointment.starts_at,
            asked_at=work.now,
        )
        work.record("appointment.asked", appointment, after={"technician_id": appointment.technician_id})
    elif kept.answer in (Answer.WITHDRAWN, Answer.REFUSED):
        kept.answer, kept.asked_at, kept.answered_at, kept.settled_at = Answer.WAITING, work.now, None, None
    work.db.add(kept)
    work.db.flush()
    return kept


def _open(work: Work, appointment: Appointment) -> list[Commitment]:
    wanted = select(Commitment).where(
        col(Commitment.appointment_id) == appointment.id,
        col(Commitment.answer).in_([Answer.WAITING, Answer.ACCEPTED]),
    )
    return list(work.db.exec(wanted.order_by(col(Commitment.id))).all())


def _withdraw(work: Work, appointment: Appointment, commitment: Commitment) -> None:
    """Asked no more: the visit is somebody else's, at another time, or over."""
    commitment.answer = Answer.WITHDRAWN
    work.db.add(commitment)
    linking.revoke_links(work, appointment, LinkFor.TECHNICIAN, commitment.id)


def _tell_withdrawn(work: Work, appointment: Appointment, commitment: Commitment) -> None:
    person = work.db.get_one(Account, commitment.account_id)
    key = f"dossier.withdrawn:{appointment.uid}:{commitment.id}:{appointment.sequence}"
    lang = language_of(person.language)
    envelope = Envelope(person.email, "dossier.withdrawn", key, language=lang, link=_subject(appointment))
    write_mail(
        work,
        envelope,
        title=appointment.title,
        day=day_words(clock.local(commitment.starts_at).date(), lang),
        hour=hour(commitment.starts_at),
        address=rules.address(Place(appointment.street, appointment.postcode, appointment.city)),
    )


def _subject(appointment: Appointment) -> tuple[str, int]:
    return appointment.link_kind, appointment.link_id or 0


def _tell_office(work: Work, commitment: Commitment, appointment: Appointment) -> None:
    office = office_queries.office(work)
    envelope = Envelope(
        office.email,
        "appointment.declined",
        f"appointment.declined:{appointment.uid}:{appointment.sequence}",
        link=_subject(appointment),
    )
    write_mail(
        work,
        envelope,
        technician=work.db.get_one(Account, commitment.account_id).name,
        title=appointment.title,
        day=day_words(clock.local(appointment.starts_at).date()),
        hour=hour(appointment.starts_at),
        address=rules.address(Place(appointment.street, appointment.postcode, appointment.city)),
        reason=commitment.reason,
        link=f"{settings().base_url}/bureau/reponses",
    )
