"""Tabs and chips that are links: the address of the page holds what is shown."""

from collections.abc import Sequence
from dataclasses import dataclass

import reflex as rx

from liciel_app.ui.badge import count_badge
from liciel_app.ui.kinds import Flag, Text, some
from liciel_app.ui.tokens import Tone


@dataclass(frozen=True)
class Tab:
    label: Text
    href: Text
    lit: Flag
    count: rx.Var[int] | None = None
    tone: Tone = "grey"
    icon: str | None = None


def tabs(label: Text, choices: Sequence[Tab]) -> rx.Component:
    """Underlined words over a list or a record."""
    return rx.el.nav(*[_link(tab, "lx-phase") for tab in choices], aria_label=label, class_name="lx-phases")


def chips(label: Text, choices: Sequence[Tab]) -> rx.Component:
    """Round filters, each lit or not."""
    return rx.el.nav(*[_link(tab, "lx-chip") for tab in choices], aria_label=label, class_name="lx-filters")


def _link(tab: Tab, look: str) -> rx.Component:
    icon = rx.icon(tab.icon, size=15, aria_hidden="true") if tab.icon else None
    count = count_badge(tab.count, tab.tone) if tab.count is not None else None
    current = rx.cond(tab.lit, "true", "false")
    return rx.el.a(*some(icon, rx.el.span(tab.label), count), href=tab.href, aria_current=current, class_name=look)
