"""The client's dossiers as cards: where, for what, how far, what is due."""

from typing import Any, Final

import reflex as rx

from liciel_app.portal.look import GRID, QUIET, ROW, SPREAD, STAGES, TILE
from liciel_app.ui.badge import badge, status_badge
from liciel_app.ui.language import t

OPEN: Final = {"display": "inline-flex", "align_items": "center", "gap": "4px", "color": "var(--accent-11)"}


def dossier_cards(rows: Any) -> rx.Component:
    """`rows`: a Var of a list of DossierRow."""
    return rx.el.ul(rx.foreach(rows, _card), style=GRID)


def _card(row: Any) -> rx.Component:
    return rx.el.li(
        rx.el.a(
            rx.el.span(
                status_badge(row.stage, STAGES),
                rx.cond(row.due != "", badge(_due(row), "red", "circle-alert"), rx.fragment()),
                style=ROW,
            ),
            rx.el.span(
                rx.el.span(row.street, class_name="lx-first", style={"font_size": "16px"}),
                rx.el.span(row.town),
                class_name="lx-lines",
            ),
            rx.cond(row.visit != "", _visit(row), rx.fragment()),
            rx.el.span(
                rx.el.span(row.reference, class_name="lx-reference"),
                rx.el.span(t("Ouvrir"), rx.icon("chevron-right", size=16, aria_hidden="true"), style=OPEN),
                style={**SPREAD, **QUIET},
            ),
            href=f"/espace/dossier/{row.id}",
            class_name="lx-card",
            style=TILE,
        ),
        key=row.id.to_string(),
    )


def _due(row: Any) -> rx.Var[str]:
    return rx.Var.create(f"{t('Reste à payer')} {row.due}").to(str)


def _visit(row: Any) -> rx.Component:
    return rx.el.span(
        rx.icon("calendar", size=15, aria_hidden="true"),
        rx.el.span(row.visit, class_name="lx-figure"),
        style={"display": "inline-flex", "align_items": "center", "gap": "7px"},
    )
