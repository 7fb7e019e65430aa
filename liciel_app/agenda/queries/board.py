"""The board of the office: what is booked in some days, with whom, and the hours, holidays and homes around it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import select as sa_select
from sqlmodel import col

from liciel_app.agenda import rules
from liciel_app.agenda.models import Appointment, AppointmentKind, AppointmentState
from liciel_app.agenda.models_time import AppointmentPerson, AppointmentResource
from liciel_app.agenda.queries import answers, people, planning_facts, visits
from liciel_app.agenda.queries.things import asked_for
from liciel_app.agenda.queries.things import taken as taken_of
from liciel_app.agenda.slots import facts
from liciel_app.core import clock
from liciel_app.core.text import phone_fr
from liciel_app.core.work import Work
from liciel_app.office import queries as office_queries
from liciel_app.office.queries import TechnicianRow

Point = tuple[float, float]
GRACE: Final = timedelta(minutes=10)
"""How long after its hour a visit that has not begun is not yet said to be late."""


@dataclass(frozen=True, slots=True)
class Booked:
    """An appointment on the board, on the office's clock. `taking`: the responsible technician, then who goes along.

    `answer`: what he answered (waiting, accepted or refused; empty: not asked); `client_moves`: how often the client
    moved it by himself.
    """

    id: int
    title: str
    taking: tuple[int, ...]
    starts: datetime
    ends: datetime
    state: str
    kind: str
    provisional: bool
    late: bool
    address: str
    city: str
    at: Point | None
    contact: str
    phone: str
    dossier: int
    skills: tuple[str, ...]
    warnings: str
    version: int
    needs: tuple[str, ...] = ()
    answer: str = ""
    client_moves: int = 0

    @property
    def off(self) -> bool:
        return self.state == AppointmentState.DAY_OFF

    @property
    def minutes(self) -> int:
        return int((self.ends - self.starts).total_seconds()) // 60


@dataclass(frozen=True, slots=True)
class Person:
    """A technician with his hours (Monday to Sunday) and where his day begins and ends, None when nobody knows."""

    row: TechnicianRow
    week: tuple[facts.Hours, ...]
    home: Point | None
    end: Point | None


@dataclass(frozen=True, slots=True)
class Thing:
    """A vehicle, an instrument or a room, with what takes it; `fault` is why it may not be taken today."""

    id: int
    name: str
    kind: str
    carrier: str
    fault: str
    taken: tuple[Booked, ...]


@dataclass(frozen=True, slots=True)
class Board:
    days: tuple[date, ...]
    people: tuple[Person, ...]
    booked: tuple[Booked, ...]
    holidays: dict[date, str]


def board(work: Work, first: date, after: date) -> Board:
    """From the first day to the one before `after`; what is cancelled is left out."""
    span = _span(first, after)
    known = {one.id: one for one in planning_facts.technicians(work, planning_facts.Wanted(), span)}
    rows = [row for row in office_queries.technicians(work) if row.id in known]
    return Board(
        days=tuple(first + timedelta(days=number) for number in range((after - first).days)),
        people=tuple(Person(row, known[row.id].week, known[row.id].home, known[row.id].end) for row in rows),
        booked=tuple(_booked(work, span)),
        holidays=people.holidays_between(work, first, after - timedelta(days=1)),
    )


def things(work: Work, first: date, after: date) -> list[Thing]:
    """Vehicles, instruments and rooms, with what takes each of them in those days."""
    held = {one.id: one for one in _booked(work, _span(first, after))}
    taken: defaultdict[int, list[Booked]] = defaultdict(list)
    wanted = sa_select(col(AppointmentResource.resource_id), col(AppointmentResource.appointment_id)).where(
        col(AppointmentResource.appointment_id).in_(held)
    )
    for resource_id, appointment_id in work.db.connection().execute(wanted):
        taken[resource_id].append(held[appointment_id])
    return [
        Thing(one.id, one.name, one.kind, one.carrier, one.fault, tuple(taken[one.id]))
        for one in people.resources(work)
    ]


def one_booked(work: Work, appointment_id: int) -> Booked:
    """Raises NotFound for an absent one and for somebody else's."""
    found = visits.get(work, appointment_id)
    return _answered(work, [_row(found, (found.technician_id,), work.now)])[0]


