"""After the signature: what was agreed, what happens next, the deposit to pay."""

import reflex as rx

from liciel_app.ui.button import doc_button
from liciel_app.ui.card import card, notice
from liciel_app.ui.language import t
from liciel_app.ui.ticker import ticker
from liciel_app.website.screens.quote_parts import SEEN, file_link, mission_links, places, totals
from liciel_app.website.screens.quote_state import QuoteScreen

_DEPOSIT = QuoteScreen.opened.deposit


def end_of_quote() -> rx.Component:
    return rx.fragment(
        ticker(QuoteScreen.tick, 2500),
        _thanks(),
        rx.cond(SEEN.deposit != "", _deposit(), rx.fragment()),
        card(t("Ce que vous avez signé"), places(), totals(SEEN), _files()),
        _next(),
    )


def _thanks() -> rx.Component:
    signed = rx.el.p(t("Signé par"), " ", SEEN.signed_by, " · ", SEEN.signed_at, class_name="lx-subtitle")
    until = rx.el.p(
        t("Vous pouvez vous rétracter jusqu’au"), " ", rx.el.strong(SEEN.withdrawal_until), ".", class_name="lx-second"
    )
    return rx.el.header(
        rx.el.span(rx.icon("check", size=34, aria_hidden="true"), class_name="lx-end-mark"),
        rx.el.h1(t("Merci, votre devis est accepté"), class_name="lx-title"),
        signed,
        rx.cond(SEEN.withdrawal_until != "", until, rx.fragment()),
        class_name="lx-end-head",
    )


def _deposit() -> rx.Component:
    pay = doc_button(
        rx.fragment(t("Payer l’acompte de"), " ", _DEPOSIT.amount),
        rx.Var.create(f"/devis/{QuoteScreen.token}/payer").to(str),
        kind="solid",
        icon="credit-card",
    )
    asked = notice(
        rx.cond(
            SEEN.several != "",
            t("Un acompte est demandé à la commande. Chaque lot en déduit sa part sur sa facture."),
            t("Un acompte est demandé à la commande. Il sera déduit de votre facture."),
        ),
        action=pay,
        icon="euro",
    )
    paid = notice(t("Votre acompte est reçu. Merci."), tone="green", icon="badge-check")
    waiting = notice(t("Nous préparons votre facture d’acompte…"), icon="loader")
    return rx.cond(_DEPOSIT.number == "", waiting, rx.cond(_DEPOSIT.paid, paid, asked))


def _files() -> rx.Component:
    return rx.el.div(
        file_link(t("Le devis (PDF)"), "devis.pdf"),
        mission_links(),
        rx.cond(SEEN.private, file_link(t("Formulaire de rétractation (PDF)"), "retractation.pdf"), rx.fragment()),
        rx.cond(_DEPOSIT.printed, file_link(t("La facture d’acompte (PDF)"), "acompte.pdf"), rx.fragment()),
        rx.cond(SEEN.sealed, file_link(t("La preuve de votre accord (ZIP)"), "preuve.zip"), rx.fragment()),
        class_name="lx-pieces",
    )


def _next() -> rx.Component:
    steps = (
        t("Nous vous appelons pour fixer le rendez-vous."),
        t("Le jour dit, un diagnostiqueur certifié vient avec ses instruments."),
        t("Vos rapports arrivent dans votre espace."),
    )
    told = rx.el.ol(*[rx.el.li(rx.el.span(step)) for step in steps], class_name="lx-end-steps")
    return card(t("Ce qui se passe maintenant"), told)
