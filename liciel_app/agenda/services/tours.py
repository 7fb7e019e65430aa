"""Tours accepted, mended and taken back: many visits move at once, in one transaction, each checked as by `move`."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from liciel_app.agenda.models import Appointment, AppointmentState
from liciel_app.agenda.queries import visits
from liciel_app.agenda.queries.tour_facts import tour_day, trays
from liciel_app.agenda.queries.tour_weeks import tour_week
from liciel_app.agenda.services import booking, checking
from liciel_app.agenda.services.publishing import Former
from liciel_app.agenda.tours.accepting import mark
from liciel_app.core.errors import Conflict
from liciel_app.core.work import Work

CHANGED: Final = "La journée a changé depuis ce calcul : relancez-le."
_MOVABLE: Final = (AppointmentState.PLANNED, AppointmentState.ON_THE_WAY)
"""Who is late on his way may still be waited for later."""


@dataclass(frozen=True, slots=True)
class Change:
    """Where a visit goes."""

    appointment_id: int
    technician_id: int
    starts_at: datetime
    minutes: int


@dataclass(frozen=True, slots=True)
class Placing:
    """Where a visit of the tray goes; `waiting`: its `Waiting.id`."""

    waiting: str
    technician_id: int
    starts_at: datetime
    minutes: int


@dataclass(frozen=True, slots=True)
class Accepted:
    """Of a proposal for a day, or for several planned at once: its people, the mark of these days when it was computed,
    and what to do.

    `cancelled`: visits that leave the day; their dossiers wait for another one. `placed`: visits of the tray.
    """

    days: tuple[date, ...]
    technicians: tuple[int, ...]
    mark: str
    changes: tuple[Change, ...]
    cancelled: tuple[int, ...] = ()
    placed: tuple[Placing, ...] = ()


def accept(work: Work, wanted: Accepted) -> list[Former]:
    """All of it or nothing. What it takes to undo the moves; `give_back` undoes the rest.

    Raises Conflict when the day of these people is no longer the one the proposal was made for.
    """
    for tray in trays if wanted.placed else ():
        tray.lock(work, [one.waiting for one in wanted.placed])
    _lock(work, [*(one.appointment_id for one in wanted.changes), *wanted.cancelled], wanted.technicians)
    if mark(_facts(work, wanted.days), wanted.technicians) != wanted.mark:
        raise Conflict(CHANGED)
    for number in wanted.cancelled:
        booking.cancel(work, number)
    gone = rearrange(work, wanted.changes)
    for one in wanted.placed:
        for tray in trays:
            tray.place(work, one.waiting, one.technician_id, one.starts_at, one.minutes)
    return gone


def give_back(work: Work, placed: Sequence[str]) -> None:
    """The visits of the tray that `accept` booked wait again."""
    for tray in trays if placed else ():
        tray.lock(work, placed)
        for one in placed:
            tray.take_back(work, one)


def rearrange(work: Work, changes: Sequence[Change], *, anyway: bool = False) -> list[Former]:
    """Visits that take one another's place: set aside together, then moved one after the other.

    Each is checked against the others where they will be, and against everything that stays. `anyway`: as `move`.
    """
    ordered = sorted(changes, key=lambda one: one.appointment_id)
    held = [visits.locked(work, one.appointment_id) for one in ordered]
    before = [(one.technician_id, one.starts_at, _minutes(one)) for one in held]
    _set_aside(work, held)
    for visit, change in zip(held, ordered, strict=True):
        visit.state = AppointmentState.PLANNED
        work.db.add(visit)
        work.db.flush()
        booking.move(
            work,
            change.appointment_id,
            technician_id=change.technician_id,
            starts_at=change.starts_at,
            minutes=change.minutes,
            anyway=anyway,
        )
    return [Former(one.id or 0, *was, version=one.sequence) for one, was in zip(held, before, strict=True)]


def put_back(work: Work, gone: Sequence[Former]) -> list[Former]:
    """« Annuler » the moves of `accept`. Conflict when somebody changed one of them since, or took its place."""
    for former in gone:
        if visits.locked(work, former.appointment_id).sequence != former.version:
            raise Conflict("Ce rendez-vous a été changé depuis : il n’est plus possible d’annuler.")
    return rearrange(
        work,
        [Change(one.appointment_id, one.technician_id, one.starts_at, one.minutes) for one in gone],
        anyway=True,
    )


def _facts(work: Work, days: Sequence[date]) -> dict[str, Any]:
    return tour_day(work, days[0]) if len(days) == 1 else tour_week(work, days)


def _lock(work: Work, appointments: Collection[int], technicians: Collection[int]) -> None:
    """In the same order as `move`: appointments, then people."""
    for number in sorted(set(appointments)):
        visits.locked(work, number)
    checking.lock_people(work, technicians)


def _set_aside(work: Work, held: Sequence[Appointment]) -> None:
    """Within this transaction alone they take nobody's time. Raises Conflict for a visit that has begun."""
    for one in held:
        booking.refuse_ended(one)
        if one.state not in _MOVABLE:
            raise Conflict("« {title} » a commencé : elle ne bouge plus.", title=one.title)
    for one in held:
        one.state = AppointmentState.CANCELLED
        work.db.add(one)
    work.db.flush()


def _minutes(one: Appointment) -> int:
    return int((one.ends_at - one.starts_at).total_seconds()) // 60
