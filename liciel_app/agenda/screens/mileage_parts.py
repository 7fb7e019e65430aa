"""One person's month of kilometres, as the office and the phone show it."""

from typing import Any, Final

import reflex as rx

from liciel_app.ui.badge import Status, badge, status_badge
from liciel_app.ui.button import button, doc_button
from liciel_app.ui.card import card, facts, notice
from liciel_app.ui.dialog import form_dialog
from liciel_app.ui.dropzone import IMAGES, PDF, file_drop
from liciel_app.ui.empty import empty
from liciel_app.ui.field import date_field, error_of, number_field, text_field
from liciel_app.ui.form import field_grid
from liciel_app.ui.kinds import Node
from liciel_app.ui.language import t
from liciel_app.ui.links import new_tab_link
from liciel_app.ui.table import Column, above, data_table, two_lines
from liciel_app.ui.theme import asset

STATES: Final = {
    "": Status("À demander", "grey", "circle-dashed"),
    "open": Status("À demander", "grey", "circle-dashed"),
    "nothing": Status("Rien à rembourser", "grey", "minus"),
    "asked": Status("Demandé", "amber", "hourglass"),
    "returned": Status("Renvoyé", "orange", "undo-2"),
    "approved": Status("Approuvé", "blue", "lock"),
    "paid": Status("Payé", "green", "badge-check"),
}


def month_bar(page: Any, *others: Node) -> rx.Component:
    """Before and after, and the month's name. `page`: the state."""
    look = rx.el.link(rel="stylesheet", href=asset("/css/mileage.css"))
    steps = rx.el.div(
        _step("chevron-left", t("Mois précédent"), page.before),
        _step("chevron-right", t("Mois suivant"), page.after),
        class_name="lx-steps-bar",
    )
    title = rx.el.h2(page.title, class_name="lx-card-title lx-day-title")
    return rx.el.div(look, steps, title, *others, class_name="lx-agenda-bar")


def days_card(page: Any) -> rx.Component:
    """Each tour, where it went, and its kilometres; the pencil corrects them."""
    table = data_table(
        [
            Column("day", t("Jour"), lambda row: row.day, width="110px"),
            Column("route", t("Tournée"), _route, phone="plain"),
            Column("vehicle", t("Véhicule"), lambda row: rx.cond(row.vehicle != "", row.vehicle, "–")),
            Column("km", t("Distance"), _distance, align="right", phone="corner"),
            Column("gestures", t("Corriger"), lambda row: _pencil(page, row), title_hidden=True, phone="plain"),
        ],
        page.sheet.days,
        label=t("Journées"),
        row_key=lambda row: row.iso,
        empty=empty(t("Aucune tournée ce mois-ci."), icon="route"),
    )
    other = button(t("Ajouter une journée"), page.open_day(""), icon="plus", kind="outline")
    estimated = t("Les distances « estimées » sont des lignes droites allongées de 30 %.")
    foot = rx.cond(page.sheet.estimated, rx.el.p(estimated, class_name="lx-hint lx-mileage-note"), rx.fragment())
    return card(t("Journées"), table, foot, aside=other, flush=True)


def amount_card(page: Any, *gestures: Node) -> rx.Component:
    """What the month owes, how it is made, and how far it is."""
    sheet = page.sheet
    papers = rx.cond(sheet.statement_id != 0, _papers(sheet.statement_id.to_string()), rx.fragment())
    return card(
        sheet.person,
        facts((t("Kilomètres remboursés"), sheet.km), (t("Montant"), rx.el.strong(sheet.amount))),
        _lines(sheet),
        rx.cond(sheet.returned_why != "", _returned(sheet), rx.fragment()),
        rx.el.ul(rx.foreach(sheet.history, rx.el.li), class_name="lx-hint lx-mileage-history"),
        rx.el.div(*gestures, papers, class_name="lx-form-actions"),
        aside=status_badge(sheet.state, STATES),
    )


