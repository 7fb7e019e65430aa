"""The office's pages: sidebar, global search, user menu. Values are given as Vars, so the kit knows no state."""

from collections.abc import Sequence
from typing import Required, TypedDict, Unpack

import reflex as rx

from liciel_app.ui.empty import skeleton
from liciel_app.ui.kinds import Event, Flag, Node, Text, some
from liciel_app.ui.language import t
from liciel_app.ui.shell_parts import NavItem, User, nav_link, show_for, skip_link, user_menu
from liciel_app.ui.shortcuts import PALETTE, Shortcut, keyed, shortcuts

__all__ = ["NavItem", "StaffPage", "User", "staff_page"]


class StaffPage(TypedDict, total=False):
    nav: Required[Sequence[NavItem]]
    office_name: Required[Text]
    user: Required[User]
    on_search: Required[Event]
    """Opens the search over everything (`ui.palette`)."""
    shortcuts: Sequence[Shortcut]
    """The screen's own keys."""
    home: str
    subtitle: Text
    actions: Node
    """At the right of the title; one solid button at most."""
    ready: Flag
    """False until the person is known: the page's content is not shown before."""
    wide: bool
    """Uses the whole window (agenda, map)."""
    notice: Node
    """Over the whole page: demo mode, trial, planned stop."""


def staff_page(title: Text, active: str, *children: Node, **page: Unpack[StaffPage]) -> rx.Component:
    """A page of the office. `active` is the key of the sidebar's item that is lit."""
    return rx.el.div(
        skip_link(),
        shortcuts(page.get("shortcuts", ())),
        _sidebar(active, page),
        rx.el.div(
            *some(page.get("notice"), _header(title, page), _main(children, page)),
            class_name="lx-column",
        ),
        class_name="lx-staff",
    )


def _sidebar(active: str, page: StaffPage) -> rx.Component:
    return rx.el.nav(
        _brand(page),
        rx.el.div(*[nav_link(item, active) for item in page["nav"]], class_name="lx-nav"),
        user_menu(page["user"], opens="up"),
        aria_label=t("Menu principal"),
        class_name="lx-side",
        custom_attrs={"id": "menu", "popover": "auto"},
    )


def _brand(page: StaffPage) -> rx.Component:
    return rx.el.a(
        rx.el.span(rx.icon("house-plus", size=18, aria_hidden="true"), class_name="lx-logo"),
        rx.el.span(page["office_name"], class_name="lx-office"),
        href=page.get("home", "/bureau"),
        title=t("Accueil"),
        class_name="lx-brand",
    )


def _header(title: Text, page: StaffPage) -> rx.Component:
    burger = rx.el.button(
        rx.icon("menu", size=20, aria_hidden="true"),
        type="button",
        class_name="lx-icon-button lx-burger",
        aria_label=t("Menu"),
        custom_attrs={"popoverTarget": "menu"},
    )
    subtitle = rx.el.p(page["subtitle"], class_name="lx-subtitle") if "subtitle" in page else None
    words = rx.el.div(*some(rx.el.h1(title, class_name="lx-title"), subtitle), class_name="lx-heading")
    actions = rx.el.div(page["actions"], class_name="lx-actions") if "actions" in page else None
    return rx.el.header(*some(burger, words, _search(page["on_search"]), actions), class_name="lx-header")


def _search(on_search: Event) -> rx.Component:
    """Looks like a field, opens the palette."""
    return rx.el.button(
        rx.icon("search", size=16, aria_hidden="true"),
        rx.el.span(t("Rechercher un dossier, un client…")),
        rx.el.kbd("Ctrl K", aria_hidden="true"),
        type="button",
        on_click=on_search,
        aria_label=t("Rechercher dans tout le bureau"),
        class_name="lx-input lx-global",
        **keyed(PALETTE),
    )


def _main(children: tuple[Node, ...], page: StaffPage) -> rx.Component:
    content = show_for(page.get("ready"), children, skeleton(6))
    width = "lx-main lx-wide" if page.get("wide") else "lx-main"
    return rx.el.main(content, class_name=width, custom_attrs={"id": "contenu", "tabIndex": "-1"})
