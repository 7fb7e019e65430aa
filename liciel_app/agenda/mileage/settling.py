"""What a month owes a person: the kilometres of each vehicle and year until then, less what was already granted."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select as sa_select
from sqlmodel import col, select

from liciel_app.agenda.mileage import rules, touring
from liciel_app.agenda.mileage.rules import Granted, Period
from liciel_app.agenda.mileage.scales import Vehicle
from liciel_app.agenda.models_mileage import (
    MileageLine,
    MileageStatement,
    StatementState,
    TourCorrection,
    TourDay,
    VehicleSheet,
    VehicleUse,
)
from liciel_app.core.work import Work

LOCKED = (StatementState.APPROVED, StatementState.PAID)
FIRST_DAY = date(2023, 1, 1)


@dataclass(frozen=True, slots=True)
class Day:
    """A day as it counts. `resource_id`: the vehicle that is paid for; `taken_id`: another one that was taken."""

    tour: TourDay
    tenths: int
    correction: TourCorrection | None
    resource_id: int | None

    @property
    def paid(self) -> bool:
        return self.resource_id is not None


@dataclass(frozen=True, slots=True)
class Line:
    resource_id: int
    year: int
    before: Granted
    total: int
    cents: int


Key = tuple[int, int]
"""A vehicle and a year."""


@dataclass(frozen=True, slots=True)
class Year:
    """A vehicle's year: the kilometres driven before the office counted, and its days until the month looked at."""

    key: Key
    vehicle: Vehicle
    km_before: int
    days: list[Day]

    def total(self, month: date) -> int:
        """Tenths of the year until the end of that month."""
        last = rules.last_of(month)
        return self.km_before * 10 + sum(day.tenths for day in self.days if day.tour.day <= last)

    def granted(self, given: Sequence[MileageLine]) -> Granted:
        """By the approved months, and by whoever paid before."""
        first = rules.granted_before(self.vehicle, self.key[1], self.km_before)
        tenths = given[-1].tenths_after if given else first.tenths
        return Granted(tenths, first.cents + sum(line.cents for line in given))


@dataclass(frozen=True, slots=True)
class Settlement:
    """One month: its days, and a line for each vehicle and year something is owed for. Distances in tenths."""

    month: date
    days: list[Day]
    lines: list[Line]

    @property
    def tenths(self) -> int:
        return sum(day.tenths for day in self.days if day.paid)

    @property
    def cents(self) -> int:
        return sum(line.cents for line in self.lines)


def settlement(work: Work, account_id: int, month: date) -> Settlement:
    """As the tours, the corrections and the vehicles stand now; whose person was checked by the caller."""
    uses, vehicles = uses_of(work, account_id), vehicles_known(work)
    everything = days_between(work, account_id, FIRST_DAY, rules.last_of(month), uses)
    paid: defaultdict[Key, list[Day]] = defaultdict(list)
    for day in everything:
        if day.resource_id is not None and day.resource_id in vehicles:
            paid[day.resource_id, day.tour.day.year].append(day)
    locked = max(locked_months(work, account_id, before=month), default=FIRST_DAY)
    given = _given(work, account_id, month)
    lines = [
        line
        for key in sorted(paid, key=lambda one: (one[1], one[0]))
        if (line := _line(Year(key, vehicles[key[0]], _km_before(key, uses), paid[key]), given[key], locked, month))
    ]
    return Settlement(month, [day for day in everything if rules.first_of(day.tour.day) == month], lines)


def unmeasured_since(work: Work, account_id: int, month: date) -> date:
    """The first day whose tour that month's amount depends on: what is approved is not measured again."""
    uses = uses_of(work, account_id)
    if not uses:
        return month
    locked = locked_months(work, account_id, before=month)
    begun = rules.next_month(locked[-1]) if locked else date(month.year - 1, 1, 1)
    return min(month, max(begun, uses[0].since))


def days_between(work: Work, account_id: int, first: date, last: date, uses: Sequence[VehicleUse]) -> list[Day]:
    found = touring.noted(work, account_id, first, last)
    corrected = corrections(work, [one.id or 0 for one in found])
    return [_day(one, corrected.get(one.id or 0), uses) for one in found]


def corrections(work: Work, tour_ids: Sequence[int]) -> dict[int, TourCorrection]:
    """The last one of each tour."""
    wanted = select(TourCorrection).where(col(TourCorrection.tour_id).in_(tour_ids)).order_by(col(TourCorrection.id))
    return {one.tour_id: one for one in work.db.exec(wanted).all()}


def uses_of(work: Work, account_id: int) -> Sequence[VehicleUse]:
    mine = select(VehicleUse).where(col(VehicleUse.account_id) == account_id)
    return work.db.exec(mine.order_by(col(VehicleUse.since))).all()


def vehicles_known(work: Work) -> dict[int, Vehicle]:
    return {
        one.resource_id: Vehicle(one.category, one.power, one.electric) for one in work.db.exec(select(VehicleSheet))
    }


def locked_months(work: Work, account_id: int, *, before: date = date.max) -> Sequence[date]:
    """The months approved, in order."""
    mine = sa_select(col(MileageStatement.month)).where(
        col(MileageStatement.account_id) == account_id,
        col(MileageStatement.state).in_(LOCKED),
        col(MileageStatement.month) < before,
    )
    return work.db.scalars(mine.order_by(col(MileageStatement.month))).all()


def _day(tour: TourDay, correction: TourCorrection | None, uses: Sequence[VehicleUse]) -> Day:
    driven = [one for one in uses if Period(one.since, one.until).holds(tour.day)]
    if tour.taken_id is not None:
        driven = [one for one in driven if one.resource_id == tour.taken_id]
    tenths = correction.tenths if correction else tour.tenths
    return Day(tour, tenths, correction, driven[0].resource_id if driven else None)


def _given(work: Work, account_id: int, month: date) -> defaultdict[Key, list[MileageLine]]:
    """What the other approved months granted, by vehicle and year, in order."""
    wanted = (
        select(MileageLine)
        .join(MileageStatement, col(MileageStatement.id) == col(MileageLine.statement_id))
        .where(
            col(MileageStatement.account_id) == account_id,
            col(MileageStatement.state).in_(LOCKED),
            col(MileageStatement.month) < month,
        )
        .order_by(col(MileageStatement.month), col(MileageLine.id))
    )
    given: defaultdict[Key, list[MileageLine]] = defaultdict(list)
    for one in work.db.exec(wanted).all():
        given[one.resource_id, one.year].append(one)
    return given


def _km_before(key: Key, uses: Sequence[VehicleUse]) -> int:
    """Driven in that year before the office counted."""
    resource_id, year = key
    return sum(one.km_before for one in uses if one.resource_id == resource_id and one.since.year == year)


def _line(year: Year, given: Sequence[MileageLine], locked: date, month: date) -> Line | None:
    """None when nothing changed since the month before. Earlier months not approved yet come first, as they will."""
    granted = year.granted(given)
    waiting = {rules.first_of(day.tour.day) for day in year.days}
    for earlier in sorted(one for one in waiting if locked < one < month):
        total = year.total(earlier)
        granted = Granted(total, granted.cents + rules.due(year.vehicle, year.key[1], total, granted))
    total = year.total(month)
    cents = rules.due(year.vehicle, year.key[1], total, granted)
    return Line(*year.key, granted, total, cents) if cents or total != granted.tenths else None
