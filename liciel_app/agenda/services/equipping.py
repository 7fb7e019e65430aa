"""Which vehicle and instruments a visit takes: those chosen, else the technician's own and what serves its missions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from liciel_app.agenda.models import Appointment
from liciel_app.agenda.queries.things import Thing, in_use
from liciel_app.agenda.services import checking
from liciel_app.core.errors import Conflict
from liciel_app.core.work import Work
from liciel_app.office.models import Account, Resource

VEHICLE = "vehicle"


@dataclass(frozen=True, slots=True)
class Need:
    """Who goes, for which missions, when. `moving`: the appointment that changes, with what it has (`held`)."""

    person: checking.Person
    codes: tuple[str, ...]
    span: checking.Span
    moving: Appointment | None = None
    held: tuple[int, ...] = ()


def chosen(work: Work, need: Need, resources: Sequence[int] | None = None) -> list[int]:
    """The things the visit takes, locked and checked; `resources` when the office chose them itself.

    Raises Conflict naming the thing that is out of date, or the first booking of the one that is taken.
    """
    concerned = _concerned(work, need) if resources is None else resources
    things = checking.lock_things(work, concerned, need.span, besides=need.moving)
    wanted = set(_wanted(work, need, things) if resources is None else resources)
    checking.refuse_things(things, wanted)
    return sorted(wanted)


def _wanted(work: Work, need: Need, things: checking.Things) -> Iterator[int]:
    """What he keeps, the vehicle he always has, and for each mission an instrument that serves it."""
    serving = [one for one in things.held if _serves(one, need)]
    for one in things.held:
        kept = one.id in need.held and one not in serving and one.carried_by in (None, need.person.id)
        if kept or _own(one, need):
            yield one.id or 0
    for code in need.codes:
        able = [one for one in serving if code in one.serves.split()]
        if able:
            yield _best(work, need, able, things)


def _best(work: Work, need: Need, able: Sequence[Resource], things: checking.Things) -> int:
    """What he has already, then his own, then the office's: the first that is free and in date, else the first."""
    mine = [one for one in able if one.carried_by in (None, need.person.id)]
    if not mine:
        owner = work.db.get_one(Account, able[0].carried_by)
        raise Conflict("{resource} est toujours avec {person}.", resource=able[0].name, person=owner.name)
    ranked = sorted(mine, key=lambda one: (one.id not in need.held, one.carried_by is None, one.id))
    usable = (one for one in ranked if things.fault_of(one) is None and things.booking_of(one) is None)
    return next(usable, ranked[0]).id or 0


def _concerned(work: Work, need: Need) -> list[int]:
    """What the visit has already, the vehicles of who goes, and the instruments that serve one of its missions."""
    return [one.id for one in in_use(work) if one.id in need.held or _serves(one, need) or _own(one, need)]


def _own(one: Resource | Thing, need: Need) -> bool:
    """The vehicle he always has; on a visit that stays his, he has chosen already."""
    stays = need.moving is not None and need.moving.technician_id == need.person.id
    return not stays and one.kind == VEHICLE and one.carried_by == need.person.id


def _serves(one: Resource | Thing, need: Need) -> bool:
    return not set(need.codes).isdisjoint(one.serves.split())
