"""The JSON of `liciel slots` and of the API: what is asked, read; what is answered, written."""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from pydantic import Field

from liciel_app.agenda import reading
from liciel_app.agenda.reading import Asked, Hour, Instant, Minutes, Name, Place, Travel
from liciel_app.agenda.slots import facts
from liciel_app.agenda.slots.engine import propose
from liciel_app.agenda.slots.horizon import WORKED, closed_days
from liciel_app.agenda.travel import StraightLines
from liciel_app.core import clock
from liciel_app.core.errors import Invalid

_UNPLACED = "L’adresse de la visite n’est pas localisée : placez-la sur la carte."
_BACKWARDS = "Un rendez-vous finit avant de commencer."


class AskedVisit(Asked):
    at: Place | None = None
    minutes: Minutes
    skills: list[str] = Field(default_factory=list)
    instruments: list[str] = Field(default_factory=list)

    def fact(self) -> facts.Visit:
        """Raises Invalid for a visit nobody can drive to."""
        if self.at is None:
            raise Invalid({"visit.at": _UNPLACED}, _UNPLACED)
        return facts.Visit(self.at, self.minutes, frozenset(self.skills), frozenset(self.instruments))


class AskedSkill(Asked):
    code: str
    until: date | None = None


class AskedTechnician(Asked):
    """`weekdays`: the days he works, Monday 0 (from Monday to Friday unless told)."""

    id: Name
    name: str = ""
    home: Place | None = None
    end: Place | None = None
    leave_home: Hour | None = None
    back_home: Hour | None = None
    hours: list[tuple[Hour, Hour]] = Field(default_factory=list[tuple[Hour, Hour]])
    weekdays: list[int] = Field(default_factory=lambda: list(WORKED))
    skills: list[AskedSkill] = Field(default_factory=list[AskedSkill])
    instruments: list[str] = Field(default_factory=list)
    days_off: list[date] = Field(default_factory=list[date])

    def fact(self, busy: list[facts.Busy]) -> facts.Technician:
        hours = tuple(sorted(self.hours))
        return facts.Technician(
            id=self.id,
            name=self.name or str(self.id),
            home=self.home,
            week=tuple(hours if day in self.weekdays else () for day in range(7)),
            leave_home=self.leave_home,
            back_home=self.back_home,
            skills={skill.code: skill.until for skill in self.skills},
            instruments=dict.fromkeys(self.instruments),
            days_off=frozenset(self.days_off),
            busy=tuple(busy),
            end=self.end,
        )


class AskedBusy(Asked):
    technician: Name
    start: Instant
    end: Instant
    at: Place | None = None
    label: str = ""

    def fact(self) -> facts.Busy:
        if self.end <= self.start:
            raise Invalid({"busy": _BACKWARDS}, _BACKWARDS)
        return facts.Busy(self.start, self.end, self.at, self.label)


class Request(Asked):
    """One self-contained question: nothing is read from the office's agenda."""

    now: Instant
    visit: AskedVisit
    technicians: list[AskedTechnician]
    busy: list[AskedBusy] = Field(default_factory=list[AskedBusy])
    notice_hours: float = Field(default=24, ge=0, le=24 * 365)
    working_days: int = Field(default=10, ge=1, le=260)
    travel: Travel = Travel()
    first: int = Field(default=3, ge=1)
    per_gap: int = Field(default=1, ge=1)
    closed: list[date] | None = None

    def question(self) -> facts.Question:
        busy: defaultdict[Name, list[facts.Busy]] = defaultdict(list)
        for one in self.busy:
            busy[one.technician].append(one.fact())
        zone = clock.zone()
        today = self.now.astimezone(zone).date()
        return facts.Question(
            now=self.now,
            visit=self.visit.fact(),
            technicians=tuple(one.fact(busy[one.id]) for one in self.technicians),
            zone=zone,
            closed=closed_days(today, self.working_days) if self.closed is None else frozenset(self.closed),
            notice=timedelta(hours=self.notice_hours),
            working_days=self.working_days,
            per_gap=self.per_gap,
            first=self.first,
        )


def answer(text: str | bytes) -> dict[str, Any]:
    """The answer to one request, ready for JSON. Raises Invalid with a sentence for a request that cannot be read."""
    asked = reading.read(Request, text)
    travels = StraightLines(asked.travel.detour, asked.travel.kmh)
    return told(propose(asked.question(), travels))


def told(answered: facts.Answer) -> dict[str, Any]:
    """Instants in ISO, on the office's clock."""
    return {
        "slots": [_slot(slot) for slot in answered.slots],
        "refused": [{"technician": one.technician, "name": one.name, "why": one.why} for one in answered.refused],
    }


def _slot(slot: facts.Slot) -> dict[str, Any]:
    return {
        "technician": slot.technician,
        "name": slot.name,
        "start": slot.start.isoformat(),
        "end": slot.end.isoformat(),
        "added_km": slot.added_km,
        "added_minutes": slot.added_minutes,
        "added_euros": slot.added_cents / 100,
        "estimated": slot.estimated,
        "why": slot.why,
    }
