"""How the map's screen is drawn: the tours as lists on the left, the map on the right."""

from typing import Any

import reflex as rx

from liciel_app.agenda.screens.tours_words import MAP, STATES, estimated, look, ways
from liciel_app.ui.badge import badge, status_badge, technician
from liciel_app.ui.card import card
from liciel_app.ui.empty import empty, skeleton
from liciel_app.ui.language import t
from liciel_app.ui.links import phone_link
from liciel_app.ui.map import live_map
from liciel_app.ui.session import Session
from liciel_app.ui.ticker import ticker


def content(screen: Any) -> rx.Component:
    """`screen`: the state, with `shown`, `roads`, `total`, `estimated`, `lines`, `straight`, `lit`."""
    shown = screen.shown
    return rx.fragment(
        look(),
        ticker(screen.tick),
        ways(MAP),
        rx.el.div(
            _bar(screen),
            _people(shown),
            rx.el.div(
                rx.el.div(rx.cond(screen.loaded, _tours(screen), skeleton(8)), _nowhere(screen)),
                card(None, _map(screen), _estimated_lines(screen), flush=True),
                class_name="lx-tours-map",
            ),
            class_name="lx-stack",
        ),
    )


def _bar(screen: Any) -> rx.Component:
    """Before, today, after; the date; the road of the day."""
    shown = screen.shown
    words = rx.cond(shown.visits.to(int) > 1, t("rendez-vous"), t("rendez-vous prévu"))
    count = rx.el.span(shown.visits.to(str), " ", words, class_name="lx-second")
    road = rx.el.span(screen.total, class_name="lx-figure")
    day = rx.el.input(
        type="date",
        key=shown.iso,
        default_value=shown.iso,
        on_change=screen.choose_day,
        aria_label=t("Jour montré"),
        class_name="lx-input lx-tours-day",
    )
    return rx.el.div(
        rx.el.div(
            _step("chevron-left", t("Jour précédent"), shown.before),
            rx.el.a(t("Aujourd’hui"), href=shown.today, class_name="lx-button", custom_attrs={"data-kind": "outline"}),
            _step("chevron-right", t("Jour suivant"), shown.after),
            class_name="lx-steps-bar",
        ),
        rx.el.h2(shown.title, class_name="lx-card-title lx-day-title"),
        count,
        road,
        rx.cond(screen.estimated, estimated(), rx.fragment()),
        day,
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


def _people(shown: Any) -> rx.Component:
    """Who is shown; nobody chosen means everybody."""

    def chip(one: Any) -> rx.Component:
        return rx.el.a(
            technician(one.name, one.hue, one.number),
            href=one.href,
            aria_current=rx.cond(one.on, "true", "false"),
            class_name="lx-tours-chip",
        )

    return rx.el.nav(rx.foreach(shown.people, chip), aria_label=t("Techniciens montrés"), class_name="lx-tours-chips")


def _tours(screen: Any) -> rx.Component:
    nobody = empty(t("Aucun technicien dans l’office."), icon="users")
    listed = rx.foreach(screen.shown.tours, lambda tour: _tour(screen, tour))
    return rx.cond(screen.shown.tours.length() > 0, rx.el.div(listed, class_name="lx-stack"), nobody)


def _tour(screen: Any, tour: Any) -> rx.Component:
    seen = rx.el.p(
        rx.icon("radio", size=14, aria_hidden="true"), rx.el.span(tour.seen.words), class_name="lx-tours-seen"
    )
    head = rx.el.header(
        technician(tour.name, tour.hue, tour.number),
        rx.el.span(screen.roads[tour.id], class_name="lx-second lx-figure"),
        class_name="lx-tours-head",
    )
    visits = rx.el.ol(rx.foreach(tour.stops, lambda stop: _stop(screen, stop)), class_name="lx-tours-stops")
    free = rx.el.p(t("Pas de rendez-vous ce jour-là."), class_name="lx-second lx-tours-free")
    return rx.el.section(
        head,
        rx.cond(tour.seen.words != "", seen, rx.fragment()),
        rx.cond(tour.stops.length() > 0, visits, free),
        aria_label=tour.name,
        class_name="lx-card lx-tours-card",
    )


def _stop(screen: Any, stop: Any) -> rx.Component:
    state = rx.cond(stop.late, status_badge("late", STATES), status_badge(stop.state, STATES))
    plain = (stop.state == "planned") & ~stop.late
    words = rx.el.span(
        rx.el.span(
            rx.el.span(stop.hours, class_name="lx-figure"),
            rx.cond(plain, rx.fragment(), state),
            rx.cond(stop.provisional, badge(t("Provisoire"), "grey", "circle-dashed"), rx.fragment()),
            class_name="lx-tours-hours",
        ),
        rx.cond(
            stop.href != "",
            rx.el.a(stop.title, href=stop.href, class_name="lx-first lx-visit-link"),
            rx.el.span(stop.title, class_name="lx-first"),
        ),
        rx.el.span(stop.address, class_name="lx-second"),
        class_name="lx-lines",
    )
    dot = rx.el.button(
        stop.number,
        type="button",
        on_click=screen.light(stop.id),
        on_focus=screen.light(stop.id),
        aria_label=rx.Var.create(f"{t('Montrer sur la carte')} : {stop.title}").to(str),
        class_name="lx-hue lx-tours-dot",
        style={"background": stop.hue},
    )
    return rx.el.li(
        dot,
        words,
        on_mouse_enter=screen.light(stop.id),
        custom_attrs={"data-lit": screen.lit == stop.id},
        class_name="lx-tours-stop",
    )


def _nowhere(screen: Any) -> rx.Component:
    """Properties without coordinates: no pin can stand for them."""

    def line(stop: Any) -> rx.Component:
        return rx.el.li(
            rx.el.span(
                rx.cond(
                    stop.href != "",
                    rx.el.a(stop.title, href=stop.href, class_name="lx-first lx-visit-link"),
                    rx.el.span(stop.title, class_name="lx-first"),
                ),
                rx.el.span(stop.hours, " · ", stop.technician, class_name="lx-second"),
                rx.el.span(rx.cond(stop.address != "", stop.address, t("Adresse inconnue")), class_name="lx-second"),
                class_name="lx-lines",
            ),
            rx.cond(stop.phone != "", phone_link(stop.phone, class_name="lx-link"), rx.fragment()),
            class_name="lx-tours-stop",
        )

    listed = card(
        t("Sans position sur la carte"),
        rx.el.ul(rx.foreach(screen.shown.nowhere, line), class_name="lx-tours-stops"),
        subtitle=t("Leur route n’est pas comptée : complétez l’adresse dans le dossier."),
        flush=True,
    )
    return rx.cond(screen.shown.nowhere.length() > 0, listed, rx.fragment())


def _estimated_lines(screen: Any) -> rx.Component:
    said = rx.el.p(
        t("Pointillés : tracés estimés, à vol d’oiseau."), class_name="lx-second", style={"padding": "8px 16px"}
    )
    return rx.cond(screen.straight, said, rx.fragment())


def _map(screen: Any) -> rx.Component:
    return live_map(
        screen.shown.pins,
        label=t("Rendez-vous du jour"),
        tiles_url=Session.me.tiles_url,
        attribution=Session.me.tiles_attribution,
        lines=screen.lines,
        selected=screen.lit,
        on_select=screen.light,
        on_hover=screen.light,
        height="min(76vh, 760px)",
    )
