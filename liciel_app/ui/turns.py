"""Work in threads beside the event loop, a turn each.

Threads that compute do not go faster together: each row SQLite hands over lets another of them in, and fifty readers
spend more on making way for each other than on reading (measured: 45 events/s all at once, 128 in turns). Whoever lasts
longer than `PATIENCE` gives the turn up and goes on beside the next one: a slow question delays nobody for long.
"""

import asyncio
from collections.abc import Callable
from typing import Final, TypeVar
from weakref import WeakKeyDictionary

from liciel_app.core import database

T = TypeVar("T")
PATIENCE: Final = 0.05
"""Seconds a turn lasts at most."""
WAITING_ON_A_SERVER: Final = 4
"""Turns at once on PostgreSQL, where most of the time of a question is its server's."""
_TURNS: Final[WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore]] = WeakKeyDictionary()


class _Turn:
    def __init__(self, turns: asyncio.Semaphore) -> None:
        self._turns, self._held = turns, True

    def over(self) -> None:
        """Said once its time is up, and when the work is done: it is given back the first time."""
        if self._held:
            self._held = False
            self._turns.release()


async def in_turn(act: Callable[[], T]) -> T:
    """Run it in a thread once it is its turn; what it raises is raised here."""
    loop = asyncio.get_running_loop()
    turns = _turns(loop)
    await turns.acquire()
    turn = _Turn(turns)
    late = loop.call_later(PATIENCE, turn.over)
    try:
        return await loop.run_in_executor(None, act)
    finally:
        late.cancel()
        turn.over()


def _turns(loop: asyncio.AbstractEventLoop) -> asyncio.Semaphore:
    if loop not in _TURNS:
        sqlite = database.engine().dialect.name == "sqlite"
        _TURNS[loop] = asyncio.Semaphore(1 if sqlite else WAITING_ON_A_SERVER)
    return _TURNS[loop]
