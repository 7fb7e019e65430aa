"""The office's first page: what waits, what is coming, and how much."""

from typing import Any, Final

import reflex as rx

from liciel_app.billing import queries_board
from liciel_app.billing.queries_board import Bar, Board, Step
from liciel_app.billing.screens.chart import activity_chart
from liciel_app.core.access import Permission
from liciel_app.dossiers.screens.words import STAGES
from liciel_app.office.screens.frame import allowed, counts_waiting, office_page
from liciel_app.ui import bridge, cells
from liciel_app.ui.badge import badge, status_badge, technician
from liciel_app.ui.button import link_button
from liciel_app.ui.card import card, split, stack, task, tile, tiles
from liciel_app.ui.empty import empty
from liciel_app.ui.handler import State, handler
from liciel_app.ui.language import t
from liciel_app.ui.lists import version
from liciel_app.ui.page import page
from liciel_app.ui.session import Session
from liciel_app.ui.table import Column, data_table, two_lines
from liciel_app.ui.ticker import ticker

KINDS: Final = ("order", "dossier", "appointment", "invoice", "payment", "message", "providernotice")


counts_waiting("orders", queries_board.orders_to_process)
counts_waiting("dossiers", queries_board.paperwork_to_finish)


class Dashboard(State):
    board: rx.Field[Board] = rx.field(default_factory=Board)
    bars: rx.Field[list[Bar]] = rx.field(default_factory=list[Bar])
    step: rx.Field[str] = rx.field("month")
    loading: rx.Field[bool] = rx.field(default=True)
    _seen: str = ""

    @handler(Permission.ORDERS_READ)
    async def load(self) -> None:
        self._seen = await bridge.read(self, version, KINDS)
        await self._show()

    @handler(Permission.ORDERS_READ)
    async def tick(self) -> None:
        seen = await bridge.read(self, version, KINDS)
        if seen != self._seen:
            self._seen = seen
            await self._show()

    @handler(Permission.ORDERS_READ)
    async def count_by(self, step: Step) -> None:
        self.step = step
        self.bars = await bridge.read(self, queries_board.activity, step)

    async def _show(self) -> None:
        self.board = await bridge.read(self, queries_board.board)
        self.bars = await bridge.read(self, queries_board.activity, "week" if self.step == "week" else "month")
        self.loading = False


@page("/bureau", title="Tableau de bord", load=[Dashboard.load])
def dashboard() -> rx.Component:
    first_name = rx.Var.create(Session.me.name).to(str).split(" ")[0]
    return office_page(
        t("Tableau de bord"),
        "home",
        ticker(Dashboard.tick),
        stack(_figures(), split(_activity(), _waiting()), split(_latest(), _visits())),
        subtitle=rx.Var.create(f"{t('Bonjour')} {first_name} — {Dashboard.board.today}").to(str),
        actions=rx.cond(
            allowed(Permission.ORDERS_WRITE),
            link_button(t("Nouvelle commande"), "/bureau/commandes/nouvelle", icon="plus", kind="solid"),
            rx.fragment(),
        ),
    )


def _figures() -> rx.Component:
    """Each figure leads to the list it counts."""
    board = Dashboard.board
    return tiles(
        tile(
            t("Commandes à traiter"),
            board.orders.to(str),
            icon="inbox",
            tone="amber",
            detail=_also(board.orders_today, t("reçues aujourd’hui"), t("Aucune aujourd’hui")),
            href="/bureau/commandes?etat=to_process",
        ),
        tile(
            t("Visites aujourd’hui"),
            board.visits_today.to(str),
            icon="calendar-check",
            detail=_also(board.visits_week, t("sur sept jours"), t("Aucune cette semaine")),
            href="/bureau/agenda",
        ),
        tile(
            t("Administratif à terminer"),
            board.paperwork.to(str),
            icon="clipboard-list",
            tone="violet",
            detail=_oldest(),
            href="/bureau/dossiers?etape=admin_to_finish",
        ),
        rx.cond(allowed(Permission.BILLING_READ), _unpaid(), rx.fragment()),
    )


def _also(count: Any, words: Any, none: Any) -> rx.Component:
    return rx.cond(count.to(int) > 0, rx.el.span(badge(count.to(str), "blue"), " ", words), rx.el.span(none))


def _oldest() -> rx.Component:
    board = Dashboard.board
    waits = rx.el.span(
        badge(rx.Var.create(f"{board.paperwork_days} {t('j')}").to(str), "violet"), " ", t("d’attente au plus")
    )
    recent = rx.cond(board.paperwork.to(int) > 0, t("tous d’aujourd’hui"), t("Rien ne traîne"))
    return rx.cond((board.paperwork.to(int) > 0) & (board.paperwork_days.to(int) > 0), waits, rx.el.span(recent))


