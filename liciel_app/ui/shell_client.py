"""The client's pages: phone first, the office's name on top, its phone number at the bottom."""

from collections.abc import Sequence
from typing import Required, TypedDict, Unpack

import reflex as rx

from liciel_app.ui.empty import skeleton
from liciel_app.ui.kinds import Flag, Node, Text, some
from liciel_app.ui.language import t
from liciel_app.ui.links import mail_link, phone_link
from liciel_app.ui.shell_parts import NavItem, User, nav_link, show_for, skip_link, user_menu


class ClientPage(TypedDict, total=False):
    nav: Required[Sequence[NavItem]]
    office_name: Required[Text]
    user: Required[User]
    office_phone: Text
    office_mail: Text
    home: str
    subtitle: Text
    back: tuple[Text, str]
    """Above the title: where one comes from (words, address)."""
    actions: Node
    ready: Flag


def client_page(title: Text, active: str, *children: Node, **page: Unpack[ClientPage]) -> rx.Component:
    """A page of the client's space."""
    content = show_for(page.get("ready"), children, skeleton(6))
    main = rx.el.main(
        *some(_heading(title, page), content),
        class_name="lx-main lx-narrow",
        custom_attrs={"id": "contenu", "tabIndex": "-1"},
    )
    return rx.el.div(skip_link(), _header(active, page), main, _footer(page), class_name="lx-client")


def _header(active: str, page: ClientPage) -> rx.Component:
    brand = rx.el.a(
        rx.el.span(rx.icon("house-plus", size=18, aria_hidden="true"), class_name="lx-logo"),
        rx.el.span(page["office_name"], class_name="lx-office"),
        href=page.get("home", "/espace"),
        title=t("Accueil"),
        class_name="lx-brand",
    )
    links = rx.el.nav(
        *[nav_link(item, active) for item in page["nav"]], aria_label=t("Menu principal"), class_name="lx-tabs"
    )
    return rx.el.header(
        rx.el.div(brand, user_menu(page["user"], opens="down"), class_name="lx-client-bar"),
        links,
        class_name="lx-client-head",
    )


def _heading(title: Text, page: ClientPage) -> rx.Component:
    back = None
    if "back" in page:
        words, href = page["back"]
        back = rx.el.a(
            rx.icon("arrow-left", size=15, aria_hidden="true"), rx.el.span(words), href=href, class_name="lx-back"
        )
    subtitle = rx.el.p(page["subtitle"], class_name="lx-subtitle") if "subtitle" in page else None
    words_ = rx.el.div(*some(back, rx.el.h1(title, class_name="lx-title"), subtitle), class_name="lx-heading")
    actions = rx.el.div(page["actions"], class_name="lx-actions") if "actions" in page else None
    return rx.el.div(*some(words_, actions), class_name="lx-header")


def _footer(page: ClientPage) -> rx.Component:
    phone = phone_link(page["office_phone"]) if "office_phone" in page else None
    mail = mail_link(page["office_mail"]) if "office_mail" in page else None
    return rx.el.footer(
        *some(rx.el.span(t("Une question ? Nous vous répondons.")), phone, mail), class_name="lx-client-foot"
    )
