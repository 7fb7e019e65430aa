"""« Meilleurs créneaux » at the desk: every feasible time for a visit, by the road it adds; one click books it."""

from dataclasses import dataclass, replace
from typing import Any, Final

import reflex as rx

from liciel_app.agenda import planner
from liciel_app.agenda.places import locate
from liciel_app.agenda.queries import TIME_TAKEN
from liciel_app.agenda.roads import remembered
from liciel_app.agenda.screens import slots_rows
from liciel_app.agenda.screens.slots_rows import Narrowed, SlotRow
from liciel_app.agenda.screens.tours_words import SLOTS
from liciel_app.agenda.services.taking_slot import Chosen
from liciel_app.agenda.slots.facts import Question
from liciel_app.core.access import Permission
from liciel_app.core.errors import Conflict
from liciel_app.core.language import Language, language_of, say
from liciel_app.core.work import Work
from liciel_app.dossiers.queries import slots as wishes
from liciel_app.dossiers.queries.slots import ToPlan, Wished, WishedRow
from liciel_app.dossiers.screens.planning_slots_view import FIELDS, content
from liciel_app.dossiers.services import slots as services
from liciel_app.office import queries as office_queries
from liciel_app.office.queries import TechnicianRow
from liciel_app.office.screens.frame import office_page
from liciel_app.ui import bridge, toast
from liciel_app.ui.handler import State, handler
from liciel_app.ui.language import t
from liciel_app.ui.lists import version
from liciel_app.ui.page import page
from liciel_app.ui.session import Session

