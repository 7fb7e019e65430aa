"""What is printed before a visit, from a dossier's page."""

from typing import Any

import reflex as rx

from liciel_app.ui.card import card
from liciel_app.ui.language import t
from liciel_app.ui.links import new_tab_link


def visit_papers(sheet: Any) -> rx.Component:
    """`sheet`: a Var of DossierSheet."""
    sworn = rx.el.li(_paper(sheet, "attestation.pdf", t("Attestation sur l’honneur")))
    return card(
        t("À imprimer"),
        rx.el.ul(
            rx.el.li(_paper(sheet, "fiche-de-terrain.pdf", t("Fiche de terrain"))),
            rx.cond(sheet.visit.technician != "", sworn, rx.fragment()),
            class_name="lx-prints",
        ),
    )


def _paper(sheet: Any, name: str, words: Any) -> rx.Component:
    href = rx.Var.create(f"/dossiers/{sheet.id}/visite/{name}").to(str)
    return new_tab_link(rx.icon("printer", size=16, aria_hidden="true"), words, href=href, class_name="lx-enclosure")
