"""« À faire », and the orders that are not a dossier yet."""

from functools import reduce
from operator import or_
from typing import Any

import reflex as rx

from liciel_app.portal.look import GROW, LINE, ROW
from liciel_app.ui.badge import badge
from liciel_app.ui.button import doc_button, link_button
from liciel_app.ui.card import card
from liciel_app.ui.language import t


def to_do(overview: Any) -> rx.Component:
    """`overview`: a Var of the home's Overview. Orders to validate, quotes to sign, bills to pay, then documents."""
    kinds: tuple[tuple[Any, Any], ...] = (
        (overview.prepared, lambda one: _prepared(one, overview.validates)),
        (overview.quotes, lambda one: _quote(one, overview.validates)),
        (overview.bills, _bill),
        (overview.ready, _ready),
    )
    some = reduce(or_, (rows.length() > 0 for rows, _ in kinds))
    lines = rx.el.ul(*[rx.foreach(rows, line) for rows, line in kinds])
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


def _prepared(order: Any, validates: Any) -> rx.Component:
    """Who may validates it; who prepared it sees that it waits, and may still change it."""
    href = f"/commander?brouillon={order.id}"
    way = rx.cond(
        validates,
        link_button(t("Relire et valider"), href, kind="solid", icon="check"),
        link_button(t("Relire"), href, icon="pencil"),
    )
    state = rx.cond(
        validates, badge(t("À valider"), "amber", "user-check"), badge(t("En attente de validation"), "grey", "clock")
    )
    return rx.el.li(
        rx.el.span(
            rx.el.span(rx.el.span(order.title, class_name="lx-first"), state, style={**ROW, "gap": "2px 8px"}),
            rx.el.span(t("Préparée par"), " ", order.author, " · ", order.touched, class_name="lx-second"),
            class_name="lx-lines",
            style=GROW,
        ),
        way,
        key=order.id.to_string(),
        style=LINE,
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


def _quote(quote: Any, validates: Any) -> rx.Component:
    sign = doc_button(t("Signer le devis"), f"/espace/devis/{quote.id}", kind="solid", icon="pen-line")
    return rx.el.li(
        rx.el.span(
            rx.el.span(t("Devis"), " ", quote.number, " · ", quote.amount, " ", t("TTC"), class_name="lx-first"),
            rx.el.span(quote.address, class_name="lx-second"),
            rx.el.span(t("Valable jusqu’au"), " ", quote.until, class_name="lx-second"),
            class_name="lx-lines",
            style=GROW,
        ),
        rx.cond(validates, sign, badge(t("À signer par un collègue"), "grey", "clock")),
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
