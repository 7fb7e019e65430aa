"""Reading what left the office, what waits and what could not leave."""

import json
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, false, func, true
from sqlalchemy import select as sa_select
from sqlmodel import col

from liciel_app.core.access import Actor, Permission
from liciel_app.core.errors import NotFound
from liciel_app.core.language import moment
from liciel_app.core.paging import Asked, Page, page
from liciel_app.core.work import Work
from liciel_app.messaging import rules
from liciel_app.messaging.models import Message, SendingState

SORTABLE: Final = {"created": col(Message.created_at)}
STATES: Final = tuple(SendingState)
_OPENING: Final = 90
_ROW: Final = (
    col(Message.id),
    col(Message.channel),
    col(Message.template),
    col(Message.recipient),
    col(Message.subject),
    func.substr(col(Message.text), 1, _OPENING).label("opening"),
    col(Message.secret),
    (col(Message.attachments) != "[]").label("enclosed"),
    col(Message.state),
    col(Message.error),
    col(Message.created_at),
    col(Message.sent_at),
    col(Message.delivered_at),
    col(Message.link_kind),
    col(Message.link_id),
)


@dataclass(frozen=True, slots=True)
class MessageRow:
    """`state`: waiting, sent, delivered, failed or cancelled. `error`: why the last try did not succeed.

    `link_kind` names a table.
    `may_leave_again`: this reader may send it once more.
    """

    id: int
    channel: str
    recipient: str
    subject: str
    state: str
    error: str
    may_leave_again: bool
    enclosed: bool
    created: str
    sent: str
    delivered: str
    link_kind: str
    link_id: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A message opened. `text` is empty when it is `secret`; `enclosures` are names with their sizes."""

    row: MessageRow
    text: str
    secret: bool
    enclosures: list[str]


def visible_to(actor: Actor) -> Select[Any]:
    return sa_select(Message).where(true() if actor.may(Permission.MESSAGES_READ) else false())


def messages_page(work: Work, asked: Asked, state: str = "") -> Page[MessageRow]:
    """`state`: one of `SendingState`, or empty for all."""
    wanted: Any = visible_to(work.actor).with_only_columns(*_ROW).where(_in_state(state))
    found = page(work.db, wanted, SORTABLE, col(Message.id), asked, Message)
    rows = [_row(work, one) for one in found.rows]
    return Page(rows, found.start, found.end, found.has_previous, found.has_next, found.total)


def counts(work: Work) -> dict[str, int]:
    """How many messages wait, and how many could not leave."""
    return {state: _count(work, state) for state in ("waiting", "failed")}


def reading(work: Work, message_id: int) -> Reading:
    wanted: Any = visible_to(work.actor).with_only_columns(
        *_ROW, col(Message.text), col(Message.mask), col(Message.attachments)
    )
    one = work.db.connection().execute(wanted.where(col(Message.id) == message_id)).first()
    if one is None:
        raise NotFound("Ce message est introuvable.")
    enclosures = [f"{name} ({_size(content)})" for name, _, content in json.loads(one.attachments)]
    return Reading(_row(work, one), "" if one.secret else rules.masked(one.text, one.mask), one.secret, enclosures)


def locked(work: Work, message_id: int) -> Message:
    """For this transaction alone, as it stands now. Raises NotFound for who may not read it."""
    wanted = visible_to(work.actor).where(col(Message.id) == message_id).with_for_update()
    found = work.db.scalar(wanted, execution_options={"populate_existing": True})
    if found is None:
        raise NotFound("Ce message est introuvable.")
    return found


def _in_state(state: str) -> ColumnElement[bool]:
    return col(Message.state) == state if state in STATES else true() if not state else false()


def _count(work: Work, state: str) -> int:
    counted = visible_to(work.actor).where(_in_state(state)).with_only_columns(func.count())
    return int(work.db.connection().execute(counted).scalar_one())


def _row(work: Work, one: Any) -> MessageRow:
    opening = "" if one.secret else " ".join(one.opening.split())
    again = rules.may_leave_again(one.state, one.template, one.created_at, work.now)
    return MessageRow(
        id=one.id,
        channel=str(one.channel),
        recipient=one.recipient,
        subject=one.subject or opening,
        state=str(one.state),
        error=one.error,
        may_leave_again=again and work.actor.may(Permission.MESSAGES_WRITE),
        enclosed=one.enclosed,
        created=moment(one.created_at),
        sent=moment(one.sent_at),
        delivered=moment(one.delivered_at),
        link_kind=one.link_kind,
        link_id=one.link_id or 0,
    )


def _size(content: str) -> str:
    """Of a base64 text: three octets in four characters."""
    return f"{max(1, round(len(content) * 3 / 4 / 1024))}\u00a0Ko"
