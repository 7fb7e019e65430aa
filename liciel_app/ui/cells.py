"""Values inside tables: figures aligned, dates unbroken, nothing shown as a dash."""

import reflex as rx

from liciel_app.ui.kinds import Text


def money(text: Text, *, late: rx.Var[bool] | None = None) -> rx.Component:
    """« 1 248,00 € », already written by `core.money`; red beyond its due date."""
    tone = {"data-tone": rx.cond(late, "red", "")} if late is not None else {}
    return rx.el.span(text, class_name="lx-figure", custom_attrs=tone)


def date(text: Text) -> rx.Component:
    """« 21/11/2026 » or « 21/11/2026 14 h 30 », already written by `core.language`; a dash when there is none."""
    return or_dash(text)


def or_dash(text: Text) -> rx.Component:
    """An absent value is said, not left blank."""
    value = rx.Var.create(text).to(str)
    return rx.cond(
        value != "",
        rx.el.span(value, class_name="lx-figure"),
        rx.el.span("–", class_name="lx-none", aria_hidden="true"),
    )


def reference(text: Text) -> rx.Component:
    """« DO-2026-0412 »: does not break, weighs a little more."""
    return rx.el.span(text, class_name="lx-reference")
