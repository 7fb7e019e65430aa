"""What the map, the slots and the tours say alike: roads, days in the address, and the ways from one to the other."""

from datetime import date
from typing import Any, Final

import reflex as rx

from liciel_app.agenda.rules import length
from liciel_app.agenda.slots.reasons import decimal
from liciel_app.core.language import Language
from liciel_app.ui.badge import Status, badge
from liciel_app.ui.language import t
from liciel_app.ui.theme import asset

AGENDA: Final = "/bureau/agenda"
MAP: Final = f"{AGENDA}/carte"
SLOTS: Final = f"{AGENDA}/creneaux"
TOURS: Final = f"{AGENDA}/tournees"
STATES: Final = {
    "planned": Status("Planifié", "blue", "calendar-check"),
    "on_the_way": Status("En route", "amber", "car"),
    "arrived": Status("Arrivé", "amber", "map-pin"),
    "started": Status("En cours", "amber", "timer"),
    "done": Status("Terminé", "green", "circle-check"),
    "late": Status("En retard", "red", "clock-alert"),
}
_WAYS: Final = (
    (AGENDA, "Agenda", "calendar-days"),
    (MAP, "Carte", "map"),
    (SLOTS, "Meilleurs créneaux", "sparkles"),
    (TOURS, "Tournées", "route"),
)


def look() -> rx.Component:
    """The style sheet of these pages."""
    return rx.el.link(rel="stylesheet", href=asset("/css/tours.css"))


def ways(active: str) -> rx.Component:
    """From one view of the agenda to the others; « active » is the address of the page."""
    links = [
        rx.el.a(
            rx.icon(icon, size=16, aria_hidden="true"),
            rx.el.span(t(word)),
            href=href,
            aria_current="true" if href == active else "false",
            class_name="lx-phase",
        )
        for href, word, icon in _WAYS
    ]
    return rx.el.nav(*links, aria_label=t("Vues de l’agenda"), class_name="lx-phases")


def estimated() -> rx.Component:
    """Distances that no routing service measured."""
    return badge(t("estimé"), "amber", "ruler")


def day_of(text: str, today: date) -> date:
    """What stands in the address is a question: a day that is none is today."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return today


def road(km: float, minutes: float, lang: Language) -> str:
    """24,3 km · 38 min"""
    return f"{decimal(km, lang)}\u00a0km · {length(round(minutes))}"


def numbers(text: Any) -> list[int]:
    """« 4,5 » in an address, whatever somebody wrote there."""
    return [int(part) for part in str(text or "").split(",") if part.isascii() and part.isdecimal() and len(part) < 10]  # noqa: PLR2004 more digits than any number has
