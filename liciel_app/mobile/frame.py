"""The frame of the technician's pages: who is there, the network and what waits to be sent, the thumb zone."""

from collections.abc import Sequence
from typing import TypedDict, Unpack

import reflex as rx

from liciel_app.mobile.screens.phone import Phone
from liciel_app.ui.button import doc_button
from liciel_app.ui.card import notice, stack
from liciel_app.ui.connection import disconnected
from liciel_app.ui.empty import skeleton
from liciel_app.ui.kinds import Flag, Node, Text
from liciel_app.ui.language import t
from liciel_app.ui.leaving import leaving_dialog
from liciel_app.ui.offline import PhoneStore, pending_words, waiting_card
from liciel_app.ui.session import Session
from liciel_app.ui.shell_parts import User, show_for
from liciel_app.ui.shell_phone import TechnicianPage, ThumbAction, technician_page


class PhoneOptions(TypedDict, total=False):
    actions: Sequence[ThumbAction]
    """The thumb zone; at most four."""
    subtitle: Text
    back: tuple[Text, str]
    ready: Flag
    """The page's own data has arrived."""
    offline: Sequence[Node]
    """What is shown without waiting for any data: it must work with no network at all."""


def phone_page(title: Text, *children: Node, **options: Unpack[PhoneOptions]) -> rx.Component:
    """A page of the field for `@page("/terrain…", load=[Phone.load, …])`."""
    ready = here(options.pop("ready", True))
    always = options.pop("offline", ())
    frame: TechnicianPage = {"user": _user(), **options, "pending": pending_words()}
    return technician_page(
        title,
        PhoneStore.create(who=Phone.who, ahead=Phone.ahead),
        leaving_dialog(),
        stack(waiting_card(), show_for(ready, children, waiting_for_network()), *always),
        **frame,
    )


def here(ready: Flag) -> Flag:
    """The person is known and the page's data has arrived."""
    return Session.loaded & ready


def waiting_for_network() -> rx.Component:
    """While data is on its way; without network, the way to what this phone kept."""
    sheet = doc_button(t("Ouvrir la feuille du jour"), "/terrain/feuille", kind="solid", icon="clipboard-list")
    words = t("Pas de réseau : les rendez-vous gardés sur ce téléphone sont sur la feuille du jour.")
    return rx.cond(disconnected, stack(notice(words, tone="amber", icon="wifi-off"), sheet), skeleton(6))


def _user() -> User:
    return User(
        name=Session.me.name,
        initials=Session.initials,
        role=Session.me.role,
        language=Session.lang,
        on_language=Session.speak,
    )
