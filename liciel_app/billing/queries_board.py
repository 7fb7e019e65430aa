"""The figures of the office's first page, over orders, visits, dossiers, money and mail."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final, Literal

from sqlalchemy import func
from sqlmodel import col

from liciel_app.agenda import queries as agenda
from liciel_app.agenda.models import Appointment, AppointmentKind, AppointmentState
from liciel_app.agenda.queries import VisitRow
from liciel_app.billing import queries
from liciel_app.core import clock
from liciel_app.core.language import Language, day_as, day_words
from liciel_app.core.paging import SMALLEST, Asked
from liciel_app.core.work import Work
from liciel_app.dossiers import queries as dossiers
from liciel_app.dossiers.models import Dossier, Stage
from liciel_app.dossiers.queries import DossierRow
from liciel_app.messaging import queries as messages
from liciel_app.orders import queries as orders
from liciel_app.orders.models import Order, OrderState

Step = Literal["month", "week"]
PERIODS: Final[Mapping[Step, int]] = {"month": 6, "week": 8}
LATEST: Final = 8


@dataclass(frozen=True, slots=True)
class Bar:
    """Dossiers opened in a period; `current` holds those of the period under way, `past` the others.

    The figures stand over the bars; empty over a bar that is none.
    """

    name: str
    past: int
    current: int
    past_figure: str
    current_figure: str


@dataclass(frozen=True, slots=True)
class Board:
    """What waits and what is coming. Money as people read it; `…_days`: since when the oldest one waits."""

    today: str = ""
    orders: int = 0
    orders_today: int = 0
    to_plan: int = 0
    visits_today: int = 0
    visits_week: int = 0
    paperwork: int = 0
    paperwork_days: int = 0
    owed: str = ""
    unpaid: int = 0
    late: int = 0
    to_check: int = 0
    failed: int = 0
    latest: list[DossierRow] = field(default_factory=list[DossierRow])
    visits: list[VisitRow] = field(default_factory=list[VisitRow])


def board(work: Work) -> Board:
    stages, money = dossiers.counts(work), queries.counts(work)
    visits = [row for row in agenda.day(work, work.today) if row.state != AppointmentState.DAY_OFF]
    return Board(
        today=day_words(work.today, work.language),
        orders=orders_to_process(work),
        orders_today=_ordered_since(work, clock.at_office(work.today, 0)),
        to_plan=stages[Stage.TO_PLAN],
        visits_today=_visits_ahead(work, 1),
        visits_week=_visits_ahead(work, 7),
        paperwork=stages[Stage.ADMIN_TO_FINISH],
        paperwork_days=_waiting_days(work, Stage.ADMIN_TO_FINISH),
        owed=queries.owed(work),
        unpaid=money["unpaid"],
        late=money["late"],
        to_check=money["to_check"],
        failed=messages.counts(work)["failed"],
        latest=list(dossiers.dossiers_page(work, Asked(size=SMALLEST)).rows)[:LATEST],
        visits=visits,
    )


def orders_to_process(work: Work) -> int:
    return orders.counts(work)[OrderState.TO_PROCESS]


def paperwork_to_finish(work: Work) -> int:
    return dossiers.counts(work)[Stage.ADMIN_TO_FINISH]


def activity(work: Work, step: Step) -> list[Bar]:
    """Dossiers opened in each of the last periods, the one under way last: one pass over the dossiers."""
    starts = period_starts(work.today, step)
    edges = [clock.at_office(day, 0) for day in starts]
    ends: list[datetime | None] = [*edges[1:], None]
    columns = [_within(begins, ends_at) for begins, ends_at in zip(edges, ends, strict=True)]
    counted: Any = dossiers.visible_to(work.actor).with_only_columns(*columns)
    found = work.db.connection().execute(counted.where(col(Dossier.created_at) >= edges[0])).one()
    last = len(starts) - 1
    return [
        _bar(_period_words(day, step, work.language), number, current=rank == last)
        for rank, (day, number) in enumerate(zip(starts, found, strict=True))
    ]


def period_starts(today: date, step: Step) -> list[date]:
    """The first day of each of the last periods, oldest first."""
    number = PERIODS[step]
    if step == "week":
        monday = clock.monday_of(today)
        return [monday - timedelta(weeks=back) for back in reversed(range(number))]
    months = today.year * 12 + today.month - 1
    return [date((months - back) // 12, (months - back) % 12 + 1, 1) for back in reversed(range(number))]


def _bar(name: str, number: int, *, current: bool) -> Bar:
    figure = str(number) if number else ""
    return Bar(name, 0, number, "", figure) if current else Bar(name, number, 0, figure, "")


def _within(begins: datetime, ends: datetime | None) -> Any:
    inside = col(Dossier.created_at) >= begins
    return func.count().filter(inside if ends is None else inside & (col(Dossier.created_at) < ends))


def _period_words(day: date, step: Step, lang: Language) -> str:
    return day_as(day, "LLL" if step == "month" else "d MMM", lang)


def _ordered_since(work: Work, begins: datetime) -> int:
    counted = orders.visible_to(work.actor).where(col(Order.placed_at) >= begins).with_only_columns(func.count())
    return int(work.db.connection().execute(counted).scalar_one())


def _visits_ahead(work: Work, days: int) -> int:
    """From today on; a meeting or somebody's busy time is no visit."""
    counted = agenda.visible_to(work.actor).where(
        col(Appointment.starts_at) >= clock.at_office(work.today, 0),
        col(Appointment.starts_at) < clock.at_office(work.today + timedelta(days=days), 0),
        col(Appointment.kind) == AppointmentKind.VISIT,
        col(Appointment.state).not_in([AppointmentState.CANCELLED, AppointmentState.DAY_OFF]),
    )
    return int(work.db.connection().execute(counted.with_only_columns(func.count())).scalar_one())


def _waiting_days(work: Work, stage: Stage) -> int:
    wanted = dossiers.visible_to(work.actor).where(col(Dossier.stage) == stage)
    oldest: datetime | None = work.db.scalar(wanted.with_only_columns(func.min(col(Dossier.updated_at))))
    return (work.now - oldest).days if oldest else 0
