"""The visits a slot is looked for: a dossier « À planifier », one that moves, or words typed at the desk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Final

from sqlmodel import col, select

from liciel_app.agenda import queries as agenda
from liciel_app.agenda.places import Located
from liciel_app.agenda.queries import planning_facts, things
from liciel_app.agenda.queries.planning_facts import Wanted
from liciel_app.agenda.rules import LONGEST, SHORTEST, Place, length
from liciel_app.agenda.slots import facts
from liciel_app.core.errors import Invalid, Refused
from liciel_app.core.work import Work
from liciel_app.dossiers.models import Dossier, Mission, Stage
from liciel_app.dossiers.queries.scope import get, visible_to
from liciel_app.dossiers.queries.sheet import address, usual_minutes
from liciel_app.orders.certificates import skills_for
from liciel_app.orders.durations import USUAL_DURATIONS, minutes
from liciel_app.orders.labels import LABELS

MOST_WAITING: Final = 200
_ROOM: Final = "Cette durée doit être de 15 minutes à 12 heures."
_NOWHERE: Final = "L’adresse de ce dossier n’est pas localisée : complétez-la dans le dossier."


@dataclass(frozen=True, slots=True)
class ToPlan:
    """A dossier that waits for its visit, oldest first."""

    id: int
    words: str


@dataclass(frozen=True, slots=True)
class Wished:
    """The visit to place. `dossier_id` 0: typed at the desk. `appointment_id`: the one that moves, 0 without any."""

    title: str
    where: Place
    minutes: int
    codes: tuple[str, ...]
    property_kind: str = ""
    dossier_id: int = 0
    appointment_id: int = 0
    approximate: bool = False
    contact: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class WishedRow:
    """The same for the screen."""

    title: str = ""
    reference: str = ""
    address: str = ""
    missions: list[str] = field(default_factory=list[str])
    lasts: str = ""
    contact: str = ""
    href: str = ""
    lat: float = 0.0
    lon: float = 0.0
    approximate: bool = False
    moving: bool = False


def to_plan(work: Work) -> list[ToPlan]:
    wanted = visible_to(work.actor).where(col(Dossier.stage) == Stage.TO_PLAN)
    found = work.db.scalars(wanted.order_by(col(Dossier.created_at), col(Dossier.id)).limit(MOST_WAITING)).all()
    return [ToPlan(one.id or 0, f"{one.reference} · {one.title}") for one in found]


def wished(work: Work, dossier_id: int) -> Wished:
    """Raises NotFound for an absent dossier, Invalid for one nobody can drive to."""
    dossier = get(work, dossier_id)
    if dossier.lat is None or dossier.lon is None:
        raise Invalid({"dossier": _NOWHERE}, _NOWHERE)
    codes = _codes(work, dossier_id)
    return Wished(
        title=dossier.title,
        where=Place(dossier.street, dossier.postcode, dossier.city, dossier.lat, dossier.lon),
        minutes=_booked_minutes(work, dossier) or usual_minutes(dossier, codes),
        codes=tuple(codes),
        property_kind=dossier.property_kind,
        dossier_id=dossier_id,
        appointment_id=dossier.appointment_id or 0,
        contact=dossier.contact_name,
        phone=dossier.contact_phone,
    )


def typed(values: Mapping[str, str], codes: Sequence[str], found: Located | None) -> Wished:
    """What was typed at the desk. Raises Invalid, a sentence by field; nothing typed is lost."""
    wrong: dict[str, str] = {}
    known = tuple(code for code in codes if code in LABELS)
    if found is None:
        wrong["address"] = "Cette adresse est introuvable : indiquez au moins le code postal et la commune."
    if not known and not values.get("minutes", "").strip():
        wrong["minutes"] = "Choisissez des missions, ou indiquez une durée."
    lasts = _minutes(values, known, wrong)
    if wrong or found is None:
        raise Invalid(wrong)
    short = ", ".join(LABELS[code].short for code in known)
    return Wished(
        title=f"{short}, {found.city}" if short else found.city,
        where=Place(found.street, found.postcode, found.city, found.lat, found.lon),
        minutes=lasts,
        codes=known,
        approximate=found.approximate,
        contact=values.get("contact", "").strip(),
        phone=values.get("phone", "").strip(),
    )


def question(work: Work, wish: Wished) -> facts.Question:
    """Ready for `planner.best_slots`: every slot of every technician."""
    return planning_facts.question(work, visit(work, wish), Wanted(besides=wish.appointment_id))


def visit(work: Work, wish: Wished) -> facts.Visit:
    return facts.Visit(
        (wish.where.lat or 0.0, wish.where.lon or 0.0),
        wish.minutes,
        frozenset(skills_for(wish.codes, wish.property_kind)),
        things.served(work, wish.codes),
    )


def row(work: Work, wish: Wished) -> WishedRow:
    dossier = get(work, wish.dossier_id) if wish.dossier_id else None
    return WishedRow(
        title=wish.title,
        reference=dossier.reference if dossier else "",
        address=address(dossier) if dossier else f"{wish.where.street} {wish.where.postcode} {wish.where.city}".strip(),
        missions=[LABELS[code].short for code in wish.codes],
        lasts=length(wish.minutes),
        contact=" · ".join(part for part in (wish.contact, wish.phone) if part),
        href=f"/bureau/dossiers/{wish.dossier_id}" if dossier else "",
        lat=wish.where.lat or 0.0,
        lon=wish.where.lon or 0.0,
        approximate=wish.approximate,
        moving=wish.appointment_id > 0,
    )


def _codes(work: Work, dossier_id: int) -> list[str]:
    wanted = select(Mission.code).where(col(Mission.dossier_id) == dossier_id).order_by(col(Mission.position))
    return list(work.db.exec(wanted).all())


def _booked_minutes(work: Work, dossier: Dossier) -> int:
    """The length somebody chose for the visit that moves."""
    if dossier.appointment_id is None:
        return 0
    booked = agenda.get(work, dossier.appointment_id)
    return int((booked.ends_at - booked.starts_at).total_seconds()) // 60


def _minutes(values: Mapping[str, str], codes: Sequence[str], wrong: dict[str, str]) -> int:
    """As typed, else as the missions and the surface make it; a fault is added to `wrong`."""
    text = values.get("minutes", "").strip()
    if text:
        chosen = int(text) if text.isascii() and text.isdecimal() else 0
        if not SHORTEST <= chosen <= LONGEST:
            wrong["minutes"] = _ROOM
        return chosen
    try:
        return max(SHORTEST, minutes(USUAL_DURATIONS, codes, _surface(values)))
    except Invalid as refusal:
        wrong.update(refusal.fields)
    except Refused:
        wrong["minutes"] = "Indiquez une durée : l’office n’en a pas pour ces missions."
    return 0


def _surface(values: Mapping[str, str]) -> Decimal:
    text = values.get("surface", "").replace(",", ".").replace("\u202f", "").replace(" ", "").strip()
    try:
        return Decimal(text) if text else Decimal(1)
    except InvalidOperation:
        raise Invalid({"surface": "Indiquez une surface en m² supérieure à zéro."}) from None
