"""May this person, with these things, be there then? Every refusal names what stands in the way."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlmodel import col, select

from liciel_app.agenda import rules_time
from liciel_app.agenda.models import Appointment, AppointmentState
from liciel_app.agenda.queries import visits
from liciel_app.core import clock
from liciel_app.core.errors import Conflict, Invalid
from liciel_app.core.language import day_short, hour
from liciel_app.core.work import Work
from liciel_app.office import certificates
from liciel_app.office import queries as office_queries
from liciel_app.office.models import Account, Certification, Resource, Technician

Span = tuple[datetime, datetime]


def lock_people(work: Work, technician_ids: Iterable[int]) -> list[Account]:
    """Locks the technicians' rows, always in the same order: two bookings queue, and the second sees the first."""
    known = {row.id for row in office_queries.technicians(work)}
    wanted = sorted(set(technician_ids))
    if not set(wanted) <= known:
        raise Invalid({"technician_id": "Choisissez un technicien de l’office."})
    rows = select(Technician).where(col(Technician.account_id).in_(wanted)).order_by(col(Technician.account_id))
    work.db.exec(rows.with_for_update()).all()
    return [work.db.get_one(Account, technician_id) for technician_id in wanted]


def lock_resources(work: Work, resource_ids: Iterable[int]) -> list[Resource]:
    wanted = sorted(set(resource_ids))
    rows = select(Resource).where(col(Resource.id).in_(wanted), col(Resource.closed_at).is_(None))
    found = list(work.db.exec(rows.order_by(col(Resource.id)).with_for_update()).all())
    if len(found) != len(wanted):
        raise Invalid({"resources": "Cette ressource n’existe plus."})
    return found


def refuse_taken(work: Work, person: Account, span: Span, *, besides: Appointment | None = None) -> None:
    """Raises Conflict naming what that person already has then."""
    taken = visits.booked(work, technician_id=person.id or 0, starts_at=span[0], ends_at=span[1])
    other = next((one for one in taken if besides is None or one.id != besides.id), None)
    if other is None:
        return
    if other.state is AppointmentState.DAY_OFF:
        raise Conflict("{technician} est en congé le {day}.", technician=person.name, day=_day(span[0]))
    raise Conflict(
        "{technician} a déjà « {title} » le {day} de {start} à {end}.", technician=person.name, **_what(other)
    )


def refuse_uncertified(work: Work, person: Account, skills: Sequence[str], on: date) -> None:
    """Raises Conflict naming the certification that is absent or past on that day, and the insurance that is."""
    technician = work.db.get(Technician, person.id)
    if technician is not None and technician.insured_until is not None and technician.insured_until < on:
        raise Conflict(
            "L’assurance de {technician} est échue depuis le {day}.",
            technician=person.name,
            day=day_short(technician.insured_until),
        )
    held = _certificates(work, person)
    for skill in skills:
        spoken = certificates.word(skill, work.language)
        if skill not in held:
            raise Conflict("{technician} n’a pas la certification {skill}.", technician=person.name, skill=spoken)
        until = held[skill]
        if until is not None and until < on:
            raise Conflict(
                "La certification {skill} de {technician} a pris fin le {day}.",
                skill=spoken,
                technician=person.name,
                day=day_short(until),
            )


def _certificates(work: Work, person: Account) -> dict[str, date | None]:
    """`{domain: its last day}`, None without a known end; of two certificates for one domain the longer counts."""
    held: dict[str, date | None] = {}
    for one in work.db.exec(select(Certification).where(col(Certification.account_id) == person.id)).all():
        known = held.get(one.code, date.min)
        held[one.code] = None if one.until is None or known is None else max(one.until, known)
    return held


def refuse_resources(
    work: Work, resources: Iterable[Resource], span: Span, *, besides: Appointment | None = None
) -> None:
    """Raises Conflict naming the resource that is out of date, or the booking that has it."""
    on = clock.local(span[0]).date()
    for resource in resources:
        fault = rules_time.fault_of(resource.checked_until, resource.insured_until, on)
        if fault is not None:
            raise Conflict(rules_time.FAULTS[fault[0]], name=resource.name, day=day_short(fault[1]))
        taken = visits.resource_taken(work, resource_id=resource.id or 0, starts_at=span[0], ends_at=span[1])
        other = next((one for one in taken if besides is None or one.id != besides.id), None)
        if other is not None:
            raise Conflict(
                "{resource} est déjà réservé pour « {title} » le {day} de {start} à {end}.",
                resource=resource.name,
                **_what(other),
            )


def _what(other: Appointment) -> dict[str, str]:
    return {
        "title": other.title,
        "day": _day(other.starts_at),
        "start": hour(other.starts_at),
        "end": hour(other.ends_at),
    }


def _day(instant: datetime) -> str:
    return day_short(clock.local(instant).date())
