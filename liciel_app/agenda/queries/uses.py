"""What takes the vehicles, instruments and rooms, and what comes back every week."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select as sa_select
from sqlmodel import col, select

from liciel_app.agenda import rules_recurring
from liciel_app.agenda.models import Appointment, AppointmentState
from liciel_app.agenda.models_time import AppointmentResource, Recurrence
from liciel_app.agenda.rules import length
from liciel_app.agenda.rules_hours import clock_text
from liciel_app.core import clock
from liciel_app.core.language import day_as, day_short, hour
from liciel_app.core.work import Work
from liciel_app.office.models import Account, Resource


@dataclass(frozen=True, slots=True)
class UseRow:
    """One booking of one thing."""

    id: str
    resource: str
    kind: str
    day: str
    hours: str
    title: str
    technician: str


@dataclass(frozen=True, slots=True)
class RecurrenceRow:
    """`coming`: the next day it takes place; empty when there is none left."""

    id: int
    title: str
    person: str
    words: str
    hours: str
    since: str
    coming: str
    ended: str


def uses(work: Work, first: date, after: date) -> list[UseRow]:
    """From the first day to the one before `after`, by thing then by hour; nothing for who is not of the office."""
    if not work.actor.is_office:
        return []
    wanted: Any = (
        sa_select(Appointment, Resource, col(Account.name))
        .join(AppointmentResource, col(AppointmentResource.appointment_id) == col(Appointment.id))
        .join(Resource, col(Resource.id) == col(AppointmentResource.resource_id))
        .join(Account, col(Account.id) == col(Appointment.technician_id))
        .where(
            col(Appointment.state) != AppointmentState.CANCELLED,
            col(Appointment.starts_at) < clock.at_office(after, 0),
            col(Appointment.ends_at) > clock.at_office(first, 0),
        )
        .order_by(col(Resource.kind), col(Resource.name), col(Appointment.starts_at))
    )
    return [
        UseRow(
            id=f"{one.id}-{thing.id}",
            resource=thing.name,
            kind=thing.kind,
            day=day_as(clock.local(one.starts_at).date(), "EEE d MMM", work.language),
            hours=f"{hour(one.starts_at)} – {hour(one.ends_at)}",
            title=one.title,
            technician=person,
        )
        for one, thing, person in work.db.execute(wanted).all()
    ]


def recurrences(work: Work) -> list[RecurrenceRow]:
    """The running ones first; nothing for who is not of the office."""
    if not work.actor.is_office:
        return []
    found = work.db.exec(select(Recurrence).order_by(col(Recurrence.starts_minute), col(Recurrence.id))).all()
    names = {account.id: account.name for account in work.db.exec(select(Account)).all()}
    coming = _coming(work)
    rows = [
        RecurrenceRow(
            id=one.id or 0,
            title=one.title,
            person=names.get(one.account_id, ""),
            words=rules_recurring.in_words(one.rule, one.first_on, work.language),
            hours=f"{clock_text(one.starts_minute)}, {length(one.minutes)}",
            since=day_short(one.first_on),
            coming=day_short(_day(coming.get(one.id or 0))),
            ended=day_short(one.ended_on),
        )
        for one in found
    ]
    return sorted(rows, key=lambda row: (row.ended != "", row.coming == ""))


def _coming(work: Work) -> dict[int, datetime]:
    wanted = (
        select(Appointment.recurrence_id, Appointment.starts_at)
        .where(
            col(Appointment.recurrence_id).is_not(None),
            col(Appointment.starts_at) >= work.now,
            col(Appointment.state) != AppointmentState.CANCELLED,
        )
        .order_by(col(Appointment.starts_at).desc())
    )
    return {number or 0: starts for number, starts in work.db.exec(wanted).all()}


def _day(instant: datetime | None) -> date | None:
    return clock.local(instant).date() if instant else None
