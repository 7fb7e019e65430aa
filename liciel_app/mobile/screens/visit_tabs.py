"""Tabs the browser switches alone: they work without the network, and what is being typed or sent goes on."""

import reflex as rx

from liciel_app.mobile.look import KEPT, TAB
from liciel_app.ui.kinds import Node, Text


def visit_tabs(*parts: tuple[Text, Node]) -> rx.Component:
    """(words, content) of each; the first one is open."""
    names = [f"onglet-{rank}" for rank, _ in enumerate(parts)]
    heads = [rx.tabs.trigger(words, value=name, style=TAB) for name, (words, _) in zip(names, parts, strict=True)]
    bodies = [
        rx.tabs.content(content, value=name, force_mount=True, style=KEPT)
        for name, (_, content) in zip(names, parts, strict=True)
    ]
    return rx.tabs.root(rx.tabs.list(*heads, class_name="lx-visit-tabs"), *bodies, default_value=names[0])
