"""A form: its fields, the summary of its errors, its buttons."""

from typing import Any

import reflex as rx

from liciel_app.ui.button import submit_button
from liciel_app.ui.kinds import Event, Flag, Node, Text, some
from liciel_app.ui.language import t
from liciel_app.ui.links import NativeA


def form(*children: Node, on_submit: Event, **props: Any) -> rx.Component:
    """Sends its values as a dict (name → text) to a handler; the browser's own English messages are off.

    `key=record.id` empties what was typed when the record changes.
    """
    return rx.el.form(
        *children, on_submit=on_submit, no_validate=True, class_name="lx-form", **{"reset_on_submit": False, **props}
    )


def field_grid(*fields: Node, columns: int = 2) -> rx.Component:
    """Fields side by side on a screen, one below the other on a phone."""
    return rx.el.div(*fields, class_name="lx-grid", style={"--columns": str(columns)})


def field_group(legend: Text, *fields: Node, hint: Text | None = None) -> rx.Component:
    """Fields under a title."""
    second = rx.el.p(hint, class_name="lx-hint") if hint is not None else None
    return rx.el.fieldset(
        *some(rx.el.legend(legend, class_name="lx-legend"), second, *fields), class_name="lx-fieldset"
    )


def form_error(sentence: rx.Var[str]) -> rx.Component:
    """A refusal of the whole form, read aloud when it appears."""
    box = rx.el.div(rx.icon("circle-alert", size=18, aria_hidden="true"), rx.el.p(sentence), class_name="lx-summary")
    return rx.el.div(rx.cond(sentence != "", box, rx.fragment()), role="alert")


def error_summary(errors: rx.Var[Any]) -> rx.Component:
    """The refusals of a `dict[str, str]`, each a link to its field (`champ-<name>`)."""

    def line(pair: Any) -> rx.Component:
        return rx.el.li(NativeA.create(pair[1].to(str), href="#champ-" + pair[0].to(str)))

    box = rx.el.div(
        rx.icon("circle-alert", size=18, aria_hidden="true"),
        rx.el.div(
            rx.el.p(t("Corrigez ce qui suit, rien n’a été enregistré :")),
            rx.el.ul(rx.foreach(errors.to(dict).entries(), line)),
        ),
        class_name="lx-summary",
    )
    return rx.el.div(rx.cond(errors.to(dict).length() > 0, box, rx.fragment()), role="alert")


def form_actions(submit: Text, *others: Node, busy: Flag = False) -> rx.Component:
    """The solid button of the form, greyed while it works, then the other ways out."""
    return rx.el.div(submit_button(submit, props={"disabled": busy}), *others, class_name="lx-form-actions")
