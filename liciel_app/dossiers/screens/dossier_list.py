"""The list of dossiers: phases, download states, search; the address of the page holds the filters."""

from typing import Any, Final
from urllib.parse import urlencode

import reflex as rx

from liciel_app.core.access import Permission
from liciel_app.core.paging import Move
from liciel_app.dossiers import queries
from liciel_app.dossiers.models import Delivery, Stage
from liciel_app.dossiers.queries import DossierRow
from liciel_app.dossiers.screens.words import DELIVERIES, STAGES, delivery_words, mission_tags
from liciel_app.office.screens.frame import office_page
from liciel_app.office.screens.listing import Listing, counted
from liciel_app.office.screens.tabs import Tab, chips, tabs
from liciel_app.ui import bridge, cells
from liciel_app.ui.badge import badge, status_badge, technician
from liciel_app.ui.button import link_button
from liciel_app.ui.empty import empty
from liciel_app.ui.handler import State, handler
from liciel_app.ui.language import t
from liciel_app.ui.page import page
from liciel_app.ui.table import Column, data_table, two_lines
from liciel_app.ui.ticker import ticker

ADDRESS: Final = "/bureau/dossiers"
PHASES: Final = (
    Stage.TO_PLAN,
    Stage.PLANNED,
    Stage.ON_SITE,
    Stage.ADMIN_TO_FINISH,
    Stage.FINISHED,
)


class DossierList(Listing, State):
    rows: rx.Field[list[DossierRow]] = rx.field(default_factory=list[DossierRow])
    counts: rx.Field[dict[str, int]] = rx.field(default_factory=dict[str, int])
    stage: rx.Field[str] = rx.field("")
    delivery: rx.Field[str] = rx.field("")
    kept: rx.Field[str] = rx.field("")
    """The end of an address that keeps the search: `&q=…`, or nothing."""

    @handler(Permission.DOSSIERS_READ)
    async def load(self) -> None:
        asked = self.router.url.query_parameters
        self.stage, self.delivery = asked.get("etape", ""), asked.get("fichiers", "")
        self._ask(asked.get("q", ""))
        self.kept = "&" + urlencode({"q": self.q}) if self.q else ""
        await self._moved_on("dossier")
        await self._count()
        await self._show("first")

    @handler(Permission.DOSSIERS_READ)
    async def search(self, words: str) -> Any:
        self._ask(words)
        filters = {"etape": self.stage, "fichiers": self.delivery, "q": self.q}
        return rx.redirect(
            f"{ADDRESS}?{urlencode({name: kept for name, kept in filters.items() if kept})}", replace=True
        )

    @handler(Permission.DOSSIERS_READ)
    async def sort_by(self, key: str) -> None:
        self._turn_sort(key)
        await self._show("first")

    @handler(Permission.DOSSIERS_READ)
    async def turn(self, move: Move) -> None:
        await self._show(move)

    @handler(Permission.DOSSIERS_READ)
    async def tick(self) -> None:
        if await self._moved_on("dossier"):
            await self._count()
            await self._show("same")

    async def _show(self, move: Move) -> None:
        found = await bridge.read(self, queries.dossiers_page, self._asked(move), self.stage, self.delivery)
        self.rows = list(self._turned_to(found))

    async def _count(self) -> None:
        self.counts = await bridge.read(self, queries.counts)


@page(ADDRESS, title="Dossiers", load=[DossierList.load])
def dossier_list() -> rx.Component:
    return office_page(
        t("Dossiers"),
        "dossiers",
        ticker(DossierList.tick),
        _phases(),
        rx.el.div(_table(), class_name="lx-dense"),
    )


def _phases() -> rx.Component:
    everything = Tab(
        t("Tous"),
        f"{ADDRESS}?{DossierList.kept}",
        (DossierList.stage == "") & (DossierList.delivery == ""),
        _count(""),
    )
    return tabs(t("Phases"), [*[_phase(stage) for stage in PHASES], everything])


def _phase(stage: Stage) -> Tab:
    shown = STAGES[stage]
    href = f"{ADDRESS}?etape={stage}{DossierList.kept}"
    return Tab(t(shown.label), href, DossierList.stage == stage.value, _count(stage), shown.tone)


def _deliveries() -> rx.Component:
    return chips(t("Téléchargements"), [_delivery(state) for state in Delivery])


def _delivery(state: Delivery) -> Tab:
    """A second click on the chip that is lit takes the filter off."""
    lit = DossierList.delivery == state.value
    stage = rx.cond(DossierList.stage != "", f"etape={DossierList.stage}", "")
    href = f"{ADDRESS}?{stage}{rx.cond(lit, '', f'&fichiers={state}')}{DossierList.kept}"
    shown = DELIVERIES[state]
    return Tab(t(shown.label), href, lit, _count(state), shown.tone, shown.icon)


def _count(code: str) -> rx.Var[int]:
    return DossierList.counts[str(code)].to(int)


def _table() -> rx.Component:
    return data_table(
        _columns(),
        DossierList.rows,
        label=t("Dossiers"),
        empty=_nothing(),
        loading=DossierList.loading,
        sort=DossierList.sort,
        on_sort=DossierList.sort_by,
        q=DossierList.q,
        on_search=DossierList.search,
        search_hint=t("Référence, bien, client, téléphone…"),
        filters=_deliveries(),
        row_href=lambda row: f"{ADDRESS}/{row.id}",
        total_text=counted(DossierList, t("dossier"), t("dossiers")),
        has_previous=DossierList.has_previous,
        has_next=DossierList.has_next,
        on_first=DossierList.turn("first"),
        on_previous=DossierList.turn("previous"),
        on_next=DossierList.turn("next"),
        on_last=DossierList.turn("last"),
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
    filtered = (DossierList.q != "") | (DossierList.stage != "") | (DossierList.delivery != "")
    return rx.cond(
        filtered,
        empty(
            t("Aucun dossier pour ces filtres."),
            link_button(t("Effacer les filtres"), ADDRESS, kind="outline"),
            icon="filter-x",
        ),
        empty(
            t("Pas encore de dossier."),
            link_button(t("Voir les commandes"), "/bureau/commandes", kind="solid"),
            icon="folder-open",
        ),
    )
