"""What the signer reads: the property, the lines, the options he ticks, the total that follows."""

from typing import Any

import reflex as rx

from liciel_app.ui.card import card
from liciel_app.ui.kinds import Node, Text
from liciel_app.ui.language import t
from liciel_app.ui.links import new_tab_link
from liciel_app.website.screens.quote_state import QuoteScreen

SEEN = QuoteScreen.opened.quote


def place_card() -> rx.Component:
    note = rx.cond(SEEN.note != "", rx.el.blockquote(SEEN.note, class_name="lx-said"), rx.fragment())
    papers = rx.el.div(
        file_link(t("Le devis (PDF)"), "devis.pdf"),
        mission_links(),
        class_name="lx-pieces",
    )
    title = rx.cond(SEEN.several != "", SEEN.several, t("Bien")).to(str)
    return card(title, places(), rx.el.p(SEEN.kind, class_name="lx-second"), note, papers)


def places() -> rx.Component:
    """The address, or each lot with its own, its kind and its surface."""
    one = rx.el.p(rx.el.span(SEEN.street, class_name="lx-first"), rx.el.br(), SEEN.town, class_name="lx-address")
    return rx.cond(SEEN.several != "", rx.el.ul(rx.foreach(SEEN.parts, _place), class_name="lx-offer"), one)


def offer_card() -> rx.Component:
    lines = rx.foreach(SEEN.parts, _part)
    options = rx.el.div(
        rx.el.h3(t("En option"), class_name="lx-card-title"),
        rx.el.ul(rx.foreach(SEEN.options, _option), class_name="lx-offer"),
        class_name="lx-quote-options",
    )
    return card(
        t("Diagnostics et prix"), lines, rx.cond(SEEN.options.length() > 0, options, rx.fragment()), totals(SEEN)
    )


def totals(seen: Any) -> rx.Component:
    """A private client reads prices with the tax, a professional without."""
    before_tax = rx.fragment(_amount(t("Total HT"), seen.net), _amount(t("TVA"), seen.vat))
    return rx.el.dl(
        rx.cond(seen.discount != "", _amount(t("Remise"), seen.discount), rx.fragment()),
        rx.cond(seen.private, rx.fragment(), before_tax),
        _amount(t("Total TTC"), seen.gross, strong=True),
        rx.cond(seen.private, _amount(t("dont TVA"), seen.vat), rx.fragment()),
        rx.cond(seen.deposit != "", _amount(t("Acompte à l’acceptation"), seen.deposit), rx.fragment()),
        class_name="lx-totals",
        aria_live="polite",
    )


def file_link(words: Text, name: Text) -> rx.Component:
    href = rx.Var.create(f"/devis/{QuoteScreen.token}/{name}").to(str)
    icon = rx.icon("file-text", size=18, aria_hidden="true")
    return new_tab_link(icon, rx.el.span(words, class_name="lx-first"), href=href, class_name="lx-piece")


def mission_links() -> rx.Component:
    """One for each property."""

    def link(part: Any) -> rx.Component:
        words = t("L’ordre de mission (PDF)")
        named = rx.Var.create(f"{words} – {part.label}").to(str)
        return file_link(rx.cond(part.label != "", named, words).to(str), part.mission)

    return rx.fragment(rx.foreach(SEEN.parts, link))


def _place(part: Any) -> rx.Component:
    words = rx.el.div(
        rx.el.span(part.label, class_name="lx-first"),
        rx.el.span(part.place, class_name="lx-second"),
        class_name="lx-offer-words",
    )
    return rx.el.li(words, key=part.mission, class_name="lx-offer-line")


def _part(part: Any) -> rx.Component:
    """The lines of one property; under its name, with what it comes to, where there are several."""
    lines = rx.el.ul(rx.foreach(part.lines, _line), class_name="lx-offer")
    head = rx.el.div(rx.el.h3(part.label, class_name="lx-card-title"), rx.el.p(part.place, class_name="lx-second"))
    counted = rx.el.span(" (", part.counted, ")", class_name="lx-second")
    whole = rx.el.p(
        rx.el.span(t("Sous-total"), " ", part.label, rx.cond(part.counted != "", counted, rx.fragment())),
        rx.el.span(part.subtotal, class_name="lx-figure"),
        class_name="lx-quote-subtotal",
    )
    return rx.cond(part.label != "", rx.el.section(head, lines, whole, class_name="lx-quote-lot"), lines)


def _line(line: Any) -> rx.Component:
    note = rx.cond(line.note != "", rx.el.span(line.note, class_name="lx-second"), rx.fragment())
    return rx.el.li(
        rx.el.div(rx.el.span(line.label, class_name="lx-first"), note, class_name="lx-offer-words"),
        rx.el.span(line.price, class_name="lx-figure lx-first"),
        key=line.position.to_string(),
        class_name="lx-offer-line",
    )


def _option(line: Any) -> rx.Component:
    box = rx.el.input(type="checkbox", checked=line.chosen, on_change=lambda _ticked: QuoteScreen.choose(line.position))
    words = rx.el.span(rx.el.span(line.label, class_name="lx-first"), class_name="lx-lines")
    return rx.el.li(
        rx.el.label(box, words, rx.el.span("+ ", line.price, class_name="lx-figure lx-first"), class_name="lx-check"),
        key=line.position.to_string(),
        class_name="lx-offer-line",
    )


def _amount(label: Text, figure: Node, *, strong: bool = False) -> rx.Component:
    return rx.el.div(
        rx.el.dt(label),
        rx.el.dd(figure, class_name="lx-figure"),
        custom_attrs={"data-strong": "yes" if strong else "no"},
    )
