"""The list of orders, one tab per state; an order placed a moment ago appears by itself."""

from typing import Any

import reflex as rx

from liciel_app.core.access import Permission
from liciel_app.office.screens.frame import allowed, office_page
from liciel_app.office.screens.list_page import count_of, filter_tab, office_list
from liciel_app.office.screens.tabs import Tab, tabs
from liciel_app.orders.screens.order_bulk import bulk_buttons, bulk_dialogs, import_button
from liciel_app.orders.screens.order_state import OrderList
from liciel_app.orders.screens.words import NEW_ORDER, STATES, project, property_kind, tags
from liciel_app.ui import cells
from liciel_app.ui.badge import status_badge
from liciel_app.ui.button import link_button
from liciel_app.ui.empty import empty
from liciel_app.ui.language import t
from liciel_app.ui.page import page
from liciel_app.ui.table import Column, two_lines
from liciel_app.ui.ticker import ticker


@page(OrderList.ADDRESS, title="Commandes", load=[OrderList.load])
def order_list() -> rx.Component:
    return office_page(
        t("Commandes"),
        "orders",
        tabs(t("Commandes"), [*map(_tab, STATES), filter_tab(OrderList, "etat", "", t("Toutes"))]),
        _table(),
        bulk_dialogs(),
        ticker(OrderList.tick),
        actions=link_button(t("Nouvelle commande"), NEW_ORDER, icon="plus", kind="solid"),
    )


def _tab(state: str) -> Tab:
    look = STATES[state]
    return filter_tab(OrderList, "etat", state, t(look.label), count=count_of(OrderList, state), tone=look.tone)


def _table() -> rx.Component:
    return office_list(
        OrderList,
        _columns(),
        label=t("Commandes"),
        nouns=(t("commande"), t("commandes")),
        empty=_nothing(),
        hint=t("Numéro, nom, adresse…"),
        row_href=lambda row: f"{OrderList.ADDRESS}/{row.id}",
        tools=[rx.cond(allowed(Permission.ORDERS_WRITE), import_button(), rx.fragment())],
        for_chosen=[rx.cond(allowed(Permission.ORDERS_WRITE), one, rx.fragment()) for one in bulk_buttons()],
    )


def _columns() -> list[Column]:
    return [
        Column("number", t("Numéro"), lambda row: cells.reference(row.number)),
        Column("placed", t("Reçue le"), lambda row: cells.date(row.placed), sortable=True),
        Column("client", t("Client"), _contact, sortable=True, phone="plain"),
        Column("place", t("Bien"), _place, phone="plain"),
        Column("project", t("Projet"), _project),
        Column("missions", t("Diagnostics"), lambda row: tags(row.missions)),
        Column("state", t("État"), lambda row: status_badge(row.state, STATES), phone="corner"),
        Column("amount", t("Montant TTC"), lambda row: cells.money(row.amount), sortable=True, align="right"),
    ]


def _contact(row: Any) -> rx.Component:
    return rx.el.span(two_lines(row.contact, row.phone), class_name="lx-short")


def _place(row: Any) -> rx.Component:
    return rx.el.span(two_lines(row.street, row.town), class_name="lx-short")


def _project(row: Any) -> rx.Component:
    return two_lines(project(row.transaction), property_kind(row.kind))


def _nothing() -> rx.Component:
    everything = link_button(t("Voir toutes les commandes"), OrderList.ADDRESS, kind="outline")
    return rx.cond(
        OrderList.q != "",
        empty(
            t("Aucune commande pour cette recherche."),
            link_button(t("Effacer les filtres"), OrderList.ADDRESS, kind="outline"),
            icon="filter-x",
        ),
        rx.match(
            OrderList.filters["etat"],
            ("to_process", empty(t("Aucune commande à traiter."), everything, icon="inbox")),
            ("in_progress", empty(t("Aucune commande en cours."), everything, icon="loader")),
            ("processed", empty(t("Aucune commande traitée."), everything, icon="circle-check")),
            ("cancelled", empty(t("Aucune commande annulée."), everything, icon="ban")),
            empty(
                t("Pas encore de commande."),
                link_button(t("Créer une commande"), NEW_ORDER, kind="solid", icon="plus"),
                icon="inbox",
            ),
        ),
    )
