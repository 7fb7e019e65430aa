# pyright: basic
"""Keeps the promises of the outbox: huey carries the news that one is due, the outbox row is the truth.

huey lives in a SQLite file by default and in Redis where `LICIEL_REDIS_URL` is set. A sweep every minute picks up
what a crash left behind.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache, partial
from typing import Any, Final, Protocol

import structlog
from huey import Huey, RedisHuey, SqliteHuey, crontab

from liciel_app.core import database, outbox
from liciel_app.core.access import SYSTEM
from liciel_app.core.config import settings
from liciel_app.core.work import begin

log = structlog.get_logger()

SAME_TURN: Final = timedelta(minutes=2)
"""Two servers reach the same turn within a minute of each other; no recurring job comes back so soon."""


@lru_cache(maxsize=1)
def queue() -> Huey:
    chosen = settings()
    if chosen.redis_url:
        return RedisHuey("liciel", url=chosen.redis_url)
    chosen.data.mkdir(parents=True, exist_ok=True)
    return SqliteHuey("liciel", filename=str(chosen.data / "queue.db"), fsync=False)


@lru_cache(maxsize=1)
def _runner() -> Any:
    return queue().task()(keep_promise)


def nudge(promise_ids: list[int]) -> None:
    """Tell the worker; if that fails the sweep will find the rows, so the gesture that promised is not lost."""
    if settings().mode == "test":
        return
    for promise_id in promise_ids:
        try:
            _runner()(promise_id)
        except OSError as error:
            log.warning("queue.unreachable", error=str(error))
            return


def keep_promise(promise_id: int, now: datetime | None = None) -> bool:
    """Run one promise to its end. True when it was kept now. `now` is for telling the past (the demo's history)."""
    with begin(SYSTEM, now=now) as work:
        promise = outbox.claim(work, promise_id)
    if promise is None:
        return False
    try:
        _run(outbox.job_named(promise.job), promise.subject_id, now)
    except Exception as error:  # noqa: BLE001 the worker must survive any job
        _note_failure(promise, error, now)
        return False
    with begin(SYSTEM, now=now) as work:
        outbox.keep(work, promise_id)
    return True


def keep_all_due(most_rounds: int = 20, now: datetime | None = None) -> int:
    """Keep every promise due now, and those they make in turn; how many were kept."""
    kept = 0
    for _ in range(most_rounds):
        with begin(SYSTEM, writing=False, now=now) as work:
            waiting = outbox.due(work)
        if not waiting:
            break
        kept += sum(keep_promise(promise_id, now) for promise_id in waiting)
    return kept


class Turn(Protocol):
    """A recurring job and the crontab fields (UTC) of its turns."""

    @property
    def job(self) -> str: ...
    @property
    def minute(self) -> str: ...
    @property
    def hour(self) -> str: ...
    @property
    def day(self) -> str: ...


def run(recurring: Sequence[Turn] = ()) -> None:
    """The worker process: consume until told to stop."""
    _runner()
    carrier = queue()
    carrier.periodic_task(crontab(minute="*"))(sweep)
    for turn in recurring:
        carrier.periodic_task(crontab(minute=turn.minute, hour=turn.hour, day=turn.day), name=turn.job)(
            partial(promise_turn, turn.job)
        )
    sweep()
    log.info("worker.started", recurring=[turn.job for turn in recurring])
    carrier.create_consumer(workers=2, initial_delay=0.05, max_delay=0.4, periodic=True).run()


def promise_turn(job: str) -> None:
    """A recurring job's turn has come: promised like any other, on no record, and once however many servers run."""
    with begin(SYSTEM) as work:
        database.alone(work.db, job)
        if not outbox.promised_since(work, job, work.now - SAME_TURN):
            work.promise(job, 0)


def sweep() -> int:
    """Pick up what a crash left: promises due that no worker holds."""
    return keep_all_due()


def _run(job: outbox.Job, subject_id: int, now: datetime | None) -> None:
    with begin(SYSTEM, now=now) as work:
        prepared = job.prepare(work, subject_id)
    if prepared is None or job.act is None:
        return
    outcome = job.act(prepared)
    if job.settle is not None:
        with begin(SYSTEM, now=now) as work:
            job.settle(work, subject_id, outcome)


def _note_failure(promise: outbox.Promise, error: Exception, now: datetime | None) -> None:
    permanent, job = bool(getattr(error, "permanent", False)), outbox.jobs().get(promise.job)
    log.warning("job.failed", job=promise.job, promise=promise.id, error=str(error), permanent=permanent)
    with begin(SYSTEM, now=now) as work:
        final = outbox.postpone(work, promise.id or 0, error=f"{type(error).__name__}: {error}", permanent=permanent)
        if job is not None and job.failed is not None:
            job.failed(work, promise.subject_id, error, final)
