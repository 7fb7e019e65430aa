"""« À faire », and the orders that are not a dossier yet."""

from typing import Any

import reflex as rx

from liciel_app.portal.look import GROW, LINE, ROW
from liciel_app.ui.badge import badge
from liciel_app.ui.button import doc_button, link_button
from liciel_app.ui.card import card
from liciel_app.ui.language import t


def to_do(overview: Any) -> rx.Component:
    """`overview`: a Var of the home's Overview. Quotes to sign, bills to pay, then documents to take."""
    some = (overview.quotes.length() > 0) | (overview.bills.length() > 0) | (overview.ready.length() > 0)
    lines = rx.el.ul(
        rx.foreach(overview.quotes, _quote), rx.foreach(overview.bills, _bill), rx.foreach(overview.ready, _ready)
    )
    nothing = rx.el.p(
        rx.icon("circle-check", size=18, aria_hidden="true", style={"color": "var(--green-11)"}),
        t("Rien à faire pour le moment."),
        style={**LINE, "justify_content": "flex-start"},
    )
    return card(t("À faire"), rx.cond(some, lines, nothing), flush=True)


def waiting_orders(overview: Any) -> rx.Component:
    return card(
        t("Commandes en cours"),
        rx.el.ul(rx.foreach(overview.waiting, _order)),
        subtitle=t("L’office vous propose un rendez-vous très vite."),
        flush=True,
    )


def _bill(bill: Any) -> rx.Component:
    late = rx.cond(bill.late, badge(t("En retard"), "red", "clock-alert"), rx.fragment())
    pay = doc_button(rx.fragment(t("Payer"), " ", bill.due), f"/payer/{bill.id}", kind="solid", icon="credit-card")
    return rx.el.li(
        rx.el.span(
            rx.el.span(
                rx.el.span(t("Facture"), " ", bill.number, class_name="lx-first"), late, style={**ROW, "gap": "2px 8px"}
            ),
            rx.el.span(bill.subject, class_name="lx-second"),
            rx.el.span(t("À régler avant le"), " ", bill.due_on, class_name="lx-second"),
            class_name="lx-lines",
            style=GROW,
        ),
        pay,
        key=bill.id.to_string(),
        style=LINE,
    )


def _quote(quote: Any) -> rx.Component:
    sign = doc_button(t("Signer le devis"), f"/espace/devis/{quote.id}", kind="solid", icon="pen-line")
    return rx.el.li(
        rx.el.span(
            rx.el.span(t("Devis"), " ", quote.number, " · ", quote.amount, " ", t("TTC"), class_name="lx-first"),
            rx.el.span(quote.address, class_name="lx-second"),
            rx.el.span(t("Valable jusqu’au"), " ", quote.until, class_name="lx-second"),
            class_name="lx-lines",
            style=GROW,
        ),
        sign,
        key=quote.id.to_string(),
        style=LINE,
    )


def _ready(dossier: Any) -> rx.Component:
    return rx.el.li(
        rx.el.span(
            rx.el.span(t("Vos documents sont prêts"), class_name="lx-first"),
            rx.el.span(dossier.address, class_name="lx-second"),
            class_name="lx-lines",
            style=GROW,
        ),
        link_button(t("Télécharger"), f"/espace/dossier/{dossier.id}", icon="download"),
        key=dossier.id.to_string(),
        style=LINE,
    )


def _order(order: Any) -> rx.Component:
    return rx.el.li(
        rx.el.span(
            rx.el.span(order.address, class_name="lx-first"),
            rx.el.span(t("Commande"), " ", order.number, " · ", order.placed, class_name="lx-second"),
            class_name="lx-lines",
            style=GROW,
        ),
        rx.el.span(order.amount, class_name="lx-figure"),
        badge(t("Reçue, à planifier"), "amber", "inbox"),
        key=order.id.to_string(),
        style=LINE,
    )
