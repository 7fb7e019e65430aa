# pyright: strict
"""Working hours as people write them: « 08:30-12:30, 13:30-18:00 »."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from liciel_app.agenda.rules_time import Interval, Week
from liciel_app.core.errors import Invalid

UNREADABLE: Final = "Écrivez les horaires comme 08:30-12:30, 13:30-18:00 ; rien pour un jour non travaillé."
_HOUR: Final = r"(\d{1,2})\s*(?:[:hH]\s*(\d{2})?)?"
_INTERVAL: Final = re.compile(rf"\s*(?:de\s+)?{_HOUR}\s*(?:[-–—]|à)\s*{_HOUR}\s*")
_MOST: Final = 6
_SIXTY: Final = 60


def read_week(texts: Mapping[str, str]) -> Week:
    """`day-0` (Monday) to `day-6`. Raises Invalid naming every day that cannot be read."""
    wrong: dict[str, str] = {}
    week: list[tuple[Interval, ...]] = []
    for weekday in range(7):
        name = f"day-{weekday}"
        intervals = read_intervals(texts.get(name, ""))
        if intervals is None:
            wrong[name] = UNREADABLE
        week.append(intervals or ())
    if wrong:
        raise Invalid(wrong)
    return tuple(week)


def read_intervals(text: str) -> tuple[Interval, ...] | None:
    """Minutes from midnight, in order; nothing for a day off, None for what is no hours.

    >>> read_intervals("8h30-12h30, 13h30 à 18h"), read_intervals(""), read_intervals("le matin")
    (((510, 750), (810, 1080)), (), None)
    """
    if not text.strip():
        return ()
    parts = re.split(r"[,;/+]|\bet\b", text)
    found = [_interval(part) for part in parts if part.strip()]
    read = [one for one in found if one is not None]
    return tuple(sorted(read)) if len(read) == len(found) <= _MOST else None


def written(intervals: Sequence[Interval]) -> str:
    """08:30-12:30, 13:30-18:00"""
    return ", ".join(f"{clock_text(starts)}-{clock_text(ends)}" for starts, ends in intervals)


def _interval(text: str) -> Interval | None:
    found = _INTERVAL.fullmatch(text)
    if found is None:
        return None
    starts, ends = ((int(found[at]), int(found[at + 1] or 0)) for at in (1, 3))
    if starts[1] >= _SIXTY or ends[1] >= _SIXTY:
        return None
    return starts[0] * _SIXTY + starts[1], ends[0] * _SIXTY + ends[1]


def clock_text(minute: int) -> str:
    """08:30"""
    hour, rest = divmod(minute, _SIXTY)
    return f"{hour:02d}:{rest:02d}"
