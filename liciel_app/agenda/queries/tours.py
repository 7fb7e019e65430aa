"""What the tours' screen asks of a day: the solver's question, its price of the road, and who is left aside."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from liciel_app.agenda.models import AppointmentState
from liciel_app.agenda.queries import people, visits
from liciel_app.agenda.queries.tour_facts import Waiting, tour_day, trays
from liciel_app.agenda.queries.tour_weeks import GRACE, from_now, tour_week
from liciel_app.agenda.queries.visits import VisitRow
from liciel_app.agenda.slots.facts import Rates
from liciel_app.agenda.tours.accepting import person_of
from liciel_app.core import clock
from liciel_app.core.errors import Invalid
from liciel_app.core.language import say
from liciel_app.core.work import Work
from liciel_app.office import queries as office_queries
from liciel_app.office.queries import TechnicianRow


@dataclass(frozen=True, slots=True)
class TourQuestion:
    """`day`: for `planner.optimise` and `planner.repair`; `facts`: the same as the database has it, for its mark.

    `aside`: a sentence for each technician with visits but without hours or home that day.
    """

    days: tuple[date, ...]
    day: dict[str, Any]
    facts: dict[str, Any]
    rates: Rates
    people: Mapping[int, TechnicianRow]
    visits: Mapping[int, VisitRow]
    aside: tuple[str, ...] = field(default=())

    @property
    def on(self) -> date:
        """The first day, or the only one."""
        return self.days[0]


def question(
    work: Work, on: date, only: Collection[int] = (), seconds: float = 10, *, tray: bool = False
) -> TourQuestion:
    """`tray`: what is still to be planned is put in too. Raises Invalid for a day that is over."""
    _refuse_past(work, on)
    waiting = [] if people.holidays_between(work, on, on) else _waiting(work, tray=tray)
    facts = tour_day(work, on, only, waiting, seconds)
    return _asked(work, (on,), only, facts, facts | {"visits": _from_now(work, on, facts["visits"])})


def week_question(
    work: Work, days: Sequence[date], only: Collection[int] = (), seconds: float = 20, *, tray: bool = False
) -> TourQuestion:
    """The same for several days planned at once."""
    _refuse_past(work, days[0])
    facts = tour_week(work, days, only, _waiting(work, tray=tray), seconds)
    return _asked(work, tuple(days), only, facts, from_now(facts, clock.local(work.now) + GRACE))


def waiting_count(work: Work) -> int:
    """How many dossiers of the tray wait for a visit."""
    return len(_waiting(work, tray=True))


def _waiting(work: Work, *, tray: bool) -> list[Waiting]:
    return [one for known in trays for one in known.waiting(work)] if tray else []


def _refuse_past(work: Work, on: date) -> None:
    if on < work.today:
        raise Invalid({"day": "Ce jour est passé : choisissez aujourd’hui ou un jour à venir."})


def _asked(
    work: Work, days: tuple[date, ...], only: Collection[int], facts: dict[str, Any], asked: dict[str, Any]
) -> TourQuestion:
    known = {one.id: one for one in office_queries.technicians(work)}
    found = [one for on in days for one in visits.day(work, on)]
    held = {one.id: one for one in found if one.state != AppointmentState.DAY_OFF}
    rules = people.settings_of(work)
    return TourQuestion(
        days=days,
        day=asked,
        facts=facts,
        rates=Rates(Decimal(rules.km_cents), Decimal(rules.hour_cents)),
        people=known,
        visits=held,
        aside=tuple(_aside(work, facts, known, held, only)),
    )


def _from_now(work: Work, on: date, asked: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Today, nothing is planned for an hour that is past."""
    if on != work.today:
        return asked
    soonest = clock.local(work.now) + GRACE
    if soonest.date() != on:
        return asked
    later = [[f"{soonest:%H:%M}", "23:59"]]
    return [one if one["windows"] or one["fixed"] else one | {"windows": later} for one in asked]


def _aside(
    work: Work,
    facts: Mapping[str, Any],
    known: Mapping[int, TechnicianRow],
    held: Mapping[int, VisitRow],
    only: Collection[int],
) -> list[str]:
    asked = {person_of(one["id"]) for one in facts["technicians"]}
    busy = {one.technician_id for one in held.values()} - asked
    return [
        say(
            "{name} n’a pas d’horaires ce jour-là, ou pas d’adresse de départ : sa tournée n’est pas calculée.",
            work.language,
            name=one.name,
        )
        for one in known.values()
        if one.id in busy and (not only or one.id in only)
    ]
