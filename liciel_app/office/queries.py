"""Reading the office and its people."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, bindparam, false, func, true
from sqlalchemy import select as sa_select
from sqlmodel import col, select
from sqlmodel.sql.expression import Select as Rows

from liciel_app.core import journal, paging
from liciel_app.core.access import Actor, Permission, Role
from liciel_app.core.errors import NotAllowed, Refused
from liciel_app.core.journal import Flaw, JournalEntry
from liciel_app.core.language import moment, say
from liciel_app.core.text import normalise, terms
from liciel_app.core.work import Work
from liciel_app.office.actions import WORDS
from liciel_app.office.changes import Change, changes
from liciel_app.office.models import Account, Certification, LoginFailure, LoginSession, Office, ResetAsk, Technician

_PERSON: Final = '"technician_id"'
_SESSION: Final = (
    sa_select(
        col(LoginSession.id),
        col(LoginSession.seen_at),
        col(LoginSession.expires_at),
        col(Account.id).label("account_id"),
        col(Account.name),
        col(Account.role),
        col(Account.language),
        col(Account.client_id),
        col(Account.validates_orders),
    )
    .join(Account, col(Account.id) == col(LoginSession.account_id))
    .where(
        col(LoginSession.token_hash) == bindparam("presented"),
        col(LoginSession.ended_at).is_(None),
        col(LoginSession.expires_at) > bindparam("at"),
        col(Account.closed_at).is_(None),
    )
)


@dataclass(frozen=True, slots=True)
class OpenSession:
    id: int
    seen_at: datetime
    expires_at: datetime
    account_id: int
    name: str
    role: Role
    language: str
    client_id: int | None
    validates_orders: bool


@dataclass(frozen=True, slots=True)
class TechnicianRow:
    """A diagnostician as boards and maps show him."""

    id: int
    name: str
    email: str
    phone: str
    hue: str
    position: int
    home_city: str
    skills: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class JournalRow:
    """Something that happened, in the reader's language. `kind` names the table of its subject."""

    seq: int
    at: str
    who: str
    origin: str
    action: str
    word: str
    kind: str
    subject_id: int
    changes: list[Change]


def office(work: Work) -> Office:
    found = work.db.get(Office, 1)
    if found is None:
        raise Refused("L’office n’est pas encore configuré.")
    return found


def open_session(work: Work, token_hash: str) -> OpenSession | None:
    """The login behind a cookie, unless it ended, expired, or its account was closed."""
    row = work.db.connection().execute(_SESSION, {"presented": token_hash, "at": work.now}).first()
    return OpenSession(*row) if row else None


def account_by_email(work: Work, email: str) -> Account | None:
    return work.db.exec(
        select(Account).where(col(Account.email) == email.strip().lower(), col(Account.closed_at).is_(None))
    ).first()


def address_taken(work: Work, email: str) -> bool:
    """By an account, were it closed: an address is one person for good."""
    same = select(Account.id).where(col(Account.email) == email.strip().lower())
    return work.db.exec(same).first() is not None


def visible_to(actor: Actor) -> Select[Account]:
    """Staff see every account; others see their own."""
    everybody = sa_select(Account)
    return everybody.where(true() if actor.is_office else col(Account.id) == (actor.account_id or 0))


def technicians_visible_to(actor: Actor) -> Rows[Account, Technician]:
    """The open diagnosticians: the office sees all of them, each himself, others none."""
    seen = true() if actor.is_office else false()
    if actor.kind == "technician":
        seen = col(Account.id) == actor.account_id
    return (
        select(Account, Technician)
        .join(Technician, col(Technician.account_id) == col(Account.id))
        .where(seen, col(Account.closed_at).is_(None))
    )


def technicians(work: Work) -> list[TechnicianRow]:
    """The diagnosticians in the office's order, with what they are certified for today."""
    wanted = technicians_visible_to(work.actor).order_by(col(Technician.position), col(Account.id))
    people = work.db.exec(wanted).all()
    skills = _skills(work)
    return [
        TechnicianRow(
            account.id or 0,
            account.name,
            account.email,
            account.phone,
            technician.hue,
            technician.position,
            technician.home_city,
            skills.get(account.id or 0, ()),
        )
        for account, technician in people
    ]


