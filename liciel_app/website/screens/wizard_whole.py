"""The lots of one order, and an order left for later: its link by mail, what waits to be validated."""

from typing import Any

import reflex as rx

from liciel_app.ui.button import button, icon_button, submit_button
from liciel_app.ui.field import email_field, error_of, text_field
from liciel_app.ui.form import form
from liciel_app.ui.language import t
from liciel_app.website.screens.wizard_fields import heard
from liciel_app.website.screens.wizard_state import Wizard


def lot_list() -> rx.Component:
    """Every lot with its price; the one being written is marked."""
    rows = rx.el.ul(rx.foreach(Wizard.whole.lots, _lot), class_name="lx-lots", aria_label=t("Lots de la commande"))
    total = rx.el.p(
        rx.el.span(t("Total des lots")),
        rx.el.strong(Wizard.whole.total, class_name="lx-figure"),
        class_name="lx-lots-total",
    )
    return rx.cond(Wizard.whole.lots.length() > 0, rx.el.div(rows, total), rx.fragment())


def add_lot() -> rx.Component:
    return button(t("Ajouter un lot du même immeuble"), Wizard.add_lot, kind="outline", icon="copy-plus")


def lot_name() -> rx.Component:
    """Asked only when there are several: it tells one flat from the next."""
    field = text_field(
        "lot",
        t("Comment s’appelle ce lot ?"),
        optional=True,
        default_value=Wizard.typed["lot"],
        error=error_of(Wizard.errors, "lot"),
        props=heard("lot", placeholder=t("Lot 12, 2e étage gauche"), auto_complete="off"),
    )
    block = rx.el.div(field, class_name="lx-question", custom_attrs={"id": "bloc-lot"})
    return rx.cond(Wizard.whole.lots.length() > 0, block, rx.fragment())


def later() -> rx.Component:
    """« Continuer plus tard »: nothing to do but give an address; what is written stays here too."""
    field = email_field(
        "link_email",
        t("Recevoir le lien par mail"),
        default_value=Wizard.typed["link_email"],
        error=error_of(Wizard.errors, "link_email"),
    )
    sent = rx.el.p(
        rx.icon("circle-check", size=15, aria_hidden="true"),
        rx.el.span(t("Le lien est parti.")),
        class_name="lx-consequence",
        role="status",
    )
    inside = form(field, submit_button(t("Envoyer le lien"), kind="outline"), on_submit=Wizard.send_link)
    return rx.el.details(
        rx.el.summary(t("Continuer plus tard")),
        rx.el.p(t("Vos réponses sont gardées dans ce navigateur, trente jours."), class_name="lx-hint"),
        inside,
        rx.cond(Wizard.link_sent, sent, rx.fragment()),
        rx.el.button(t("Tout recommencer"), type="button", on_click=Wizard.restart, class_name="lx-link"),
        class_name="lx-fold lx-later",
    )


def waiting_drafts() -> rx.Component:
    """What was prepared for validation, and what the reader left unfinished."""
    listed = rx.el.ul(rx.foreach(Wizard.drafts, _draft), class_name="lx-drafts")
    block = rx.el.section(
        rx.el.h2(t("Commandes préparées ou en cours"), class_name="lx-card-title"),
        listed,
        class_name="lx-card lx-price",
    )
    return rx.cond(Wizard.drafts.length() > 0, block, rx.fragment())


def _lot(lot: Any) -> rx.Component:
    words = rx.el.button(
        rx.el.span(lot.label),
        rx.el.span(lot.total, class_name="lx-figure"),
        type="button",
        on_click=Wizard.write_lot(lot.rank),
        aria_current=rx.cond(lot.here, "true", "false"),
    )
    return rx.el.li(words, icon_button("trash-2", t("Retirer ce lot"), Wizard.remove_lot(lot.rank)))


def _draft(row: Any) -> rx.Component:
    state = rx.cond(row.prepared, t("À valider"), t("En cours"))
    words = rx.el.button(
        rx.el.span(row.title, class_name="lx-first"),
        rx.el.span(state, " · ", row.author, " · ", row.touched, class_name="lx-second"),
        type="button",
        on_click=Wizard.open_draft(row.id),
    )
    return rx.el.li(
        words, icon_button("trash-2", t("Jeter ce brouillon"), Wizard.drop_draft(row.id)), key=row.id.to_string()
    )
