"""The list of dossiers: phases, download states, search; the address of the page holds the filters."""

from typing import Any, ClassVar, Final

import reflex as rx

from liciel_app.core.access import Permission
from liciel_app.core.paging import Asked, Page
from liciel_app.core.work import Work
from liciel_app.dossiers import queries
from liciel_app.dossiers.models import Delivery, Stage
from liciel_app.dossiers.queries import DossierRow, DossierSheet
from liciel_app.dossiers.screens.dossier_beside import dossier_beside
from liciel_app.dossiers.screens.words import DELIVERIES, STAGES, delivery_words, mission_tags
from liciel_app.office.screens.frame import office_page
from liciel_app.office.screens.list_page import count_of, filter_chip, filter_tab, office_list
from liciel_app.office.screens.tabs import Tab, chips, tabs
from liciel_app.ui import cells
from liciel_app.ui.badge import badge, status_badge, technician
from liciel_app.ui.button import link_button
from liciel_app.ui.empty import empty
from liciel_app.ui.handler import State
from liciel_app.ui.language import t
from liciel_app.ui.list_parts import Cell, Filter, Filters
from liciel_app.ui.page import page
from liciel_app.ui.palette import Found
from liciel_app.ui.peeking import PeekList
from liciel_app.ui.table import Column, two_lines
from liciel_app.ui.ticker import ticker

STAGE_WORDS: Final = {code: shown.label for code, shown in STAGES.items()}
DELIVERY_WORDS: Final = {code: shown.label for code, shown in DELIVERIES.items()}
PHASES: Final = (
    Stage.TO_PLAN,
    Stage.PLANNED,
    Stage.ON_SITE,
    Stage.ADMIN_TO_FINISH,
    Stage.FINISHED,
)


class DossierList(PeekList, State):
    READS: ClassVar = Permission.DOSSIERS_READ
    NAME: ClassVar = "dossiers"
    TITLE: ClassVar = "Dossiers"
    ADDRESS: ClassVar = "/bureau/dossiers"
    KINDS: ClassVar = ("dossier",)
    FILTERS: ClassVar = (Filter("etape", "État", STAGE_WORDS), Filter("fichiers", "Téléchargements", DELIVERY_WORDS))
    PUT_AWAY: ClassVar = ("technician", "delivery", "amount", "updated")
    SHEET: ClassVar = (
        Cell("Référence", "reference"),
        Cell("Bien", "title"),
        Cell("Adresse", "street"),
        Cell("Ville", "town"),
        Cell("Client", "client"),
        Cell("Missions", "missions"),
        Cell("Rendez-vous", "visit"),
        Cell("Technicien", "technician"),
        Cell("État", "stage", STAGE_WORDS),
        Cell("Téléchargements", "delivery", DELIVERY_WORDS),
        Cell("Montant TTC", "amount"),
        Cell("Reste dû", "due"),
        Cell("Dernière action", "updated"),
    )

    rows: rx.Field[list[DossierRow]] = rx.field(default_factory=list[DossierRow])
    counts: rx.Field[dict[str, int]] = rx.field(default_factory=dict[str, int])
    beside: rx.Field[DossierSheet | None] = rx.field(None)

    @staticmethod
    def _page(work: Work, asked: Asked, filters: Filters) -> Page[DossierRow]:
        return queries.dossiers_page(work, asked, filters["etape"], filters["fichiers"])

    @staticmethod
    def _around(work: Work) -> dict[str, Any]:
        return {"counts": queries.counts(work)}

    @staticmethod
    def _found(row: DossierRow) -> Found:
        return Found(f"{row.reference} · {row.client}", f"{DossierList.ADDRESS}/{row.id}", f"{row.street}, {row.town}")

    @staticmethod
    def _peek(work: Work, number: int) -> DossierSheet:
        return queries.dossier_sheet(work, number)

    def _hold_beside(self, found: DossierSheet | None) -> None:
        self.beside = found

    @staticmethod
    def _whole(number: int) -> str:
        return f"{DossierList.ADDRESS}/{number}"


