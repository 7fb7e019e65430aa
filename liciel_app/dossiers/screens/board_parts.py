"""The parts of the board: its bar, the tray, the card of what was done, and an appointment seen from here."""

from typing import Any

import reflex as rx

from liciel_app.agenda.screens.board_tools import MAP, TOOLS, Tool
from liciel_app.agenda.screens.board_view import ANSWERED, STATES
from liciel_app.core.access import Permission
from liciel_app.dossiers.screens.board_dialog import BoardDialog
from liciel_app.dossiers.screens.board_reading import VIEWS
from liciel_app.dossiers.screens.board_state import Board, Done
from liciel_app.office.screens.frame import allowed
from liciel_app.ui.badge import badge, count_badge, status_badge
from liciel_app.ui.button import button, doc_button, icon_button, link_button
from liciel_app.ui.calendar import drag_card
from liciel_app.ui.card import card, facts, notice
from liciel_app.ui.dialog import panel_dialog
from liciel_app.ui.kinds import Text
from liciel_app.ui.language import t
from liciel_app.ui.links import phone_link

SHOWN: Any = Board.shown
TRAY: Any = Board.tray
PEEK: Any = Board.peek
UNDOABLE: Any = Done.card
_VIEW_WORDS = {"": "Jour", "semaine": "Semaine", "mois": "Mois", "ressources": "Ressources"}


def bar() -> rx.Component:
    """Before, today, after; the dates; the views."""
    steps = rx.el.div(
        _step("chevron-left", t("Précédent"), SHOWN.before),
        link_button(t("Aujourd’hui"), SHOWN.today, kind="outline"),
        _step("chevron-right", t("Suivant"), SHOWN.after),
        class_name="lx-steps-bar",
    )
    words = rx.cond(SHOWN.visits.to(int) > 1, t("rendez-vous prévus"), t("rendez-vous prévu"))
    views = [_view(t(_VIEW_WORDS[view]), SHOWN.views[view or "jour"], Board.view == view) for view in VIEWS]
    return rx.el.div(
        steps,
        rx.el.h2(SHOWN.title, class_name="lx-card-title lx-day-title"),
        rx.el.span(SHOWN.visits.to(str), " ", words, class_name="lx-second"),
        rx.el.div(*views, _view(t("Carte"), MAP, False), class_name="lx-switch lx-views"),
        class_name="lx-agenda-bar",
    )


def tools() -> rx.Component:
    """One technician or all of them; the map; the best slots and tours; « Publier »."""
    mapped: Any = Board.mapped
    map_words = rx.cond(mapped, t("Masquer la carte"), t("Afficher la carte"))
    return rx.el.div(
        rx.el.nav(
            rx.foreach(SHOWN.chips, _chip),
            aria_label=t("Techniciens affichés"),
            class_name="lx-agenda-people",
        ),
        rx.el.span(class_name="lx-grow"),
        rx.cond(SHOWN.estimated, rx.el.span(t("Distances estimées"), class_name="lx-second"), rx.fragment()),
        rx.cond(Board.view == "", button(map_words, Board.show_map(~mapped), icon="map", kind="ghost"), rx.fragment()),
        *map(_tool, TOOLS),
        rx.cond(SHOWN.may_move & (SHOWN.publish.to(int) > 0), _publish(), rx.fragment()),
        class_name="lx-agenda-tools",
    )


def tray() -> rx.Component:
    """What waits for a visit, oldest first."""
    nothing = rx.el.p(t("Rien à planifier."), class_name="lx-hint")
    more = rx.el.a(t("Voir tous les dossiers à planifier"), href="/bureau/dossiers?etape=to_plan", class_name="lx-link")
    cards = rx.el.div(
        rx.foreach(TRAY.rows, _waiting),
        rx.cond(TRAY.count.to(int) > TRAY.rows.length(), more, rx.fragment()),
        rx.cond(TRAY.count.to(int) == 0, nothing, rx.fragment()),
        class_name="lx-tray",
        role="region",
        tab_index=0,
        aria_label=t("À planifier"),
    )
    return card(t("À planifier"), cards, aside=count_badge(TRAY.count, label=t("dossiers")), flush=True)


def picked() -> rx.Component:
    """What the next tap places."""
    put_down = button(t("Reposer"), Board.pick("", ""), kind="outline")
    sentence = rx.el.span(
        t("Touchez l’heure où placer :"), " ", rx.el.strong(Board.picked_words), role="status", aria_live="polite"
    )
    return rx.cond(
        Board.picked != "",
        rx.el.div(notice(sentence, icon="mouse-pointer-click", action=put_down), class_name="lx-picked"),
        rx.fragment(),
    )


def undo_card() -> rx.Component:
    """What was just done and the road it added; it stays until it is answered."""
    shown = rx.el.div(
        rx.icon("circle-check", size=18, aria_hidden="true"),
        rx.el.span(UNDOABLE.words),
        rx.cond(UNDOABLE.road != "", rx.el.span(UNDOABLE.road, class_name="lx-figure"), rx.fragment()),
        button(t("Annuler"), Board.undo, kind="outline", icon="undo-2"),
        icon_button("x", t("Garder et fermer"), Board.keep),
        role="status",
        class_name="lx-undo",
    )
    return rx.cond(UNDOABLE.words != "", shown, rx.fragment())


