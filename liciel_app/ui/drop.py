"""A button that drops a small panel: column choice, saved views. Opens without the server; the page's keys close it."""

from typing import TypedDict, Unpack

import reflex as rx

from liciel_app.ui.kinds import Event, Node, Text


class DropOptions(TypedDict, total=False):
    icon: str
    on_open: Event
    """Called at the click that opens it, to read what it shows."""


def drop(label: Text, *children: Node, **options: Unpack[DropOptions]) -> rx.Component:
    """« Colonnes », « Mes vues »: `ui.shortcuts` closes it at Échap and at a click elsewhere."""
    opening = {"on_click": options["on_open"]} if "on_open" in options else {}
    face = rx.el.summary(
        rx.icon(options.get("icon", "chevron-down"), size=16, aria_hidden="true"),
        rx.el.span(label),
        class_name="lx-button",
        custom_attrs={"data-kind": "outline"},
        **opening,
    )
    return rx.el.details(face, rx.el.div(*children, class_name="lx-pull-panel"), class_name="lx-pull")
