"""After the order: its number, what happens next, what to prepare."""

from typing import Any

import reflex as rx

from liciel_app.ui.button import button, doc_button
from liciel_app.ui.kinds import Node, Text
from liciel_app.ui.language import t
from liciel_app.ui.session import Session
from liciel_app.website.screens.wizard_state import HEADING, Wizard


def end_page() -> rx.Component:
    return rx.el.section(
        _thanks(), rx.el.div(_next(), _prepare(), class_name="lx-end-columns"), _ways(), class_name="lx-end"
    )


def _thanks() -> rx.Component:
    placed = Wizard.placed
    return rx.el.header(
        rx.el.span(rx.icon("check", size=34, aria_hidden="true"), class_name="lx-end-mark"),
        rx.el.h1(t("Merci, votre commande est enregistrée"), id=HEADING, tab_index=-1, class_name="lx-title"),
        rx.el.p(t("Numéro de commande"), class_name="lx-second"),
        rx.el.p(placed.number, class_name="lx-end-number"),
        rx.cond(
            placed.visit != "",
            rx.el.p(t("Votre créneau est retenu :"), " ", rx.el.strong(placed.visit)),
            rx.fragment(),
        ),
        rx.el.p(t("Une confirmation part à l’instant à"), " ", rx.el.strong(placed.email), "."),
        class_name="lx-end-head",
    )


def _next() -> rx.Component:
    quoted = rx.cond(
        Wizard.placed.on_quote,
        t("Nous étudions votre demande et vous envoyons un devis."),
        rx.cond(
            Wizard.placed.visit != "",
            t("Nous vérifions votre commande et vous confirmons le rendez-vous par mail."),
            t("Nous vérifions votre commande et vous appelons pour fixer le rendez-vous."),
        ),
    )
    steps: tuple[Node, ...] = (
        quoted,
        t("Le jour dit, un diagnostiqueur certifié vient chez vous, avec ses instruments."),
        t("Vos rapports arrivent dans votre espace, prêts pour le notaire ou le bail."),
    )
    told = rx.el.ol(*[rx.el.li(rx.el.span(step)) for step in steps], class_name="lx-end-steps")
    return rx.el.div(rx.el.h2(t("Ce qui se passe maintenant"), class_name="lx-card-title"), told, class_name="lx-card")


def _prepare() -> rx.Component:
    """What helps on the day, by what was answered; then what others hand over."""
    gas, coowned = Wizard.answers["gas"], Wizard.answers["coowned"]
    always: tuple[Text, ...] = (
        t("Les anciens diagnostics, même périmés"),
        t("Un plan ou la surface de l’acte de vente"),
        t("Les factures de travaux : isolation, fenêtres, chauffage"),
    )
    papers = [
        rx.foreach(Wizard.placed.missing, _paper),
        *[_paper(words) for words in always],
        rx.cond(
            (gas == "old") | (gas == "recent"), _paper(t("L’attestation d’entretien de la chaudière")), rx.fragment()
        ),
        rx.cond(coowned == "yes", _paper(t("Le règlement de copropriété et les coordonnées du syndic")), rx.fragment()),
        rx.foreach(Wizard.offer.documents, _document),
    ]
    access = rx.el.p(
        t("Le jour de la visite : l’accès à toutes les pièces, aux compteurs, à la cave et aux combles."),
        class_name="lx-hint",
    )
    title = rx.el.h2(t("Documents à préparer"), class_name="lx-card-title")
    return rx.el.div(title, rx.el.ul(*papers, class_name="lx-end-papers"), access, class_name="lx-card")


def _document(row: Any) -> rx.Component:
    return rx.cond(row.sure, _paper(row.label), rx.fragment())


def _paper(words: Text) -> rx.Component:
    return rx.el.li(rx.icon("file-text", size=16, aria_hidden="true"), rx.el.span(words))


def _ways() -> rx.Component:
    again = button(t("Commander pour un autre bien"), Wizard.restart, kind="ghost", icon="plus")
    beside = button(
        t("Commander pour un autre lot de l’immeuble"), Wizard.order_next_flat, kind="outline", icon="copy-plus"
    )
    home = rx.match(
        Session.me.kind,
        ("client", doc_button(t("Voir mon espace"), "/espace", kind="solid", icon="user")),
        ("staff", _to_the_order()),
        doc_button(t("Revenir à l’accueil"), "/", kind="solid", icon="house"),
    )
    return rx.el.div(home, beside, again, class_name="lx-end-ways")


def _to_the_order() -> rx.Component:
    href = rx.Var.create(f"/bureau/commandes/{Wizard.placed.id}").to(str)
    return doc_button(t("Ouvrir la commande"), href, kind="solid", icon="inbox")
