"""One day of the office as the solver of tours is asked about it: its people, its visits, and where they stand."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from sqlmodel import col, select

from liciel_app.agenda.models import Appointment, AppointmentKind, AppointmentState
from liciel_app.agenda.models_time import AppointmentPerson
from liciel_app.agenda.queries import people
from liciel_app.agenda.queries.planning_facts import Wanted, technicians
from liciel_app.agenda.slots.facts import Technician
from liciel_app.core import clock
from liciel_app.core.work import Work

LONGEST: Final = 12 * 60
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


def tour_day(
    work: Work, on: date, only: Collection[int] = (), waiting: Sequence[Waiting] = (), seconds: float = 10
) -> dict[str, Any]:
    """A `tours.proposing.Proposal` in JSON: that day's visits with whoever works (of `only`, when some are named).

    A visit whose client was told keeps its hour, or the window announced; a provisional one may go anywhere in the
    hours. What has begun, is no visit, takes several people or has no known place stays where it is.
    """
    span = clock.at_office(on, 0), clock.at_office(on + timedelta(days=1), 0)
    here = [one for one in technicians(work, Wanted(only=only), span) if _works(one, on)]
    closed = on in people.holidays_between(work, on, on)
    homes = {one.id: one.home for one in here}
    held = _held(work, span, set(homes))
    return {
        "technicians": [_technician(one, on, closed=closed) for one in here],
        "visits": [*(_visit(pair, homes[pair[1]]) for pair in held), *(_tray(one) for one in waiting)],
        "planned": list(_planned(held)),
        "seconds": seconds,
        "language": work.language,
    }


def _works(one: Technician, on: date) -> bool:
    """Somebody without hours, away, or without a home to start from has no tour to plan."""
    return bool(one.week[on.weekday()]) and on not in one.days_off and one.home is not None


def _technician(one: Technician, on: date, *, closed: bool) -> dict[str, Any]:
    hours = [] if closed else [[_hour(opens), _hour(closes)] for opens, closes in one.week[on.weekday()]]
    insured = one.insured_until is None or one.insured_until >= on
    return {
        "id": one.id,
        "name": one.name,
        "start": one.home,
        "end": one.end,
        "from": _hour(one.leave_home or time()),
        "to": _BACK,
        "hours": hours,
        "skills": [code for code, until in one.skills.items() if insured and (until is None or until >= on)],
    }


Held = tuple[Appointment, int, bool]
"""An appointment, somebody it takes, and whether it must stay."""


def _held(work: Work, span: tuple[datetime, datetime], known: set[Any]) -> list[Held]:
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


def _visit(held: Held, home: Any) -> dict[str, Any]:
    """What has no known place happens at the technician's home: nearer to the truth than nowhere."""
    one, person, stays = held
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
        "fixed": {"technician": person, "start": _hour(start)} if stays else None,
    }


def _tray(one: Waiting) -> dict[str, Any]:
    return {"id": one.id, "label": one.title, "at": one.at, "minutes": one.minutes, "skills": list(one.skills)}


def _planned(held: list[Held]) -> Iterator[dict[str, Any]]:
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
