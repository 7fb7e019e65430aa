"""The client's first page: what waits for him, his dossiers, his orders."""

from typing import Any, ClassVar, Final

import reflex as rx

from liciel_app.core.access import Permission
from liciel_app.core.paging import Asked, Page
from liciel_app.core.work import Work
from liciel_app.dossiers import queries as dossiers
from liciel_app.dossiers.queries import DossierRow
from liciel_app.portal.frame import space_page
from liciel_app.portal.look import LAST_TILE
from liciel_app.portal.overview import Overview, overview
from liciel_app.portal.screens.dossier_cards import dossier_cards
from liciel_app.portal.screens.to_do import to_do, waiting_orders
from liciel_app.ui.button import button, link_button
from liciel_app.ui.card import stack, tile, tiles
from liciel_app.ui.empty import empty
from liciel_app.ui.handler import State
from liciel_app.ui.language import t
from liciel_app.ui.list_parts import Filters
from liciel_app.ui.lists import LiveList, counted
from liciel_app.ui.page import page
from liciel_app.ui.session import Session
from liciel_app.ui.table_search import table_search
from liciel_app.ui.ticker import ticker

FEW: Final = 6
"""Dossiers that are found at a glance: beyond, a search field helps."""


class Space(LiveList, State):
    READS: ClassVar = Permission.PORTAL_USE
    ADDRESS: ClassVar = "/espace"
    KINDS: ClassVar = ("dossier", "order", "quote", "invoice", "hold", "payment", "orderdraft")

    overview: rx.Field[Overview] = rx.field(default_factory=Overview)
    rows: rx.Field[list[DossierRow]] = rx.field(default_factory=list[DossierRow])

    @staticmethod
    def _page(work: Work, asked: Asked, filters: Filters) -> Page[DossierRow]:  # noqa: ARG004 no filter here
        return dossiers.dossiers_page(work, asked)

    @staticmethod
    def _around(work: Work) -> dict[str, Any]:
        return {"overview": overview(work)}


@page(Space.ADDRESS, title="Mon espace", load=[Space.load])
def home() -> rx.Component:
    return space_page(
        rx.Var.create(f"{t('Bonjour')} {Session.me.name}").to(str),
        "home",
        ticker(Space.tick),
        stack(
            _figures(),
            to_do(Space.overview),
            rx.cond(Space.overview.waiting.length() > 0, waiting_orders(Space.overview), rx.fragment()),
            _dossiers(),
        ),
        actions=link_button(t("Commander un diagnostic"), "/commander", kind="outline", icon="plus"),
        ready=~Space.loading,
    )


def _figures() -> rx.Component:
    seen = Space.overview
    return tiles(
        tile(t("Dossiers"), seen.dossiers, icon="folder", tone="blue"),
        tile(t("Commandes en cours"), seen.orders, icon="inbox", tone="violet"),
        rx.el.div(
            rx.cond(
                seen.owed != "",
                tile(t("Reste à payer"), seen.owed, icon="circle-alert", tone="red"),
                tile(t("Reste à payer"), t("Tout est réglé"), icon="badge-check", tone="green"),
            ),
            style=LAST_TILE,
        ),
    )


def _dossiers() -> rx.Component:
    some = Space.overview.dossiers != 0
    return rx.el.section(
        rx.el.h2(t("Mes dossiers"), class_name="lx-card-title"),
        rx.cond(rx.Var.create(Space.overview.dossiers).to(int) > FEW, _search(), rx.fragment()),
        rx.cond(Space.rows.length() > 0, dossier_cards(Space.rows), rx.cond(some, _not_found(), _nothing())),
        _paging(),
        class_name="lx-stack",
    )


def _search() -> rx.Component:
    return table_search(Space.q, Space.search, t("Rechercher : adresse ou référence"))


def _paging() -> rx.Component:
    more = Space.has_previous | Space.has_next
    turn = rx.el.nav(
        button(t("Précédents"), Space.turn("previous"), kind="outline", props={"disabled": ~Space.has_previous}),
        rx.el.span(counted(Space, t("dossier"), t("dossiers")), class_name="lx-subtitle"),
        button(t("Suivants"), Space.turn("next"), kind="outline", props={"disabled": ~Space.has_next}),
        aria_label=t("Pages"),
        style={"display": "flex", "align_items": "center", "justify_content": "space-between", "gap": "8px"},
    )
    return rx.cond(more, turn, rx.fragment())


def _not_found() -> rx.Component:
    return empty(
        t("Aucun dossier pour cette recherche."),
        button(t("Effacer la recherche"), Space.search(""), kind="outline"),
        icon="search-x",
    )


def _nothing() -> rx.Component:
    return empty(
        t("Pas encore de dossier."),
        link_button(t("Commander un diagnostic"), "/commander", kind="solid", icon="plus"),
        icon="folder-open",
    )
