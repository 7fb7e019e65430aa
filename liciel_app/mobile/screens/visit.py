"""One visit: what to know before, what to bring back after, and the hand-over to the office."""

from typing import Any, ClassVar, Literal

import reflex as rx

from liciel_app.core.access import Permission
from liciel_app.core.language import say
from liciel_app.core.work import Work
from liciel_app.dossiers import services as dossiers
from liciel_app.dossiers.models_field import Choice
from liciel_app.dossiers.queries.field import field_sheet
from liciel_app.dossiers.queries.field_rows import FieldSheet
from liciel_app.dossiers.screens.opened import OpenDossier
from liciel_app.dossiers.services import crossing
from liciel_app.fieldwork.queries import OnSite, on_site
from liciel_app.fieldwork.services import noting
from liciel_app.mobile.frame import here, phone_page
from liciel_app.mobile.screens.handing_over import hand_over_dialog
from liciel_app.mobile.screens.phone import Phone
from liciel_app.mobile.screens.visit_checklist import checklist_tab
from liciel_app.mobile.screens.visit_files import files_tab
from liciel_app.mobile.screens.visit_hours import hours_tab
from liciel_app.mobile.screens.visit_infos import infos_tab
from liciel_app.mobile.screens.visit_notes import note_box, photo_box, written
from liciel_app.mobile.screens.visit_rooms import rooms_tab
from liciel_app.mobile.screens.visit_signature import signature_tab
from liciel_app.mobile.screens.visit_tabs import visit_tabs
from liciel_app.mobile.stages import STAGES
from liciel_app.ui import toast
from liciel_app.ui.button import link_button
from liciel_app.ui.card import stack
from liciel_app.ui.connection import disconnected
from liciel_app.ui.empty import empty
from liciel_app.ui.handler import State, handler
from liciel_app.ui.kinds import Text
from liciel_app.ui.language import t
from liciel_app.ui.page import page
from liciel_app.ui.session import Session
from liciel_app.ui.shell_phone import ThumbAction
from liciel_app.ui.ticker import ticker

Progress = Literal["planned", "on_the_way", "arrived", "started", "done"]


class FieldVisit(OpenDossier, State):
    READS: ClassVar = Permission.FIELD_WORK
    WRITES: ClassVar = Permission.FIELD_WORK
    KINDS: ClassVar = ("dossier", "appointment", "dossierfile", "crossedversion", "sitewarning")

    sheet: rx.Field[FieldSheet] = rx.field(default_factory=FieldSheet)
    on_site: rx.Field[OnSite] = rx.field(default_factory=OnSite)
    asking: rx.Field[bool] = rx.field(default=False)

    @staticmethod
    def _read(work: Work, number: int) -> tuple[FieldSheet, OnSite]:
        return field_sheet(work, number), on_site(work, number)

    def _hold(self, found: Any) -> None:
        self.sheet, self.on_site = found or (FieldSheet(), OnSite())

    def _arrive(self) -> None:
        self.asking = False

    @handler(Permission.FIELD_WORK)
    async def note(self, state: Progress) -> Any:
        before = self.sheet.visit.state
        await self._gesture(dossiers.note_progress, self.sheet.id, state)
        if before in ("", state, "done"):
            return None
        lang = await self._lang()
        undo, word = FieldVisit.note(before), say("Annuler", lang)
        told = toast.undoable(say("C’est noté.", lang), undo, word=word, name=f"visit-{state}")
        return [toast.past(f"visit-{before}"), told]

    @handler(Permission.FIELD_WORK)
    async def proceed(self, to: Literal["on_the_way", "arrived", "started", "done", "hand_over"]) -> Any:
        """The big button: the next state of the visit, and after the last one the hand-over."""
        if to == "hand_over":
            self.asking = True
            return None
        return FieldVisit.note(to)

    @handler(Permission.FIELD_WORK)
    async def choose(self, version_id: int, choice: Literal["field", "office"]) -> None:
        """Two people wrote the same conclusion: one of the two holds."""
        await self._gesture(crossing.choose, version_id, Choice(choice))

    @handler(Permission.FIELD_WORK)
    async def untick(self, item: str) -> None:
        await self._gesture(noting.untick, self.sheet.id, item)

    @handler(Permission.FIELD_WORK)
    async def remove_room(self, room_id: int) -> None:
        await self._gesture(noting.remove_room, room_id)

    @handler(Permission.FIELD_WORK)
    async def ask_hand_over(self, shown: bool) -> None:
        self.asking = shown

    @handler(Permission.FIELD_WORK)
    async def hand_over(self) -> Any:
        await self._gesture(dossiers.hand_over, self.sheet.id)
        self.asking = False
        told = toast.done(say("Dossier remis au bureau : administratif à terminer.", await self._lang()))
        return [toast.past("visit-done"), told]


