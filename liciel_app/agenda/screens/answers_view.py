"""The list of answers, the replacements proposed, and the clients' own changes."""

from typing import Any, Final

import reflex as rx

from liciel_app.core.access import Permission
from liciel_app.office.screens.frame import allowed
from liciel_app.ui import cells
from liciel_app.ui.badge import Status, badge, status_badge
from liciel_app.ui.button import button, link_button
from liciel_app.ui.card import card, notice
from liciel_app.ui.dialog import confirm_dialog, panel_dialog
from liciel_app.ui.empty import empty
from liciel_app.ui.language import t
from liciel_app.ui.table import Column, data_table, two_lines

STATES: Final = {
    "refused": Status("Refusé", "red", "circle-x"),
    "waiting": Status("En attente", "amber", "hourglass"),
    "accepted": Status("Accepté", "green", "circle-check"),
}
CHANGES: Final = {
    "moved": Status("Déplacé par le client", "amber", "calendar-sync"),
    "cancelled": Status("Annulé par le client", "red", "calendar-x"),
}


def answers_table(state: Any) -> rx.Component:
    columns = [
        Column("visit", t("Visite"), lambda row: two_lines(row.title, row.address)),
        Column("when", t("Quand"), lambda row: two_lines(row.day, row.hour)),
        Column("technician", t("Technicien"), lambda row: row.technician),
        Column("answer", t("Réponse"), lambda row: status_badge(row.answer, STATES), phone="corner"),
        Column("reason", t("Raison"), lambda row: cells.or_dash(row.reason)),
        Column("gestures", t("Suite"), lambda row: _gestures(state, row), title_hidden=True, phone="plain"),
    ]
    table = data_table(
        columns,
        state.rows,
        label=t("Réponses des techniciens"),
        loading=~state.loaded,
        empty=empty(t("Aucune mission à venir n’attend de réponse."), icon="circle-check"),
    )
    return card(t("Réponses des techniciens"), table, flush=True)


def changes_table(state: Any) -> rx.Component:
    columns = [
        Column("client", t("Client"), lambda row: two_lines(row.client, row.title)),
        Column("gesture", t("Changement"), lambda row: status_badge(row.gesture, CHANGES), phone="corner"),
        Column("when", t("Rendez-vous"), lambda row: two_lines(row.day, row.hour)),
        Column("reason", t("Raison"), lambda row: cells.or_dash(row.reason)),
        Column("times", t("Déplacements"), _times),
        Column("at", t("Fait le"), lambda row: cells.date(row.at)),
    ]
    table = data_table(
        columns,
        state.changes,
        label=t("Changements faits par les clients"),
        loading=~state.loaded,
        empty=empty(t("Aucun client n’a changé son rendez-vous depuis un mois."), icon="calendar-check"),
    )
    return card(t("Changements faits par les clients"), table, flush=True)


def replacing_panel(state: Any) -> rx.Component:
    """Three replacements, the same hour first; or the end of it."""
    nothing = notice(t("Personne n’est libre et certifié dans les prochains jours."), tone="amber", icon="user-x")
    proposals = rx.el.ul(rx.foreach(state.slots, lambda slot: _slot(state, slot)), class_name="lx-stack")
    panel = panel_dialog(
        t("Choisir un remplaçant"),
        rx.el.p(state.about, class_name="lx-second"),
        rx.cond(state.slots.length() > 0, proposals, nothing),
        open=state.asked > 0,
        on_open_change=state.close,
    )
    end = confirm_dialog(
        t("Annuler ce rendez-vous ?"),
        t("Le client reçoit un mail d’annulation et le dossier reste à planifier."),
        open=state.ending > 0,
        on_open_change=state.hesitate,
        on_confirm=state.give_up,
        confirm=t("Annuler et prévenir le client"),
    )
    return rx.fragment(panel, end)


def _gestures(state: Any, row: Any) -> rx.Component:
    replace = button(t("Remplacer"), state.propose(row.appointment_id), icon="user-round-search", kind="soft")
    end = button(t("Annuler"), state.ask_end(row.appointment_id), icon="calendar-x", kind="ghost")
    see = link_button(t("Dossier"), f"/bureau/dossiers/{row.dossier_id}", icon="folder-open")
    refused = rx.el.div(replace, end, style={"display": "flex", "flexWrap": "wrap", "gap": "8px"})
    may = allowed(Permission.AGENDA_WRITE) & (row.answer == "refused")
    return rx.cond(may, refused, rx.cond(row.dossier_id > 0, see, rx.fragment()))


def _slot(state: Any, slot: Any) -> rx.Component:
    same = rx.cond(slot.best, badge(t("même heure"), "green", "clock"), rx.fragment())
    words = rx.el.div(
        rx.el.p(slot.technician, " ", same, class_name="lx-first"),
        rx.el.p(slot.day, ", ", slot.hour),
        rx.el.p(slot.why, class_name="lx-second"),
    )
    take = button(t("Choisir"), state.choose(slot.value), icon="check", kind="solid")
    look = {"display": "flex", "justifyContent": "space-between", "alignItems": "center", "gap": "16px"}
    return rx.el.li(words, take, key=slot.value, style=look)


def _times(row: Any) -> rx.Component:
    return rx.cond(row.times > 0, badge(row.times.to_string() + " ×", "amber"), cells.or_dash(""))
