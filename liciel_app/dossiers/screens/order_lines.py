"""What was ordered: each diagnostic with its reason and price, then the total."""

from typing import Any

import reflex as rx

from liciel_app.orders.screens.looks import why
from liciel_app.orders.screens.words import VERDICTS
from liciel_app.ui.badge import status_badge
from liciel_app.ui.card import card
from liciel_app.ui.kinds import Node, Text
from liciel_app.ui.language import t


def order_lines(sheet: Any) -> rx.Component:
    """`sheet`: a Var of `OrderSheet`."""
    lines = rx.el.ul(rx.foreach(sheet.lines, _line), class_name="lx-offer")
    return card(t("Diagnostics commandés"), lines, _totals(sheet))


def _line(line: Any) -> rx.Component:
    note = rx.cond(line.note != "", rx.el.span(line.note, class_name="lx-second"), rx.fragment())
    words = rx.el.div(
        rx.el.span(line.label, class_name="lx-first"),
        rx.el.span(line.why, class_name="lx-second"),
        note,
        why((t("Source"), line.source)),
        class_name="lx-offer-words",
    )
    side = rx.el.div(
        rx.el.span(line.price, class_name="lx-figure lx-first"),
        rx.cond(line.verdict != "", status_badge(line.verdict, VERDICTS), rx.fragment()),
        class_name="lx-offer-side",
    )
    return rx.el.li(words, side, key=line.code, class_name="lx-offer-line")


def _totals(sheet: Any) -> rx.Component:
    discount = rx.cond(
        sheet.discount != "", _amount(t("Remise pour plusieurs diagnostics"), sheet.discount), rx.fragment()
    )
    return rx.el.dl(
        discount,
        _amount(t("Total HT"), sheet.net),
        _amount(t("TVA"), sheet.vat),
        _amount(t("Total TTC"), sheet.gross, strong=True),
        class_name="lx-totals",
    )


def _amount(label: Text, figure: Node, *, strong: bool = False) -> rx.Component:
    return rx.el.div(
        rx.el.dt(label),
        rx.el.dd(figure, class_name="lx-figure"),
        custom_attrs={"data-strong": "yes" if strong else "no"},
    )
