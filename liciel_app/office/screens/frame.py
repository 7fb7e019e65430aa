"""The frame of every page of the office: sidebar by rights, search over everything, the person's menu."""

from collections.abc import Callable, Sequence
from typing import Final, TypedDict, Unpack

import reflex as rx

from liciel_app.core.access import Permission
from liciel_app.core.work import Work
from liciel_app.office.screens.entries import ENTRIES, Entry
from liciel_app.office.screens.palette import Palette, palette_dialog, stay_behind
from liciel_app.ui import bridge
from liciel_app.ui.handler import State, handler
from liciel_app.ui.kinds import Node, Text
from liciel_app.ui.language import t
from liciel_app.ui.leaving import leaving_the_office
from liciel_app.ui.lists import version
from liciel_app.ui.session import Session
from liciel_app.ui.shell import NavItem, StaffPage, User, staff_page
from liciel_app.ui.shortcuts import Shortcut
from liciel_app.ui.ticker import ticker

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
    async def arrive(self) -> None:
        """A page opens: nothing lies over it, and what waits is counted at once."""
        stay_behind(await self.get_state(Palette))
        await self._count()

    @handler(Permission.OFFICE_READ)
    async def tick(self) -> None:
        await self._count()

    async def _count(self) -> None:
        seen = await bridge.read(self, version, LIVE)
        if seen != self._seen:
            self._seen = seen
            self.waiting = await bridge.read(self, _all_waiting)


class OfficeOptions(TypedDict, total=False):
    actions: Node
    """At the right of the title; one solid button at most."""
    subtitle: Text
    wide: bool
    """Uses the whole window (agenda, map)."""
    shortcuts: Sequence[Shortcut]
    """The screen's own keys; without any, `n` is a new order."""


def office_page(title: Text, active: str, *children: Node, **options: Unpack[OfficeOptions]) -> rx.Component:
    """A page of the office for `@page("/bureau/…")`.

    `active`: home, orders, dossiers, agenda, clients, invoices, outgoing or journal.
    """
    frame: StaffPage = {
        "nav": [_entry(entry) for entry in ENTRIES],
        "office_name": Session.me.office,
        "user": _user(),
        "on_search": Palette.show(True),
        "ready": Session.loaded,
        "notice": _demonstration(),
        "shortcuts": (Shortcut("n", t("Nouvelle commande"), "/bureau/commandes/nouvelle"),),
        **options,
    }
    heart = rx.el.span(ticker(Frame.tick, 3000), on_mount=Frame.arrive, hidden=True)
    return staff_page(title, active, *children, palette_dialog(), leaving_the_office(Session.me.drafts), heart, **frame)


def allowed(permission: Permission) -> rx.Var[bool]:
    """Whether the reader holds the right: what he may not do is not offered. The server refuses all the same."""
    return rx.Var.create(Session.me.permissions).to(list).contains(permission.value)


def _entry(entry: Entry) -> NavItem:
    count = Frame.waiting[entry.key].to(int)
    return NavItem(
        key=entry.key,
        label=t(entry.label),
        href=entry.href,
        icon=entry.icon,
        count=count if entry.key in COUNTED else None,
        count_label=t("en attente"),
        section=t(entry.section) if entry.section else None,
        show=allowed(entry.permission),
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
