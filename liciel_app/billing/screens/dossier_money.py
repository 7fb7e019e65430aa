"""« Facturation » of a dossier: its invoice, what was paid, what the client may take meanwhile."""

from typing import Any

import reflex as rx

from liciel_app.billing.screens.dossier_state import DossierPage
from liciel_app.billing.screens.invoice_list import INVOICE_STATUSES
from liciel_app.billing.screens.invoice_panel import InvoicePanel
from liciel_app.core.access import Permission
from liciel_app.office.screens.frame import allowed
from liciel_app.ui import cells
from liciel_app.ui.badge import status_badge
from liciel_app.ui.button import button, doc_button
from liciel_app.ui.card import card, facts, notice, stack
from liciel_app.ui.empty import empty
from liciel_app.ui.language import t

SHEET: Any = DossierPage.sheet
INVOICE: Any = DossierPage.invoice


def money_tab() -> rx.Component:
    return stack(_gate(), card(t("Facture"), rx.cond(INVOICE, _invoice(), _none())))


def _gate() -> rx.Component:
    closed = notice(
        t("Le client consulte les documents ; les originaux se libèrent au règlement."), tone="orange", icon="lock"
    )
    return rx.cond(SHEET.held, closed, rx.fragment())


def _invoice() -> rx.Component:
    see = button(t("Règlements"), InvoicePanel.open(INVOICE.id), icon="list", kind="outline")
    receive = button(t("Encaisser"), InvoicePanel.open(INVOICE.id), icon="hand-coins", kind="soft")
    paper = doc_button(
        t("Ouvrir le PDF"),
        f"/fichiers/{INVOICE.file_id}",
        icon="file-down",
        kind="outline",
        props={"target": "_blank", "rel": "noopener"},
    )
    return rx.el.div(
        facts(
            (t("Numéro"), cells.reference(INVOICE.number)),
            (t("État"), status_badge(INVOICE.status, INVOICE_STATUSES)),
            (t("Émise le"), INVOICE.issued_on),
            (t("Échéance"), INVOICE.due_on),
            (t("Total TTC"), cells.money(INVOICE.gross)),
            (t("Reste dû"), cells.money(INVOICE.due, late=INVOICE.late)),
            (t("Acheteur"), INVOICE.buyer),
        ),
        rx.el.div(
            rx.cond(INVOICE.file_id > 0, paper, rx.el.span(t("Impression en cours…"), class_name="lx-second")),
            rx.cond(INVOICE.settled, see, rx.cond(allowed(Permission.BILLING_WRITE), receive, rx.fragment())),
            class_name="lx-form-actions",
        ),
        class_name="lx-stack",
    )


def _none() -> rx.Component:
    issue = rx.cond(
        allowed(Permission.BILLING_WRITE),
        button(t("Émettre la facture"), DossierPage.issue, icon="receipt-euro", kind="outline"),
        rx.fragment(),
    )
    return empty(t("Ce dossier n’est pas encore facturé."), issue, icon="receipt-euro")
