"""Real navigation: `rx.el.a` and `rx.el.form` stay inside the app, these leave it for the server's own routes."""

from typing import Any

import reflex as rx

from liciel_app.ui.kinds import Node


class NativeA(rx.Component):
    """A plain `<a>`: server routes, `tel:`, `mailto:`, `geo:`."""

    tag = "a"
    _is_tag_in_global_scope = True
    href: rx.Var[str]
    target: rx.Var[str]
    rel: rx.Var[str]
    download: rx.Var[str]


class NativeForm(rx.Component):
    """A plain `<form>` that posts without the websocket: login, logout, uploads, payment."""

    tag = "form"
    _is_tag_in_global_scope = True
    action: rx.Var[str]
    method: rx.Var[str]
    enc_type: rx.Var[str]
    target: rx.Var[str]
    auto_complete: rx.Var[str]


def doc_link(*children: Node, href: str | rx.Var[str], **props: Any) -> rx.Component:
    """A link to a document or a page of the server, opened in the same tab."""
    return NativeA.create(*children, href=href, **props)


def new_tab_link(*children: Node, href: str | rx.Var[str], **props: Any) -> rx.Component:
    """A document opened beside the page, so that nothing typed is left behind."""
    return NativeA.create(*children, href=href, target="_blank", rel="noopener", **props)


def phone_link(number: rx.Var[str] | str, *children: Node, **props: Any) -> rx.Component:
    """Calls the number; shows it when nothing else is given."""
    return NativeA.create(*(children or (number,)), href=rx.Var.create(f"tel:{number}"), **props)


def mail_link(address: rx.Var[str] | str, *children: Node, **props: Any) -> rx.Component:
    return NativeA.create(*(children or (address,)), href=rx.Var.create(f"mailto:{address}"), **props)


def post_form(*children: Node, action: str, **props: Any) -> rx.Component:
    """A native POST form."""
    return NativeForm.create(*children, action=action, method="post", **props)
