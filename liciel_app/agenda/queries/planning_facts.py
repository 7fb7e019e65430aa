"""What the engine of slots is told of this office: its people, their hours, and what they already have.

Not narrowed to the person asking: a proposal must not collide with what he may not read. What does not depend on the
visit is kept while the journal says nothing of it; whoever books reads it anew in his own transaction.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import bindparam, select, union_all
from sqlmodel import col
from sqlmodel.sql.sqltypes import UTCDateTime

from liciel_app.agenda.models import Appointment, AppointmentState
from liciel_app.agenda.models_time import AppointmentPerson, Leave, LeaveState
from liciel_app.agenda.queries import people, planning_people, things, visits
from liciel_app.agenda.queries.planning_people import Team, point
from liciel_app.agenda.slots import facts, gaps, horizon
from liciel_app.core import clock, database
from liciel_app.core.kept import while_unchanged
from liciel_app.core.work import Work
from liciel_app.office import certificates

KINDS: Final = (*planning_people.KINDS, *visits.TIME_TAKEN)
"""What the journal calls the records a proposal is made of."""
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


@dataclass(frozen=True, slots=True)
class _Agenda:
    """The office from today to its horizon, whatever the visit. `drawn`: only where it is kept for the next one."""

    team: Team
    closed: frozenset[date]
    span: facts.Span
    technicians: tuple[facts.Technician, ...]
    drawn: facts.Drawn | None


@dataclass(frozen=True, slots=True)
class _Drawn:
    """The reading that is kept: it holds for one day."""

    today: date

    def __call__(self, work: Work) -> _Agenda:
        agenda = _read(work)
        calendar = horizon.Calendar(_days(work, agenda.team.rules, agenda.closed), clock.zone())
        free = timedelta(minutes=agenda.team.rules.buffer_minutes).total_seconds()
        return replace(agenda, drawn=gaps.draw(agenda.technicians, agenda.closed, free, calendar))


def question(work: Work, visit: facts.Visit, wanted: Wanted = Wanted()) -> facts.Question:
    """The whole question, ready for `slots.engine.propose`: nothing more is read once it is made."""
    agenda = _agenda(work, wanted.only)
    rules, held = agenda.team.rules, things.answering(agenda.team.things, visit.instruments)
    moving = _taken_by(agenda.technicians, wanted.besides)
    return facts.Question(
        now=work.now,
        visit=visit,
        technicians=tuple(_for_visit(one, held, wanted) for one in agenda.technicians if _is_asked(one, wanted)),
        zone=clock.zone(),
        closed=agenda.closed,
        notice=timedelta(hours=rules.notice_hours),
        working_days=rules.working_days,
        per_gap=wanted.per_gap,
        first=wanted.first,
        rates=facts.Rates(Decimal(rules.km_cents), Decimal(rules.hour_cents)),
        taken=tuple(things.taken(work, held, agenda.span, wanted.besides)),
        words=words(work, visit, held) | dict(wanted.words or {}),
        buffer=timedelta(minutes=rules.buffer_minutes),
        drawn=agenda.drawn and agenda.drawn.without(moving),
    )


def words(work: Work, visit: facts.Visit, held: things.Held) -> dict[str, str]:
    """A certificate by its domain, an instrument by its own name."""
    named = {name: found[0].name for name, found in held.items() if found}
    return certificates.words(visit.skills, work.language) | named


def technicians(
    work: Work, wanted: Wanted, span: facts.Span, held: things.Held = _NOTHING
) -> Iterator[facts.Technician]:
    """The open technicians in the office's order, with all that takes them in that time."""
    for one in _with_their_days(work, planning_people.team(work), wanted.only, span):
        yield _for_visit(one, held, wanted)


def _agenda(work: Work, only: Collection[int]) -> _Agenda:
    """Kept for all; read anew, and of these technicians alone, by who is writing."""
    if work.db.connection().get_execution_options().get(database.WRITING, True):
        return _read(work, only)
    return while_unchanged(planning_people.for_everybody(work), KINDS, _Drawn(work.today))


