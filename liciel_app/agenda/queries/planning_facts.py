"""What the engine of slots is told of this office: its people, their hours, and what they already have.

Not narrowed to the person asking: a proposal must not collide with what he may not read.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import bindparam, select, union_all
from sqlmodel import col
from sqlmodel.sql.sqltypes import UTCDateTime

from liciel_app.agenda.models import Appointment, AppointmentState
from liciel_app.agenda.models_time import AppointmentPerson, Leave, LeaveState, WorkingHours
from liciel_app.agenda.queries import people, things
from liciel_app.agenda.slots import facts, horizon
from liciel_app.core import clock
from liciel_app.core.work import Work
from liciel_app.office import certificates
from liciel_app.office.models import Account, Certification, Technician

_LAST: Final = 24 * 60 - 1
_NOTHING: Final[things.Held] = {}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked besides the visit. `only`: these technicians (none named: all).

    `besides`: the appointment that moves, in nobody's way. `first` None: every slot. `words`: how a code is said.
    """

    only: Collection[int] = ()
    besides: int = 0
    first: int | None = None
    per_gap: int = 1
    words: Mapping[str, str] | None = None


def question(work: Work, visit: facts.Visit, wanted: Wanted = Wanted()) -> facts.Question:
    """The whole question, ready for `slots.engine.propose`: nothing more is read once it is made."""
    rules = people.settings_of(work)
    closed = _closed(work, rules.working_days)
    days = horizon.days(work.today, rules.working_days, closed)
    span = clock.at_office(days[0], 0), clock.at_office(days[-1] + timedelta(days=1), 0)
    held = things.asked_for(work, visit.instruments)
    return facts.Question(
        now=work.now,
        visit=visit,
        technicians=tuple(technicians(work, wanted, span, held)),
        zone=clock.zone(),
        closed=closed,
        notice=timedelta(hours=rules.notice_hours),
        working_days=rules.working_days,
        per_gap=wanted.per_gap,
        first=wanted.first,
        rates=facts.Rates(Decimal(rules.km_cents), Decimal(rules.hour_cents)),
        taken=tuple(things.taken(work, held, span, wanted.besides)),
        words=words(work, visit, held) | dict(wanted.words or {}),
        buffer=timedelta(minutes=rules.buffer_minutes),
    )


def words(work: Work, visit: facts.Visit, held: things.Held) -> dict[str, str]:
    """A certificate by its domain, an instrument by its own name."""
    named = {name: found[0].name for name, found in held.items() if found}
    return certificates.words(visit.skills, work.language) | named


def _closed(work: Work, working_days: int) -> frozenset[date]:
    return frozenset(people.holidays_between(work, work.today, work.today + timedelta(days=working_days * 2 + 30)))


def technicians(
    work: Work, wanted: Wanted, span: facts.Span, held: things.Held = _NOTHING
) -> Iterator[facts.Technician]:
    """The open technicians in the office's order, with all that takes them in that time."""
    certified, busy = _certifications(work), _busy(work, span, wanted.besides)
    away, weeks, vehicles = _leaves(work, span), _weeks(work), things.vehicles(work)
    leave_home = _time(people.settings_of(work).leave_home_minute)
    for one in work.db.connection().execute(_PEOPLE):
        if wanted.only and one.account_id not in wanted.only:
            continue
        yield facts.Technician(
            id=one.account_id,
            name=one.name,
            home=_point(one.home_lat, one.home_lon),
            week=weeks.get(one.account_id, _STANDARD),
            leave_home=leave_home,
            skills=certified[one.account_id],
            instruments=things.carried(held, one.account_id),
            days_off=away[one.account_id],
            busy=tuple(busy[one.account_id]),
            end=_point(one.end_lat, one.end_lon),
            insured_until=one.insured_until,
            kit=vehicles.get(one.account_id, {}),
        )


def _weeks(work: Work) -> dict[int, tuple[facts.Hours, ...]]:
    """The hours of those who have their own."""
    found: dict[int, list[list[tuple[time, time]]]] = {}
    for account_id, weekday, starts, ends in work.db.connection().execute(_HOURS):
        found.setdefault(account_id, [[] for _ in range(7)])[weekday].append((_time(starts), _time(ends)))
    return {account_id: tuple(map(tuple, week)) for account_id, week in found.items()}


