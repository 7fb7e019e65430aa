"""Who works when, from where, with which certificates: one card by technician; then the office's rules of planning."""

from typing import Any

import reflex as rx

from liciel_app.agenda import services
from liciel_app.agenda.queries import crew
from liciel_app.agenda.queries.crew import CrewRow
from liciel_app.agenda.rules_hours import read_week
from liciel_app.agenda.screens import hours_forms
from liciel_app.agenda.screens.hours_rules import PlanningRules, rules_card
from liciel_app.agenda.screens.hours_tabs import HOURS, crew_page, done
from liciel_app.agenda.screens.hours_view import crew_cards, dialogs
from liciel_app.agenda.services import certifying
from liciel_app.core.access import Permission
from liciel_app.core.work import Work
from liciel_app.ui import bridge
from liciel_app.ui.handler import State, handler
from liciel_app.ui.language import t
from liciel_app.ui.lists import version
from liciel_app.ui.page import page
from liciel_app.ui.ticker import ticker

NOBODY = CrewRow(0, "", "", 0, [""] * 7, [], own=False, home="", end="", located=False)


class Crew(State):
    """`chosen`: whose dialog is open; `asking`: which one (hours, home or rights; empty: none)."""

    rows: rx.Field[list[CrewRow]] = rx.field(default_factory=list[CrewRow])
    chosen: rx.Field[CrewRow] = rx.field(default_factory=lambda: NOBODY)
    held: rx.Field[dict[str, str]] = rx.field(default_factory=dict[str, str])
    """The last day of each certificate of the chosen one, empty when not known; absent when he has none."""
    asking: rx.Field[str] = rx.field("")
    errors: rx.Field[dict[str, str]] = rx.field(default_factory=dict[str, str])
    loaded: rx.Field[bool] = rx.field(default=False)
    _seen: str = ""

    @handler(Permission.AGENDA_READ)
    async def load(self) -> None:
        self._seen, self.asking = "", ""
        await self._show()

    @handler(Permission.AGENDA_READ)
    async def tick(self) -> None:
        await self._show()

    @handler(Permission.AGENDA_WRITE)
    async def ask(self, account_id: int, what: str) -> None:
        """Open one of the three dialogs for one of the technicians shown."""
        found = next((row for row in self.rows if row.id == account_id), None)
        if found is None or what not in ("hours", "home", "rights"):
            return
        self.chosen, self.errors, self.asking = found, {}, what
        self.held = {one.code: one.iso for one in found.certificates}

    @handler(Permission.AGENDA_WRITE)
    async def close(self, shown: bool) -> None:
        if not shown:
            self.asking = ""

    @handler(Permission.AGENDA_WRITE)
    async def save_hours(self, values: dict[str, str]) -> Any:
        self.errors = {}
        await bridge.do(self, services.set_hours, self.chosen.id, read_week(values))
        return await self._saved("Horaires enregistrés.")

    @handler(Permission.AGENDA_WRITE)
    async def save_home(self, values: dict[str, str]) -> Any:
        """The address is looked up outside the transaction."""
        self.errors = {}
        before = await bridge.read(self, services.home_of, self.chosen.id)
        home = await rx.run_in_thread(lambda: hours_forms.home_of(values, before))
        await bridge.do(self, services.set_home, self.chosen.id, home)
        return await self._saved("Départ et retour enregistrés.")

    @handler(Permission.AGENDA_WRITE)
    async def save_rights(self, values: dict[str, str]) -> Any:
        self.errors = {}
        await bridge.do(self, certifying.certify, self.chosen.id, hours_forms.rights_of(values))
        return await self._saved("Certificats et assurance enregistrés.")

    async def _saved(self, sentence: str) -> Any:
        self.asking, self._seen = "", ""
        await self._show()
        return await done(self, sentence)

    async def _show(self) -> None:
        seen = await bridge.read(self, _version)
        if seen != self._seen:
            self._seen = seen
            self.rows = await bridge.read(self, crew.crew)
            self.loaded = True


@page(HOURS, title="Horaires et certificats", load=[Crew.load, PlanningRules.load])
def hours_screen() -> rx.Component:
    return crew_page(
        HOURS,
        t("Horaires et certificats"),
        ticker(Crew.tick),
        crew_cards(Crew.rows, Crew.ask, Crew.loaded),
        rules_card(),
        dialogs(Crew),
        subtitle=t("Ce qui décide qui peut venir : ses heures, son point de départ, ses certificats, son assurance."),
    )


def _version(work: Work) -> str:
    return f"{version(work, ('account',))} {work.language} {work.today}"
