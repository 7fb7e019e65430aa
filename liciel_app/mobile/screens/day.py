"""The technician's day: the map, the next visit with its big buttons, the list."""

from datetime import date, timedelta
from typing import Any, Literal

import reflex as rx

from liciel_app.agenda import services as agenda
from liciel_app.agenda.queries import TIME_TAKEN
from liciel_app.agenda.queries.carried import AskedRow, asked
from liciel_app.agenda.queries.figures import Figures, figures
from liciel_app.agenda.services import answering
from liciel_app.agenda.sheets.sheet import ADDRESS as TOUR_SHEET
from liciel_app.core.access import Permission
from liciel_app.core.language import language_of, say
from liciel_app.core.work import Work
from liciel_app.dossiers import services as dossiers
from liciel_app.dossiers.queries.field import field_day
from liciel_app.dossiers.queries.field_rows import FieldDay
from liciel_app.mobile.frame import phone_page
from liciel_app.mobile.look import QUIET_PIN
from liciel_app.mobile.screens.day_ways import asked_view, pilot, ways
from liciel_app.mobile.screens.next_visit import next_card
from liciel_app.mobile.screens.phone import Phone
from liciel_app.mobile.screens.visits import day_list
from liciel_app.office import queries as office
from liciel_app.ui import bridge, toast
from liciel_app.ui.button import doc_button, link_button
from liciel_app.ui.card import stack
from liciel_app.ui.empty import empty
from liciel_app.ui.handler import State, handler
from liciel_app.ui.kinds import Text
from liciel_app.ui.language import t
from liciel_app.ui.lists import version
from liciel_app.ui.map import Marker, live_map
from liciel_app.ui.page import page
from liciel_app.ui.session import Session
from liciel_app.ui.shell_phone import ThumbAction
from liciel_app.ui.ticker import ticker

Progress = Literal["planned", "on_the_way", "arrived", "started", "done"]


class Day(State):
    day: rx.Field[FieldDay] = rx.field(default_factory=FieldDay)
    pins: rx.Field[list[Marker]] = rx.field(default_factory=list[Marker])
    team: rx.Field[list[tuple[int, str]]] = rx.field(default_factory=list[tuple[int, str]])
    """For the office: whose day can be looked at."""
    chosen: rx.Field[int] = rx.field(0)
    asked: rx.Field[list[AskedRow]] = rx.field(default_factory=list[AskedRow])
    """Visits the office offers, not answered for yet."""
    pilot: rx.Field[Figures] = rx.field(default_factory=Figures)
    ready: rx.Field[bool] = rx.field(default=False)
    _on: str = ""  # the ISO day shown; empty: today, whatever day that has become
    _seen: str = ""

    @handler(Permission.FIELD_WORK)
    async def load(self) -> None:
        self.team = await bridge.read(self, _team)
        await self._show(0)

    @handler(Permission.FIELD_WORK)
    async def tick(self) -> None:
        if await bridge.read(self, _version) != self._seen:
            await self._show(0)

    @handler(Permission.FIELD_WORK)
    async def turn(self, days: Literal[-1, 1]) -> None:
        await self._show(days)

    @handler(Permission.FIELD_WORK)
    async def back_to_today(self) -> None:
        self._on = ""
        await self._show(0)

    @handler(Permission.FIELD_WORK)
    async def choose(self, technician_id: int) -> None:
        """The office looks at one technician's day, or at everybody's (0)."""
        self.chosen = technician_id
        await self._show(0)

    @handler(Permission.FIELD_WORK)
    async def note(self, appointment_id: int, state: Progress) -> Any:
        before = next((visit.state for visit in self.day.visits if visit.id == appointment_id), "")
        await bridge.do(self, _note, appointment_id, state)
        await self._show(0)
        if before in ("", state, "done"):
            return None
        lang = language_of((await self.get_state(Session)).lang)
        undo, word = Day.note(appointment_id, before), say("Annuler", lang)
        told = toast.undoable(say("C’est noté.", lang), undo, word=word, name=f"day-{appointment_id}-{state}")
        return [toast.past(f"day-{appointment_id}-{before}"), told]

    @handler(Permission.FIELD_WORK)
    async def accept(self, appointment_id: int) -> Any:
        await bridge.do(self, answering.accept, appointment_id)
        await self._show(0)
        return toast.done(say("Mission acceptée.", language_of((await self.get_state(Session)).lang)))

    @handler(Permission.FIELD_WORK)
    async def refuse(self, form: dict[str, str]) -> Any:
        """A reason is required: the office looks for somebody else."""
        number = form.get("appointment_id", "")
        await bridge.do(self, answering.refuse, int(number) if number.isdecimal() else 0, form.get("reason", ""))
        await self._show(0)
        return toast.done(say("Refus transmis au bureau.", language_of((await self.get_state(Session)).lang)))

    async def _show(self, days: int) -> None:
        self._seen = await bridge.read(self, _version)
        self.day, self.asked, self.pilot = await bridge.read(self, _look, self._on, days, self.chosen)
        self._on = "" if self.day.today else self.day.iso
        self.pins = [
            Marker(
                id=str(visit.id),
                lat=visit.lat,
                lon=visit.lon,
                label=f"{visit.start} · {visit.city}",
                color=QUIET_PIN if visit.state == "done" else visit.hue,
                number=visit.number,
            )
            for visit in self.day.visits
            if visit.located and visit.number
        ]
        self.ready = True


