"""« Checklist »: what must be done and asked on site, ticked with the thumb, with or without network."""

from typing import Any, Final

import reflex as rx

from liciel_app.mobile.look import LISTED
from liciel_app.mobile.screens.kept_form import kept_form
from liciel_app.orders import checklists
from liciel_app.ui.badge import badge
from liciel_app.ui.button import icon_button
from liciel_app.ui.card import card, stack
from liciel_app.ui.choice import checkbox_field
from liciel_app.ui.kinds import Flag, Node, Text
from liciel_app.ui.language import t

TITLE: Final = "Checklist"


def checklist_tab(page: Any, ready: Flag) -> rx.Component:
    """`page`: the state, with `on_site` and `untick`. Without data: every mission's list, folded."""
    lists = page.on_site.lists
    known = stack(
        kept_form("checklist", t(TITLE), rx.foreach(lists, _to_do), send=t("Envoyer ce qui est coché"), stays=True),
        rx.foreach(lists, lambda one: _done(one, page)),
    )
    return card(
        t(TITLE),
        rx.cond(ready, known, _everything()),
        subtitle=t("Cochez au fil de la visite : gardé sur ce téléphone, envoyé quand vous le demandez."),
        aside=rx.cond(ready, _left(page.on_site.left), rx.fragment()),
    )


def _left(left: Any) -> rx.Component:
    to_do = rx.el.span(left, " ", t("à faire"), class_name="lx-figure")
    return rx.cond(left > 0, to_do, badge(t("Complète"), "green", "circle-check"))


def _everything() -> rx.Component:
    """Nothing is known of this visit without network: its missions are found by their names."""
    lists = [_fold(t(checklists.title(code)), *map(_box, checklists.items(code))) for code in checklists.missions()]
    return kept_form("checklist", t(TITLE), *lists, send=t("Envoyer ce qui est coché"), stays=True)


def _fold(title: Text, *boxes: Node) -> rx.Component:
    return rx.el.details(rx.el.summary(title), rx.el.div(*boxes, class_name="lx-stack"), class_name="lx-more")


def _box(item: checklists.Item) -> rx.Component:
    return checkbox_field(item.code, t(item.words))


def _to_do(one: Any) -> rx.Component:
    boxes = rx.foreach(one.left, lambda item: rx.el.div(checkbox_field(item.code, item.words), key=item.code))
    heading = rx.el.h3(one.title, style={"font_size": "15px", "font_weight": "650"})
    return rx.cond(one.left.length() > 0, rx.el.div(heading, boxes, class_name="lx-stack"), rx.fragment())


def _done(one: Any, page: Any) -> rx.Component:
    rows = rx.el.ul(rx.foreach(one.done, lambda item: _row(item, page)))
    words = rx.el.summary(rx.el.span(one.title, " · ", one.done.length(), " ", t("faits")))
    folded = rx.el.details(words, rows, class_name="lx-more")
    return rx.cond(one.done.length() > 0, folded, rx.fragment())


def _row(item: Any, page: Any) -> rx.Component:
    words = rx.el.span(
        rx.el.span(item.words, class_name="lx-first"),
        rx.el.span(item.done, class_name="lx-second"),
        class_name="lx-lines",
        style={"flex": "1", "min_width": "0"},
    )
    mark = rx.icon("circle-check", size=18, aria_hidden="true")
    return rx.el.li(
        mark, words, icon_button("undo-2", t("Décocher"), page.untick(item.code)), key=item.code, style=LISTED
    )
