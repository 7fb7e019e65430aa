"""A technician looks for interventions: mine or everybody's, of a period, of a client; all together."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import and_
from sqlmodel import col

from liciel_app.agenda import queries as agenda
from liciel_app.agenda.models import Appointment, AppointmentKind, AppointmentState
from liciel_app.agenda.rules import PROGRESS
from liciel_app.core import clock
from liciel_app.core.language import day_short, hour
from liciel_app.core.search import matching
from liciel_app.core.work import Work
from liciel_app.dossiers.models import Dossier
from liciel_app.dossiers.queries import scope
from liciel_app.office.models import Account

MOST: Final = 60


@dataclass(frozen=True, slots=True)
class Wanted:
    """`mine`: only one's own, and those one goes along to; both days included.

    `client`: words of the dossier (client, town, reference).
    """

    mine: bool = True
    first_on: date | None = None
    last_on: date | None = None
    client: str = ""


@dataclass(frozen=True, slots=True)
class InterventionRow:
    id: int
    dossier_id: int
    reference: str
    day: str
    start: str
    title: str
    place: str
    technician: str
    state: str


def interventions(work: Work, wanted: Wanted) -> tuple[list[InterventionRow], bool]:
    """In order of time, and whether there are more than shown. Each person finds only what he may see."""
    columns: tuple[Any, ...] = (Appointment, Account.name, Dossier.id, Dossier.reference)
    linked = and_(col(Appointment.link_kind) == "dossier", col(Appointment.link_id) == col(Dossier.id))
    seen = scope.visible_to(work.actor).whereclause
    found: Any = (
        agenda.visible_to(work.actor)
        .with_only_columns(*columns)
        .join(Account, col(Account.id) == col(Appointment.technician_id))
        .outerjoin(Dossier, linked if seen is None else and_(linked, seen))
        .where(
            col(Appointment.kind) == AppointmentKind.VISIT,
            col(Appointment.state).in_([*PROGRESS, AppointmentState.CANCELLED]),
        )
    )
    if wanted.mine:
        found = found.where(agenda.takes(work.actor.account_id))
    if wanted.first_on:
        found = found.where(col(Appointment.starts_at) >= clock.at_office(wanted.first_on, 0))
    if wanted.last_on:
        found = found.where(col(Appointment.starts_at) < clock.at_office(wanted.last_on + timedelta(days=1), 0))
    if wanted.client.strip():
        found = found.where(matching(Dossier, wanted.client))
    ordered = found.order_by(col(Appointment.starts_at), col(Appointment.id)).limit(MOST + 1)
    rows = [_row(*one) for one in work.db.execute(ordered).all()]
    return rows[:MOST], len(rows) > MOST


def _row(one: Appointment, technician: str, dossier_id: int | None, reference: str | None) -> InterventionRow:
    begins = clock.local(one.starts_at)
    return InterventionRow(
        id=one.id or 0,
        dossier_id=dossier_id or 0,
        reference=reference or "",
        day=day_short(begins.date()),
        start=hour(begins),
        title=one.title,
        place=" ".join(part for part in (one.postcode, one.city) if part),
        technician=technician,
        state=str(one.state),
    )
