"""The technician's pages: one thumb, the network always visible, the stage's gesture at the bottom."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Required, TypedDict, Unpack

import reflex as rx

from liciel_app.ui.connection import network_state
from liciel_app.ui.empty import skeleton
from liciel_app.ui.kinds import Event, Flag, Node, Text, some
from liciel_app.ui.language import t
from liciel_app.ui.links import NativeA
from liciel_app.ui.shell_parts import User, show_for, skip_link, user_menu

MOST_ACTIONS = 4


@dataclass(frozen=True)
class ThumbAction:
    """A big button of the thumb zone: either an address or an event."""

    label: Text
    icon: str
    href: Text | None = None
    on_click: Event | None = None
    native: bool = False
    """`tel:`, `geo:`, documents: a link that leaves the page."""
    main: bool = False
    """The one gesture expected now: filled, and wider."""
    active: bool = False
    """The page one is on."""
    disabled: Flag = False


class TechnicianPage(TypedDict, total=False):
    user: Required[User]
    actions: Sequence[ThumbAction]
    subtitle: Text
    back: tuple[Text, str]
    """Where the arrow at the top leads: (words, address)."""
    pending: Text
    """« 3 à envoyer », beside the network state."""
    ready: Flag


def technician_page(title: Text, *children: Node, **page: Unpack[TechnicianPage]) -> rx.Component:
    """A page of the technician's phone. At most four actions."""
    content = show_for(page.get("ready"), children, skeleton(6))
    main = rx.el.main(content, class_name="lx-main", custom_attrs={"id": "contenu", "tabIndex": "-1"})
    actions = page.get("actions", ())[:MOST_ACTIONS]
    bar = rx.el.nav(*[_thumb(action) for action in actions], aria_label=t("Actions"), class_name="lx-thumb")
    return rx.el.div(
        *some(skip_link(), _header(title, page), main, bar if actions else None), class_name="lx-technician-page"
    )


def _header(title: Text, page: TechnicianPage) -> rx.Component:
    back = None
    if "back" in page:
        words, href = page["back"]
        back = rx.el.a(
            rx.icon("arrow-left", size=20, aria_hidden="true"), href=href, aria_label=words, class_name="lx-icon-button"
        )
    subtitle = rx.el.p(page["subtitle"], class_name="lx-subtitle") if "subtitle" in page else None
    words_ = rx.el.div(*some(rx.el.h1(title, class_name="lx-title"), subtitle), class_name="lx-heading")
    return rx.el.header(
        *some(back, words_, network_state(page.get("pending")), user_menu(page["user"], opens="down")),
        class_name="lx-phone-head",
    )


def _thumb(action: ThumbAction) -> rx.Component:
    inside = (rx.icon(action.icon, size=22, aria_hidden="true"), rx.el.span(action.label))
    attrs = {"data-main": "yes" if action.main else "no"}
    look: dict[str, Any] = {"class_name": "lx-thumb-action", "custom_attrs": attrs}
    if action.active:
        look["aria_current"] = "page"
    if action.href is None:
        return rx.el.button(*inside, type="button", on_click=action.on_click, disabled=action.disabled, **look)
    return (
        NativeA.create(*inside, href=action.href, **look)
        if action.native
        else rx.el.a(*inside, href=action.href, **look)
    )
