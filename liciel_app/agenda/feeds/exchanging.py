"""One exchange with a calendar elsewhere: read what changed, then write and take away what is ours."""

from dataclasses import dataclass, field
from typing import Any, Final

from liciel_app.agenda.feeds import reconciling
from liciel_app.agenda.feeds.reconciling import Copy, Plan
from liciel_app.agenda.queries.calendars import Outgoing, Span
from liciel_app.gateways.calendars import Changes, ConsentLost, Event, Found, OutsideCalendar, TokenLost
from liciel_app.gateways.errors import GatewayError

PATIENCE: Final = 3
"""Events refused one after the other before the other side is left alone."""


@dataclass(frozen=True, slots=True)
class Task:
    """Everything one exchange needs, read beforehand."""

    wanted: dict[str, Outgoing]
    copies: dict[str, Copy]
    span: Span
    token: str = ""


@dataclass(slots=True)
class Outcome:
    """What happened, to be written down even when the other side failed half-way.

    `token` is empty unless everything was done: what was read is then told again. `read`: False when nothing was.
    """

    copies: list[Copy] = field(default_factory=list[Copy])
    forgotten: list[str] = field(default_factory=list[str])
    busy: list[Found] = field(default_factory=list[Found])
    touched: frozenset[str] = frozenset()
    full: bool = False
    read: bool = False
    token: str = ""
    written: int = 0
    removed: int = 0
    error: GatewayError | None = None
    secret: str = ""


def exchange(task: Task, calendar: OutsideCalendar) -> Outcome:
    """Never raises a GatewayError: it is the outcome's."""
    outcome = Outcome()
    try:
        changes = _changes(task, calendar)
    except GatewayError as error:
        outcome.error = error
        return outcome
    made = reconciling.plan(task.wanted, task.copies, changes, task.span)
    outcome.read, outcome.full, outcome.touched = True, changes.full, changes.touched
    outcome.busy, outcome.copies, outcome.forgotten = made.busy, made.kept, made.forgotten
    _do(made, calendar, outcome)
    outcome.token = task.token if outcome.error else changes.token
    return outcome


def clear(task: Task, calendar: OutsideCalendar) -> Outcome:
    """Everything of ours is taken away there: the person disconnects the calendar."""
    outcome = Outcome()
    _do(Plan(remove=[(uid, copy.stored) for uid, copy in task.copies.items()]), calendar, outcome)
    return outcome


def _changes(task: Task, calendar: OutsideCalendar) -> Changes:
    try:
        return calendar.changes(*task.span, task.token)
    except TokenLost:
        return calendar.changes(*task.span, "")


def _do(made: Plan, calendar: OutsideCalendar, outcome: Outcome) -> None:
    """An event that is refused does not hold up the others; a side that fails does."""
    failed = 0
    for gesture in (*made.remove, *made.write):
        try:
            _gesture(gesture, calendar, outcome)
            failed = 0
        except GatewayError as error:
            outcome.error, failed = error, failed + 1
            if isinstance(error, ConsentLost) or not error.permanent or failed >= PATIENCE:
                return


def _gesture(gesture: tuple[Any, Any], calendar: OutsideCalendar, outcome: Outcome) -> None:
    what, stored = gesture
    if isinstance(what, Outgoing):
        event = Event(what.uid, what.sequence, what.title, what.starts_at, what.ends_at, what.location, what.notes)
        outcome.copies.append(reconciling.copied(what, calendar.write(event, stored)))
        outcome.written += 1
    else:
        calendar.remove(stored)
        outcome.forgotten += [what] if what else []
        outcome.removed += 1
