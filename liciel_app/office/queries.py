"""Reading the office and its people."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, false, true
from sqlalchemy import select as sa_select
from sqlmodel import col, select

from liciel_app.core.access import Actor, Role
from liciel_app.core.errors import Refused
from liciel_app.core.work import Work
from liciel_app.office.models import Account, Certification, LoginFailure, LoginSession, Office, Technician

_SESSION = sa_select(
    col(LoginSession.id),
    col(LoginSession.seen_at),
    col(LoginSession.expires_at),
    col(Account.id).label("account_id"),
    col(Account.name),
    col(Account.role),
    col(Account.language),
    col(Account.client_id),
).join(Account, col(Account.id) == col(LoginSession.account_id))


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


def office(work: Work) -> Office:
    found = work.db.get(Office, 1)
    if found is None:
        raise Refused("L’office n’est pas encore configuré.")
    return found


def open_session(work: Work, token_hash: str) -> OpenSession | None:
    """The login behind a cookie, unless it ended, expired, or its account was closed."""
    row = (
        work.db.connection()
        .execute(
            _SESSION.where(
                col(LoginSession.token_hash) == token_hash,
                col(LoginSession.ended_at).is_(None),
                col(LoginSession.expires_at) > work.now,
                col(Account.closed_at).is_(None),
            )
        )
        .first()
    )
    return OpenSession(*row) if row else None


def account_by_email(work: Work, email: str) -> Account | None:
    return work.db.exec(
        select(Account).where(col(Account.email) == email.strip().lower(), col(Account.closed_at).is_(None))
    ).first()


def visible_to(actor: Actor) -> Select[Account]:
    """Staff see every account; others see their own."""
    everybody = sa_select(Account)
    return everybody.where(true() if actor.is_office else col(Account.id) == (actor.account_id or 0))


def technicians(work: Work) -> list[TechnicianRow]:
    """The diagnosticians in the office's order, with what they are certified for today."""
    seen = true() if work.actor.is_office else false()
    if work.actor.kind == "technician":
        seen = col(Account.id) == work.actor.account_id
    people = work.db.exec(
        select(Account, Technician)
        .join(Technician, col(Technician.account_id) == col(Account.id))
        .where(seen, col(Account.closed_at).is_(None))
        .order_by(col(Technician.position), col(Account.id))
    ).all()
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


def recent_failures(work: Work, *, email: str, origin: str, since: datetime) -> tuple[list[datetime], int]:
    """The wrong tries for that address, and how many came from that origin."""
    mine = work.db.exec(
        select(LoginFailure.at).where(col(LoginFailure.email) == email, col(LoginFailure.at) >= since)
    ).all()
    there = work.db.exec(
        select(LoginFailure.id).where(col(LoginFailure.origin) == origin, col(LoginFailure.at) >= since)
    ).all()
    return list(mine), len(there)


def _skills(work: Work) -> dict[int, tuple[str, ...]]:
    rows = work.db.exec(
        select(Certification).where(col(Certification.until).is_(None) | (col(Certification.until) >= work.today))
    ).all()
    found: dict[int, tuple[str, ...]] = {}
    for row in rows:
        found[row.account_id] = (*found.get(row.account_id, ()), row.code)
    return found
