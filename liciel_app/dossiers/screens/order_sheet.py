"""One order: who, where, what and for how much; one button turns it into a dossier."""

from typing import Any, ClassVar, Final

import reflex as rx

from liciel_app.core.access import Permission
from liciel_app.core.work import Work
from liciel_app.dossiers import services
from liciel_app.dossiers.queries.ordered import OpenedDossier, opened_from
from liciel_app.dossiers.screens.order_lines import order_lines
from liciel_app.dossiers.screens.order_parts import contact_card, files_card, papers_card, property_card, visit_card
from liciel_app.office.screens.frame import allowed, office_page
from liciel_app.orders import queries as orders
from liciel_app.orders.queries import OrderSheet
from liciel_app.orders.screens.beside_panel import OrderBeside, beside_panel
from liciel_app.orders.screens.looks import look
from liciel_app.orders.screens.quote_panel import quote_panel
from liciel_app.orders.screens.quote_state import QuotePanel
from liciel_app.orders.screens.words import STATES, project, property_kind
from liciel_app.ui import bridge
from liciel_app.ui.badge import status_badge
from liciel_app.ui.button import button, link_button
from liciel_app.ui.card import notice, split, stack
from liciel_app.ui.empty import empty
from liciel_app.ui.handler import State, handler
from liciel_app.ui.language import t
from liciel_app.ui.page import page
from liciel_app.ui.record import LiveRecord
from liciel_app.ui.ticker import ticker

LIST: Final = "/bureau/commandes"


class OrderScreen(LiveRecord, State):
    READS: ClassVar = Permission.ORDERS_READ
    PARAM: ClassVar = "order_id"
    KINDS: ClassVar = ("order", "dossier")

    sheet: rx.Field[OrderSheet] = rx.field(default_factory=OrderSheet)
    dossier: rx.Field[OpenedDossier] = rx.field(default_factory=OpenedDossier)

    @staticmethod
    def _read(work: Work, number: int) -> tuple[OrderSheet, OpenedDossier]:
        return orders.order_sheet(work, number), opened_from(work, number)

    def _hold(self, found: Any) -> None:
        self.sheet, self.dossier = found or (OrderSheet(), OpenedDossier())

    @handler(Permission.DOSSIERS_WRITE)
    async def open_dossier(self) -> Any:
        """A second click, here or in another tab, leads to the same dossier."""
        dossier = await bridge.do(self, services.open_from_order, self.sheet.id)
        return rx.redirect(f"/bureau/dossiers/{dossier.id}")


@page(f"{LIST}/[order_id]", title="Commande", load=[OrderScreen.load, QuotePanel.load, OrderBeside.load])
def order_sheet() -> rx.Component:
    sheet = OrderScreen.sheet
    title = rx.Var.create(f"{t('Commande')} {sheet.number}").to(str)
    return office_page(
        title,
        "orders",
        look(),
        rx.cond(OrderScreen.missing, _nothing(), _content()),
        ticker(OrderScreen.tick),
        ticker(OrderBeside.tick),
        actions=rx.cond(rx.Var.create(sheet.id).to(int) > 0, _main_button(), rx.fragment()),
    )


def _content() -> rx.Component:
    sheet = OrderScreen.sheet
    return stack(
        _facts(),
        rx.cond(sheet.proposed, _proposed_notice(), rx.fragment()),
        rx.cond(sheet.on_quote, _quote_notice(), rx.fragment()),
        rx.cond(sheet.travel_open, _travel_notice(), rx.fragment()),
        split(
            stack(quote_panel(), order_lines(sheet), files_card(sheet)),
            stack(contact_card(sheet), property_card(sheet), visit_card(sheet), beside_panel(), papers_card(sheet)),
        ),
    )


def _facts() -> rx.Component:
    sheet = OrderScreen.sheet
    back = rx.el.a(
        rx.icon("arrow-left", size=15, aria_hidden="true"),
        rx.el.span(t("Toutes les commandes")),
        href=LIST,
        class_name="lx-back",
    )
    said = rx.el.span(
        project(sheet.transaction),
        " · ",
        property_kind(sheet.kind),
        " · ",
        t("reçue le"),
        " ",
        sheet.placed,
        " · ",
        sheet.placed_by,
        class_name="lx-second",
    )
    return rx.el.div(back, status_badge(sheet.state, STATES), said, class_name="lx-order-facts")


def _main_button() -> rx.Component:
    opened = link_button(
        rx.Var.create(f"{t('Ouvrir le dossier')} {OrderScreen.dossier.reference}").to(str),
        f"/bureau/dossiers/{OrderScreen.dossier.id}",
        kind="solid",
        icon="folder-open",
    )
    create = button(t("Créer le dossier"), OrderScreen.open_dossier, kind="solid", icon="folder-plus")
    may = allowed(Permission.DOSSIERS_WRITE)
    return rx.cond(rx.Var.create(OrderScreen.dossier.id).to(int) > 0, opened, rx.cond(may, create, rx.fragment()))


def _proposed_notice() -> rx.Component:
    return notice(t("Devis proposé : la commande naît quand le client l’accepte."), tone="blue", icon="file-clock")


def _quote_notice() -> rx.Component:
    return notice(
        t("La grille n’a pas de prix pour une partie de la commande : un devis est à faire."),
        tone="amber",
        icon="calculator",
    )


def _travel_notice() -> rx.Component:
    return notice(
        t("Le bien est au-delà de la distance comprise dans le prix : le déplacement est à convenir."),
        tone="amber",
        icon="route",
    )


def _nothing() -> rx.Component:
    return empty(
        t("Cette commande est introuvable."),
        link_button(t("Voir toutes les commandes"), LIST, kind="outline"),
        icon="search-x",
    )