@page("/terrain/visite/[dossier_id]", title="Visite", load=[Phone.load, FieldVisit.load])
def visit_page() -> rx.Component:
    sheet = FieldVisit.sheet
    along = sheet.lead != ""
    return phone_page(
        rx.cond(sheet.reference != "", sheet.reference, t("Visite")),
        ticker(FieldVisit.tick),
        rx.cond(FieldVisit.missing, _not_found(), rx.fragment()),
        hand_over_dialog(FieldVisit),
        offline=[rx.cond(FieldVisit.missing, rx.fragment(), _content())],
        subtitle=sheet.title,
        back=(t("Ma journée"), "/terrain"),
        ready=FieldVisit.ready,
        actions=[
            _call(),
            ThumbAction(t("Itinéraire"), "navigation", href=_road(), native=True),
            ThumbAction(_gesture(), "circle-check-big", on_click=_proceed(), main=True, disabled=~sheet.open | along),
        ],
    )


def _content() -> rx.Component:
    """What is typed needs nothing from the server; the rest appears with it."""
    ready = here(FieldVisit.ready)
    return visit_tabs(
        (t("Infos"), rx.cond(ready, infos_tab(FieldVisit), rx.fragment())),
        (t("Checklist"), checklist_tab(FieldVisit, ready)),
        (t("Photos"), photo_box()),
        (t("Notes"), stack(note_box(), rx.cond(ready, written(FieldVisit), rx.fragment()))),
        (t("Heures"), hours_tab(FieldVisit, ready)),
        (t("Pièces"), rooms_tab(FieldVisit, ready)),
        (t("Signature"), signature_tab(FieldVisit, ready)),
        (t("Fichiers"), rx.cond(ready, files_tab(FieldVisit), rx.fragment())),
    )


def _gesture() -> Text:
    words: Any = rx.match(
        FieldVisit.sheet.visit.state,
        ("planned", t("En route")),
        ("on_the_way", t("Arrivé")),
        ("arrived", t("En cours")),
        ("started", t("Terminé")),
        t("Administratif à terminer"),
    )
    waits = rx.cond(disconnected, t("Hors ligne"), t("Chargement…"))
    kept = rx.cond(FieldVisit.missing, t("Introuvable"), rx.cond(FieldVisit.ready, t("Remis au bureau"), waits))
    return rx.cond(FieldVisit.sheet.open, rx.cond(FieldVisit.sheet.lead != "", t("Vous accompagnez"), words), kept)


def _call() -> ThumbAction:
    """Who waits on site; without a number, the office that knows more."""
    known = FieldVisit.sheet.reach.call != ""
    office = rx.cond(Session.loaded, f"tel:{Session.me.office_phone}", "/terrain/feuille")
    href = rx.cond(known, FieldVisit.sheet.reach.call, office)
    return ThumbAction(rx.cond(known, t("Appeler"), t("Appeler le bureau")), "phone", href=href, native=True)


def _road() -> Text:
    """Without data, the sheet this phone kept knows the way."""
    road = FieldVisit.sheet.reach.road
    return rx.cond(FieldVisit.missing, "/terrain", rx.cond(road != "", road, "/terrain/feuille"))


def _proceed() -> Any:
    """The tap carries the state it leads to: sent twice, it is noted once."""
    state = FieldVisit.sheet.visit.state
    to = rx.match(state, *[(before, after) for before, after, _, _ in STAGES], "hand_over")
    return FieldVisit.proceed(to)


def _not_found() -> rx.Component:
    return empty(
        t("Cette visite est introuvable, ou elle est confiée à un collègue."),
        link_button(t("Revenir à ma journée"), "/terrain", kind="solid"),
        icon="map-pin-off",
    )
