"""Appointments: whose one may see, a day, a week, and what already takes somebody or something."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, bindparam, false, or_
from sqlalchemy import select as sa_select
from sqlmodel import col, select
from sqlmodel.sql.sqltypes import UTCDateTime

from liciel_app.agenda import rules
from liciel_app.agenda.models import Appointment, AppointmentState
from liciel_app.agenda.models_time import AppointmentPerson, AppointmentResource
from liciel_app.core import clock
from liciel_app.core.access import Actor
from liciel_app.core.errors import NotFound
from liciel_app.core.language import day_short, hour
from liciel_app.core.text import phone_fr
from liciel_app.core.work import Work
from liciel_app.office.models import Account, Technician

TIME_TAKEN: Final = ("appointment", "calendarlink", "leave", "recurrence")
"""What the journal calls the records whose gestures book, move or free somebody's time."""


@dataclass(frozen=True, slots=True)
class VisitRow:
    """An appointment as boards, lists and maps show it. Minutes count from midnight on the office's clock."""

    id: int
    title: str
    technician_id: int
    technician: str
    hue: str
    position: int
    day: str
    weekday: int
    start: str
    end: str
    start_minute: int
    minutes: int
    state: str
    address: str
    city: str
    located: bool
    lat: float
    lon: float
    contact: str
    phone: str
    notes: str
    link_kind: str
    link_id: int
    kind: str = "visit"
    provisional: bool = False
    warnings: str = ""
    version: int = 0


def visible_to(actor: Actor) -> Select[Any]:
    """The office sees every appointment, a technician the published ones that take him, others none."""
    everything = sa_select(Appointment)
    if actor.is_office:
        return everything
    if actor.kind == "technician":
        return everything.where(takes(actor.account_id), col(Appointment.provisional).is_(False))
    return everything.where(false())


def get(work: Work, appointment_id: int) -> Appointment:
    return _found(work, visible_to(work.actor).where(col(Appointment.id) == appointment_id))


def day(work: Work, day: date, technician_id: int | None = None) -> list[VisitRow]:
    """The appointments of an office day that are not cancelled, in order of time."""
    return _between(work, day, day + timedelta(days=1), technician_id)


def week(work: Work, day: date, technician_id: int | None = None) -> list[VisitRow]:
    """The same, for the week of that day, from Monday on."""
    monday = clock.monday_of(day)
    return _between(work, monday, monday + timedelta(days=7), technician_id)


def visit(work: Work, appointment_id: int) -> VisitRow:
    get(work, appointment_id)
    return _rows(work, _shown(work).where(col(Appointment.id) == appointment_id))[0]


def booked(work: Work, *, technician_id: int, starts_at: datetime, ends_at: datetime) -> list[Appointment]:
    """What already takes that technician in that time, days off included, in order of time.

    Not narrowed to the person asking: a booking must not collide with what he may not read.
    """
    asked = {"account_id": technician_id, "starts_at": starts_at, "ends_at": ends_at}
    return list(work.db.exec(_BOOKED, params=asked).all())


def resources_taken(
    work: Work, *, resource_ids: Collection[int], starts_at: datetime, ends_at: datetime
) -> dict[int, list[Appointment]]:
    """What already takes each of these vehicles, instruments and rooms in that time; the free ones are absent."""
    wanted = (
        select(AppointmentResource.resource_id, Appointment)
        .join(Appointment, col(AppointmentResource.appointment_id) == col(Appointment.id))
        .where(col(AppointmentResource.resource_id).in_(resource_ids), *_meets(starts_at, ends_at))
        .order_by(col(Appointment.starts_at), col(Appointment.id))
    )
    found: dict[int, list[Appointment]] = {}
    for resource_id, appointment in work.db.exec(wanted).all() if resource_ids else ():
        found.setdefault(resource_id, []).append(appointment)
    return found


def provisional_of(work: Work, link: tuple[str, int]) -> int | None:
    """The number of what the office plans for that record and nobody was told yet."""
    wanted = select(Appointment.id).where(
        col(Appointment.link_kind) == link[0],
        col(Appointment.link_id) == link[1],
        col(Appointment.provisional).is_(True),
        col(Appointment.state) != AppointmentState.CANCELLED,
    )
    return work.db.exec(wanted.order_by(col(Appointment.id))).first()


def links_planned(kind: str) -> Select[Any]:
    """The numbers of the records of that kind that have a provisional place."""
    return sa_select(col(Appointment.link_id)).where(
        col(Appointment.link_kind) == kind,
        col(Appointment.link_id).is_not(None),
        col(Appointment.provisional).is_(True),
        col(Appointment.state) != AppointmentState.CANCELLED,
    )


