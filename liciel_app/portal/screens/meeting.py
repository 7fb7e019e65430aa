"""The appointment in words, how to keep or move it, and whom to call."""

from typing import Any

import reflex as rx

from liciel_app.portal.look import DAY, NUMBER, QUIET
from liciel_app.ui.button import doc_button
from liciel_app.ui.card import card, stack
from liciel_app.ui.language import t
from liciel_app.ui.links import phone_link
from liciel_app.ui.session import Session


def meeting(dossier: Any) -> rx.Component:
    """`dossier`: a Var of ClientDossier."""
    visit = dossier.visit
    return card(
        t("Rendez-vous"),
        rx.cond(visit.day != "", rx.cond(visit.past, _held(visit), _coming(dossier)), _unplanned(dossier)),
    )


def _coming(dossier: Any) -> rx.Component:
    visit = dossier.visit
    to_prepare = t(
        "À préparer : l’accès à toutes les pièces, au compteur électrique, à la chaudière et aux combles ; "
        "les anciens diagnostics et les factures de travaux."
    )
    return stack(
        _when(visit),
        rx.cond(visit.state == "on_the_way", rx.el.p(t("Le technicien est en route."), class_name="lx-first")),
        rx.el.p(to_prepare),
        rx.el.div(
            doc_button(
                t("Ajouter à mon agenda"),
                f"/espace/dossier/{dossier.id}/rendez-vous.ics",
                icon="calendar-plus",
                kind="outline",
            ),
            rx.cond(visit.sworn, _attestation(dossier), rx.fragment()),
            style={"display": "flex", "flex_wrap": "wrap", "gap": "8px"},
        ),
        rx.el.p(t("Pour le déplacer, appelez-nous :"), " ", _phone(), style=QUIET),
    )


def _attestation(dossier: Any) -> rx.Component:
    """The law has it handed over before the visit."""
    href = rx.Var.create(f"/dossiers/{dossier.id}/visite/attestation.pdf").to(str)
    return doc_button(t("Attestation du diagnostiqueur"), href, icon="badge-check", kind="outline")


def _held(visit: Any) -> rx.Component:
    return rx.el.div(_when(visit), rx.el.p(t("La visite a eu lieu."), style=QUIET))


def _when(visit: Any) -> rx.Component:
    return rx.el.div(
        rx.el.p(visit.day, style={**DAY, "&::first-letter": {"text_transform": "uppercase"}}),
        rx.el.p(visit.start, " – ", visit.end, " · ", visit.technician, class_name="lx-figure"),
    )


def _unplanned(dossier: Any) -> rx.Component:
    early = dossier.stage == "to_plan"
    return rx.el.p(
        rx.cond(early, t("L’office vous propose un rendez-vous très vite."), t("Aucun rendez-vous n’est prévu.")),
        " ",
        _phone(),
    )


def _phone() -> rx.Component:
    return phone_link(Session.me.office_phone, class_name="lx-link", style=NUMBER)
