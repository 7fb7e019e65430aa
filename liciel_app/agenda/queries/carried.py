"""What a technician's phone knows of him: his certificates with their last days, his code, and what he is asked."""

from dataclasses import dataclass, field

from sqlmodel import col, select

from liciel_app.agenda import rules
from liciel_app.agenda.models import Appointment, AppointmentState
from liciel_app.agenda.models_messages import Answer, Commitment
from liciel_app.agenda.models_phone import PersonalCode
from liciel_app.agenda.queries import visits
from liciel_app.core import clock
from liciel_app.core.language import day_short, day_words, hour, say
from liciel_app.core.work import Work
from liciel_app.office import certificates
from liciel_app.office.models import Certification, Technician


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """`until` is a sentence; `good`: still valid today."""

    label: str
    until: str
    good: bool


@dataclass(frozen=True, slots=True)
class Card:
    """What is shown at the door. `content` is what the QR code holds, empty until it was kept once."""

    name: str = ""
    number: str = ""
    content: str = ""
    insured: str = ""
    certificates: list[CertificateRow] = field(default_factory=list[CertificateRow])


def card(work: Work) -> Card:
    """One's own."""
    account_id = work.actor.account_id or 0
    technician, code = work.db.get(Technician, account_id), work.db.get(PersonalCode, account_id)
    held = select(Certification).where(col(Certification.account_id) == account_id).order_by(col(Certification.id))
    insured = technician.insured_until if technician else None
    return Card(
        name=work.actor.name,
        number=code.number if code else "",
        content=code.content if code else "",
        insured=say("Assurance jusqu’au {day}", work.language, day=day_short(insured)) if insured else "",
        certificates=[_row(work, one) for one in work.db.exec(held).all()],
    )


@dataclass(frozen=True, slots=True)
class AskedRow:
    """A visit this person is asked to take on, and has not answered for yet."""

    id: int
    when: str
    title: str
    place: str


def asked(work: Work) -> list[AskedRow]:
    """Those to come, in order of time."""
    wanted = (
        visits.visible_to(work.actor)
        .join(Commitment, col(Commitment.appointment_id) == col(Appointment.id))
        .where(
            col(Commitment.account_id) == (work.actor.account_id or 0),
            col(Commitment.answer) == Answer.WAITING,
            col(Commitment.starts_at) == col(Appointment.starts_at),
            col(Appointment.technician_id) == (work.actor.account_id or 0),
            col(Appointment.state) == AppointmentState.PLANNED,
            col(Appointment.starts_at) > work.now,
        )
        .order_by(col(Appointment.starts_at), col(Appointment.id))
    )
    return [_asked(work, one) for one in work.db.scalars(wanted).all()]


def _asked(work: Work, one: Appointment) -> AskedRow:
    begins = clock.local(one.starts_at)
    when = f"{day_words(begins.date(), work.language)}, {hour(begins)}"
    return AskedRow(one.id or 0, when, one.title, rules.address(rules.Place(one.street, one.postcode, one.city)))


def _row(work: Work, one: Certification) -> CertificateRow:
    good = one.until is None or one.until >= work.today
    words = "jusqu’au {day}" if good else "expirée depuis le {day}"
    until = say(words, work.language, day=day_short(one.until)) if one.until else ""
    return CertificateRow(certificates.word(one.code, work.language), until, good)
