"""The hand-over: what is missing is said first; without any report the office refuses."""

from typing import Any

import reflex as rx

from liciel_app.ui.button import button
from liciel_app.ui.card import notice
from liciel_app.ui.dialog import panel_dialog
from liciel_app.ui.language import t


def hand_over_dialog(page: Any) -> rx.Component:
    """`page`: the state, with `sheet`, `on_site`, `asking`, `ask_hand_over` and `hand_over`."""
    give_up = rx.dialog.close(button(t("Continuer la visite"), kind="outline"))
    agree = button(t("Remettre au bureau"), page.hand_over, kind="solid", icon="clipboard-check")
    return panel_dialog(
        t("Administratif à terminer"),
        rx.fragment(missing_list(page.sheet), _on_site(page.on_site.missing)),
        open=page.asking,
        on_open_change=page.ask_hand_over,
        description=t("Le bureau reprend le dossier : DDT, facture, envoi au client."),
        footer=rx.fragment(give_up, rx.cond(page.sheet.reports.length() > 0, agree, rx.fragment())),
        width="460px",
    )


def missing_list(sheet: Any) -> rx.Component:
    """What the office will ask for, or that nothing is missing."""
    lines = rx.el.div(
        rx.el.p(t("Il manque encore :")),
        rx.el.ul(rx.foreach(sheet.missing, lambda sentence: rx.el.li("– ", sentence))),
    )
    none = t("Déposez au moins un rapport avant de remettre le dossier.")
    return rx.cond(
        sheet.reports.length() == 0,
        notice(none, tone="amber", icon="file-warning"),
        rx.cond(
            sheet.missing.length() > 0,
            notice(lines, tone="amber", icon="list-todo"),
            notice(t("Rien ne manque."), tone="green", icon="circle-check"),
        ),
    )


def _on_site(missing: Any) -> rx.Component:
    """What only somebody on site can still do."""
    lines = rx.el.div(
        rx.el.p(t("Avant de quitter les lieux :")),
        rx.el.ul(rx.foreach(missing, lambda sentence: rx.el.li("– ", sentence))),
    )
    return rx.cond(missing.length() > 0, notice(lines, tone="amber", icon="map-pin"), rx.fragment())
