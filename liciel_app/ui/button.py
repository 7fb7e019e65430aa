"""Buttons and links that look like buttons. One solid button per screen."""

from typing import Any, Literal, TypeAlias, TypedDict, Unpack

import reflex as rx

from liciel_app.ui.kinds import Event, Node, Text, some
from liciel_app.ui.links import NativeA

Kind: TypeAlias = Literal["solid", "soft", "outline", "ghost", "danger"]


class Look(TypedDict, total=False):
    icon: str
    kind: Kind
    props: dict[str, Any]
    """Anything else for the element: `{"disabled": State.busy}`."""


def button(label: Node, on_click: Event | None = None, **look: Unpack[Look]) -> rx.Component:
    """Does something on this screen."""
    props = _props(look) if on_click is None else {**_props(look), "on_click": on_click}
    return rx.el.button(*_inside(label, look), **{"type": "button", **props})


def submit_button(label: Node, **look: Unpack[Look]) -> rx.Component:
    """Sends the form it stands in."""
    return rx.el.button(*_inside(label, look), **{"type": "submit", **_props({"kind": "solid", **look})})


def link_button(label: Node, href: Text, **look: Unpack[Look]) -> rx.Component:
    """Goes to another screen."""
    return rx.el.a(*_inside(label, look), href=href, **_props(look))


def doc_button(label: Node, href: Text, **look: Unpack[Look]) -> rx.Component:
    """Goes to a route of the server: documents, payment, public pages."""
    return NativeA.create(*_inside(label, look), href=href, **_props(look))


def icon_button(icon: str, label: Text, on_click: Event | None = None, **props: Any) -> rx.Component:
    """A button that shows only an icon; `label` is read aloud and shown on hover."""
    if on_click is not None:
        props["on_click"] = on_click
    return rx.el.button(
        rx.icon(icon, size=16, aria_hidden="true"),
        **{"type": "button", "class_name": "lx-icon-button", "title": label, "aria_label": label, **props},
    )


def _inside(label: Node, look: Look) -> list[Node]:
    picture = rx.icon(look["icon"], size=16, aria_hidden="true") if "icon" in look else None
    return some(picture, rx.el.span(label))


def _props(look: Look) -> dict[str, Any]:
    extra = look.get("props", {})
    attrs = {**extra.get("custom_attrs", {}), "data-kind": look.get("kind", "soft")}
    return {"class_name": "lx-button", **extra, "custom_attrs": attrs}
