"""« Signé sur papier »: what stands on the paper, and its scan."""

from typing import Any

import reflex as rx

from liciel_app.orders.screens.quote_state import QuotePanel
from liciel_app.ui.choice import Choice, checkbox_field, choice_cards
from liciel_app.ui.dialog import form_dialog
from liciel_app.ui.dropzone import PDF, file_drop
from liciel_app.ui.field import date_field, error_of, text_field
from liciel_app.ui.form import field_grid
from liciel_app.ui.language import t

_ERRORS = QuotePanel.errors
_QUOTE = QuotePanel.quote


def paper_dialog() -> rx.Component:
    return form_dialog(
        t("Devis signé sur papier"),
        field_grid(
            date_field("signed_on", t("Jour écrit sur le devis"), error=error_of(_ERRORS, "signed_on")),
            text_field("place", t("Lieu"), error=error_of(_ERRORS, "place"), props={"max_length": 120}),
        ),
        text_field("name", t("Qui a signé ?"), error=error_of(_ERRORS, "name"), props={"max_length": 120}),
        rx.foreach(_QUOTE.lines, _option),
        choice_cards(
            "ademe",
            t("Transmission des coordonnées à l’ADEME"),
            [Choice("yes", t("Acceptée")), Choice("no", t("Refusée"))],
            columns=2,
            error=error_of(_ERRORS, "ademe"),
        ),
        choice_cards(
            "withdrawal",
            t("Délai de rétractation d’un particulier"),
            [Choice("kept", t("Gardé : quatorze jours")), Choice("waived", t("Il y renonce, visite avant"))],
            columns=2,
            error=error_of(_ERRORS, "withdrawal"),
        ),
        _scan(),
        open=QuotePanel.asking == "paper",
        on_open_change=QuotePanel.close,
        on_submit=QuotePanel.record_paper,
        submit=t("Enregistrer la signature"),
        description=t("Mêmes effets qu’une signature en ligne : commande, acompte, dossier, preuve."),
        width="640px",
    )


def _option(line: Any) -> rx.Component:
    box = checkbox_field(f"option-{line.position}", rx.fragment(t("Option choisie :"), " ", line.label))
    return rx.cond(line.optional, box, rx.fragment())


def _scan() -> rx.Component:
    error = error_of(_ERRORS, "scan")
    zone = file_drop(
        rx.Var.create(f"/bureau/devis/{_QUOTE.id}/signe").to(str),
        label=t("Déposez le devis signé"),
        hint=t("PDF ou photo : il rejoint les fichiers de la commande et la preuve."),
        accept=f"{PDF},image/jpeg,image/png",
        multiple=False,
        camera=True,
        on_done=QuotePanel.scanned,
    )
    said = rx.el.p(
        rx.icon("circle-alert", size=15, aria_hidden="true"), rx.el.span(error), class_name="lx-error", role="alert"
    )
    return rx.el.div(zone, rx.cond(error != "", said, rx.fragment()), class_name="lx-field")
