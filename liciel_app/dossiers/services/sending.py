"""What a phone sends, once each: the number drawn on the phone makes a second sending the first one."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlmodel import col, select

from liciel_app.agenda import queries as agenda_queries
from liciel_app.agenda import rules as agenda_rules
from liciel_app.agenda import services as agenda
from liciel_app.agenda.services import sites
from liciel_app.core import clock
from liciel_app.core.errors import Invalid, NotFound, Refused
from liciel_app.core.text import one_line
from liciel_app.core.work import Work
from liciel_app.dossiers import queries
from liciel_app.dossiers.models_field import Outcome, PhotoFact, Sending
from liciel_app.dossiers.models_people import DossierNote
from liciel_app.dossiers.services import crossing, planning, rights
from liciel_app.dossiers.services.changing import changed
from liciel_app.office.models import Account

LONGEST_NOTE: Final = 4000
_NUMBER: Final = re.compile(r"[0-9a-f]{32}|[0-9a-f-]{36}")
_AHEAD: Final = timedelta(minutes=5)
"""A phone's clock may be a little fast; a time beyond that is the moment of receipt."""


@dataclass(frozen=True, slots=True)
class Sent:
    """`number`: drawn on the phone; `kind`: a key of `KINDS`; `about`: what it speaks of; `values`: as typed."""

    number: str
    kind: str
    about: int
    values: Mapping[str, str]
    typed_at: datetime


Gesture = Callable[[Work, Sent], Outcome]


def receive(work: Work, sent: Sent, kinds: Mapping[str, Gesture] | None = None) -> Sending:
    """Do what was typed, unless that number was received already: then the answer is the one given the first time.

    Raises Invalid for a kind nobody knows, NotFound for somebody else's number or record, and what the gesture itself
    refuses; nothing is written then, and the phone keeps what was typed. `kinds`: what may be sent, `KINDS` by default.
    """
    rights.desk_or_field(work)
    gesture = (kinds or KINDS).get(sent.kind)
    if gesture is None or not _NUMBER.fullmatch(sent.number):
        raise Invalid({"kind": "Cet envoi ne peut pas être lu."})
    _queue(work)
    known = _received(work, sent.number)
    if known is not None:
        return known
    sent = _dated(work, sent)
    row = Sending(
        number=sent.number,
        account_id=work.actor.account_id or 0,
        kind=sent.kind,
        about=sent.about,
        body=json.dumps(dict(sent.values), ensure_ascii=False),
        outcome=gesture(work, sent),
        typed_at=sent.typed_at,
        received_at=work.now,
    )
    work.db.add(row)
    work.db.flush()
    return row


def _queue(work: Work) -> None:
    """What one person sends is received one after the other, were it from two phones at once."""
    work.db.exec(select(Account).where(col(Account.id) == work.actor.account_id).with_for_update()).one()


def _received(work: Work, number: str) -> Sending | None:
    found = work.db.exec(select(Sending).where(col(Sending.number) == number)).first()
    if found is not None and found.account_id != work.actor.account_id:
        raise NotFound
    return found


def _dated(work: Work, sent: Sent) -> Sent:
    plausible = sent.typed_at.tzinfo is not None and sent.typed_at <= work.now + _AHEAD
    return sent if plausible else Sent(sent.number, sent.kind, sent.about, sent.values, work.now)


def _note(work: Work, sent: Sent) -> Outcome:
    """A note of the visit: signed, dated when it was typed, beside the office's."""
    dossier, text = queries.locked(work, sent.about), sent.values.get("text", "").strip()[:LONGEST_NOTE]
    if not text:
        raise Invalid({"text": "Écrivez la note."})
    note = DossierNote(
        dossier_id=sent.about,
        text=text,
        author_id=work.actor.account_id,
        author=work.actor.name,
        written_at=sent.typed_at,
    )
    work.db.add(note)
    changed(work, dossier, "dossier.noted", after={"text": text})
    return Outcome.DONE


def _conclusion(work: Work, sent: Sent) -> Outcome:
    return crossing.conclude(
        work,
        sent.about,
        text=sent.values.get("text", ""),
        base=sent.values.get("base", ""),
        typed_at=sent.typed_at,
    )


def _progress(work: Work, sent: Sent) -> Outcome:
    """How the visit went, tapped without network; a state noted since is not gone back on."""
    appointment, wanted = agenda_queries.get(work, sent.about), sent.values.get("state", "")
    order = [str(state) for state in agenda_rules.PROGRESS]
    now_at = str(appointment.state)
    if wanted in order and now_at in order and order.index(wanted) < order.index(now_at):
        return Outcome.DONE
    agenda.note_progress(work, sent.about, wanted)
    planning.follow(work, sent.about)
    return Outcome.DONE


