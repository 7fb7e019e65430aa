"""Mileage as screens show it: plain values, already written for the reader."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ProofRow:
    """A file that proves a day; `link` is where it is read."""

    name: str
    link: str


@dataclass(frozen=True, slots=True)
class DayRow:
    """`planned` is empty unless the day was corrected; `warning` says what the figure leaves out."""

    iso: str
    day: str
    route: str
    km: str
    typed: str
    planned: str
    reason: str
    corrected_by: str
    estimated: bool
    vehicle: str
    warning: str
    proofs: list[ProofRow] = field(default_factory=list[ProofRow])


@dataclass(frozen=True, slots=True)
class LineRow:
    vehicle: str
    power: str
    scale: str
    before: str
    after: str
    amount: str


@dataclass(frozen=True, slots=True)
class MonthSheet:
    """One person's month. `why_not`: why it cannot be asked for yet, in one sentence; `cents`: what was read."""

    account_id: int = 0
    person: str = ""
    month: str = ""
    title: str = ""
    days: list[DayRow] = field(default_factory=list[DayRow])
    lines: list[LineRow] = field(default_factory=list[LineRow])
    km: str = ""
    amount: str = ""
    cents: int = 0
    estimated: bool = False
    statement_id: int = 0
    state: str = ""
    history: list[str] = field(default_factory=list[str])
    returned_why: str = ""
    why_not: str = ""
    mine: bool = False


@dataclass(frozen=True, slots=True)
class PersonRow:
    id: int
    name: str
    km: str
    amount: str
    state: str
    days: int
    vehicle: str


@dataclass(frozen=True, slots=True)
class VehicleRow:
    """`use_id` is 0 for a vehicle nobody drives for the office; `until_iso` for the form that ends the use."""

    key: str
    use_id: int
    resource_id: int
    name: str
    power: str
    person: str
    since: str
    until: str
    until_iso: str
    km_before: str
