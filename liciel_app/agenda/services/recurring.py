"""Recurring events, written out as appointments months ahead so that they take the time like any other."""

import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from sqlalchemy import func
from sqlmodel import col, select

from liciel_app.agenda import rules, rules_time
from liciel_app.agenda.models import Appointment, AppointmentKind, AppointmentState
from liciel_app.agenda.models_time import Recurrence
from liciel_app.agenda.queries import visits
from liciel_app.agenda.services import booking, checking
from liciel_app.core import clock
from liciel_app.core.errors import Conflict, Invalid, NotFound
from liciel_app.core.text import one_line
from liciel_app.core.work import Work
from liciel_app.office.queries import technicians

AHEAD: Final = timedelta(days=400)


def repeat(  # noqa: PLR0913 the facts that make a recurring event
    work: Work, *, account_id: int, title: str, rule: str, first_on: date, starts_minute: int, minutes: int
) -> tuple[Recurrence, list[date]]:
    """`rule`: an RRULE (`FREQ=WEEKLY;BYDAY=MO`). The days already taken are left out, and told.

    The hour is the office's all year: a meeting at nine stays at nine when the clocks change. Raises Conflict when
    every day is taken, Invalid for what cannot be.
    """
    if not one_line(title):
        raise Invalid({"title": "Donnez un titre."})
    if not 0 <= starts_minute < rules_time.MIDNIGHT:
        raise Invalid({"start": "Une heure va de 00:00 à 24:00."})
    if not rules.SHORTEST <= minutes <= rules.LONGEST:
        raise Invalid({"minutes": "Un rendez-vous dure de 15 minutes à 12 heures."})
    event = Recurrence(
        title=one_line(title),
        account_id=account_id,
        rule=rule,
        first_on=first_on,
        starts_minute=starts_minute,
        minutes=minutes,
        written_to=first_on - timedelta(days=1),
    )
    checking.lock_people(work, [account_id])
    work.db.add(event)
    work.db.flush()
    work.record("recurrence.opened", event, after={"rule": rule, "first_on": first_on.isoformat()})
    left_out = _write_out(work, event, work.today + AHEAD)
    if left_out and next(days_of(work, event.id or 0), None) is None:
        raise Conflict("Tous les jours de cet événement sont déjà pris.")
    return event, left_out


def extend_recurrences(work: Work) -> int:
    """Every night: each open event is written out to the horizon. Running twice writes nothing new.

    The events of who has left stay as they are.
    """
    until, crew = work.today + AHEAD, [one.id for one in technicians(work)]
    events = work.db.exec(
        select(Recurrence).where(
            col(Recurrence.ended_on).is_(None),
            col(Recurrence.written_to) < until,
            col(Recurrence.account_id).in_(crew),
        )
    ).all()
    for event in events:
        checking.lock_people(work, [event.account_id])
        known = _written(work, event)
        _write_out(work, event, until)
        if added := _written(work, event) - known:
            work.record("recurrence.extended", event, after={"written_to": until.isoformat(), "days": added})
    return len(events)


def end_recurrence(work: Work, recurrence_id: int, from_on: date) -> int:
    """No more from that day on: what was written out is cancelled; what is past stays. Tells how many days fell."""
    event = work.db.get(Recurrence, recurrence_id) if work.actor.is_office else None
    if event is None:
        raise NotFound("Cet événement est introuvable.")
    event.ended_on = from_on
    work.db.add(event)
    coming = select(Appointment).where(
        col(Appointment.recurrence_id) == recurrence_id,
        col(Appointment.occurrence_on) >= max(from_on, work.today),
        col(Appointment.state) == AppointmentState.PLANNED,
    )
    found = work.db.exec(coming).all()
    for appointment in found:
        appointment.state = AppointmentState.CANCELLED
        booking.changed(work, appointment)
    work.record("recurrence.ended", event, after={"ended_on": from_on.isoformat(), "days": len(found)})
    return len(found)


def _write_out(work: Work, event: Recurrence, until: date) -> list[date]:
    left_out: list[date] = []
    for day in rules_time.occurrences(event.rule, event.first_on, event.written_to, until):
        appointment = _occurrence(event, day)
        if visits.booked(
            work, technician_id=event.account_id, starts_at=appointment.starts_at, ends_at=appointment.ends_at
        ):
            left_out.append(day)
            continue
        work.db.add(appointment)
        work.db.flush()
    event.written_to = until
    work.db.add(event)
    return left_out


def _written(work: Work, event: Recurrence) -> int:
    """How many days are written out."""
    wanted = select(func.count()).where(col(Appointment.recurrence_id) == event.id)
    return work.db.exec(wanted).one()


def _occurrence(event: Recurrence, day: date) -> Appointment:
    starts_at = clock.at_office(day, *divmod(event.starts_minute, 60))
    return Appointment(
        uid=str(uuid.uuid4()),
        title=event.title,
        technician_id=event.account_id,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=event.minutes),
        kind=AppointmentKind.EVENT,
        link_kind="recurrence",
        link_id=event.id,
        recurrence_id=event.id,
        occurrence_on=day,
    )


def days_of(work: Work, recurrence_id: int) -> Iterator[Appointment]:
    """The days written out, in order."""
    wanted = select(Appointment).where(col(Appointment.recurrence_id) == recurrence_id)
    yield from work.db.exec(wanted.order_by(col(Appointment.starts_at))).all()
