"""What comes back: meetings, training, closings, written out in the agenda of whom they take."""

from typing import Any

import reflex as rx

from liciel_app.agenda import rules_recurring, services
from liciel_app.agenda.queries.uses import RecurrenceRow, recurrences
from liciel_app.agenda.screens.hours_forms import day_of, minute_of, whole
from liciel_app.agenda.screens.hours_tabs import RECURRING, crew_page
from liciel_app.agenda.screens.recurring_view import add_button, dialogs, events_table
from liciel_app.core.access import Permission
from liciel_app.core.language import day_short, language_of, say
from liciel_app.core.work import Work
from liciel_app.office import queries as office
from liciel_app.ui import bridge, toast
from liciel_app.ui.handler import State, handler
from liciel_app.ui.language import t
from liciel_app.ui.lists import version
from liciel_app.ui.page import page
from liciel_app.ui.session import Session
from liciel_app.ui.ticker import ticker

TOLD = 5
"""Days already taken that are named; of more, the number is told."""


class Recurring(State):
    rows: rx.Field[list[RecurrenceRow]] = rx.field(default_factory=list[RecurrenceRow])
    people: rx.Field[list[tuple[str, str]]] = rx.field(default_factory=list[tuple[str, str]])
    today: rx.Field[str] = rx.field("")
    asking: rx.Field[bool] = rx.field(default=False)
    ending: rx.Field[int] = rx.field(0)
    errors: rx.Field[dict[str, str]] = rx.field(default_factory=dict[str, str])
    loaded: rx.Field[bool] = rx.field(default=False)
    _seen: str = ""

    @handler(Permission.AGENDA_READ)
    async def load(self) -> None:
        self._seen, self.asking, self.ending = "", False, 0
        await self._show()

    @handler(Permission.AGENDA_READ)
    async def tick(self) -> None:
        await self._show()

    @handler(Permission.AGENDA_WRITE)
    async def open(self, shown: bool) -> None:
        self.asking, self.errors = shown, {}

    @handler(Permission.AGENDA_WRITE)
    async def repeat(self, values: dict[str, str]) -> Any:
        """The days already taken are left out, and named."""
        self.errors = {}
        first_on = day_of(values, "first_on", required="Choisissez le premier jour.")
        if first_on is None:
            return None
        rule = rules_recurring.rule_of(values.get("repeat", ""), first_on, day_of(values, "until"))
        _, left_out = await bridge.do(
            self,
            services.repeat,
            account_id=whole(values, "account_id", "Choisissez un technicien."),
            title=values.get("title", ""),
            rule=rule,
            first_on=first_on,
            starts_minute=minute_of(values, "start"),
            minutes=whole(values, "minutes", "Indiquez une durée en minutes."),
        )
        self.asking = False
        lang = language_of((await self.get_state(Session)).lang)
        if not left_out:
            return await self._told(say("Événement enregistré dans l’agenda.", lang))
        days = ", ".join(day_short(day) for day in left_out[:TOLD])
        sentence = "Événement enregistré, sauf {count} jour(s) déjà pris : {days}."
        return await self._told(say(sentence, lang, count=len(left_out), days=days))

    @handler(Permission.AGENDA_WRITE)
    async def stop(self, recurrence_id: int) -> None:
        self.ending, self.errors = recurrence_id, {}

    @handler(Permission.AGENDA_WRITE)
    async def go_on(self, shown: bool) -> None:
        self.ending = self.ending if shown else 0

    @handler(Permission.AGENDA_WRITE)
    async def end(self, values: dict[str, str]) -> Any:
        self.errors = {}
        from_on = day_of(values, "from_on", required="Choisissez le jour à partir duquel il n’a plus lieu.")
        fallen = await bridge.do(self, services.end_recurrence, self.ending, from_on)
        self.ending = 0
        lang = language_of((await self.get_state(Session)).lang)
        return await self._told(say("Événement arrêté : {count} jour(s) libéré(s).", lang, count=fallen))

    async def _told(self, sentence: str) -> Any:
        self._seen = ""
        await self._show()
        return toast.done(sentence)

    async def _show(self) -> None:
        seen = await bridge.read(self, version, ("recurrence", "appointment", "account"))
        if seen == self._seen:
            return
        self._seen = seen
        self.rows, self.people, self.today = await bridge.read(self, _shown)
        self.loaded = True


@page(RECURRING, title="Événements récurrents", load=[Recurring.load])
def recurring_screen() -> rx.Component:
    return crew_page(
        RECURRING,
        t("Événements récurrents"),
        ticker(Recurring.tick),
        events_table(Recurring),
        dialogs(Recurring),
        actions=add_button(Recurring),
        subtitle=t("L’heure reste celle de l’office toute l’année, changements d’heure compris."),
    )


def _shown(work: Work) -> tuple[list[RecurrenceRow], list[tuple[str, str]], str]:
    people = [(str(one.id), one.name) for one in office.technicians(work)]
    return recurrences(work), people, work.today.isoformat()
