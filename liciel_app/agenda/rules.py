"""Time and places of appointments, on plain values."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from liciel_app.agenda.models import AppointmentKind, AppointmentState
from liciel_app.core.errors import Conflict, Invalid

SHORTEST: Final = 15
LONGEST: Final = 12 * 60
PROGRESS: Final = (
    AppointmentState.PLANNED,
    AppointmentState.ON_THE_WAY,
    AppointmentState.ARRIVED,
    AppointmentState.STARTED,
    AppointmentState.DONE,
)
STATE_WORDS: Final = {
    AppointmentState.PLANNED: "Planifié",
    AppointmentState.ON_THE_WAY: "En route",
    AppointmentState.ARRIVED: "Arrivé",
    AppointmentState.STARTED: "En cours",
    AppointmentState.DONE: "Terminé",
    AppointmentState.CANCELLED: "Annulé",
    AppointmentState.DAY_OFF: "Congé",
}


@dataclass(frozen=True, slots=True)
class Place:
    street: str = ""
    postcode: str = ""
    city: str = ""
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    name: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Details:
    """What a plain visit goes without. `skills`: certifications it needs; `provisional`: nobody is told yet.

    `needs`: its domains and missions, for the instruments that serve them; `resources`: the things it takes (None: what
    serves those missions, and the vehicle the technician always has).
    `warnings`: what to know before entering (the dog, the code); `window_minutes`: length of the arrival announced.
    """

    kind: AppointmentKind = AppointmentKind.VISIT
    provisional: bool = False
    window_minutes: int = 0
    skills: tuple[str, ...] = ()
    warnings: str = ""
    needs: tuple[str, ...] = ()
    resources: tuple[int, ...] | None = None


PLAIN: Final = Details()


def ends_at(starts_at: datetime, minutes: int) -> datetime:
    return starts_at + timedelta(minutes=minutes)


def check_time(starts_at: datetime, minutes: int, now: datetime) -> None:
    """Raises Invalid for a start without a time zone or in the past, and for an absurd length."""
    wrong: dict[str, str] = {}
    if starts_at.tzinfo is None or starts_at < now:
        wrong["starts_at"] = "Choisissez un horaire à venir."
    if not SHORTEST <= minutes <= LONGEST:
        wrong["minutes"] = "Un rendez-vous dure de 15 minutes à 12 heures."
    if wrong:
        raise Invalid(wrong)


def progressed(before: AppointmentState, after: str) -> AppointmentState:
    """The state a visit may be noted in. Raises Invalid for an unknown one, Conflict for a visit that is cancelled."""
    wanted = next((state for state in PROGRESS if state == after), None)
    if wanted is None:
        raise Invalid({"state": "Cet état n’existe pas."})
    if before not in PROGRESS:
        raise Conflict("Ce rendez-vous est annulé.")
    return wanted


def address(place: Place) -> str:
    town = f"{place.postcode} {place.city}".strip()
    return ", ".join(part for part in (place.street, town) if part)


def length(minutes: int) -> str:
    """1 h 30, 2 h, 45 min"""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest}\u00a0min"
    return f"{hours}\u00a0h\u00a0{rest:02d}" if rest else f"{hours}\u00a0h"
