"""Each day's tour as it was planned: home, the places of the appointments in order of time, home."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import Select, false, true
from sqlalchemy import select as sa_select
from sqlmodel import col, select

from liciel_app.agenda.models import Appointment, AppointmentKind, AppointmentState
from liciel_app.agenda.models_mileage import TourDay
from liciel_app.agenda.models_time import AppointmentResource
from liciel_app.agenda.queries.visits import takes
from liciel_app.agenda.travel import Point
from liciel_app.core import clock
from liciel_app.core.access import Actor, Permission
from liciel_app.core.errors import NotFound
from liciel_app.core.journal import canonical
from liciel_app.core.work import Work
from liciel_app.office.models import Account, Resource, Technician

_POSTCODE: Final = re.compile(r"^\d{5} ")
NOT_DRIVEN: Final = (AppointmentState.CANCELLED, AppointmentState.DAY_OFF)


@dataclass(frozen=True, slots=True)
class Stop:
    name: str
    at: Point


@dataclass(frozen=True, slots=True)
class Tour:
    """`start` and `end`: the person's own, none while the office does not know them. `taken_id`: see `TourDay`."""

    account_id: int
    day: date
    stops: tuple[Stop, ...]
    start: Stop | None = None
    end: Stop | None = None
    unlocated: int = 0
    taken_id: int | None = None

    @property
    def route(self) -> str:
        """Its fingerprint; the home is left out, so that a person who moves does not change past tours."""
        told = {"stops": [stop.at for stop in self.stops], "besides": self.unlocated, "taken": self.taken_id}
        return hashlib.sha256(canonical(told).encode()).hexdigest()

    @property
    def places(self) -> tuple[Stop, ...]:
        return tuple(stop for stop in (self.start, *self.stops, self.end) if stop is not None)


def drivers_visible_to(actor: Actor) -> Select[Account, Technician]:
    """Who may read the mileage reads everybody's; a technician his own; others none."""
    everybody = sa_select(Account, Technician).join(Technician, col(Technician.account_id) == col(Account.id))
    if actor.is_office:
        return everybody.where(true() if actor.may(Permission.MILEAGE_READ) else false())
    return everybody.where(col(Account.id) == actor.account_id if actor.kind == "technician" else false())


def driver(work: Work, account_id: int) -> tuple[Account, Technician]:
    found = work.db.execute(drivers_visible_to(work.actor).where(col(Account.id) == account_id)).one_or_none()
    if found is None:
        raise NotFound("Cette personne est introuvable.")
    return found[0], found[1]


def drivers(work: Work) -> list[Account]:
    """Those who still work here, in the office's order."""
    wanted = drivers_visible_to(work.actor).where(col(Account.closed_at).is_(None))
    return list(work.db.scalars(wanted.order_by(col(Technician.position), col(Account.id))).all())


def tours(work: Work, account_id: int, first: date, last: date) -> list[Tour]:
    """One for each day of that time, until today, on which the person has an appointment somewhere."""
    _, technician = driver(work, account_id)
    last = min(last, work.today)
    found = _appointments(work, account_id, first, last)
    taken = _vehicles_taken(work, [one.id or 0 for one in found])
    days: defaultdict[date, list[Appointment]] = defaultdict(list)
    for one in found:
        days[clock.local(one.starts_at).date()].append(one)
    return [_tour(technician, day, planned, taken) for day, planned in sorted(days.items())]


def to_measure(work: Work, account_id: int, first: date, last: date, *, again: bool = False) -> list[Tour]:
    """The tours not noted yet, or whose stops changed since; `again`: those that were only estimated too."""
    kept = {one.day: one for one in noted(work, account_id, first, last)}
    planned = tours(work, account_id, first, last)
    gone = [Tour(account_id, day, ()) for day in set(kept) - {one.day for one in planned} if kept[day].route]
    return [one for one in [*planned, *gone] if _changed(one, kept.get(one.day), again=again)]


def noted(work: Work, account_id: int, first: date, last: date) -> Sequence[TourDay]:
    """The tours written down, whose person was checked by the caller."""
    mine = select(TourDay).where(
        col(TourDay.account_id) == account_id, col(TourDay.day) >= first, col(TourDay.day) <= last
    )
    return work.db.exec(mine.order_by(col(TourDay.day))).all()


def _changed(tour: Tour, kept: TourDay | None, *, again: bool) -> bool:
    if kept is None:
        return bool(tour.stops or tour.unlocated)
    return kept.route != tour.route or (again and kept.estimated)


def _appointments(work: Work, account_id: int, first: date, last: date) -> Sequence[Appointment]:
    """Published ones, kept or done, alone or going along; leave, meetings and busy hours drive nowhere."""
    return work.db.exec(
        select(Appointment)
        .where(
            takes(account_id),
            col(Appointment.kind) != AppointmentKind.EVENT,
            col(Appointment.state).not_in(NOT_DRIVEN),
            col(Appointment.provisional).is_(False),
            col(Appointment.starts_at) >= clock.at_office(first, 0),
            col(Appointment.starts_at) < clock.at_office(last + timedelta(days=1), 0),
        )
        .order_by(col(Appointment.starts_at), col(Appointment.id))
    ).all()


def _vehicles_taken(work: Work, appointment_ids: Iterable[int]) -> dict[int, int]:
    """The vehicle each appointment took, by appointment."""
    wanted = (
        select(AppointmentResource.appointment_id, AppointmentResource.resource_id)
        .join(Resource, col(Resource.id) == col(AppointmentResource.resource_id))
        .where(col(Resource.kind) == "vehicle", col(AppointmentResource.appointment_id).in_(list(appointment_ids)))
    )
    return dict(work.db.exec(wanted).all())


def _tour(technician: Technician, day: date, planned: Sequence[Appointment], taken: dict[int, int]) -> Tour:
    stops = [stop for one in planned if (stop := _place(one.city or one.title, one.lat, one.lon))]
    vehicles = [taken[one.id or 0] for one in planned if one.id in taken]
    home = _place(technician.home_city, technician.home_lat, technician.home_lon)
    end = _place(technician.end_city, technician.end_lat, technician.end_lon) or home
    return Tour(
        account_id=technician.account_id,
        day=day,
        stops=tuple(stops),
        start=home if stops else None,
        end=end if stops else None,
        unlocated=len(planned) - len(stops),
        taken_id=vehicles[0] if vehicles else None,
    )


def _place(name: str, lat: float | None, lon: float | None) -> Stop | None:
    """Its town alone: « 33700 Mérignac » is Mérignac."""
    return None if lat is None or lon is None else Stop(_POSTCODE.sub("", name), (lat, lon))
