"""The stage bar of a dossier: eight steps with their days; the office may take a later one before an earlier."""

from typing import Any

import reflex as rx

from liciel_app.dossiers.rules import STEP_WORDS
from liciel_app.ui.language import t


def dossier_stages(steps: Any) -> rx.Component:
    """`steps`: a Var of `StepRow`s."""
    return rx.el.ol(rx.foreach(steps, _step), aria_label=t("Avancement du dossier"), class_name="lx-stages lx-dated")


def _step(step: Any, place: Any) -> rx.Component:
    done, current = step.state == "done", step.state == "current"
    mark = rx.cond(done, rx.icon("check", size=13, aria_hidden="true"), rx.el.span((place + 1).to(str)))
    spoken = rx.cond(done, t("terminé"), rx.cond(current, t("en cours"), t("à venir")))
    words = [(name, t(word)) for name, word in STEP_WORDS.items()]
    return rx.el.li(
        rx.el.span(mark, class_name="lx-stage-mark"),
        rx.el.span(rx.match(step.name, *words, step.word), class_name="lx-stage-word"),
        rx.el.span(step.on, class_name="lx-stage-day"),
        rx.el.span(spoken, class_name="lx-spoken"),
        class_name="lx-stage",
        aria_current=rx.cond(current, "step", "false"),
        custom_attrs={"data-state": step.state},
    )
