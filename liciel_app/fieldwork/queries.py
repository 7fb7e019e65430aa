"""What was done at a visit, for whoever sees its dossier; the hours come from the stages tapped on the phone."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import col, select

from liciel_app.agenda import rules as agenda_rules
from liciel_app.core import clock
from liciel_app.core.journal import JournalEntry
from liciel_app.core.language import moment, say
from liciel_app.core.work import Work
from liciel_app.dossiers import queries as dossiers
from liciel_app.dossiers.models import Dossier, Mission
from liciel_app.dossiers.models_field import Sending
from liciel_app.fieldwork import rules
from liciel_app.fieldwork.models import ChecklistTick, VisitHours, VisitRoom, VisitSignature
from liciel_app.orders import checklists


@dataclass(frozen=True, slots=True)
class ItemRow:
    """`done`: by whom and when, empty while it is to do."""

    code: str
    words: str
    done: str = ""


@dataclass(frozen=True, slots=True)
class ListRow:
    """One mission's list; `left`: what is to do, `done`: what was done."""

    code: str
    title: str
    left: list[ItemRow]
    done: list[ItemRow]


@dataclass(frozen=True, slots=True)
class RoomRow:
    id: int
    level: str
    name: str
    visited: bool
    why: str
    note: str


@dataclass(frozen=True, slots=True)
class HoursRow:
    """Hours as time fields hold them (`arrived`…), and as the buttons noted them (`tapped`); `spent` in words."""

    arrived: str = ""
    started: str = ""
    ended: str = ""
    pause: int = 0
    spent: str = ""
    tapped: str = ""
    said: str = ""
    """Who wrote other hours, and why."""


@dataclass(frozen=True, slots=True)
class SignatureRow:
    """`link`: the attestation, empty while it is being printed."""

    id: int
    name: str
    quality: str
    signed: str
    seal: str
    link: str


@dataclass(frozen=True, slots=True)
class OnSite:
    """`missing`: one sentence for each thing the visit still lacks."""

    lists: list[ListRow] = field(default_factory=list[ListRow])
    left: int = 0
    rooms: list[RoomRow] = field(default_factory=list[RoomRow])
    hours: HoursRow = field(default_factory=HoursRow)
    signatures: list[SignatureRow] = field(default_factory=list[SignatureRow])
    missing: list[str] = field(default_factory=list[str])


def on_site(work: Work, dossier_id: int) -> OnSite:
    """Raises NotFound for an absent dossier and for a colleague's."""
    dossier = dossiers.get(work, dossier_id)
    lists = _lists(work, dossier_id)
    left = sum(len(one.left) for one in lists)
    seen, signed = [_room(one) for one in rooms(work, dossier_id)], _signatures(work, dossier_id)
    return OnSite(
        lists=lists,
        left=left,
        rooms=seen,
        hours=_hours_row(work, dossier),
        signatures=signed,
        missing=list(_missing(work, left, seen, signed)),
    )


def ticks(work: Work, dossier_id: int) -> dict[str, ChecklistTick]:
    found = work.db.exec(select(ChecklistTick).where(col(ChecklistTick.dossier_id) == dossier_id)).all()
    return {one.item: one for one in found}


def rooms(work: Work, dossier_id: int) -> Sequence[VisitRoom]:
    """In the order they were named."""
    wanted = select(VisitRoom).where(col(VisitRoom.dossier_id) == dossier_id, col(VisitRoom.removed_at).is_(None))
    return work.db.exec(wanted.order_by(col(VisitRoom.id))).all()


def tapped(work: Work, dossier: Dossier) -> rules.Hours:
    """When each button was pressed, by the phone's own clock for those pressed without network."""
    if dossier.appointment_id is None:
        return rules.Hours()
    wanted = select(JournalEntry.at, JournalEntry.after).where(
        col(JournalEntry.subject_kind) == "appointment",
        col(JournalEntry.subject_id) == dossier.appointment_id,
        col(JournalEntry.action) == "appointment.progressed",
    )
    pressed = _pressed(work, dossier.appointment_id)
    found = work.db.exec(wanted.order_by(col(JournalEntry.seq))).all()
    noted = [(str(json.loads(after)["state"]), at) for at, after in found]
    return rules.tapped(rules.moments((state, pressed.get((state, at), at)) for state, at in noted))


