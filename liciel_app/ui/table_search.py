"""The search field above a list."""

import reflex as rx

from liciel_app.ui.kinds import Event, Text
from liciel_app.ui.shortcuts import keyed

WAIT = 300
"""Milliseconds of silence before the server is asked."""


def table_search(q: rx.Var[str], on_search: Event, hint: Text) -> rx.Component:
    """Keeps what is typed in the browser and follows the server's value when it is cleared there."""
    field = rx.el.input(
        type="search",
        value=q,
        on_change=on_search,
        placeholder=hint,
        aria_label=hint,
        auto_complete="off",
        class_name="lx-input",
        **keyed("/"),
    )
    return rx.el.div(
        rx.icon("search", size=16, aria_hidden="true"),
        rx.debounce_input(field, debounce_timeout=WAIT),
        class_name="lx-search",
    )
