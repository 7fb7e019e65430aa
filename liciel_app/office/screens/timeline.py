"""The journal as people read it: what happened to a record, latest first."""

from typing import Any, Final

import reflex as rx

from liciel_app.ui.empty import empty
from liciel_app.ui.language import t

_ICONS: Final = (
    ("dossier.opened", "folder-plus"),
    ("dossier.planned", "calendar-check"),
    ("dossier.unplanned", "calendar-x"),
    ("dossier.progressed", "map-pin"),
    ("dossier.handed_over", "clipboard-list"),
    ("dossier.file_added", "file-plus"),
    ("dossier.file_removed", "file-x"),
    ("dossier.concluded", "pencil"),
    ("dossier.ddt_asked", "loader"),
    ("dossier.ddt_made", "book-check"),
    ("dossier.ddt_refused", "triangle-alert"),
    ("dossier.invoiced", "receipt-euro"),
    ("dossier.paid", "badge-check"),
    ("dossier.held", "lock"),
    ("dossier.released", "lock-open"),
    ("dossier.client_told", "send"),
    ("dossier.downloaded", "download"),
    ("dossier.archived", "archive"),
    ("dossier.noted", "notebook-pen"),
    ("dossier.recipient_added", "user-plus"),
    ("dossier.recipient_removed", "user-minus"),
    ("dossier.recipient_told", "mail-check"),
)


def timeline(rows: Any) -> rx.Component:
    """`rows`: a Var of `JournalRow`s."""
    told = rx.el.ol(rx.foreach(rows, _happening), class_name="lx-timeline")
    return rx.cond(rows.length() > 0, told, empty(t("Rien ne s’est encore passé."), icon="scroll-text"))


def change_list(changes: Any) -> rx.Component:
    """« Étape : Planifié → Sur place »."""
    return rx.el.ul(rx.foreach(changes, _change), class_name="lx-changes")


def _happening(row: Any) -> rx.Component:
    icons = [(action, rx.icon(icon, size=15)) for action, icon in _ICONS]
    return rx.el.li(
        rx.el.span(
            rx.match(row.action, *icons, rx.icon("dot", size=15)), aria_hidden="true", class_name="lx-when-mark"
        ),
        rx.el.div(
            rx.el.p(rx.el.span(row.word, class_name="lx-first"), class_name="lx-happened"),
            rx.el.p(rx.el.time(row.at), " · ", row.who, class_name="lx-second"),
            change_list(row.changes),
        ),
        key=row.seq.to_string(),
        class_name="lx-happening",
    )


def _change(change: Any) -> rx.Component:
    before = rx.cond(change.before != "", rx.el.s(change.before), rx.fragment())
    arrow = rx.cond((change.before != "") & (change.after != ""), rx.el.span(" → "), rx.fragment())
    return rx.el.li(rx.el.span(change.field, " : "), before, arrow, rx.el.strong(change.after))
