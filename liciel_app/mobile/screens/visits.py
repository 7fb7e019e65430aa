"""The list of the day: one line per visit, its number as on the map."""

from typing import Any, Final

import reflex as rx

from liciel_app.mobile.look import NUMBER, QUIET_PIN, ROW, SPREAD, VISITS, tags
from liciel_app.ui.badge import status_badge
from liciel_app.ui.card import card
from liciel_app.ui.language import t

LINE: Final = {
    **ROW,
    "align_items": "flex-start",
    "gap": "12px",
    "padding": "12px var(--lx-pad)",
    "border_top": "1px solid var(--lx-line-soft)",
    "min_height": "64px",
    "box_sizing": "border-box",
}
BAR: Final = {"height": "6px", "border_radius": "3px"}
GROW: Final = {"flex": "1", "gap": "4px", "min_width": "0"}


def day_list(day: Any) -> rx.Component:
    """`day`: a Var of FieldDay."""
    figures = rx.el.span(
        rx.el.span(day.done, "/", day.total, class_name="lx-figure", aria_hidden="true"),
        rx.el.span(day.done, " ", t("visites faites sur"), " ", day.total, class_name="lx-spoken"),
        style={"font_weight": "700", "font_size": "17px"},
    )
    part = rx.el.div(style={**BAR, "background": "var(--green-9)", "width": f"calc(100% * {day.done} / {day.total})"})
    bar = rx.el.div(part, style={**BAR, "background": "var(--gray-5)", "margin": "0 var(--lx-pad) 14px"})
    return card(
        t("Visites du jour"),
        rx.cond(day.total > 0, bar, rx.fragment()),
        rx.el.ol(rx.foreach(day.visits, _line)),
        aside=rx.cond(day.total > 0, figures, rx.fragment()),
        flush=True,
    )


def _line(visit: Any) -> rx.Component:
    inside = (_number(visit), _words(visit))
    arrow = rx.icon("chevron-right", size=18, aria_hidden="true", style={"color": "var(--gray-9)", "margin_top": "6px"})
    opened = rx.el.a(*inside, arrow, href=f"/terrain/visite/{visit.dossier_id}", style=LINE)
    return rx.el.li(rx.cond(visit.dossier_id != 0, opened, rx.el.div(*inside, style=LINE)), key=visit.id.to_string())


def _number(visit: Any) -> rx.Component:
    color = rx.cond(visit.state == "done", QUIET_PIN, visit.hue)
    pin = rx.el.span(visit.number, style={**NUMBER, "background": color}, aria_hidden="true")
    off, busy = (_mark(icon) for icon in ("calendar-off", "calendar"))
    return rx.cond(visit.number != "", pin, rx.cond(visit.state == "day_off", off, busy))


def _mark(icon: str) -> rx.Component:
    return rx.icon(icon, size=22, aria_hidden="true", style={"margin": "4px"})


def _words(visit: Any) -> rx.Component:
    return rx.el.span(
        rx.el.span(
            rx.el.span(visit.start, " – ", visit.end, class_name="lx-reference"),
            status_badge(visit.state, VISITS),
            style=SPREAD,
        ),
        rx.el.span(visit.title, class_name="lx-first"),
        rx.cond(visit.lead != "", rx.el.span(t("Avec"), " ", visit.lead, class_name="lx-second"), rx.fragment()),
        rx.cond(visit.address != "", rx.el.span(visit.address, class_name="lx-second"), rx.fragment()),
        rx.cond(visit.missions.length() > 0, tags(visit.missions), rx.fragment()),
        class_name="lx-lines",
        style=GROW,
    )
