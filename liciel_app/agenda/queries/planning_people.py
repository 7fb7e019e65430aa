"""The office's people, things and rules as planning needs them, read once while nothing is written about them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any, Final

from sqlalchemy import select
from sqlmodel import col

from liciel_app.agenda.models_time import WorkingHours
from liciel_app.agenda.queries import people, things
from liciel_app.agenda.slots import facts
from liciel_app.core.access import SYSTEM
from liciel_app.core.kept import while_unchanged
from liciel_app.core.work import Work
from liciel_app.office.models import Account, Certification, Technician

KINDS: Final = ("account", "agendasettings", "office", "resource")
"""What the journal calls the records all this is made of."""
_LAST: Final = 24 * 60 - 1


@dataclass(frozen=True, slots=True)
class Rules:
    """The office's rules of planning. `zone`: whose public holidays it has."""

    notice_hours: int
    working_days: int
    proposals: int
    buffer_minutes: int
    km_cents: int
    hour_cents: int
    zone: str


@dataclass(frozen=True, slots=True)
class Team:
    """`technicians`: the open ones in the office's order, with nothing in their days yet."""

    rules: Rules
    technicians: tuple[facts.Technician, ...]
    things: tuple[things.Thing, ...]


def team(work: Work) -> Team:
    """The same for whoever asks: it is not narrowed to what he may read."""
    return while_unchanged(for_everybody(work), KINDS, _read)


def for_everybody(work: Work) -> Work:
    """The same transaction, for an answer that is kept for all."""
    return replace(work, actor=SYSTEM)


def _read(work: Work) -> Team:
    work.db.flush()
    rules, known = people.settings_of(work), things.in_use(work)
    told = Rules(
        rules.notice_hours,
        rules.working_days,
        rules.proposals,
        rules.buffer_minutes,
        rules.km_cents,
        rules.hour_cents,
        people.zone_of(work),
    )
    return Team(told, _technicians(work, things.vehicles(known), _time(rules.leave_home_minute)), known)


def _technicians(work: Work, vehicles: Mapping[int, Any], leave_home: time) -> tuple[facts.Technician, ...]:
    certified, weeks = _certifications(work), _weeks(work)
    return tuple(
        facts.Technician(
            id=one.account_id,
            name=one.name,
            home=point(one.home_lat, one.home_lon),
            week=weeks.get(one.account_id, _STANDARD),
            leave_home=leave_home,
            skills=certified[one.account_id],
            end=point(one.end_lat, one.end_lon),
            insured_until=one.insured_until,
            kit=vehicles.get(one.account_id, {}),
        )
        for one in work.db.connection().execute(_PEOPLE)
    )


def _weeks(work: Work) -> dict[int, tuple[facts.Hours, ...]]:
    """The hours of those who have their own."""
    found: dict[int, list[list[tuple[time, time]]]] = {}
    for account_id, weekday, starts, ends in work.db.connection().execute(_HOURS):
        found.setdefault(account_id, [[] for _ in range(7)])[weekday].append((_time(starts), _time(ends)))
    return {account_id: tuple(map(tuple, week)) for account_id, week in found.items()}


def _certifications(work: Work) -> defaultdict[int, dict[str, date | None]]:
    """Of two certificates for the same thing the longer counts."""
    found: defaultdict[int, dict[str, date | None]] = defaultdict(dict)
    for account_id, code, until in work.db.connection().execute(_CERTIFICATIONS):
        known = found[account_id].get(code, date.min)
        found[account_id][code] = None if until is None or known is None else max(until, known)
    return found


def point(lat: float | None, lon: float | None) -> tuple[float, float] | None:
    return None if lat is None or lon is None else (lat, lon)


def _time(minute: int) -> time:
    return time(*divmod(min(minute, _LAST), 60))


_STANDARD: Final = tuple(tuple((_time(starts), _time(ends)) for starts, ends in day) for day in people.STANDARD)
_CERTIFICATIONS: Final = select(col(Certification.account_id), col(Certification.code), col(Certification.until))
_HOURS: Final = select(
    col(WorkingHours.account_id),
    col(WorkingHours.weekday),
    col(WorkingHours.starts_minute),
    col(WorkingHours.ends_minute),
).order_by(col(WorkingHours.starts_minute))
_PEOPLE: Final[Any] = (
    select(
        col(Technician.account_id),
        col(Account.name),
        col(Technician.home_lat),
        col(Technician.home_lon),
        col(Technician.end_lat),
        col(Technician.end_lon),
        col(Technician.insured_until),
    )
    .join(Account, col(Account.id) == col(Technician.account_id))
    .where(col(Account.closed_at).is_(None))
    .order_by(col(Technician.position), col(Technician.account_id))
)
