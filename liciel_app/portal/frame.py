"""The frame of the client's pages: his office's name and phone, his menu, the way to order again."""

from typing import TypedDict, Unpack

import reflex as rx

from liciel_app.ui.kinds import Flag, Node, Text
from liciel_app.ui.language import t
from liciel_app.ui.session import Session
from liciel_app.ui.shell_client import ClientPage, client_page
from liciel_app.ui.shell_parts import NavItem, User


class SpaceOptions(TypedDict, total=False):
    subtitle: Text
    back: tuple[Text, str]
    actions: Node
    ready: Flag
    """The page's own data has arrived."""


def space_page(title: Text, active: str, *children: Node, **options: Unpack[SpaceOptions]) -> rx.Component:
    """A page of the client's space for `@page("/espace…")`. `active`: home, orders or order."""
    ready = Session.loaded & options.pop("ready", True)
    frame: ClientPage = {
        "nav": [
            NavItem("home", t("Mon espace"), "/espace", "house"),
            NavItem("orders", t("Mes commandes"), "/espace/commandes", "inbox"),
            NavItem("order", t("Commander"), "/commander", "circle-plus"),
        ],
        "office_name": Session.me.office,
        "office_phone": Session.me.office_phone,
        "user": _user(),
        **options,
        "ready": ready,
    }
    return client_page(title, active, *children, **frame)


def _user() -> User:
    return User(
        name=Session.me.name,
        initials=Session.initials,
        role=Session.me.role,
        language=Session.lang,
        on_language=Session.speak,
    )
