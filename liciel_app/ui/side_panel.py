"""What a row says, beside its list: the list stays in reach, the keys j, k and Échap work."""

from typing import Required, TypedDict, Unpack

import reflex as rx

from liciel_app.ui.button import icon_button, link_button
from liciel_app.ui.kinds import Event, Node, Text, some
from liciel_app.ui.language import t
from liciel_app.ui.shortcuts import keyed


class SidePanel(TypedDict, total=False):
    open: Required[rx.Var[bool]]
    on_close: Required[Event]
    on_next: Required[Event]
    on_previous: Required[Event]
    href: Required[Text]
    """The row's own page."""
    open_words: Required[Text]
    """« Ouvrir le dossier »."""
    subtitle: Text


def side_panel(title: Text, *children: Node, **panel: Unpack[SidePanel]) -> rx.Component:
    subtitle = rx.el.p(panel["subtitle"], class_name="lx-card-subtitle") if "subtitle" in panel else None
    head = rx.el.div(
        rx.el.div(*some(rx.el.h2(title, class_name="lx-dialog-title"), subtitle), class_name="lx-heading"),
        icon_button("chevron-up", t("Ligne précédente"), panel["on_previous"], **keyed("k")),
        icon_button("chevron-down", t("Ligne suivante"), panel["on_next"], **keyed("j")),
        icon_button("x", t("Fermer"), panel["on_close"], **keyed("Escape")),
        class_name="lx-beside-head",
    )
    foot = rx.el.div(
        link_button(panel["open_words"], panel["href"], icon="folder-open", kind="solid"), class_name="lx-beside-foot"
    )
    shown = rx.el.aside(
        head, rx.el.div(*children, class_name="lx-beside-body"), foot, aria_label=title, class_name="lx-beside"
    )
    return rx.cond(panel["open"], shown, rx.fragment())
