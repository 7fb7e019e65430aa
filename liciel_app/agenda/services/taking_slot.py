"""A client takes a slot himself: real ones are proposed, and the one he chose is checked again while it is booked.

Three steps, so that the road is never asked inside a transaction:

    question = slots_for_client(work, visit)                    # facts read, nothing written
    answer = planner.best_slots(question, lang)                 # outside any transaction; `answer.slots`, best first
    take_slot(work, wish, Chosen.of(slot), roads.remembered())  # in the transaction of what he orders

Of two clients who take one slot, one gets it; the other gets `SlotGone`: his whole transaction is undone (nothing
ordered, nothing charged), and he is asked again with fresh slots.
"""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from liciel_app.agenda import rules
from liciel_app.agenda.models import Appointment
from liciel_app.agenda.queries import planning_facts, planning_people
from liciel_app.agenda.queries.planning_facts import Wanted
from liciel_app.agenda.rules import Contact, Details, Place
from liciel_app.agenda.services import booking, checking
from liciel_app.agenda.services.acting import for_the_office
from liciel_app.agenda.slots import engine, facts
from liciel_app.agenda.travel import StraightLines, Travels
from liciel_app.core.errors import Conflict, Invalid
from liciel_app.core.work import Work

HESITATION: Final = timedelta(hours=1)
"""A slot proposed just outside the notice may still be taken after that long."""
STRAIGHT: Final = StraightLines()
GONE: Final = "Ce créneau vient d’être pris. Choisissez-en un autre : nous vous en proposons de nouveaux."
UNPLACED: Final = "L’adresse n’est pas localisée : appelez-nous pour convenir d’un rendez-vous."


class SlotGone(Conflict):
    """The slot is no longer free: ask `slots_for_client` again. Nothing was written."""

    def __init__(self) -> None:
        super().__init__(GONE)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A proposal as the person chose it. `starts_at` is aware."""

    technician_id: int
    starts_at: datetime

    @classmethod
    def of(cls, slot: facts.Slot) -> "Chosen":
        return cls(int(slot.technician), slot.start)


@dataclass(frozen=True, slots=True)
class Wish:
    """The visit a client takes a slot for. `link`: what it belongs to (`("order", 12)`); `provisional`: the office
    publishes it later, and nobody is told until then.
    """

    visit: facts.Visit
    title: str
    place: Place
    contact: Contact
    link: tuple[str, int]
    provisional: bool = True


def visit_at(lat: float | None, lon: float | None, minutes: int, skills: frozenset[str] = frozenset()) -> facts.Visit:
    """The visit to place; `skills` are certification codes. Raises Invalid for a place nobody can drive to."""
    if lat is None or lon is None:
        raise Invalid({"place": UNPLACED}, UNPLACED)
    return facts.Visit((lat, lon), minutes, skills)


def slots_for_client(work: Work, visit: facts.Visit, *, besides: int = 0) -> facts.Question:
    """The question for `planner.best_slots`: as many slots as the office shows its clients, within its notice.

    `besides`: the appointment that moves, in nobody's way. Anybody may ask: a visitor of the wizard too.
    """
    proposals = planning_people.team(work).rules.proposals
    return planning_facts.question(work, visit, Wanted(besides=besides, first=proposals))


def take_slot(work: Work, wish: Wish, chosen: Chosen, travels: Travels = STRAIGHT) -> Appointment:
    """Book the chosen slot, checked again under the technician's lock: hours, leave, road, what was booked meanwhile.

    `travels` must ask no network (`agenda.roads.remembered()`). Raises SlotGone, and then nothing is kept.
    """
    details = Details(provisional=wish.provisional, skills=tuple(sorted(wish.visit.skills)))
    with _no_longer_free(), for_the_office(work):
        check_free(work, wish.visit, chosen, travels)
        return booking.book(
            work,
            technician_id=chosen.technician_id,
            starts_at=chosen.starts_at,
            minutes=wish.visit.minutes,
            title=wish.title,
            place=wish.place,
            contact=wish.contact,
            link=wish.link,
            details=details,
        )


def move_to_slot(
    work: Work, appointment: Appointment, visit: facts.Visit, chosen: Chosen, travels: Travels = STRAIGHT
) -> Appointment:
    """The same for an appointment that moves."""
    number = appointment.id or 0
    with _no_longer_free(), for_the_office(work):
        check_free(work, visit, chosen, travels, besides=number)
        return booking.move(
            work,
            number,
            technician_id=chosen.technician_id,
            starts_at=chosen.starts_at,
            minutes=visit.minutes,
        )


@contextmanager
def _no_longer_free() -> Generator[None]:
    """Whatever stands in the way, a client is told one thing, and never who or what it is."""
    try:
        yield
    except (Conflict, Invalid) as taken:
        raise SlotGone from taken


def check_free(work: Work, visit: facts.Visit, chosen: Chosen, travels: Travels, *, besides: int = 0) -> None:
    """Raises SlotGone unless the engine would still let that technician start then; his row is locked from here on."""
    rules.check_time(chosen.starts_at, visit.minutes, work.now)
    checking.lock_people(work, [chosen.technician_id])
    asked = planning_facts.question(work, visit, Wanted(only=[chosen.technician_id], besides=besides))
    asked = replace(asked, notice=max(asked.notice - HESITATION, timedelta()))
    if not engine.possible(asked, chosen.technician_id, chosen.starts_at, travels):
        raise SlotGone
