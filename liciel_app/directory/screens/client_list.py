"""The people and companies the office works for."""

from typing import Any, Final
from urllib.parse import urlencode

import reflex as rx

from liciel_app.core.access import Permission
from liciel_app.core.paging import Asked, Move
from liciel_app.directory import queries
from liciel_app.directory.queries import ClientRow
from liciel_app.directory.screens.words import KINDS
from liciel_app.office.screens.frame import office_page
from liciel_app.office.screens.listing import Listing, counted
from liciel_app.ui import bridge, cells
from liciel_app.ui.badge import status_badge
from liciel_app.ui.button import link_button
from liciel_app.ui.empty import empty
from liciel_app.ui.handler import State, handler
from liciel_app.ui.language import t
from liciel_app.ui.links import mail_link, phone_link
from liciel_app.ui.page import page
from liciel_app.ui.table import Column, above, data_table
from liciel_app.ui.ticker import ticker

ADDRESS: Final = "/bureau/clients"


class ClientList(Listing, State):
    rows: rx.Field[list[ClientRow]] = rx.field(default_factory=list[ClientRow])

    @handler(Permission.DIRECTORY_READ)
    async def load(self) -> None:
        self._ask(self.router.url.query_parameters.get("q", ""))
        self.sort = self.sort or "name"
        await self._moved_on("client")
        await self._show("first")

    @handler(Permission.DIRECTORY_READ)
    async def search(self, words: str) -> Any:
        self._ask(words)
        return rx.redirect(f"{ADDRESS}?{urlencode({'q': self.q})}" if self.q else ADDRESS, replace=True)

    @handler(Permission.DIRECTORY_READ)
    async def sort_by(self, key: str) -> None:
        self._turn_sort(key)
        await self._show("first")

    @handler(Permission.DIRECTORY_READ)
    async def turn(self, move: Move) -> None:
        await self._show(move)

    @handler(Permission.DIRECTORY_READ)
    async def tick(self) -> None:
        if await self._moved_on("client"):
            await self._show("same")

    async def _show(self, move: Move) -> None:
        asked: Asked = self._asked(move)
        self.rows = list(self._turned_to(await bridge.read(self, queries.clients_page, asked)))


@page(ADDRESS, title="Clients", load=[ClientList.load])
def client_list() -> rx.Component:
    return office_page(t("Clients"), "clients", _table(), ticker(ClientList.tick))


def _table() -> rx.Component:
    return data_table(
        _columns(),
        ClientList.rows,
        label=t("Clients"),
        empty=_nothing(),
        loading=ClientList.loading,
        sort=ClientList.sort,
        on_sort=ClientList.sort_by,
        q=ClientList.q,
        on_search=ClientList.search,
        search_hint=t("Nom, mail, téléphone, ville…"),
        total_text=counted(ClientList, t("client"), t("clients")),
        has_previous=ClientList.has_previous,
        has_next=ClientList.has_next,
        on_first=ClientList.turn("first"),
        on_previous=ClientList.turn("previous"),
        on_next=ClientList.turn("next"),
        on_last=ClientList.turn("last"),
    )


def _columns() -> list[Column]:
    return [
        Column("name", t("Nom"), lambda row: rx.el.span(row.name, class_name="lx-first"), sortable=True),
        Column("kind", t("Type"), lambda row: status_badge(row.kind, KINDS), phone="corner"),
        Column("email", t("Mail"), _mail, phone="plain"),
        Column("phone", t("Téléphone"), _phone),
        Column("town", t("Ville"), lambda row: cells.or_dash(row.town)),
        Column("since", t("Client depuis"), lambda row: cells.date(row.since), sortable=True, hide_on_phone=True),
    ]


def _mail(row: Any) -> rx.Component:
    return rx.cond(row.email != "", above(mail_link(row.email, class_name="lx-link")), cells.or_dash(""))


def _phone(row: Any) -> rx.Component:
    return rx.cond(row.phone != "", above(phone_link(row.phone, class_name="lx-link")), cells.or_dash(""))


def _nothing() -> rx.Component:
    return rx.cond(
        ClientList.q != "",
        empty(
            t("Aucun client pour cette recherche."),
            link_button(t("Effacer les filtres"), ADDRESS, kind="outline"),
            icon="filter-x",
        ),
        empty(
            t("Pas encore de client. Le premier vient avec sa commande."),
            link_button(t("Voir les commandes"), "/bureau/commandes", kind="solid"),
            icon="users",
        ),
    )
