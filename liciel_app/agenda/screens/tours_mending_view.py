"""How « Un rendez-vous change » is drawn: what happened, the repairs, and who to tell with the words ready."""

from typing import Any

import reflex as rx

from liciel_app.agenda.screens.tours_mending import Repairs
from liciel_app.agenda.screens.tours_repairs import CANCELLED
from liciel_app.agenda.screens.tours_words import estimated
from liciel_app.ui.badge import badge
from liciel_app.ui.button import button, submit_button
from liciel_app.ui.card import card, notice
from liciel_app.ui.empty import empty, skeleton
from liciel_app.ui.field import error_of, field, select_field, time_field
from liciel_app.ui.form import field_grid, form
from liciel_app.ui.language import t
from liciel_app.ui.links import NativeA, phone_link


def mending_card(visits: Any, day: Any) -> rx.Component:
    """`visits`: pairs (number, words) of the day's visits to come."""
    nothing = empty(t("Aucun rendez-vous à venir ce jour-là."), icon="calendar-check")
    return card(
        t("Un rendez-vous change"),
        rx.cond(visits.length() > 0, _form(visits, day), nothing),
        rx.cond(Repairs.busy, skeleton(4), rx.fragment()),
        rx.el.div(_repairs(), _done(), aria_live="polite", class_name="lx-stack lx-mended"),
        subtitle=t("En retard ou annulé : trois façons de réparer la journée, la moins gênante d’abord."),
    )


def _form(visits: Any, day: Any) -> rx.Component:
    errors: Any = Repairs.errors
    later = time_field("start", t("Peut commencer à"), error=error_of(errors, "start"))
    return form(
        field_grid(
            field("visit", t("Rendez-vous"), lambda props: _pick(visits, props), error=error_of(errors, "visit")),
            select_field(
                "what",
                t("Ce qui arrive"),
                [("late", t("Il prend du retard")), (CANCELLED, t("Il est annulé"))],
                props={"on_change": Repairs.choose_what},
            ),
            rx.cond(Repairs.what == CANCELLED, rx.fragment(), later),
            columns=3,
        ),
        rx.el.div(
            submit_button(
                t("Chercher des réparations"), icon="wrench", kind="outline", props={"disabled": Repairs.busy}
            ),
            class_name="lx-form-actions",
        ),
        on_submit=Repairs.look,
        key=day,
    )


def _pick(visits: Any, props: dict[str, Any]) -> rx.Component:
    arrow = rx.icon("chevron-down", size=16, class_name="lx-select-arrow", aria_hidden="true")
    listed = rx.el.select(
        rx.el.option(t("Choisissez"), value=""),
        rx.foreach(visits, lambda one: rx.el.option(one[1], value=one[0])),
        class_name="lx-input",
        **props,
    )
    return rx.el.span(listed, arrow, class_name="lx-select")


def _repairs() -> rx.Component:
    listed = rx.el.div(rx.foreach(Repairs.found, _repair), class_name="lx-repairs")
    none = notice(
        t("Aucune réparation ne tient ce jour-là : déplacez le rendez-vous à un autre jour."),
        tone="amber",
        icon="triangle-alert",
    )
    return rx.cond(Repairs.asked, rx.cond(Repairs.found.length() > 0, listed, none), rx.fragment())


def _repair(one: Any) -> rx.Component:
    head = rx.el.header(
        rx.el.strong(one.title),
        rx.el.span(one.km, " · ", one.minutes, class_name="lx-second lx-figure"),
        rx.cond(one.estimated, estimated(), rx.fragment()),
        button(t("Appliquer"), Repairs.apply(one.rank), icon="check", kind="outline"),
    )
    back = rx.cond(
        one.postponed.length() > 0,
        badge(t("Un rendez-vous est annulé et son dossier revient « À planifier »"), "amber", "calendar-x"),
        rx.fragment(),
    )
    return rx.el.section(head, back, _sentences(one.moves), _calls(one.calls), class_name="lx-repair")


def _sentences(moves: Any) -> rx.Component:
    def line(why: Any) -> rx.Component:
        return rx.el.li(rx.icon("arrow-right-left", size=16, aria_hidden="true"), rx.el.span(why))

    return rx.el.ul(rx.foreach(moves, line), class_name="lx-plan-moves")


def _calls(calls: Any) -> rx.Component:
    title = rx.el.h3(t("À prévenir"), class_name="lx-label")
    listed = rx.el.div(title, rx.el.ul(rx.foreach(calls, _call), class_name="lx-calls"))
    return rx.cond(calls.length() > 0, listed, rx.fragment())


def _call(one: Any) -> rx.Component:
    words = rx.el.span(
        rx.el.span(one.who, class_name="lx-first"), rx.el.span(one.text, class_name="lx-second"), class_name="lx-lines"
    )
    number = rx.cond(
        one.phone != "",
        phone_link(one.phone, rx.icon("phone", size=15, aria_hidden="true"), one.phone, class_name="lx-link"),
        rx.el.span(t("Sans téléphone"), class_name="lx-second"),
    )
    sms = rx.cond(
        one.sms != "",
        NativeA.create(
            rx.icon("message-square", size=15, aria_hidden="true"), t("SMS prêt"), href=one.sms, class_name="lx-link"
        ),
        rx.fragment(),
    )
    return rx.el.li(words, number, sms)


def _done() -> rx.Component:
    undo = button(t("Annuler"), Repairs.undo, icon="undo-2", kind="outline")
    told = notice(
        rx.fragment(rx.el.strong(t("Appliqué :")), " ", Repairs.done),
        tone="green",
        icon="circle-check",
        action=rx.cond(Repairs.undoable, undo, rx.fragment()),
    )
    return rx.cond(Repairs.done != "", rx.fragment(told, _calls(Repairs.to_call)), rx.fragment())
