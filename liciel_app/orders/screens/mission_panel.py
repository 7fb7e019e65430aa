"""The mission order on the order's page: opened in one click, completed section by section."""

from typing import Any

import reflex as rx

from liciel_app.core.access import Permission
from liciel_app.office.screens.frame import allowed
from liciel_app.orders.screens.quote_state import QuotePanel
from liciel_app.ui.button import button
from liciel_app.ui.card import card
from liciel_app.ui.dialog import form_dialog
from liciel_app.ui.language import t

_MISSION = QuotePanel.mission
_ARROW = rx.icon("chevron-down", size=16, class_name="lx-select-arrow", aria_hidden="true")


def mission_card() -> rx.Component:
    known = rx.Var.create(_MISSION.id).to(int) > 0
    title = rx.cond(known, rx.Var.create(f"{t('Ordre de mission')} {_MISSION.number}"), t("Ordre de mission")).to(str)
    opened = rx.el.p(t("Ouvert le"), " ", _MISSION.opened, class_name="lx-second")
    none = rx.el.p(t("Il part avec le devis ; ouvrez-le avant pour le compléter."), class_name="lx-second")
    fill = button(t("Compléter"), QuotePanel.ask("mission", 0), kind="outline", icon="clipboard-pen")
    make = button(t("Ouvrir l’ordre de mission"), QuotePanel.open_mission, kind="outline", icon="clipboard-plus")
    may = allowed(Permission.ORDERS_WRITE)
    return card(
        title,
        rx.el.div(
            rx.cond(known, opened, none),
            rx.cond(known, _known_answers(), rx.fragment()),
            rx.cond(may, rx.cond(known, fill, make), rx.fragment()),
            class_name="lx-quote-body",
        ),
        _details(),
    )


def _known_answers() -> rx.Component:
    """Only what is known; what is missing is in the form."""

    def answer(one: Any) -> rx.Component:
        told = rx.el.div(rx.el.dt(one.label), rx.el.dd(one.value), class_name="lx-fact")
        return rx.cond(one.value != "", told, rx.fragment())

    sections = rx.foreach(_MISSION.sections, lambda section: rx.foreach(section.fields, answer))
    return rx.el.dl(sections, class_name="lx-facts lx-facts-tight")


def _details() -> rx.Component:
    return form_dialog(
        t("Compléter l’ordre de mission"),
        rx.foreach(_MISSION.sections, _section),
        open=QuotePanel.asking == "mission",
        on_open_change=QuotePanel.close,
        on_submit=QuotePanel.save_mission,
        submit=t("Enregistrer"),
        width="760px",
    )


def _section(section: Any) -> rx.Component:
    fields = rx.el.div(rx.foreach(section.fields, _field), class_name="lx-grid", style={"--columns": "2"})
    return rx.el.fieldset(
        rx.el.legend(section.title, class_name="lx-legend"), fields, key=section.title, class_name="lx-fieldset"
    )


def _field(one: Any) -> rx.Component:
    """A line, or a choice among the answers the form offers."""
    line = rx.el.input(type="text", name=one.key, default_value=one.value, max_length=500, class_name="lx-input")
    options = rx.foreach(one.choices, lambda word: rx.el.option(word, value=word))
    pick = rx.el.select(
        rx.el.option("–", value=""), options, name=one.key, default_value=one.value, class_name="lx-input"
    )
    control = rx.cond(one.choices.length() > 0, rx.el.span(pick, _ARROW, class_name="lx-select"), line)
    return rx.el.label(rx.el.span(one.label, class_name="lx-label"), control, key=one.key, class_name="lx-field")
