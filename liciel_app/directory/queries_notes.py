"""Reading what was said with clients, and whom to call back."""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Select, false
from sqlalchemy import select as sa_select
from sqlmodel import col

from liciel_app.core.access import Actor, Permission
from liciel_app.core.language import day_short, moment
from liciel_app.core.work import Work
from liciel_app.directory.models import Client
from liciel_app.directory.models_notes import Talk

MOST: Final = 200


@dataclass(frozen=True, slots=True)
class TalkRow:
    """`kind` is a code; `due` a day, empty when nothing was promised; `late`: that day is past and nothing was done."""

    id: int
    kind: str
    text: str
    author: str
    written: str
    due: str
    done: str
    late: bool


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Somebody to call back: the one waiting longest first."""

    id: int
    client_id: int
    client: str
    phone: str
    email: str
    kind: str
    text: str
    author: str
    due: str
    late: bool
    today: bool


def visible_to(actor: Actor) -> Select[Any]:
    """Of the office alone, for who reads its clients: no client reads what is said of him."""
    standing = sa_select(Talk).where(col(Talk.removed_at).is_(None))
    may = actor.is_office and actor.may(Permission.DIRECTORY_READ)
    return standing if may else standing.where(false())


def talks(work: Work, client_id: int) -> list[TalkRow]:
    """With that client, the latest first."""
    wanted = visible_to(work.actor).where(col(Talk.client_id) == client_id).order_by(col(Talk.id).desc()).limit(MOST)
    return [_row(work, one) for one in work.db.scalars(wanted).all()]


def follow_ups(work: Work) -> list[FollowUp]:
    """Everybody the office promised to come back to, latest promises last."""
    waiting = visible_to(work.actor).where(col(Talk.due_on).is_not(None), col(Talk.done_at).is_(None))
    named = waiting.join(Client, col(Client.id) == col(Talk.client_id)).add_columns(Client)
    found = work.db.execute(named.order_by(col(Talk.due_on), col(Talk.id)).limit(MOST))  # pyright: ignore[reportDeprecated]
    return [_follow_up(work, talk, client) for talk, client in found.all()]


def _row(work: Work, talk: Talk) -> TalkRow:
    return TalkRow(
        id=talk.id or 0,
        kind=str(talk.kind),
        text=talk.text,
        author=talk.author,
        written=moment(talk.written_at),
        due=day_short(talk.due_on),
        done=moment(talk.done_at),
        late=talk.due_on is not None and talk.done_at is None and talk.due_on < work.today,
    )


def _follow_up(work: Work, talk: Talk, client: Client) -> FollowUp:
    return FollowUp(
        id=talk.id or 0,
        client_id=client.id or 0,
        client=client.name,
        phone=client.phone,
        email=client.email,
        kind=str(talk.kind),
        text=talk.text,
        author=talk.author,
        due=day_short(talk.due_on),
        late=talk.due_on is not None and talk.due_on < work.today,
        today=talk.due_on == work.today,
    )
