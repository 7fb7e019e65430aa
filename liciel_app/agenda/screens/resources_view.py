"""The list of things, what takes them by day, week or month, and the form of one."""

from typing import Any, Final

import reflex as rx

from liciel_app.agenda.screens.hours_tabs import RESOURCES
from liciel_app.core.access import Permission
from liciel_app.office import certificates
from liciel_app.office.screens.frame import allowed
from liciel_app.office.screens.tabs import Tab, chips
from liciel_app.ui import cells
from liciel_app.ui.badge import Status, badge, status_badge
from liciel_app.ui.button import button, icon_button
from liciel_app.ui.card import card
from liciel_app.ui.choice import checkbox_field
from liciel_app.ui.dialog import confirm_dialog, form_dialog
from liciel_app.ui.empty import empty
from liciel_app.ui.field import date_field, error_of, select_field, text_field, textarea_field
from liciel_app.ui.form import field_grid, field_group
from liciel_app.ui.language import t
from liciel_app.ui.table import Column, above, data_table, two_lines

KINDS: Final = {
    "vehicle": Status("Véhicule", "blue", "car-front"),
    "instrument": Status("Instrument", "violet", "ruler"),
    "room": Status("Salle", "grey", "door-open"),
}


def resources_table(state: Any) -> rx.Component:
    columns = [
        Column("name", t("Ressource"), lambda row: two_lines(row.name, row.notes)),
        Column("kind", t("Genre"), lambda row: status_badge(row.kind, KINDS), phone="corner"),
        Column("serves", t("Sert à"), _serves),
        Column("checked", t("Étalonnage ou contrôle"), lambda row: cells.date(row.checked_until)),
        Column("insured", t("Assurance"), lambda row: cells.date(row.insured_until)),
        Column("carrier", t("Toujours avec"), lambda row: cells.or_dash(row.carrier)),
        Column("state", t("État"), _state, phone="plain"),
        Column("gestures", t("Gestes"), lambda row: _gestures(state, row), title_hidden=True, phone="plain"),
    ]
    nothing = empty(t("Pas encore de véhicule, d’instrument ni de salle."), icon="car-front")
    table = data_table(columns, state.rows, label=t("Ressources"), loading=~state.loaded, empty=nothing)
    return card(None, table, flush=True)


def uses_card(state: Any) -> rx.Component:
    """By day, week or month, one line for each booking."""
    columns = [
        Column("resource", t("Ressource"), lambda row: row.resource),
        Column("day", t("Jour"), lambda row: row.day),
        Column("hours", t("Heures"), lambda row: cells.date(row.hours)),
        Column("title", t("Pour"), lambda row: row.title),
        Column("technician", t("Technicien"), lambda row: row.technician),
    ]
    views = chips(
        t("Période"),
        [
            Tab(t(label), f"{RESOURCES}?vue={view}", lit=state.view == view)
            for view, label in (("jour", "Jour"), ("semaine", "Semaine"), ("mois", "Mois"))
        ],
    )
    steps = rx.el.div(
        _step("chevron-left", t("Période précédente"), state.before),
        rx.el.span(state.title),
        _step("chevron-right", t("Période suivante"), state.after),
        class_name="lx-steps-bar",
    )
    free = empty(t("Rien n’est réservé dans cette période."), icon="calendar-check")
    table = data_table(columns, state.taken, label=t("Réservations"), loading=~state.loaded, empty=free)
    bar = rx.el.div(views, steps, class_name="lx-crew-bar")
    return card(t("Réservations"), bar, table, flush=True)


def add_button(state: Any) -> rx.Component:
    add = button(t("Ajouter une ressource"), state.ask(0), icon="plus", kind="solid")
    return rx.cond(allowed(Permission.AGENDA_WRITE), add, rx.fragment())


def dialogs(state: Any) -> rx.Component:
    return rx.fragment(_form(state), _part(state))


def _serves(row: Any) -> rx.Component:
    words = rx.el.div(rx.foreach(row.serves_words, lambda word: badge(word, "grey")), class_name="lx-crew-badges")
    return rx.cond(row.serves_words.length() > 0, words, cells.or_dash(""))


def _state(row: Any) -> rx.Component:
    return rx.cond(
        row.fault != "",
        badge(row.fault, "red", "triangle-alert"),
        rx.cond(row.soon != "", badge(row.soon, "amber", "clock"), badge(t("En règle"), "green", "circle-check")),
    )


def _gestures(state: Any, row: Any) -> rx.Component:
    buttons = above(
        icon_button("pencil", t("Modifier"), state.ask(row.id)),
        icon_button("archive", t("Retirer"), state.part(row.id)),
    )
    return rx.cond(allowed(Permission.AGENDA_WRITE), buttons, rx.fragment())


def _step(icon: str, label: Any, href: Any) -> rx.Component:
    return rx.el.a(
        rx.icon(icon, size=18, aria_hidden="true"),
        href=href,
        title=label,
        aria_label=label,
        class_name="lx-icon-button",
    )


def _form(state: Any) -> rx.Component:
    chosen = state.chosen
    served = [
        checkbox_field(f"serves-{code}", t(word), checked=chosen.serves.contains(code))
        for code, word in certificates.DOMAINS.items()
    ]
    return form_dialog(
        rx.cond(chosen.id > 0, t("Modifier la ressource"), t("Ajouter une ressource")),
        _facts(chosen, state.errors, state.people),
        field_group(
            t("Indispensable pour"),
            rx.el.div(*served, class_name="lx-crew-boxes"),
            hint=t(
                "Un instrument coché est réservé avec chaque visite de ce domaine : deux visites n’ont pas le même."
            ),
        ),
        textarea_field("notes", t("Notes"), rows=2, default_value=chosen.notes, optional=True),
        open=state.asking,
        on_open_change=state.close,
        on_submit=state.save,
        submit=t("Enregistrer"),
        width="640px",
    )


def _facts(chosen: Any, errors: Any, people: Any) -> rx.Component:
    kinds = [(kind, t(shown.label)) for kind, shown in KINDS.items()]
    return field_grid(
        text_field("name", t("Nom"), default_value=chosen.name, error=error_of(errors, "name"), required=True),
        select_field("kind", t("Genre"), kinds, default_value=chosen.kind, error=error_of(errors, "kind")),
        date_field(
            "checked_until",
            t("Étalonnage ou contrôle valable jusqu’au"),
            default_value=chosen.checked_iso,
            error=error_of(errors, "checked_until"),
            optional=True,
        ),
        date_field(
            "insured_until",
            t("Assurance jusqu’au"),
            default_value=chosen.insured_iso,
            error=error_of(errors, "insured_until"),
            optional=True,
        ),
        select_field(
            "carried_by",
            t("Toujours avec"),
            people,
            default_value=chosen.carried_by.to_string(),
            error=error_of(errors, "carried_by"),
            wide=True,
        ),
    )


def _part(state: Any) -> rx.Component:
    return confirm_dialog(
        t("Retirer cette ressource ?"),
        t("Elle quitte les listes ; ce pour quoi elle a servi reste connu."),
        open=state.closing > 0,
        on_open_change=state.keep,
        on_confirm=state.withdraw,
        confirm=t("Retirer la ressource"),
        danger=True,
    )
