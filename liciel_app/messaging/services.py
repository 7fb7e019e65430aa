"""Putting a mail or an SMS on its way: a row and a promise, in the transaction of what causes it."""

import base64
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlmodel import SQLModel, col, select

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
    """To whom, about what. `key` names the sending once and for all (template, object, period)."""

    to: str
    template: str
    key: str = ""
    about: SQLModel | None = None
    language: Language = "fr"
    enclosures: Sequence[Enclosure] = field(default_factory=tuple[Enclosure, ...])
    secret: bool = False


def write_mail(work: Work, envelope: Envelope, **values: object) -> Message | None:
    """Write the letter and promise its delivery; None when nobody can receive it or it was already written."""
    key = envelope.key or f"{envelope.template}:{secrets.token_hex(8)}"
    if "@" not in envelope.to or _written(work, key):
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
        link_kind=_kind(envelope.about),
        link_id=getattr(envelope.about, "id", None),
        created_at=work.now,
        message_id=f"<{secrets.token_hex(16)}@{office.email.partition('@')[2] or 'liciel.invalid'}>",
        norm=normalise(envelope.to, subject),
    )
    work.db.add(message)
    work.later(rules.DELIVERY, message)
    work.record("message.written", message, after={"template": envelope.template, "to": message.recipient})
    return message


def write_sms(work: Work, *, to: str, text: str, key: str, about: SQLModel | None = None) -> Message | None:
    """`to` in E.164. None when it was already written."""
    if not to or _written(work, key):
        return None
    message = Message(
        key=key,
        channel=Channel.SMS,
        template=key.partition(":")[0],
        recipient=one_line(to, 20),
        text=text,
        link_kind=_kind(about),
        link_id=getattr(about, "id", None),
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
    if message.state is SendingState.SENT:
        raise Conflict("Ce message est déjà parti.")
    if rules.stale(message.template, message.created_at, work.now):
        raise Conflict("Le lien de ce message n’est plus valable : il faut en demander un autre.")
    before = {"state": message.state, "why": message.error}
    message.state, message.error = SendingState.WAITING, ""
    work.db.add(message)
    work.later(rules.DELIVERY, message)
    work.record("message.sent_again", message, before=before, after={"state": message.state})
    return message


def _written(work: Work, key: str) -> bool:
    return work.db.exec(select(Message.id).where(col(Message.key) == key)).first() is not None


def _enclosed(enclosures: Sequence[Enclosure]) -> str:
    return json.dumps([[e.name, e.media_type, base64.b64encode(e.content).decode()] for e in enclosures])


def _kind(about: SQLModel | None) -> str:
    return str(getattr(type(about), "__tablename__", "")) if about is not None else ""
