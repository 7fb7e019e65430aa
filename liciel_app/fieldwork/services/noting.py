"""Ticking what was done, naming the rooms, saying the hours."""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import col, select

from liciel_app.core.errors import Conflict, NotFound
from liciel_app.core.text import normalise, one_line
from liciel_app.core.work import Work
from liciel_app.dossiers import queries as dossiers
from liciel_app.dossiers import rules as dossier_rules
from liciel_app.dossiers.models import Dossier
from liciel_app.dossiers.services import rights
from liciel_app.dossiers.services.changing import changed
from liciel_app.fieldwork import queries, rules
from liciel_app.fieldwork.models import ChecklistTick, VisitHours, VisitRoom
from liciel_app.orders import checklists

LONGEST_NAME = 60


def tick(work: Work, dossier_id: int, items: Iterable[str], at: datetime) -> None:
    """Those things were done; what was ticked before keeps its author. Items nobody knows are ignored."""
    dossier = opened(work, dossier_id)
    done = queries.ticks(work, dossier_id)
    news = [item for item in dict.fromkeys(items) if item in checklists.ITEMS and item not in done]
    for item in news:
        work.db.add(_tick(work, dossier_id, item, at))
    if news:
        changed(work, dossier, "visit.checked", after={"items": news})


def untick(work: Work, dossier_id: int, item: str) -> None:
    """It was not done after all."""
    dossier = opened(work, dossier_id)
    found = queries.ticks(work, dossier_id).get(item)
    if found is None:
        return
    work.db.delete(found)
    changed(work, dossier, "visit.unchecked", before={"items": [item], "by": found.by})


def note_room(work: Work, dossier_id: int, room: VisitRoom) -> VisitRoom:
    """The same level and name again correct the room. Raises Invalid for one not visited without a reason."""
    dossier = opened(work, dossier_id)
    level, name = one_line(room.level, LONGEST_NAME), one_line(room.name, LONGEST_NAME)
    why, note = one_line(room.why), one_line(room.note, 500)
    rules.check_room(name, visited=room.visited, why=why)
    room.level, room.name, room.note, room.why = level, name, note, "" if room.visited else why
    kept = next((one for one in queries.rooms(work, dossier_id) if _same(one, level, name)), room)
    kept.visited, kept.why, kept.note, kept.by, kept.at = room.visited, room.why, room.note, work.actor.name, room.at
    work.db.add(kept)
    told = {"room": " ".join(filter(None, (level, name))), "visited": kept.visited, "why": kept.why}
    changed(work, dossier, "visit.room_noted", after=told)
    return kept


def remove_room(work: Work, room_id: int) -> None:
    room = work.db.exec(select(VisitRoom).where(col(VisitRoom.id) == room_id)).first()
    if room is None:
        raise NotFound("Cette pièce est introuvable.")
    dossier = opened(work, room.dossier_id)
    if room.removed_at is None:
        room.removed_at = work.now
        work.db.add(room)
        changed(work, dossier, "visit.room_removed", before={"room": room.name, "level": room.level})


def note_hours(work: Work, dossier_id: int, wanted: rules.Hours, reason: str, at: datetime) -> VisitHours:
    """The hours on site as the technician says them; what the buttons noted is changed with a reason only."""
    dossier = opened(work, dossier_id)
    reason = one_line(reason)
    arrived_at = rules.check_hours(wanted, queries.tapped(work, dossier), reason, work.now)
    hours = VisitHours(
        dossier_id=dossier_id,
        arrived_at=arrived_at,
        started_at=wanted.started_at,
        ended_at=wanted.ended_at,
        break_minutes=wanted.break_minutes,
        reason=reason,
        by=work.actor.name,
        at=at,
    )
    work.db.add(hours)
    changed(work, dossier, "visit.hours_noted", after={"minutes": wanted.minutes, "reason": reason})
    return hours


def opened(work: Work, dossier_id: int) -> Dossier:
    """The dossier, for this gesture alone. Raises NotAllowed, NotFound, and Conflict once it is handed over.

    The office still corrects afterwards.
    """
    rights.desk_or_field(work)
    dossier = dossiers.locked(work, dossier_id)
    if dossier.stage not in dossier_rules.BEFORE_PAPERWORK and not work.actor.is_office:
        raise Conflict("Ce dossier est remis au bureau : appelez-le pour changer quelque chose.")
    return dossier


def _tick(work: Work, dossier_id: int, item: str, at: datetime) -> ChecklistTick:
    return ChecklistTick(dossier_id=dossier_id, item=item, by_id=work.actor.account_id, by=work.actor.name, at=at)


def _same(room: VisitRoom, level: str, name: str) -> bool:
    return normalise(room.level, room.name) == normalise(level, name)
