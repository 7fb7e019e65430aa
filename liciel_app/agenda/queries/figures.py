"""« LivePilot »: a technician's own figures, and the public control indicators he must not cross.

More than 1 000 dwellings' DPE in 12 rolling months suspend a certified person (arrêté du 16 juin 2025, since
1 October 2025); two DPE of one day more than 40 km apart draw a control. Whole buildings (DPE_COLL) are not counted.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby, pairwise
from typing import Final

import numpy as np
from sqlmodel import col, select

from liciel_app.agenda.models import Appointment, AppointmentState
from liciel_app.agenda.rules import PROGRESS
from liciel_app.agenda.travel import Point, StraightLines, kilometres
from liciel_app.core import clock
from liciel_app.core.errors import NotFound
from liciel_app.core.language import day_short, say
from liciel_app.core.work import Work
from liciel_app.office.models import Technician

MOST_DPE: Final = 1000
ALERT_DPE: Final = 900
FARTHEST_KM: Final = 40
YEAR: Final = timedelta(days=365)
AHEAD: Final = timedelta(days=30)
LOOKED_BACK: Final = timedelta(days=30)
DPE: Final = "DPE"


@dataclass(frozen=True, slots=True)
class FarPair:
    """Two DPE of one day, one after the other, farther apart than the threshold."""

    day: str
    towns: str
    km: int
    ahead: bool
    """Still to come: it can be planned otherwise."""


@dataclass(frozen=True, slots=True)
class Figures:
    """`km` is estimated from straight lines; `part` is the share of the yearly DPE already done, in percent."""

    visits_month: int = 0
    visits_year: int = 0
    km_month: int = 0
    dpe_year: int = 0
    dpe_ahead: int = 0
    dpe_most: int = MOST_DPE
    part: int = 0
    far: list[FarPair] = field(default_factory=list[FarPair])
    warnings: list[str] = field(default_factory=list[str])


def figures(work: Work, technician_id: int) -> Figures:
    """Raises NotFound for a colleague's: the office reads everybody's, a technician his own."""
    if not work.actor.is_office and technician_id != work.actor.account_id:
        raise NotFound("Ces chiffres sont introuvables.")
    visits = _visits(work, technician_id)
    done = [one for one in visits if one.state is AppointmentState.DONE]
    this_month = [one for one in done if _month(one.starts_at) == _month(work.now)]
    dpe = [one for one in visits if DPE in (one.needs or one.skills).split()]
    dpe_done = sum(one.state is AppointmentState.DONE for one in dpe)
    dpe_ahead = sum(one.state is not AppointmentState.DONE and one.starts_at > work.now for one in dpe)
    far = list(_far_pairs(work, dpe))
    return Figures(
        visits_month=len(this_month),
        visits_year=len(done),
        km_month=round(_driven(this_month, work.db.get(Technician, technician_id))),
        dpe_year=dpe_done,
        dpe_ahead=dpe_ahead,
        part=min(100, dpe_done * 100 // MOST_DPE),
        far=far,
        warnings=_warnings(work, dpe_done, dpe_ahead, far),
    )


def _visits(work: Work, technician_id: int) -> list[Appointment]:
    wanted = select(Appointment).where(
        col(Appointment.technician_id) == technician_id,
        col(Appointment.state).in_(PROGRESS),
        col(Appointment.provisional).is_(False),
        col(Appointment.starts_at) > work.now - YEAR,
        col(Appointment.starts_at) < work.now + AHEAD,
    )
    return list(work.db.exec(wanted.order_by(col(Appointment.starts_at), col(Appointment.id))).all())


def _warnings(work: Work, done: int, ahead: int, far: Sequence[FarPair]) -> list[str]:
    found: list[str] = []
    if done > MOST_DPE:
        found.append(
            say("Plus de {most} DPE en 12 mois : la certification est suspendue.", work.language, most=MOST_DPE)
        )
    elif done >= ALERT_DPE or done + ahead > MOST_DPE:
        found.append(
            say(
                "{done} DPE en 12 mois et {ahead} prévus : la limite est de {most}.",
                work.language,
                done=done,
                ahead=ahead,
                most=MOST_DPE,
            )
        )
    if any(pair.ahead for pair in far):
        found.append(say("Deux DPE prévus le même jour sont à plus de {km} km.", work.language, km=FARTHEST_KM))
    return found


def _far_pairs(work: Work, dpe: Sequence[Appointment]) -> Iterator[FarPair]:
    """Of the last month and the next one, the latest first."""
    recent = [one for one in dpe if one.starts_at > work.now - LOOKED_BACK and _point(one)]
    for day, of_day in groupby(reversed(recent), key=lambda one: clock.today(one.starts_at)):
        for later, sooner in pairwise(of_day):
            here, there = _point(sooner), _point(later)
            apart = kilometres(here, there) if here and there else 0.0
            if apart > FARTHEST_KM:
                towns = f"{sooner.city} → {later.city}"
                yield FarPair(day_short(day), towns, round(apart), later.starts_at > work.now)


def _driven(visits: Sequence[Appointment], technician: Technician | None) -> float:
    """From home to home through the visits of each day, along straight lines × the detour."""
    home = _home(technician)
    total = 0.0
    for _, of_day in groupby(visits, key=lambda one: clock.today(one.starts_at)):
        stops = [place for one in of_day if (place := _point(one))]
        route = [*home[:1], *stops, *home[1:]]
        for here, there in pairwise(route):
            km, _minutes = StraightLines().legs(np.asarray([here]), np.asarray([there]))
            total += float(km[0])
    return total


def _home(technician: Technician | None) -> list[Point]:
    """Where the day starts and where it ends; nothing for who told neither."""
    if technician is None or technician.home_lat is None or technician.home_lon is None:
        return []
    start = (technician.home_lat, technician.home_lon)
    if technician.end_lat is None or technician.end_lon is None:
        return [start, start]
    return [start, (technician.end_lat, technician.end_lon)]


def _point(one: Appointment) -> Point | None:
    return (one.lat, one.lon) if one.lat is not None and one.lon is not None else None


def _month(instant: datetime) -> tuple[int, int]:
    day = clock.local(instant)
    return day.year, day.month
