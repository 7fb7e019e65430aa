"""One visit: what to know before, what to bring back after, and the hand-over to the office."""

from typing import Any, ClassVar, Literal

import reflex as rx

from liciel_app.core.access import Permission
from liciel_app.core.language import hour, say
from liciel_app.core.work import Work
from liciel_app.dossiers import services as dossiers
from liciel_app.dossiers.queries.field import field_sheet
from liciel_app.dossiers.queries.field_rows import FieldSheet
from liciel_app.dossiers.screens.opened import OpenDossier
from liciel_app.dossiers.services import correcting
from liciel_app.mobile.frame import phone_page
from liciel_app.mobile.screens.handing_over import hand_over_dialog
from liciel_app.mobile.screens.visit_files import files_tab
from liciel_app.mobile.screens.visit_infos import infos_tab
from liciel_app.mobile.screens.visit_tabs import visit_tabs
from liciel_app.ui import toast
from liciel_app.ui.button import link_button
from liciel_app.ui.empty import empty
from liciel_app.ui.handler import State, handler
from liciel_app.ui.kinds import Text
from liciel_app.ui.language import t
from liciel_app.ui.page import page
from liciel_app.ui.session import Session
from liciel_app.ui.shell_phone import ThumbAction
from liciel_app.ui.ticker import ticker

Progress = Literal["planned", "on_the_way", "arrived", "done"]


class FieldVisit(OpenDossier, State):
    READS: ClassVar = Permission.FIELD_WORK
    WRITES: ClassVar = Permission.FIELD_WORK
    KINDS: ClassVar = ("dossier", "appointment", "dossierfile")

    sheet: rx.Field[FieldSheet] = rx.field(default_factory=FieldSheet)
    saved: rx.Field[int] = rx.field(0)
    """The mission whose conclusion was written last, and when."""
    saved_at: rx.Field[str] = rx.field("")
    asking: rx.Field[bool] = rx.field(default=False)

    @staticmethod
    def _read(work: Work, number: int) -> FieldSheet:
        return field_sheet(work, number)

    def _hold(self, found: Any) -> None:
        self.sheet = found or FieldSheet()

    def _arrive(self) -> None:
        self.asking, self.saved = False, 0

    @handler(Permission.FIELD_WORK)
    async def note(self, state: Progress) -> Any:
        before = self.sheet.visit.state
        await self._gesture(dossiers.note_progress, self.sheet.id, state)
        if before in ("", state, "done"):
            return None
        lang = await self._lang()
        return toast.undoable(say("C’est noté.", lang), FieldVisit.note(before), word=say("Annuler", lang))

    @handler(Permission.FIELD_WORK)
    async def proceed(self, to: Literal["on_the_way", "arrived", "done", "hand_over"]) -> Any:
        """The big button: the next state of the visit, and after the last one the hand-over."""
        if to == "hand_over":
            self.asking = True
            return None
        return FieldVisit.note(to)

    @handler(Permission.FIELD_WORK)
    async def conclude(self, mission_id: int, text: str) -> None:
        """Called when the field is left; an unchanged sentence is not written again."""
        if any(one.id == mission_id and one.conclusion == text.strip() for one in self.sheet.missions):
            return
        self.saved_at = await self._gesture(_conclude, mission_id, text)
        self.saved = mission_id

    @handler(Permission.FIELD_WORK)
    async def ask_hand_over(self, shown: bool) -> None:
        self.asking = shown

    @handler(Permission.FIELD_WORK)
    async def hand_over(self) -> Any:
        await self._gesture(dossiers.hand_over, self.sheet.id)
        self.asking = False
        return toast.done(say("Dossier remis au bureau : administratif à terminer.", await self._lang()))


@page("/terrain/visite/[dossier_id]", title="Visite", load=[FieldVisit.load])
def visit_page() -> rx.Component:
    sheet = FieldVisit.sheet
    return phone_page(
        rx.cond(sheet.reference != "", sheet.reference, t("Visite")),
        ticker(FieldVisit.tick),
        rx.cond(FieldVisit.missing, _not_found(), _content()),
        hand_over_dialog(FieldVisit),
        subtitle=sheet.title,
        back=(t("Ma journée"), "/terrain"),
        ready=FieldVisit.ready,
        actions=[
            _call(),
            ThumbAction(t("Itinéraire"), "navigation", href=_road(), native=True),
            ThumbAction(_gesture(), "circle-check-big", on_click=_proceed(), main=True, disabled=~sheet.open),
        ],
    )


def _content() -> rx.Component:
    return visit_tabs((t("Infos"), infos_tab(FieldVisit)), (t("Fichiers"), files_tab(FieldVisit)))


def _gesture() -> Text:
    words: Any = rx.match(
        FieldVisit.sheet.visit.state,
        ("planned", t("En route")),
        ("on_the_way", t("Arrivé")),
        ("arrived", t("Terminé")),
        t("Administratif à terminer"),
    )
    kept = rx.cond(FieldVisit.missing, t("Introuvable"), t("Remis au bureau"))
    return rx.cond(FieldVisit.sheet.open, words, kept)


def _call() -> ThumbAction:
    """Who waits on site; without a number, the office that knows more."""
    known = FieldVisit.sheet.reach.call != ""
    href = rx.cond(known, FieldVisit.sheet.reach.call, f"tel:{Session.me.office_phone}")
    return ThumbAction(rx.cond(known, t("Appeler"), t("Appeler le bureau")), "phone", href=href, native=True)


def _road() -> Text:
    return rx.cond(FieldVisit.missing, "/terrain", FieldVisit.sheet.reach.road)


def _proceed() -> Any:
    """The tap carries the state it leads to: sent twice, it is noted once."""
    state = FieldVisit.sheet.visit.state
    to = rx.match(state, ("planned", "on_the_way"), ("on_the_way", "arrived"), ("arrived", "done"), "hand_over")
    return FieldVisit.proceed(to)


def _not_found() -> rx.Component:
    return empty(
        t("Cette visite est introuvable, ou elle est confiée à un collègue."),
        link_button(t("Revenir à ma journée"), "/terrain", kind="solid"),
        icon="map-pin-off",
    )


def _conclude(work: Work, mission_id: int, text: str) -> str:
    """Writes it; the hour at which it was kept."""
    correcting.reword(work, mission_id, text)
    return hour(work.now)
