"""The state of the tours' screen: the question, better and better plans, what was accepted and how to take it back."""

from contextlib import aclosing
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

import reflex as rx

from liciel_app.agenda import planner, queries
from liciel_app.agenda.models import AppointmentState
from liciel_app.agenda.queries import tours as asking
from liciel_app.agenda.queries.tours import TourQuestion
from liciel_app.agenda.screens import tours_rows
from liciel_app.agenda.screens.tours_rows import DayRow, Figures, Found
from liciel_app.agenda.screens.tours_words import TOURS, day_of
from liciel_app.agenda.services import tours as services
from liciel_app.agenda.services.publishing import Former
from liciel_app.agenda.services.tours import Accepted
from liciel_app.agenda.tours import crew
from liciel_app.core import clock
from liciel_app.core.access import Permission
from liciel_app.core.language import Language, day_as, day_words, language_of, say
from liciel_app.core.work import Work
from liciel_app.office import queries as office_queries
from liciel_app.ui import bridge, toast
from liciel_app.ui.handler import State, handler
from liciel_app.ui.lists import version
from liciel_app.ui.session import Session

WEEK: Final = "semaine"
_SECONDS: Final = {"": 10.0, WEEK: 20.0}
"""At most; the search stops by itself when nothing is found any more."""
_COMING: Final = (AppointmentState.PLANNED, AppointmentState.ON_THE_WAY)


