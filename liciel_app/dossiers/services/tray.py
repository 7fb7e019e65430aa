"""The tray as the tours take from it: what waits for a visit, placed provisionally once accepted, or given back."""

from collections.abc import Collection
from datetime import datetime
from typing import Final

from liciel_app.agenda.models import Appointment
from liciel_app.agenda.queries.tour_facts import Tray, Waiting
from liciel_app.core.work import Work
from liciel_app.dossiers import queries
from liciel_app.dossiers.models import Dossier
from liciel_app.dossiers.queries import tray
from liciel_app.dossiers.services import planning

DOSSIER: Final = "d"


def waiting(work: Work) -> list[Waiting]:
    """The oldest first, as many as the board shows."""
    return [_waiting(work, row.id, f"{row.reference} · {row.town}") for row in tray.tray(work).rows]


def lock(work: Work, waits: Collection[str]) -> None:
    """Dossiers before people, as `planning.assign` does."""
    for number in sorted(map(_number, waits)):
        queries.locked(work, number)


def place(work: Work, wait: str, technician_id: int, starts_at: datetime, minutes: int) -> Appointment:
    return planning.assign(
        work, _number(wait), technician_id=technician_id, starts_at=starts_at, minutes=minutes, provisional=True
    )


def take_back(work: Work, wait: str) -> Dossier:
    return planning.cancel_visit(work, _number(wait))


def _waiting(work: Work, dossier_id: int, title: str) -> Waiting:
    visit, located = tray.wanted_visit(work, dossier_id)
    at = visit.at if located else None
    return Waiting(f"{DOSSIER}{dossier_id}", title, visit.minutes, at, visit.skills, visit.instruments)


def _number(wait: str) -> int:
    return int(wait.removeprefix(DOSSIER))


TRAY: Final = Tray(waiting, lock, place, take_back)
