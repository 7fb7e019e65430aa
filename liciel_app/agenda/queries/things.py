"""What is at hand for a visit: the instruments that serve its missions, until when they may be used, who has them when.

An instrument answers to its name, and to each mission it serves.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import pairwise
from typing import Any, Final, NamedTuple

from sqlalchemy import bindparam, literal, select, union_all
from sqlmodel import col
from sqlmodel.sql.sqltypes import UTCDateTime

from liciel_app.agenda.models import Appointment, AppointmentState
from liciel_app.agenda.models_time import AppointmentPerson, AppointmentResource
from liciel_app.core.work import Work
from liciel_app.office.models import Resource

Span = tuple[datetime, datetime]
VEHICLE: Final = "vehicle"


class Thing(NamedTuple):
    """A vehicle, an instrument or a room still in use, as planning reads it."""

    id: int
    name: str
    kind: str
    serves: str
    carried_by: int | None
    checked_until: date | None
    insured_until: date | None


Held = Mapping[str, Sequence[Thing]]
"""What answers to each name or mission that was asked for."""


def served(work: Work, codes: Collection[str]) -> frozenset[str]:
    """Of these missions, those the office has an instrument for: the others ask for none."""
    return frozenset(code for one in in_use(work) for code in one.serves.split() if code in codes)


def asked_for(work: Work, names: Collection[str]) -> Held:
    """The things still in use that answer to each name; a name nobody answers to has none."""
    return answering(in_use(work), names) if names else {}


def answering(known: Sequence[Thing], names: Collection[str]) -> Held:
    """The same among things already read."""
    return {name: [one for one in known if name == one.name or name in one.serves.split()] for name in names}


def carried(held: Held, account_id: int) -> dict[str, date | None]:
    """What he has with him or may take at the office, and the last day it may be used (None: no known end)."""
    found: dict[str, date | None] = {}
    for name, things in held.items():
        lasts = [_last(one) for one in things if one.carried_by in (None, account_id)]
        if lasts:
            found[name] = None if None in lasts else max(last for last in lasts if last is not None)
    return found


def held_by(work: Work, appointment_id: int) -> list[int]:
    """The numbers of the things an appointment takes, in order."""
    wanted = select(col(AppointmentResource.resource_id)).where(
        col(AppointmentResource.appointment_id) == appointment_id
    )
    return sorted(work.db.scalars(wanted).all())


def taken_along(work: Work, appointment_id: int) -> tuple[list[int], list[int]]:
    """Who goes with the responsible technician, and the things taken, as numbers in order."""
    rows = work.db.connection().execute(_ALONG, {"number": appointment_id}).all()
    return sorted(one for person, one in rows if person), sorted(one for person, one in rows if not person)


def vehicles(known: Sequence[Thing]) -> dict[int, dict[str, date | None]]:
    """The vehicle each person always has, and the last day it may be driven on a visit."""
    found: dict[int, dict[str, date | None]] = {}
    for one in known:
        if one.kind == VEHICLE and one.carried_by is not None:
            found.setdefault(one.carried_by, {})[one.name] = _last(one)
    return found


def taken(work: Work, held: Held, span: Span, besides: int) -> Iterable[Span]:
    """When everything of the office that answers to one of the names is with somebody."""
    shared = {name: {one.id for one in things if one.carried_by is None} for name, things in held.items()}
    numbers = frozenset().union(*shared.values())
    if not numbers:
        return
    rows: Any = work.db.connection().execute(
        _TAKEN.where(col(AppointmentResource.resource_id).in_(numbers)),
        {"since": span[0], "until": span[1], "besides": besides},
    )
    booked: list[tuple[int, datetime, datetime]] = [(number, starts, ends) for number, starts, ends in rows]
    for things in shared.values():
        yield from _all_away(things, [one for one in booked if one[0] in things])


def _all_away(things: Collection[int], booked: Sequence[tuple[int, datetime, datetime]]) -> Iterable[Span]:
    """The stretches in which every one of them is booked."""
    if not things:
        return
    edges = sorted({edge for _, starts, ends in booked for edge in (starts, ends)})
    for starts, ends in pairwise(edges):
        away = {number for number, since, until in booked if since <= starts and until >= ends}
        if away == set(things):
            yield starts, ends


def _last(one: Thing) -> date | None:
    lasts = [last for last in (one.checked_until, one.insured_until) if last is not None]
    return min(lasts, default=None)


def in_use(work: Work) -> tuple[Thing, ...]:
    """Everything the office has not sold nor broken."""
    return tuple(Thing(*row) for row in work.db.execute(_IN_USE))


_ALONG: Final = union_all(
    select(literal(1), col(AppointmentPerson.account_id)).where(
        col(AppointmentPerson.appointment_id) == bindparam("number")
    ),
    select(literal(0), col(AppointmentResource.resource_id)).where(
        col(AppointmentResource.appointment_id) == bindparam("number")
    ),
)
_IN_USE: Final = (
    select(*(col(getattr(Resource, name)) for name in Thing._fields))
    .where(col(Resource.closed_at).is_(None))
    .order_by(col(Resource.id))
)
_TAKEN: Final = (
    select(col(AppointmentResource.resource_id), col(Appointment.starts_at), col(Appointment.ends_at))
    .join(Appointment, col(Appointment.id) == col(AppointmentResource.appointment_id))
    .where(
        col(Appointment.starts_at) < bindparam("until", type_=UTCDateTime()),
        col(Appointment.ends_at) > bindparam("since", type_=UTCDateTime()),
        col(Appointment.state) != AppointmentState.CANCELLED,
        col(Appointment.id) != bindparam("besides"),
    )
)
