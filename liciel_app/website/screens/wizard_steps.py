"""The bar of the five steps: where one is, and the way back to what was answered."""

from typing import Final

import reflex as rx

from liciel_app.ui.language import t
from liciel_app.website.screens.wizard_state import Wizard

NAMES: Final = ("Bien", "Projet", "Diagnostics et prix", "Rendez-vous", "Coordonnées")


def step_bar() -> rx.Component:
    steps = rx.el.ol(*[_step(rank, name) for rank, name in enumerate(NAMES)], class_name="lx-order-steps")
    return rx.el.nav(steps, aria_label=t("Étapes de la commande"))


def _step(rank: int, name: str) -> rx.Component:
    current = Wizard.step == rank
    done = Wizard.reached > rank
    state = rx.cond(current, "current", rx.cond(done, "done", "next"))
    mark = rx.cond(
        done & ~current, rx.icon("check", size=14, aria_hidden="true"), rx.el.span(str(rank + 1), aria_hidden="true")
    )
    inside = (rx.el.span(mark, class_name="lx-order-mark"), rx.el.span(t(name), class_name="lx-order-name"))
    way = rx.el.button(
        *inside,
        type="button",
        aria_label=t(name),
        on_click=Wizard.go(rank),
        disabled=Wizard.reached < rank,
        aria_current=rx.cond(current, "step", "false"),
    )
    return rx.el.li(way, class_name="lx-order-step", custom_attrs={"data-state": state})