@page(DossierList.ADDRESS, title="Dossiers", load=[DossierList.load])
def dossier_list() -> rx.Component:
    return office_page(
        t("Dossiers"),
        "dossiers",
        ticker(DossierList.tick),
        _phases(),
        _table(),
        dossier_beside(DossierList),
    )


def _phases() -> rx.Component:
    everything = filter_tab(DossierList, "etape", "", t("Tous"), count=count_of(DossierList, ""))
    return tabs(t("Phases"), [*map(_phase, PHASES), everything])


def _phase(stage: Stage) -> Tab:
    look = STAGES[stage]
    return filter_tab(DossierList, "etape", stage, t(look.label), count=count_of(DossierList, stage), tone=look.tone)


def _delivery(state: Delivery) -> Tab:
    look, count = DELIVERIES[state], count_of(DossierList, state)
    return filter_chip(DossierList, "fichiers", state, t(look.label), count=count, tone=look.tone, icon=look.icon)


def _table() -> rx.Component:
    return office_list(
        DossierList,
        _columns(),
        label=t("Dossiers"),
        nouns=(t("dossier"), t("dossiers")),
        empty=_nothing(),
        hint=t("Référence, bien, client, téléphone…"),
        filters=chips(t("Téléchargements"), [*map(_delivery, Delivery)]),
        on_row=lambda row: DossierList.peek(row.id),
        selected=lambda row: DossierList.peeked == row.id,
    )


def _columns() -> list[Column]:
    return [
        Column("reference", t("Référence"), lambda row: cells.reference(row.reference), sortable=True),
        Column("place", t("Bien"), lambda row: _short(two_lines(row.street, row.town)), phone="plain"),
        Column("client", t("Client"), lambda row: _short(row.client)),
        Column("missions", t("Missions"), lambda row: mission_tags(row.missions)),
        Column("visit", t("Rendez-vous"), _visit, sortable=True),
        Column("stage", t("État"), _state, phone="corner"),
        Column("paid", t("Règlement"), _money, align="right"),
        Column("technician", t("Technicien"), lambda row: technician(row.technician, row.hue)),
        Column("delivery", t("Téléchargements"), lambda row: delivery_words(row.delivery)),
        Column("amount", t("Montant TTC"), lambda row: cells.money(row.amount), align="right"),
        Column("updated", t("Dernière action"), lambda row: cells.date(row.updated), sortable=True),
    ]


def _short(words: Any) -> rx.Component:
    """On one line, however long."""
    return rx.el.span(words, class_name="lx-short")


def _visit(row: Any) -> rx.Component:
    """When, and below who."""
    who = rx.cond(row.technician != "", technician(row.technician, row.hue), rx.fragment())
    return rx.el.span(two_lines(cells.date(row.visit), who), class_name="lx-short")


def _state(row: Any) -> rx.Component:
    """The stage; once the work is over, what the client took of it."""
    over = (row.stage == "finished") | (row.stage == "archived")
    return rx.el.span(
        status_badge(row.stage, STAGES),
        rx.cond(over, delivery_words(row.delivery), rx.fragment()),
        class_name="lx-states",
    )


def _money(row: Any) -> rx.Component:
    """Paid, what is due, or the price of what is not billed yet."""
    return rx.cond(
        row.paid,
        badge(t("Payé"), "green", "badge-check"),
        rx.cond(row.invoiced, rx.el.span(badge(row.due, "red", "circle-alert")), cells.money(row.amount)),
    )


def _nothing() -> rx.Component:
    of: Any = DossierList
    return rx.cond(
        of.chips.length() > 0,
        empty(
            t("Aucun dossier pour ces filtres."),
            link_button(t("Effacer les filtres"), DossierList.ADDRESS, kind="outline"),
            icon="filter-x",
        ),
        empty(
            t("Pas encore de dossier."),
            link_button(t("Voir les commandes"), "/bureau/commandes", kind="solid"),
            icon="folder-open",
        ),
    )
