"""A quote opened by a personal link: read, complete with options, sign with a finger, or refuse."""

import reflex as rx

from liciel_app.orders.screens.looks import look
from liciel_app.ui.button import button
from liciel_app.ui.dialog import form_dialog
from liciel_app.ui.empty import empty, skeleton
from liciel_app.ui.field import error_of, textarea_field
from liciel_app.ui.language import t
from liciel_app.ui.page import page
from liciel_app.ui.ticker import ticker
from liciel_app.website.screens.quote_end import end_of_quote
from liciel_app.website.screens.quote_form import signing_form
from liciel_app.website.screens.quote_parts import offer_card, place_card
from liciel_app.website.screens.quote_state import TOP, QuoteScreen
from liciel_app.website.screens.wizard_frame import public_page


@page("/devis/[token]", title="Votre devis", load=[QuoteScreen.load])
def quote() -> rx.Component:
    state = QuoteScreen.opened.quote.state
    body = rx.cond(
        QuoteScreen.refused,
        _said_no(),
        rx.match(
            state,
            ("open", _open()),
            ("accepted", end_of_quote()),
            ("closed", _closed()),
            rx.cond(QuoteScreen.missing, _missing(), skeleton(6)),
        ),
    )
    return public_page(look(), rx.el.div(custom_attrs={"id": TOP}), rx.el.div(body, class_name="lx-quote"))


def _open() -> rx.Component:
    seen = QuoteScreen.opened.quote
    title = rx.Var.create(f"{t('Devis')} {seen.number}").to(str)
    until = rx.el.p(
        t("Pour"), " ", seen.client, " · ", t("valable jusqu’au"), " ", seen.until, class_name="lx-subtitle"
    )
    return rx.fragment(
        rx.el.header(rx.el.h1(title, class_name="lx-title"), until, class_name="lx-quote-head"),
        place_card(),
        offer_card(),
        signing_form(),
        rx.el.div(
            button(t("Refuser ce devis"), QuoteScreen.ask_refusal(True), kind="ghost", icon="circle-x"),
            class_name="lx-quote-ways",
        ),
        _refusal(),
    )


def _refusal() -> rx.Component:
    return form_dialog(
        t("Refuser ce devis"),
        textarea_field(
            "reason",
            t("Votre raison"),
            hint=t("Un mot suffit : trop cher, trop tard, déjà fait…"),
            error=error_of(QuoteScreen.errors, "reason"),
            props={"max_length": 1000},
        ),
        open=QuoteScreen.refusing,
        on_open_change=QuoteScreen.ask_refusal,
        on_submit=QuoteScreen.refuse,
        submit=t("Refuser le devis"),
    )


def _closed() -> rx.Component:
    return empty(QuoteScreen.opened.quote.closed, icon="file-x")


def _said_no() -> rx.Component:
    return empty(t("Votre refus est noté. Merci de nous l’avoir dit."), icon="circle-check")


def _missing() -> rx.Component:
    return rx.fragment(
        ticker(QuoteScreen.tick, 60_000),
        empty(t("Ce lien n’est plus valable. Demandez-en un nouveau à l’office."), icon="link-2-off"),
    )
