"""What the order wizard and the office's order sheet look like alike."""

import reflex as rx

from liciel_app.ui.kinds import Node, Text
from liciel_app.ui.language import t
from liciel_app.ui.theme import asset


def look() -> rx.Component:
    """The style sheets of these pages."""
    sheets = [rx.el.link(rel="stylesheet", href=asset(f"/css/{name}.css")) for name in ("orders", "quotes")]
    return rx.fragment(*sheets)


def why(*facts: tuple[Text, Node]) -> rx.Component:
    """« Pourquoi ? » opens the text of law and the rest, without asking the server."""
    told = [rx.el.div(rx.el.dt(label), rx.el.dd(value)) for label, value in facts]
    return rx.el.details(
        rx.el.summary(t("Pourquoi ?")), rx.el.dl(*told, class_name="lx-why-facts"), class_name="lx-why"
    )
