"""The agenda of the office: the tray « À planifier », the board by technician, and the map of the day."""

from typing import Any

import reflex as rx

from liciel_app.dossiers.screens.board_dialog import board_dialog
from liciel_app.dossiers.screens.board_parts import SHOWN, bar, peek_dialog, picked, tools, tray, undo_card
from liciel_app.dossiers.screens.board_reading import ADDRESS
from liciel_app.dossiers.screens.board_state import Board
from liciel_app.office.screens.frame import office_page
from liciel_app.ui.calendar import calendar, drop_zone
from liciel_app.ui.card import card
from liciel_app.ui.empty import empty, skeleton
from liciel_app.ui.language import t
from liciel_app.ui.map import live_map
from liciel_app.ui.page import page
from liciel_app.ui.session import Session
from liciel_app.ui.shortcuts import Shortcut
from liciel_app.ui.theme import asset
from liciel_app.ui.ticker import ticker


@page(ADDRESS, title="Agenda", load=[Board.load])
def board_screen() -> rx.Component:
    mapped: Any = (Board.view == "") & Board.mapped
    return office_page(
        t("Agenda"),
        "agenda",
        rx.el.link(rel="stylesheet", href=asset("/css/agenda.css")),
        ticker(Board.tick),
        rx.el.style(_lit()),
        rx.el.div(
            bar(),
            tools(),
            picked(),
            rx.el.div(
                rx.el.div(tray(), class_name="lx-agenda-side"),
                _board(),
                rx.cond(mapped, rx.el.div(_map(), class_name="lx-agenda-side lx-agenda-map"), rx.fragment()),
                class_name="lx-agenda",
                custom_attrs={"data-map": mapped},
            ),
            class_name="lx-stack",
        ),
        undo_card(),
        peek_dialog(),
        board_dialog(),
        wide=True,
        shortcuts=(
            Shortcut("j", t("Suivant"), SHOWN.after),
            Shortcut("k", t("Précédent"), SHOWN.before),
            Shortcut("t", t("Aujourd’hui"), SHOWN.today),
        ),
    )


def _board() -> rx.Component:
    """The calendar stays: what changes is what it is told."""
    shown = calendar(
        Board.frame,
        Board.events,
        Board.people,
        Board.revision,
        Board.roads,
        Board.refusals,
        on_move=Board.move,
        on_open=Board.open,
        on_grab=Board.grab,
        on_point=Board.point,
        on_hover=Board.light,
    )
    nobody = empty(t("Aucun technicien dans l’office."), icon="users")
    told = rx.cond(Board.people.length() == 0, rx.cond(Board.loaded, nobody, skeleton(8)), rx.fragment())
    return card(None, told, drop_zone(shown, on_drop=Board.drop), flush=True)


def _map() -> rx.Component:
    return card(
        t("Carte du jour"),
        live_map(
            SHOWN.pins,
            label=t("Rendez-vous du jour"),
            tiles_url=Session.me.tiles_url,
            attribution=Session.me.tiles_attribution,
            lines=SHOWN.lines,
            selected=Board.lit,
            on_select=Board.light,
            on_hover=Board.light,
            height="460px",
        ),
        subtitle=t("Pointillés : tracés estimés, à vol d’oiseau."),
        flush=True,
    )


def _lit() -> Any:
    """One rule for the appointment under the pointer: the calendar is not painted again."""
    rule = rx.Var.create(f".lx-ec-{Board.lit}{{outline:3px solid var(--amber-9);outline-offset:-1px;z-index:5}}")
    return rx.cond(Board.lit != "", rule, "")
