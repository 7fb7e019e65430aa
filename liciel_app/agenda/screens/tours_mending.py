"""The state of « Un rendez-vous change »: three repairs of the day, who to call, the messages ready; one is applied."""

from typing import Any

import reflex as rx

from liciel_app.agenda import planner
from liciel_app.agenda.queries import tours as asking
from liciel_app.agenda.queries.tours import TourQuestion
from liciel_app.agenda.screens import tours_repairs
from liciel_app.agenda.screens.tours_repairs import CANCELLED, CallRow, Mending, RepairRow
from liciel_app.agenda.screens.tours_state import Tours
from liciel_app.agenda.screens.tours_words import day_of
from liciel_app.agenda.services import tours as services
from liciel_app.agenda.services.publishing import Former
from liciel_app.agenda.services.tours import Accepted
from liciel_app.core import clock
from liciel_app.core.access import Permission
from liciel_app.core.language import Language, language_of, say
from liciel_app.core.work import Work
from liciel_app.ui import bridge, toast
from liciel_app.ui.handler import State, handler
from liciel_app.ui.session import Session


class Repairs(State):
    what: rx.Field[str] = rx.field("late")
    busy: rx.Field[bool] = rx.field(default=False)
    asked: rx.Field[bool] = rx.field(default=False)
    """Repairs were looked for, found or not."""
    found: rx.Field[list[RepairRow]] = rx.field(default_factory=list[RepairRow])
    to_call: rx.Field[list[CallRow]] = rx.field(default_factory=list[CallRow])
    """Who to tell about the repair that was applied."""
    done: rx.Field[str] = rx.field("")
    undoable: rx.Field[bool] = rx.field(default=False)
    errors: rx.Field[dict[str, str]] = rx.field(default_factory=dict[str, str])
    _offers: list[Accepted] = []  # noqa: RUF012 the framework copies a state's defaults
    _gone: list[Former] = []  # noqa: RUF012

    @handler(Permission.AGENDA_READ)
    async def load(self) -> None:
        self._forget()
        self.done, self.to_call, self._gone, self.undoable = "", [], [], False

    @handler(Permission.AGENDA_WRITE)
    async def choose_what(self, what: str) -> None:
        self.what = CANCELLED if what == CANCELLED else "late"

    @handler(Permission.AGENDA_WRITE)
    async def look(self, values: dict[str, str]) -> Any:
        """The day as it stands, what happened, and three repairs, the least disturbing first."""
        self._forget()
        self.busy = True
        yield
        try:
            day = (await self.get_state(Tours)).header.iso
            question, event = await bridge.read(self, _question, day, {**values, "what": self.what})
            repairs = await planner.repair(question.day, event)
            cancelled = event["start"] is None
            mending = Mending(question, int(event["visit"]), cancelled, tuple(repairs))
            self.found, self._offers = tours_repairs.rows(mending, await self._lang()), tours_repairs.offers(mending)
            self.asked = True
        finally:
            self.busy = False

    @handler(Permission.AGENDA_WRITE)
    async def apply(self, rank: int) -> Any:
        """All of one repair, or nothing when the day changed meanwhile."""
        if not 0 <= rank < len(self._offers):
            return None
        wanted = self._offers[rank]
        gone = await bridge.do(self, services.accept, wanted)
        row, lang = self.found[rank], await self._lang()
        self._forget()
        self.done, self.to_call = row.title, row.calls
        self._gone, self.undoable = gone, bool(gone) and not wanted.cancelled
        return [Tours.tick(), toast.done(say("La journée est réparée. Il reste à prévenir.", lang))]

    @handler(Permission.AGENDA_WRITE)
    async def undo(self) -> Any:
        if not self.undoable:
            return None
        await bridge.do(self, services.put_back, list(self._gone))
        self._gone, self.undoable, self.done, self.to_call = [], False, "", []
        told = say("Les rendez-vous sont revenus où ils étaient.", await self._lang())
        return [Tours.tick(), toast.done(told)]

    def _forget(self) -> None:
        self.found, self._offers, self.asked, self.errors = [], [], False, {}

    async def _lang(self) -> Language:
        return language_of((await self.get_state(Session)).lang)


def _question(work: Work, day: str, values: dict[str, str]) -> tuple[TourQuestion, dict[str, Any]]:
    asked = asking.question(work, day_of(day, clock.today()))
    return asked, tours_repairs.event(work, asked, values)
