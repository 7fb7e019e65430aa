"""What left the office by mail and by SMS, what waits, and what could not leave."""

from typing import Any, Final
from urllib.parse import urlencode

import reflex as rx

from liciel_app.core.access import Permission
from liciel_app.core.paging import Move
from liciel_app.messaging import queries
from liciel_app.messaging.queries import MessageRow, Reading
from liciel_app.office.screens.frame import office_page
from liciel_app.office.screens.listing import Listing, counted
from liciel_app.office.screens.tabs import Tab, tabs
from liciel_app.ui import bridge, cells
from liciel_app.ui.badge import Status, status_badge
from liciel_app.ui.button import link_button
from liciel_app.ui.card import facts, notice
from liciel_app.ui.dialog import panel_dialog
from liciel_app.ui.empty import empty
from liciel_app.ui.handler import State, handler
from liciel_app.ui.language import t
from liciel_app.ui.page import page
from liciel_app.ui.table import Column, data_table
from liciel_app.ui.ticker import ticker

ADDRESS: Final = "/bureau/envois"
STATES: Final = {
    "waiting": Status("En attente", "amber", "clock"),
    "sent": Status("Envoyé", "green", "check"),
    "failed": Status("Échec", "red", "triangle-alert"),
}


class Outgoing(Listing, State):
    rows: rx.Field[list[MessageRow]] = rx.field(default_factory=list[MessageRow])
    counts: rx.Field[dict[str, int]] = rx.field(default_factory=dict[str, int])
    state: rx.Field[str] = rx.field("")
    kept: rx.Field[str] = rx.field("")
    reading: rx.Field[Reading | None] = rx.field(None)
    open: rx.Field[bool] = rx.field(default=False)

    @handler(Permission.MESSAGES_READ)
    async def load(self) -> None:
        asked = self.router.url.query_parameters
        self.state = asked.get("etat", "")
        self._ask(asked.get("q", ""))
        self.kept = "&" + urlencode({"q": self.q}) if self.q else ""
        await self._moved_on("message")
        await self._show("first")

    @handler(Permission.MESSAGES_READ)
    async def search(self, words: str) -> Any:
        self._ask(words)
        filters = {"etat": self.state, "q": self.q}
        return rx.redirect(
            f"{ADDRESS}?{urlencode({name: kept for name, kept in filters.items() if kept})}", replace=True
        )

    @handler(Permission.MESSAGES_READ)
    async def turn(self, move: Move) -> None:
        await self._show(move)

    @handler(Permission.MESSAGES_READ)
    async def tick(self) -> None:
        if await self._moved_on("message"):
            await self._show("same")

    @handler(Permission.MESSAGES_READ)
    async def read(self, message_id: int) -> None:
        self.reading = await bridge.read(self, queries.reading, message_id)
        self.open = True

    @handler(Permission.MESSAGES_READ)
    async def close(self, is_open: bool) -> None:
        self.open = is_open

    async def _show(self, move: Move) -> None:
        found = await bridge.read(self, queries.messages_page, self._asked(move), self.state)
        self.rows = list(self._turned_to(found))
        self.counts = await bridge.read(self, queries.counts)


@page(ADDRESS, title="Envois", load=[Outgoing.load])
def outgoing() -> rx.Component:
    return office_page(
        t("Envois"),
        "outgoing",
        ticker(Outgoing.tick),
        _folders(),
        _table(),
        _reader(),
        subtitle=t("Les mails et les SMS partis du bureau"),
    )


def _folders() -> rx.Component:
    everything = Tab(t("Tous"), f"{ADDRESS}?{Outgoing.kept}", Outgoing.state == "")
    return tabs(t("Envois"), [everything, *[_folder(state) for state in STATES]])


def _folder(state: str) -> Tab:
    words = {"waiting": t("En attente"), "sent": t("Envoyés"), "failed": t("Échecs")}
    count = Outgoing.counts[state].to(int) if state != "sent" else None
    return Tab(
        words[state], f"{ADDRESS}?etat={state}{Outgoing.kept}", Outgoing.state == state, count, STATES[state].tone
    )


def _table() -> rx.Component:
    return data_table(
        _columns(),
        Outgoing.rows,
        label=t("Envois"),
        empty=empty(t("Aucun envoi pour ces filtres."), link_button(t("Effacer les filtres"), ADDRESS), icon="send"),
        loading=Outgoing.loading,
        q=Outgoing.q,
        on_search=Outgoing.search,
        search_hint=t("Destinataire, objet…"),
        on_row=lambda row: Outgoing.read(row.id),
        total_text=counted(Outgoing, t("envoi"), t("envois")),
        has_previous=Outgoing.has_previous,
        has_next=Outgoing.has_next,
        on_first=Outgoing.turn("first"),
        on_previous=Outgoing.turn("previous"),
        on_next=Outgoing.turn("next"),
    )


def _columns() -> list[Column]:
    return [
        Column("subject", t("Objet"), _subject),
        Column("recipient", t("Destinataire"), lambda row: rx.el.span(row.recipient, class_name="lx-short")),
        Column("created", t("Écrit le"), lambda row: cells.date(row.created), width="170px"),
        Column("sent", t("Parti le"), lambda row: cells.date(row.sent), width="170px", hide_on_phone=True),
        Column("state", t("État"), lambda row: status_badge(row.state, STATES), phone="plain", width="130px"),
    ]


def _subject(row: Any) -> rx.Component:
    channel = rx.cond(
        row.channel == "sms",
        rx.icon("message-square", size=16, aria_label=t("SMS")),
        rx.icon("mail", size=16, aria_label=t("Mail")),
    )
    clip = rx.cond(row.enclosed, rx.icon("paperclip", size=14, aria_label=t("Avec pièce jointe")), rx.fragment())
    return rx.el.span(channel, rx.el.span(row.subject, class_name="lx-cut"), clip, class_name="lx-subject")


def _reader() -> rx.Component:
    return panel_dialog(
        rx.cond(Outgoing.reading, Outgoing.reading.row.subject, ""),
        rx.cond(Outgoing.reading, _message(Outgoing.reading), rx.fragment()),
        open=Outgoing.open,
        on_open_change=Outgoing.close,
        footer=rx.cond(Outgoing.reading, _about(Outgoing.reading.row), rx.fragment()),
    )


def _message(reading: Any) -> rx.Component:
    row = reading.row
    trouble = notice(row.error, tone="red", icon="triangle-alert")
    secret = notice(t("Le texte de ce message est confidentiel : il contient un lien personnel."), icon="lock")
    return rx.el.div(
        facts(
            (t("À"), row.recipient),
            (t("Écrit le"), row.created),
            (t("Parti le"), cells.or_dash(row.sent)),
            (t("État"), status_badge(row.state, STATES)),
        ),
        rx.cond((row.error != "") & (row.state != "sent"), trouble, rx.fragment()),
        rx.cond(reading.secret, secret, rx.el.div(reading.text, class_name="lx-letter")),
        rx.foreach(reading.enclosures, _enclosure),
        class_name="lx-stack",
    )


def _enclosure(name: Any) -> rx.Component:
    return rx.el.p(rx.icon("paperclip", size=15, aria_hidden="true"), name, class_name="lx-enclosure")


def _about(row: Any) -> rx.Component:
    dossier = link_button(t("Voir le dossier"), f"/bureau/dossiers/{row.link_id}", icon="folder-open")
    order = link_button(t("Voir la commande"), f"/bureau/commandes/{row.link_id}", icon="inbox")
    return rx.cond(row.link_kind == "dossier", dossier, rx.cond(row.link_kind == "order", order, rx.fragment()))
