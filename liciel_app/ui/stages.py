"""The stage bar of a dossier, an order, a visit: what is done, what is under way, what comes next."""

from collections.abc import Sequence
from typing import Any

import reflex as rx

from liciel_app.ui.kinds import Text
from liciel_app.ui.language import t


def stage_bar(stages: Sequence[Text] | rx.Var[Any], current: int | rx.Var[int], *, label: Text) -> rx.Component:
    """`current` is the rank (0 first) of the stage under way; equal to their number when all is done."""
    rank = rx.Var.create(current).to(int)
    if isinstance(stages, rx.Var):
        steps = [rx.foreach(stages, lambda words, place: _step(words, place, rank))]
    else:
        steps = [_step(words, rx.Var.create(place).to(int), rank) for place, words in enumerate(stages)]
    return rx.el.ol(*steps, aria_label=label, class_name="lx-stages")


def _step(words: Any, place: Any, rank: Any) -> rx.Component:
    state = rx.cond(place < rank, "done", rx.cond(place == rank, "current", "next"))
    mark = rx.cond(place < rank, rx.icon("check", size=13, aria_hidden="true"), rx.el.span((place + 1).to_string()))
    spoken = rx.cond(place < rank, t("terminé"), rx.cond(place == rank, t("en cours"), t("à venir")))
    return rx.el.li(
        rx.el.span(mark, class_name="lx-stage-mark"),
        rx.el.span(words, class_name="lx-stage-word"),
        rx.el.span(spoken, class_name="lx-spoken"),
        class_name="lx-stage",
        aria_current=rx.cond(place == rank, "step", "false"),
        custom_attrs={"data-state": state},
    )
