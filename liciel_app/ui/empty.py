"""What a screen shows while it has nothing to show."""

import reflex as rx

from liciel_app.ui.kinds import Node, Text, some
from liciel_app.ui.language import t
from liciel_app.ui.links import doc_link


def empty(sentence: Text, action: Node | None = None, *, icon: str = "inbox") -> rx.Component:
    """One sentence and one button: « Pas encore de commande. » and « Créer une commande »."""
    picture = rx.el.span(rx.icon(icon, size=24, aria_hidden="true"), class_name="lx-empty-icon")
    return rx.el.div(*some(picture, rx.el.p(sentence), action), class_name="lx-empty")


def skeleton(lines: int = 3) -> rx.Component:
    """Grey lines in place of what is being read; silent, the container says that it is busy."""
    return rx.el.div(
        *[rx.el.span(class_name="lx-bone") for _ in range(lines)],
        class_name="lx-bones",
        aria_hidden="true",
    )


def not_found_page(home: str = "/") -> rx.Component:
    """For `app.add_page(not_found_page, route="404")`: absent and forbidden look the same."""
    way_out = doc_link(t("Revenir à l’accueil"), href=home, class_name="lx-button", custom_attrs={"data-kind": "solid"})
    return rx.el.main(
        rx.el.div(
            rx.el.span(rx.icon("map-pin-off", size=24, aria_hidden="true"), class_name="lx-empty-icon"),
            rx.el.h1(t("Page introuvable"), class_name="lx-title"),
            rx.el.p(t("Cette page n’existe pas, ou elle ne vous est pas ouverte.")),
            way_out,
            class_name="lx-empty",
        ),
        class_name="lx-alone",
    )