def _certifications(work: Work) -> defaultdict[int, dict[str, date | None]]:
    """Of two certificates for the same thing the longer counts."""
    found: defaultdict[int, dict[str, date | None]] = defaultdict(dict)
    for account_id, code, until in work.db.connection().execute(_CERTIFICATIONS):
        known = found[account_id].get(code, date.min)
        found[account_id][code] = None if until is None or known is None else max(until, known)
    return found


def _busy(work: Work, span: facts.Span, besides: int) -> defaultdict[int, list[facts.Busy]]:
    """What takes each person in that time, as the responsible technician or with him."""
    found: defaultdict[int, list[facts.Busy]] = defaultdict(list)
    rows: Any = work.db.connection().execute(_BUSY, {"since": span[0], "until": span[1], "besides": besides})
    for account_id, starts_at, ends_at, lat, lon, city in rows.all():
        found[account_id].append(facts.Busy(starts_at, ends_at, _point(lat, lon), city))
    return found


def _leaves(work: Work, span: facts.Span) -> defaultdict[int, frozenset[date]]:
    first, last = clock.local(span[0]).date(), clock.local(span[1]).date()
    found: defaultdict[int, frozenset[date]] = defaultdict(frozenset)
    for account_id, starts, ends in work.db.connection().execute(_LEAVES, {"first": first, "last": last}):
        begins, length = max(starts, first), (min(ends, last) - max(starts, first)).days
        found[account_id] |= {begins + timedelta(days=number) for number in range(length + 1)}
    return found


def _point(lat: float | None, lon: float | None) -> tuple[float, float] | None:
    return None if lat is None or lon is None else (lat, lon)


def _time(minute: int) -> time:
    return time(*divmod(min(minute, _LAST), 60))


_STANDARD: Final = tuple(tuple((_time(starts), _time(ends)) for starts, ends in day) for day in people.STANDARD)
_COLUMNS: Final[tuple[Any, ...]] = (
    col(Appointment.starts_at),
    col(Appointment.ends_at),
    col(Appointment.lat),
    col(Appointment.lon),
    col(Appointment.city),
)
_OVERLAPPING: Final[tuple[Any, ...]] = (
    col(Appointment.starts_at) < bindparam("until", type_=UTCDateTime()),
    col(Appointment.ends_at) > bindparam("since", type_=UTCDateTime()),
    col(Appointment.state) != AppointmentState.CANCELLED,
    col(Appointment.id) != bindparam("besides"),
)
_BUSY: Final = union_all(
    select(col(Appointment.technician_id), *_COLUMNS).where(*_OVERLAPPING),
    select(col(AppointmentPerson.account_id), *_COLUMNS)
    .join(Appointment, col(Appointment.id) == col(AppointmentPerson.appointment_id))
    .where(*_OVERLAPPING),
)
_LEAVES: Final = select(col(Leave.account_id), col(Leave.first_on), col(Leave.last_on)).where(
    col(Leave.state) == LeaveState.APPROVED,
    col(Leave.first_on) <= bindparam("last"),
    col(Leave.last_on) >= bindparam("first"),
)
_CERTIFICATIONS: Final = select(col(Certification.account_id), col(Certification.code), col(Certification.until))
_HOURS: Final = select(
    col(WorkingHours.account_id),
    col(WorkingHours.weekday),
    col(WorkingHours.starts_minute),
    col(WorkingHours.ends_minute),
).order_by(col(WorkingHours.starts_minute))
_PEOPLE: Final[Any] = (
    select(
        col(Technician.account_id),
        col(Account.name),
        col(Technician.home_lat),
        col(Technician.home_lon),
        col(Technician.end_lat),
        col(Technician.end_lon),
        col(Technician.insured_until),
    )
    .join(Account, col(Account.id) == col(Technician.account_id))
    .where(col(Account.closed_at).is_(None))
    .order_by(col(Technician.position), col(Technician.account_id))
)
