"""The list of quotes, one tab per state; an answer given a moment ago appears by itself."""

from typing import Any, ClassVar, Final

import reflex as rx

from liciel_app.core.access import Permission
from liciel_app.core.paging import Asked, Page
from liciel_app.core.work import Work
from liciel_app.office.screens.frame import office_page
from liciel_app.office.screens.list_page import count_of, filter_tab, office_list
from liciel_app.office.screens.tabs import Tab, tabs
from liciel_app.orders.queries import quotes_list
from liciel_app.orders.queries.quotes_list import QuoteRow
from liciel_app.orders.screens.quote_words import STATES, TABS
from liciel_app.ui import cells
from liciel_app.ui.badge import status_badge
from liciel_app.ui.button import link_button
from liciel_app.ui.empty import empty
from liciel_app.ui.handler import State
from liciel_app.ui.language import t
from liciel_app.ui.list_parts import Cell, Filter, Filters
from liciel_app.ui.lists import LiveList
from liciel_app.ui.page import page
from liciel_app.ui.palette import Found
from liciel_app.ui.table import Column, two_lines
from liciel_app.ui.ticker import ticker

WORDS: Final = {code: STATES[code].label for code in quotes_list.SHOWN}
ORDERS: Final = "/bureau/commandes"


class QuoteList(LiveList, State):
    READS: ClassVar = Permission.ORDERS_READ
    NAME: ClassVar = "devis"
    TITLE: ClassVar = "Devis"
    ADDRESS: ClassVar = "/bureau/devis"
    KINDS: ClassVar = ("quote",)
    FILTERS: ClassVar = (Filter("etat", "État", WORDS),)
    SHEET: ClassVar = (
        Cell("Numéro", "number"),
        Cell("Créé le", "created"),
        Cell("Client", "client"),
        Cell("Adresse", "street"),
        Cell("Ville", "town"),
        Cell("État", "state", WORDS),
        Cell("Envoyé le", "sent"),
        Cell("Valable jusqu’au", "until"),
        Cell("Montant TTC", "amount"),
    )

    rows: rx.Field[list[QuoteRow]] = rx.field(default_factory=list[QuoteRow])
    counts: rx.Field[dict[str, int]] = rx.field(default_factory=dict[str, int])

    @staticmethod
    def _page(work: Work, asked: Asked, filters: Filters) -> Page[QuoteRow]:
        return quotes_list.quotes_page(work, asked, filters["etat"])

    @staticmethod
    def _around(work: Work) -> dict[str, Any]:
        return {"counts": quotes_list.counts(work)}

    @staticmethod
    def _found(row: QuoteRow) -> Found:
        return Found(f"{row.number} · {row.client}", f"{ORDERS}/{row.order_id}", f"{row.street}, {row.town}")


@page(QuoteList.ADDRESS, title="Devis", load=[QuoteList.load])
def quote_list() -> rx.Component:
    return office_page(
        t("Devis"),
        "quotes",
        tabs(t("Devis"), [*map(_tab, quotes_list.SHOWN), filter_tab(QuoteList, "etat", "", t("Tous"))]),
        _table(),
        ticker(QuoteList.tick),
        actions=link_button(t("Documents et modèles"), "/bureau/reglages/documents", kind="outline", icon="files"),
    )


def _tab(state: str) -> Tab:
    count, tone = count_of(QuoteList, state), STATES[state].tone
    return filter_tab(QuoteList, "etat", state, t(TABS[state]), count=count, tone=tone)


def _table() -> rx.Component:
    return office_list(
        QuoteList,
        _columns(),
        label=t("Devis"),
        nouns=(t("devis"), t("devis")),
        empty=_nothing(),
        hint=t("Numéro, nom, adresse…"),
        row_href=lambda row: f"{ORDERS}/{row.order_id}",
    )


def _columns() -> list[Column]:
    return [
        Column("number", t("Numéro"), lambda row: cells.reference(row.number)),
        Column("created", t("Créé le"), lambda row: cells.date(row.created), sortable=True),
        Column("client", t("Client"), lambda row: row.client, sortable=True, phone="plain"),
        Column("place", t("Bien"), lambda row: two_lines(row.street, row.town), phone="plain"),
        Column("sent", t("Envoyé le"), lambda row: cells.date(row.sent)),
        Column("until", t("Valable jusqu’au"), lambda row: cells.date(row.until)),
        Column("state", t("État"), lambda row: status_badge(row.state, STATES), phone="corner"),
        Column("amount", t("Montant TTC"), lambda row: cells.money(row.amount), sortable=True, align="right"),
    ]


def _nothing() -> rx.Component:
    return rx.cond(
        (QuoteList.q != "") | (QuoteList.filters["etat"] != ""),
        empty(
            t("Aucun devis pour ces filtres."),
            link_button(t("Effacer les filtres"), QuoteList.ADDRESS, kind="outline"),
            icon="filter-x",
        ),
        empty(
            t("Pas encore de devis. Un devis se prépare depuis une commande."),
            link_button(t("Voir les commandes"), ORDERS, kind="solid", icon="inbox"),
            icon="file-pen-line",
        ),
    )
