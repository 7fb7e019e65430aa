"""What the three shells share: skip link, navigation links, the menu of the person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import reflex as rx
from reflex_base.style import set_color_mode

from liciel_app.ui import first_sight
from liciel_app.ui.badge import avatar, count_badge
from liciel_app.ui.kinds import Event, Flag, Node, Text, some
from liciel_app.ui.language import t
from liciel_app.ui.links import NativeA, post_form
from liciel_app.ui.tokens import Tone

CLOSE_MENU = rx.call_script("document.getElementById('menu')?.hidePopover?.()")


@dataclass(frozen=True)
class NavItem:
    key: str
    label: Text
    href: str
    icon: str
    count: rx.Var[int] | None = None
    count_label: Text | None = None
    """Read aloud after the number: « à traiter »."""
    tone: Tone = "blue"
    section: Text | None = None
    """A small title above the item, when a group begins."""
    show: rx.Var[bool] | None = None
    """False hides the item from who may not open it; the server refuses all the same."""


@dataclass(frozen=True)
class User:
    """The person at the screen, and what their menu does."""

    name: Text
    initials: Text
    role: Text
    language: Text
    on_language: Event
    """Receives "fr", "en" or "it"."""
    languages: Mapping[str, str] = field(default_factory=lambda: {"fr": "Français", "en": "English", "it": "Italiano"})
    links: tuple[tuple[Text, str, str], ...] = ()
    """More entries of the menu: (words, address, icon)."""
    logout: str = "/deconnexion"


def skip_link() -> rx.Component:
    """The first stop of the Tab key."""
    return NativeA.create(t("Aller au contenu"), href="#contenu", class_name="lx-skip")


def nav_link(item: NavItem, active: str) -> rx.Component:
    lit: dict[str, Any] = {"aria_current": "page"} if item.key == active else {}
    count = count_badge(item.count, item.tone, label=item.count_label) if item.count is not None else None
    link = rx.el.a(
        *some(
            rx.icon(item.icon, size=18, aria_hidden="true"), rx.el.span(item.label, class_name="lx-nav-label"), count
        ),
        href=item.href,
        on_click=CLOSE_MENU,
        class_name="lx-nav-link",
        **lit,
    )
    titled = link if item.section is None else rx.fragment(rx.el.p(item.section, class_name="lx-nav-section"), link)
    return titled if item.show is None else rx.cond(item.show, titled, rx.fragment())


def user_menu(user: User, *, opens: Literal["up", "down"]) -> rx.Component:
    """Initials and name; opens the language, the theme and the way out. Works without the server."""
    face = rx.el.button(
        avatar(user.initials, size=32),
        rx.el.span(
            rx.el.span(user.name, class_name="lx-first"),
            rx.el.span(user.role, class_name="lx-second"),
            class_name="lx-lines",
        ),
        rx.icon("chevrons-up-down", size=15, aria_hidden="true"),
        type="button",
        title=t("Mon compte"),
        class_name="lx-user",
        custom_attrs={"popoverTarget": "compte", "data-opens": opens},
    )
    return rx.fragment(face, _panel(user, opens))


def _panel(user: User, opens: str) -> rx.Component:
    links = [
        rx.el.a(rx.icon(icon, size=16, aria_hidden="true"), rx.el.span(words), href=href, class_name="lx-menu-item")
        for words, href, icon in user.links
    ]
    return rx.el.div(
        *links,
        _languages(user),
        _themes(),
        post_form(
            rx.el.button(
                rx.icon("log-out", size=16, aria_hidden="true"),
                rx.el.span(t("Se déconnecter")),
                type="submit",
                class_name="lx-menu-item",
            ),
            action=user.logout,
        ),
        class_name="lx-menu",
        custom_attrs={"id": "compte", "popover": "auto", "data-opens": opens},
    )


def _languages(user: User) -> rx.Component:
    buttons = [
        rx.el.button(
            name,
            type="button",
            lang=code,
            aria_pressed=(rx.Var.create(user.language).to(str) == code).to_string(),
            on_click=user.on_language(code),
        )
        for code, name in user.languages.items()
    ]
    return _switch(t("Langue"), "languages", buttons)


def _themes() -> rx.Component:
    choices: list[tuple[Literal["light", "dark", "system"], Text]] = [
        ("light", t("Clair")),
        ("dark", t("Sombre")),
        ("system", t("Auto")),
    ]
    buttons = [
        rx.el.button(
            words,
            type="button",
            aria_pressed=(rx.color_mode == mode).to_string(),
            on_click=set_color_mode(mode),
        )
        for mode, words in choices
    ]
    return _switch(t("Thème"), "sun-moon", buttons)


def _switch(label: Text, icon: str, buttons: Sequence[rx.Component]) -> rx.Component:
    return rx.el.div(
        rx.el.p(rx.icon(icon, size=16, aria_hidden="true"), rx.el.span(label), class_name="lx-menu-title"),
        rx.el.div(*buttons, role="group", aria_label=label, class_name="lx-switch"),
        class_name="lx-menu-part",
    )


def show_for(ready: Flag | None, children: tuple[Node, ...], waiting: rx.Component) -> rx.Component:
    """The content once the person is known; the page itself is public and is compiled without data."""
    if ready is None:
        return rx.fragment(*children)
    busy = rx.el.div(waiting, role="status", aria_label=t("Chargement…"))
    return rx.cond(ready, rx.fragment(*children), rx.fragment(first_sight.place(), busy))
