"""The tray « À planifier »: the dossiers that wait for a visit, oldest first, with what placing one asks."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from sqlalchemy import func
from sqlalchemy import select as sa_select
from sqlmodel import col, select

from liciel_app.agenda.models import Appointment, AppointmentState
from liciel_app.agenda.rules import length
from liciel_app.agenda.slots import facts
from liciel_app.core import clock
from liciel_app.core.language import Language, day_short, say
from liciel_app.core.work import Work
from liciel_app.dossiers.models import Dossier, Mission, Stage
from liciel_app.dossiers.queries import scope
from liciel_app.dossiers.queries.planning import LENGTHS
from liciel_app.dossiers.queries.requirements import requirements
from liciel_app.dossiers.queries.sheet import usual_minutes
from liciel_app.orders.labels import LABELS
from liciel_app.orders.models import Order

SHOWN: Final = 60
_ON_THE_BOARD: Final = select(Appointment.link_id).where(
    col(Appointment.link_kind) == "dossier",
    col(Appointment.link_id).is_not(None),
    col(Appointment.provisional).is_(True),
    col(Appointment.state) != AppointmentState.CANCELLED,
)
"""Planned by the office, told to nobody yet: on the board already."""


@dataclass(frozen=True, slots=True)
class TrayRow:
    """A dossier without a visit. `minutes`: its usual length on site, as planning proposes it."""

    id: int
    reference: str
    title: str
    town: str
    missions: list[str]
    minutes: int
    lasts: str
    waiting: str
    wished: str
    located: bool


@dataclass(frozen=True, slots=True)
class Tray:
    count: int = 0
    rows: list[TrayRow] = field(default_factory=list[TrayRow])


def tray(work: Work) -> Tray:
    """All are counted, the oldest are shown."""
    wanted: Any = scope.visible_to(work.actor).where(
        col(Dossier.stage) == Stage.TO_PLAN, col(Dossier.id).not_in(_ON_THE_BOARD)
    )
    count = work.db.scalar(wanted.with_only_columns(func.count(col(Dossier.id)))) or 0
    found = work.db.scalars(wanted.order_by(col(Dossier.created_at), col(Dossier.id)).limit(SHOWN)).all()
    codes = _codes(work, [one.id or 0 for one in found])
    wishes = _wishes(work, [one.order_id for one in found if one.order_id])
    rows = [_row(one, codes.get(one.id or 0, []), wishes.get(one.order_id or 0), work) for one in found]
    return Tray(count, rows)


def wanted_visit(work: Work, dossier_id: int) -> tuple[facts.Visit, bool]:
    """What the engine of slots is asked for that dossier, and whether anybody knows where it is."""
    dossier, asked = scope.get(work, dossier_id), requirements(work, scope.get(work, dossier_id))
    visit = facts.Visit(
        (dossier.lat or 0.0, dossier.lon or 0.0),
        minutes_of(work, dossier_id),
        frozenset(asked.skills),
        asked.instruments,
    )
    return visit, dossier.lat is not None and dossier.lon is not None


def minutes_of(work: Work, dossier_id: int) -> int:
    return proposed_minutes(scope.get(work, dossier_id), _codes(work, [dossier_id]).get(dossier_id, []))


def proposed_minutes(dossier: Dossier, codes: list[str]) -> int:
    usual = usual_minutes(dossier, codes)
    return min((step for step in LENGTHS if step >= usual), default=LENGTHS[-1])


def _row(dossier: Dossier, codes: list[str], wished: date | None, work: Work) -> TrayRow:
    minutes = proposed_minutes(dossier, codes)
    return TrayRow(
        id=dossier.id or 0,
        reference=dossier.reference,
        title=dossier.title,
        town=f"{dossier.postcode} {dossier.city}".strip(),
        missions=[LABELS[code].icon if code in LABELS else code for code in codes],
        minutes=minutes,
        lasts=length(minutes),
        waiting=_waiting((work.today - clock.today(dossier.created_at)).days, work.language),
        wished=day_short(wished),
        located=dossier.lat is not None and dossier.lon is not None,
    )


def _waiting(days: int, lang: Language) -> str:
    if days <= 0:
        return say("aujourd’hui", lang)
    return say("depuis hier", lang) if days == 1 else say("depuis {days} jours", lang, days=days)


def _codes(work: Work, dossiers: list[int]) -> dict[int, list[str]]:
    wanted = (
        select(Mission.dossier_id, Mission.code)
        .where(col(Mission.dossier_id).in_(dossiers))
        .order_by(col(Mission.dossier_id), col(Mission.position))
    )
    found: dict[int, list[str]] = {}
    for dossier_id, code in work.db.exec(wanted).all():
        found.setdefault(dossier_id, []).append(code)
    return found


def _wishes(work: Work, orders: list[int]) -> dict[int, date | None]:
    wanted = sa_select(col(Order.id), col(Order.wished_on)).where(col(Order.id).in_(orders))
    found: Any = work.db.connection().execute(wanted)
    return dict(found.all())