FIRST: Final = 20
"""Slots shown at once; the others are one click away."""
_LIVE: Final = (*TIME_TAKEN, "account", "technician")
_NUMBER: Final = 9


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what its answer is shown with."""

    question: Question
    people: list[TechnicianRow]
    row: WishedRow
    version: str


class BestSlots(State):
    waiting: rx.Field[list[ToPlan]] = rx.field(default_factory=list[ToPlan])
    dossier: rx.Field[str] = rx.field("")
    """The dossier chosen; empty: the desk types an address."""
    wish: rx.Field[WishedRow | None] = rx.field(None)
    rows: rx.Field[list[SlotRow]] = rx.field(default_factory=list[SlotRow])
    count: rx.Field[int] = rx.field(0)
    """How many the filters keep, shown or not."""
    refused: rx.Field[list[str]] = rx.field(default_factory=list[str])
    people: rx.Field[list[tuple[str, str]]] = rx.field(default_factory=list[tuple[str, str]])
    days: rx.Field[list[tuple[str, str]]] = rx.field(default_factory=list[tuple[str, str]])
    by: rx.Field[Narrowed] = rx.field(default_factory=Narrowed)
    turn: rx.Field[int] = rx.field(0)
    """Grows when the filters are emptied: their fields are born again."""
    everything: rx.Field[bool] = rx.field(default=False)
    stale: rx.Field[bool] = rx.field(default=False)
    estimated: rx.Field[bool] = rx.field(default=False)
    booked: rx.Field[str] = rx.field("")
    loaded: rx.Field[bool] = rx.field(default=False)
    errors: rx.Field[dict[str, str]] = rx.field(default_factory=dict[str, str])
    _wish: Wished | None = None
    _found: list[SlotRow] = []  # noqa: RUF012 the framework copies a state's defaults
    _version: str = ""

    @handler(Permission.DOSSIERS_READ)
    async def load(self) -> None:
        self._forget()
        self.waiting = await bridge.read(self, wishes.to_plan)
        asked = self.router.url.query_parameters.get("dossier", "")
        self.loaded = True
        if asked.isascii() and asked.isdecimal() and len(asked) <= _NUMBER:
            await self._choose(int(asked))

    @handler(Permission.DOSSIERS_READ)
    async def choose(self, dossier_id: str) -> None:
        """A dossier of the tray; none: the form is for what is typed."""
        self._forget()
        if dossier_id.isascii() and dossier_id.isdecimal() and len(dossier_id) <= _NUMBER:
            await self._choose(int(dossier_id))

    @handler(Permission.DOSSIERS_READ)
    async def ask(self, values: dict[str, Any]) -> None:
        """What is typed at the desk: an address, missions or a length."""
        self._forget()
        told = {name: str(values.get(name, "")) for name in FIELDS}
        codes = [name.removeprefix("mission-") for name in values if name.startswith("mission-")]
        found = await rx.run_in_thread(lambda: locate(told["address"]))
        self._wish = wishes.typed(told, codes, found)
        await self._look()

    @handler(Permission.DOSSIERS_READ)
    async def again(self) -> None:
        """The agenda changed: the same question, fresh answers."""
        await self._look()

    @handler(Permission.DOSSIERS_READ)
    async def tick(self) -> None:
        """Says that the agenda changed; what one is reading does not move by itself."""
        if self._wish is not None and not self.stale:
            self.stale = await bridge.read(self, _version) != self._version

    @handler(Permission.DOSSIERS_READ)
    async def narrow(self, name: str, value: str) -> None:
        if name in Narrowed.__slots__:
            self.by = replace(self.by, **{name: value})
            self._show()

    @handler(Permission.DOSSIERS_READ)
    async def widen(self) -> None:
        """« Effacer les filtres »"""
        self.by, self.turn = Narrowed(), self.turn + 1
        self._show()

    @handler(Permission.DOSSIERS_READ)
    async def show_all(self) -> None:
        self.everything = True
        self._show()

    @handler(Permission.DOSSIERS_WRITE)
    async def book(self, key: str) -> Any:
        """One click; when the time was taken meanwhile, why, and fresh proposals at once."""
        chosen, wish = slots_rows.chosen(key), self._wish
        if chosen is None or wish is None:
            return None
        lang = await self._lang()
        try:
            await bridge.do(self, services.take, wish, Chosen(*chosen), remembered())
        except Conflict as taken:
            await self._look()
            return toast.refused(say(taken.sentence, lang, **taken.values))
        row = next((one for one in self._found if one.key == key), None)
        self._forget()
        self.waiting = await bridge.read(self, wishes.to_plan)
        self.booked = f"{row.technician}, {row.when}, {row.hours}" if row else ""
        told = "Rendez-vous fixé. Le client et le technicien sont avertis."
        return toast.done(say(told if wish.dossier_id else "Rendez-vous réservé.", lang))

    async def _choose(self, dossier_id: int) -> None:
        self.dossier = str(dossier_id)
        self._wish = await bridge.read(self, wishes.wished, dossier_id)
        await self._look()

    async def _look(self) -> None:
        """Facts are read, then the road is asked in a thread of its own, outside any transaction."""
        if self._wish is None:
            return
        lang = await self._lang()
        asked = await bridge.read(self, _ask, self._wish)
        answer = await rx.run_in_thread(lambda: planner.best_slots(asked.question, lang))
        self.wish, self._version, self.stale = asked.row, asked.version, False
        self._found = slots_rows.rows(answer, asked.people, lang)
        self.refused = [one.why for one in answer.refused]
        self.estimated = any(slot.estimated for slot in answer.slots)
        self.people = [(str(one.id), one.name) for one in asked.people]
        self.days = slots_rows.days(self._found, lang)
        self._show()

    def _show(self) -> None:
        kept = slots_rows.narrowed(self._found, self.by)
        self.count, self.rows = len(kept), kept if self.everything else kept[:FIRST]

    def _forget(self) -> None:
        self.errors, self.booked, self.dossier = {}, "", ""
        self.wish, self._wish, self._found, self.rows, self.count = None, None, [], [], 0
        self.by, self.everything, self.stale, self.refused = Narrowed(), False, False, []
        self.turn += 1

    async def _lang(self) -> Language:
        return language_of((await self.get_state(Session)).lang)


@page(SLOTS, title="Meilleurs créneaux", load=[BestSlots.load])
def best_slots_screen() -> rx.Component:
    return office_page(t("Meilleurs créneaux"), "agenda", content(BestSlots), wide=True)


def _ask(work: Work, wish: Wished) -> Asked:
    question = wishes.question(work, wish)
    return Asked(question, office_queries.technicians(work), wishes.row(work, wish), _version(work))


def _version(work: Work) -> str:
    return version(work, _LIVE)
