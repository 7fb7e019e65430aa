"""The only module that asks the system what time it is.

`LICIEL_CLOCK` freezes or shifts it outside production: an ISO instant (`2026-11-23T08:00:00+01:00`) starts the clock
there and lets it run; the same with a final `!` freezes it.
"""

import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from liciel_app.core.config import settings
from liciel_app.core.errors import Refused

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    return datetime.fromtimestamp(time.time(), UTC)


def frozen_at(instant: datetime) -> Clock:
    return lambda: instant.astimezone(UTC)


def starting_at(instant: datetime) -> Clock:
    shift = instant.astimezone(UTC) - system_clock()
    return lambda: system_clock() + shift


@lru_cache(maxsize=1)
def _clock() -> Clock:
    text = settings().clock
    if not text:
        return system_clock
    instant = datetime.fromisoformat(text.removesuffix("!"))
    if instant.tzinfo is None:
        raise Refused("LICIEL_CLOCK doit porter un fuseau, par exemple 2026-11-23T08:00:00+01:00.")
    return frozen_at(instant) if text.endswith("!") else starting_at(instant)


def now() -> datetime:
    """Aware UTC."""
    return _clock()()


def zone() -> ZoneInfo:
    return _zone(settings().timezone)


@lru_cache(maxsize=8)
def _zone(name: str) -> ZoneInfo:
    """A list asks for it once a cell: looking it up costs more than what it is asked for."""
    return ZoneInfo(name)


def local(instant: datetime) -> datetime:
    """The instant as the office's wall clock shows it."""
    return instant.astimezone(zone())


def at_office(day: date, hour: int, minute: int = 0) -> datetime:
    """The UTC instant at which the office's wall clock shows that hour on that day."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone()).astimezone(UTC)


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def today(instant: datetime | None = None) -> date:
    return local(instant or now()).date()
