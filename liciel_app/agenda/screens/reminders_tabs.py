"""The frame of the two pages of the agenda's messages: answers, and reminders."""

from typing import Final, Unpack

import reflex as rx

from liciel_app.office.screens.frame import OfficeOptions, office_page
from liciel_app.office.screens.tabs import Tab, tabs
from liciel_app.ui.kinds import Node, Text
from liciel_app.ui.language import t

ANSWERS: Final = "/bureau/reponses"
REMINDERS: Final = "/bureau/rappels"
_TABS: Final = ((ANSWERS, "Réponses", "messages-square"), (REMINDERS, "Rappels", "bell-ring"))


def messages_page(address: str, title: Text, *children: Node, **options: Unpack[OfficeOptions]) -> rx.Component:
    """One of the two pages; `address` is its own."""
    bar = tabs(
        t("Messages des rendez-vous"),
        [Tab(t(label), href, lit=rx.Var.create(href == address), icon=icon) for href, label, icon in _TABS],
    )
    return office_page(title, "answers", bar, rx.el.div(*children, class_name="lx-stack"), **options)
