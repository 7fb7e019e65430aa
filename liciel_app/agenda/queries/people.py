"""Who works when: hours, leave, public holidays, and the resources with their dates."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import Select, false
from sqlalchemy import select as sa_select
from sqlmodel import col, select

from liciel_app.agenda import rules_time
from liciel_app.agenda.models_time import AgendaSettings, Leave, LeaveState, WorkingHours
from liciel_app.agenda.rules_time import Week
from liciel_app.core.access import Actor
from liciel_app.core.errors import NotFound
from liciel_app.core.language import day_short, say
from liciel_app.core.work import Work
from liciel_app.office import certificates
from liciel_app.office.models import Account, Office, Resource, Technician

SOON: Final = timedelta(days=60)
STANDARD: Week = tuple(((510, 750), (810, 1080)) if day < rules_time.WEEKEND else () for day in range(7))
"""08:30-12:30 and 13:30-18:00 from Monday to Friday: the hours of who has none of their own."""
_ZONE: Final = select(
    select(AgendaSettings.holidays_zone).where(col(AgendaSettings.id) == 1).scalar_subquery(),
    select(Office.postcode).where(col(Office.id) == 1).scalar_subquery(),
)


@dataclass(frozen=True, slots=True)
class PersonHours:
    account_id: int
    name: str
    week: Week
    own: bool


@dataclass(frozen=True, slots=True)
class LeaveRow:
    id: int
    account_id: int
    person: str
    first: str
    last: str
    days: int
    state: str
    reason: str
    answer: str
    decided_by: str


@dataclass(frozen=True, slots=True)
class ResourceRow:
    """`fault`: why it may not be taken today, in one sentence; empty when it may. `soon`: what ends shortly."""

    id: int
    name: str
    kind: str
    checked_until: str
    insured_until: str
    checked_iso: str
    insured_iso: str
    carried_by: int
    carrier: str
    notes: str
    fault: str
    soon: str = ""
    serves: list[str] = field(default_factory=list[str])
    serves_words: list[str] = field(default_factory=list[str])


def settings_of(work: Work) -> AgendaSettings:
    """The office's rules of planning: its own, else the usual ones."""
    return work.db.get(AgendaSettings, 1) or AgendaSettings()


def hours_of(work: Work) -> dict[int, PersonHours]:
    """The week of every open technician, by account; who has none of his own has the office's."""
    people = work.db.exec(
        select(Account)
        .join(Technician, col(Technician.account_id) == col(Account.id))
        .where(col(Account.closed_at).is_(None))
    ).all()
    kept: Mapping[int, list[WorkingHours]] = defaultdict(list)
    for row in work.db.exec(select(WorkingHours).order_by(col(WorkingHours.starts_minute))).all():
        kept[row.account_id].append(row)
    return {person.id or 0: _person_hours(person, kept.get(person.id or 0, [])) for person in people}


def holidays_between(work: Work, first: date, last: date) -> dict[date, str]:
    """Public holidays of the office's zone, both days included, with their names."""
    return holidays_of(zone_of(work), first, last)


def holidays_of(zone: str, first: date, last: date) -> dict[date, str]:
    """The same for a zone already known."""
    found: dict[date, str] = {}
    for year in range(first.year, last.year + 1):
        found |= {day: name for day, name in rules_time.named_holidays(year, zone).items() if first <= day <= last}
    return found


def closed_days(work: Work, first: date, last: date) -> frozenset[date]:
    return frozenset(holidays_between(work, first, last))


def coming_holidays(work: Work, most: int) -> list[str]:
    """« Noël (25/12/2026) »: the next ones, to see that the zone is the right one."""
    found = holidays_between(work, work.today, work.today + timedelta(days=400))
    return [f"{found[day]} ({day_short(day)})" for day in sorted(found)[:most]]


def leaves_visible_to(actor: Actor) -> Select[Any]:
    """The office sees every leave, a technician his own."""
    everything = sa_select(Leave)
    if actor.is_office:
        return everything
    if actor.kind == "technician":
        return everything.where(col(Leave.account_id) == actor.account_id)
    return everything.where(false())


