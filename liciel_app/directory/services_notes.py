# pyright: strict
"""Keeping what was said with a client, and taking it up again on the day that was promised."""

from datetime import date, timedelta
from typing import Final

from sqlmodel import col, select

from liciel_app.core.access import Permission
from liciel_app.core.errors import Invalid, NotAllowed, NotFound
from liciel_app.core.work import Work
from liciel_app.directory import queries
from liciel_app.directory.models import Client
from liciel_app.directory.models_notes import Talk, TalkKind

LONGEST: Final = 4000
FARTHEST: Final = timedelta(days=5 * 366)


def note_talk(work: Work, client_id: int, *, kind: str, text: str, due_on: date | None = None) -> Talk:
    """Raises NotFound for an absent client, Invalid for an empty text, an unknown kind or an impossible day."""
    _only_writers(work)
    _client(work, client_id)
    _check(kind, text, due_on, work.today)
    talk = Talk(
        client_id=client_id,
        kind=TalkKind(kind),
        text=text.strip(),
        author_id=work.actor.account_id,
        author=work.actor.name,
        written_at=work.now,
        due_on=due_on,
    )
    work.db.add(talk)
    work.db.flush()
    work.record("talk.noted", talk, after={"client_id": client_id, "kind": kind, "due_on": due_on})
    return talk


def settle_talk(work: Work, talk_id: int) -> Talk:
    """What was to be taken up again is done; a second click changes nothing."""
    talk = _open(work, talk_id)
    if talk.due_on is not None and talk.done_at is None:
        talk.done_at, talk.done_by = work.now, work.actor.name
        work.db.add(talk)
        work.record("talk.settled", talk, after={"client_id": talk.client_id})
    return talk


def remove_talk(work: Work, talk_id: int) -> Talk:
    """Out of the page; the journal keeps its words."""
    talk = _open(work, talk_id)
    if talk.removed_at is None:
        talk.removed_at = work.now
        work.db.add(talk)
        work.record("talk.removed", talk, before={"client_id": talk.client_id, "text": talk.text})
    return talk


def put_back_talk(work: Work, talk_id: int) -> Talk:
    """The undo of `remove_talk`."""
    talk = _open(work, talk_id)
    if talk.removed_at is not None:
        talk.removed_at = None
        work.db.add(talk)
        work.record("talk.put_back", talk, after={"client_id": talk.client_id})
    return talk


def _check(kind: str, text: str, due_on: date | None, today: date) -> None:
    checks = {
        "kind": (kind in list(TalkKind), "Choisissez dans la liste."),
        "text": (0 < len(text.strip()) <= LONGEST, "Écrivez ce qui a été dit, en 4 000 signes au plus."),
        "due_on": (due_on is None or today <= due_on <= today + FARTHEST, "Choisissez un jour à venir."),
    }
    wrong = {field: sentence for field, (good, sentence) in checks.items() if not good}
    if wrong:
        raise Invalid(wrong)


def _client(work: Work, client_id: int) -> Client:
    found = work.db.scalar(queries.visible_to(work.actor).where(col(Client.id) == client_id))
    if found is None:
        raise NotFound("Ce client est introuvable.")
    return found


def _open(work: Work, talk_id: int) -> Talk:
    _only_writers(work)
    talk = work.db.exec(select(Talk).where(col(Talk.id) == talk_id).with_for_update()).first()
    if talk is None:
        raise NotFound("Cette note est introuvable.")
    return talk


def _only_writers(work: Work) -> None:
    if not work.actor.is_office or not work.actor.may(Permission.DIRECTORY_WRITE):
        raise NotAllowed
