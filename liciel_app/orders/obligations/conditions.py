# pyright: strict
"""The triggers of the law as data: small conditions that combine, answer yes, no or « on ne sait pas » (None),
and tell which facts they read and which unanswered ones could still change their answer.

Answering an unanswered fact never turns a yes into a no, nor a no into a yes, unless `unanswered` names it.
"""

from abc import ABC, abstractmethod
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from liciel_app.orders.obligations.facts import Facts
from liciel_app.orders.obligations.validity import is_valid
from liciel_app.orders.obligations.words import Installation

_NONE: Final = frozenset[str]()
# Works that took longer than this between the permit and the end of construction are not presumed.
_WORKS_YEARS: Final = 10


class Condition(ABC):
    __slots__ = ()

    @property
    @abstractmethod
    def reads(self) -> frozenset[str]: ...

    @abstractmethod
    def holds(self, facts: Facts, on: date) -> bool | None: ...

    def unanswered(self, facts: Facts, on: date) -> frozenset[str]:
        return self.reads if self.holds(facts, on) is None else _NONE


class Is(Condition):
    """The fact is one of the values."""

    __slots__ = ("_fact", "_reads", "_values")

    def __init__(self, fact: str, *values: Hashable) -> None:
        self._fact = fact
        self._values = frozenset(values)
        self._reads = frozenset({fact})

    @property
    def reads(self) -> frozenset[str]:
        return self._reads

    def holds(self, facts: Facts, on: date) -> bool | None:
        del on
        value: Any = getattr(facts, self._fact)
        return None if value is None else value in self._values


def yes(fact: str) -> Condition:
    return Is(fact, True)


def no(fact: str) -> Condition:
    return Is(fact, False)


@dataclass(frozen=True, slots=True)
class MoreThan(Condition):
    """The fact is a number strictly above the limit; an absent installation has no age."""

    fact: str
    limit: int

    @property
    def reads(self) -> frozenset[str]:
        return frozenset({self.fact})

    def holds(self, facts: Facts, on: date) -> bool | None:
        del on
        value: int | Decimal | Installation | None = getattr(facts, self.fact)
        if isinstance(value, Installation):
            return False if value is Installation.ABSENT else None
        return None if value is None else value > self.limit


@dataclass(frozen=True, slots=True)
class AtLeast(Condition):
    """The fact is a number of the limit or above."""

    fact: str
    limit: int

    @property
    def reads(self) -> frozenset[str]:
        return frozenset({self.fact})

    def holds(self, facts: Facts, on: date) -> bool | None:
        del on
        value: int | Decimal | None = getattr(facts, self.fact)
        return None if value is None else value >= self.limit


@dataclass(frozen=True, slots=True)
class Installed(Condition):
    """There is such an installation, whatever its age."""

    fact: str

    @property
    def reads(self) -> frozenset[str]:
        return frozenset({self.fact})

    def holds(self, facts: Facts, on: date) -> bool | None:
        del on
        value: object = getattr(facts, self.fact)
        return None if value is None else value is not Installation.ABSENT


@dataclass(frozen=True, slots=True)
class PermitBefore(Condition):
    """Permit delivered strictly before the day. A construction before it proves a permit before it."""

    limit: date

    @property
    def reads(self) -> frozenset[str]:
        return frozenset({"permit", "built"})

    def holds(self, facts: Facts, on: date) -> bool | None:
        del on
        if facts.permit is not None:
            return facts.permit < self.limit
        return True if facts.built is not None and facts.built < self.limit else None

    def unanswered(self, facts: Facts, on: date) -> frozenset[str]:
        return frozenset({"permit"}) if self.holds(facts, on) is None else _NONE


@dataclass(frozen=True, slots=True)
class BuiltBefore(Condition):
    """Built strictly before the day; without a construction date the permit's date stands for it."""

    limit: date

    @property
    def reads(self) -> frozenset[str]:
        return frozenset({"permit", "built"})

    def holds(self, facts: Facts, on: date) -> bool | None:
        del on
        known = facts.built or facts.permit
        return None if known is None else known < self.limit

    def unanswered(self, facts: Facts, on: date) -> frozenset[str]:
        del on
        if facts.built is not None:
            return _NONE
        permit = facts.permit
        decided = permit is not None and (permit >= self.limit or permit.year < self.limit.year - _WORKS_YEARS)
        return _NONE if decided else frozenset({"built"})


@dataclass(frozen=True, slots=True)
class BuildingOlderThan(Condition):
    """The building's age, told or counted from its construction, is strictly above so many years."""

    years: int

    @property
    def reads(self) -> frozenset[str]:
        return frozenset({"building_age", "built", "permit"})

    def holds(self, facts: Facts, on: date) -> bool | None:
        if facts.building_age is not None:
            return facts.building_age > self.years
        known = facts.built or facts.permit
        return None if known is None else _years_after(known, self.years) < on

    def unanswered(self, facts: Facts, on: date) -> frozenset[str]:
        if facts.building_age is not None or facts.built is not None:
            return _NONE
        permit = facts.permit
        if permit is None:
            return frozenset({"building_age"})
        open_ = self.holds(facts, on) and permit.year + self.years + _WORKS_YEARS >= on.year
        return frozenset({"building_age"}) if open_ else _NONE


def _years_after(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


@dataclass(frozen=True, slots=True)
class HasReport(Condition):
    """A report of this code is still valid on the day; with `negative`, one that is known to have found nothing."""

    code: str
    negative: bool = False

    @property
    def reads(self) -> frozenset[str]:
        return frozenset({"reports", "transaction"})

    def holds(self, facts: Facts, on: date) -> bool | None:
        report = facts.reports.get(self.code)
        if report is None or (self.negative and report.positive is not False):
            return False
        return is_valid(self.code, report, facts.transaction, on)


@dataclass(frozen=True, slots=True)
class Not(Condition):
    inner: Condition

    @property
    def reads(self) -> frozenset[str]:
        return self.inner.reads

    def holds(self, facts: Facts, on: date) -> bool | None:
        inner = self.inner.holds(facts, on)
        return None if inner is None else not inner

    def unanswered(self, facts: Facts, on: date) -> frozenset[str]:
        return self.inner.unanswered(facts, on)


class _Several(Condition):
    __slots__ = ("_parts", "_reads")
    _settling: bool  # the answer of one part that settles the whole

    def __init__(self, *parts: Condition) -> None:
        self._parts = parts
        self._reads = _NONE.union(*(part.reads for part in parts))

    @property
    def reads(self) -> frozenset[str]:
        return self._reads

    def holds(self, facts: Facts, on: date) -> bool | None:
        answer: bool | None = not self._settling
        for part in self._parts:
            held = part.holds(facts, on)
            if held is self._settling:
                return held
            if held is None:
                answer = None
        return answer

    def unanswered(self, facts: Facts, on: date) -> frozenset[str]:
        open_ = [(part.holds(facts, on), part.unanswered(facts, on)) for part in self._parts]
        if any(held is self._settling and not missing for held, missing in open_):
            return _NONE
        return _NONE.union(*(missing for _, missing in open_))


class AnyOf(_Several):
    __slots__ = ()
    _settling = True


class AllOf(_Several):
    __slots__ = ()
    _settling = False