def correction_dialog(page: Any) -> rx.Component:
    day, errors = page.editing, page.errors
    return form_dialog(
        t("Corriger les kilomètres d’une journée"),
        field_grid(
            date_field("day", t("Jour"), default_value=day.iso, error=error_of(errors, "day"), required=True),
            number_field(
                "km", t("Distance parcourue"), suffix="km", default_value=day.typed, error=error_of(errors, "km"),
                required=True,
            ),
            text_field(
                "reason", t("Motif"), error=error_of(errors, "reason"), required=True, wide=True,
                hint=t("Par exemple : déviation, aller-retour pour les clés, compteur relevé."),
            ),
        ),
        rx.cond(day.iso != "", _proofs(page), rx.fragment()),
        open=page.correcting,
        on_open_change=page.close_day,
        on_submit=page.correct,
        submit=t("Corriger"),
        description=t("La distance prévue reste notée. D’un mois déjà approuvé, l’écart va au mois suivant."),
    )  # fmt: skip


def _proofs(page: Any) -> rx.Component:
    """A photo of the counter, a receipt: kept with the day."""
    day = page.editing
    drop = file_drop(
        f"/kilometres/{page.sheet.account_id}/{day.iso}/justificatif",
        label=t("Joignez un justificatif"),
        hint=t("PDF ou photo, gardé avec la journée"),
        accept=f"{IMAGES},{PDF}",
        camera=True,
        on_done=page.proved,
    )
    return rx.el.div(drop, proof_list(day), class_name="lx-stack")


def proof_list(day: Any) -> rx.Component:
    """The files that prove a day, each a link."""
    return rx.el.ul(
        rx.foreach(day.proofs, lambda one: rx.el.li(new_tab_link(one.name, href=one.link, class_name="lx-link")))
    )


def _step(icon: str, label: Any, href: Any) -> rx.Component:
    return rx.el.a(
        rx.icon(icon, size=18, aria_hidden="true"),
        href=href,
        title=label,
        aria_label=label,
        class_name="lx-icon-button",
    )


def _route(row: Any) -> rx.Component:
    planned = rx.el.span(t("Prévu :"), " ", row.planned, " · ", row.reason, " · ", row.corrected_by)
    second = rx.cond(row.planned != "", planned, rx.fragment())
    told = rx.cond(row.warning != "", rx.el.span(row.warning, class_name="lx-mileage-warning"), rx.fragment())
    where = rx.cond(row.route != "", row.route, t("Sans rendez-vous localisé"))
    return two_lines(where, rx.fragment(second, told, proof_list(row)))


def _distance(row: Any) -> rx.Component:
    mark = rx.cond(row.estimated, badge(t("estimé"), "grey"), rx.fragment())
    corrected = rx.cond(row.planned != "", badge(t("corrigé"), "amber"), rx.fragment())
    return rx.el.span(rx.el.span(row.km, class_name="lx-figure"), " ", mark, corrected)


def _pencil(page: Any, row: Any) -> rx.Component:
    label = rx.el.span(t("Corriger"), rx.el.span(" ", row.day, class_name="lx-spoken"))
    return above(button(label, page.open_day(row.iso), icon="pencil", kind="ghost"))


def _lines(sheet: Any) -> rx.Component:
    def line(row: Any) -> rx.Component:
        words = rx.el.span(row.vehicle, ", ", row.power, " · ", row.scale, class_name="lx-second")
        figures = rx.el.span(row.before, " → ", row.after, class_name="lx-figure")
        amount = rx.el.strong(row.amount, class_name="lx-figure")
        return rx.el.li(rx.el.span(figures, words, class_name="lx-lines"), amount, class_name="lx-mileage-line")

    return rx.el.ul(rx.foreach(sheet.lines, line), class_name="lx-mileage-lines")


def _returned(sheet: Any) -> rx.Component:
    return notice(rx.el.span(t("À corriger :"), " ", sheet.returned_why), tone="amber", icon="undo-2")


def _papers(number: Any) -> rx.Component:
    return rx.fragment(
        doc_button("PDF", f"/kilometres/{number}.pdf", icon="file-text", kind="outline"),
        doc_button("Excel", f"/kilometres/{number}.xlsx", icon="sheet", kind="outline"),
    )
