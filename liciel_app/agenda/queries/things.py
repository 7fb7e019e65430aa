"""What is at hand for a visit: the instruments that serve its missions, until when they may be used, who has them when.

An instrument answers to its name, and to each mission it serves.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import pairwise
from typing import Any, Final

from sqlalchemy import bindparam, select
from sqlmodel import col
from sqlmodel.sql.sqltypes import UTCDateTime

from liciel_app.agenda.models import Appointment, AppointmentState
from liciel_app.agenda.models_time import AppointmentResource
from liciel_app.core.work import Work
from liciel_app.office.models import Resource

Span = tuple[datetime, datetime]
Held = Mapping[str, Sequence[Resource]]
"""What answers to each name or mission that was asked for."""
VEHICLE: Final = "vehicle"


def served(work: Work, codes: Collection[str]) -> frozenset[str]:
    """Of these missions, those the office has an instrument for: the others ask for none."""
    return frozenset(code for one in _open(work) for code in one.serves.split() if code in codes)


def asked_for(work: Work, names: Collection[str]) -> Held:
    """The things still in use that answer to each name; a name nobody answers to has none."""
    if not names:
        return {}
    known = _open(work)
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


def vehicles(work: Work) -> dict[int, dict[str, date | None]]:
    """The vehicle each person always has, and the last day it may be driven on a visit."""
    found: dict[int, dict[str, date | None]] = {}
    for one in _open(work):
        if one.kind == VEHICLE and one.carried_by is not None:
            found.setdefault(one.carried_by, {})[one.name] = _last(one)
    return found


def taken(work: Work, held: Held, span: Span, besides: int) -> Iterable[Span]:
    """When everything of the office that answers to one of the names is with somebody."""
    shared = {name: {one.id or 0 for one in things if one.carried_by is None} for name, things in held.items()}
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


def _last(one: Resource) -> date | None:
    lasts = [last for last in (one.checked_until, one.insured_until) if last is not None]
    return min(lasts, default=None)


def _open(work: Work) -> Sequence[Resource]:
    return work.db.scalars(select(Resource).where(col(Resource.closed_at).is_(None)).order_by(col(Resource.id))).all()


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
