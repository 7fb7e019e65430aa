"""How the boards are drawn: a plain grid, one column by technician; on a phone one list by technician."""

from typing import Any

import reflex as rx

from liciel_app.ui.badge import Status, status_badge, technician
from liciel_app.ui.card import card
from liciel_app.ui.empty import empty, skeleton
from liciel_app.ui.kinds import Event
from liciel_app.ui.language import t
from liciel_app.ui.map import live_map
from liciel_app.ui.session import Session

STATES = {
    "planned": Status("Planifié", "blue", "calendar-check"),
    "on_the_way": Status("En route", "amber", "car"),
    "arrived": Status("Arrivé", "amber", "map-pin"),
    "done": Status("Terminé", "green", "circle-check"),
    "day_off": Status("Congé", "grey", "tree-palm"),
}


def day_view(shown: Any, lit: Any, on_light: Event) -> rx.Component:
    """The board of the day and its map, with the same colours and numbers."""
    board = card(None, rx.cond(shown.day, _board(shown.day, lit, on_light), skeleton(8)), flush=True)
    places = card(
        t("Carte du jour"),
        live_map(
            shown.pins,
            label=t("Rendez-vous du jour"),
            tiles_url=Session.me.tiles_url,
            attribution=Session.me.tiles_attribution,
            selected=lit,
            on_select=on_light,
            height="480px",
        ),
        flush=True,
    )
    return rx.el.div(board, places, class_name="lx-day")


def week_view(rosters: Any) -> rx.Component:
    """One line by technician, one column by day."""
    days = rx.foreach(rosters[:1], lambda roster: rx.fragment(rx.foreach(roster.cells, _day_title)))
    return card(
        None,
        rx.el.div(
            rx.el.div(rx.el.span(class_name="lx-week-corner"), days, class_name="lx-week-head"),
            rx.foreach(rosters, _roster),
            class_name="lx-week",
        ),
        flush=True,
    )


def _board(day: Any, lit: Any, on_light: Event) -> rx.Component:
    grid = rx.el.div(
        rx.el.div(
            rx.foreach(day.hours, lambda hour, rank: rx.el.span(hour, style={"gridRow": f"{rank * 4 + 1} / span 4"})),
            class_name="lx-hours",
            aria_hidden="true",
        ),
        rx.foreach(day.lanes, lambda lane: _lane(lane, day.now, lit, on_light)),
        class_name="lx-board",
        style={"--quarters": day.quarters.to_string(), "--lanes": day.lanes.length().to_string()},
    )
    return rx.cond(day.lanes.length() > 0, grid, empty(t("Aucun technicien dans l’office."), icon="users"))


def _lane(lane: Any, now: Any, lit: Any, on_light: Event) -> rx.Component:
    load = rx.el.span(
        rx.el.span(class_name="lx-load-part", style={"width": f"{lane.load}%", "background": lane.hue}),
        class_name="lx-load",
    )
    head = rx.el.header(
        technician(lane.name, lane.hue, lane.number),
        rx.el.span(lane.home, " · ", lane.words, class_name="lx-second"),
        load,
        class_name="lx-lane-head",
    )
    present = rx.cond(now > 0, rx.el.span(class_name="lx-now", style={"gridRow": now.to_string()}), rx.fragment())
    nothing = rx.cond(lane.blocks.length() == 0, rx.el.p(t("Libre"), class_name="lx-free"), rx.fragment())
    return rx.el.section(
        head,
        rx.el.div(
            rx.foreach(lane.blocks, lambda block: _block(block, lit, on_light)),
            present,
            nothing,
            class_name="lx-lane-grid",
        ),
        aria_label=lane.name,
        class_name="lx-lane",
    )


def _block(block: Any, lit: Any, on_light: Event) -> rx.Component:
    off = rx.el.div(
        rx.icon("tree-palm", size=15, aria_hidden="true"),
        rx.el.span(block.title),
        class_name="lx-off",
        style={"gridRow": block.rows},
    )
    return rx.cond(block.off, off, _visit(block, lit, on_light))


def _visit(block: Any, lit: Any, on_light: Event) -> rx.Component:
    inside = [
        rx.el.span(
            rx.el.span(block.number, class_name="lx-hue", style={"background": block.hue}, aria_hidden="true"),
            rx.el.span(block.hours, class_name="lx-figure"),
            class_name="lx-block-hours",
        ),
        rx.el.span(block.title, class_name="lx-block-title"),
        rx.el.span(block.address, class_name="lx-second"),
        rx.el.span(block.contact, class_name="lx-second"),
        rx.cond(block.state != "planned", status_badge(block.state, STATES), rx.fragment()),
    ]
    look: dict[str, Any] = {
        "class_name": "lx-block",
        "style": {"gridRow": block.rows, "--hue": block.hue},
        "custom_attrs": {"data-lit": lit == block.id},
        "on_mouse_enter": on_light(block.id),
    }
    return rx.cond(block.href != "", rx.el.a(*inside, href=block.href, **look), rx.el.div(*inside, **look))


def _day_title(cell: Any) -> rx.Component:
    return rx.el.a(cell.day, href=cell.href, custom_attrs={"data-today": cell.today}, class_name="lx-week-day")


def _roster(roster: Any) -> rx.Component:
    return rx.el.section(
        rx.el.header(
            technician(roster.name, roster.hue, roster.number),
            rx.el.span(roster.words, class_name="lx-second"),
            class_name="lx-week-name",
        ),
        rx.foreach(roster.cells, _cell),
        aria_label=roster.name,
        class_name="lx-week-row",
    )


def _cell(cell: Any) -> rx.Component:
    return rx.el.div(
        rx.el.span(cell.day, class_name="lx-week-cell-day"),
        rx.foreach(cell.blocks, _chip),
        class_name="lx-week-cell",
        custom_attrs={"data-today": cell.today, "data-weekend": cell.weekend, "data-empty": cell.blocks.length() == 0},
    )


def _chip(block: Any) -> rx.Component:
    words = [
        rx.el.span(block.start, class_name="lx-figure"),
        rx.el.span(block.city, class_name="lx-cut"),
    ]
    off = rx.el.span(rx.icon("tree-palm", size=14, aria_hidden="true"), block.title, class_name="lx-week-off")
    look: dict[str, Any] = {"class_name": "lx-week-chip", "style": {"--hue": block.hue}, "title": block.title}
    linked = rx.cond(block.href != "", rx.el.a(*words, href=block.href, **look), rx.el.span(*words, **look))
    return rx.cond(block.off, off, linked)
