"""Promises made in the transaction that needs them, kept by the worker afterwards.

A job has up to three parts, so that no gateway is ever called inside a transaction:
`prepare(work, id)` reads what is to be done (None: nothing left to do), `act(prepared)` speaks to the outside world,
`settle(work, id, outcome)` writes down how it went; `failed(work, id, error, final)` that a try did not succeed, and
whether it was the last one. A job takes an id, re-reads, and returns if already done.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlmodel import Field, SQLModel, col, select, update

if TYPE_CHECKING:
    from liciel_app.core.work import Work

MOST_TRIES = 8
CLAIM_LASTS = timedelta(minutes=5)


class Promise(SQLModel, table=True):
    """One row per promised job; done, given up, or due again at `run_after`."""

    id: int | None = Field(default=None, primary_key=True)
    job: str
    subject_id: int
    created_at: datetime
    run_after: datetime = Field(index=True)
    tries: int = 0
    claimed_at: datetime | None = None
    done_at: datetime | None = Field(default=None, index=True)
    given_up_at: datetime | None = None
    last_error: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    name: str
    prepare: "Callable[[Work, int], Any]"
    act: Callable[[Any], Any] | None = None
    settle: "Callable[[Work, int, Any], None] | None" = None
    failed: "Callable[[Work, int, Exception, bool], None] | None" = None


_JOBS: dict[str, Job] = {}
_LISTENERS: dict[str, list[str]] = {}


def register(*jobs: Job) -> None:
    """Called once at import by each domain's `jobs.py`."""
    _JOBS.update({job.name: job for job in jobs})


def listen(action: str, job: Job) -> None:
    """Run the job on the subject of every journal entry of that action: how news travels to a higher domain."""
    names = _LISTENERS.setdefault(action, [])
    if job.name not in names:
        names.append(job.name)


def job_named(name: str) -> Job:
    return _JOBS[name]


def jobs() -> Mapping[str, Job]:
    return _JOBS


def listeners(action: str) -> tuple[str, ...]:
    return tuple(_LISTENERS.get(action, ()))


def due(work: "Work", most: int = 200) -> list[int]:
    """Promises not yet kept whose time has come, oldest first, and not in another worker's hands."""
    rows = work.db.exec(
        select(Promise.id)
        .where(
            col(Promise.done_at).is_(None),
            col(Promise.given_up_at).is_(None),
            col(Promise.run_after) <= work.now,
            col(Promise.claimed_at).is_(None) | (col(Promise.claimed_at) < work.now - CLAIM_LASTS),
        )
        .order_by(col(Promise.run_after), col(Promise.id))
        .limit(most)
    ).all()
    return [row for row in rows if row is not None]


def promised_since(work: "Work", job: str, instant: datetime, subject_id: int | None = None) -> bool:
    """Whether that job was promised for that instant or later, kept or not; on that record, when one is named."""
    found = select(Promise.id).where(col(Promise.job) == job, col(Promise.run_after) >= instant)
    if subject_id is not None:
        found = found.where(col(Promise.subject_id) == subject_id)
    return work.db.exec(found.limit(1)).first() is not None


def claim(work: "Work", promise_id: int) -> Promise | None:
    """Take the promise in hand unless it is kept, given up, or in another worker's hands."""
    taken = work.db.connection().execute(
        update(Promise)
        .where(
            col(Promise.id) == promise_id,
            col(Promise.done_at).is_(None),
            col(Promise.given_up_at).is_(None),
            col(Promise.claimed_at).is_(None) | (col(Promise.claimed_at) < work.now - CLAIM_LASTS),
        )
        .values(claimed_at=work.now, tries=col(Promise.tries) + 1)
    )
    return work.db.get(Promise, promise_id) if taken.rowcount else None


def keep(work: "Work", promise_id: int) -> None:
    promise = work.db.get_one(Promise, promise_id)
    promise.done_at, promise.last_error = work.now, ""
    work.db.add(promise)


def postpone(work: "Work", promise_id: int, *, error: str, permanent: bool) -> bool:
    """Try again later, later each time, or give up: after a permanent refusal or too many tries. True when given up."""
    promise = work.db.get_one(Promise, promise_id)
    promise.last_error, promise.claimed_at = error[:500], None
    if permanent or promise.tries >= MOST_TRIES:
        promise.given_up_at = work.now
    else:
        promise.run_after = work.now + timedelta(seconds=15 * 2**promise.tries)
    work.db.add(promise)
    return promise.given_up_at is not None
