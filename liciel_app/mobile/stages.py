"""En route, Arrivé, En cours, Terminé: one big button with the network, the four of them without."""

from typing import Any, Final

import reflex as rx

from liciel_app.mobile.look import WIDE_BUTTON
from liciel_app.ui.button import button
from liciel_app.ui.connection import disconnected
from liciel_app.ui.drafts import send_now
from liciel_app.ui.language import t

STAGES: Final = (
    ("planned", "on_the_way", "En route", "car"),
    ("on_the_way", "arrived", "Arrivé", "map-pin"),
    ("arrived", "started", "En cours", "timer"),
    ("started", "done", "Terminé", "circle-check"),
)
"""From a state to the next one: its words and its picture."""


def stage_buttons(appointment_id: Any, state: Any, note: Any) -> rx.Component:
    """`note(appointment_id, state)` notes it at once; without network the tap is kept and sent later, with its time."""
    return rx.cond(disconnected, _kept(appointment_id), rx.fragment(_next(appointment_id, state, note)))


def _next(appointment_id: Any, state: Any, note: Any) -> Any:
    """Each tap names the state it leads to: sent twice, it is noted once."""

    def big(words: str, icon: str, to: str) -> rx.Component:
        return button(t(words), note(appointment_id, to), kind="solid", icon=icon, props={"style": WIDE_BUTTON})

    return rx.match(state, *[(before, big(words, icon, to)) for before, to, words, icon in STAGES], rx.fragment())


def _kept(appointment_id: Any) -> rx.Component:
    def one(words: str, icon: str, to: str) -> rx.Component:
        pressed = send_now("progress", appointment_id, t(words), state=to)
        return button(t(words), kind="outline", icon=icon, props={"custom_attrs": {"onClick": pressed}})

    return rx.el.div(
        *[one(words, icon, to) for _, to, words, icon in STAGES],
        role="group",
        aria_label=t("Avancement de la visite"),
        class_name="lx-phone-stages",
    )
