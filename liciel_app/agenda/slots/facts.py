"""What the engine of slots is told and what it answers: plain frozen values, hours on the office's clock."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import NamedTuple
from zoneinfo import ZoneInfo

from liciel_app.agenda.slots.horizon import Calendar
from liciel_app.agenda.travel import Floats, Numbers, Point

Hours = tuple[tuple[time, time], ...]
"""The intervals of a day in which visits may take place, lunch and closings left out."""
Name = int | str
Span = tuple[datetime, datetime]
Seconds = tuple[float, float]
"""From one second to another, since 1970."""


@dataclass(frozen=True, slots=True)
class Visit:
    """The visit to place. `skills`: codes of certifications; `instruments`: what must be at hand."""

    at: Point
    minutes: int
    skills: frozenset[str] = frozenset()
    instruments: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Busy:
    """Something already in the day. Without a place (`at` None) it happens where the technician then is.

    `number`: the appointment it is; 0 for what is none of the office's.
    """

    start: datetime
    end: datetime
    at: Point | None = None
    label: str = ""
    number: int = 0


class Stop(NamedTuple):
    """Where the technician is from one second to another; `busy` is None at home."""

    at: Point
    begins: float
    ends: float
    busy: Busy | None


class Gap(NamedTuple):
    """`opens`: the times between the two stops in which a visit must lie wholly."""

    day: date
    before: Stop
    after: Stop
    opens: tuple[Seconds, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """The open days of one technician, whatever the visit: the gaps, and the same as columns for one sweep.

    A line a gap: `befores` and `afters` (places), `leaves` and `arrives` (seconds). A line an open time of a gap:
    `where` (which gap), `opens` and `closes` (seconds).
    """

    gaps: tuple[Gap, ...]
    befores: Floats
    afters: Floats
    leaves: Floats
    arrives: Floats
    where: Numbers
    opens: Floats
    closes: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """The days of a question, and the sheets of whoever had his drawn beforehand: they hold for any visit."""

    calendar: Calendar
    sheets: Mapping[Name, Sheet] = field(default_factory=dict[Name, Sheet])

    def without(self, names: Collection[Name]) -> "Drawn":
        """Those whose days are not what they were are to be drawn again."""
        kept = {name: sheet for name, sheet in self.sheets.items() if name not in names}
        return Drawn(self.calendar, kept) if names else self


@dataclass(frozen=True, slots=True)
class Technician:
    """`week`: the hours of Monday to Sunday. `skills` and `instruments`: code → last good day (None: no known end).

    His day ends at `end` (home when None). Past `insured_until` he is not sent anywhere. He leaves home at
    `leave_home` at the earliest (the opening of his day when None); he must be back at `back_home` at the latest, and
    only where it is given: the way home may otherwise end after his hours. `kit`: what he always takes (his
    vehicle), by name, and its last good day.
    """

    id: Name
    name: str
    home: Point | None
    week: tuple[Hours, ...]
    leave_home: time | None = None
    back_home: time | None = None
    skills: Mapping[str, date | None] = field(default_factory=dict[str, date | None])
    instruments: Mapping[str, date | None] = field(default_factory=dict[str, date | None])
    days_off: frozenset[date] = frozenset()
    busy: tuple[Busy, ...] = ()
    end: Point | None = None
    insured_until: date | None = None
    kit: Mapping[str, date | None] = field(default_factory=dict[str, date | None])


@dataclass(frozen=True, slots=True)
class Rates:
    """What the road costs the office, in cents."""

    km: Decimal = Decimal(60)
    hour: Decimal = Decimal(3000)

    def cents(self, km: float, minutes: float) -> int:
        return round(Decimal(str(km)) * self.km + Decimal(str(minutes)) * self.hour / 60)


@dataclass(frozen=True, slots=True)
class Question:
    """`per_gap`: starts proposed in each gap between two stops, the earliest first; `first`: how many in all.

    `buffer`: left free between two visits, the road besides. `taken`: times at which an instrument the visit needs is
    with somebody else. `closed`: public holidays. `words`: how a code of certification or instrument is said.
    `drawn`: the same days and people, drawn for a question before this one.
    """

    now: datetime
    visit: Visit
    technicians: tuple[Technician, ...]
    zone: ZoneInfo
    closed: frozenset[date] = frozenset()
    notice: timedelta = timedelta(hours=24)
    working_days: int = 10
    per_gap: int = 1
    first: int | None = 3
    rates: Rates = Rates()
    taken: tuple[Span, ...] = ()
    buffer: timedelta = timedelta()
    words: Mapping[str, str] = field(default_factory=dict[str, str])
    drawn: Drawn | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """`added_km` and `added_minutes`: the road of that day with the visit, less the road without it."""

    technician: Name
    name: str
    start: datetime
    end: datetime
    added_km: float
    added_minutes: float
    added_cents: int
    why: str
    estimated: bool


@dataclass(frozen=True, slots=True)
class Refusal:
    technician: Name
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Best first; `refused`: one sentence for each technician who has no slot at all."""

    slots: tuple[Slot, ...]
    refused: tuple[Refusal, ...]
    evaluated: int
