"""The live price: a panel beside the steps, a bar under the thumb on a phone."""

from typing import Any

import reflex as rx

from liciel_app.ui.kinds import Node, Text
from liciel_app.ui.language import t
from liciel_app.website.screens.wizard_state import Wizard


def price_panel() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("Votre commande"), class_name="lx-card-title"),
        rx.cond(Wizard.place.city != "", _place(), rx.fragment()),
        rx.cond(_some(), _detail(), _not_yet()),
        _reassurance(),
        class_name="lx-card lx-price",
        aria_live="polite",
    )


def price_bar(onward: Node) -> rx.Component:
    """On a phone: the total, its detail one tap away, and the way on."""
    total = rx.cond(
        _some(),
        rx.el.span(
            rx.el.span(_total(), class_name="lx-price-total"),
            rx.el.span(_number(), " · ", _tax(), class_name="lx-second"),
            class_name="lx-lines",
        ),
        rx.el.span(t("Le prix s’affiche ici"), class_name="lx-second"),
    )
    chevron = rx.icon("chevron-up", size=17, aria_hidden="true")
    detail = rx.el.details(
        rx.el.summary(total, rx.cond(_some(), chevron, rx.fragment())),
        rx.cond(_some(), rx.el.div(_detail(), class_name="lx-order-bar-detail"), rx.fragment()),
    )
    return rx.el.div(detail, onward, class_name="lx-order-bar")


def _place() -> rx.Component:
    place = Wizard.place
    return rx.el.p(
        rx.icon("map-pin", size=15, aria_hidden="true"),
        rx.el.span(place.street, rx.cond(place.street != "", ", ", ""), place.city),
        class_name="lx-price-place",
    )


def _detail() -> rx.Component:
    offer = Wizard.offer
    return rx.fragment(
        rx.el.ul(
            rx.foreach(offer.bill, _line),
            rx.foreach(offer.added, _added),
            rx.foreach(offer.discounts, _taken_off),
            class_name="lx-price-lines",
        ),
        rx.cond(offer.priced, _amounts(), rx.fragment()),
        rx.cond(offer.on_quote, _said(t("Une partie dépend du bien : nous vous envoyons un devis.")), rx.fragment()),
        rx.cond(offer.travel_open, _said(t("Bien éloigné : le déplacement est à convenir avec vous.")), rx.fragment()),
    )


def _line(line: Any) -> rx.Component:
    return rx.el.li(rx.el.span(line.short), rx.el.span(line.price, class_name="lx-figure"), key=line.code)


def _added(row: Any) -> rx.Component:
    return _changing(row, "")


def _taken_off(row: Any) -> rx.Component:
    return _changing(row, "lx-price-discount")


def _changing(row: Any, kind: str) -> rx.Component:
    """What is added or taken off, with its reason below."""
    words = rx.el.span(rx.el.span(row.label), rx.el.span(row.why, class_name="lx-second"), class_name="lx-lines")
    return rx.el.li(words, rx.el.span(row.price, class_name="lx-figure"), key=row.label, class_name=kind)


def _amounts() -> rx.Component:
    offer = Wizard.offer
    vat = rx.el.div(
        rx.el.dt(rx.cond(offer.taxed, t("dont TVA"), t("TVA"))), rx.el.dd(offer.vat, class_name="lx-figure")
    )
    return rx.el.dl(
        rx.el.div(
            rx.el.dt(t("Total"), " ", _tax()),
            rx.el.dd(offer.total, class_name="lx-figure lx-price-total"),
            custom_attrs={"data-strong": "yes"},
        ),
        vat,
        class_name="lx-totals",
    )


def _total() -> rx.Var[str]:
    return rx.cond(Wizard.offer.priced, Wizard.offer.total, t("Sur devis")).to(str)


def _tax() -> rx.Var[str]:
    return rx.cond(Wizard.offer.taxed, t("TTC"), t("HT")).to(str)


def _number() -> rx.Component:
    noun = rx.cond(_count() > 1, t("diagnostics"), t("diagnostic"))
    return rx.el.span(_count().to_string(), " ", noun)


def _count() -> Any:
    return rx.Var.create(Wizard.offer.count).to(int)


def _some() -> rx.Var[bool]:
    more: rx.Var[bool] = _count() > 0
    return more


def _not_yet() -> rx.Component:
    return rx.el.p(t("Le prix s’affiche ici dès que nous connaissons le bien et le projet."), class_name="lx-hint")


def _reassurance() -> rx.Component:
    promises: tuple[tuple[str, Text], ...] = (
        ("badge-check", t("Prix de notre grille, le même au téléphone")),
        ("hand-coins", t("Rien à payer maintenant")),
        ("file-lock", t("Vos rapports en ligne, dans votre espace")),
    )
    return rx.el.ul(
        *[rx.el.li(rx.icon(icon, size=16, aria_hidden="true"), rx.el.span(words)) for icon, words in promises],
        class_name="lx-price-promises",
    )


def _said(words: Text) -> rx.Component:
    return rx.el.p(rx.icon("info", size=15, aria_hidden="true"), rx.el.span(words), class_name="lx-consequence")
