"""One gesture, one transaction: the change, its journal entry and its promises are written together or not at all.

`with begin(actor) as work:` is written in the screen bridge, the HTTP door, the worker and the tests only.
"""

from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlmodel import Session, SQLModel

from liciel_app.core import clock, database, journal, outbox
from liciel_app.core.access import Actor
from liciel_app.core.language import Language


@dataclass(slots=True)
class Work:
    """`db` the session, `now` the instant of the gesture (aware UTC), `actor` who is behind it."""

    actor: Actor
    db: Session
    now: datetime
    _happenings: list[journal.Happening] = field(default_factory=list[journal.Happening])
    _promised: list[outbox.Promise] = field(default_factory=list[outbox.Promise])

    @property
    def today(self) -> date:
        """The office's calendar day."""
        return clock.today(self.now)

    @property
    def language(self) -> Language:
        return self.actor.language

    def record(
        self,
        action: str,
        subject: SQLModel,
        *,
        before: Mapping[str, object] | None = None,
        after: Mapping[str, object] | None = None,
    ) -> None:
        """Write in the journal, in the same breath as doing it: `order.placed`, `invoice.issued`…"""
        kind = str(getattr(type(subject), "__tablename__", type(subject).__name__.lower()))
        number: Callable[[], int] = lambda: int(getattr(subject, "id"))  # noqa: B009, E731
        self._happenings.append(journal.Happening(action, kind, number, before or {}, after or {}))

    def later(self, job: str, subject: SQLModel, *, wait: timedelta | None = None) -> None:
        """Promise a job (by its registered name) on this record; it starts once the transaction is written."""
        self.db.flush()
        self.promise(job, int(getattr(subject, "id")), wait=wait)  # noqa: B009

    def promise(self, job_name: str, subject_id: int, *, wait: timedelta | None = None) -> None:
        due = self.now + (wait or timedelta())
        row = outbox.Promise(job=job_name, subject_id=subject_id, created_at=self.now, run_after=due)
        self.db.add(row)
        self._promised.append(row)

    def seal(self) -> list[int]:
        """Write the journal and the promises its listeners make; the numbers of promises due at once."""
        self.db.flush()
        who = journal.Who(self.now, self.actor.account_id, self.actor.name, self.actor.origin)
        for entry in journal.seal(self.db, who, self._happenings):
            for name in outbox.listeners(entry.action):
                self.promise(name, entry.subject_id)
        self._happenings.clear()
        self.db.flush()
        return [row.id for row in self._promised if row.id is not None and row.run_after <= self.now]


@contextmanager
def begin(actor: Actor, *, writing: bool = True, now: datetime | None = None) -> Generator[Work]:
    """Open a transaction for this person; commit at the end, or roll everything back on any error."""
    with Session(database.engine(), expire_on_commit=False) as db:
        db.connection(execution_options={database.WRITING: writing})
        work = Work(actor=actor, db=db, now=now or clock.now())
        try:
            yield work
            promised = work.seal() if writing else []
            db.commit()
        except BaseException:
            db.rollback()
            raise
    if promised:
        from liciel_app.core import worker

        worker.nudge(promised)