@dataclass(frozen=True, slots=True)
class PersonRow:
    id: int
    name: str
    hue: str
    number: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is optimised: these technicians (none: everybody), the tray too, the whole week."""

    only: tuple[int, ...]
    tray: bool
    week: bool


@dataclass(frozen=True, slots=True)
class Header:
    """What the page is about, before anything is computed. Addresses lead to other days and to the other view."""

    title: str = ""
    iso: str = ""
    past: bool = False
    before: str = TOURS
    after: str = TOURS
    as_day: str = TOURS
    as_week: str = TOURS
    people: list[PersonRow] | None = None
    visits: list[tuple[str, str]] | None = None
    tray: int = 0
    """Dossiers that wait for a visit."""
    version: str = ""


class Tours(State):
    header: rx.Field[Header] = rx.field(default_factory=Header)
    view: rx.Field[str] = rx.field("")
    only: rx.Field[list[int]] = rx.field(default_factory=list[int])
    """Technicians chosen; none: everybody."""
    tray: rx.Field[bool] = rx.field(default=False)
    """What is still to be planned is put in too."""
    busy: rx.Field[bool] = rx.field(default=False)
    share: rx.Field[int] = rx.field(0)
    doing: rx.Field[str] = rx.field("")
    days: rx.Field[list[DayRow]] = rx.field(default_factory=list[DayRow])
    total: rx.Field[Figures | None] = rx.field(None)
    waiting: rx.Field[int] = rx.field(0)
    """Groups that may still be accepted."""
    undoable: rx.Field[int] = rx.field(0)
    """Visits the last acceptance moved."""
    loaded: rx.Field[bool] = rx.field(default=False)
    errors: rx.Field[dict[str, str]] = rx.field(default_factory=dict[str, str])
    _day: str = ""
    _run: int = 0
    _found: dict[str, Found] = {}  # noqa: RUF012 the framework copies a state's defaults
    _accepted: list[str] = []  # noqa: RUF012
    _gone: list[Former] = []  # noqa: RUF012
    _gone_keys: list[str] = []  # noqa: RUF012
    _placed: list[str] = []  # noqa: RUF012

    @handler(Permission.AGENDA_READ)
    async def load(self) -> None:
        asked = self.router.url.query_parameters
        self._day, self.view = asked.get("jour", ""), asked.get("vue", "")
        self._forget()
        self.only, self.tray = [], False
        self._forget_gone()
        await self._head()
        self.loaded = True
        await rx.run_in_thread(crew.crew().ready)

    @handler(Permission.AGENDA_READ)
    async def tick(self) -> None:
        if await bridge.read(self, _version) != self.header.version:
            await self._head()

    @handler(Permission.AGENDA_READ)
    async def choose_day(self, day: str) -> Any:
        return rx.redirect(address(day_of(day, clock.today()), self.view == WEEK))

    @handler(Permission.AGENDA_READ)
    async def toggle(self, technician_id: int) -> None:
        """A technician taken into the computation, or left out of it."""
        left = [one for one in self.only if one != technician_id]
        self.only = left if technician_id in self.only else [*self.only, technician_id]

    @handler(Permission.AGENDA_READ)
    async def include(self, tray: bool) -> None:
        self.tray = tray

    @handler(Permission.AGENDA_WRITE, background=True)
    async def optimise(self) -> None:
        """A first plan within a second, then better ones; a week is one problem over its days."""
        async with self:
            if self.busy:
                return
            self._forget()
            self.busy, self._run = True, self._run + 1
            run, lang = self._run, await self._lang()
            wanted = Wanted(tuple(self.only), tray=self.tray, week=self.view == WEEK)
            on = day_of(self._day, clock.today())
        try:
            await self._plan(await bridge.read(self, _question, on, wanted), run, lang)
        finally:
            async with self:
                if self._run == run:
                    self.busy = False

    @handler(Permission.AGENDA_WRITE)
    async def place_tray(self) -> Any:
        """The same again, with what is still to be planned."""
        self.tray = True
        return Tours.optimise

    @handler(Permission.AGENDA_WRITE)
    async def stop(self) -> None:
        """What was found so far stays."""
        self._run, self.busy = self._run + 1, False

    @handler(Permission.AGENDA_WRITE)
    async def accept(self, key: str) -> Any:
        """One group of technicians: those who exchange visits go together."""
        return await self._accept([key])

    @handler(Permission.AGENDA_WRITE)
    async def accept_all(self) -> Any:
        return await self._accept([group.key for day in self.days for group in day.groups])

    @handler(Permission.AGENDA_WRITE)
    async def undo(self) -> Any:
        """The visits of the last acceptance go back where they were."""
        if not self.undoable:
            return None
        await bridge.do(self, _undone, list(self._gone), list(self._placed))
        back = set(self._gone_keys)
        self._accepted = [key for key in self._accepted if key not in back]
        self._forget_gone()
        lang = await self._lang()
        self._show(lang)
        await self._head()
        return toast.done(say("Les rendez-vous sont revenus où ils étaient.", lang))

    async def _plan(self, asked: TourQuestion, run: int, lang: Language) -> None:
        """Each better plan is shown as it comes, until somebody stops it."""
        async with aclosing(planner.optimise(asked.day)) as answers:
            async for answer in answers:
                async with self:
                    if self._run != run:
                        return
                    found = tours_rows.found(asked, answer, lang)
                    self._found = {asked.on.isoformat(): found}
                    self.share, self.doing = round(100 * answer["share"]), found.row.title
                    self._show(lang)

    async def _accept(self, keys: list[str]) -> Any:
        wanted = {key: one for key in keys if key not in self._accepted and (one := self._wanted(key)) is not None}
        if not wanted or self.busy:
            return None
        gone = await bridge.do(self, _accept_together, list(wanted.values()))
        self._accepted = [*self._accepted, *wanted]
        self._gone, self._gone_keys = gone, list(wanted)
        self._placed = [one.waiting for offer in wanted.values() for one in offer.placed]
        self.undoable = len(gone) + len(self._placed)
        lang = await self._lang()
        self._show(lang)
        await self._head()
        told = say("{count} rendez-vous placés ou déplacés.", lang, count=self.undoable)
        return toast.undoable(told, Tours.undo(), word=say("Annuler", lang))

    def _wanted(self, key: str) -> Accepted | None:
        found = self._found.get(key.partition("/")[0])
        return found.offers.get(key) if found else None

    async def _head(self) -> None:
        self.header = await bridge.read(self, _header, self._day, self.view == WEEK)

    def _show(self, lang: Language) -> None:
        keys = frozenset(self._accepted)
        found = [self._found[day] for day in sorted(self._found)]
        self.days = [tours_rows.taken(one.row, keys) for one in found]
        self.total = tours_rows.total(found, lang)
        self.waiting = sum(1 for day in self.days for group in day.groups if not group.accepted)

    def _forget_gone(self) -> None:
        self._gone, self._gone_keys, self._placed, self.undoable = [], [], [], 0

    def _forget(self) -> None:
        self._found, self._accepted, self.days, self.total = {}, [], [], None
        self.share, self.doing, self.waiting, self.errors = 0, "", 0, {}
        self._run, self.busy = self._run + 1, False

    async def _lang(self) -> Language:
        return language_of((await self.get_state(Session)).lang)


def address(on: date, week: bool) -> str:
    return f"{TOURS}?jour={on.isoformat()}{f'&vue={WEEK}' if week else ''}"


def _days(on: date, week: bool) -> list[date]:
    """The day, or the days of its week that are not over."""
    if not week:
        return [on]
    monday, today = clock.monday_of(on), clock.today()
    return [day for day in (monday + timedelta(days=rank) for rank in range(7)) if day >= today] or [on]


def _question(work: Work, on: date, wanted: Wanted) -> TourQuestion:
    if wanted.week:
        days = _days(on, week=True)
        return asking.week_question(work, days, wanted.only, _SECONDS[WEEK], tray=wanted.tray)
    return asking.question(work, on, wanted.only, _SECONDS[""], tray=wanted.tray)


def _undone(work: Work, gone: list[Former], placed: list[str]) -> None:
    services.give_back(work, placed)
    services.put_back(work, gone)


def _accept_together(work: Work, wanted: list[Accepted]) -> list[Former]:
    """All of them or none."""
    return [former for one in wanted for former in services.accept(work, one)]


def _version(work: Work) -> str:
    return version(work, (*queries.TIME_TAKEN, "account", "dossier"))


def _header(work: Work, day: str, week: bool) -> Header:
    on = day_of(day, work.today)
    step = timedelta(days=7 if week else 1)
    people = [PersonRow(one.id, one.name, one.hue, str(one.position)) for one in office_queries.technicians(work)]
    return Header(
        title=_week_words(on, work) if week else day_words(on, work.language),
        iso=on.isoformat(),
        past=(clock.monday_of(on) + timedelta(days=6) if week else on) < work.today,
        before=address(on - step, week),
        after=address(on + step, week),
        as_day=address(on, week=False),
        as_week=address(on, week=True),
        people=people,
        visits=[(str(one.id), _words(one)) for one in queries.day(work, on) if one.state in _COMING],
        tray=asking.waiting_count(work),
        version=_version(work),
    )


def _words(one: queries.VisitRow) -> str:
    return f"{one.start} · {one.technician} · {one.title}"


def _week_words(on: date, work: Work) -> str:
    monday = clock.monday_of(on)
    last = day_as(monday + timedelta(days=6), "d MMM yyyy", work.language)
    return f"{day_as(monday, 'd MMM', work.language)} – {last}"
