"""The list of a screen: one page of rows, read and sorted by the server."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Required, TypedDict, Unpack

import reflex as rx

from liciel_app.ui.kinds import Event, Flag, Node, Text, some
from liciel_app.ui.language import t
from liciel_app.ui.table_paging import PagingOptions, paging
from liciel_app.ui.table_search import table_search


@dataclass(frozen=True)
class Column:
    """`cell` receives the row of a foreach and returns what stands in the cell.

    The first column names the row: it carries the link of the row, and is the title of its card on a phone.
    """

    key: str
    title: Text
    cell: Callable[[Any], Node]
    sortable: bool = False
    width: str | None = None
    align: Literal["left", "right", "center"] = "left"
    hide_on_phone: bool = False
    title_hidden: bool = False
    """The title is only read aloud (columns of buttons)."""
    phone: Literal["line", "plain", "corner"] = "line"
    """On the card: a line « title: value », the value alone, or the corner beside the card's title."""


class Choosing(TypedDict):
    chosen: Callable[[Any], rx.Var[bool]]
    on_choose: Callable[[Any], Event]
    page_chosen: rx.Var[bool]
    on_choose_page: Event


class TableOptions(PagingOptions, total=False):
    label: Required[Text]
    """What the table lists, for screen readers: « Dossiers »."""
    empty: Required[rx.Component]
    """Shown when there is no row: a sentence and one button (`ui.empty.empty`)."""
    loading: Flag
    """True until the first page has been read."""

    sort: rx.Var[str]
    """Key of the sorted column, with a leading `-` when descending."""
    on_sort: Event
    """Called with the key of the column whose title was clicked."""

    q: rx.Var[str]
    on_search: Event
    """Called with the text, 300 ms after the last key."""
    search_hint: Text
    filters: Node
    """Between the search field and the actions: tabs, chips, selects."""
    actions: Node
    """At the right of the toolbar: « Exportation Excel »."""
    notes: Node
    """Between the toolbar and the rows: filters that are on, the selection bar."""
    hidden: rx.Var[list[str]]
    """Keys of the columns put away; the first one, which names the row, always stays."""
    choosing: Choosing
    """A box before each row."""

    row_key: Callable[[Any], Any]
    """Unique value of a row; its `id` when not given."""
    row_href: Callable[[Any], Text]
    """The screen the row leads to."""
    on_row: Callable[[Any], Event]
    """Or what a click on the row does: `lambda row: State.open(row.id)`."""
    selected: Callable[[Any], rx.Var[bool]]


def data_table(columns: Sequence[Column], rows: rx.Var[Any], **options: Unpack[TableOptions]) -> rx.Component:
    """A table on a screen, one card per row on a phone; sorted, searched and paged by the server."""
    loading = rx.Var.create(options.get("loading", False)).to(bool)
    some_rows = rows.to(list).length() > 0
    table = rx.el.div(
        rx.el.table(
            _head(columns, options),
            rx.cond(some_rows, _body(columns, rows, options), _bones(len(columns) + ("choosing" in options), loading)),
            role="table",
            aria_label=options["label"],
            aria_busy=loading.to_string(),
            class_name="lx-table",
        ),
        class_name="lx-table-frame",
    )
    nothing = rx.cond(loading | some_rows, rx.fragment(), options["empty"])
    notes = options.get("notes")
    return rx.el.div(*some(_toolbar(options), notes, table, nothing, paging(options)), class_name="lx-list")


def two_lines(first: Node, second: Node) -> rx.Component:
    """A value and its detail in grey below it."""
    return rx.el.span(
        rx.el.span(first, class_name="lx-first"), rx.el.span(second, class_name="lx-second"), class_name="lx-lines"
    )


def above(*children: Node) -> rx.Component:
    """Buttons and links inside a row that do something else than opening the row."""
    return rx.el.span(*children, class_name="lx-above")


def _toolbar(options: TableOptions) -> rx.Component | None:
    search = None
    if "on_search" in options:
        hint = options.get("search_hint", t("Rechercher dans la liste"))
        search = table_search(options.get("q", rx.Var.create("")), options["on_search"], hint)
    filters = rx.el.div(options["filters"], class_name="lx-filters") if "filters" in options else None
    actions = rx.el.div(options["actions"], class_name="lx-list-actions") if "actions" in options else None
    parts = some(search, filters, actions)
    return rx.el.div(*parts, class_name="lx-toolbar") if parts else None


