"""Several orders at once: the effect is told before it happens, the report after, and what can be undone is."""

from typing import Any

import reflex as rx

from liciel_app.core.access import Permission
from liciel_app.core.language import say
from liciel_app.core.work import Work
from liciel_app.orders import queries
from liciel_app.orders.screens.order_state import OrderList
from liciel_app.orders.services import cancelling, importing
from liciel_app.orders.services.cancelling import Effect, Gesture
from liciel_app.ui import bridge, toast
from liciel_app.ui.button import button
from liciel_app.ui.dialog import form_dialog, panel_dialog
from liciel_app.ui.dropzone import file_drop
from liciel_app.ui.field import error_of, text_field
from liciel_app.ui.handler import State, handler
from liciel_app.ui.language import t


class OrderBulk(State):
    open: rx.Field[bool] = rx.field(default=False)
    gesture: rx.Field[str] = rx.field("")
    coming: rx.Field[int] = rx.field(0)
    left: rx.Field[list[str]] = rx.field(default_factory=list[str])
    errors: rx.Field[dict[str, str]] = rx.field(default_factory=dict[str, str])
    importing: rx.Field[bool] = rx.field(default=False)

    @handler(Permission.ORDERS_WRITE)
    async def foresee(self, gesture: Gesture) -> None:
        """What it would do to the lines chosen."""
        effect = await bridge.read(self, cancelling.foreseen, await self._numbers(), gesture)
        self.gesture, self.coming, self.errors = gesture, len(effect.changed), {}
        self.left = _told(effect)
        self.open = True

    @handler(Permission.ORDERS_WRITE)
    async def show(self, shown: bool) -> None:
        self.open = shown

    @handler(Permission.ORDERS_WRITE)
    async def act(self, values: dict[str, str]) -> Any:
        self.errors = {}
        gesture: Gesture = "cancel" if self.gesture == "cancel" else "processed"
        effect = await bridge.do(self, cancelling.apply, await self._numbers(), gesture, values.get("why", ""))
        self.open = False
        lang = (await bridge.person(self)).language
        report = say("{done} changées, {left} laissées.", lang, done=len(effect.changed), left=len(effect.left))
        if gesture == "cancel" and effect.changed:
            undo = OrderBulk.put_back(list(effect.changed))
            return [OrderList.choose_none(), toast.undoable(report, undo, word=say("Annuler", lang))]
        return [OrderList.choose_none(), toast.done(report)]

    @handler(Permission.ORDERS_WRITE)
    async def put_back(self, numbers: list[int]) -> None:
        await bridge.do(self, _put_back, numbers)

    @handler(Permission.ORDERS_WRITE)
    async def show_import(self, shown: bool) -> None:
        self.importing = shown

    @handler(Permission.ORDERS_WRITE)
    async def imported(self, ids: list[str]) -> Any:
        """`ids`: what the route answered, « coming known »."""
        self.importing = False
        coming, _, known = (ids[0] if ids else "0 0").partition(" ")
        lang = (await bridge.person(self)).language
        return toast.done(say("{coming} commandes importées, {known} déjà connues.", lang, coming=coming, known=known))

    async def _numbers(self) -> list[int]:
        """The lines chosen, or everything the list's filters find."""
        listing = await self.get_state(OrderList)
        if not listing.everything:
            return list(listing.chosen)
        return await bridge.read(
            self, queries.order_numbers, listing.q, listing.filters.get("etat", ""), cancelling.MOST
        )


def bulk_buttons() -> list[rx.Component]:
    return [
        button(t("Marquer traitées"), OrderBulk.foresee("processed"), icon="circle-check", kind="outline"),
        button(t("Annuler les commandes"), OrderBulk.foresee("cancel"), icon="ban", kind="outline"),
    ]


def import_button() -> rx.Component:
    return button(t("Importer"), OrderBulk.show_import(True), icon="upload", kind="outline")


def bulk_dialogs() -> rx.Component:
    return rx.fragment(_effect_dialog(), _import_dialog())


def _effect_dialog() -> rx.Component:
    cancelling_ = OrderBulk.gesture == "cancel"
    why = text_field("why", t("Raison"), error=error_of(OrderBulk.errors, "why"), required=True)
    return form_dialog(
        rx.cond(cancelling_, t("Annuler les commandes choisies"), t("Marquer traitées les commandes choisies")),
        rx.el.p(rx.el.strong(OrderBulk.coming), " ", t("seront changées.")),
        rx.cond(OrderBulk.left.length() > 0, _left(), rx.fragment()),
        rx.cond(cancelling_, why, rx.fragment()),
        open=OrderBulk.open,
        on_open_change=OrderBulk.show,
        on_submit=OrderBulk.act,
        submit=t("Confirmer"),
        busy=OrderBulk.coming == 0,
    )


def _left() -> rx.Component:
    listed = rx.el.ul(rx.foreach(OrderBulk.left, rx.el.li), class_name="lx-hint")
    return rx.el.div(rx.el.p(OrderBulk.left.length(), " ", t("seront laissées :")), listed)


def _import_dialog() -> rx.Component:
    drop = file_drop(
        "/bureau/commandes/import",
        label=t("Déposez un export de commandes"),
        hint=t("JSON ou CSV. Une commande déjà connue n’est pas changée ; une seule erreur, et rien n’est importé."),
        accept=".json,.csv",
        multiple=False,
        on_done=OrderBulk.imported,
    )
    return panel_dialog(
        t("Importer des commandes"), drop, open=OrderBulk.importing, on_open_change=OrderBulk.show_import
    )


def _told(effect: Effect) -> list[str]:
    shown = [f"{number} : {why}" for number, why in effect.left[: importing.SHOWN]]
    return [*shown, "…"] if len(effect.left) > importing.SHOWN else shown


def _put_back(work: Work, numbers: list[int]) -> None:
    for number in numbers:
        cancelling.put_back(work, number)
