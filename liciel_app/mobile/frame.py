"""The frame of the technician's pages: who is there, the network, the thumb zone."""

from collections.abc import Sequence
from typing import TypedDict, Unpack

import reflex as rx

from liciel_app.ui.kinds import Flag, Node, Text
from liciel_app.ui.session import Session
from liciel_app.ui.shell_parts import User
from liciel_app.ui.shell_phone import TechnicianPage, ThumbAction, technician_page


class PhoneOptions(TypedDict, total=False):
    actions: Sequence[ThumbAction]
    """The thumb zone; at most four."""
    subtitle: Text
    back: tuple[Text, str]
    ready: Flag
    """The page's own data has arrived."""


def phone_page(title: Text, *children: Node, **options: Unpack[PhoneOptions]) -> rx.Component:
    """A page of the field for `@page("/terrain…")`."""
    ready = Session.loaded & options.pop("ready", True)
    frame: TechnicianPage = {"user": _user(), **options, "ready": ready}
    return technician_page(title, *children, **frame)


def _user() -> User:
    return User(
        name=Session.me.name,
        initials=Session.initials,
        role=Session.me.role,
        language=Session.lang,
        on_language=Session.speak,
    )
