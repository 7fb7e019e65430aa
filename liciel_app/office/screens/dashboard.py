"""The office's first page: what waits, what is coming."""

import reflex as rx

from liciel_app.core.access import Permission
from liciel_app.ui.handler import State, handler
from liciel_app.ui.language import t
from liciel_app.ui.page import page
from liciel_app.ui.session import Session


class Dashboard(State):
    count: int = 0

    @handler(Permission.ORDERS_READ)
    async def load(self) -> None:
        self.count = 1

    @handler(Permission.ORDERS_READ)
    async def add(self, by: int) -> None:
        self.count += by


@page("/bureau", title="Tableau de bord", load=[Dashboard.load])
def dashboard() -> rx.Component:
    return rx.box(
        rx.heading(t("Tableau de bord")),
        rx.text(Session.me.name, id="name"),
        rx.text(Dashboard.count, id="count"),
        rx.button("+", on_click=Dashboard.add(2), id="add"),
    )
