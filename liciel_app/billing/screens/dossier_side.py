"""Beside the tabs, always there: the visit, the client, the money."""

from typing import Any

import reflex as rx

from liciel_app.agenda.screens.board_view import STATES
from liciel_app.billing.screens.dossier_state import DossierPage
from liciel_app.billing.screens.planning import Planning
from liciel_app.core.access import Permission
from liciel_app.dossiers.screens.visit_answer import visit_answer
from liciel_app.dossiers.screens.visit_papers import visit_papers
from liciel_app.office.screens.frame import allowed
from liciel_app.ui import cells
from liciel_app.ui.badge import status_badge
from liciel_app.ui.button import button
from liciel_app.ui.card import card, stack
from liciel_app.ui.language import t
from liciel_app.ui.links import mail_link, phone_link

SHEET: Any = DossierPage.sheet


def side() -> rx.Component:
    return stack(_visit(), visit_papers(SHEET), _people(), _money())


def _visit() -> rx.Component:
    visit = SHEET.visit
    booked = rx.el.div(
        _fact("calendar", rx.el.strong(visit.day), rx.el.span(visit.start, " – ", visit.end, class_name="lx-figure")),
        _fact("user-round", visit.technician, rx.cond(visit.phone != "", phone_link(visit.phone), rx.fragment())),
        rx.el.div(visit_answer(visit), class_name="lx-state-line"),
        rx.cond(SHEET.stage == "planned", _change(), rx.fragment()),
        class_name="lx-side-facts",
    )
    plan = rx.cond(
        allowed(Permission.DOSSIERS_WRITE) & (SHEET.stage == "to_plan"),
        button(t("Planifier"), Planning.propose(SHEET.id), icon="calendar-plus", kind="outline"),
        rx.fragment(),
    )
    none = rx.el.div(rx.el.p(t("Aucun rendez-vous fixé."), class_name="lx-second"), plan, class_name="lx-side-facts")
    return card(
        t("Rendez-vous"),
        rx.cond(visit.appointment_id > 0, booked, none),
        aside=rx.cond(visit.state != "", status_badge(visit.state, STATES), rx.fragment()),
    )


def _change() -> rx.Component:
    """Moving and cancelling, while the visit has not begun."""
    buttons = rx.el.div(
        button(t("Déplacer"), Planning.propose(SHEET.id), icon="calendar-clock", kind="outline"),
        button(t("Annuler le rendez-vous"), DossierPage.ask_cancel(True), icon="calendar-x", kind="ghost"),
        class_name="lx-form-actions",
    )
    return rx.cond(allowed(Permission.DOSSIERS_WRITE), buttons, rx.fragment())


def _people() -> rx.Component:
    people, site = SHEET.people, SHEET.site
    phone = rx.cond(people.contact_phone != "", people.contact_phone, people.client_phone).to(str)
    mail = rx.cond(people.contact_email != "", people.contact_email, people.client_email).to(str)
    return card(
        t("Client"),
        rx.el.div(
            _fact("user-round", rx.el.strong(people.client), rx.fragment()),
            _fact("phone", rx.cond(phone != "", phone_link(phone), cells.or_dash("")), rx.fragment()),
            _fact("mail", rx.cond(mail != "", mail_link(mail), cells.or_dash("")), rx.fragment()),
            _fact("map-pin", site.address, rx.fragment()),
            class_name="lx-side-facts",
        ),
    )


def _money() -> rx.Component:
    amounts = SHEET.amounts
    due = rx.el.div(
        rx.el.dt(t("Reste dû")), rx.el.dd(amounts.due, class_name="lx-figure"), custom_attrs={"data-tone": "red"}
    )
    settled = rx.el.div(rx.el.dt(t("Règlement")), rx.el.dd(t("Payé")))
    waits = rx.el.div(rx.el.dt(t("Facture")), rx.el.dd(t("Pas encore émise")))
    return card(
        t("Montant"),
        rx.el.dl(
            rx.el.div(rx.el.dt(t("Total TTC")), rx.el.dd(amounts.gross, class_name="lx-figure")),
            rx.cond(amounts.due != "", due, rx.cond(amounts.paid, settled, rx.cond(amounts.invoiced, settled, waits))),
            class_name="lx-sum",
        ),
    )


def _fact(icon: str, first: Any, second: Any) -> rx.Component:
    return rx.el.p(
        rx.icon(icon, size=16, aria_hidden="true"),
        rx.el.span(rx.el.span(first), rx.el.span(second, class_name="lx-second"), class_name="lx-lines"),
        class_name="lx-side-fact",
    )
