"""What became of a visit's messages, in two badges: the technician's answer, the client's own changes."""

from typing import Any, Final

import reflex as rx

from liciel_app.ui.badge import Status, badge, status_badge
from liciel_app.ui.language import t

ANSWERS: Final = {
    "waiting": Status("Réponse attendue", "amber", "hourglass"),
    "accepted": Status("Mission acceptée", "green", "circle-check"),
    "refused": Status("Mission refusée", "red", "circle-x"),
}


def visit_answer(visit: Any) -> rx.Component:
    """Nothing where nobody was asked and nothing was moved."""
    moved = badge(t("Déplacé par le client"), "amber", "calendar-sync")
    return rx.fragment(
        rx.cond(visit.answer != "", status_badge(visit.answer, ANSWERS), rx.fragment()),
        rx.cond(visit.client_moves > 0, moved, rx.fragment()),
    )