def peek_dialog() -> rx.Component:
    """An appointment, and what can be done with it without dragging."""
    marks = rx.el.div(
        rx.cond(PEEK.late, badge(t("En retard"), "red", "clock-alert"), status_badge(PEEK.state, STATES)),
        rx.cond(PEEK.provisional, badge(t("Provisoire"), "grey", "pencil"), rx.fragment()),
        rx.cond(PEEK.answer != "", status_badge(PEEK.answer, ANSWERED), rx.fragment()),
        rx.cond(PEEK.client_moves.to(int) > 0, _moved_by_client(), rx.fragment()),
        class_name="lx-tray-line",
    )
    told = facts(
        (t("Technicien"), PEEK.technician),
        (t("Durée"), PEEK.lasts),
        (t("Adresse"), PEEK.address),
        (t("Contact"), PEEK.contact),
        (t("Téléphone"), rx.cond(PEEK.phone != "", phone_link(PEEK.phone, class_name="lx-link"), "–")),
    )
    warned = rx.cond(PEEK.warnings != "", notice(PEEK.warnings, tone="amber", icon="triangle-alert"), rx.fragment())
    return panel_dialog(
        PEEK.title,
        rx.el.div(rx.el.p(PEEK.when, class_name="lx-first"), marks, warned, told, class_name="lx-peek"),
        open=Board.peeking,
        on_open_change=Board.show_peek,
        footer=rx.fragment(
            rx.cond(PEEK.tour != "", _sheet(), rx.fragment()),
            rx.cond(PEEK.href != "", link_button(t("Ouvrir le dossier"), PEEK.href, kind="outline"), rx.fragment()),
            rx.cond(PEEK.movable, _moves(), rx.fragment()),
        ),
        width="520px",
    )


def _sheet() -> rx.Component:
    return doc_button(t("Feuille de tournée"), PEEK.tour, icon="printer", kind="outline")


def _moved_by_client() -> rx.Component:
    times = rx.cond(PEEK.client_moves.to(int) > 1, f" ({PEEK.client_moves})", "")
    return badge(rx.Var.create(f"{t('Déplacé par le client')}{times}").to(str), "blue", "calendar-sync")


def _moves() -> rx.Component:
    what = rx.Var.create(f"v{PEEK.id}").to(str)
    return rx.fragment(
        button(t("Choisir, puis toucher une heure"), Board.pick(what, PEEK.title), kind="outline"),
        button(t("Déplacer…"), BoardDialog.propose(what), kind="solid", icon="calendar-clock"),
    )


def _waiting(row: Any) -> rx.Component:
    """Carried by mouse; chosen by a tap or Entrée; or planned in a dialog."""
    what = rx.Var.create(f"d{row.id}").to(str)
    name = rx.el.button(
        row.title,
        type="button",
        on_click=Board.pick(what, row.title),
        aria_pressed=rx.cond(Board.picked == what, "true", "false"),
        class_name="lx-tray-name",
    )
    wished = rx.el.span(t("Souhait :"), " ", row.wished, class_name="lx-second")
    nowhere = badge(t("Adresse à localiser"), "orange", "map-pin-off")
    inside = (
        name,
        rx.el.span(row.reference, " · ", row.town, class_name="lx-second"),
        rx.el.span(rx.foreach(row.missions, _mission), class_name="lx-tags"),
        rx.cond(row.wished != "", wished, rx.fragment()),
        rx.cond(row.located, rx.fragment(), nowhere),
        rx.el.span(
            rx.el.span(row.lasts, " · ", row.waiting, class_name="lx-second"),
            rx.cond(
                allowed(Permission.AGENDA_WRITE),
                icon_button("calendar-plus", t("Planifier…"), BoardDialog.propose(what)),
                rx.fragment(),
            ),
            class_name="lx-tray-line",
        ),
    )
    return drag_card(
        *inside,
        minutes=row.minutes,
        on_grab=Board.grab(what),
        on_release=Board.release,
        class_name="lx-tray-card",
        custom_attrs={"data-picked": Board.picked == what},
        key=row.id.to_string(),
    )


def _mission(word: Any) -> rx.Component:
    return rx.el.span(word, class_name="lx-tag")


def _publish() -> rx.Component:
    words = rx.el.span(t("Publier"), " ", rx.el.span(SHOWN.publish.to(str), class_name="lx-figure"))
    return button(words, Board.publish, icon="send", kind="solid")


def _tool(tool: Tool) -> rx.Component:
    return link_button(t(tool.label), tool.href, icon=tool.icon, kind="outline")


def _chip(chip: Any) -> rx.Component:
    name = rx.cond(chip[1] != "", chip[1], t("Tous"))
    return rx.el.a(name, href=chip[0].to(str), aria_current=rx.cond(chip[2], "true", "false"))


def _step(icon: str, label: Text, href: Any) -> rx.Component:
    return rx.el.a(
        rx.icon(icon, size=18, aria_hidden="true"),
        href=href,
        title=label,
        aria_label=label,
        class_name="lx-icon-button",
    )


def _view(label: Text, href: Any, lit: Any) -> rx.Component:
    return rx.el.a(label, href=href, aria_current=rx.cond(lit, "true", "false"))
