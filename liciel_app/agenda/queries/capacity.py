"""Capacity against demand, by technician and by domain of certification; who is left when somebody is away."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlmodel import col, select

from liciel_app.agenda.models import Appointment, AppointmentState
from liciel_app.agenda.models_time import AppointmentPerson, Staffing
from liciel_app.agenda.queries import people
from liciel_app.agenda.queries.planning_facts import Wanted, technicians
from liciel_app.agenda.rules_capacity import Load, Span, load
from liciel_app.agenda.slots.facts import Technician
from liciel_app.core import clock
from liciel_app.core.work import Work

_waiting: list[Callable[[Work], Sequence["Waiting"]]] = []


@dataclass(frozen=True, slots=True)
class Waiting:
    """A visit nobody has placed yet: its minutes, and the domains it takes."""

    minutes: int
    skills: frozenset[str]


@dataclass(frozen=True, slots=True)
class Facts:
    """`loads` by technician and day; `demand`: minutes already placed, by domain and day."""

    days: tuple[date, ...]
    closed: Mapping[date, str]
    team: tuple[Technician, ...]
    loads: Mapping[tuple[int, date], Load]
    demand: Mapping[tuple[str, date], int]
    least: Mapping[str, int]
    waiting: Sequence[Waiting] = field(default_factory=tuple[Waiting, ...])

    def holds(self, one: Technician, code: str, day: date) -> bool:
        insured = one.insured_until is None or one.insured_until >= day
        until = one.skills.get(code, date.min)
        return insured and (until is None or until >= day)

    def able(self, code: str, day: date) -> list[Technician]:
        """Who is at work that day and certified for it."""
        return [one for one in self.team if self.loads[int(one.id), day].worked and self.holds(one, code, day)]


def waits(count: Callable[[Work], Sequence[Waiting]]) -> None:
    """Called once at import by the room that knows what is still to be placed."""
    _waiting.append(count)


def read(work: Work, first: date, count: int) -> Facts:
    """The facts of so many days; nobody is named to who is not of the office."""
    days = tuple(first + timedelta(days=number) for number in range(count))
    span = clock.at_office(days[0], 0), clock.at_office(days[-1] + timedelta(days=1), 0)
    team = tuple(technicians(work, Wanted(), span)) if work.actor.is_office else ()
    closed = people.holidays_between(work, days[0], days[-1])
    found = _appointments(work, span)
    booked, away = _by_person(found, off=False), _by_person(found, off=True)
    loads = {
        (int(one.id), day): load(
            () if day in closed else _hours(one, day), away[int(one.id)], booked[int(one.id)], _day(day)
        )
        for one in team
        for day in days
    }
    return Facts(days, closed, team, loads, _demand(found, days), least(work), _to_place(work))


def least(work: Work) -> dict[str, int]:
    """How many people certified in each domain must be at work, where the office said so."""
    return {row.code: row.least for row in work.db.exec(select(Staffing)).all() if row.least > 0}


@dataclass(frozen=True, slots=True)
class Short:
    """Fewer than the least on that day."""

    day: date
    code: str
    left: int
    least: int


def short_without(work: Work, account_id: int, first: date, last: date) -> Iterator[Short]:
    """The days on which, without that person, too few would be left in a domain he holds."""
    if not (wanted := least(work)):
        return
    facts = read(work, max(first, work.today), max(1, (last - max(first, work.today)).days + 1))
    for day in facts.days:
        for code, enough in wanted.items():
            there = [int(one.id) for one in facts.able(code, day)]
            left = [one for one in there if one != account_id]
            if account_id in there and len(left) < enough:
                yield Short(day, code, len(left), enough)


def _to_place(work: Work) -> list[Waiting]:
    return [one for count in _waiting for one in count(work)]


Found = tuple[Appointment, tuple[int, ...]]


def _appointments(work: Work, span: Span) -> list[Found]:
    wanted = select(Appointment).where(
        col(Appointment.state) != AppointmentState.CANCELLED,
        col(Appointment.starts_at) < span[1],
        col(Appointment.ends_at) > span[0],
    )
    found = work.db.exec(wanted.order_by(col(Appointment.starts_at), col(Appointment.id))).all()
    along: defaultdict[int, list[int]] = defaultdict(list)
    together = select(AppointmentPerson).where(col(AppointmentPerson.appointment_id).in_([one.id for one in found]))
    for row in work.db.exec(together).all():
        along[row.appointment_id].append(row.account_id)
    return [(one, (one.technician_id, *along[one.id or 0])) for one in found]


def _by_person(found: Sequence[Found], *, off: bool) -> defaultdict[int, list[Span]]:
    """Days off, or everything else, by person."""
    spans: defaultdict[int, list[Span]] = defaultdict(list)
    for one, taking in found:
        if (one.state is AppointmentState.DAY_OFF) == off:
            for person in taking:
                spans[person].append((one.starts_at, one.ends_at))
    return spans


def _demand(found: Sequence[Found], days: Sequence[date]) -> dict[tuple[str, date], int]:
    """Minutes of the visits already placed, on the day they begin."""
    asked: defaultdict[tuple[str, date], int] = defaultdict(int)
    known = frozenset(days)
    for one, _ in found:
        day = clock.local(one.starts_at).date()
        for code in one.skills.split() if day in known else ():
            asked[code, day] += int((one.ends_at - one.starts_at).total_seconds()) // 60
    return dict(asked)


def _hours(one: Technician, day: date) -> Iterator[Span]:
    for opens, closes in one.week[day.weekday()]:
        yield clock.at_office(day, opens.hour, opens.minute), clock.at_office(day, closes.hour, closes.minute)


def _day(day: date) -> Span:
    return clock.at_office(day, 0), clock.at_office(day + timedelta(days=1), 0)
