# pyright: strict
"""The hours of a visit and the rooms of a property, on plain values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from liciel_app.core.errors import Invalid

STAGES: Final = ("on_the_way", "arrived", "started", "done")
LONGEST_BREAK: Final = 8 * 60
AHEAD: Final = timedelta(minutes=5)
QUALITIES: Final = {"client": "Client", "occupant": "Occupant", "mandataire": "Mandataire", "autre": "Autre personne"}


@dataclass(frozen=True, slots=True)
class Hours:
    """On site: from the arrival to the departure, less the breaks."""

    arrived_at: datetime | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    break_minutes: int = 0

    @property
    def minutes(self) -> int | None:
        """Time spent on site; none while the visit is not over."""
        if self.arrived_at is None or self.ended_at is None:
            return None
        return int((self.ended_at - self.arrived_at).total_seconds()) // 60 - self.break_minutes


def moments(taps: Iterable[tuple[str, datetime]]) -> Mapping[str, datetime]:
    """When each stage was reached, from the taps in their order; going back forgets what came after."""
    found: dict[str, datetime] = {}
    for state, at in taps:
        rank = STAGES.index(state) if state in STAGES else -1
        found = {stage: when for stage, when in found.items() if STAGES.index(stage) < rank}
        if rank >= 0:
            found[state] = at
    return found


def tapped(found: Mapping[str, datetime]) -> Hours:
    return Hours(found.get("arrived"), found.get("started"), found.get("done"))


def check_hours(wanted: Hours, tapped_: Hours, reason: str, now: datetime) -> datetime:
    """The arrival. Raises Invalid, field by field; a reason is required to say otherwise than the taps."""
    wrong = {**_order(wanted, now), **_break(wanted)}
    if differs(wanted, tapped_) and not reason:
        wrong["reason"] = "Dites pourquoi ces heures ne sont pas celles notées par les boutons."
    if wrong or wanted.arrived_at is None:
        raise Invalid(wrong)
    return wanted.arrived_at


def differs(wanted: Hours, tapped_: Hours) -> bool:
    """A moment that was tapped is said otherwise, to the minute."""
    pairs = (
        (tapped_.arrived_at, wanted.arrived_at),
        (tapped_.started_at, wanted.started_at),
        (tapped_.ended_at, wanted.ended_at),
    )
    return any(before is not None and _minute(before) != _minute(after) for before, after in pairs)


def _order(wanted: Hours, now: datetime) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if wanted.arrived_at is None:
        return {"arrived": "Indiquez l’heure d’arrivée."}
    known = [at for at in (wanted.arrived_at, wanted.started_at, wanted.ended_at) if at is not None]
    if max(known) > now + AHEAD:
        wrong["ended"] = "Ces heures ne sont pas encore passées."
    if wanted.started_at is not None and wanted.started_at < wanted.arrived_at:
        wrong["started"] = "La visite commence après l’arrivée."
    if wanted.ended_at is not None and wanted.ended_at < (wanted.started_at or wanted.arrived_at):
        wrong["ended"] = "La fin précède le début."
    return wrong


def _break(wanted: Hours) -> dict[str, str]:
    total = wanted.minutes
    if not 0 <= wanted.break_minutes <= LONGEST_BREAK or (total is not None and total < 0):
        return {"pause": "Les pauses sont plus longues que la visite."}
    return {}


def _minute(at: datetime | None) -> datetime | None:
    return at.replace(second=0, microsecond=0) if at else None


def check_room(name: str, *, visited: bool, why: str) -> None:
    """Raises Invalid: a room that was not visited is named in the reports with its reason."""
    wrong: dict[str, str] = {}
    if not name:
        wrong["name"] = "Nommez la pièce."
    if not visited and not why:
        wrong["why"] = "Dites pourquoi cette pièce n’a pas été visitée."
    if wrong:
        raise Invalid(wrong)
