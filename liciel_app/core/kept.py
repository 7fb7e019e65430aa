"""Figures over a whole table, kept in memory while nothing is written about its records.

The journal tells: whatever changes a record writes there in the same transaction, so the number of its latest entry
about those kinds is the version of every figure made of them. Each process keeps its own.
"""

from collections.abc import Callable
from typing import Any, Final, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Engine

from liciel_app.core import database, journal
from liciel_app.core.work import Work

T = TypeVar("T")
MOST: Final = 256
"""Answers kept at once: a person and a question each, at their latest version."""
_ANSWERS: Final[WeakKeyDictionary[Engine, dict[Any, tuple[int, Any]]]] = WeakKeyDictionary()


def while_unchanged(work: Work, kinds: tuple[str, ...], question: Callable[[Work], T]) -> T:
    """The answer to the question for this person, asked again only once something is written about those kinds.

    Whoever is writing is told what stands now, the journal not being written yet.
    """
    if work.db.connection().get_execution_options().get(database.WRITING, True):
        return question(work)
    answers = _ANSWERS.setdefault(database.engine(), {})
    key, version = (question, work.actor), journal.latest(work.db, kinds)
    known = answers.get(key)
    if known is None or known[0] != version:
        if len(answers) >= MOST:
            answers.clear()
        known = answers[key] = (version, question(work))
    return known[1]
