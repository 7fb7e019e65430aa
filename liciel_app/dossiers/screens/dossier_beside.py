"""A dossier beside the list: where it stands, for whom, when, what and how much."""

from typing import Any

import reflex as rx

from liciel_app.dossiers.screens.visit_answer import visit_answer
from liciel_app.dossiers.screens.words import DELIVERIES, STAGES
from liciel_app.ui import cells
from liciel_app.ui.badge import badge, status_badge
from liciel_app.ui.card import facts
from liciel_app.ui.language import t
from liciel_app.ui.links import mail_link, phone_link
from liciel_app.ui.side_panel import side_panel
from liciel_app.ui.stages import stage_bar


def dossier_beside(listing: Any) -> rx.Component:
    """`listing`: a `PeekList` whose `beside` is a sheet."""
    sheet = listing.beside
    return side_panel(
        rx.cond(sheet, sheet.reference, ""),
        rx.cond(sheet, _body(sheet), rx.fragment()),
        open=listing.peeked > 0,
        on_close=listing.leave_peek,
        on_next=listing.pass_on(1),
        on_previous=listing.pass_on(-1),
        href=f"{listing.ADDRESS}/{listing.peeked}",
        open_words=t("Ouvrir le dossier"),
        subtitle=rx.cond(sheet, sheet.title, ""),
    )


def _body(sheet: Any) -> rx.Component:
    states = rx.el.div(
        status_badge(sheet.stage, STAGES),
        status_badge(sheet.delivery, DELIVERIES),
        rx.cond(sheet.held, badge(t("Originaux retenus jusqu’au règlement"), "orange", "lock"), rx.fragment()),
        class_name="lx-state-line",
    )
    steps = stage_bar(sheet.steps.map(lambda step: step.word), sheet.current_step, label=t("Avancement"))
    return rx.fragment(states, rx.el.div(steps, class_name="lx-beside-steps"), _facts(sheet), _missions(sheet))


def _facts(sheet: Any) -> rx.Component:
    people, visit, amounts = sheet.people, sheet.visit, sheet.amounts
    who = rx.fragment(visit.technician, " ", visit_answer(visit))
    booked = rx.fragment(visit.day, " · ", visit.start, " – ", visit.end, rx.el.br(), who)
    owed = rx.cond(
        amounts.due != "",
        badge(amounts.due, "red", "circle-alert"),
        rx.cond(amounts.paid, badge(t("Payé"), "green", "badge-check"), rx.el.span(t("Pas encore facturé"))),
    )
    return facts(
        (t("Bien"), sheet.site.address),
        (t("Client"), people.client),
        (t("Téléphone"), rx.cond(people.client_phone != "", phone_link(people.client_phone), cells.or_dash(""))),
        (t("Mail"), rx.cond(people.client_email != "", mail_link(people.client_email), cells.or_dash(""))),
        (t("Rendez-vous"), rx.cond(visit.appointment_id > 0, booked, cells.or_dash(""))),
        (t("Total TTC"), rx.el.span(amounts.gross, class_name="lx-figure")),
        (t("Règlement"), owed),
        (t("Fichiers"), sheet.files.length().to_string()),
    )


def _missions(sheet: Any) -> rx.Component:
    def line(one: Any) -> rx.Component:
        return rx.el.li(
            rx.el.span(one.icon, class_name="lx-tag"),
            rx.el.span(one.label, class_name="lx-first"),
            rx.el.span(one.price, class_name="lx-figure"),
            class_name="lx-mission-head",
        )

    return rx.el.ul(rx.foreach(sheet.missions, line), class_name="lx-beside-missions")