def insertion(work: Work, visit: facts.Visit, days: Sequence[date], besides: int) -> facts.Question:
    """Where that visit could go in these days, all technicians, the one it is now (`besides`) out of the way.

    The office may use today's last hours: no notice is asked.
    """
    first, last = days[0], days[-1]
    span = _span(first, last + timedelta(days=1))
    rates = people.settings_of(work)
    closed = people.closed_days(work, first, last)
    held = asked_for(work, visit.instruments)
    return facts.Question(
        now=max(work.now, span[0]),
        visit=visit,
        technicians=tuple(planning_facts.technicians(work, planning_facts.Wanted(besides=besides), span, held)),
        zone=clock.zone(),
        closed=closed,
        notice=timedelta(),
        working_days=max(1, sum(day.weekday() < 5 and day not in closed for day in days)),  # noqa: PLR2004 Saturday
        buffer=timedelta(minutes=rates.buffer_minutes),
        taken=tuple(taken_of(work, held, span, besides)),
        words=planning_facts.words(work, visit, held),
    )


def _span(first: date, after: date) -> tuple[datetime, datetime]:
    return clock.at_office(first, 0), clock.at_office(after, 0)


def _booked(work: Work, span: tuple[datetime, datetime]) -> list[Booked]:
    wanted: Any = (
        visits.visible_to(work.actor)
        .where(
            col(Appointment.state) != AppointmentState.CANCELLED,
            col(Appointment.starts_at) < span[1],
            col(Appointment.ends_at) > span[0],
        )
        .with_only_columns(*_COLUMNS)
        .order_by(col(Appointment.starts_at), col(Appointment.id))
    )
    found = work.db.connection().execute(wanted).all()
    along: defaultdict[int, list[int]] = defaultdict(list)
    together = sa_select(col(AppointmentPerson.appointment_id), col(AppointmentPerson.account_id)).where(
        col(AppointmentPerson.appointment_id).in_([one.id for one in found])
    )
    for appointment_id, account_id in work.db.connection().execute(together):
        along[appointment_id].append(account_id)
    return _answered(work, [_row(one, (one.technician_id, *along[one.id]), work.now) for one in found])


def _answered(work: Work, rows: list[Booked]) -> list[Booked]:
    """With what their technicians and clients did of them."""
    numbers = [one.id for one in rows]
    told, moved = answers.answer_of(work, numbers), answers.moved_by_client(work, numbers)
    return [replace(one, answer=told.get(one.id, ""), client_moves=moved.get(one.id, 0)) for one in rows]


def _row(one: Any, taking: tuple[int, ...], now: datetime) -> Booked:
    return Booked(
        id=one.id,
        title=one.title,
        taking=taking,
        starts=clock.local(one.starts_at),
        ends=clock.local(one.ends_at),
        state=str(one.state),
        kind=str(one.kind),
        provisional=one.provisional,
        late=one.kind is AppointmentKind.VISIT and is_late(one.state, one.starts_at, one.ends_at, now),
        address=rules.address(rules.Place(one.street, one.postcode, one.city)),
        city=one.city,
        at=None if one.lat is None or one.lon is None else (one.lat, one.lon),
        contact=one.contact_name,
        phone=phone_fr(one.contact_phone),
        dossier=one.link_id or 0 if one.link_kind == "dossier" else 0,
        skills=tuple(one.skills.split()),
        warnings=one.warnings,
        version=one.sequence,
        needs=tuple(one.needs.split()),
    )


def is_late(state: AppointmentState, starts: datetime, ends: datetime, now: datetime) -> bool:
    """Not there after its hour, or still there after its end."""
    if state in (AppointmentState.PLANNED, AppointmentState.ON_THE_WAY):
        return now > starts + GRACE
    return state in (AppointmentState.ARRIVED, AppointmentState.STARTED) and now > ends + GRACE


_COLUMNS: Final[tuple[Any, ...]] = (
    col(Appointment.id),
    col(Appointment.title),
    col(Appointment.technician_id),
    col(Appointment.starts_at),
    col(Appointment.ends_at),
    col(Appointment.state),
    col(Appointment.kind),
    col(Appointment.provisional),
    col(Appointment.street),
    col(Appointment.postcode),
    col(Appointment.city),
    col(Appointment.lat),
    col(Appointment.lon),
    col(Appointment.contact_name),
    col(Appointment.contact_phone),
    col(Appointment.link_kind),
    col(Appointment.link_id),
    col(Appointment.skills),
    col(Appointment.needs),
    col(Appointment.warnings),
    col(Appointment.sequence),
)
