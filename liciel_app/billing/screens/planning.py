"""« Planifier »: technician, day, hour and length of the visit, with what is already booked that day."""

from dataclasses import replace
from typing import Any

import reflex as rx

from liciel_app.billing.screens.dossier_state import DossierPage
from liciel_app.core.access import Permission
from liciel_app.core.errors import Invalid, Refused
from liciel_app.core.language import language_of, say
from liciel_app.core.work import Work
from liciel_app.dossiers import services
from liciel_app.dossiers.queries import planning
from liciel_app.dossiers.queries.planning import Proposal
from liciel_app.dossiers.screens.visit_fields import Planned, planned, visit_fields
from liciel_app.ui import bridge, toast
from liciel_app.ui.dialog import form_dialog
from liciel_app.ui.handler import State, handler
from liciel_app.ui.language import t
from liciel_app.ui.session import Session


class Planning(State):
    shown: rx.Field[bool] = rx.field(default=False)
    proposal: rx.Field[Proposal] = rx.field(default_factory=Proposal)
    refusal: rx.Field[str] = rx.field("")
    errors: rx.Field[dict[str, str]] = rx.field(default_factory=dict[str, str])
    _dossier: int = 0

    @handler(Permission.DOSSIERS_WRITE)
    async def propose(self, dossier_id: int) -> None:
        """Open with the present appointment, or with a proposal: the day that was wished, the usual length."""
        self._dossier, self.refusal, self.errors = dossier_id, "", {}
        self.proposal = await bridge.read(self, planning.proposal, dossier_id)
        self.shown = True

    @handler(Permission.DOSSIERS_WRITE)
    async def show(self, shown: bool) -> None:
        self.shown = shown

    @handler(Permission.DOSSIERS_WRITE)
    async def ask_technician(self, technician: str) -> None:
        """Another technician was chosen. The day is the one already heard, not the one the page still shows."""
        await self._look_at(technician, self.proposal.day)

    @handler(Permission.DOSSIERS_WRITE)
    async def ask_day(self, day: str) -> None:
        await self._look_at(self.proposal.technician, day)

    async def _look_at(self, technician: str, day: str) -> None:
        """What is already booked then."""
        taken = await bridge.read(self, planning.taken, technician, day)
        self.proposal = replace(self.proposal, technician=technician, day=day, taken=taken)

    @handler(Permission.DOSSIERS_WRITE)
    async def book(self, values: dict[str, str]) -> Any:
        self.errors, self.refusal = {}, ""
        lang = language_of((await self.get_state(Session)).lang)
        try:
            await bridge.do(self, _assign, self._dossier, planned(values, self.proposal))
        except Invalid:
            raise
        except Refused as refused:
            self.refusal = say(refused.sentence, lang, **refused.values)
            return None
        self.shown = False
        return [DossierPage.tick(), toast.done(say("Rendez-vous fixé. Le client et le technicien sont avertis.", lang))]


_PROPOSED: Any = Planning.proposal


def planning_dialog() -> rx.Component:
    return form_dialog(
        rx.cond(_PROPOSED.moving, t("Déplacer le rendez-vous"), t("Planifier la visite")),
        visit_fields(_PROPOSED, Planning.errors, Planning.ask_technician, Planning.ask_day),
        open=Planning.shown,
        on_open_change=Planning.show,
        on_submit=Planning.book,
        submit=rx.cond(_PROPOSED.moving, t("Déplacer et avertir"), t("Fixer et avertir")),
        description=t("Le client reçoit la confirmation avec une invitation pour son agenda, le technicien un mail."),
        error=Planning.refusal,
        width="600px",
    )


def _assign(work: Work, dossier_id: int, wanted: Planned) -> None:
    services.assign(
        work,
        dossier_id,
        technician_id=wanted.technician_id,
        starts_at=wanted.starts_at,
        minutes=wanted.minutes,
        resources=wanted.resources,
    )