def _leave(work: Work, sent: Sent) -> Outcome:
    first, last = _day(sent, "first_on"), _day(sent, "last_on", sent.values.get("first_on", ""))
    account_id, reason = work.actor.account_id or 0, sent.values.get("reason", "")
    agenda.ask_leave(work, account_id=account_id, first_on=first, last_on=last, reason=reason)
    return Outcome.DONE


def _appointment(work: Work, sent: Sent) -> Outcome:
    """« + »: an appointment of one's own, written from the road."""
    said = {name: one_line(text) for name, text in sent.values.items()}
    if not said.get("title"):
        raise Invalid({"title": "Dites de quoi il s’agit."})
    start = re.fullmatch(r"(\d{1,2}):(\d{2})", said.get("hour", ""))
    if start is None or not (int(start[1]) < 24 and int(start[2]) < 60):  # noqa: PLR2004 a clock's hours and minutes
        raise Invalid({"hour": "Choisissez l’heure."})
    minutes, warnings = said.get("minutes", ""), said.get("warnings", "")
    place = agenda_rules.Place(said.get("street", ""), said.get("postcode", ""), said.get("city", ""))
    agenda.book(
        work,
        technician_id=work.actor.account_id or 0,
        starts_at=clock.at_office(_day(sent, "day"), int(start[1]), int(start[2])),
        minutes=int(minutes) if minutes.isascii() and minutes.isdecimal() and len(minutes) < 5 else 0,  # noqa: PLR2004
        title=said["title"],
        place=place,
        contact=agenda_rules.Contact(said.get("contact", ""), said.get("phone", "")),
        link=("", 0),
        details=agenda_rules.Details(warnings=warnings),
    )
    if warnings and agenda_rules.address(place):
        sites.warn(work, agenda_rules.address(place), warnings)
    return Outcome.DONE


def _site(work: Work, sent: Sent) -> Outcome:
    """What to know before entering, for whoever goes there next."""
    sites.warn(work, queries.address(queries.get(work, sent.about)), sent.values.get("text", ""))
    return Outcome.DONE


def _photo(work: Work, sent: Sent) -> Outcome:
    """Where and when; the file itself came through the dossier's door, from the same person."""
    file = queries.file(work, sent.about)
    if file.uploaded_by_id != work.actor.account_id:
        raise NotFound("Ce fichier est introuvable.")
    if work.db.get(PhotoFact, sent.about) is None:
        lat, lon = _degrees(sent, "lat", 90), _degrees(sent, "lon", 180)
        placed = lat is not None and lon is not None
        accuracy = _degrees(sent, "accuracy", 1e6) if placed else None
        work.db.add(
            PhotoFact(
                file_id=sent.about,
                taken_at=sent.typed_at,
                lat=lat if placed else None,
                lon=lon if placed else None,
                accuracy=round(accuracy) if accuracy is not None else None,
            )
        )
        work.record("file.placed", file, after={"name": file.name})
    return Outcome.DONE


def _degrees(sent: Sent, name: str, most: float) -> float | None:
    """A number within its bounds, or nothing: a phone that lies about its place only loses it."""
    try:
        found = float(sent.values.get(name, ""))
    except ValueError:
        return None
    return found if -most <= found <= most else None


def _day(sent: Sent, name: str, otherwise: str = "") -> date:
    try:
        return date.fromisoformat(sent.values.get(name) or otherwise)
    except ValueError:
        raise Invalid({name: "Choisissez le jour."}) from None


KINDS: Final[Mapping[str, Gesture]] = {
    "appointment": _appointment,
    "conclusion": _conclusion,
    "leave": _leave,
    "note": _note,
    "photo": _photo,
    "progress": _progress,
    "site": _site,
}


def read_sent(said: object) -> Sent:
    """What a phone's JSON says. Raises Refused for anything else than a small flat sending."""
    if not isinstance(said, dict):
        raise Refused("Cet envoi ne peut pas être lu.")
    return _sent({str(name): value for name, value in said.items()})  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType] JSON


def _sent(said: Mapping[str, object]) -> Sent:
    about, values = said.get("about"), said.get("values")
    if not isinstance(about, int) or isinstance(about, bool) or not 0 <= about < 2**31:
        raise Refused("Cet envoi ne peut pas être lu.")
    if not isinstance(values, dict):
        raise Refused("Cet envoi ne peut pas être lu.")
    kept = {str(name): _clean(str(value)) for name, value in values.items()}  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType] JSON
    return Sent(str(said.get("id", "")), str(said.get("kind", "")), about, kept, _instant(said.get("typed_at")))


def _clean(text: str) -> str:
    """Without what no database keeps: lone halves of characters, and zeros."""
    return text.encode("utf-8", "replace").decode().replace("\x00", "")


def _instant(said: object) -> datetime:
    """When it was typed, by the phone; the far future when that cannot be read: it becomes the moment of receipt."""
    try:
        found = datetime.fromisoformat(str(said))
        return found if found.tzinfo else found.replace(tzinfo=clock.zone())
    except ValueError:
        return datetime.max.replace(tzinfo=clock.zone())
