"""The agenda: each technician's day by the hour beside its map, or everybody's week."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, Final

import reflex as rx

from liciel_app.agenda import queries
from liciel_app.agenda.queries import VisitRow
from liciel_app.agenda.screens.board import DAY_OFF, DayBoard, Roster, day_board, week_board
from liciel_app.agenda.screens.board_view import day_view, week_view
from liciel_app.core import clock
from liciel_app.core.access import Permission
from liciel_app.core.language import day_as, day_words
from liciel_app.core.work import Work
from liciel_app.office import queries as office_queries
from liciel_app.office.screens.frame import office_page
from liciel_app.ui import bridge
from liciel_app.ui.handler import State, handler
from liciel_app.ui.kinds import Text
from liciel_app.ui.language import t
from liciel_app.ui.lists import version
from liciel_app.ui.map import Marker
from liciel_app.ui.page import page
from liciel_app.ui.ticker import ticker

ADDRESS: Final = "/bureau/agenda"
WEEK: Final = "semaine"


@dataclass(frozen=True, slots=True)
class Shown:
    """A day or a week as the screen shows it. Addresses lead to the one before, the one after, and to today."""

    title: str = ""
    before: str = ADDRESS
    after: str = ADDRESS
    as_day: str = ADDRESS
    as_week: str = ADDRESS
    visits: int = 0
    day: DayBoard | None = None
    week: list[Roster] = field(default_factory=list[Roster])
    pins: list[Marker] = field(default_factory=list[Marker])


class Agenda(State):
    shown: rx.Field[Shown] = rx.field(default_factory=Shown)
    view: rx.Field[str] = rx.field("")
    lit: rx.Field[str] = rx.field("")
    """The visit under the pointer, on the board and on the map."""
    loaded: rx.Field[bool] = rx.field(default=False)
    _day: str = ""
    _seen: str = ""

    @handler(Permission.AGENDA_READ)
    async def load(self) -> None:
        asked = self.router.url.query_parameters
        self._day, self.view, self.lit = asked.get("jour", ""), asked.get("vue", ""), ""
        self._seen = ""
        await self._show()

    @handler(Permission.AGENDA_READ)
    async def tick(self) -> None:
        await self._show()

    @handler(Permission.AGENDA_READ)
    async def light(self, visit_id: str) -> None:
        self.lit = visit_id

    async def _show(self) -> None:
        """Read again only when an appointment changed, or the line of the present moved."""
        seen = await bridge.read(self, _version)
        if seen == self._seen:
            return
        self._seen = seen
        self.shown = await bridge.read(self, _shown, self._day, self.view == WEEK)
        self.loaded = True


@page(ADDRESS, title="Agenda", load=[Agenda.load])
def agenda_screen() -> rx.Component:
    week = Agenda.view == WEEK
    return office_page(
        t("Agenda"),
        "agenda",
        ticker(Agenda.tick),
        rx.el.div(
            _bar(week),
            rx.cond(week, week_view(Agenda.shown.week), day_view(Agenda.shown, Agenda.lit, Agenda.light)),
            class_name="lx-stack",
        ),
        wide=True,
    )


def _bar(week: Any) -> rx.Component:
    """Before, today, after; the date; day or week."""
    shown = Agenda.shown
    steps = rx.el.div(
        _step("chevron-left", rx.cond(week, t("Semaine précédente"), t("Jour précédent")), shown.before),
        rx.el.a(
            t("Aujourd’hui"),
            href=rx.cond(week, f"{ADDRESS}?vue={WEEK}", ADDRESS),
            class_name="lx-button",
            custom_attrs={"data-kind": "outline"},
        ),
        _step("chevron-right", rx.cond(week, t("Semaine suivante"), t("Jour suivant")), shown.after),
        class_name="lx-steps-bar",
    )
    views = rx.el.div(
        _view(t("Jour"), shown.as_day, ~week), _view(t("Semaine"), shown.as_week, week), class_name="lx-switch lx-views"
    )
    words = rx.cond(shown.visits.to(int) > 1, t("rendez-vous prévus"), t("rendez-vous prévu"))
    count = rx.el.span(shown.visits.to(str), " ", words, class_name="lx-second")
    return rx.el.div(
        steps, rx.el.h2(shown.title, class_name="lx-card-title lx-day-title"), count, views, class_name="lx-agenda-bar"
    )


def _step(icon: str, label: Text, href: Any) -> rx.Component:
    return rx.el.a(
        rx.icon(icon, size=18, aria_hidden="true"),
        href=href,
        title=label,
        aria_label=label,
        class_name="lx-icon-button",
    )


def _view(label: Text, href: Any, lit: Any) -> rx.Component:
    return rx.el.a(label, href=href, aria_current=rx.cond(lit, "true", "false"))


def _version(work: Work) -> str:
    now = clock.local(work.now)
    return f"{version(work, ('appointment', 'account'))} {now:%H:%M}"


def _shown(work: Work, day: str, week: bool) -> Shown:
    """What stands in the address is a question: a day that is none is today."""
    chosen = _day_of(day, work.today)
    technicians = office_queries.technicians(work)
    if week:
        monday = clock.monday_of(chosen)
        visits = queries.week(work, chosen)
        boards = week_board(visits, technicians, monday, work.today, work.language)
        return replace(_around(chosen, 7), title=_week_words(monday, work), week=boards, visits=_count(visits))
    visits = queries.day(work, chosen)
    now = clock.local(work.now)
    board = day_board(visits, technicians, now.hour * 60 + now.minute if chosen == work.today else -1)
    title = day_words(chosen, work.language)
    return replace(_around(chosen, 1), title=title, day=board, pins=_pins(visits, board), visits=_count(visits))


def _day_of(text: str, today: date) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return today


def _around(day: date, step: int) -> Shown:
    end = f"&vue={WEEK}" if step > 1 else ""
    return Shown(
        before=f"{ADDRESS}?jour={day - timedelta(days=step)}{end}",
        after=f"{ADDRESS}?jour={day + timedelta(days=step)}{end}",
        as_day=f"{ADDRESS}?jour={day}",
        as_week=f"{ADDRESS}?jour={day}&vue={WEEK}",
    )


def _week_words(monday: date, work: Work) -> str:
    first = day_as(monday, "d MMM", work.language)
    last = day_as(monday + timedelta(days=6), "d MMM yyyy", work.language)
    return f"{first} – {last}"


def _count(visits: Sequence[VisitRow]) -> int:
    return sum(1 for visit in visits if visit.state != DAY_OFF)


def _pins(visits: Sequence[VisitRow], board: DayBoard) -> list[Marker]:
    numbers = {block.id: block.number for lane in board.lanes for block in lane.blocks}
    return [
        Marker(
            id=str(visit.id),
            lat=visit.lat,
            lon=visit.lon,
            label=f"{visit.start} · {visit.technician} · {visit.city}",
            color=visit.hue,
            number=numbers.get(str(visit.id), ""),
        )
        for visit in visits
        if visit.located and visit.state != DAY_OFF
    ]
