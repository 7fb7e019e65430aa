"""The list of orders, one tab per state; an order placed a moment ago appears by itself."""

from typing import Any, Final
from urllib.parse import urlencode

import reflex as rx

from liciel_app.core.access import Permission
from liciel_app.core.paging import Asked, Move, Page
from liciel_app.core.work import Work
from liciel_app.office.screens.frame import office_page
from liciel_app.office.screens.listing import Listing, counted
from liciel_app.office.screens.tabs import Tab, tabs
from liciel_app.orders import queries
from liciel_app.orders.models import OrderState
from liciel_app.orders.queries import OrderRow
from liciel_app.orders.screens.words import STATES, project, property_kind, tags
from liciel_app.ui import bridge, cells
from liciel_app.ui.badge import status_badge
from liciel_app.ui.button import doc_button, link_button
from liciel_app.ui.empty import empty
from liciel_app.ui.handler import State, handler
from liciel_app.ui.language import t
from liciel_app.ui.page import page
from liciel_app.ui.table import Column, data_table, two_lines
from liciel_app.ui.ticker import ticker

ADDRESS: Final = "/bureau/commandes"
SHOWN: Final = ("", *[str(state) for state in OrderState])


class OrderList(Listing, State):
    rows: rx.Field[list[OrderRow]] = rx.field(default_factory=list[OrderRow])
    counts: rx.Field[dict[str, int]] = rx.field(default_factory=dict[str, int])
    shown: rx.Field[str] = rx.field("")
    kept: rx.Field[str] = rx.field("")
    """The end of an address that keeps the search: `&q=…`, or nothing."""

    @handler(Permission.ORDERS_READ)
    async def load(self) -> None:
        """The address says which orders; an unknown word shows them all."""
        asked = self.router.url.query_parameters
        self.shown = asked.get("etat", "") if asked.get("etat", "") in SHOWN else ""
        self._ask(asked.get("q", ""))
        self.kept = "&" + urlencode({"q": self.q}) if self.q else ""
        await self._moved_on("order")
        await self._show("first")

    @handler(Permission.ORDERS_READ)
    async def search(self, words: str) -> Any:
        self._ask(words)
        filters = {"etat": self.shown, "q": self.q}
        return rx.redirect(
            f"{ADDRESS}?{urlencode({name: kept for name, kept in filters.items() if kept})}", replace=True
        )

    @handler(Permission.ORDERS_READ)
    async def sort_by(self, key: str) -> None:
        self._turn_sort(key)
        await self._show("first")

    @handler(Permission.ORDERS_READ)
    async def turn(self, move: Move) -> None:
        await self._show(move)

    @handler(Permission.ORDERS_READ)
    async def tick(self) -> None:
        if await self._moved_on("order"):
            await self._show("same" if self.has_previous else "first")

    async def _show(self, move: Move) -> None:
        found, self.counts = await bridge.read(self, _everything, self._asked(move), self.shown)
        self.rows = list(self._turned_to(found))


def _everything(work: Work, asked: Asked, shown: str) -> tuple[Page[OrderRow], dict[str, int]]:
    return queries.orders_page(work, asked, shown), queries.counts(work)


@page(ADDRESS, title="Commandes", load=[OrderList.load])
def order_list() -> rx.Component:
    return office_page(
        t("Commandes"),
        "orders",
        _tabs(),
        _table(),
        ticker(OrderList.tick),
        actions=doc_button(t("Nouvelle commande"), "/commander", icon="plus", kind="solid"),
    )


def _tabs() -> rx.Component:
    return tabs(t("Commandes"), [*[_tab(state) for state in OrderState], Tab(t("Toutes"), _at(""), _lit(""))])


def _tab(state: OrderState) -> Tab:
    look = STATES[state]
    return Tab(t(look.label), _at(state), _lit(state), OrderList.counts[str(state)].to(int), look.tone)


def _at(shown: str) -> str:
    """The tab keeps what is searched for."""
    return f"{ADDRESS}?etat={shown}{OrderList.kept}"


def _lit(shown: str) -> rx.Var[bool]:
    return OrderList.shown == str(shown)


def _table() -> rx.Component:
    return data_table(
        _columns(),
        OrderList.rows,
        label=t("Commandes"),
        empty=_nothing(),
        loading=OrderList.loading,
        sort=OrderList.sort,
        on_sort=OrderList.sort_by,
        q=OrderList.q,
        on_search=OrderList.search,
        search_hint=t("Numéro, nom, adresse…"),
        row_href=lambda row: f"{ADDRESS}/{row.id}",
        total_text=counted(OrderList, t("commande"), t("commandes")),
        has_previous=OrderList.has_previous,
        has_next=OrderList.has_next,
        on_first=OrderList.turn("first"),
        on_previous=OrderList.turn("previous"),
        on_next=OrderList.turn("next"),
        on_last=OrderList.turn("last"),
    )


def _columns() -> list[Column]:
    return [
        Column("number", t("Numéro"), lambda row: cells.reference(row.number)),
        Column("placed", t("Reçue le"), lambda row: cells.date(row.placed), sortable=True),
        Column("client", t("Client"), _contact, sortable=True, phone="plain"),
        Column("place", t("Bien"), lambda row: two_lines(row.street, row.town), phone="plain"),
        Column("project", t("Projet"), _project),
        Column("missions", t("Diagnostics"), lambda row: tags(row.missions)),
        Column("state", t("État"), lambda row: status_badge(row.state, STATES), phone="corner"),
        Column("amount", t("Montant TTC"), lambda row: cells.money(row.amount), sortable=True, align="right"),
    ]


def _contact(row: Any) -> rx.Component:
    return two_lines(row.contact, row.phone)


def _project(row: Any) -> rx.Component:
    return two_lines(project(row.transaction), property_kind(row.kind))


def _nothing() -> rx.Component:
    everything = link_button(t("Voir toutes les commandes"), ADDRESS, kind="outline")
    return rx.cond(
        OrderList.q != "",
        empty(
            t("Aucune commande pour cette recherche."),
            link_button(t("Effacer les filtres"), ADDRESS, kind="outline"),
            icon="filter-x",
        ),
        rx.match(
            OrderList.shown,
            ("to_process", empty(t("Aucune commande à traiter."), everything, icon="inbox")),
            ("in_progress", empty(t("Aucune commande en cours."), everything, icon="loader")),
            ("processed", empty(t("Aucune commande traitée."), everything, icon="circle-check")),
            empty(
                t("Pas encore de commande."),
                doc_button(t("Créer une commande"), "/commander", kind="solid", icon="plus"),
                icon="inbox",
            ),
        ),
    )
