"""The client's own orders: where each stands, and its papers."""

from typing import Any, ClassVar, Final

import reflex as rx

from liciel_app.core.access import Permission
from liciel_app.core.paging import Asked, Page
from liciel_app.core.work import Work
from liciel_app.office.screens.tabs import Tab, tabs
from liciel_app.orders import queries
from liciel_app.orders.queries import OrderRow
from liciel_app.orders.queries.drafts import DraftRow, draft_rows
from liciel_app.orders.screens.words import STATES, tags
from liciel_app.portal.frame import space_page
from liciel_app.ui import cells
from liciel_app.ui.badge import status_badge
from liciel_app.ui.button import link_button
from liciel_app.ui.card import card
from liciel_app.ui.empty import empty
from liciel_app.ui.handler import State
from liciel_app.ui.language import t
from liciel_app.ui.links import doc_link
from liciel_app.ui.list_parts import Filter, Filters
from liciel_app.ui.list_table import list_table
from liciel_app.ui.lists import LiveList
from liciel_app.ui.page import page
from liciel_app.ui.table import Column, above, two_lines
from liciel_app.ui.ticker import ticker

WORDS: Final = {code: shown.label for code, shown in STATES.items()}


class MyOrders(LiveList, State):
    READS: ClassVar = Permission.PORTAL_USE
    ADDRESS: ClassVar = "/espace/commandes"
    KINDS: ClassVar = ("order", "orderdraft")
    FILTERS: ClassVar = (Filter("etat", "État", WORDS),)

    rows: rx.Field[list[OrderRow]] = rx.field(default_factory=list[OrderRow])
    counts: rx.Field[dict[str, int]] = rx.field(default_factory=dict[str, int])
    drafts: rx.Field[list[DraftRow]] = rx.field(default_factory=list[DraftRow])

    @staticmethod
    def _page(work: Work, asked: Asked, filters: Filters) -> Page[OrderRow]:
        return queries.orders_page(work, asked, filters["etat"])

    @staticmethod
    def _around(work: Work) -> dict[str, Any]:
        return {"counts": queries.counts(work), "drafts": draft_rows(work)}


@page(MyOrders.ADDRESS, title="Mes commandes", load=[MyOrders.load])
def my_orders() -> rx.Component:
    return space_page(
        t("Mes commandes"),
        "orders",
        ticker(MyOrders.tick),
        rx.cond(MyOrders.drafts.length() > 0, _drafts(), rx.fragment()),
        tabs(t("Mes commandes"), [_all(), *map(_tab, STATES)]),
        list_table(
            MyOrders,
            _columns(),
            label=t("Mes commandes"),
            nouns=(t("commande"), t("commandes")),
            empty=_nothing(),
            hint=t("Numéro, adresse…"),
        ),
        actions=link_button(t("Commander un diagnostic"), "/commander", kind="outline", icon="plus"),
    )


def _drafts() -> rx.Component:
    """What he, or somebody of his company, left unfinished or prepared."""
    listed = rx.el.ul(rx.foreach(MyOrders.drafts, _draft), class_name="lx-papers")
    return card(t("Commandes à terminer"), listed)


def _draft(row: Any) -> rx.Component:
    state = rx.cond(row.prepared, t("À valider"), t("En cours"))
    words = rx.el.span(
        rx.el.span(row.title, class_name="lx-first"),
        rx.el.span(state, " · ", row.author, " · ", row.touched, class_name="lx-second"),
        class_name="lx-lines",
    )
    again = link_button(t("Reprendre"), f"/commander?brouillon={row.id}", kind="outline", icon="pencil-line")
    return rx.el.li(rx.el.div(words, again, class_name="lx-paper"), key=row.id.to_string())


def _all() -> Tab:
    return Tab(t("Toutes"), MyOrders.ADDRESS, MyOrders.filters["etat"] == "")


def _tab(state: str) -> Tab:
    look, counts = STATES[state], rx.Var.create(MyOrders.counts).to(dict)
    href = f"{MyOrders.ADDRESS}?etat={state}"
    return Tab(t(look.label), href, MyOrders.filters["etat"] == state, count=counts[state].to(int), tone=look.tone)


def _columns() -> list[Column]:
    return [
        Column("number", t("Numéro"), lambda row: cells.reference(row.number)),
        Column("placed", t("Commandée le"), lambda row: cells.date(row.placed), sortable=True),
        Column("place", t("Bien"), lambda row: two_lines(row.street, row.town), phone="plain"),
        Column("missions", t("Diagnostics"), lambda row: tags(row.missions)),
        Column("state", t("État"), lambda row: status_badge(row.state, STATES), phone="corner"),
        Column("amount", t("Montant TTC"), lambda row: cells.money(row.amount), sortable=True, align="right"),
        Column("papers", t("Papiers"), _papers),
    ]


def _papers(row: Any) -> rx.Component:
    address = f"/commandes/{row.id}"
    form = doc_link(t("Bon de commande"), href=f"{address}/bon-de-commande.pdf", class_name="lx-link")
    data = doc_link(t("Données"), href=f"{address}/donnees.csv", class_name="lx-link")
    return above(rx.el.span(form, " · ", data))


def _nothing() -> rx.Component:
    return empty(
        t("Pas encore de commande."),
        link_button(t("Commander un diagnostic"), "/commander", kind="solid", icon="plus"),
        icon="inbox",
    )
