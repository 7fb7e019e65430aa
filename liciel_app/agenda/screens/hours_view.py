"""The cards of the technicians, and the three dialogs that change them."""

from typing import Any

import reflex as rx

from liciel_app.agenda.screens.hours_tabs import phrase
from liciel_app.core.access import Permission
from liciel_app.office import certificates
from liciel_app.office.screens.frame import allowed
from liciel_app.ui.badge import badge, technician
from liciel_app.ui.button import button, doc_button
from liciel_app.ui.card import card
from liciel_app.ui.choice import checkbox_field
from liciel_app.ui.dialog import form_dialog
from liciel_app.ui.empty import empty, skeleton
from liciel_app.ui.field import date_field, error_of, text_field
from liciel_app.ui.form import error_summary, field_grid
from liciel_app.ui.kinds import Node, Text
from liciel_app.ui.language import t

DAYS = ("Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi", "Samedi", "Dimanche")


def crew_cards(rows: Any, ask: Any, loaded: Any) -> rx.Component:
    """One card by technician; without any, one sentence."""
    nobody = empty(t("Aucun technicien dans l’équipe."), icon="hard-hat")
    cards = rx.el.div(rx.foreach(rows, lambda row: _card(row, ask)), class_name="lx-crew")
    return rx.cond(loaded, rx.cond(rows.length() > 0, cards, nobody), card(None, skeleton(5)))


def dialogs(state: Any) -> rx.Component:
    return rx.fragment(_hours_dialog(state), _home_dialog(state), _rights_dialog(state))


def _card(row: Any, ask: Any) -> rx.Component:
    own = rx.cond(row.own, rx.fragment(), badge(t("Horaires de l’office"), "grey"))
    missing = rx.cond(row.located, rx.fragment(), badge(t("Point de départ à indiquer"), "red", "map-pin-off"))
    writes = rx.el.div(
        button(t("Horaires"), ask(row.id, "hours"), icon="clock", kind="outline"),
        button(t("Départ et retour"), ask(row.id, "home"), icon="house", kind="outline"),
        button(t("Certificats"), ask(row.id, "rights"), icon="badge-check", kind="outline"),
        class_name="lx-crew-actions",
    )
    return rx.el.section(
        rx.el.div(
            rx.el.h2(technician(row.name, row.hue, row.position), class_name="lx-card-title"),
            doc_button(t("Feuille de tournée du jour"), row.sheet, icon="printer", kind="ghost"),
            class_name="lx-card-head",
        ),
        rx.el.div(
            _part(t("Horaires"), rx.foreach(row.hours, lambda line: rx.el.p(line, class_name="lx-crew-hours")), own),
            _part(t("Départ et retour"), _places(row), missing),
            _part(t("Certificats"), _certificates(row)),
            _part(t("Assurance"), _insurance(row)),
            rx.cond(allowed(Permission.AGENDA_WRITE), writes, rx.fragment()),
            class_name="lx-card-body",
        ),
        key=row.id.to_string(),
        class_name="lx-card",
    )


def _part(title: Text, *children: Node) -> rx.Component:
    return rx.el.div(rx.el.h3(title), *children, class_name="lx-crew-part")


def _places(row: Any) -> rx.Component:
    home = rx.cond(row.home != "", row.home, "–")
    return rx.el.p(rx.cond(row.end != "", row.home + " → " + row.end, home))


def _certificates(row: Any) -> rx.Component:
    none = rx.el.p(t("Aucun certificat : ce technicien ne peut être chargé d’aucun diagnostic certifié."))
    return rx.cond(
        row.certificates.length() > 0,
        rx.el.div(rx.foreach(row.certificates, _certificate), class_name="lx-crew-badges"),
        none,
    )


def _certificate(one: Any) -> rx.Component:
    label = rx.cond(
        one.tone == "red",
        phrase(one.word, "–", t("expiré le"), one.until),
        rx.cond(one.until != "", phrase(one.word, "–", t("jusqu’au"), one.until), one.word),
    )
    return badge(label, one.tone)


def _insurance(row: Any) -> rx.Component:
    past = phrase(t("Échue depuis le"), row.insured)
    known = rx.cond(row.insured_tone == "red", past, phrase(t("Jusqu’au"), row.insured))
    return rx.el.div(
        rx.cond(row.insured != "", badge(known, row.insured_tone), rx.el.p(t("Échéance non indiquée"))),
        class_name="lx-crew-badges",
    )


def _hours_dialog(state: Any) -> rx.Component:
    fields = [
        text_field(
            f"day-{number}",
            t(day),
            default_value=state.chosen.days[number],
            error=error_of(state.errors, f"day-{number}"),
            props={"placeholder": "08:30-12:30, 13:30-18:00"},
        )
        for number, day in enumerate(DAYS)
    ]
    return _dialog(
        state,
        "hours",
        t("Horaires de"),
        field_grid(*fields),
        on_submit=state.save_hours,
        description=t(
            "Une plage ou plusieurs par jour ; la pause de midi est ce qui reste entre deux. Rien : jour non travaillé."
        ),
    )


def _home_dialog(state: Any) -> rx.Component:
    home = text_field(
        "home",
        t("Départ"),
        default_value=state.chosen.home,
        error=error_of(state.errors, "home"),
        hint=t("Adresse, ou code postal et ville."),
        required=True,
        wide=True,
    )
    end = text_field(
        "end",
        t("Retour, s’il est ailleurs"),
        default_value=state.chosen.end,
        error=error_of(state.errors, "end"),
        optional=True,
        wide=True,
    )
    return _dialog(
        state,
        "home",
        t("Départ et retour de"),
        field_grid(home, end),
        on_submit=state.save_home,
        description=t("Ses tournées partent d’ici et y reviennent ; les kilomètres sont comptés de là."),
    )


def _rights_dialog(state: Any) -> rx.Component:
    lines: list[Node] = []
    for code, word in certificates.DOMAINS.items():
        held = state.held.contains(code)
        lines.append(checkbox_field(f"held-{code}", t(word), checked=held))
        until = f"until-{code}"
        day = rx.cond(held, state.held[code].to(str), "")
        lines.append(date_field(until, t("Jusqu’au"), default_value=day, error=error_of(state.errors, until)))
    insured = date_field(
        "insured_until",
        t("Assurance de responsabilité civile jusqu’au"),
        default_value=state.chosen.insured_iso,
        error=error_of(state.errors, "insured_until"),
        optional=True,
    )
    return _dialog(
        state,
        "rights",
        t("Certificats de"),
        rx.el.div(*lines, class_name="lx-crew-rights"),
        insured,
        on_submit=state.save_rights,
        description=t("Passée la date, l’attribution d’une visite est refusée en donnant la raison."),
    )


def _dialog(state: Any, what: str, title: Any, *fields: Node, on_submit: Any, description: Text) -> rx.Component:
    return form_dialog(
        phrase(title, state.chosen.name),
        error_summary(state.errors),
        *fields,
        open=state.asking == what,
        on_open_change=state.close,
        on_submit=on_submit,
        submit=t("Enregistrer"),
        description=description,
        width="640px",
    )
