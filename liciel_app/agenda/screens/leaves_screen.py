"""Leave: who asks for which days, who is left then, and the office's answer."""

from dataclasses import dataclass
from typing import Any, Final

import reflex as rx

from liciel_app.agenda import queries, services
from liciel_app.agenda.queries import LeaveRow, capacity
from liciel_app.agenda.screens.hours_forms import day_of, whole
from liciel_app.agenda.screens.hours_tabs import LEAVES, crew_page, done
from liciel_app.agenda.screens.leaves_view import add_button, dialogs, leaves_table
from liciel_app.core.access import Permission
from liciel_app.core.errors import Conflict
from liciel_app.core.language import day_short, language_of, say
from liciel_app.core.work import Work
from liciel_app.office import certificates
from liciel_app.office import queries as office
from liciel_app.ui import bridge
from liciel_app.ui.handler import State, handler
from liciel_app.ui.language import t
from liciel_app.ui.lists import version
from liciel_app.ui.page import page
from liciel_app.ui.session import Session
from liciel_app.ui.ticker import ticker

LATE: Final = "passes"


@dataclass(frozen=True, slots=True)
class Shown:
    """`short`: by number of a leave still asked for, whom its days would miss."""

    rows: list[LeaveRow]
    people: list[tuple[str, str]]
    short: dict[str, str]
    today: str


class Leaves(State):
    rows: rx.Field[list[LeaveRow]] = rx.field(default_factory=list[LeaveRow])
    people: rx.Field[list[tuple[str, str]]] = rx.field(default_factory=list[tuple[str, str]])
    short: rx.Field[dict[str, str]] = rx.field(default_factory=dict[str, str])
    today: rx.Field[str] = rx.field("")
    asking: rx.Field[bool] = rx.field(default=False)
    refusing: rx.Field[int] = rx.field(0)
    granting: rx.Field[int] = rx.field(0)
    """The leave that would leave too few people: granted only when the office says so twice."""
    refusal: rx.Field[str] = rx.field("")
    errors: rx.Field[dict[str, str]] = rx.field(default_factory=dict[str, str])
    past: rx.Field[bool] = rx.field(default=False)
    loaded: rx.Field[bool] = rx.field(default=False)
    _seen: str = ""

    @handler(Permission.AGENDA_READ)
    async def load(self) -> None:
        self.past = self.router.url.query_parameters.get("vue", "") == LATE
        self._seen, self.asking, self.refusing, self.granting = "", False, 0, 0
        await self._show()

    @handler(Permission.AGENDA_READ)
    async def tick(self) -> None:
        await self._show()

    @handler(Permission.AGENDA_WRITE)
    async def open(self, shown: bool) -> None:
        self.asking, self.errors = shown, {}

    @handler(Permission.AGENDA_WRITE)
    async def ask(self, values: dict[str, str]) -> Any:
        """The office asks for somebody: it still has to be granted, once the days are seen."""
        self.errors = {}
        await bridge.do(
            self,
            services.ask_leave,
            account_id=whole(values, "account_id", "Choisissez un technicien."),
            first_on=day_of(values, "first_on", required="Choisissez le premier jour."),
            last_on=day_of(values, "last_on", required="Choisissez le dernier jour."),
            reason=values.get("reason", ""),
        )
        self.asking = False
        return await self._told("Demande de congé enregistrée.")

    @handler(Permission.AGENDA_WRITE)
    async def grant(self, leave_id: int) -> Any:
        """Too few people left: the question is asked once more."""
        try:
            await bridge.do(self, services.decide_leave, leave_id, approved=True)
        except Conflict as refused:
            if str(leave_id) not in self.short:
                raise
            lang = language_of((await self.get_state(Session)).lang)
            self.granting, self.refusal = leave_id, say(refused.sentence, lang, **refused.values)
            return None
        return await self._told("Congé accordé.")

    @handler(Permission.AGENDA_WRITE)
    async def grant_anyway(self) -> Any:
        leave_id, self.granting = self.granting, 0
        await bridge.do(self, services.decide_leave, leave_id, approved=True, anyway=True)
        return await self._told("Congé accordé.")

    @handler(Permission.AGENDA_WRITE)
    async def hesitate(self, shown: bool) -> None:
        self.granting = self.granting if shown else 0

    @handler(Permission.AGENDA_WRITE)
    async def start_refusal(self, leave_id: int) -> None:
        self.refusing, self.errors = leave_id, {}

    @handler(Permission.AGENDA_WRITE)
    async def stop_refusal(self, shown: bool) -> None:
        self.refusing = self.refusing if shown else 0

    @handler(Permission.AGENDA_WRITE)
    async def refuse(self, values: dict[str, str]) -> Any:
        self.errors = {}
        answer = values.get("answer", "")
        await bridge.do(self, services.decide_leave, self.refusing, approved=False, answer=answer)
        self.refusing = 0
        return await self._told("Congé refusé : la raison est donnée au technicien.")

    @handler(Permission.AGENDA_WRITE)
    async def withdraw(self, leave_id: int) -> Any:
        await bridge.do(self, services.withdraw_leave, leave_id)
        return await self._told("Congé retiré : ces jours sont de nouveau libres.")

    async def _told(self, sentence: str) -> Any:
        self._seen = ""
        await self._show()
        return await done(self, sentence)

    async def _show(self) -> None:
        seen = await bridge.read(self, version, ("leave", "staffing", "account"))
        if seen == self._seen:
            return
        self._seen = seen
        found = await bridge.read(self, _shown, self.past)
        self.rows, self.people, self.short, self.today = found.rows, found.people, found.short, found.today
        self.loaded = True


@page(LEAVES, title="Congés", load=[Leaves.load])
def leaves_screen() -> rx.Component:
    return crew_page(
        LEAVES,
        t("Congés"),
        ticker(Leaves.tick),
        leaves_table(Leaves),
        dialogs(Leaves),
        actions=add_button(Leaves),
        subtitle=t("Accordé, un congé ferme les jours de l’agenda ; un refus donne sa raison."),
    )


def _shown(work: Work, past: bool) -> Shown:
    since = work.today.replace(year=work.today.year - 1, day=1) if past else None
    return Shown(
        rows=queries.leaves(work, since=since),
        people=[(str(one.id), one.name) for one in office.technicians(work)],
        short=_short(work),
        today=work.today.isoformat(),
    )


def _short(work: Work) -> dict[str, str]:
    """For each leave asked for, the first day and domain that would miss somebody."""
    found: dict[str, str] = {}
    for leave in queries.asked_leaves(work):
        short = next(capacity.short_without(work, leave.account_id, leave.first_on, leave.last_on), None)
        if short is not None:
            found[str(leave.id)] = say(
                "{skill} : {left} sur {least} le {day}",
                work.language,
                skill=certificates.word(short.code, work.language),
                left=short.left,
                least=short.least,
                day=day_short(short.day),
            )
    return found
