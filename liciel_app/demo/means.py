"""Who of the demo may visit what: certificates, and the only lead analyser, which is in one place at a time."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Final

from liciel_app.core.clock import local
from liciel_app.demo.people import DIAGNOSTICIANS
from liciel_app.demo.properties import Property, Spot, draw
from liciel_app.office.models import Account
from liciel_app.orders import obligations, rules
from liciel_app.orders.certificates import skills_for

LEAD: Final = "CREP"
TRIES: Final = 60


@dataclass(frozen=True)
class Appointed:
    """A visit to come: who, when, how long; `ordered` is when the order comes in."""

    technician: Account
    starts_at: datetime
    minutes: int
    ordered: datetime


@dataclass
class Means:
    """`_lead`: when the analyser is out."""

    _lead: list[tuple[datetime, datetime]] = field(default_factory=list[tuple[datetime, datetime]])

    def property_for(
        self, random: Random, visit: Appointed, spot: Spot | None = None
    ) -> tuple[Property, tuple[str, ...]]:
        """A property all of whose diagnostics that person may do then; else one of which the owner orders a part."""
        may = self._allowed(visit)
        place = draw(random, spot)
        for _ in range(TRIES):
            if all(may(code) for code in _advised(place, visit.ordered)):
                break
            place = draw(random, spot)
        while not (wanted := tuple(code for code in _advised(place, visit.ordered) if may(code))):
            place = draw(random, spot)
        if LEAD in wanted:
            self._lead.append(_span(visit))
        return place, wanted

    def _allowed(self, visit: Appointed) -> Callable[[str], bool]:
        held = _skills(visit.technician)
        starts, ends = _span(visit)
        free = all(until <= starts or since >= ends for since, until in self._lead)
        return lambda code: set(skills_for([code])) <= held and (code != LEAD or free)


def _advised(place: Property, ordered: datetime) -> tuple[str, ...]:
    return rules.advised(obligations.assess(place.facts, local(ordered).date()))


def _skills(technician: Account) -> frozenset[str]:
    return frozenset(next(one.skills for one in DIAGNOSTICIANS if technician.email.startswith(f"{one.login}@")))


def _span(visit: Appointed) -> tuple[datetime, datetime]:
    return visit.starts_at, visit.starts_at + timedelta(minutes=visit.minutes)
