"""What the signer answers: the papers he read, the ADEME, his right to withdraw, who he is, and his signature."""

from typing import Any

import reflex as rx

from liciel_app.orders.services.agreeing import ADEME_NO, ADEME_YES, AGREED, KEPT, WAIVED
from liciel_app.ui.button import submit_button
from liciel_app.ui.card import card
from liciel_app.ui.choice import Choice, checkbox_field, choice_cards
from liciel_app.ui.field import email_field, error_of, text_field
from liciel_app.ui.form import error_summary, field_grid, form
from liciel_app.ui.language import t
from liciel_app.ui.links import new_tab_link
from liciel_app.ui.signature import signature_pad
from liciel_app.website.screens.quote_parts import SEEN, file_link
from liciel_app.website.screens.quote_state import QuoteScreen

_ERRORS = QuoteScreen.errors


def signing_form() -> rx.Component:
    return card(
        t("Votre accord"),
        form(
            error_summary(_ERRORS),
            _papers(),
            _ademe(),
            rx.cond(SEEN.private, _withdrawal(), rx.fragment()),
            _signer(),
            signature_pad(
                t("Votre signature"),
                on_signed=QuoteScreen.signed,
                on_clear=QuoteScreen.clear,
                round_=QuoteScreen.sheet,
                error=error_of(_ERRORS, "signature"),
            ),
            submit_button(t("Accepter et signer le devis"), icon="pen-line", props={"class_name": "lx-button lx-sign"}),
            rx.el.p(
                t("Votre accord est daté, gardé avec les documents lus et votre signature, et vous est envoyé."),
                class_name="lx-hint",
            ),
            on_submit=QuoteScreen.accept,
        ),
    )


def _papers() -> rx.Component:
    """One box per document in force, each with its link."""
    return rx.el.fieldset(
        rx.el.legend(t("Documents"), class_name="lx-label"),
        _error("read"),
        rx.foreach(SEEN.papers, _paper),
        checkbox_field("accord", t(AGREED)),
        _error("agreed"),
        class_name="lx-field lx-fieldset",
        custom_attrs={"id": "champ-read", "tabIndex": "-1"},
    )


def _paper(paper: Any) -> rx.Component:
    href = rx.Var.create(f"/devis/{QuoteScreen.token}/documents/{paper.sha256}").to(str)
    read = new_tab_link(rx.Var.create(paper.name).to(str), href=href, class_name="lx-link")
    box = rx.el.input(type="checkbox", name=rx.Var.create(f"lu-{paper.sha256}").to(str))
    words = rx.el.span(t("J’ai lu et j’accepte :"), " ", read, class_name="lx-first")
    return rx.el.label(box, words, key=paper.sha256, class_name="lx-check")


def _ademe() -> rx.Component:
    choices = [Choice("oui", t(ADEME_YES)), Choice("non", t(ADEME_NO))]
    return choice_cards("ademe", t("Transmission à l’ADEME"), choices, columns=2, error=error_of(_ERRORS, "ademe"))


def _withdrawal() -> rx.Component:
    choices = [
        Choice("kept", t("Je garde mes quatorze jours"), t(KEPT)),
        Choice("waived", t("Je veux la visite au plus vite"), t(WAIVED)),
    ]
    asked = choice_cards(
        "withdrawal",
        t("Votre droit de rétractation"),
        choices,
        columns=2,
        hint=t("Vous pouvez vous rétracter pendant quatorze jours sans donner de raison."),
        error=error_of(_ERRORS, "withdrawal"),
    )
    return rx.el.div(asked, file_link(t("Formulaire de rétractation (PDF)"), "retractation.pdf"), class_name="lx-field")


def _signer() -> rx.Component:
    name = text_field(
        "name", t("Nom et prénom"), error=error_of(_ERRORS, "name"), props={"auto_complete": "name", "max_length": 120}
    )
    mail = email_field(
        "email",
        t("Adresse mail"),
        hint=t("Pour recevoir ce que vous signez."),
        default_value=SEEN.email,
        error=error_of(_ERRORS, "email"),
        props={"max_length": 254},
    )
    place = text_field(
        "place",
        t("Fait à"),
        error=error_of(_ERRORS, "place"),
        props={"auto_complete": "address-level2", "max_length": 120},
    )
    return field_grid(name, mail, place)


def _error(name: str) -> rx.Component:
    said = error_of(_ERRORS, name)
    sentence = rx.el.p(rx.icon("circle-alert", size=15, aria_hidden="true"), rx.el.span(said), class_name="lx-error")
    return rx.cond(said != "", sentence, rx.fragment())
