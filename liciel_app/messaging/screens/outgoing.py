"""What left the office by mail and by SMS, what waits, and what could not leave."""

from typing import Any, ClassVar, Final

import reflex as rx

from liciel_app.core.access import Permission
from liciel_app.core.language import say
from liciel_app.core.paging import Asked, Page
from liciel_app.core.work import Work
from liciel_app.messaging import queries, services
from liciel_app.messaging.queries import MessageRow, Reading
from liciel_app.office.screens.frame import office_page
from liciel_app.office.screens.list_page import count_of, filter_tab, office_list
from liciel_app.office.screens.tabs import Tab, tabs
from liciel_app.ui import bridge, cells, toast
from liciel_app.ui.badge import Status, status_badge
from liciel_app.ui.button import button, link_button
from liciel_app.ui.card import facts, notice
from liciel_app.ui.dialog import panel_dialog
from liciel_app.ui.empty import empty
from liciel_app.ui.handler import State, handler
from liciel_app.ui.language import t
from liciel_app.ui.list_parts import Cell, Filter, Filters
from liciel_app.ui.lists import LiveList
from liciel_app.ui.page import page
from liciel_app.ui.table import Column
from liciel_app.ui.ticker import ticker

STATES: Final = {
    "waiting": Status("En attente", "amber", "clock"),
    "sent": Status("Envoyé", "green", "check"),
    "delivered": Status("Remis", "green", "check-check"),
    "failed": Status("Échec", "red", "triangle-alert"),
    "cancelled": Status("Abandonné", "grey", "ban"),
}
PLAIN: Final = {"font_weight": "400"}
COUNTED: Final = ("waiting", "failed")
WORDS: Final = {code: shown.label for code, shown in STATES.items()}


class Outgoing(LiveList, State):
    READS: ClassVar = Permission.MESSAGES_READ
    NAME: ClassVar = "envois"
    ADDRESS: ClassVar = "/bureau/envois"
    KINDS: ClassVar = ("message",)
    FILTERS: ClassVar = (Filter("etat", "État", WORDS),)
    SHEET: ClassVar = (
        Cell("Objet", "subject"),
        Cell("Destinataire", "recipient"),
        Cell("Écrit le", "created"),
        Cell("Parti le", "sent"),
        Cell("État", "state", WORDS),
    )

    rows: rx.Field[list[MessageRow]] = rx.field(default_factory=list[MessageRow])
    counts: rx.Field[dict[str, int]] = rx.field(default_factory=dict[str, int])
    reading: rx.Field[Reading | None] = rx.field(None)
    open: rx.Field[bool] = rx.field(default=False)

    @staticmethod
    def _page(work: Work, asked: Asked, filters: Filters) -> Page[MessageRow]:
        return queries.messages_page(work, asked, filters["etat"])

    @staticmethod
    def _around(work: Work) -> dict[str, Any]:
        return {"counts": queries.counts(work)}

    @handler(Permission.MESSAGES_READ)
    async def read(self, message_id: int) -> None:
        self.reading = await bridge.read(self, queries.reading, message_id)
        self.open = True

    @handler(Permission.MESSAGES_WRITE)
    async def send_again(self, message_id: int) -> Any:
        await bridge.do(self, services.send_again, message_id)
        await self._show("same")
        return toast.done(say("Le message repart.", (await bridge.person(self)).language))

    @handler(Permission.MESSAGES_READ)
    async def close(self, is_open: bool) -> None:
        self.open = is_open

    async def _follow(self) -> None:
        """The message being read is as live as the list."""
        if self.open and self.reading is not None:
            self.reading = await bridge.read(self, queries.reading, self.reading.row.id)


@page(Outgoing.ADDRESS, title="Envois", load=[Outgoing.load])
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
    return tabs(t("Envois"), [filter_tab(Outgoing, "etat", "", t("Tous")), *map(_folder, STATES)])


def _folder(state: str) -> Tab:
    words = {
        "waiting": t("En attente"),
        "sent": t("Envoyés"),
        "delivered": t("Remis"),
        "failed": t("Échecs"),
        "cancelled": t("Abandonnés"),
    }
    counted = {"count": count_of(Outgoing, state), "tone": STATES[state].tone} if state in COUNTED else {}
    return filter_tab(Outgoing, "etat", state, words[state], **counted)


def _table() -> rx.Component:
    everything = link_button(t("Effacer les filtres"), Outgoing.ADDRESS)
    return office_list(
        Outgoing,
        _columns(),
        label=t("Envois"),
        nouns=(t("envoi"), t("envois")),
        empty=empty(t("Aucun envoi pour ces filtres."), everything, icon="send"),
        hint=t("Destinataire, objet…"),
        on_row=lambda row: Outgoing.read(row.id),
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
    words = rx.el.span(channel, rx.el.span(row.subject, class_name="lx-cut"), clip, class_name="lx-subject")
    why = rx.el.div(row.error, class_name="lx-hint", style=PLAIN)
    return rx.cond(row.state == "failed", rx.fragment(words, why), words)


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
            (t("Remis le"), cells.or_dash(row.delivered)),
            (t("État"), status_badge(row.state, STATES)),
        ),
        rx.cond((row.error != "") & (row.state != "sent") & (row.state != "delivered"), trouble, rx.fragment()),
        rx.cond(reading.secret, secret, rx.el.div(reading.text, class_name="lx-letter")),
        rx.foreach(reading.enclosures, _enclosure),
        class_name="lx-stack",
    )


def _enclosure(name: Any) -> rx.Component:
    return rx.el.p(rx.icon("paperclip", size=15, aria_hidden="true"), name, class_name="lx-enclosure")


def _about(row: Any) -> rx.Component:
    again = button(t("Renvoyer"), Outgoing.send_again(row.id), icon="send", kind="solid")
    return rx.fragment(_subject_of(row), rx.cond(row.may_leave_again, again, rx.fragment()))


def _subject_of(row: Any) -> rx.Component:
    dossier = link_button(t("Voir le dossier"), f"/bureau/dossiers/{row.link_id}", icon="folder-open")
    order = link_button(t("Voir la commande"), f"/bureau/commandes/{row.link_id}", icon="inbox")
    return rx.cond(row.link_kind == "dossier", dossier, rx.cond(row.link_kind == "order", order, rx.fragment()))
