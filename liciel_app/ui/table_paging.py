"""The foot of a list: how many, and the way to the next page. Pages are found by key, so there is no page number."""

from typing import Final, TypedDict

import reflex as rx

from liciel_app.ui.kinds import Event, Flag, Text, some
from liciel_app.ui.language import t


class PagingOptions(TypedDict, total=False):
    total_text: Text
    """« 1 à 25 sur 248 dossiers »."""
    has_previous: Flag
    has_next: Flag
    on_first: Event
    on_previous: Event
    on_next: Event
    on_last: Event
    size: rx.Var[int]
    on_size: Event
    """Called with the number of lines wanted."""


SIZES: Final = (10, 25, 50, 100, 200, 350)


def paging(options: PagingOptions) -> rx.Component | None:
    total = options.get("total_text")
    buttons = some(
        _step(options, "on_first", "has_previous", "chevrons-left", t("Première page")),
        _step(options, "on_previous", "has_previous", "chevron-left", t("Page précédente")),
        _step(options, "on_next", "has_next", "chevron-right", t("Page suivante")),
        _step(options, "on_last", "has_next", "chevrons-right", t("Dernière page")),
    )
    if total is None and not buttons:
        return None
    words = rx.el.span(total if total is not None else "", aria_live="polite", class_name="lx-total")
    steps = rx.el.nav(*buttons, aria_label=t("Pages"), class_name="lx-steps") if buttons else None
    return rx.el.div(*some(words, _sizes(options), steps), class_name="lx-paging")


def _sizes(options: PagingOptions) -> rx.Component | None:
    if "size" not in options or "on_size" not in options:
        return None
    on_size = options["on_size"]
    return rx.el.select(
        *[rx.el.option(f"{size}", value=f"{size}") for size in SIZES],
        value=options["size"].to_string(),
        on_change=lambda size: on_size(size.to(int)),
        aria_label=t("Lignes par page"),
        title=t("Lignes par page"),
        class_name="lx-input lx-size",
    )


def _step(options: PagingOptions, event: str, condition: str, icon: str, label: Text) -> rx.Component | None:
    if event not in options:
        return None
    possible = rx.Var.create(options.get(condition, False)).to(bool)
    return rx.el.button(
        rx.icon(icon, size=16, aria_hidden="true"),
        type="button",
        on_click=options[event],
        disabled=~possible,
        title=label,
        aria_label=label,
        class_name="lx-icon-button",
    )
