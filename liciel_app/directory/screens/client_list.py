"""The people and companies the office works for."""

from typing import Any, ClassVar, Final

import reflex as rx

from liciel_app.core.access import Permission
from liciel_app.core.paging import Asked, Page
from liciel_app.core.work import Work
from liciel_app.directory import queries
from liciel_app.directory.queries import ClientRow
from liciel_app.directory.screens.words import KINDS
from liciel_app.office.screens.frame import office_page
from liciel_app.office.screens.list_page import office_list
from liciel_app.ui import cells
from liciel_app.ui.badge import status_badge
from liciel_app.ui.button import link_button
from liciel_app.ui.empty import empty
from liciel_app.ui.handler import State
from liciel_app.ui.language import t
from liciel_app.ui.links import mail_link, phone_link
from liciel_app.ui.list_parts import Cell, Filters
from liciel_app.ui.lists import LiveList
from liciel_app.ui.page import page
from liciel_app.ui.palette import Found
from liciel_app.ui.table import Column, above
from liciel_app.ui.ticker import ticker

KIND_WORDS: Final = {code: shown.label for code, shown in KINDS.items()}


class ClientList(LiveList, State):
    READS: ClassVar = Permission.DIRECTORY_READ
    NAME: ClassVar = "clients"
    TITLE: ClassVar = "Clients"
    ADDRESS: ClassVar = "/bureau/clients"
    KINDS: ClassVar = ("client",)
    ORDER: ClassVar = "name"
    SHEET: ClassVar = (
        Cell("Nom", "name"),
        Cell("Type", "kind", KIND_WORDS),
        Cell("Mail", "email"),
        Cell("Téléphone", "phone"),
        Cell("Ville", "town"),
        Cell("Client depuis", "since"),
    )

    rows: rx.Field[list[ClientRow]] = rx.field(default_factory=list[ClientRow])

    @staticmethod
    def _page(work: Work, asked: Asked, filters: Filters) -> Page[ClientRow]:  # noqa: ARG004 no filter here
        return queries.clients_page(work, asked)

    @staticmethod
    def _found(row: ClientRow) -> Found:
        return Found(row.name, f"{ClientList.ADDRESS}/{row.id}", row.email)


@page(ClientList.ADDRESS, title="Clients", load=[ClientList.load])
def client_list() -> rx.Component:
    return office_page(t("Clients"), "clients", _table(), ticker(ClientList.tick))


def _table() -> rx.Component:
    return office_list(
        ClientList,
        _columns(),
        label=t("Clients"),
        nouns=(t("client"), t("clients")),
        empty=_nothing(),
        hint=t("Nom, mail, téléphone, ville…"),
        row_href=lambda row: f"{ClientList.ADDRESS}/{row.id}",
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
    return rx.cond(row.phone != "", above(phone_link(row.phone, class_name="lx-link lx-figure")), cells.or_dash(""))


def _nothing() -> rx.Component:
    return rx.cond(
        ClientList.q != "",
        empty(
            t("Aucun client pour cette recherche."),
            link_button(t("Effacer les filtres"), ClientList.ADDRESS, kind="outline"),
            icon="filter-x",
        ),
        empty(
            t("Pas encore de client. Le premier vient avec sa commande."),
            link_button(t("Voir les commandes"), "/bureau/commandes", kind="solid"),
            icon="users",
        ),
    )
