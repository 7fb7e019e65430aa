"""Who accepted, who refused, who has not answered; who replaces whom; and what clients changed by themselves."""

from typing import Any

import reflex as rx

from liciel_app.agenda import linked, planner, roads
from liciel_app.agenda.linked import SlotChoice
from liciel_app.agenda.queries import answers as queries
from liciel_app.agenda.queries.answers import AnswerRow, ChangeRow
from liciel_app.agenda.screens.answers_view import answers_table, changes_table, replacing_panel
from liciel_app.agenda.screens.reminders_tabs import ANSWERS, messages_page
from liciel_app.agenda.services import replacing
from liciel_app.core.access import Permission
from liciel_app.core.language import language_of, say
from liciel_app.core.work import Work
from liciel_app.ui import bridge, toast
from liciel_app.ui.card import stack
from liciel_app.ui.handler import State, handler
from liciel_app.ui.language import t
from liciel_app.ui.lists import version
from liciel_app.ui.page import page
from liciel_app.ui.session import Session
from liciel_app.ui.ticker import ticker


class Answers(State):
    """`asked`: the appointment whose replacements are shown."""

    rows: rx.Field[list[AnswerRow]] = rx.field(default_factory=list[AnswerRow])
    changes: rx.Field[list[ChangeRow]] = rx.field(default_factory=list[ChangeRow])
    loaded: rx.Field[bool] = rx.field(default=False)
    asked: rx.Field[int] = rx.field(0)
    about: rx.Field[str] = rx.field("")
    slots: rx.Field[list[SlotChoice]] = rx.field(default_factory=list[SlotChoice])
    ending: rx.Field[int] = rx.field(0)
    _seen: str = ""

    @handler(Permission.AGENDA_READ)
    async def load(self) -> None:
        self._seen, self.asked, self.ending = "", 0, 0
        await self._show()

    @handler(Permission.AGENDA_READ)
    async def tick(self) -> None:
        await self._show()

    @handler(Permission.AGENDA_WRITE)
    async def propose(self, appointment_id: int) -> None:
        """Three people or hours: the same hour first."""
        lang = await self._lang()
        question, start, about = await bridge.read(self, replacing.replacement_asked, appointment_id)
        found = await rx.run_in_thread(lambda: planner.replacements(question, start, lang))
        self.slots = linked.replacements(found, start, lang)
        self.asked, self.about = appointment_id, about

    @handler(Permission.AGENDA_WRITE)
    async def choose(self, value: str) -> Any:
        asked = self.asked
        await bridge.do(self, replacing.replace_technician, asked, linked.chosen(value), roads.remembered())
        self.asked = 0
        return await self._told("Remplaçant choisi : le technicien et le client sont prévenus.")

    @handler(Permission.AGENDA_WRITE)
    async def close(self, shown: bool) -> None:
        self.asked = self.asked if shown else 0

    @handler(Permission.AGENDA_WRITE)
    async def ask_end(self, appointment_id: int) -> None:
        self.ending = appointment_id

    @handler(Permission.AGENDA_WRITE)
    async def hesitate(self, shown: bool) -> None:
        self.ending = self.ending if shown else 0

    @handler(Permission.AGENDA_WRITE)
    async def give_up(self) -> Any:
        ending, self.ending = self.ending, 0
        await bridge.do(self, replacing.give_up, ending)
        return await self._told("Rendez-vous annulé : le client est prévenu.")

    async def _told(self, sentence: str) -> Any:
        self._seen = ""
        await self._show()
        return toast.done(say(sentence, await self._lang()))

    async def _lang(self) -> Any:
        return language_of((await self.get_state(Session)).lang)

    async def _show(self) -> None:
        seen = await bridge.read(self, version, ("appointment",))
        if seen != self._seen:
            self._seen = seen
            self.rows, self.changes = await bridge.read(self, _rows)
            self.loaded = True


@page(ANSWERS, title="Réponses", load=[Answers.load])
def answers_screen() -> rx.Component:
    return messages_page(
        ANSWERS,
        t("Réponses"),
        ticker(Answers.tick),
        stack(answers_table(Answers), changes_table(Answers)),
        replacing_panel(Answers),
        subtitle=t(
            "Les techniciens répondent de leur mail ; un refus libère leur place, le client n’est pas inquiété."
        ),
    )


def _rows(work: Work) -> tuple[list[AnswerRow], list[ChangeRow]]:
    return queries.answers(work), queries.changes(work)
