"""May this person, with these things, be there then? Every refusal names what stands in the way."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam
from sqlmodel import col, select

from liciel_app.agenda import rules_time
from liciel_app.agenda.models import Appointment, AppointmentState
from liciel_app.agenda.queries import visits
from liciel_app.agenda.queries.allowed import Allowed
from liciel_app.agenda.rules_hours import written
from liciel_app.core import clock, database
from liciel_app.core.access import Actor
from liciel_app.core.errors import Conflict, Invalid
from liciel_app.core.language import day_short, hour
from liciel_app.core.work import Work
from liciel_app.office import certificates
from liciel_app.office import queries as office_queries
from liciel_app.office.models import Account, Resource, Technician

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Person:
    """A technician whose row is locked: nobody else books him meanwhile."""

    id: int
    name: str
    insured_until: date | None


@dataclass(frozen=True, slots=True)
class Things:
    """Resources whose rows are locked, and what already takes them in that time, by number."""

    held: Sequence[Resource]
    span: Span
    taken: Mapping[int, Sequence[Appointment]]
    besides: Appointment | None = None

    def fault_of(self, one: Resource) -> tuple[rules_time.Fault, date] | None:
        """What is past on that day."""
        return rules_time.fault_of(one.checked_until, one.insured_until, clock.local(self.span[0]).date())

    def booking_of(self, one: Resource) -> Appointment | None:
        """The first that has it; the appointment that moves is in nobody's way."""
        return _other(self.taken.get(one.id or 0, ()), self.besides)


def lock_people(work: Work, technician_ids: Iterable[int]) -> list[Person]:
    """Locks the technicians' rows, always in the same order: two bookings queue, and the second sees the first."""
    asked = set(technician_ids)
    wanted = sorted(one for one in asked if one in database.KEYS)
    rows = work.db.execute(_technicians_for_change(work.actor), {"wanted": wanted})
    found = [Person(*row) for row in rows]
    if len(found) != len(asked):
        raise Invalid({"technician_id": "Choisissez un technicien de l’office."})
    return found


@lru_cache(maxsize=256)
def _technicians_for_change(actor: Actor) -> Any:
    """Built once for each person who plans."""
    return (
        office_queries.technicians_visible_to(actor)
        .with_only_columns(col(Technician.account_id), col(Account.name), col(Technician.insured_until))
        .where(col(Technician.account_id).in_(bindparam("wanted", expanding=True)))
        .order_by(col(Technician.account_id))
        .with_for_update(of=Technician)
    )


def lock_things(work: Work, resource_ids: Iterable[int], span: Span, *, besides: Appointment | None = None) -> Things:
    """The same for resources, in their own order."""
    asked = set(resource_ids)
    wanted = sorted(one for one in asked if one in database.KEYS)
    rows = select(Resource).where(col(Resource.id).in_(wanted), col(Resource.closed_at).is_(None))
    found = work.db.exec(rows.order_by(col(Resource.id)).with_for_update()).all() if wanted else []
    if len(found) != len(asked):
        raise Invalid({"resources": "Cette ressource n’existe plus."})
    taken = visits.resources_taken(work, resource_ids=wanted, starts_at=span[0], ends_at=span[1])
    return Things(found, span, taken, besides)


def refuse_taken(work: Work, person: Person, span: Span, *, besides: Appointment | None = None) -> None:
    """Raises Conflict naming what that person already has then."""
    other = _other(visits.booked(work, technician_id=person.id, starts_at=span[0], ends_at=span[1]), besides)
    if other is None:
        return
    if other.state is AppointmentState.DAY_OFF:
        raise Conflict("{technician} est en congé le {day}.", technician=person.name, day=_day(span[0]))
    raise Conflict(
        "{technician} a déjà « {title} » le {day} de {start} à {end}.", technician=person.name, **_what(other)
    )


def refuse_outside_hours(person: Person, allowed: Allowed, span: Span) -> None:
    """Raises Conflict unless the visit lies wholly in one interval of that person's hours, holidays left out."""
    starts, ends = clock.local(span[0]), clock.local(span[1])
    day, told = starts.date(), {"technician": person.name, "day": day_short(starts.date())}
    if name := allowed.holiday(day):
        raise Conflict("Le {day} est férié ({name}) : {technician} ne travaille pas.", name=name, **told)
    hours = allowed.week[day.weekday()]
    if not hours:
        raise Conflict("{technician} ne travaille pas le {day}.", **told)
    if not rules_time.lies_within(starts, ends, hours):
        raise Conflict("Hors des horaires de {technician} le {day} : {hours}.", hours=written(hours), **told)


def refuse_uncertified(work: Work, person: Person, allowed: Allowed, skills: Sequence[str], on: date) -> None:
    """Raises Conflict naming the certification that is absent or past on that day, and the insurance that is."""
    if person.insured_until is not None and person.insured_until < on:
        raise Conflict(
            "L’assurance de {technician} est échue depuis le {day}.",
            technician=person.name,
            day=day_short(person.insured_until),
        )
    for skill in skills:
        spoken = certificates.word(skill, work.language)
        if skill not in allowed.certificates:
            raise Conflict("{technician} n’a pas la certification {skill}.", technician=person.name, skill=spoken)
        until = allowed.certificates[skill]
        if until is not None and until < on:
            raise Conflict(
                "La certification {skill} de {technician} a pris fin le {day}.",
                skill=spoken,
                technician=person.name,
                day=day_short(until),
            )


def refuse_things(things: Things, only: Collection[int]) -> None:
    """Raises Conflict naming the resource of `only` that is out of date, or the booking that has it."""
    for resource in (one for one in things.held if one.id in only):
        fault, other = things.fault_of(resource), things.booking_of(resource)
        if fault is not None:
            raise Conflict(rules_time.FAULTS[fault[0]], name=resource.name, day=day_short(fault[1]))
        if other is not None:
            raise Conflict(
                "{resource} est déjà réservé pour « {title} » le {day} de {start} à {end}.",
                resource=resource.name,
                **_what(other),
            )


def _other(taken: Iterable[Appointment], besides: Appointment | None) -> Appointment | None:
    return next((one for one in taken if besides is None or one.id != besides.id), None)


def _what(other: Appointment) -> dict[str, str]:
    return {
        "title": other.title,
        "day": _day(other.starts_at),
        "start": hour(other.starts_at),
        "end": hour(other.ends_at),
    }


def _day(instant: datetime) -> str:
    return day_short(clock.local(instant).date())