def leave(work: Work, leave_id: int) -> Leave:
    found = work.db.scalars(leaves_visible_to(work.actor).where(col(Leave.id) == leave_id)).one_or_none()
    if found is None:
        raise NotFound("Cette demande de congé est introuvable.")
    return found


def leaves(work: Work, *, since: date | None = None) -> list[LeaveRow]:
    """Asked ones first, then by day; from today on unless told otherwise."""
    wanted = leaves_visible_to(work.actor).where(col(Leave.last_on) >= (since or work.today))
    found = work.db.scalars(wanted.order_by(col(Leave.first_on), col(Leave.id))).all()
    names = {account.id: account.name for account in work.db.exec(select(Account)).all()}
    rows = [_leave_row(one, names.get(one.account_id, "")) for one in found]
    return sorted(rows, key=lambda row: row.state != LeaveState.ASKED)


def asked_leaves(work: Work) -> list[Leave]:
    """The ones that wait for an answer, soonest first."""
    wanted = leaves_visible_to(work.actor).where(col(Leave.state) == LeaveState.ASKED, col(Leave.last_on) >= work.today)
    return list(work.db.scalars(wanted.order_by(col(Leave.first_on), col(Leave.id))).all())


def resources(work: Work) -> list[ResourceRow]:
    """The open ones, by kind and name."""
    wanted = select(Resource).where(col(Resource.closed_at).is_(None)).order_by(col(Resource.kind), col(Resource.name))
    names = {account.id: account.name for account in work.db.exec(select(Account)).all()}
    return [_resource_row(work, one, names.get(one.carried_by, "")) for one in work.db.exec(wanted).all()]


def resource(work: Work, resource_id: int) -> Resource:
    found = work.db.get(Resource, resource_id) if work.actor.is_office else None
    if found is None:
        raise NotFound("Cette ressource est introuvable.")
    return found


def _person_hours(person: Account, rows: list[WorkingHours]) -> PersonHours:
    return PersonHours(person.id or 0, person.name, _week(rows), own=bool(rows))


def _week(rows: Sequence[WorkingHours]) -> Week:
    """Who has no hours of his own has the office's."""
    kept = (((row.starts_minute, row.ends_minute) for row in rows if row.weekday == day) for day in range(7))
    return tuple(map(tuple, kept)) if rows else STANDARD


def zone_of(work: Work) -> str:
    """Whose public holidays the office has: as it says, else as its postcode does."""
    chosen, postcode = work.db.exec(_ZONE).one()
    return chosen or rules_time.zone_of(postcode or "")


def _leave_row(one: Leave, person: str) -> LeaveRow:
    return LeaveRow(
        id=one.id or 0,
        account_id=one.account_id,
        person=person,
        first=day_short(one.first_on),
        last=day_short(one.last_on),
        days=(one.last_on - one.first_on + timedelta(days=1)).days,
        state=str(one.state),
        reason=one.reason,
        answer=one.answer,
        decided_by=one.decided_by,
    )


def _resource_row(work: Work, one: Resource, carrier: str) -> ResourceRow:
    fault = rules_time.fault_of(one.checked_until, one.insured_until, work.today)
    soon = min((day for day in (one.checked_until, one.insured_until) if day is not None), default=None)
    ending = soon is not None and work.today <= soon <= work.today + SOON
    return ResourceRow(
        id=one.id or 0,
        name=one.name,
        kind=one.kind,
        checked_until=day_short(one.checked_until),
        insured_until=day_short(one.insured_until),
        checked_iso=one.checked_until.isoformat() if one.checked_until else "",
        insured_iso=one.insured_until.isoformat() if one.insured_until else "",
        carried_by=one.carried_by or 0,
        carrier=carrier,
        notes=one.notes,
        fault=say(rules_time.FAULTS[fault[0]], work.language, name=one.name, day=day_short(fault[1])) if fault else "",
        soon=say("À renouveler avant le {day}", work.language, day=day_short(soon)) if ending else "",
        serves=one.serves.split(),
        serves_words=[certificates.word(code, work.language) for code in one.serves.split()],
    )