def locked(work: Work, appointment_id: int) -> Appointment:
    """The appointment for a change, with its present values, once everybody before has written theirs."""
    return _found(work, _for_change(work.actor), {"number": appointment_id})


@lru_cache(maxsize=256)
def _for_change(actor: Actor) -> Select[Any]:
    """Built once for each person: a hand that carries visits asks it at every move."""
    wanted = visible_to(actor).where(col(Appointment.id) == bindparam("number")).with_for_update()
    return wanted.execution_options(populate_existing=True)


def _found(work: Work, wanted: Select[Any], asked: Mapping[str, int] = MappingProxyType({})) -> Appointment:
    found = work.db.scalars(wanted, dict(asked)).one_or_none()
    if found is None:
        raise NotFound("Ce rendez-vous est introuvable.")
    return found


def takes(account_id: Any) -> ColumnElement[bool]:
    """He is responsible for it, or goes along."""
    along = sa_select(col(AppointmentPerson.appointment_id)).where(col(AppointmentPerson.account_id) == account_id)
    return or_(col(Appointment.technician_id) == account_id, col(Appointment.id).in_(along))


def _meets(starts_at: Any, ends_at: Any) -> tuple[ColumnElement[bool], ...]:
    return (
        col(Appointment.state) != AppointmentState.CANCELLED,
        col(Appointment.starts_at) < ends_at,
        col(Appointment.ends_at) > starts_at,
    )


def _between(work: Work, first: date, after: date, technician_id: int | None) -> list[VisitRow]:
    wanted = _shown(work).where(
        col(Appointment.state) != AppointmentState.CANCELLED,
        col(Appointment.starts_at) < clock.at_office(after, 0),
        col(Appointment.ends_at) > clock.at_office(first, 0),
    )
    if technician_id is not None:
        wanted = wanted.where(takes(technician_id))
    return _rows(work, wanted)


def _shown(work: Work) -> Select[Any]:
    shown: Any = (
        visible_to(work.actor)
        .join(Account, col(Account.id) == col(Appointment.technician_id))
        .outerjoin(Technician, col(Technician.account_id) == col(Appointment.technician_id))
        .with_only_columns(*_COLUMNS)
        .order_by(col(Appointment.starts_at), col(Appointment.id))
    )
    return shown


def _rows(work: Work, wanted: Select[Any]) -> list[VisitRow]:
    return [_row(found) for found in work.db.connection().execute(wanted).all()]


def _row(found: Any) -> VisitRow:
    begins, ends = clock.local(found.starts_at), clock.local(found.ends_at)
    return VisitRow(
        id=found.id,
        title=found.title,
        technician_id=found.technician_id,
        technician=found.technician,
        hue=found.hue or "",
        position=found.position or 0,
        day=day_short(begins.date()),
        weekday=begins.weekday(),
        start=hour(begins),
        end=hour(ends),
        start_minute=begins.hour * 60 + begins.minute,
        minutes=int((found.ends_at - found.starts_at).total_seconds()) // 60,
        state=str(found.state),
        address=rules.address(rules.Place(found.street, found.postcode, found.city)),
        city=found.city,
        located=found.lat is not None and found.lon is not None,
        lat=found.lat or 0.0,
        lon=found.lon or 0.0,
        contact=found.contact_name,
        phone=phone_fr(found.contact_phone),
        notes=found.notes,
        link_kind=found.link_kind,
        link_id=found.link_id or 0,
        kind=str(found.kind),
        provisional=found.provisional,
        warnings=found.warnings,
        version=found.sequence,
    )


_BOOKED: Final[Any] = (
    select(Appointment)
    .where(
        takes(bindparam("account_id")),
        *_meets(bindparam("starts_at", type_=UTCDateTime()), bindparam("ends_at", type_=UTCDateTime())),
    )
    .order_by(col(Appointment.starts_at), col(Appointment.id))
)
_COLUMNS: tuple[Any, ...] = (
    col(Appointment.id),
    col(Appointment.title),
    col(Appointment.technician_id),
    col(Account.name).label("technician"),
    col(Technician.hue),
    col(Technician.position),
    col(Appointment.starts_at),
    col(Appointment.ends_at),
    col(Appointment.state),
    col(Appointment.street),
    col(Appointment.postcode),
    col(Appointment.city),
    col(Appointment.lat),
    col(Appointment.lon),
    col(Appointment.contact_name),
    col(Appointment.contact_phone),
    col(Appointment.notes),
    col(Appointment.link_kind),
    col(Appointment.link_id),
    col(Appointment.kind),
    col(Appointment.provisional),
    col(Appointment.warnings),
    col(Appointment.sequence),
)
