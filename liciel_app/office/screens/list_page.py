"""A list of the office: the kit's table with « Mes vues », « Exportation Excel » and the lines chosen."""

from collections.abc import Sequence
from typing import Any, Unpack

import reflex as rx

from liciel_app.core.access import Permission
from liciel_app.office.screens.frame import allowed
from liciel_app.office.screens.tabs import Tab
from liciel_app.office.screens.views import saved_views
from liciel_app.ui.button import doc_button
from liciel_app.ui.kinds import Node, Text
from liciel_app.ui.language import t
from liciel_app.ui.list_table import ListOptions, list_table
from liciel_app.ui.lists import LiveList
from liciel_app.ui.table import Column


class OfficeList(ListOptions, total=False):
    choosable: bool
    """False: rows that are no records of their own, like the journal's."""


def office_list(listing: type[LiveList], columns: Sequence[Column], **options: Unpack[OfficeList]) -> rx.Component:
    choosable = options.pop("choosable", True)
    tools: list[Node] = [*options.get("tools", ()), saved_views(listing)]
    given: ListOptions = {**options, "tools": tools}
    if listing.SHEET:
        tools.append(_export(listing))
    if listing.SHEET and choosable:
        given["for_chosen"] = [*options.get("for_chosen", ()), _export_of_chosen(listing)]
    return rx.el.div(list_table(listing, columns, **given), class_name="lx-dense")


def filter_tab(listing: type[LiveList], name: str, code: str, label: Text, **look: Any) -> Tab:
    """A tab that sets one filter and keeps everything else that is asked; without a code, that takes it off.

    `tone` and `icon` are the tab's; `count` its number.
    """
    of: Any = listing
    rest = of.kept[name]
    href = f"{listing.ADDRESS}?{name}={code}{rest}" if code else f"{listing.ADDRESS}?{rest}"
    return Tab(label, href, of.filters[name] == code, **look)


def filter_chip(listing: type[LiveList], name: str, code: str, label: Text, **look: Any) -> Tab:
    """The same as a round chip: a second click takes the filter off."""
    of: Any = listing
    lit = of.filters[name] == code
    href = f"{listing.ADDRESS}?{rx.cond(lit, '', f'{name}={code}')}{of.kept[name]}"
    return Tab(label, href, lit, **look)


def count_of(listing: type[LiveList], code: str) -> rx.Var[int]:
    of: Any = listing
    return of.counts[str(code)].to(int)


def _export(listing: type[LiveList]) -> rx.Component:
    of: Any = listing
    address = f"/bureau/listes/{listing.NAME}.xlsx?{of.kept['']}"
    return _allowed(doc_button(t("Exportation Excel"), address, icon="file-spreadsheet", kind="outline"))


def _export_of_chosen(listing: type[LiveList]) -> rx.Component:
    of: Any = listing
    only = rx.cond(of.everything, "", f"&lignes={of.chosen.join(',')}")
    address = f"/bureau/listes/{listing.NAME}.xlsx?{of.kept['']}{only}"
    return _allowed(doc_button(t("Exporter la sélection"), address, icon="file-spreadsheet", kind="outline"))


def _allowed(gesture: rx.Component) -> rx.Component:
    return rx.cond(allowed(Permission.LISTS_EXPORT), gesture, rx.fragment())
