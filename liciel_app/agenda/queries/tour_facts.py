"""One day of the office as the solver of tours is asked about it: its people, its visits, and where they stand."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from sqlmodel import col, select

from liciel_app.agenda import rules_time
from liciel_app.agenda.models import Appointment, AppointmentKind, AppointmentState
from liciel_app.agenda.models_time import AppointmentPerson, AppointmentResource
from liciel_app.agenda.queries import people
from liciel_app.agenda.queries.planning_facts import Wanted, technicians
from liciel_app.agenda.queries.things import Held, Thing, asked_for, carried, served
from liciel_app.agenda.slots.facts import Technician
from liciel_app.core import clock
from liciel_app.core.work import Work
from liciel_app.office import certificates

LONGEST: Final = 12 * 60
trays: Final[list["Tray"]] = []
"""Filled once at import by the room that knows what is still to be placed."""
_LAST: Final = time(23, 59)
_BACK: Final = "23:59"
"""The road home is not bounded: only visits lie within the hours."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A visit of the tray, not an appointment yet; `id` is the caller's."""

    id: str
    title: str
    minutes: int
    at: tuple[float, float] | None
    skills: Collection[str] = ()
    instruments: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Tray:
    """What the room above has to plan: read, and once accepted booked by its `Waiting.id`, or given back."""

    waiting: Callable[[Work], list[Waiting]]
    lock: Callable[[Work, Collection[str]], None]
    place: Callable[[Work, str, int, datetime, int], object]
    take_back: Callable[[Work, str], object]


@dataclass(frozen=True, slots=True)
class Going:
    """Somebody at work that day, and what he has with him or may take, with its last good day."""

    person: Technician
    kit: Mapping[str, date | None]
    on: date

    @property
    def instruments(self) -> list[str]:
        return sorted(code for code, until in self.kit.items() if until is None or until >= self.on)

    @property
    def skills(self) -> list[str]:
        one = self.person
        insured = one.insured_until is None or one.insured_until >= self.on
        return [code for code, until in one.skills.items() if insured and (until is None or until >= self.on)]


def tour_day(
    work: Work, on: date, only: Collection[int] = (), waiting: Sequence[Waiting] = (), seconds: float = 10
) -> dict[str, Any]:
    """A `tours.proposing.Proposal` in JSON: that day's visits with whoever works (of `only`, when some are named).

    A visit whose client was told keeps its hour, or the window announced; a provisional one may go anywhere in the
    hours. What has begun, is no visit, takes several people or has no known place stays where it is.
    """
    span = clock.at_office(on, 0), clock.at_office(on + timedelta(days=1), 0)
    closed = on in people.holidays_between(work, on, on)
    everybody = list(technicians(work, Wanted(only=only), span))
    held = _held(work, span, {one.id for one in everybody if _works(one, on)})
    needed = {code for one, _, _ in held for code in one.needs.split()}
    kit = asked_for(work, served(work, needed.union(*(one.instruments for one in waiting))))
    here = [Going(one, carried(kit, int(one.id)), on) for one in everybody if _works(one, on)]
    by_person = {one.person.id: one for one in here}
    return {
        "technicians": [_technician(one, kit, closed=closed) for one in here],
        "visits": [*(_visit(pair, by_person[pair[1]]) for pair in held), *(_tray(one) for one in waiting)],
        "planned": list(_planned(held)),
        "seconds": seconds,
        "language": work.language,
        "words": _words(work, kit, [*held], waiting),
        "shared": {code: [one.id for one in good] for code, things in kit.items() if (good := _shared(things, on))},
        "taken": list(_taken(work, kit, span, {one.id for one, _, stays in held if not stays})),
    }


def _works(one: Technician, on: date) -> bool:
    """Somebody without hours, away, or without a home to start from has no tour to plan."""
    return bool(one.week[on.weekday()]) and on not in one.days_off and one.home is not None


def _technician(going: Going, kit: Held, *, closed: bool) -> dict[str, Any]:
    one, on = going.person, going.on
    hours = [] if closed else [[_hour(opens), _hour(closes)] for opens, closes in one.week[on.weekday()]]
    mine = {code for code, things in kit.items() if any(thing.carried_by == one.id for thing in things)}
    return {
        "id": one.id,
        "name": one.name,
        "start": one.home,
        "end": one.end,
        "from": _hour(one.leave_home or time()),
        "to": _BACK,
        "hours": hours,
        "skills": going.skills,
        "instruments": going.instruments,
        "own": sorted(mine),
    }


def _shared(things: Sequence[Thing], on: date) -> list[Thing]:
    """Those of the office that anybody may take that day."""
    good = (one for one in things if rules_time.fault_of(one.checked_until, one.insured_until, on) is None)
    return [one for one in good if one.carried_by is None]