def _head(columns: Sequence[Column], options: TableOptions) -> rx.Component:
    cells = [
        _unless_hidden(column, options, _title(column, options), first=not rank) for rank, column in enumerate(columns)
    ]
    return rx.el.thead(rx.el.tr(*some(_page_box(options), *cells), role="row"), role="rowgroup")


def _unless_hidden(column: Column, options: TableOptions, cell: rx.Component, *, first: bool) -> rx.Component:
    if first or "hidden" not in options:
        return cell
    return rx.cond(options["hidden"].to(list).contains(column.key), rx.fragment(), cell)


def _page_box(options: TableOptions) -> rx.Component | None:
    if "choosing" not in options:
        return None
    choosing = options["choosing"]
    box = _box(t("Choisir toute la page"), choosing["page_chosen"], choosing["on_choose_page"])
    return rx.el.th(box, scope="col", role="columnheader", class_name="lx-choose")


def _row_box(row: Any, options: TableOptions) -> rx.Component | None:
    if "choosing" not in options:
        return None
    choosing = options["choosing"]
    box = _box(t("Choisir cette ligne"), choosing["chosen"](row), choosing["on_choose"](row))
    return rx.el.td(above(box), role="cell", class_name="lx-choose", custom_attrs={"data-phone": "hidden"})


def _box(label: Text, checked: rx.Var[bool], on_change: Event) -> rx.Component:
    return rx.el.input(type="checkbox", checked=checked, on_change=on_change, aria_label=label, class_name="lx-box")


def _title(column: Column, options: TableOptions) -> rx.Component:
    width = {"width": column.width} if column.width else {}
    cell: dict[str, Any] = {"scope": "col", "role": "columnheader", "style": width, "custom_attrs": _align(column)}
    if not column.sortable or "on_sort" not in options:
        return rx.el.th(
            rx.el.span(column.title, class_name="lx-spoken") if column.title_hidden else column.title, **cell
        )
    sort = options.get("sort", rx.Var.create(""))
    up, down = sort == column.key, sort == f"-{column.key}"
    arrow = rx.cond(
        up,
        rx.icon("arrow-up", size=13, aria_hidden="true"),
        rx.cond(
            down,
            rx.icon("arrow-down", size=13, aria_hidden="true"),
            rx.icon("chevrons-up-down", size=13, class_name="lx-unsorted", aria_hidden="true"),
        ),
    )
    title = rx.el.button(
        column.title, arrow, type="button", class_name="lx-sort", on_click=options["on_sort"](column.key)
    )
    return rx.el.th(title, aria_sort=rx.cond(up, "ascending", rx.cond(down, "descending", "none")), **cell)


def _body(columns: Sequence[Column], rows: rx.Var[Any], options: TableOptions) -> rx.Component:
    def line(row: Any) -> rx.Component:
        key = options["row_key"](row) if "row_key" in options else row.id
        lit = {"data-selected": options["selected"](row)} if "selected" in options else {}
        cells = [
            _unless_hidden(column, options, _cell(column, row, options, names=not rank), first=not rank)
            for rank, column in enumerate(columns)
        ]
        return rx.el.tr(*some(_row_box(row, options), *cells), key=key, role="row", custom_attrs=lit)

    return rx.el.tbody(rx.foreach(rows, line), role="rowgroup")


def _cell(column: Column, row: Any, options: TableOptions, *, names: bool) -> rx.Component:
    inside = _opening(column.cell(row), row, options) if names else column.cell(row)
    place = "hidden" if column.hide_on_phone else "title" if names else column.phone
    attrs = {**_align(column), "data-label": column.title, "data-phone": place}
    return rx.el.td(inside, role="cell", custom_attrs=attrs)


def _opening(name: Node, row: Any, options: TableOptions) -> Node:
    """The link or button of the row; its surface is stretched over the whole row by CSS."""
    if "row_href" in options:
        return rx.el.a(name, href=options["row_href"](row), class_name="lx-row-link")
    if "on_row" in options:
        return rx.el.button(name, type="button", on_click=options["on_row"](row), class_name="lx-row-link")
    return name


def _bones(cells: int, loading: rx.Var[bool]) -> rx.Component:
    def line(rank: int) -> rx.Component:
        bones = [rx.el.td(rx.el.span(class_name=f"lx-bone lx-bone-{(rank + place) % 4}")) for place in range(cells)]
        return rx.el.tr(*bones, class_name="lx-bone-row", aria_hidden="true")

    return rx.el.tbody(rx.cond(loading, rx.fragment(*[line(rank) for rank in range(8)]), rx.fragment()))


def _align(column: Column) -> dict[str, Any]:
    return {"data-align": column.align}
