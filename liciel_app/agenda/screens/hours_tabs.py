"""The frame of the pages of the crew: who works when, who is away, what there is, what recurs, whether it is enough."""

from typing import Any, Final, Unpack

import reflex as rx

from liciel_app.core.language import language_of, say
from liciel_app.office.screens.frame import OfficeOptions, office_page
from liciel_app.office.screens.tabs import Tab, tabs
from liciel_app.ui import toast
from liciel_app.ui.kinds import Node, Text
from liciel_app.ui.language import t
from liciel_app.ui.session import Session
from liciel_app.ui.theme import asset

HOURS: Final = "/bureau/horaires"
LEAVES: Final = "/bureau/conges"
RESOURCES: Final = "/bureau/ressources"
RECURRING: Final = "/bureau/evenements"
CAPACITY: Final = "/bureau/capacite"
_TABS: Final = (
    (HOURS, "Horaires et certificats", "clock"),
    (LEAVES, "Congés", "tree-palm"),
    (RESOURCES, "Ressources", "car-front"),
    (RECURRING, "Événements", "repeat"),
    (CAPACITY, "Capacité", "chart-column"),
)


async def done(state: Any, sentence: str) -> Any:
    """What was done, told in the reader's language."""
    return toast.done(say(sentence, language_of((await state.get_state(Session)).lang)))


def phrase(*parts: Text) -> rx.Var[str]:
    """Words and values one after the other, as one text."""
    texts = [rx.Var.create(part).to(str) for part in parts]
    found = texts[0]
    for text in texts[1:]:
        found = found + " " + text
    return found.to(str)


def crew_page(address: str, title: Text, *children: Node, **options: Unpack[OfficeOptions]) -> rx.Component:
    """One of the five pages; `address` is its own."""
    bar = tabs(
        t("Équipe et moyens"),
        [Tab(t(label), href, lit=rx.Var.create(href == address), icon=icon) for href, label, icon in _TABS],
    )
    look = rx.el.link(rel="stylesheet", href=asset("/css/crew.css"))
    return office_page(title, "crew", look, bar, rx.el.div(*children, class_name="lx-stack"), **options)
