"""What an order must say before it is one, and what the visitor is advised to take."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from liciel_app.core import clock
from liciel_app.core.errors import Invalid
from liciel_app.core.language import Language
from liciel_app.core.text import normalise
from liciel_app.directory import rules as directory
from liciel_app.directory.models import ClientKind
from liciel_app.orders.labels import MISSIONS
from liciel_app.orders.models import Order, OrderLine
from liciel_app.orders.models_drafts import PersonRole
from liciel_app.orders.obligations import Assessment, Facts, Kind, Line, Supply, Verdict

# The syndic orders the lead report of the common parts; in a sale it is a document.
MISSION_CODES: Final = frozenset(label.code for label in MISSIONS) | {"CREP_PC"}
PER_HOUR: Final = 10
MOST_LOTS: Final = 20
FILES_PER_ORDER: Final = 6
FILES_PER_HOUR: Final = 30
HORIZON: Final = timedelta(days=366)
_LARGEST_SURFACE: Final = 100_000
_LONGEST_COMMENT: Final = 2000
_LONGEST_LABEL: Final = 80
_LONGEST_SEARCHED: Final = 2000  # an index holds no longer key
# Decided by the result of another diagnostic of the same visit: never ordered on a guess.
_SETTLED_LATER: Final = frozenset({"AUDIT"})


@dataclass(frozen=True, slots=True)
class Contact:
    kind: ClientKind
    name: str
    email: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a role. `client_id` is heard from the office only."""

    role: PersonRole
    name: str
    email: str = ""
    phone: str = ""
    client_id: int | None = None


@dataclass(frozen=True, slots=True)
class Site:
    """Where the property is; degrees for the point."""

    street: str
    postcode: str
    city: str
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True)
class Extent:
    """What a price depends on beside the property's facts: `rooms` when told, how many outbuildings, the hurry."""

    rooms: int | None = None
    outbuildings: int = 0
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """A proposal of the agenda as it was chosen: who comes, and when (aware)."""

    technician_id: int
    starts_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An order as it is asked for: no price in it, the server alone computes them.

    `submit_id` (a UUID) names the gesture: the same one twice is one order. `wanted` are codes of `labels.MISSIONS`.
    `slot` is taken with the order, or nothing is ordered. `client_id` is heard from the office only. `lot`: how the
    flat is told from its neighbours. `told`: what is known for the visit, by code of `needs`.
    """

    submit_id: str
    facts: Facts
    site: Site
    contact: Contact
    wanted: tuple[str, ...]
    extent: Extent = Extent()
    wished_on: date | None = None
    slot: Slot | None = None
    comment: str = ""
    language: Language = "fr"
    client_id: int | None = None
    lot: str = ""
    people: tuple[Person, ...] = ()
    told: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def day(self) -> date | None:
        """Of the visit, as it is asked for."""
        return clock.local(self.slot.starts_at).date() if self.slot else self.wished_on


@dataclass(frozen=True, slots=True)
class Placed:
    """An order just written, with its lines; `minutes`: how long its visit takes, 0 when there is none."""

    order: Order
    lines: tuple[OrderLine, ...]
    minutes: int = 0


def check(draft: Draft, today: date) -> None:
    """Raises Invalid with one sentence per wrong field."""
    wrong = property_faults(draft.facts, draft.site) | request_faults(draft, today)
    wrong |= directory.contact_faults(name=draft.contact.name, email=draft.contact.email, phone=draft.contact.phone)
    wrong |= people_faults(draft.people)
    if not is_submit_id(draft.submit_id):
        wrong["submit_id"] = "Cette commande a expiré : rechargez la page."
    if wrong:
        raise Invalid(wrong)


def property_faults(facts: Facts, site: Site) -> dict[str, str]:
    """In the order of the questions on screen: the first one is what the page scrolls to."""
    address = _address_fault(facts, site)
    checks = {
        "transaction": (facts.transaction is not None, "Choisissez votre projet."),
        "address": (not address, address),
        "kind": (facts.kind is not None, "Choisissez le type de bien."),
        "surface": (_is_surface(facts), "Indiquez une surface en m², entre 1 et 100 000."),
    }
    return {field: sentence for field, (good, sentence) in checks.items() if not good}


def _address_fault(facts: Facts, site: Site) -> str:
    if not site.city.strip():
        return "Indiquez l’adresse du bien et choisissez-la dans la liste."
    if facts.kind is not Kind.LAND and not site.street.strip():
        return "Indiquez aussi le numéro et la rue."
    return ""


def request_faults(draft: Draft, today: date) -> dict[str, str]:
    unknown = set(draft.wanted) - MISSION_CODES
    checks = {
        "wanted": (bool(draft.wanted) and not unknown, "Choisissez au moins un diagnostic."),
        "wished_on": (is_bookable(draft.wished_on, today), "Choisissez un jour à venir, dans les douze mois."),
        "lot": (len(draft.lot) <= _LONGEST_LABEL, "Ce nom de lot est trop long : 80 signes au plus."),
        "comment": (len(draft.comment) <= _LONGEST_COMMENT, "Ce message est trop long : 2 000 signes au plus."),
    }
    return {field: sentence for field, (good, sentence) in checks.items() if not good}


def people_faults(people: tuple[Person, ...]) -> dict[str, str]:
    """By field: `notary_name`, `owner_email`…; who is named in a role needs no more than a name."""
    wrong: dict[str, str] = {}
    for person in people:
        reached = person.email or "nobody@example.org"
        found = directory.contact_faults(name=person.name, email=reached, phone=person.phone)
        wrong |= {f"{person.role}_{name}": sentence for name, sentence in found.items()}
    return wrong


def is_bookable(day: date | None, today: date) -> bool:
    return day is None or today < day <= today + HORIZON


def lot_submit_id(submit_id: str, position: int) -> str:
    """The gesture that places the lot of that rank, the first being 0: the same each time it is sent."""
    return submit_id if not position else str(uuid.uuid5(uuid.UUID(submit_id), f"lot {position}"))


def is_submit_id(text: str) -> bool:
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False


def surface_of(facts: Facts) -> Decimal:
    """Of facts already checked, in m² to the hundredth."""
    return Decimal(facts.surface or 0).quantize(Decimal("0.01"))


def advised(assessment: Assessment) -> tuple[str, ...]:
    """The missions ticked before the visitor says anything: due ones, and those that may be due.

    Not knowing never costs a sale its lead or gas report: what an unanswered fact may ask for is taken by prudence and
    can be left out. A report that stays valid is not ordered again.
    """
    return tuple(line.code for line in assessment.lines if line.kind is Supply.MISSION and _is_advised(line))


def searched(order: Order, lines: Iterable[OrderLine] = ()) -> str:
    """What lists search and sort by: the contact's name first, the missions last."""
    phone = order.contact_phone
    words = normalise(
        order.contact_name,
        order.number,
        order.contact_email,
        phone,
        phone.replace(" ", ""),
        order.street,
        order.postcode,
        order.city,
        *(line.label for line in lines),
    )
    return words[:_LONGEST_SEARCHED]


def _is_advised(line: Line) -> bool:
    if line.existing is not None and line.existing.kept:
        return False
    prudent = line.verdict is Verdict.UNKNOWN and line.code not in _SETTLED_LATER
    return line.verdict is Verdict.MANDATORY or prudent


def _is_surface(facts: Facts) -> bool:
    return facts.surface is not None and 1 <= Decimal(facts.surface) <= _LARGEST_SURFACE