@page("/terrain", title="Ma journée", load=[Phone.load, Day.load])
def day_page() -> rx.Component:
    return phone_page(
        rx.cond(Day.day.today, t("Aujourd’hui"), t("Journée")),
        ticker(Day.tick),
        stack(
            _for_the_office(),
            _content(),
            asked_view(Day),
            rx.cond(Session.me.kind == "technician", pilot(Day.pilot), rx.fragment()),
        ),
        offline=[ways()],
        subtitle=Day.day.words,
        ready=Day.ready,
        actions=[
            ThumbAction(t("Veille"), "chevron-left", on_click=Day.turn(-1)),
            ThumbAction(t("Aujourd’hui"), "calendar-days", on_click=Day.back_to_today),
            ThumbAction(t("Lendemain"), "chevron-right", on_click=Day.turn(1)),
            ThumbAction(t("Ajouter"), "plus", href="/terrain/ajouter"),
        ],
    )


def _content() -> rx.Component:
    return rx.cond(
        Day.day.visits.length() > 0,
        rx.fragment(
            rx.cond(Day.pins.length() > 0, _map(), rx.fragment()),
            rx.cond(Day.day.coming.id != 0, next_card(Day.day.coming, Day.note), _all_done()),
            day_list(Day.day),
            _tour_sheet(),
        ),
        empty(_nothing(), icon="calendar-check"),
    )


def _tour_sheet() -> rx.Component:
    """The printable tour of one person's day: his own, or the one the office looks at."""
    whose = rx.cond(Session.me.kind == "technician", Phone.who, rx.cond(Day.chosen != 0, Day.chosen.to_string(), ""))
    address = f"{TOUR_SHEET}/{whose}/{Day.day.iso}"
    return rx.cond(whose != "", doc_button(t("Feuille de tournée"), address, icon="printer"), rx.fragment())


def _nothing() -> Text:
    return rx.cond(Day.day.today, t("Pas de rendez-vous aujourd’hui."), t("Pas de rendez-vous ce jour-là."))


def _all_done() -> rx.Component:
    return rx.cond(Day.day.total != 0, empty(t("Toutes les visites sont faites."), icon="circle-check"), rx.fragment())


def _map() -> rx.Component:
    return live_map(
        Day.pins,
        label=t("Rendez-vous du jour"),
        tiles_url=Session.me.tiles_url,
        attribution=Session.me.tiles_attribution,
        selected=Day.day.coming.id.to_string(),
        height="190px",
    )


def _for_the_office() -> rx.Component:
    """A manager sees everybody's visits, or one technician's."""
    everybody = _chip(t("Tous"), 0)
    choices = rx.el.div(
        everybody,
        rx.foreach(Day.team, lambda one: _chip(one[1], one[0])),
        role="group",
        aria_label=t("Technicien"),
        style={"display": "flex", "gap": "6px", "overflow_x": "auto", "padding": "2px"},
    )
    way_back = link_button(t("Revenir au bureau"), "/bureau", kind="ghost", icon="arrow-left")
    return rx.cond(Day.team.length() > 0, stack(rx.el.div(way_back), choices), rx.fragment())


def _chip(name: Text, number: Any) -> rx.Component:
    return rx.el.button(
        name,
        type="button",
        on_click=Day.choose(number),
        class_name="lx-chip",
        aria_pressed=(Day.chosen == number).to_string(),
    )


def _look(work: Work, on: str, days: int, technician_id: int) -> tuple[FieldDay, list[AskedRow], Figures]:
    shown = date.fromisoformat(on) if on else work.today
    day = field_day(work, shown + timedelta(days=days), technician_id or None)
    pilot = figures(work, work.actor.account_id or 0) if work.actor.kind == "technician" else Figures()
    return day, asked(work), pilot


def _team(work: Work) -> list[tuple[int, str]]:
    return [(one.id, one.name) for one in office.technicians(work)] if work.actor.is_office else []


def _note(work: Work, appointment_id: int, state: Progress) -> None:
    agenda.note_progress(work, appointment_id, state)
    dossiers.follow(work, appointment_id)


def _version(work: Work) -> str:
    return version(work, (*TIME_TAKEN, "dossier", "sitewarning"))
