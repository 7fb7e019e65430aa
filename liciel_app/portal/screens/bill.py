"""The invoice of a dossier, and the button that pays it."""

from typing import Any

import reflex as rx

from liciel_app.portal.look import BILLS, ROW
from liciel_app.ui.badge import status_badge
from liciel_app.ui.button import doc_button
from liciel_app.ui.card import card, facts, stack
from liciel_app.ui.language import t


def bill_card(bill: Any) -> rx.Component:
    """`bill`: a Var of InvoiceRow; nothing while its `id` is 0."""
    left = rx.cond(bill.settled, rx.fragment(), _pay(bill))
    paper = doc_button(t("Télécharger la facture"), f"/fichiers/{bill.file_id}", icon="download", kind="outline")
    shown = card(
        t("Facture"),
        stack(
            facts(
                (t("Numéro"), bill.number),
                (t("Du"), bill.issued_on),
                (t("Montant TTC"), bill.gross),
                (t("À régler avant le"), bill.due_on),
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
