"""Putting a mail or an SMS on its way: a row and a promise, in the transaction of what causes it."""

import base64
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import SQLModel, col, select

from liciel_app.core import outbox
from liciel_app.core.access import Permission
from liciel_app.core.errors import Conflict, NotAllowed
from liciel_app.core.language import Language
from liciel_app.core.text import normalise, one_line
from liciel_app.core.work import Work
from liciel_app.messaging import queries, rules
from liciel_app.messaging.letters import compose
from liciel_app.messaging.models import Channel, Message, SendingState
from liciel_app.office import queries as office_queries


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A small file sent with a mail (an invitation, a letter): at most a few hundred kilobytes."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Envelope:
    """To whom, about what. `key` names the sending once and for all (template, object, period).

    `link`: what it is about, where only its kind and number are at hand. `mask`: a personal link in the text, shown to
    nobody at the office and gone once sent. `first`: the job that prints what it is still to enclose; it leaves with
    `set_off`.
    """

    to: str
    template: str
    key: str = ""
    about: SQLModel | None = None
    language: Language = "fr"
    enclosures: Sequence[Enclosure] = field(default_factory=tuple[Enclosure, ...])
    secret: bool = False
    link: tuple[str, int] | None = None
    mask: str = ""
    first: str = ""


def write_mail(work: Work, envelope: Envelope, **values: object) -> Message | None:
    """Write the letter and promise its delivery; None when nobody can receive it or it was already written."""
    key = envelope.key or f"{envelope.template}:{secrets.token_hex(8)}"
    if "@" not in envelope.to or written(work, key):
        return None
    office = office_queries.office(work)
    filled: Mapping[str, object] = {"office": office.name, "office_phone": office.phone, **values}
    subject, text = compose(envelope.template, envelope.language, filled)
    message = Message(
        key=key,
        channel=Channel.MAIL,
        template=envelope.template,
        recipient=one_line(envelope.to, 254),
        subject=one_line(subject),
        text=text,
        attachments=_enclosed(envelope.enclosures),
        secret=envelope.secret,
        language=envelope.language,
        mask=envelope.mask,
        **_link(envelope.about, envelope.link),
        created_at=work.now,
        message_id=f"<{secrets.token_hex(16)}@{office.email.partition('@')[2] or 'liciel.invalid'}>",
        norm=normalise(envelope.to, subject),
    )
    work.db.add(message)
    work.later(envelope.first or rules.DELIVERY, message)
    work.record("message.written", message, after={"template": envelope.template, "to": message.recipient})
    return message


def set_off(work: Work, message_id: int, enclosures: Sequence[Enclosure] = ()) -> None:
    """What a message waited for is there: it leaves, once, with these papers beside those it had."""
    message = _locked(work, message_id)
    gone = outbox.promised_since(work, rules.DELIVERY, message.created_at, message_id)
    if gone or message.state is not SendingState.WAITING:
        return
    message.attachments = json.dumps([*json.loads(message.attachments), *json.loads(_enclosed(enclosures))])
    work.db.add(message)
    work.later(rules.DELIVERY, message)


def write_sms(  # noqa: PLR0913 the facts that make an SMS
    work: Work,
    *,
    to: str,
    text: str,
    key: str,
    about: SQLModel | None = None,
    link: tuple[str, int] | None = None,
    mask: str = "",
) -> Message | None:
    """`to` in E.164. None when it was already written. `link` and `mask` as in an `Envelope`."""
    if not to or written(work, key):
        return None
    message = Message(
        key=key,
        channel=Channel.SMS,
        template=key.partition(":")[0],
        recipient=one_line(to, 20),
        text=text,
        mask=mask,
        **_link(about, link),
        created_at=work.now,
        norm=normalise(to, text),
    )
    work.db.add(message)
    work.later(rules.DELIVERY, message)
    work.record("message.written", message, after={"template": message.template, "to": message.recipient})
    return message


def send_again(work: Work, message_id: int) -> Message:
    """« Renvoyer »: another try for a message that was given up, the same one (its identifier does not change).

    A second click finds it waiting, and changes nothing. Raises Conflict for one that left, or whose link is over.
    """
    if not work.actor.may(Permission.MESSAGES_WRITE):
        raise NotAllowed
    message = queries.locked(work, message_id)
    if message.state is SendingState.WAITING:
        return message
    if message.state in (SendingState.SENT, SendingState.DELIVERED):
        raise Conflict("Ce message est déjà parti.")
    if message.state is SendingState.CANCELLED:
        raise Conflict("Ce message n’a plus lieu d’être.")
    if rules.stale(message.template, message.created_at, work.now):
        raise Conflict("Le lien de ce message n’est plus valable : il faut en demander un autre.")
    before = {"state": message.state, "why": message.error}
    message.state, message.error, message.provider_id = SendingState.WAITING, "", ""
    work.db.add(message)
    work.later(rules.DELIVERY, message)
    work.record("message.sent_again", message, before=before, after={"state": message.state})
    return message


def call_off(work: Work, message_id: int, why: str) -> bool:
    """What still waits does not leave: what it says is no longer true. False when it left already."""
    message = _locked(work, message_id)
    if message.state is not SendingState.WAITING:
        return message.state is SendingState.CANCELLED
    message.state, message.error = SendingState.CANCELLED, why
    work.db.add(message)
    work.record("message.called_off", message, after={"why": why})
    return True


def _locked(work: Work, message_id: int) -> Message:
    wanted = select(Message).where(col(Message.id) == message_id).with_for_update()
    return work.db.exec(wanted.execution_options(populate_existing=True)).one()


def _link(about: SQLModel | None, link: tuple[str, int] | None) -> dict[str, Any]:
    kind, number = link or (_kind(about), getattr(about, "id", None))
    return {"link_kind": kind, "link_id": number}


def written(work: Work, key: str) -> bool:
    """Whether the sending of that key was already written."""
    return work.db.exec(select(Message.id).where(col(Message.key) == key)).first() is not None


def _enclosed(enclosures: Sequence[Enclosure]) -> str:
    return json.dumps([[e.name, e.media_type, base64.b64encode(e.content).decode()] for e in enclosures])


def _kind(about: SQLModel | None) -> str:
    return str(getattr(type(about), "__tablename__", "")) if about is not None else ""
