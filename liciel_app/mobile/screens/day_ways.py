"""Around the day: missions to answer for, one's figures in short, and the ways to the other pages."""

from typing import Any

import reflex as rx

from liciel_app.core.access import Permission
from liciel_app.mobile.screens.me_view import sun_button
from liciel_app.ui.button import button, doc_button, link_button, submit_button
from liciel_app.ui.card import card, notice, stack, tile, tiles
from liciel_app.ui.field import text_field
from liciel_app.ui.form import form
from liciel_app.ui.language import t
from liciel_app.ui.session import Session


def asked_view(page: Any) -> rx.Component:
    """`page`: the state, with `asked`, `accept` and `refuse`."""

    def line(one: Any) -> rx.Component:
        refusal = form(
            rx.el.input(type="hidden", name="appointment_id", default_value=one.id.to_string()),
            text_field("reason", t("Pourquoi refusez-vous ?"), id=f"refus-{one.id}"),
            submit_button(t("Refuser"), kind="danger", icon="circle-x"),
            on_submit=page.refuse,
        )
        folded = rx.el.details(rx.el.summary(t("Je ne peux pas")), refusal, class_name="lx-more")
        return rx.el.li(
            rx.el.p(one.when, class_name="lx-first"),
            rx.el.p(one.title),
            rx.el.p(one.place, class_name="lx-second"),
            button(t("Accepter"), page.accept(one.id), kind="soft", icon="circle-check"),
            folded,
            key=one.id.to_string(),
        )

    listed = card(t("Missions à confirmer"), rx.el.ul(rx.foreach(page.asked, line), class_name="lx-asked"))
    return rx.cond(page.asked.length() > 0, listed, rx.fragment())


def pilot(figures: Any) -> rx.Component:
    """« LivePilot » in short; the whole is one tap away."""
    dpe = rx.el.span(t("sur"), " ", figures.dpe_most)
    return stack(
        rx.foreach(figures.warnings, lambda sentence: notice(sentence, tone="red", icon="triangle-alert")),
        tiles(
            tile(t("Visites ce mois"), figures.visits_month, icon="calendar-check", href="/terrain/moi"),
            tile(t("DPE en 12 mois"), figures.dpe_year, icon="gauge", detail=dpe, href="/terrain/moi"),
        ),
    )


def ways() -> rx.Component:
    """Nothing here waits for the server, but the orders, which only some people see."""
    orders = link_button(t("Commandes"), "/bureau/commandes", kind="outline", icon="inbox")
    held: Any = Session.me.permissions
    may_order = held.contains(Permission.ORDERS_READ.value)
    links = rx.el.nav(
        link_button(t("Interventions"), "/terrain/interventions", kind="outline", icon="list-filter"),
        link_button(t("Ma carte"), "/terrain/certificat", kind="outline", icon="qr-code"),
        link_button(t("Moi et mes congés"), "/terrain/moi", kind="outline", icon="circle-user"),
        doc_button(t("Feuille du jour"), "/terrain/feuille", kind="outline", icon="clipboard-list"),
        link_button(t("Kilomètres"), "/terrain/kilometres", kind="outline", icon="route"),
        link_button(t("Mes agendas"), "/terrain/agendas", kind="outline", icon="calendar-sync"),
        rx.cond(may_order, orders, rx.fragment()),
        aria_label=t("Autres pages"),
        class_name="lx-phone-ways",
    )
    return stack(links, sun_button())
