"""The form of the rules, and the reminders to come and gone."""

from typing import Any, Final

import reflex as rx

from liciel_app.core.access import Permission
from liciel_app.office.screens.frame import allowed
from liciel_app.ui import cells
from liciel_app.ui.badge import Status, badge, status_badge
from liciel_app.ui.card import card
from liciel_app.ui.choice import checkbox_field
from liciel_app.ui.empty import empty
from liciel_app.ui.field import error_of, number_field, text_field, time_field
from liciel_app.ui.form import error_summary, field_grid, field_group, form, form_actions
from liciel_app.ui.language import t
from liciel_app.ui.table import Column, data_table, two_lines

STATES: Final = {
    "pending": Status("À venir", "blue", "clock"),
    "sent": Status("Écrit", "green", "check"),
    "rehearsed": Status("Essai à blanc", "grey", "flask-conical"),
    "dropped": Status("Non envoyé", "amber", "circle-slash"),
}
KINDS: Final = {
    "guest_mail": ("Mail au client", "mail"),
    "guest_sms": ("SMS au client", "message-square"),
    "technician_mail": ("Mail au technicien", "mail"),
    "technician_sms": ("SMS au technicien", "message-square"),
}


def rules_card(state: Any) -> rx.Component:
    """For the manager alone: the others read what is about to leave."""
    return rx.cond(
        allowed(Permission.OFFICE_WRITE),
        card(
            t("Messages automatiques"),
            form(
                error_summary(state.errors),
                _delays(state),
                _silence(state),
                _sending(state),
                form_actions(t("Enregistrer")),
                on_submit=state.save,
            ),
        ),
        rx.fragment(),
    )


def reminders_table(state: Any) -> rx.Component:
    columns = [
        Column("title", t("Visite"), lambda row: two_lines(row.title, row.visit)),
        Column("kind", t("Rappel"), lambda row: rx.match(row.kind, *_kinds())),
        Column("due", t("Départ"), lambda row: cells.date(row.due)),
        Column("state", t("État"), lambda row: status_badge(row.state, STATES), phone="corner"),
        Column("why", t("Pourquoi"), lambda row: cells.or_dash(row.why)),
    ]
    table = data_table(
        columns,
        state.rows,
        label=t("Rappels à venir et partis"),
        loading=~state.loaded,
        empty=empty(t("Aucun rappel : aucune visite publiée n’est à venir."), icon="bell"),
    )
    return card(t("Rappels à venir et partis"), table, flush=True)


def _kinds() -> list[Any]:
    told = [(code, badge(t(words), "grey", icon)) for code, (words, icon) in KINDS.items()]
    return [*told, rx.fragment()]


def _delays(state: Any) -> rx.Component:
    fields = [
        text_field(
            code,
            t(words),
            default_value=state.form[code].to(str),
            suffix=t("h avant"),
            optional=True,
            error=error_of(state.errors, code),
        )
        for code, (words, _) in KINDS.items()
    ]
    hint = t("En heures avant la visite ; plusieurs rappels se séparent par des virgules : 48, 24. Vide : aucun.")
    return field_group(t("Quand rappeler"), field_grid(*fields, columns=4), hint=hint)


def _silence(state: Any) -> rx.Component:
    errors = state.errors
    return field_group(
        t("Silence"),
        field_grid(
            time_field(
                "quiet_from",
                t("Rien à partir de"),
                default_value=state.form.quiet_from,
                error=error_of(errors, "quiet_from"),
            ),
            time_field(
                "quiet_to", t("Et jusqu’à"), default_value=state.form.quiet_to, error=error_of(errors, "quiet_to")
            ),
            columns=4,
        ),
        checkbox_field(
            "quiet_sundays",
            t("Rien le dimanche"),
            detail=t("Jamais les jours fériés. Ce qui tombe dans le silence part la veille au soir."),
            checked=state.form.quiet_sundays,
        ),
    )


def _sending(state: Any) -> rx.Component:
    errors = state.errors
    return field_group(
        t("Envoi"),
        field_grid(
            number_field(
                "daily_cap",
                t("Rappels par jour au plus"),
                default_value=state.form.daily_cap,
                error=error_of(errors, "daily_cap"),
            ),
            number_field(
                "arrival_minutes",
                t("Fenêtre d’arrivée du SMS « en route »"),
                suffix=t("min"),
                default_value=state.form.arrival_minutes,
                error=error_of(errors, "arrival_minutes"),
            ),
            columns=4,
        ),
        checkbox_field(
            "on_the_way",
            t("SMS « en route »"),
            detail=t("Il part quand le technicien touche « En route » sur son téléphone."),
            checked=state.form.on_the_way,
        ),
        checkbox_field(
            "dry_run",
            t("Essai à blanc"),
            detail=t("Les rappels sont préparés et notés ici, rien n’est envoyé."),
            checked=state.form.dry_run,
        ),
    )
