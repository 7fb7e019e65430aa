"""The list of leaves, the form that asks for one, and the two answers."""

from typing import Any, Final

import reflex as rx

from liciel_app.agenda.screens.hours_tabs import LEAVES, phrase
from liciel_app.core.access import Permission
from liciel_app.office.screens.frame import allowed
from liciel_app.office.screens.tabs import Tab, chips
from liciel_app.ui import cells
from liciel_app.ui.badge import Status, badge, status_badge
from liciel_app.ui.button import button
from liciel_app.ui.card import card
from liciel_app.ui.dialog import confirm_dialog, form_dialog
from liciel_app.ui.empty import empty
from liciel_app.ui.field import date_field, error_of, select_field, text_field, textarea_field
from liciel_app.ui.form import field_grid
from liciel_app.ui.language import t
from liciel_app.ui.table import Column, data_table, two_lines

STATES: Final = {
    "asked": Status("À décider", "amber", "hourglass"),
    "approved": Status("Accordé", "green", "circle-check"),
    "refused": Status("Refusé", "red", "circle-x"),
    "withdrawn": Status("Retiré", "black", "undo-2"),
}


def leaves_table(state: Any) -> rx.Component:
    columns = [
        Column("person", t("Technicien"), lambda row: row.person),
        Column("days", t("Jours"), _days),
        Column("reason", t("Motif"), lambda row: cells.or_dash(row.reason)),
        Column("short", t("Effectif"), lambda row: _short(state, row)),
        Column("answer", t("Réponse"), _answer),
        Column("state", t("État"), lambda row: status_badge(row.state, STATES), phone="corner"),
        Column("gestures", t("Décision"), lambda row: _gestures(state, row), title_hidden=True, phone="plain"),
    ]
    views = chips(
        t("Période"),
        [
            Tab(t("À venir"), LEAVES, lit=~state.past),
            Tab(t("Depuis un an"), f"{LEAVES}?vue=passes", lit=state.past),
        ],
    )
    table = data_table(
        columns,
        state.rows,
        label=t("Congés"),
        loading=~state.loaded,
        filters=views,
        empty=empty(t("Aucun congé à venir : tout le monde est là."), icon="tree-palm"),
    )
    return card(None, table, flush=True)


def add_button(state: Any) -> rx.Component:
    add = button(t("Demander un congé"), state.open(True), icon="plus", kind="solid")
    return rx.cond(allowed(Permission.AGENDA_WRITE), add, rx.fragment())


def dialogs(state: Any) -> rx.Component:
    return rx.fragment(_ask(state), _refuse(state), _anyway(state))


def _days(row: Any) -> rx.Component:
    one = rx.cond(row.first == row.last, row.first, row.first + " – " + row.last)
    return two_lines(one, rx.cond(row.days > 1, phrase(row.days.to_string(), t("jours")), t("1 jour")))


def _short(state: Any, row: Any) -> rx.Component:
    key = row.id.to_string()
    return rx.cond(state.short.contains(key), badge(state.short[key], "amber", "triangle-alert"), cells.or_dash(""))


def _answer(row: Any) -> rx.Component:
    return two_lines(cells.or_dash(row.answer), row.decided_by)


def _gestures(state: Any, row: Any) -> rx.Component:
    decide = rx.el.div(
        button(t("Accorder"), state.grant(row.id), icon="check", kind="soft"),
        button(t("Refuser"), state.start_refusal(row.id), icon="x", kind="outline"),
        class_name="lx-crew-actions",
    )
    withdraw = button(t("Retirer"), state.withdraw(row.id), icon="undo-2", kind="ghost")
    offered = rx.match(row.state, ("asked", decide), ("approved", withdraw), rx.fragment())
    return rx.cond(allowed(Permission.AGENDA_WRITE), offered, rx.fragment())


def _ask(state: Any) -> rx.Component:
    errors = state.errors
    return form_dialog(
        t("Demander un congé"),
        select_field("account_id", t("Technicien"), state.people, error=error_of(errors, "account_id")),
        field_grid(
            date_field("first_on", t("Premier jour"), default_value=state.today, error=error_of(errors, "first_on")),
            date_field("last_on", t("Dernier jour"), default_value=state.today, error=error_of(errors, "last_on")),
        ),
        text_field("reason", t("Motif"), optional=True, error=error_of(errors, "reason")),
        open=state.asking,
        on_open_change=state.open,
        on_submit=state.ask,
        submit=t("Enregistrer la demande"),
        description=t("Les deux jours sont compris."),
    )


def _refuse(state: Any) -> rx.Component:
    return form_dialog(
        t("Refuser ce congé"),
        textarea_field("answer", t("Pourquoi"), rows=3, required=True, error=error_of(state.errors, "answer")),
        open=state.refusing > 0,
        on_open_change=state.stop_refusal,
        on_submit=state.refuse,
        submit=t("Refuser ce congé"),
        description=t("Le technicien lit cette raison sur son téléphone."),
    )


def _anyway(state: Any) -> rx.Component:
    return confirm_dialog(
        t("Accorder quand même ?"),
        state.refusal,
        open=state.granting > 0,
        on_open_change=state.hesitate,
        on_confirm=state.grant_anyway,
        confirm=t("Accorder quand même"),
    )
