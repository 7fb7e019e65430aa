"""The invoices of the office: what was issued, what is owed, what the bank could not explain."""

from typing import Any, Final
from urllib.parse import urlencode

import reflex as rx

from liciel_app.billing import queries, rules, services
from liciel_app.billing.queries import InvoiceRow, NoticeRow
from liciel_app.billing.screens.invoice_panel import APART, InvoicePanel, invoice_panel
from liciel_app.core.access import Permission
from liciel_app.core.language import language_of, say
from liciel_app.core.paging import Asked, Move, Page
from liciel_app.core.work import Work
from liciel_app.office.screens.frame import allowed, office_page
from liciel_app.office.screens.listing import Listing, counted
from liciel_app.office.screens.tabs import Tab, tabs
from liciel_app.ui import bridge, cells, toast
from liciel_app.ui.badge import STATUSES, Status, status_badge
from liciel_app.ui.button import button, link_button
from liciel_app.ui.card import card, stack, tile, tiles
from liciel_app.ui.empty import empty
from liciel_app.ui.handler import State, handler
from liciel_app.ui.language import t
from liciel_app.ui.links import new_tab_link
from liciel_app.ui.page import page
from liciel_app.ui.session import Session
from liciel_app.ui.table import Column, above, data_table, two_lines
from liciel_app.ui.ticker import ticker

HERE: Final = "/bureau/factures"
SHOWN: Final = ("", "unpaid", "late", "paid")
LIVE: Final = ("invoice", "payment", "providernotice")
INVOICE_STATUSES: Final = {
    **{code: STATUSES[code] for code in ("issued", "late", "partly_paid")},
    "paid": Status("Payée", "green", "badge-check"),
}


class InvoiceList(Listing, State):
    rows: rx.Field[list[InvoiceRow]] = rx.field(default_factory=list[InvoiceRow])
    notices: rx.Field[list[NoticeRow]] = rx.field(default_factory=list[NoticeRow])
    shown: rx.Field[str] = rx.field("")
    unpaid: rx.Field[int] = rx.field(0)
    late: rx.Field[int] = rx.field(0)
    to_check: rx.Field[int] = rx.field(0)
    owed: rx.Field[str] = rx.field("")
    kept: rx.Field[str] = rx.field("")
    """The end of an address that keeps the search: `&q=…`, or nothing."""

    @handler(Permission.BILLING_READ)
    async def load(self) -> None:
        """The address says which invoices; an unknown word shows them all."""
        asked = self.router.url.query_parameters
        self.shown = asked.get("etat", "") if asked.get("etat", "") in SHOWN else ""
        self._ask(asked.get("q", ""))
        self.kept = "&" + urlencode({"q": self.q}) if self.q else ""
        await self._moved_on(*LIVE)
        await self._read("first")

    @handler(Permission.BILLING_READ)
    async def search(self, words: str) -> Any:
        self._ask(words)
        filters = {"etat": self.shown, "q": self.q}
        return rx.redirect(f"{HERE}?{urlencode({name: kept for name, kept in filters.items() if kept})}", replace=True)

    @handler(Permission.BILLING_READ)
    async def sort_by(self, key: str) -> None:
        self._turn_sort(key)
        await self._read("first")

    @handler(Permission.BILLING_READ)
    async def turn(self, move: Move) -> None:
        await self._read(move)

    @handler(Permission.BILLING_READ)
    async def tick(self) -> None:
        if await self._moved_on(*LIVE):
            await self._read("same")

    @handler(Permission.BILLING_WRITE)
    async def close_notice(self, notice_id: int) -> Any:
        await bridge.do(self, services.close_notice, notice_id)
        await self._read("same")
        lang = language_of((await self.get_state(Session)).lang)
        return toast.done(say("Notification classée.", lang))

    async def _read(self, move: Move) -> None:
        found, counted, self.owed, self.notices = await bridge.read(self, _everything, self._asked(move), self.shown)
        self.rows = list(self._turned_to(found))
        self.unpaid, self.late, self.to_check = counted["unpaid"], counted["late"], counted["to_check"]


def _everything(work: Work, asked: Asked, shown: str) -> tuple[Page[InvoiceRow], dict[str, int], str, list[NoticeRow]]:
    return (
        queries.invoices_page(work, asked, shown),
        queries.counts(work),
        queries.owed(work),
        queries.notices_to_check(work),
    )


@page(HERE, title="Factures", load=[InvoiceList.load])
def invoice_list() -> rx.Component:
    return office_page(
        t("Factures"),
        "invoices",
        stack(_figures(), _to_check(), _tabs(), _table()),
        invoice_panel(),
        ticker(InvoiceList.tick),
    )


def _figures() -> rx.Component:
    return tiles(
        tile(t("Reste à encaisser"), InvoiceList.owed, icon="wallet", tone="blue"),
        tile(t("Factures impayées"), InvoiceList.unpaid, icon="file-clock", tone="amber", href=f"{HERE}?etat=unpaid"),
        tile(t("En retard"), InvoiceList.late, icon="clock-alert", tone="red", href=f"{HERE}?etat=late"),
        tile(t("Paiements à vérifier"), InvoiceList.to_check, icon="search-check", tone="violet"),
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
    return rx.cond(InvoiceList.to_check > 0, listed, rx.fragment())


def _tabs() -> rx.Component:
    return tabs(
        t("Factures"),
        [
            Tab(t("Toutes"), _address(""), InvoiceList.shown == ""),
            Tab(t("Impayées"), _address("unpaid"), InvoiceList.shown == "unpaid", InvoiceList.unpaid, "amber"),
            Tab(t("En retard"), _address("late"), InvoiceList.shown == "late", InvoiceList.late, "red"),
            Tab(t("Payées"), _address("paid"), InvoiceList.shown == "paid"),
        ],
    )


def _address(shown: str) -> str:
    """The tab keeps what is searched for."""
    return f"{HERE}?etat={shown}{InvoiceList.kept}"


def _table() -> rx.Component:
    return data_table(
        _columns(),
        InvoiceList.rows,
        label=t("Factures"),
        empty=_nothing(),
        loading=InvoiceList.loading,
        sort=InvoiceList.sort,
        on_sort=InvoiceList.sort_by,
        q=InvoiceList.q,
        on_search=InvoiceList.search,
        search_hint=t("Numéro, client, adresse, dossier"),
        on_row=lambda row: InvoicePanel.open(row.id),
        total_text=counted(InvoiceList, t("facture"), t("factures")),
        has_previous=InvoiceList.has_previous,
        has_next=InvoiceList.has_next,
        on_first=InvoiceList.turn("first"),
        on_previous=InvoiceList.turn("previous"),
        on_next=InvoiceList.turn("next"),
        on_last=InvoiceList.turn("last"),
    )


def _nothing() -> rx.Component:
    back = link_button(t("Voir toutes les factures"), HERE, kind="outline")
    return rx.cond(
        (InvoiceList.shown == "unpaid") | (InvoiceList.shown == "late"),
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
