"""Réglages: everything the office decides for itself, each with one sentence, by rights."""

import reflex as rx

from liciel_app.core.access import Permission
from liciel_app.office.screens.entries import SETTINGS, Setting
from liciel_app.office.screens.frame import allowed, office_page
from liciel_app.ui.handler import State, handler
from liciel_app.ui.language import t
from liciel_app.ui.page import page

ADDRESS = "/bureau/reglages"


class Settings(State):
    """Nothing of its own: what it leads to has its own rights."""

    @handler(Permission.OFFICE_READ)
    async def load(self) -> None:
        """Refuses who is not of the office."""


@page(ADDRESS, title="Réglages", load=[Settings.load])
def settings_screen() -> rx.Component:
    return office_page(
        t("Réglages"),
        "settings",
        rx.el.ul(*map(_line, SETTINGS), class_name="lx-settings"),
        subtitle=t("Ce que l’office décide une fois, pour toutes ses visites."),
    )


def _line(one: Setting) -> rx.Component:
    words = rx.el.span(
        rx.el.span(t(one.label), class_name="lx-first"),
        rx.el.span(t(one.sentence), class_name="lx-second"),
        class_name="lx-lines",
    )
    picture = rx.el.span(rx.icon(one.icon, size=20, aria_hidden="true"), class_name="lx-tile-icon")
    line = rx.el.li(rx.el.a(picture, words, href=one.href, class_name="lx-card lx-setting"))
    return rx.cond(allowed(one.permission), line, rx.fragment())
