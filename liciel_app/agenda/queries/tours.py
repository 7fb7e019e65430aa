"""What the tours' screen asks of a day: the solver's question, its price of the road, and who is left aside."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from liciel_app.agenda.models import AppointmentState
from liciel_app.agenda.queries import people, visits
from liciel_app.agenda.queries.tour_facts import tour_day
from liciel_app.agenda.queries.visits import VisitRow
from liciel_app.agenda.slots.facts import Rates
from liciel_app.core import clock
from liciel_app.core.errors import Invalid
from liciel_app.core.language import say
from liciel_app.core.work import Work
from liciel_app.office import queries as office_queries
from liciel_app.office.queries import TechnicianRow

_GRACE = timedelta(minutes=15)
"""A visit that may begin any time begins a little after now at the earliest."""


@dataclass(frozen=True, slots=True)
class TourQuestion:
    """`day`: for `planner.optimise` and `planner.repair`; `facts`: the same as the database has it, for its mark.

    `aside`: a sentence for each technician with visits but without hours or home that day.
    """

    on: date
    day: dict[str, Any]
    facts: dict[str, Any]
    rates: Rates
    people: Mapping[int, TechnicianRow]
    visits: Mapping[int, VisitRow]
    aside: tuple[str, ...] = field(default=())


def question(work: Work, on: date, only: Collection[int] = (), seconds: float = 10) -> TourQuestion:
    """Raises Invalid for a day that is over."""
    if on < work.today:
        raise Invalid({"day": "Ce jour est passé : choisissez aujourd’hui ou un jour à venir."})
    facts = tour_day(work, on, only, seconds=seconds)
    known = {one.id: one for one in office_queries.technicians(work)}
    held = {one.id: one for one in visits.day(work, on) if one.state != AppointmentState.DAY_OFF}
    rules = people.settings_of(work)
    return TourQuestion(
        on=on,
        day=facts | {"visits": _from_now(work, on, facts["visits"])},
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
    soonest = clock.local(work.now) + _GRACE
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
    asked = {one["id"] for one in facts["technicians"]}
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
