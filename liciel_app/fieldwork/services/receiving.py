"""What a phone sends of a visit, beside what it sends of a dossier (`dossiers.services.sending`)."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from liciel_app.core import clock
from liciel_app.core.errors import Invalid
from liciel_app.core.work import Work
from liciel_app.dossiers import queries as dossiers
from liciel_app.dossiers.models_field import Outcome, Sending
from liciel_app.dossiers.services import sending
from liciel_app.dossiers.services.sending import Gesture, Sent
from liciel_app.fieldwork import queries, rules
from liciel_app.fieldwork.models import VisitRoom
from liciel_app.fieldwork.services import noting, signing


def receive(work: Work, sent: Sent) -> Sending:
    """As `sending.receive`, which knows nothing of visits."""
    return sending.receive(work, sent, KINDS)


def _checklist(work: Work, sent: Sent) -> Outcome:
    noting.tick(work, sent.about, sent.values, sent.typed_at)
    return Outcome.DONE


def _room(work: Work, sent: Sent) -> Outcome:
    said = sent.values
    room = VisitRoom(
        dossier_id=sent.about,
        level=said.get("level", ""),
        name=said.get("name", ""),
        visited=said.get("visited") != "non",
        why=said.get("why", ""),
        note=said.get("note", ""),
        by=work.actor.name,
        at=sent.typed_at,
    )
    noting.note_room(work, sent.about, room)
    return Outcome.DONE


def _hours(work: Work, sent: Sent) -> Outcome:
    """Of the day he really came, else of the one that is planned."""
    dossier = dossiers.get(work, sent.about)
    day = queries.tapped(work, dossier).arrived_at or dossier.visit_at or sent.typed_at
    wanted = rules.Hours(
        _at(sent, "arrived", day), _at(sent, "started", day), _at(sent, "ended", day), _minutes(sent.values)
    )
    noting.note_hours(work, sent.about, wanted, sent.values.get("reason", ""), sent.typed_at)
    return Outcome.DONE


def _signature(work: Work, sent: Sent) -> Outcome:
    """`signature` and `size`: the drawing, stored by the door it came through."""
    said = sent.values
    drawn = said["signature"], int(said["size"])
    asked = said.get("name", ""), said.get("quality", ""), said.get("remarks", "")
    signing.sign(work, sent.about, signing.Signed(*asked, *drawn, sent.typed_at))
    return Outcome.DONE


def _at(sent: Sent, name: str, day: datetime) -> datetime | None:
    """An hour of that day, or nothing."""
    text = sent.values.get(name, "")
    if not text:
        return None
    found = re.fullmatch(r"(\d{1,2}):(\d{2})(?::\d{2})?", text)
    if found is None or not (int(found[1]) < 24 and int(found[2]) < 60):  # noqa: PLR2004 a clock's hours and minutes
        raise Invalid({name: "Choisissez l’heure."})
    return clock.at_office(clock.local(day).date(), int(found[1]), int(found[2]))


def _minutes(said: Mapping[str, str]) -> int:
    text = said.get("pause", "").strip() or "0"
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 5 else -1  # noqa: PLR2004 a day has 4 digits


KINDS: Final[Mapping[str, Gesture]] = {
    **sending.KINDS,
    "checklist": _checklist,
    "hours": _hours,
    "room": _room,
    "signature": _signature,
}