def _unpaid() -> rx.Component:
    board = Dashboard.board
    late = rx.el.span(badge(board.late.to(str), "red"), " ", t("en retard"))
    return tile(
        t("Impayés"),
        board.owed,
        icon="euro",
        tone="red",
        detail=rx.cond(board.late.to(int) > 0, late, rx.el.span(t("Aucun retard"))),
        href="/bureau/factures",
    )


def _activity() -> rx.Component:
    by = rx.el.div(
        _by("month", t("Mois")),
        _by("week", t("Semaine")),
        role="group",
        aria_label=t("Période"),
        class_name="lx-switch",
    )
    chart = rx.cond(
        Dashboard.bars.length() > 0,
        activity_chart(Dashboard.bars, t("Dossiers ouverts par période")),
        rx.el.div(class_name="lx-chart"),
    )
    return card(t("Activité"), chart, subtitle=t("Dossiers ouverts"), aside=by)


def _by(step: Step, words: Any) -> rx.Component:
    return rx.el.button(
        words,
        type="button",
        on_click=Dashboard.count_by(step),
        aria_pressed=(Dashboard.step == step).to_string(),
    )


def _waiting() -> rx.Component:
    board = Dashboard.board
    money = rx.fragment(
        task(t("Factures en retard"), "clock-alert", board.late, href="/bureau/factures?etat=late", tone="red"),
        task(t("Paiements à vérifier"), "shield-alert", board.to_check, href="/bureau/factures", tone="red"),
    )
    mail = task(t("Envois en échec"), "mail-warning", board.failed, href="/bureau/envois?etat=failed", tone="orange")
    return card(
        t("À traiter"),
        task(t("Commandes à traiter"), "inbox", board.orders, href="/bureau/commandes?etat=to_process", tone="amber"),
        task(t("Dossiers à planifier"), "calendar-plus", board.to_plan, href="/bureau/dossiers?etape=to_plan"),
        task(
            t("Administratif à terminer"),
            "clipboard-list",
            board.paperwork,
            href="/bureau/dossiers?etape=admin_to_finish",
            tone="violet",
        ),
        rx.cond(allowed(Permission.BILLING_READ), money, rx.fragment()),
        rx.cond(allowed(Permission.MESSAGES_READ), mail, rx.fragment()),
    )


def _latest() -> rx.Component:
    table = data_table(
        [
            Column("reference", t("Référence"), lambda row: cells.reference(row.reference)),
            Column("client", t("Client"), _client, phone="plain"),
            Column("visit", t("Rendez-vous"), lambda row: cells.date(row.visit)),
            Column("stage", t("État"), lambda row: status_badge(row.stage, STAGES), phone="plain"),
            Column("amount", t("Montant TTC"), lambda row: cells.money(row.amount), align="right"),
        ],
        Dashboard.board.latest,
        label=t("Derniers dossiers"),
        empty=empty(t("Pas encore de dossier."), icon="folder-open"),
        loading=Dashboard.loading,
        row_href=lambda row: f"/bureau/dossiers/{row.id}",
    )
    dense = rx.el.div(table, class_name="lx-dense")
    return card(t("Derniers dossiers"), dense, aside=rx.el.a(t("Voir tout"), href="/bureau/dossiers"), flush=True)


def _client(row: Any) -> rx.Component:
    return rx.el.span(two_lines(row.client, f"{row.street}, {row.town}"), class_name="lx-short")


def _visits() -> rx.Component:
    visits = Dashboard.board.visits
    listed = rx.el.ol(rx.foreach(visits, _visit), class_name="lx-visits")
    return card(
        t("Visites du jour"),
        rx.cond(visits.length() > 0, listed, empty(t("Pas de rendez-vous aujourd’hui."), icon="calendar")),
        aside=rx.el.a(t("Agenda"), href="/bureau/agenda"),
    )


def _visit(visit: Any) -> rx.Component:
    words = rx.el.div(
        rx.el.a(visit.title, href=f"/bureau/dossiers/{visit.link_id}", class_name="lx-first lx-visit-link"),
        rx.el.span(visit.address, class_name="lx-second"),
        technician(visit.technician, visit.hue, visit.position.to(str)),
        class_name="lx-lines",
    )
    return rx.el.li(
        rx.el.span(visit.start, class_name="lx-figure lx-visit-hour"),
        words,
        class_name="lx-visit",
        style={"--hue": visit.hue},
    )
