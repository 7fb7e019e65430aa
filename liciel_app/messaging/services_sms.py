"""What the SMS provider tells of a message: kept once, and believed only when it goes forward."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import col, func, select

from liciel_app.core import database
from liciel_app.core.work import Work
from liciel_app.messaging import rules
from liciel_app.messaging.models import Channel, Message, SendingState, SmsNotice

FORGED: Final = "forged"
MOST_FORGED: Final = 20
"""Forgeries written in the journal within an hour; beyond them only the server's log tells."""


@dataclass(frozen=True, slots=True)
class Told:
    """A callback whose signature was checked. `reference` is ours (`sms-42`), `code` the provider's error number."""

    provider_id: str
    status: str
    reference: str
    code: str = ""


def take_status(work: Work, told: Told, origin: str) -> bool:
    """Keep it, then follow it. False when it was told before, or speaks of a message nobody sent."""
    message = _named(work, told)
    if message is None or not _keep(work, told, message.id, origin):
        return False
    _follow(work, message, told)
    return True


def note_forgery(work: Work, *, digest: str, origin: str) -> None:
    """A call that its signature does not prove: one line in the journal, nothing else."""
    since = work.now - timedelta(hours=1)
    forged = select(func.count()).where(col(SmsNotice.status) == FORGED, col(SmsNotice.received_at) > since)
    if work.db.exec(forged).one() >= MOST_FORGED or not _keep(work, Told(digest, FORGED, ""), None, origin):
        return
    kept = work.db.exec(select(SmsNotice).where(col(SmsNotice.provider_id) == digest)).one()
    work.record("smsnotice.forged", kept, after={"digest": digest})


def _named(work: Work, told: Told) -> Message | None:
    """The message of that reference, while the provider's name of it is that one or not known yet."""
    number = told.reference.removeprefix("sms-")
    if not number.isdecimal() or len(number) > len("2147483647") or int(number) > 2**31 - 1:
        return None
    wanted = select(Message).where(col(Message.id) == int(number), col(Message.channel) == Channel.SMS)
    message = work.db.exec(wanted.with_for_update().execution_options(populate_existing=True)).first()
    return message if message is not None and message.provider_id in ("", told.provider_id) else None


def _keep(work: Work, told: Told, message_id: int | None, origin: str) -> bool:
    """One statement, so that the same news twice at once is kept once."""
    connection = work.db.connection()
    dialect: Any = sqlite if database.is_sqlite(connection) else postgresql
    row = {
        "provider_id": told.provider_id[:64],
        "status": told.status[:32],
        "code": told.code[:16],
        "message_id": message_id,
        "origin": origin[:64],
        "received_at": work.now,
    }
    kept = connection.execute(
        dialect.insert(SmsNotice)
        .values(**row)
        .on_conflict_do_nothing(index_elements=["provider_id", "status"])
        .returning(col(SmsNotice.id))
    )
    return kept.first() is not None


def _follow(work: Work, message: Message, told: Told) -> None:
    message.provider_id = told.provider_id
    work.db.add(message)
    if rules.SMS_RANK.get(told.status, -1) < _furthest(work, told):
        return
    if told.status in rules.ARRIVED:
        _arrived(work, message)
    elif told.status in rules.LOST and message.state is not SendingState.DELIVERED:
        message.state, message.error = SendingState.FAILED, rules.lost_because(told.code)
        work.record("message.failed", message, after={"why": message.error})


def _arrived(work: Work, message: Message) -> None:
    if message.state is SendingState.DELIVERED:
        return
    message.state, message.error, message.delivered_at = SendingState.DELIVERED, "", work.now
    work.record("message.delivered", message)


def _furthest(work: Work, told: Told) -> int:
    known = select(SmsNotice.status).where(col(SmsNotice.provider_id) == told.provider_id)
    return max((rules.SMS_RANK.get(status, -1) for status in work.db.exec(known).all()), default=-1)
