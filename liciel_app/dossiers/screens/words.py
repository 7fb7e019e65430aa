"""How the stages and the deliveries of a dossier look: colour, icon and word (screens.md 5.0)."""

from collections.abc import Mapping
from typing import Final

import reflex as rx

from liciel_app.ui.badge import STATUSES, Status
from liciel_app.ui.language import t

STAGES: Final[Mapping[str, Status]] = {
    "to_plan": STATUSES["to_plan"],
    "planned": STATUSES["planned"],
    "on_site": Status("Sur place", "amber", "map-pin"),
    "admin_to_finish": STATUSES["paperwork"],
    "finished": STATUSES["done"],
    "archived": STATUSES["archived"],
}
DELIVERIES: Final[Mapping[str, Status]] = {
    "none": STATUSES["not_downloaded"],
    "partial": STATUSES["partly_downloaded"],
    "all": STATUSES["downloaded"],
}


def mission_tags(icons: rx.Var[list[str]]) -> rx.Component:
    """The diagnostics of a dossier as small words: DPE, Pb, Am…"""
    return rx.el.span(rx.foreach(icons, lambda icon: rx.el.span(icon, class_name="lx-tag")), class_name="lx-tags")


def delivery_words(state: rx.Var[str]) -> rx.Component:
    """What the client took, in small: icon and words below the stage."""
    return rx.fragment(rx.match(state, *[(code, _small(shown)) for code, shown in DELIVERIES.items()], rx.fragment()))


def _small(shown: Status) -> rx.Component:
    return rx.el.span(
        rx.icon(shown.icon, size=13, aria_hidden="true"),
        rx.el.span(t(shown.label)),
        class_name="lx-second lx-taken-state",
        custom_attrs={"data-tone": shown.tone},
    )
