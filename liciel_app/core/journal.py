"""The journal: audit, timeline, notifications and webhooks are readings of this one append-only table.

Each row carries a digest over the digest before it and its own canonical content, so that altering, removing or
inserting a row is found by `verify`. With `LICIEL_JOURNAL_KEY` the digest is keyed (HMAC), and only who holds the key
can rebuild a chain.
"""

import hashlib
import hmac
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy import Index, TextClause, text
from sqlmodel import Field, Session, SQLModel, col, select

from liciel_app.core.config import settings

GENESIS = "0" * 64


class JournalEntry(SQLModel, table=True):
    __table_args__ = (
        Index("ix_journalentry_subject", "subject_kind", "subject_id"),
        Index("ix_journalentry_subject_kind_seq", "subject_kind", "seq"),
        Index("ix_journalentry_action", "action"),
    )

    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime
    actor_id: int | None = None
    actor_name: str
    origin: str = ""
    action: str
    subject_kind: str
    subject_id: int
    before: str = "{}"
    after: str = "{}"
    previous: str
    digest: str


class JournalHead(SQLModel, table=True):
    """One row, locked by each writer: the last number and digest given."""

    id: int = Field(default=1, primary_key=True)
    seq: int = 0
    digest: str = GENESIS


@dataclass(frozen=True, slots=True)
class Happening:
    """What a service records; the subject's number is read when the work is sealed, after its rows were written."""

    action: str
    subject_kind: str
    subject_id: Callable[[], int]
    before: Mapping[str, object]
    after: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Who:
    at: datetime
    actor_id: int | None
    actor_name: str
    origin: str


@dataclass(frozen=True, slots=True)
class Flaw:
    seq: int
    why: str


def seal(db: Session, who: Who, happenings: list[Happening]) -> list[JournalEntry]:
    """Write the happenings at the end of the chain; the head row is locked until the transaction ends."""
    if not happenings:
        return []
    head = _lock_head(db)
    entries: list[JournalEntry] = []
    for happening in happenings:
        entry = _entry(head, who, happening)
        head.seq, head.digest = entry.seq, entry.digest
        entries.append(entry)
    db.add_all(entries)
    db.add(head)
    return entries


def verify(db: Session) -> Flaw | None:
    """The first row that does not follow from the one before it; None when the whole chain holds."""
    seq, previous = 0, GENESIS
    for entry in _in_order(db):
        seq += 1
        if entry.seq != seq:
            return Flaw(seq, "absente")
        if entry.previous != previous or not hmac.compare_digest(entry.digest, digest_of(entry)):
            return Flaw(seq, "altérée")
        previous = entry.digest
    head = db.get(JournalHead, 1)
    if head is not None and (head.seq, head.digest) != (seq, previous):
        return Flaw(seq + 1, "absente")
    return None


def digest_of(entry: JournalEntry) -> str:
    content = json.dumps(
        [
            entry.previous,
            entry.seq,
            entry.at.isoformat(),
            entry.actor_id,
            entry.actor_name,
            entry.origin,
            entry.action,
            entry.subject_kind,
            entry.subject_id,
            entry.before,
            entry.after,
        ],
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode()
    key = settings().journal_key.get_secret_value().encode()
    return hmac.new(key, content, "sha256").hexdigest() if key else hashlib.sha256(content).hexdigest()


def latest(db: Session, kinds: tuple[str, ...]) -> int:
    """The number of the last entry about those kinds of records: live pages compare it with what they show."""
    found = db.connection().execute(_latest_of(len(kinds)), {f"k{i}": kind for i, kind in enumerate(kinds)})
    return found.scalar() or 0


@lru_cache(maxsize=16)
def _latest_of(kinds: int) -> TextClause:
    """One look at the end of the index for each kind: open lists ask it every second or two."""
    one = "SELECT max(seq) AS seq FROM journalentry WHERE subject_kind = :k{}"
    each = " UNION ALL ".join(one.format(i) for i in range(kinds))
    return text(f"SELECT max(seq) FROM ({each}) AS each_kind")  # noqa: S608 only placeholders vary


def canonical(values: Mapping[str, object]) -> str:
    return json.dumps(values, ensure_ascii=False, sort_keys=True, default=str, separators=(",", ":"))


def _entry(head: JournalHead, who: Who, happening: Happening) -> JournalEntry:
    entry = JournalEntry(
        seq=head.seq + 1,
        at=who.at,
        actor_id=who.actor_id,
        actor_name=who.actor_name,
        origin=who.origin,
        action=happening.action,
        subject_kind=happening.subject_kind,
        subject_id=happening.subject_id(),
        before=canonical(happening.before),
        after=canonical(happening.after),
        previous=head.digest,
        digest="",
    )
    entry.digest = digest_of(entry)
    return entry


def _lock_head(db: Session) -> JournalHead:
    head = db.exec(select(JournalHead).where(col(JournalHead.id) == 1).with_for_update()).first()
    return head or JournalHead()


def _in_order(db: Session, step: int = 2000) -> Iterator[JournalEntry]:
    last = 0
    while True:
        rows = db.exec(
            select(JournalEntry).where(col(JournalEntry.seq) > last).order_by(col(JournalEntry.seq)).limit(step)
        ).all()
        yield from rows
        if len(rows) < step:
            return
        last = rows[-1].seq
