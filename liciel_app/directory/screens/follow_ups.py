"""« Relances »: whom the office promised to come back to, the longest waiting first."""

from typing import Any, Final

import reflex as rx

from liciel_app.core.access import Permission
from liciel_app.core.language import say
from liciel_app.directory import queries_notes, services_notes
from liciel_app.directory.queries_notes import FollowUp
from liciel_app.directory.screens.client_list import ClientList
from liciel_app.directory.screens.talk_words import TALKS
from liciel_app.office.screens.frame import allowed, office_page
from liciel_app.ui import bridge, toast
from liciel_app.ui.badge import badge, status_badge
from liciel_app.ui.button import button, link_button
from liciel_app.ui.card import card
from liciel_app.ui.empty import empty
from liciel_app.ui.handler import State, handler
from liciel_app.ui.language import t
from liciel_app.ui.links import mail_link, phone_link
from liciel_app.ui.lists import version
from liciel_app.ui.page import page
from liciel_app.ui.table import Column, above, data_table, two_lines
from liciel_app.ui.ticker import ticker

ADDRESS: Final = "/bureau/relances"


class FollowUps(State):
    rows: rx.Field[list[FollowUp]] = rx.field(default_factory=list[FollowUp])
    loaded: rx.Field[bool] = rx.field(default=False)
    _seen: str = ""

    @handler(Permission.DIRECTORY_READ)
    async def load(self) -> None:
        self._seen = ""
        await self._show()

    @handler(Permission.DIRECTORY_READ)
    async def tick(self) -> None:
        await self._show()

    @handler(Permission.DIRECTORY_WRITE)
    async def settle(self, talk_id: int) -> Any:
        await bridge.do(self, services_notes.settle_talk, talk_id)
        await self._show()
        return toast.done(say("Relance faite.", (await bridge.person(self)).language))

    async def _show(self) -> None:
        """Read again when something was written."""
        seen = await bridge.read(self, version, ("talk", "client"))
        if seen != self._seen:
            self._seen, self.rows = seen, await bridge.read(self, queries_notes.follow_ups)
        self.loaded = True


@page(ADDRESS, title="Relances", load=[FollowUps.load])
def follow_ups_screen() -> rx.Component:
    return office_page(
        t("Relances"),
        "follow_ups",
        ticker(FollowUps.tick),
        card(None, _table(), flush=True),
        subtitle=t("Les clients que l’office a promis de recontacter."),
    )


def _table() -> rx.Component:
    return data_table(
        [
            Column("client", t("Client"), lambda row: two_lines(_client(row), row.author)),
            Column("reach", t("Contact"), _reach),
            Column("text", t("Échange"), _said, phone="plain"),
            Column("due", t("À relancer le"), _due, phone="corner"),
            Column("done", t("Fait"), _settle, title_hidden=True),
        ],
        FollowUps.rows,
        label=t("Relances"),
        empty=empty(
            t("Personne à relancer."), link_button(t("Voir les clients"), ClientList.ADDRESS), icon="check-check"
        ),
        loading=~FollowUps.loaded,
    )


def _client(row: Any) -> rx.Component:
    return rx.el.a(
        row.client, href=rx.Var.create(f"{ClientList.ADDRESS}/{row.client_id}").to(str), class_name="lx-link"
    )


def _reach(row: Any) -> rx.Component:
    phone = rx.cond(row.phone != "", above(phone_link(row.phone, class_name="lx-link")), rx.fragment())
    mail = rx.cond(row.email != "", above(mail_link(row.email, class_name="lx-link")), rx.fragment())
    return two_lines(phone, mail)


def _said(row: Any) -> rx.Component:
    return rx.el.span(status_badge(row.kind, TALKS), " ", rx.el.span(row.text, class_name="lx-cut"))


def _due(row: Any) -> rx.Component:
    today = rx.cond(row.today, badge(t("Aujourd’hui"), "amber", "alarm-clock"), rx.el.span(row.due))
    return rx.cond(row.late, badge(row.due, "red", "alarm-clock"), today)


def _settle(row: Any) -> rx.Component:
    done = above(button(t("Relance faite"), FollowUps.settle(row.id), kind="outline", icon="check"))
    return rx.cond(allowed(Permission.DIRECTORY_WRITE), done, rx.fragment())
