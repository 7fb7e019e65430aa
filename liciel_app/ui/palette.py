"""« Ctrl K »: one field over the page to go anywhere, create, and find anything, the findings grouped by kind."""

from dataclasses import dataclass
from typing import Any, Required, TypedDict, Unpack

import reflex as rx

from liciel_app.ui.dialog import FOCUS
from liciel_app.ui.kinds import Event
from liciel_app.ui.language import t

WAIT = 150
"""Milliseconds of silence before the server is asked."""
FIELD = "mots"
"""Under that name the field is sent."""


@dataclass(frozen=True, slots=True)
class Found:
    """A line: what it is, a detail in grey, where it leads."""

    words: str
    href: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    found: list[Found]


class PaletteOptions(TypedDict):
    open: Required[rx.Var[bool]]
    on_open_change: Required[Event]
    words: Required[rx.Var[str]]
    on_words: Required[Event]
    on_enter: Required[Event]
    """Receives the field, under the name `FIELD`."""
    groups: Required[rx.Var[Any]]
    """Of `Group`s."""


def palette(**options: Unpack[PaletteOptions]) -> rx.Component:
    """Arrows move, Entrée opens the line, or in the field the first finding of what is typed; Échap closes."""
    field = rx.el.input(
        type="search",
        name=FIELD,
        value=options["words"],
        on_change=options["on_words"],
        placeholder=t("Dossier, client, adresse, facture, écran…"),
        aria_label=t("Rechercher dans tout le bureau"),
        auto_complete="off",
        auto_focus=True,
        class_name="lx-input",
    )
    searching = rx.el.form(
        rx.icon("search", size=18, aria_hidden="true"),
        rx.debounce_input(field, debounce_timeout=WAIT),
        rx.dialog.close(rx.el.button(t("Fermer"), type="button", class_name="lx-palette-close")),
        on_submit=options["on_enter"],
        reset_on_submit=False,
        class_name="lx-search lx-palette-field",
    )
    nothing = rx.el.p(t("Rien ne porte ces mots."), class_name="lx-palette-none", role="status")
    left = options["on_open_change"](False)
    groups = rx.foreach(options["groups"], lambda group: _group(group, left))
    findings = rx.cond(options["groups"].to(list).length() > 0, groups, nothing)
    return rx.dialog.root(
        rx.dialog.content(
            rx.dialog.title(t("Aller à, créer, rechercher"), class_name="lx-spoken"),
            rx.el.div(searching, rx.el.div(findings, class_name="lx-palette-found"), custom_attrs={"data-palette": ""}),
            max_width="620px",
            class_name="lx-dialog lx-palette",
            aria_describedby=None,
            custom_attrs=FOCUS,
        ),
        open=options["open"],
        on_open_change=options["on_open_change"],
    )


def _group(group: Any, left: Event) -> rx.Component:
    return rx.el.section(
        rx.el.h3(group.title, class_name="lx-nav-section"),
        rx.el.ul(rx.foreach(group.found, lambda one: rx.el.li(_line(one, left)))),
        key=group.title,
    )


def _line(one: Any, left: Event) -> rx.Component:
    """Whoever opens it leaves the palette."""
    inside = (
        rx.el.span(one.words, class_name="lx-first lx-cut"),
        rx.el.span(one.detail, class_name="lx-second lx-cut"),
    )
    return rx.el.a(*inside, href=one.href, on_click=left, class_name="lx-found")