def held(work: Work, dossier: Dossier) -> rules.Hours:
    """The hours that count: the last ones somebody wrote, else those of the buttons."""
    wanted = _written(work, dossier.id or 0)
    if wanted is None:
        return tapped(work, dossier)
    return rules.Hours(wanted.arrived_at, wanted.started_at, wanted.ended_at, wanted.break_minutes)


def mission_codes(work: Work, dossier_id: int) -> list[str]:
    wanted = select(Mission.code).where(col(Mission.dossier_id) == dossier_id).order_by(col(Mission.position))
    return list(work.db.exec(wanted).all())


def _pressed(work: Work, appointment_id: int) -> dict[tuple[str, datetime], datetime]:
    """By state and moment of receipt: when a button pressed without network was really pressed."""
    wanted = select(Sending).where(col(Sending.kind) == "progress", col(Sending.about) == appointment_id)
    found = work.db.exec(wanted).all()
    return {(str(json.loads(one.body).get("state", "")), one.received_at): one.typed_at for one in found}


def _written(work: Work, dossier_id: int) -> VisitHours | None:
    wanted = select(VisitHours).where(col(VisitHours.dossier_id) == dossier_id)
    return work.db.exec(wanted.order_by(col(VisitHours.id).desc()).limit(1)).first()


def _lists(work: Work, dossier_id: int) -> list[ListRow]:
    done = ticks(work, dossier_id)
    return [_list(work, code, done) for code in checklists.asked(mission_codes(work, dossier_id))]


def _list(work: Work, code: str, done: dict[str, ChecklistTick]) -> ListRow:
    items = [_item(work, item, done.get(item.code)) for item in checklists.items(code)]
    title = say(checklists.title(code), work.language)
    return ListRow(code, title, [one for one in items if not one.done], [one for one in items if one.done])


def _item(work: Work, item: checklists.Item, tick: ChecklistTick | None) -> ItemRow:
    done = f"{tick.by}, {moment(tick.at)}" if tick else ""
    return ItemRow(item.code, say(item.words, work.language), done)


def _room(one: VisitRoom) -> RoomRow:
    return RoomRow(one.id or 0, one.level, one.name, one.visited, one.why, one.note)


def _hours_row(work: Work, dossier: Dossier) -> HoursRow:
    noted, counted, written = tapped(work, dossier), held(work, dossier), _written(work, dossier.id or 0)
    reason = f"{written.by} : {written.reason}" if written and written.reason else ""
    return HoursRow(
        arrived=_clock(counted.arrived_at),
        started=_clock(counted.started_at),
        ended=_clock(counted.ended_at),
        pause=counted.break_minutes,
        spent="" if counted.minutes is None else agenda_rules.length(counted.minutes),
        tapped=" – ".join(_clock(at) or "…" for at in (noted.arrived_at, noted.ended_at)) if noted.arrived_at else "",
        said=reason,
    )


def _clock(at: datetime | None) -> str:
    return clock.local(at).strftime("%H:%M") if at else ""


def _signatures(work: Work, dossier_id: int) -> list[SignatureRow]:
    wanted = select(VisitSignature).where(col(VisitSignature.dossier_id) == dossier_id)
    return [_signature(work, one) for one in work.db.exec(wanted.order_by(col(VisitSignature.id))).all()]


def _signature(work: Work, one: VisitSignature) -> SignatureRow:
    quality = say(rules.QUALITIES.get(one.quality, one.quality), work.language)
    link = f"/fichiers/{one.file_id}" if one.file_id else ""
    return SignatureRow(one.id or 0, one.name, quality, moment(one.signed_at), one.manifest_sha256[:16], link)


def _missing(work: Work, left: int, seen: Sequence[RoomRow], signed: Sequence[SignatureRow]) -> Iterator[str]:
    if left:
        yield say("Checklist : {count} points ne sont pas cochés.", work.language, count=left)
    if not seen:
        yield say("Aucune pièce n’est notée.", work.language)
    if not signed:
        yield say("Personne n’a signé l’attestation de visite.", work.language)
