"""The list of recurring events, the form of a new one, and the day from which one stops."""

from typing import Any

import reflex as rx

from liciel_app.agenda import rules_recurring
from liciel_app.agenda.screens.hours_tabs import phrase
from liciel_app.core.access import Permission
from liciel_app.office.screens.frame import allowed
from liciel_app.ui import cells
from liciel_app.ui.badge import badge
from liciel_app.ui.button import button
from liciel_app.ui.card import card
from liciel_app.ui.dialog import form_dialog
from liciel_app.ui.empty import empty
from liciel_app.ui.field import date_field, error_of, number_field, select_field, text_field, time_field
from liciel_app.ui.form import field_grid
from liciel_app.ui.language import t
from liciel_app.ui.table import Column, data_table


def events_table(state: Any) -> rx.Component:
    columns = [
        Column("title", t("Événement"), lambda row: row.title),
        Column("person", t("Technicien"), lambda row: row.person),
        Column("words", t("Répétition"), lambda row: row.words),
        Column("hours", t("Heure et durée"), lambda row: cells.date(row.hours)),
        Column("since", t("Depuis le"), lambda row: cells.date(row.since)),
        Column("coming", t("Prochaine fois"), _coming),
        Column("gestures", t("Gestes"), lambda row: _gestures(state, row), title_hidden=True, phone="plain"),
    ]
    nothing = empty(t("Aucun événement récurrent : réunion, formation, entretien du véhicule…"), icon="repeat")
    table = data_table(columns, state.rows, label=t("Événements récurrents"), loading=~state.loaded, empty=nothing)
    return card(None, table, flush=True)


def add_button(state: Any) -> rx.Component:
    add = button(t("Ajouter un événement"), state.open(True), icon="plus", kind="solid")
    return rx.cond(allowed(Permission.AGENDA_WRITE), add, rx.fragment())


def dialogs(state: Any) -> rx.Component:
    return rx.fragment(_new(state), _end(state))


def _coming(row: Any) -> rx.Component:
    ended = badge(phrase(t("Arrêté le"), row.ended), "black", "ban")
    return rx.cond(row.ended != "", ended, cells.or_dash(row.coming))


def _gestures(state: Any, row: Any) -> rx.Component:
    stop = button(t("Arrêter"), state.stop(row.id), icon="ban", kind="ghost")
    return rx.cond(allowed(Permission.AGENDA_WRITE) & (row.ended == ""), stop, rx.fragment())


def _new(state: Any) -> rx.Component:
    errors = state.errors
    return form_dialog(
        t("Ajouter un événement récurrent"),
        field_grid(
            text_field("title", t("Titre"), error=error_of(errors, "title"), required=True, wide=True),
            select_field("account_id", t("Technicien"), state.people, error=error_of(errors, "account_id")),
            select_field(
                "repeat",
                t("Répétition"),
                [(choice, t(words)) for choice, words in rules_recurring.CHOICES.items()],
                error=error_of(errors, "repeat"),
            ),
            date_field("first_on", t("Premier jour"), default_value=state.today, error=error_of(errors, "first_on")),
            date_field("until", t("Jusqu’au"), optional=True, error=error_of(errors, "until")),
            time_field("start", t("Heure"), default_value="09:00", error=error_of(errors, "start")),
            number_field("minutes", t("Durée"), default_value="60", suffix=t("min"), error=error_of(errors, "minutes")),
        ),
        open=state.asking,
        on_open_change=state.open,
        on_submit=state.repeat,
        submit=t("Ajouter à l’agenda"),
        description=t("Les jours déjà pris sont laissés de côté et vous sont dits."),
        width="640px",
    )


def _end(state: Any) -> rx.Component:
    return form_dialog(
        t("Arrêter cet événement"),
        date_field(
            "from_on",
            t("À partir du"),
            default_value=state.today,
            error=error_of(state.errors, "from_on"),
            required=True,
        ),
        open=state.ending > 0,
        on_open_change=state.go_on,
        on_submit=state.end,
        submit=t("Arrêter l’événement"),
        description=t("Ce qui a déjà eu lieu reste dans l’agenda."),
    )
