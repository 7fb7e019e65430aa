"""The invoices of the office: what was issued, what is owed, what the bank could not explain."""

from typing import Any, ClassVar, Final

import reflex as rx

from liciel_app.billing import queries, rules, services
from liciel_app.billing.queries import InvoiceRow, NoticeRow
from liciel_app.billing.screens.invoice_panel import APART, InvoicePanel, invoice_panel
from liciel_app.core.access import Permission
from liciel_app.core.language import language_of, say
from liciel_app.core.paging import Asked, Page
from liciel_app.core.work import Work
from liciel_app.office.screens.frame import allowed, office_page
from liciel_app.office.screens.list_page import count_of, filter_tab, office_list
from liciel_app.office.screens.tabs import tabs
from liciel_app.ui import bridge, cells, toast
from liciel_app.ui.badge import STATUSES, Status, status_badge
from liciel_app.ui.button import button, link_button
from liciel_app.ui.card import card, stack, tile, tiles
from liciel_app.ui.empty import empty
from liciel_app.ui.handler import State, handler
from liciel_app.ui.language import t
from liciel_app.ui.links import new_tab_link
from liciel_app.ui.list_parts import Cell, Filter, Filters
from liciel_app.ui.lists import LiveList
from liciel_app.ui.page import page
from liciel_app.ui.palette import Found
from liciel_app.ui.session import Session
from liciel_app.ui.table import Column, above, two_lines
from liciel_app.ui.ticker import ticker

INVOICE_STATUSES: Final = {
    **{code: STATUSES[code] for code in ("issued", "late", "partly_paid")},
    "paid": Status("Payée", "green", "badge-check"),
    "credited": Status("Annulée par avoir", "black", "undo-2"),
}


class InvoiceList(LiveList, State):
    READS: ClassVar = Permission.BILLING_READ
    NAME: ClassVar = "factures"
    TITLE: ClassVar = "Factures"
    ADDRESS: ClassVar = "/bureau/factures"
    KINDS: ClassVar = ("invoice", "payment", "providernotice")
    FILTERS: ClassVar = (Filter("etat", "État", {"unpaid": "Impayées", "late": "En retard", "paid": "Payées"}),)
    SHEET: ClassVar = (
        Cell("Numéro", "number"),
        Cell("Émise le", "issued_on"),
        Cell("Client", "buyer"),
        Cell("Objet", "subject"),
        Cell("Dossier", "dossier"),
        Cell("Échéance", "due_on"),
        Cell("État", "status", {code: shown.label for code, shown in INVOICE_STATUSES.items()}),
        Cell("Total TTC", "gross"),
        Cell("Reste dû", "due"),
    )

    rows: rx.Field[list[InvoiceRow]] = rx.field(default_factory=list[InvoiceRow])
    notices: rx.Field[list[NoticeRow]] = rx.field(default_factory=list[NoticeRow])
    counts: rx.Field[dict[str, int]] = rx.field(default_factory=dict[str, int])
    owed: rx.Field[str] = rx.field("")

    @staticmethod
    def _page(work: Work, asked: Asked, filters: Filters) -> Page[InvoiceRow]:
        return queries.invoices_page(work, asked, filters["etat"])

    @staticmethod
    def _around(work: Work) -> dict[str, Any]:
        counts, owed, notices = queries.counts(work), queries.owed(work), queries.notices_to_check(work)
        return {"counts": counts, "owed": owed, "notices": notices}

    @staticmethod
    def _found(row: InvoiceRow) -> Found:
        href = f"{InvoiceList.ADDRESS}?q={row.number}"
        return Found(f"{row.number} · {row.buyer}", href, f"{row.gross} · {row.dossier}")

    @handler(Permission.BILLING_WRITE)
    async def close_notice(self, notice_id: int) -> Any:
        await bridge.do(self, services.close_notice, notice_id)
        await self._show("same")
        lang = language_of((await self.get_state(Session)).lang)
        return toast.done(say("Notification classée.", lang))


@page(InvoiceList.ADDRESS, title="Factures", load=[InvoiceList.load])
def invoice_list() -> rx.Component:
    return office_page(
        t("Factures"),
        "invoices",
        stack(_figures(), _to_check(), _tabs(), _table()),
        invoice_panel(),
        ticker(InvoiceList.tick),
    )


