# pyright: strict
"""A monthly statement as plain values, and the canonical text that is sealed at its approval."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from liciel_app.core.journal import canonical
from liciel_app.office.parties import Seller

CATEGORIES: Final = {"car": "voiture", "motorcycle": "moto", "moped": "cyclomoteur"}


@dataclass(frozen=True, slots=True)
class PaperDay:
    """Distances in tenths of a kilometre; `planned` is the tour before a correction, whose `reason` is not empty."""

    day: date
    route: str
    vehicle: str
    tenths: int
    planned: int
    estimated: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PaperLine:
    """The year's kilometres of a vehicle before and after this month, in tenths, and what this month adds in cents."""

    vehicle: str
    power: str
    year: int
    scale: int
    tenths_before: int
    tenths_after: int
    cents_before: int
    cents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementPaper:
    """`approved_on` is none while it waits for its approval."""

    person: str
    month: date
    seller: Seller
    asked_on: date
    asked_by: str
    approved_on: date | None
    approved_by: str
    days: tuple[PaperDay, ...]
    lines: tuple[PaperLine, ...]

    @property
    def tenths(self) -> int:
        return sum(day.tenths for day in self.days if day.vehicle)

    @property
    def cents(self) -> int:
        return sum(line.cents for line in self.lines)


def km(tenths: int) -> str:
    """1 042,5 km"""
    whole, rest = divmod(abs(tenths), 10)
    grouped = f"{whole:,}".replace(",", "\u202f")
    return f"{'-' if tenths < 0 else ''}{grouped},{rest}\u00a0km"


def described(category: str, power: int, *, electric: bool) -> str:
    """« voiture électrique, 5 CV »"""
    words = CATEGORIES[category] + (" électrique" if electric else "")
    return words if category == "moped" else f"{words}, {power}\u00a0CV"


def sealed(paper: StatementPaper) -> str:
    return canonical(asdict(paper))


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def opened(text: str) -> StatementPaper:
    """The paper that `sealed` wrote."""
    told: dict[str, Any] = json.loads(text)
    approved = told["approved_on"]
    return StatementPaper(
        person=told["person"],
        month=date.fromisoformat(told["month"]),
        seller=Seller(**told["seller"]),
        asked_on=date.fromisoformat(told["asked_on"]),
        asked_by=told["asked_by"],
        approved_on=date.fromisoformat(approved) if approved else None,
        approved_by=told["approved_by"],
        days=tuple(map(_day, told["days"])),
        lines=tuple(PaperLine(**one) for one in told["lines"]),
    )


def _day(told: dict[str, Any]) -> PaperDay:
    return PaperDay(day=date.fromisoformat(told.pop("day")), **told)
