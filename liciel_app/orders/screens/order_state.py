"""What the list of orders holds, and what it asks."""

from typing import Any, ClassVar, Final

import reflex as rx

from liciel_app.core.access import Permission
from liciel_app.core.paging import Asked, Page
from liciel_app.core.work import Work
from liciel_app.orders import queries
from liciel_app.orders.queries import OrderRow
from liciel_app.orders.screens.words import PROJECTS, PROPERTIES, STATES
from liciel_app.ui.handler import State
from liciel_app.ui.list_parts import Cell, Filter, Filters
from liciel_app.ui.lists import LiveList
from liciel_app.ui.palette import Found

WORDS: Final = {code: shown.label for code, shown in STATES.items()}


class OrderList(LiveList, State):
    READS: ClassVar = Permission.ORDERS_READ
    NAME: ClassVar = "commandes"
    TITLE: ClassVar = "Commandes"
    ADDRESS: ClassVar = "/bureau/commandes"
    KINDS: ClassVar = ("order",)
    FILTERS: ClassVar = (Filter("etat", "État", WORDS),)
    SHEET: ClassVar = (
        Cell("Numéro", "number"),
        Cell("Reçue le", "placed"),
        Cell("Client", "contact"),
        Cell("Téléphone", "phone"),
        Cell("Adresse", "street"),
        Cell("Ville", "town"),
        Cell("Projet", "transaction", PROJECTS),
        Cell("Bien", "kind", PROPERTIES),
        Cell("Diagnostics", "missions"),
        Cell("État", "state", WORDS),
        Cell("Montant TTC", "amount"),
    )

    rows: rx.Field[list[OrderRow]] = rx.field(default_factory=list[OrderRow])
    counts: rx.Field[dict[str, int]] = rx.field(default_factory=dict[str, int])

    @staticmethod
    def _page(work: Work, asked: Asked, filters: Filters) -> Page[OrderRow]:
        return queries.orders_page(work, asked, filters["etat"])

    @staticmethod
    def _around(work: Work) -> dict[str, Any]:
        return {"counts": queries.counts(work)}

    @staticmethod
    def _found(row: OrderRow) -> Found:
        return Found(f"{row.number} · {row.contact}", f"{OrderList.ADDRESS}/{row.id}", f"{row.street}, {row.town}")