def _figures() -> rx.Component:
    here, unpaid, late = InvoiceList.ADDRESS, count_of(InvoiceList, "unpaid"), count_of(InvoiceList, "late")
    return tiles(
        tile(t("Reste à encaisser"), InvoiceList.owed, icon="wallet", tone="blue"),
        tile(t("Factures impayées"), unpaid, icon="file-clock", tone="amber", href=f"{here}?etat=unpaid"),
        tile(t("En retard"), late, icon="clock-alert", tone="red", href=f"{here}?etat=late"),
        tile(t("Paiements à vérifier"), count_of(InvoiceList, "to_check"), icon="search-check", tone="violet"),
    )


def _to_check() -> rx.Component:
    """Notifications of the payment platform that a person must look at; nothing when there are none."""

    def line(notice: NoticeRow) -> rx.Component:
        closing = button(t("Marquer comme vérifiée"), InvoiceList.close_notice(notice.id), icon="check", kind="outline")
        why = rx.match(notice.reason, *[(code, t(words)) for code, words in rules.DOUBTS.items()], notice.reason)
        words = two_lines(why, rx.fragment(notice.received_at, " · ", notice.event))
        return rx.el.div(
            words, rx.cond(allowed(Permission.BILLING_WRITE), closing, rx.fragment()), class_name="lx-task", style=APART
        )

    listed = card(t("Paiements à vérifier"), rx.foreach(InvoiceList.notices, line))
    return rx.cond(InvoiceList.notices.length() > 0, listed, rx.fragment())


def _tabs() -> rx.Component:
    unpaid, late = count_of(InvoiceList, "unpaid"), count_of(InvoiceList, "late")
    return tabs(
        t("Factures"),
        [
            filter_tab(InvoiceList, "etat", "", t("Toutes")),
            filter_tab(InvoiceList, "etat", "unpaid", t("Impayées"), count=unpaid, tone="amber"),
            filter_tab(InvoiceList, "etat", "late", t("En retard"), count=late, tone="red"),
            filter_tab(InvoiceList, "etat", "paid", t("Payées")),
        ],
    )


def _table() -> rx.Component:
    return office_list(
        InvoiceList,
        _columns(),
        label=t("Factures"),
        nouns=(t("facture"), t("factures")),
        empty=_nothing(),
        hint=t("Numéro, client, adresse, dossier"),
        on_row=lambda row: InvoicePanel.open(row.id),
    )


def _nothing() -> rx.Component:
    back = link_button(t("Voir toutes les factures"), InvoiceList.ADDRESS, kind="outline")
    state = InvoiceList.filters["etat"]
    return rx.cond(
        (state == "unpaid") | (state == "late"),
        empty(t("Aucun impayé. Tout est réglé."), back, icon="badge-check"),
        empty(t("Aucune facture ici. Une facture s’émet depuis son dossier."), back, icon="file-text"),
    )


def _columns() -> list[Column]:
    return [
        Column("number", t("Numéro"), lambda row: cells.reference(row.number), sortable=True, width="150px"),
        Column("issued_at", t("Émise le"), lambda row: cells.date(row.issued_on), sortable=True, hide_on_phone=True),
        Column("buyer", t("Client"), lambda row: two_lines(row.buyer, row.subject), sortable=True, phone="plain"),
        Column("dossier", t("Dossier"), _dossier, hide_on_phone=True),
        Column("due_on", t("Échéance"), lambda row: cells.date(row.due_on), sortable=True),
        Column("state", t("État"), lambda row: status_badge(row.status, INVOICE_STATUSES), phone="corner"),
        Column("gross", t("Total TTC"), lambda row: cells.money(row.gross), sortable=True, align="right"),
        Column("due", t("Reste dû"), lambda row: cells.money(row.due, late=row.late), align="right"),
        Column("file", t("PDF"), _document, align="right"),
    ]


def _dossier(row: Any) -> rx.Component:
    link = rx.el.a(cells.reference(row.dossier), href=f"/bureau/dossiers/{row.dossier_id}", class_name="lx-link")
    return rx.cond(row.dossier_id > 0, above(link), cells.or_dash(""))


def _document(row: Any) -> rx.Component:
    opening = new_tab_link(
        rx.icon("file-down", size=16, aria_hidden="true"),
        href=f"/fichiers/{row.file_id}",
        class_name="lx-icon-button",
        custom_attrs={"aria-label": t("Ouvrir le PDF"), "title": t("Ouvrir le PDF")},
    )
    return rx.cond(row.file_id > 0, above(opening), cells.or_dash(""))
