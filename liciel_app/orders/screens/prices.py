"""« Tarifs »: the manager's price lists, edited as tables, tried on three orders, saved from a date on."""

import reflex as rx

from liciel_app.office.screens.frame import office_page
from liciel_app.orders.screens.prices_parts import actions, content
from liciel_app.orders.screens.prices_state import PriceDesk
from liciel_app.ui.language import t
from liciel_app.ui.page import page


@page("/bureau/tarifs", title="Tarifs", load=[PriceDesk.load])
def prices() -> rx.Component:
    return office_page(
        t("Tarifs"),
        "settings",
        content(),
        actions=actions(),
        subtitle=t("Prix des commandes en ligne et des devis"),
    )
