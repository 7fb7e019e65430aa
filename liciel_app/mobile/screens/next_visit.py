"""The card of the next visit: when, where, who, what to know, and the one gesture expected now."""

from typing import Any

import reflex as rx

from liciel_app.mobile.look import HOURS, SPREAD, VISITS, tags
from liciel_app.mobile.reaching import navigation_link, reach
from liciel_app.mobile.screens.visit_infos import going_along, site_warnings
from liciel_app.mobile.stages import stage_buttons
from liciel_app.ui.badge import status_badge
from liciel_app.ui.button import link_button
from liciel_app.ui.card import card, notice, stack
from liciel_app.ui.language import t


def next_card(visit: Any, note: Any) -> rx.Component:
    """`visit`: a Var of DayVisit; `note`: the handler that notes how it goes."""
    return card(
        t("Prochain rendez-vous"),
        stack(
            going_along(visit, t("Le responsable de la visite note son avancement.")),
            _when_and_where(visit),
            site_warnings(visit),
            rx.cond(visit.notes != "", notice(visit.notes, tone="amber", icon="triangle-alert"), rx.fragment()),
            _who(visit),
            reach(visit),
            rx.cond(visit.lead == "", rx.fragment(stage_buttons(visit.id, visit.state, note)), rx.fragment()),
            _ways(visit),
        ),
        aside=status_badge(visit.state, VISITS),
        props={"aria_label": t("Prochain rendez-vous")},
    )


def _when_and_where(visit: Any) -> rx.Component:
    return rx.el.div(
        rx.el.p(visit.start, " – ", visit.end, style=HOURS, class_name="lx-figure"),
        rx.el.p(visit.title, class_name="lx-first"),
        rx.el.p(visit.address),
        rx.cond(visit.missions.length() > 0, rx.el.div(tags(visit.missions), style={"padding_top": "8px"})),
    )


def _who(visit: Any) -> rx.Component:
    said = rx.el.p(
        rx.el.span(t("Contact"), class_name="lx-second"),
        rx.el.br(),
        rx.el.span(visit.contact, class_name="lx-first"),
        rx.cond(visit.phone != "", rx.el.span(" · ", visit.phone, class_name="lx-figure"), rx.fragment()),
    )
    return rx.cond((visit.contact != "") | (visit.phone != ""), said, rx.fragment())


def _ways(visit: Any) -> rx.Component:
    sheet = link_button(
        t("Ouvrir la visite"), f"/terrain/visite/{visit.dossier_id}", kind="outline", icon="clipboard-list"
    )
    return rx.el.div(rx.cond(visit.dossier_id != 0, sheet, rx.fragment()), navigation_link(visit), style=SPREAD)