def _taken(
    work: Work, kit: Held, span: tuple[datetime, datetime], moving: Collection[int | None]
) -> Iterator[dict[str, Any]]:
    """When one of the office's instruments is out with an appointment that is not planned anew."""
    numbers = {one.id for things in kit.values() for one in things if one.carried_by is None}
    wanted = (
        select(AppointmentResource.resource_id, Appointment.id, Appointment.starts_at, Appointment.ends_at)
        .join(Appointment, col(Appointment.id) == col(AppointmentResource.appointment_id))
        .where(
            col(AppointmentResource.resource_id).in_(numbers),
            col(Appointment.starts_at) < span[1],
            col(Appointment.ends_at) > span[0],
            col(Appointment.state) != AppointmentState.CANCELLED,
        )
        .order_by(col(Appointment.starts_at), col(Appointment.id))
    )
    for thing, number, starts, ends in work.db.exec(wanted).all() if numbers else ():
        if number not in moving:
            until = clock.local(ends) if ends < span[1] else _LAST
            yield {"thing": thing, "start": _hour(clock.local(max(starts, span[0]))), "end": _hour(until)}


def _words(work: Work, kit: Held, held: Sequence["Taking"], waiting: Sequence[Waiting]) -> dict[str, str]:
    """A certificate by its domain, an instrument by its own name."""
    codes = {code for one, _, _ in held for code in one.skills.split()} | {c for one in waiting for c in one.skills}
    return certificates.words(codes, work.language) | {code: things[0].name for code, things in kit.items() if things}


Taking = tuple[Appointment, int, bool]
"""An appointment, somebody it takes, and whether it must stay."""


def _held(work: Work, span: tuple[datetime, datetime], known: set[Any]) -> list[Taking]:
    wanted = (
        select(Appointment)
        .where(
            col(Appointment.starts_at) >= span[0],
            col(Appointment.starts_at) < span[1],
            col(Appointment.state) != AppointmentState.CANCELLED,
        )
        .order_by(col(Appointment.starts_at), col(Appointment.id))
    )
    found = work.db.exec(wanted).all()
    along: defaultdict[int, list[int]] = defaultdict(list)
    numbers = [one.id for one in found]
    together = select(AppointmentPerson).where(col(AppointmentPerson.appointment_id).in_(numbers))
    for row in work.db.exec(together).all():
        along[row.appointment_id].append(row.account_id)
    return [
        (one, person, bool(along[one.id or 0]) or _stays(work, one))
        for one in found
        for person in (one.technician_id, *along[one.id or 0])
        if person in known
    ]


def _stays(work: Work, one: Appointment) -> bool:
    planned = one.kind is AppointmentKind.VISIT and one.state is AppointmentState.PLANNED
    return not planned or one.starts_at <= work.now or one.lat is None or one.lon is None


def _visit(held: Taking, going: Going) -> dict[str, Any]:
    """What has no known place happens at the technician's home: nearer to the truth than nowhere.

    What its technician lacks already keeps nobody from going.
    """
    one, person, stays = held
    home = going.person.home
    minutes = int((one.ends_at - one.starts_at).total_seconds()) // 60
    start = clock.local(one.starts_at)
    told = [[_hour(start), _hour(start + timedelta(minutes=one.window_minutes))]]
    return {
        "id": _name(one, person),
        "label": one.city or one.title,
        "at": home if one.lat is None or one.lon is None else (one.lat, one.lon),
        "minutes": max(1, min(minutes, LONGEST)),
        "windows": [] if one.provisional else told,
        "skills": [] if stays else one.skills.split(),
        "instruments": [] if stays else sorted(set(one.needs.split()) & set(going.instruments)),
        "fixed": {"technician": person, "start": _hour(start)} if stays else None,
    }


def _tray(one: Waiting) -> dict[str, Any]:
    return {
        "id": one.id,
        "label": one.title,
        "at": one.at,
        "minutes": one.minutes,
        "windows": [],
        "skills": sorted(one.skills),
        "instruments": sorted(one.instruments),
        "fixed": None,
    }


def _planned(held: list[Taking]) -> Iterator[dict[str, Any]]:
    of_person: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for one, person, _ in held:
        of_person[person].append({"id": _name(one, person), "start": _hour(clock.local(one.starts_at))})
    for person, visits in of_person.items():
        yield {"technician": person, "visits": visits}


def _name(one: Appointment, person: int) -> int | str:
    """The appointment's number; for who only comes along, his own number after it."""
    return one.id or 0 if person == one.technician_id else f"{one.id}+{person}"


def _hour(moment: time | datetime) -> str:
    return moment.strftime("%H:%M")
