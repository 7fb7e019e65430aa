# pyright: strict
"""How much of somebody's day is worked, taken and free, on plain values, as instants: a change of clocks counts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

Span = tuple[datetime, datetime]
Tone = Literal["grey", "green", "amber", "red"]
NEARLY_FULL: Final = 85


@dataclass(frozen=True, slots=True)
class Load:
    """Minutes of one or several days: what the hours give once leave is taken off, and what appointments take."""

    worked: int = 0
    booked: int = 0

    @property
    def free(self) -> int:
        return max(0, self.worked - self.booked)

    def plus(self, other: "Load") -> "Load":
        return Load(self.worked + other.worked, self.booked + other.booked)

    @property
    def tone(self) -> Tone:
        """Grey: away and nothing planned. Red: more than the hours hold. Amber: nearly full."""
        if not self.worked:
            return "red" if self.booked else "grey"
        if self.booked > self.worked:
            return "red"
        return "amber" if self.booked * 100 >= self.worked * NEARLY_FULL else "green"


def load(hours: Iterable[Span], away: Sequence[Span], booked: Iterable[Span], day: Span) -> Load:
    """One day: `hours` less what `away` covers; appointments count for the part of them that lies in that day."""
    worked = sum(_minutes(piece) for span in hours for piece in _less(span, away))
    return Load(worked, sum(_minutes(_within(span, day)) for span in booked))


def skill_tone(people: int, least: int, free: int, *, closed: bool) -> Tone:
    """Of a domain of certification: red below the least the office wants, amber when nobody has time left."""
    if closed:
        return "grey"
    if people < max(1, least):
        return "red"
    return "amber" if free <= 0 else "green"


def _less(span: Span, away: Sequence[Span]) -> list[Span]:
    left = [span]
    for begins, ends in away:
        left = [piece for one in left for piece in ((one[0], min(one[1], begins)), (max(one[0], ends), one[1]))]
        left = [piece for piece in left if piece[0] < piece[1]]
    return left


def _within(span: Span, day: Span) -> Span:
    return max(span[0], day[0]), min(span[1], day[1])


def _minutes(span: Span) -> int:
    return max(0, int((span[1] - span[0]).total_seconds()) // 60)
