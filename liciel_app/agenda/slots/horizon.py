"""The days a slot may fall on, and their hours as instants on the office's clock."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

WORKED: Final = range(5)
"""Monday to Friday: the days that count as working days."""


@lru_cache(maxsize=64)
def public_holidays(year: int, subdivision: str = "") -> frozenset[date]:
    """French public holidays; `subdivision` 57 (Moselle) or 6AE (Alsace) adds theirs, 974 and the like overseas'."""
    import holidays

    return frozenset(holidays.country_holidays("FR", subdiv=subdivision or None, years=year))


def closed_days(first: date, count: int, subdivision: str = "") -> frozenset[date]:
    """Public holidays from that day on, far enough to count so many working days."""
    last = first + timedelta(days=count * 2 + 30)
    return frozenset().union(*(public_holidays(year, subdivision) for year in range(first.year, last.year + 1)))


def days(first: date, working_days: int, closed: frozenset[date]) -> list[date]:
    """Every date from the first to the last of so many working days, both included.

    >>> [str(day) for day in days(date(2026, 11, 20), 2, frozenset())]
    ['2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23']
    """
    found: list[date] = []
    counted, day = 0, first
    while counted < working_days:
        found.append(day)
        counted += day.weekday() in WORKED and day not in closed
        day += timedelta(days=1)
    return found


class Calendar:
    """Seconds since 1970 of the hours of each day, exact where the clocks change."""

    def __init__(self, dates: Iterable[date], zone: ZoneInfo) -> None:
        self.dates = tuple(dates)
        self._zone = zone
        self._known: dict[tuple[date, time], float] = {}
        after = self.dates[-1] + timedelta(days=1)
        self.midnights = tuple(self.at(day, time()) for day in (*self.dates, after))

    def at(self, day: date, hour: time) -> float:
        known = self._known.get((day, hour))
        if known is None:
            known = datetime.combine(day, hour, self._zone).timestamp()
            self._known[day, hour] = known
        return known

    def instant(self, seconds: float) -> datetime:
        return datetime.fromtimestamp(seconds, UTC).astimezone(self._zone)