def _read(work: Work, only: Collection[int] = ()) -> _Agenda:
    team = planning_people.team(work)
    last = work.today + timedelta(days=team.rules.working_days * 2 + 30)
    closed = frozenset(people.holidays_of(team.rules.zone, work.today, last))
    days = _days(work, team.rules, closed)
    span = clock.at_office(days[0], 0), clock.at_office(days[-1] + timedelta(days=1), 0)
    return _Agenda(team, closed, span, tuple(_with_their_days(work, team, only, span)), None)


def _days(work: Work, rules: planning_people.Rules, closed: frozenset[date]) -> list[date]:
    return horizon.days(work.today, rules.working_days, closed)


def _with_their_days(work: Work, team: Team, only: Collection[int], span: facts.Span) -> Iterator[facts.Technician]:
    busy, away = _busy(work, span, only), _leaves(work, span)
    for one in team.technicians:
        if not only or one.id in only:
            yield replace(one, busy=tuple(busy[one.id]), days_off=away[one.id])


def _is_asked(one: facts.Technician, wanted: Wanted) -> bool:
    return not wanted.only or one.id in wanted.only


def _taken_by(crew: Collection[facts.Technician], appointment_id: int) -> frozenset[facts.Name]:
    """Whom that appointment takes."""
    if not appointment_id:
        return frozenset()
    return frozenset(one.id for one in crew if any(taken.number == appointment_id for taken in one.busy))


def _for_visit(one: facts.Technician, held: things.Held, wanted: Wanted) -> facts.Technician:
    """With the instruments he may take, and without the appointment that moves."""
    if not held and not wanted.besides:
        return one
    busy = tuple(taken for taken in one.busy if taken.number != wanted.besides) if wanted.besides else one.busy
    return replace(one, busy=busy, instruments=things.carried(held, int(one.id)))


def _busy(work: Work, span: facts.Span, only: Collection[int]) -> defaultdict[facts.Name, list[facts.Busy]]:
    """What takes each person in that time, as the responsible technician or with him."""
    found: defaultdict[facts.Name, list[facts.Busy]] = defaultdict(list)
    asked: dict[str, Any] = {"since": span[0], "until": span[1]} | ({"only": list(only)} if only else {})
    rows: Any = work.db.connection().execute(_taking(narrowed=bool(only)), asked)
    for account_id, number, starts_at, ends_at, lat, lon, city in rows:
        found[account_id].append(facts.Busy(starts_at, ends_at, point(lat, lon), city, number))
    return found


def _leaves(work: Work, span: facts.Span) -> defaultdict[facts.Name, frozenset[date]]:
    first, last = clock.local(span[0]).date(), clock.local(span[1]).date()
    found: defaultdict[facts.Name, frozenset[date]] = defaultdict(frozenset)
    for account_id, starts, ends in work.db.connection().execute(_LEAVES, {"first": first, "last": last}):
        begins, length = max(starts, first), (min(ends, last) - max(starts, first)).days
        found[account_id] |= {begins + timedelta(days=number) for number in range(length + 1)}
    return found


@lru_cache(maxsize=2)
def _taking(*, narrowed: bool) -> Any:
    """Everybody's, or those of `only`."""
    each = (
        (col(Appointment.technician_id), select(col(Appointment.technician_id), *_COLUMNS)),
        (
            col(AppointmentPerson.account_id),
            select(col(AppointmentPerson.account_id), *_COLUMNS).join(
                Appointment, col(Appointment.id) == col(AppointmentPerson.appointment_id)
            ),
        ),
    )
    of_them = bindparam("only", expanding=True)
    return union_all(*(wanted.where(*_OVERLAPPING, *((who.in_(of_them),) if narrowed else ())) for who, wanted in each))


_COLUMNS: Final[tuple[Any, ...]] = (
    col(Appointment.id),
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
)
_LEAVES: Final = select(col(Leave.account_id), col(Leave.first_on), col(Leave.last_on)).where(
    col(Leave.state) == LeaveState.APPROVED,
    col(Leave.first_on) <= bindparam("last"),
    col(Leave.last_on) >= bindparam("first"),
)
