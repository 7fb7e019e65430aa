"""What a hand does on the board, as the agenda's own verbs: place, move, put back, publish."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from liciel_app.agenda import queries as agenda_queries
from liciel_app.agenda import services as agenda
from liciel_app.agenda.queries import board as board_queries
from liciel_app.agenda.services.publishing import Former, former
from liciel_app.core import clock
from liciel_app.core.errors import Invalid
from liciel_app.core.language import hour, say
from liciel_app.core.work import Work
from liciel_app.dossiers import services
from liciel_app.dossiers.queries import tray
from liciel_app.office.models import Account

VISIT: Final = "v"
DOSSIER: Final = "d"
NOT_HERE: Final = "Déposez-le sur une heure libre d’un technicien."


@dataclass(frozen=True, slots=True)
class Held:
    """What is in the hand: an appointment of the board, or a dossier of the tray."""

    kind: str
    number: int


@dataclass(frozen=True, slots=True)
class Spot:
    """Where it is let go. `minutes` 0: the length it has; `seen`: the version the hand had before its eyes.

    `resources`: the things chosen for it (None: as `agenda.move` and `services.assign` do).
    """

    technician_id: int
    starts_at: datetime
    minutes: int = 0
    seen: int | None = None
    resources: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Carried:
    """What was done, in one sentence, and what undoing it needs."""

    words: str
    former: Former | None = None
    dossier: int = 0
    days: tuple[datetime, ...] = ()


def held(text: str) -> Held:
    """« v12 » or « d5 ». Raises Invalid for anything else: travel and leave are not carried."""
    kind, number = text[:1], text[1:]
    if kind not in (VISIT, DOSSIER) or not number.isdecimal():
        raise Invalid({"what": "Cela ne se déplace pas."})
    return Held(kind, int(number))


def spot(place: dict[str, str], seen: int | None = None) -> Spot:
    """A place as the calendar tells it. Raises Invalid for one outside the board."""
    try:
        technician = int(place.get("resource", ""))
        starts = datetime.fromisoformat(place.get("start", ""))
        ends = datetime.fromisoformat(place["end"]) if place.get("end") else starts
    except ValueError:
        raise Invalid({"where": NOT_HERE}) from None
    starts_at = clock.at_office(starts.date(), starts.hour, starts.minute)
    ends_at = clock.at_office(ends.date(), ends.hour, ends.minute)
    return Spot(technician, starts_at, int((ends_at - starts_at).total_seconds()) // 60, seen)


def carry(work: Work, what: Held, where: Spot) -> Carried:
    """Plan the dossier of the tray, told to nobody before « Publier », or move the appointment; refuses as they do."""
    if what.kind == DOSSIER:
        return _place(work, what.number, where)
    appointment = agenda_queries.get(work, what.number)
    kept = former(appointment)
    moved = agenda.move(
        work,
        what.number,
        technician_id=where.technician_id,
        starts_at=where.starts_at,
        minutes=where.minutes or kept.minutes,
        seen=where.seen,
        resources=where.resources,
    )
    return Carried(_told(work, moved.title, where), former=kept, days=(kept.starts_at, moved.starts_at))


def put_back(work: Work, done: Carried) -> None:
    """« Annuler »: where it was, or back into the tray."""
    if done.former is not None:
        agenda.restore(work, done.former)
    elif done.dossier:
        services.cancel_visit(work, done.dossier)


def publish(work: Work, since: datetime, until: datetime) -> int:
    """How many appointments were told to their people."""
    return len(agenda.publish(work, since=since, until=until))


def minutes_of(work: Work, what: Held) -> int:
    if what.kind == DOSSIER:
        return tray.minutes_of(work, what.number)
    return board_queries.one_booked(work, what.number).minutes


def _place(work: Work, dossier_id: int, where: Spot) -> Carried:
    booked = services.assign(
        work,
        dossier_id,
        technician_id=where.technician_id,
        starts_at=where.starts_at,
        minutes=where.minutes or tray.minutes_of(work, dossier_id),
        provisional=True,
        resources=where.resources,
    )
    return Carried(_told(work, booked.title, where), dossier=dossier_id, days=(booked.starts_at,))


def _told(work: Work, title: str, where: Spot) -> str:
    """« Maison 95 m², Talence : mardi 24 à 10 h 30, Karim Benali »"""
    local = clock.local(where.starts_at)
    name = work.db.get_one(Account, where.technician_id).name
    return say(
        "{title} : le {day} à {hour}, {technician}.",
        work.language,
        title=title,
        day=f"{local:%d/%m}",
        hour=hour(where.starts_at),
        technician=name,
    )
