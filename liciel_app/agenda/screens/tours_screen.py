"""« Tournées »: optimise a day or a week, accept all or by technicians, and mend the day when a visit changes."""

from typing import Any

import reflex as rx

from liciel_app.agenda.screens.tours_mending import Repairs
from liciel_app.agenda.screens.tours_mending_view import mending_card
from liciel_app.agenda.screens.tours_results_view import results
from liciel_app.agenda.screens.tours_state import WEEK, Tours
from liciel_app.agenda.screens.tours_words import TOURS, look, ways
from liciel_app.core.access import Permission
from liciel_app.office.screens.frame import allowed, office_page
from liciel_app.ui.badge import technician
from liciel_app.ui.button import button
from liciel_app.ui.card import card, notice
from liciel_app.ui.choice import checkbox_field
from liciel_app.ui.empty import skeleton
from liciel_app.ui.language import t
from liciel_app.ui.page import page
from liciel_app.ui.ticker import ticker

_HEADER: Any = Tours.header
_WEEK: Any = Tours.view == WEEK


@page(TOURS, title="Tournées", load=[Tours.load, Repairs.load])
def tours_screen() -> rx.Component:
    return office_page(
        t("Tournées"),
        "agenda",
        look(),
        ticker(Tours.tick, 3000),
        ways(TOURS),
        rx.cond(Tours.loaded, _content(), skeleton(8)),
        wide=True,
    )


def _content() -> rx.Component:
    return rx.el.div(
        _bar(),
        rx.cond(_HEADER.past, _over(), rx.fragment(_question(), results(), _mending())),
        class_name="lx-stack",
    )


def _over() -> rx.Component:
    return notice(t("Ces jours sont passés : choisissez aujourd’hui ou un jour à venir."), tone="amber", icon="history")


def _bar() -> rx.Component:
    """Before, today, after; the date; day or week."""
    day = rx.el.input(
        type="date",
        key=_HEADER.iso,
        default_value=_HEADER.iso,
        on_change=Tours.choose_day,
        aria_label=t("Jour à optimiser"),
        class_name="lx-input lx-tours-day",
    )
    return rx.el.div(
        rx.el.div(
            _step("chevron-left", rx.cond(_WEEK, t("Semaine précédente"), t("Jour précédent")), _HEADER.before),
            rx.el.a(
                t("Aujourd’hui"),
                href=rx.cond(_WEEK, f"{TOURS}?vue={WEEK}", TOURS),
                class_name="lx-button",
                custom_attrs={"data-kind": "outline"},
            ),
            _step("chevron-right", rx.cond(_WEEK, t("Semaine suivante"), t("Jour suivant")), _HEADER.after),
            class_name="lx-steps-bar",
        ),
        rx.el.h2(_HEADER.title, class_name="lx-card-title lx-day-title"),
        day,
        rx.el.div(
            _view(t("Jour"), _HEADER.as_day, ~_WEEK),
            _view(t("Semaine"), _HEADER.as_week, _WEEK),
            class_name="lx-switch lx-views lx-tours-views",
        ),
        class_name="lx-agenda-bar",
    )


def _step(icon: str, label: Any, href: Any) -> rx.Component:
    return rx.el.a(
        rx.icon(icon, size=18, aria_hidden="true"),
        href=href,
        title=label,
        aria_label=label,
        class_name="lx-icon-button",
    )


def _view(label: Any, href: Any, lit: Any) -> rx.Component:
    return rx.el.a(label, href=href, aria_current=rx.cond(lit, "true", "false"))


def _question() -> rx.Component:
    """Who, and the one solid button of the page."""
    title = rx.cond(_WEEK, t("Optimiser la semaine"), t("Optimiser la journée"))
    start = button(title, Tours.optimise, icon="route", kind="solid")
    halt = button(t("Arrêter"), Tours.stop, icon="square", kind="outline")
    act = rx.cond(allowed(Permission.AGENDA_WRITE), rx.cond(Tours.busy, halt, start), rx.fragment())
    tray = checkbox_field(
        "tray",
        t("Inclure les dossiers à planifier"),
        checked=Tours.tray,
        on_change=Tours.include,
        disabled=Tours.busy,
    )
    who = rx.el.div(
        rx.foreach(_HEADER.people, _chip), role="group", aria_label=t("Techniciens"), class_name="lx-tours-chips"
    )
    return card(
        title,
        rx.el.div(who, tray, act, class_name="lx-plan-bar"),
        rx.cond(Tours.busy, _progress(), rx.fragment()),
        subtitle=t(
            "Un rendez-vous annoncé garde son heure mais peut changer de technicien ; "
            "un provisoire peut changer de technicien et d’heure, et de jour dans la semaine."
        ),
    )


def _chip(one: Any) -> rx.Component:
    chosen = (Tours.only.length() == 0) | Tours.only.contains(one.id)
    return rx.el.button(
        technician(one.name, one.hue, one.number),
        type="button",
        on_click=Tours.toggle(one.id),
        aria_pressed=rx.cond(chosen, "true", "false"),
        disabled=Tours.busy,
        class_name="lx-tours-chip",
    )


def _progress() -> rx.Component:
    bar = rx.el.progress(value=Tours.share.to(str), max="100", aria_label=t("Avancement du calcul"))
    words = rx.el.span(Tours.doing, " ", Tours.share.to(str), " %", class_name="lx-second lx-figure")
    return rx.el.div(bar, words, class_name="lx-plan-progress lx-below")


def _mending() -> rx.Component:
    shown = ~_WEEK & allowed(Permission.AGENDA_WRITE)
    return rx.cond(shown, mending_card(_HEADER.visits, _HEADER.iso), rx.fragment())
