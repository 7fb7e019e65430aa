"""What the quote asks over the page: a line, the terms, a last look before it leaves, a link to hand over."""

import reflex as rx

from liciel_app.orders.screens.quote_paper_dialog import paper_dialog
from liciel_app.orders.screens.quote_state import QuotePanel
from liciel_app.ui.choice import checkbox_field
from liciel_app.ui.dialog import confirm_dialog, form_dialog, panel_dialog
from liciel_app.ui.field import error_of, money_field, number_field, select_field, text_field, textarea_field
from liciel_app.ui.form import field_grid
from liciel_app.ui.language import t
from liciel_app.ui.links import new_tab_link

_ERRORS = QuotePanel.errors
_LINE = QuotePanel.line
_QUOTE = QuotePanel.quote


def dialogs() -> rx.Component:
    return rx.fragment(_line(), _terms(), _send(), _hand_over(), _link(), paper_dialog())


def lot_field(name: str) -> rx.Component:
    """Which lot a line is for, where the quote has several."""
    return rx.cond(_QUOTE.lots.length() > 0, select_field("lot", t("Lot"), _QUOTE.lots, id=name), rx.fragment())


def _line() -> rx.Component:
    return form_dialog(
        rx.cond(_LINE.label != "", t("Changer la ligne"), t("Ajouter une ligne libre")).to(str),
        text_field(
            "label",
            t("Désignation"),
            default_value=_LINE.label,
            error=error_of(_ERRORS, "label"),
            props={"max_length": 200},
        ),
        field_grid(
            money_field(
                "price", t("Prix unitaire HT"), default_value=_LINE.typed_price, error=error_of(_ERRORS, "price")
            ),
            number_field(
                "quantity", t("Quantité"), default_value=_LINE.typed_quantity, error=error_of(_ERRORS, "quantity")
            ),
        ),
        rx.cond(_LINE.id == 0, lot_field("ligne-lot"), rx.fragment()),
        checkbox_field("optional", t("En option : le client la coche s’il la veut"), checked=_LINE.optional),
        open=QuotePanel.asking == "line",
        on_open_change=QuotePanel.close,
        on_submit=QuotePanel.save_line,
        submit=t("Enregistrer"),
        form_props={"key": _LINE.id.to_string()},
    )


def _terms() -> rx.Component:
    return form_dialog(
        t("Remise, validité, message"),
        field_grid(
            money_field(
                "discount", t("Remise HT"), default_value=_QUOTE.typed_discount, error=error_of(_ERRORS, "discount")
            ),
            number_field(
                "valid_days",
                t("Validité en jours"),
                default_value=_QUOTE.valid_days,
                error=error_of(_ERRORS, "valid_days"),
            ),
        ),
        textarea_field(
            "note",
            t("Message au client"),
            optional=True,
            default_value=_QUOTE.note,
            error=error_of(_ERRORS, "note"),
            props={"max_length": 1000},
        ),
        open=QuotePanel.asking == "terms",
        on_open_change=QuotePanel.close,
        on_submit=QuotePanel.save_terms,
        submit=t("Enregistrer"),
    )


def _send() -> rx.Component:
    said = rx.fragment(
        t("Le devis et l’ordre de mission partent ensemble par mail, avec un lien pour signer. Total TTC :"),
        " ",
        _QUOTE.gross,
        ".",
    )
    return confirm_dialog(
        t("Envoyer le devis et l’ordre de mission ?"),
        said,
        open=QuotePanel.asking == "send",
        on_open_change=QuotePanel.close,
        on_confirm=QuotePanel.send,
        confirm=t("Envoyer"),
    )


def _hand_over() -> rx.Component:
    said = t(
        "Le devis est figé et imprimé avec son ordre de mission, sans mail. Faites-le signer, puis enregistrez la "
        "signature avec son scan."
    )
    return confirm_dialog(
        t("Faire signer ce devis sur papier ?"),
        said,
        open=QuotePanel.asking == "hand_over",
        on_open_change=QuotePanel.close,
        on_confirm=QuotePanel.hand_over,
        confirm=t("Figer et imprimer"),
    )


def _link() -> rx.Component:
    shown = new_tab_link(QuotePanel.link, href=QuotePanel.link, class_name="lx-link")
    return panel_dialog(
        t("Lien de signature"),
        rx.el.p(t("Ce lien ouvre le devis sans mot de passe. Remettez-le seulement à la personne qui signe.")),
        rx.el.p(shown, style={"overflow_wrap": "anywhere"}),
        open=QuotePanel.asking == "link",
        on_open_change=QuotePanel.close,
    )
