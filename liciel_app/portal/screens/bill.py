"""The invoice of a dossier, and the button that pays it."""

from typing import Any

import reflex as rx

from liciel_app.portal.look import BILLS, PAIRS, ROW
from liciel_app.ui.badge import status_badge
from liciel_app.ui.button import doc_button
from liciel_app.ui.card import card, stack
from liciel_app.ui.kinds import Text
from liciel_app.ui.language import t


def bill_card(bill: Any) -> rx.Component:
    """`bill`: a Var of InvoiceRow; nothing while its `id` is 0."""
    left = rx.cond(bill.settled, rx.fragment(), _pay(bill))
    paper = doc_button(t("Télécharger la facture"), f"/fichiers/{bill.file_id}", icon="download", kind="outline")
    shown = card(
        t("Facture"),
        stack(
            rx.el.dl(
                _fact(t("Numéro"), bill.number),
                _fact(t("Montant TTC"), bill.gross),
                _fact(t("Du"), bill.issued_on),
                _fact(t("À régler avant le"), bill.due_on),
                class_name="lx-facts",
                style=PAIRS,
            ),
            rx.el.div(
                left,
                rx.cond(bill.file_id != 0, paper, rx.fragment()),
                style=ROW,
            ),
        ),
        aside=status_badge(bill.status, BILLS),
    )
    return rx.cond(bill.id != 0, shown, rx.fragment())


def _pay(bill: Any) -> rx.Component:
    return doc_button(rx.fragment(t("Payer"), " ", bill.due), f"/payer/{bill.id}", kind="soft", icon="credit-card")


def _fact(label: Text, value: Any) -> rx.Component:
    return rx.el.div(rx.el.dt(label), rx.el.dd(value), class_name="lx-fact")