def timeline(work: Work, kind: str, subject_id: int, most: int = 200) -> list[JournalRow]:
    """What happened to one record, latest first; for the office, which was shown the record by its own room."""
    if not work.actor.is_office:
        return []
    about = select(JournalEntry).where(
        col(JournalEntry.subject_kind) == kind, col(JournalEntry.subject_id) == subject_id
    )
    return _told(work, work.db.exec(about.order_by(col(JournalEntry.seq).desc()).limit(most)).all())


def journal_page(work: Work, asked: paging.Asked) -> paging.Page[JournalRow]:
    """The whole journal, for who may read it; the search compares with the actions' words."""
    seen = true() if work.actor.may(Permission.JOURNAL_READ) else false()
    wanted: Any = sa_select(*JournalEntry.__table__.columns).where(seen, _acting(work, asked.search))  # pyright: ignore[reportAttributeAccessIssue]
    found = paging.page(work.db, wanted, {"seq": col(JournalEntry.seq)}, col(JournalEntry.seq), asked)
    rows = _told(work, found.rows)
    return paging.Page(rows, found.start, found.end, found.has_previous, found.has_next, found.total)


def chain(work: Work) -> Flaw | None:
    """The first journal entry that was altered, for who may read the journal; None when all of them hold."""
    if not work.actor.may(Permission.JOURNAL_READ):
        raise NotAllowed
    return journal.verify(work.db)


def recent_failures(work: Work, *, email: str, origin: str, since: datetime) -> tuple[list[datetime], int]:
    """The wrong tries for that address, and how many came from that origin."""
    mine = work.db.exec(
        select(LoginFailure.at).where(col(LoginFailure.email) == email, col(LoginFailure.at) >= since)
    ).all()
    there = work.db.exec(
        select(LoginFailure.id).where(col(LoginFailure.origin) == origin, col(LoginFailure.at) >= since)
    ).all()
    return list(mine), len(there)


def reset_asks(work: Work, asker: str, *, since: datetime) -> int:
    """How often that address was named, or that origin asked, for a new password."""
    counted = select(func.count()).where(col(ResetAsk.asker) == asker, col(ResetAsk.at) >= since)
    return work.db.exec(counted).one()


def _skills(work: Work) -> dict[int, tuple[str, ...]]:
    rows = work.db.exec(
        select(Certification).where(col(Certification.until).is_(None) | (col(Certification.until) >= work.today))
    ).all()
    found: dict[int, tuple[str, ...]] = {}
    for row in rows:
        found[row.account_id] = (*found.get(row.account_id, ()), row.code)
    return found


def _acting(work: Work, search: str) -> ColumnElement[bool]:
    wanted = terms(search)
    if not search.strip():
        return true()
    spoken = {action: normalise(action, say(word, work.language)) for action, word in WORDS.items()}
    return col(JournalEntry.action).in_([a for a, words in spoken.items() if all(term in words for term in wanted)])


def _told(work: Work, entries: Sequence[Any]) -> list[JournalRow]:
    names = _names(work, entries)
    return [
        JournalRow(
            seq=entry.seq,
            at=moment(entry.at),
            who=entry.actor_name,
            origin=entry.origin,
            action=entry.action,
            word=say(WORDS.get(entry.action, entry.action), work.language),
            kind=entry.subject_kind,
            subject_id=entry.subject_id,
            changes=changes(entry.before, entry.after, names, work.language),
        )
        for entry in entries
    ]


def _names(work: Work, entries: Iterable[Any]) -> dict[int, str]:
    """Everybody's name, when one of the entries speaks of a technician: an office has few people."""
    if not any(_PERSON in entry.before or _PERSON in entry.after for entry in entries):
        return {}
    staff = select(Account.id, Account.name).where(col(Account.client_id).is_(None))
    return {number: name for number, name in work.db.exec(staff).all() if number is not None}
