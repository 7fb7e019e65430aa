"""« Planifier »: technician, day, hour and length of the visit, with what is already booked that day."""

from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

import reflex as rx

from liciel_app.agenda.rules import length
from liciel_app.billing.screens.dossier_state import DossierPage
from liciel_app.core import clock
from liciel_app.core.access import Permission
from liciel_app.core.errors import Invalid, Refused
from liciel_app.core.language import language_of, say
from liciel_app.core.work import Work
from liciel_app.dossiers import services
from liciel_app.dossiers.queries import planning
from liciel_app.dossiers.queries.planning import Proposal
from liciel_app.ui import bridge, toast
from liciel_app.ui.dialog import form_dialog
from liciel_app.ui.field import date_field, error_of, select_field, time_field
from liciel_app.ui.form import field_grid
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
            await bridge.do(self, _assign, self._dossier, values)
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
        _who(),
        field_grid(_day(), _hour(), _length(), columns=3),
        _booked(),
        open=Planning.shown,
        on_open_change=Planning.show,
        on_submit=Planning.book,
        submit=rx.cond(_PROPOSED.moving, t("Déplacer et avertir"), t("Fixer et avertir")),
        description=t("Le client reçoit la confirmation avec une invitation pour son agenda, le technicien un mail."),
        error=Planning.refusal,
        width="600px",
    )


def _who() -> rx.Component:
    return select_field(
        "technician_id",
        t("Technicien"),
        _PROPOSED.technicians,
        default_value=_PROPOSED.technician,
        error=error_of(Planning.errors, "technician_id"),
        props={"on_change": Planning.ask_technician},
    )


def _day() -> rx.Component:
    return date_field(
        "day",
        t("Jour"),
        default_value=_PROPOSED.day,
        error=error_of(Planning.errors, "starts_at"),
        props={"on_change": Planning.ask_day},
    )


def _hour() -> rx.Component:
    return time_field("start", t("Heure"), default_value=_PROPOSED.start, error=error_of(Planning.errors, "start"))


def _length() -> rx.Component:
    return select_field(
        "minutes",
        t("Durée"),
        [(str(minutes), length(minutes)) for minutes in planning.LENGTHS],
        default_value=_PROPOSED.minutes,
        error=error_of(Planning.errors, "minutes"),
    )


def _booked() -> rx.Component:
    """What the technician already has that day, the wish of the client, the usual length."""
    wish = rx.el.p(t("Souhait du client :"), " ", rx.el.strong(_PROPOSED.wished), class_name="lx-hint")
    usual = rx.el.p(t("Durée habituelle pour ces missions :"), " ", rx.el.strong(_PROPOSED.usual), class_name="lx-hint")
    free = rx.el.p(t("Rien d’autre ce jour-là pour ce technicien."), class_name="lx-hint")
    listed = rx.el.ul(rx.foreach(_PROPOSED.taken, _visit), class_name="lx-taken")
    return rx.el.div(
        rx.cond(_PROPOSED.wished != "", wish, rx.fragment()),
        usual,
        rx.el.div(
            rx.el.p(t("Déjà réservé ce jour-là"), class_name="lx-label"),
            rx.cond(_PROPOSED.taken.length() > 0, listed, free),
            class_name="lx-taken-box",
        ),
        class_name="lx-field",
    )


def _visit(visit: Any) -> rx.Component:
    return rx.el.li(
        rx.el.span(visit.start, " – ", visit.end, class_name="lx-figure"),
        rx.el.span(visit.title, class_name="lx-cut"),
        style={"--hue": visit.hue},
    )


def _assign(work: Work, dossier_id: int, values: dict[str, str]) -> None:
    services.assign(
        work,
        dossier_id,
        technician_id=_number(values, "technician_id", "Choisissez un technicien."),
        starts_at=_instant(values),
        minutes=_number(values, "minutes", "Choisissez une durée."),
    )


def _number(values: dict[str, str], name: str, sentence: str) -> int:
    try:
        return int(values.get(name, ""))
    except ValueError:
        raise Invalid({name: sentence}) from None


def _instant(values: dict[str, str]) -> datetime:
    try:
        day, start = date.fromisoformat(values.get("day", "")), time.fromisoformat(values.get("start", ""))
    except ValueError:
        raise Invalid({"starts_at": "Choisissez un jour et une heure."}) from None
    return clock.at_office(day, start.hour, start.minute)
