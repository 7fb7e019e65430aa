"""One table of a price list, every cell a field that is heard when it is left."""

from collections.abc import Sequence
from typing import Any

import reflex as rx

from liciel_app.orders.price_tables import layout
from liciel_app.orders.pricing import Sheet
from liciel_app.orders.screens.prices_state import PriceDesk
from liciel_app.ui.button import button, icon_button
from liciel_app.ui.language import t

Choices = tuple[str, ...] | None
"""The words of a column chosen from a list; none: anything may be typed."""


def price_table(sheet: Sheet, columns: Sequence[Choices], *, addable: bool = True) -> rx.Component:
    """The sheet's rows, its prices after the given columns when it has bands."""
    name = sheet.value

    def line(row: Any, rank: Any) -> rx.Component:
        fixed = [_cell(name, row, rank, column, choices) for column, choices in enumerate(columns)]
        prices = _prices(name, row, rank, len(columns)) if sheet in layout.BANDED else rx.fragment()
        drop = icon_button("trash-2", t("Retirer la ligne"), PriceDesk.remove(name, rank))
        return rx.el.tr(*fixed, prices, rx.el.td(drop, class_name="lx-price-drop-row"))

    titles = rx.foreach(PriceDesk.heads[name], lambda title: rx.el.th(title, scope="col"))
    hidden = rx.el.th(rx.el.span(t("Retirer"), class_name="lx-spoken"), scope="col")
    table = rx.el.table(
        rx.el.thead(rx.el.tr(titles, hidden)),
        rx.el.tbody(rx.foreach(PriceDesk.tables[name], line), key=PriceDesk.revision.to(str)),
        aria_label=t(name),
        class_name="lx-price-table",
        custom_attrs={"data-sheet": "wide" if sheet in layout.BANDED else "plain"},
    )
    add = rx.el.div(button(t("Ajouter une ligne"), PriceDesk.add(name, ""), icon="plus", kind="ghost"))
    wrong = rx.foreach(PriceDesk.told[name], _fault)
    frame = rx.el.div(table, tab_index=0, class_name="lx-price-frame")
    return rx.fragment(frame, wrong, add if addable else rx.fragment())


def _fault(told: Any) -> rx.Component:
    return rx.el.p(rx.icon("circle-alert", size=15, aria_hidden="true"), rx.el.span(told), class_name="lx-error")


def _prices(name: str, row: Any, rank: Any, start: int) -> rx.Component:
    """As many as the widest measure has bands; those a row does not use stay empty."""
    bands = PriceDesk.heads[name].to(list[str])[start:]
    return rx.foreach(bands, lambda title, place: _field(name, row, rank, place + start, title))


def _cell(name: str, row: Any, rank: Any, column: int, choices: Choices) -> rx.Component:
    title = PriceDesk.heads[name][column].to(str)
    if choices is None:
        return _field(name, row, rank, column, title)
    chosen = rx.el.select(
        *([] if "" in choices else [rx.el.option("", value="", hidden=True)]),
        *[rx.el.option(t(word) if word else "–", value=word) for word in choices],
        default_value=row[column],
        on_change=PriceDesk.put(name, rank, column),
        **_look(name, row, rank, column, title),
    )
    return rx.el.td(chosen)


def _field(name: str, row: Any, rank: Any, column: Any, title: Any) -> rx.Component:
    typed = rx.el.input(
        type="text",
        key=row[column].to(str),
        default_value=row[column],
        on_blur=PriceDesk.put(name, rank, column),
        auto_complete="off",
        **_look(name, row, rank, column, title),
    )
    return rx.el.td(typed)


def _look(name: str, row: Any, rank: Any, column: Any, title: Any) -> dict[str, Any]:
    """Named for who hears the page; red, and told why, where something is wrong."""
    place = rx.Var.create(f"{name}.{rank}.{column}").to(str)
    why = PriceDesk.wrong[place].to(str)
    return {
        "class_name": "lx-input",
        "aria_label": rx.Var.create(f"{title}, {row[0]}").to(str),
        "aria_invalid": rx.cond(why, "true", "false"),
        "title": rx.cond(why, why, ""),
    }
