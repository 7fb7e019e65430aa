"""The table of a `LiveList`: search, titles that sort, columns, chips, choice of lines, pages, all of it wired."""

from collections.abc import Callable, Sequence
from typing import Any, Final, Required, TypedDict, Unpack

import reflex as rx

from liciel_app.ui.button import button
from liciel_app.ui.drop import drop
from liciel_app.ui.kinds import Event, Node, Text, some
from liciel_app.ui.language import t
from liciel_app.ui.lists import LiveList, counted
from liciel_app.ui.shortcuts import keyed
from liciel_app.ui.table import Choosing, Column, TableOptions, data_table


class ListOptions(TypedDict, total=False):
    label: Required[Text]
    nouns: Required[tuple[Text, Text]]
    """« dossier », « dossiers »."""
    empty: Required[rx.Component]
    hint: Text
    """In the search field: what it looks through."""
    row_key: Callable[[Any], Any]
    row_href: Callable[[Any], Text]
    on_row: Callable[[Any], Event]
    selected: Callable[[Any], rx.Var[bool]]
    filters: Node
    tools: Sequence[Node]
    """Right of the toolbar, before « Colonnes »: saved views, export."""
    for_chosen: Sequence[Node]
    """What may be done to the lines chosen; without it none can be chosen."""


_PASSED_ON: Final = ("row_key", "row_href", "on_row", "selected", "filters")


def list_table(listing: type[LiveList], columns: Sequence[Column], **options: Unpack[ListOptions]) -> rx.Component:
    """`listing` has a var `rows`; the titles of sortable columns and the search lead to an address."""
    of: Any = listing
    one, many = options["nouns"]
    tools = [_columns(of, columns), *options.get("tools", ())]
    shown: TableOptions = {
        "label": options["label"],
        "empty": options["empty"],
        "loading": of.loading,
        "sort": of.sort,
        "on_sort": of.sort_by,
        "q": of.q,
        "on_search": of.search,
        "search_hint": options.get("hint", t("Rechercher dans la liste")),
        "notes": rx.fragment(_chips(of), *some(_selection(of, options))),
        "actions": rx.fragment(*tools),
        "hidden": of.hidden,
        "total_text": counted(of, one, many),
        "has_previous": of.has_previous,
        "has_next": of.has_next,
        "on_first": of.turn("first"),
        "on_previous": of.turn("previous"),
        "on_next": of.turn("next"),
        "on_last": of.turn("last"),
        "size": of.size,
        "on_size": of.show_lines,
    }
    if "for_chosen" in options:
        shown["choosing"] = _choosing(of)
    given: Any = {**shown, **{name: value for name, value in options.items() if name in _PASSED_ON}}
    return data_table(columns, of.rows, **given)


def _choosing(of: Any) -> Choosing:
    return {
        "chosen": lambda row: of.everything | of.chosen.contains(row.id),
        "on_choose": lambda row: of.choose(row.id),
        "page_chosen": of.everything | ((of.chosen.length() > 0) & (of.chosen.length() >= of.rows.length())),
        "on_choose_page": of.choose_page,
    }


def _columns(of: Any, columns: Sequence[Column]) -> rx.Component:
    boxes = [
        rx.el.label(
            rx.el.input(
                type="checkbox",
                checked=~of.hidden.contains(one.key),
                on_change=of.show_column(one.key),
                class_name="lx-box",
            ),
            rx.el.span(one.title),
            class_name="lx-pull-line",
        )
        for one in columns[1:]
    ]
    return drop(t("Colonnes"), *boxes, icon="columns-3")


def _chips(of: Any) -> rx.Component:
    """The filters that are on; each goes away at a click."""

    def chip(one: Any) -> rx.Component:
        return rx.el.a(
            rx.el.span(one.label, " : ", class_name="lx-second"),
            rx.el.span(one.value),
            rx.icon("x", size=14, aria_hidden="true"),
            rx.el.span(t("Retirer ce filtre"), class_name="lx-spoken"),
            href=one.href,
            class_name="lx-chip lx-chip-on",
        )

    clear = rx.el.a(t("Effacer les filtres"), href=of.ADDRESS, class_name="lx-link")
    row = rx.el.div(
        rx.foreach(of.chips, chip), rx.cond(of.chips.length() > 1, clear, rx.fragment()), class_name="lx-chips"
    )
    return rx.cond(of.chips.length() > 0, row, rx.fragment())


def _selection(of: Any, options: ListOptions) -> rx.Component | None:
    """« 3 lignes choisies », « Tout sélectionner (248) », and what is done to them."""
    if "for_chosen" not in options:
        return None
    number = rx.cond(of.everything, of.figure, of.chosen.length().to_string())
    several = of.everything | (of.chosen.length() > 1)
    words = rx.el.span(
        number, " ", rx.cond(several, t("lignes choisies"), t("ligne choisie")), class_name="lx-first", role="status"
    )
    all_ = rx.cond(
        of.everything | (of.total <= of.chosen.length()),
        rx.fragment(),
        button(rx.fragment(t("Tout sélectionner"), " (", of.figure, ")"), of.choose_all, kind="ghost"),
    )
    none = button(t("Ne plus choisir"), of.choose_none, icon="x", kind="ghost", props=keyed("Escape"))
    bar = rx.el.div(words, all_, *options["for_chosen"], none, class_name="lx-chosen")
    return rx.cond(of.everything | (of.chosen.length() > 0), bar, rx.fragment())
