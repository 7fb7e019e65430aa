"""The frame of every page of the office: sidebar by rights, search over everything, the person's menu."""

from collections.abc import Callable
from typing import Any, Final, TypedDict, Unpack
from urllib.parse import urlencode

import reflex as rx

from liciel_app.core.access import Permission
from liciel_app.core.text import one_line
from liciel_app.core.work import Work
from liciel_app.office.screens.listing import version
from liciel_app.ui import bridge
from liciel_app.ui.handler import State, handler
from liciel_app.ui.kinds import Node, Text
from liciel_app.ui.language import t
from liciel_app.ui.session import Session
from liciel_app.ui.shell import NavItem, StaffPage, User, staff_page
from liciel_app.ui.ticker import ticker

_ENTRIES: Final = (
    ("home", "Tableau de bord", "/bureau", "layout-dashboard", Permission.ORDERS_READ),
    ("orders", "Commandes", "/bureau/commandes", "inbox", Permission.ORDERS_READ),
    ("dossiers", "Dossiers", "/bureau/dossiers", "folder-kanban", Permission.DOSSIERS_READ),
    ("agenda", "Agenda", "/bureau/agenda", "calendar-days", Permission.AGENDA_READ),
    ("clients", "Clients", "/bureau/clients", "users", Permission.DIRECTORY_READ),
    ("invoices", "Factures", "/bureau/factures", "file-text", Permission.BILLING_READ),
    ("outgoing", "Envois", "/bureau/envois", "send", Permission.MESSAGES_READ),
    ("journal", "Journal", "/bureau/journal", "scroll-text", Permission.JOURNAL_READ),
)


COUNTED: Final = ("orders", "dossiers")
LIVE: Final = ("order", "dossier")
_waiting: dict[str, Callable[[Work], int]] = {}


def counts_waiting(key: str, count: Callable[[Work], int]) -> None:
    """Called once at import by a room's screens: the live number beside its entry. `key`: one of COUNTED."""
    _waiting[key] = count


class Frame(State):
    waiting: rx.Field[dict[str, int]] = rx.field(default_factory=dict[str, int])
    _seen: str = ""

    @handler(Permission.OFFICE_READ)
    async def tick(self) -> None:
        seen = await bridge.read(self, version, LIVE)
        if seen != self._seen:
            self._seen = seen
            self.waiting = await bridge.read(self, _all_waiting)

    @handler(Permission.OFFICE_READ)
    async def search(self, values: dict[str, str]) -> Any:
        """The search field of the frame leads to the dossiers that match."""
        words = one_line(values.get("q", ""))
        return rx.redirect(f"/bureau/dossiers?{urlencode({'q': words})}" if words else "/bureau/dossiers")


class OfficeOptions(TypedDict, total=False):
    actions: Node
    """At the right of the title; one solid button at most."""
    subtitle: Text
    wide: bool
    """Uses the whole window (agenda, map)."""


def office_page(title: Text, active: str, *children: Node, **options: Unpack[OfficeOptions]) -> rx.Component:
    """A page of the office for `@page("/bureau/…")`.

    `active`: home, orders, dossiers, agenda, clients, invoices, outgoing or journal.
    """
    frame: StaffPage = {
        "nav": [_entry(*entry) for entry in _ENTRIES],
        "office_name": Session.me.office,
        "user": _user(),
        "on_search": Frame.search,
        "ready": Session.loaded,
        "notice": rx.cond(Session.me.demo, _demonstration(), rx.fragment()),
        **options,
    }
    heart = rx.el.span(ticker(Frame.tick, 3000), on_mount=Frame.tick, hidden=True)
    return staff_page(title, active, *children, heart, **frame)


def allowed(permission: Permission) -> rx.Var[bool]:
    """Whether the reader holds the right: what he may not do is not offered. The server refuses all the same."""
    return rx.Var.create(Session.me.permissions).to(list).contains(permission.value)


def _entry(key: str, label: str, href: str, icon: str, permission: Permission) -> NavItem:
    count = Frame.waiting[key].to(int)
    return NavItem(
        key=key,
        label=t(label),
        href=href,
        icon=icon,
        count=count if key in COUNTED else None,
        count_label=t("en attente"),
        show=allowed(permission),
    )


def _all_waiting(work: Work) -> dict[str, int]:
    return {key: count(work) for key, count in _waiting.items()}


def _user() -> User:
    return User(
        name=Session.me.name,
        initials=Session.initials,
        role=Session.me.role,
        language=Session.lang,
        on_language=Session.speak,
    )


def _demonstration() -> rx.Component:
    words = t("Démonstration : les données sont fictives, rien ne part vers de vraies personnes.")
    inside = rx.el.p(rx.icon("flask-conical", size=14, aria_hidden="true"), rx.el.span(words))
    return rx.el.aside(inside, aria_label=t("Démonstration"), class_name="lx-demo")
