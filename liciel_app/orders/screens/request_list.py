"""What people ask through the site: who answers, and the answer that leaves by mail."""

from typing import Any, ClassVar, Final

import reflex as rx

from liciel_app.core.access import Permission
from liciel_app.core.language import say
from liciel_app.core.paging import Asked, Page
from liciel_app.core.work import Work
from liciel_app.office.screens.frame import allowed, office_page
from liciel_app.office.screens.list_page import count_of, filter_tab, office_list
from liciel_app.office.screens.tabs import Tab, tabs
from liciel_app.orders.queries import requests as queries
from liciel_app.orders.queries.requests import RequestRow, RequestSheet
from liciel_app.orders.screens.words import NEW_ORDER
from liciel_app.orders.services import requests as services
from liciel_app.ui import bridge, cells, toast
from liciel_app.ui.badge import Status, status_badge
from liciel_app.ui.button import button, link_button
from liciel_app.ui.card import facts
from liciel_app.ui.dialog import panel_dialog
from liciel_app.ui.empty import empty
from liciel_app.ui.field import error_of, text_field, textarea_field
from liciel_app.ui.form import form, form_actions
from liciel_app.ui.handler import State, handler
from liciel_app.ui.language import t
from liciel_app.ui.list_parts import Cell, Filter, Filters
from liciel_app.ui.lists import LiveList
from liciel_app.ui.page import page
from liciel_app.ui.palette import Found
from liciel_app.ui.table import Column, two_lines
from liciel_app.ui.ticker import ticker

STATES: Final = {
    "to_answer": Status("À répondre", "amber", "inbox"),
    "taken": Status("Prise en charge", "blue", "user-check"),
    "answered": Status("Répondue", "green", "check"),
    "closed": Status("Classée", "grey", "archive"),
}
WORDS: Final = {code: shown.label for code, shown in STATES.items()}


class RequestList(LiveList, State):
    READS: ClassVar = Permission.ORDERS_READ
    NAME: ClassVar = "demandes"
    TITLE: ClassVar = "Demandes"
    ADDRESS: ClassVar = "/bureau/demandes"
    KINDS: ClassVar = ("siterequest",)
    FILTERS: ClassVar = (Filter("etat", "État", WORDS),)
    SHEET: ClassVar = (
        Cell("Reçue le", "placed"),
        Cell("Nom", "name"),
        Cell("Mail", "email"),
        Cell("Téléphone", "phone"),
        Cell("Ville", "town"),
        Cell("Demande", "excerpt"),
        Cell("État", "state", WORDS),
        Cell("Suivie par", "owner"),
    )

    rows: rx.Field[list[RequestRow]] = rx.field(default_factory=list[RequestRow])
    counts: rx.Field[dict[str, int]] = rx.field(default_factory=dict[str, int])
    reading: rx.Field[RequestSheet | None] = rx.field(None)
    open: rx.Field[bool] = rx.field(default=False)
    errors: rx.Field[dict[str, str]] = rx.field(default_factory=dict[str, str])

    @staticmethod
    def _page(work: Work, asked: Asked, filters: Filters) -> Page[RequestRow]:
        return queries.requests_page(work, asked, filters["etat"])

    @staticmethod
    def _around(work: Work) -> dict[str, Any]:
        return {"counts": queries.counts(work)}

    @staticmethod
    def _found(row: RequestRow) -> Found:
        return Found(f"{row.name} · {row.town}".rstrip(" ·"), f"{RequestList.ADDRESS}?q={row.email}", row.excerpt)

    @handler(Permission.ORDERS_READ)
    async def read(self, request_id: int) -> None:
        self.errors = {}
        await self._read(request_id)
        self.open = True

    @handler(Permission.ORDERS_WRITE)
    async def take(self, request_id: int) -> None:
        await bridge.do(self, services.take, request_id)
        await self._read(request_id)

    @handler(Permission.ORDERS_WRITE)
    async def answer(self, values: dict[str, str]) -> Any:
        """`id`, and the `answer` that leaves by mail."""
        self.errors = {}
        await bridge.do(self, services.answer, _number(values), values.get("answer", ""))
        await self._read(_number(values))
        return toast.done(say("Réponse envoyée.", (await bridge.person(self)).language))

    @handler(Permission.ORDERS_WRITE)
    async def classify(self, values: dict[str, str]) -> Any:
        self.errors = {}
        await bridge.do(self, services.close, _number(values), values.get("why", ""))
        await self._read(_number(values))
        return toast.done(say("Demande classée.", (await bridge.person(self)).language))

    @handler(Permission.ORDERS_READ)
    async def close(self, is_open: bool) -> None:
        self.open = is_open

    async def _read(self, request_id: int) -> None:
        self.reading = await bridge.read(self, queries.request_sheet, request_id)
        await self._show("same")


@page(RequestList.ADDRESS, title="Demandes", load=[RequestList.load])
def request_list() -> rx.Component:
    return office_page(
        t("Demandes"),
        "requests",
        tabs(t("Demandes"), [*map(_tab, STATES), filter_tab(RequestList, "etat", "", t("Toutes"))]),
        _table(),
        _reader(),
        ticker(RequestList.tick),
        subtitle=t("Ce que l’on vous écrit depuis le site"),
    )


def _tab(state: str) -> Tab:
    look = STATES[state]
    return filter_tab(RequestList, "etat", state, t(look.label), count=count_of(RequestList, state), tone=look.tone)


def _table() -> rx.Component:
    everything = link_button(t("Effacer les filtres"), RequestList.ADDRESS)
    filtered = (RequestList.q != "") | (RequestList.filters["etat"] != "")
    return office_list(
        RequestList,
        _columns(),
        label=t("Demandes"),
        nouns=(t("demande"), t("demandes")),
        empty=rx.cond(
            filtered,
            empty(t("Aucune demande pour ces filtres."), everything, icon="filter-x"),
            empty(t("Pas encore de demande depuis le site."), icon="inbox"),
        ),
        hint=t("Nom, mail, ville…"),
        on_row=lambda row: RequestList.read(row.id),
    )


def _columns() -> list[Column]:
    return [
        Column("placed", t("Reçue le"), lambda row: cells.date(row.placed), sortable=True, width="170px"),
        Column("name", t("Nom"), lambda row: two_lines(row.name, row.town), sortable=True, phone="plain"),
        Column("contact", t("Contact"), lambda row: two_lines(row.email, row.phone)),
        Column("message", t("Demande"), lambda row: rx.el.span(row.excerpt, class_name="lx-cut"), phone="plain"),
        Column("owner", t("Suivie par"), lambda row: cells.or_dash(row.owner), hide_on_phone=True),
        Column("state", t("État"), lambda row: status_badge(row.state, STATES), phone="corner"),
    ]


def _reader() -> rx.Component:
    return panel_dialog(
        rx.cond(RequestList.reading, RequestList.reading.row.name, ""),
        rx.cond(RequestList.reading, _sheet(RequestList.reading), rx.fragment()),
        open=RequestList.open,
        on_open_change=RequestList.close,
        footer=rx.cond(RequestList.reading, _gestures(RequestList.reading), rx.fragment()),
    )


def _sheet(reading: Any) -> rx.Component:
    row = reading.row
    mail = rx.el.a(row.email, href=f"mailto:{row.email}", class_name="lx-link")
    phone = rx.el.a(row.phone, href=f"tel:{row.phone}", class_name="lx-link")
    return rx.el.div(
        facts(
            (t("Mail"), mail),
            (t("Téléphone"), rx.cond(row.phone != "", phone, "—")),
            (t("Ville"), cells.or_dash(row.town)),
            (t("Reçue le"), row.placed),
            (t("État"), status_badge(row.state, STATES)),
            (t("Suivie par"), cells.or_dash(row.owner)),
        ),
        rx.el.div(reading.message, class_name="lx-letter"),
        rx.el.p(t("Accord donné :"), " ", reading.consent, class_name="lx-hint"),
        rx.cond(reading.answer != "", _answered(reading), rx.fragment()),
        rx.cond(reading.closed_why != "", rx.el.p(t("Classée :"), " ", reading.closed_why), rx.fragment()),
        rx.cond(_still_open(row) & allowed(Permission.ORDERS_WRITE), _answering(row), rx.fragment()),
        class_name="lx-stack",
    )


def _answered(reading: Any) -> rx.Component:
    told = rx.el.p(t("Réponse de"), " ", reading.answered_by, ", ", reading.answered, class_name="lx-hint")
    return rx.el.div(told, rx.el.div(reading.answer, class_name="lx-letter"))


def _answering(row: Any) -> rx.Component:
    number = rx.el.input(type="hidden", name="id", value=row.id.to_string())
    wrong = RequestList.errors
    return rx.fragment(
        form(
            number,
            textarea_field("answer", t("Votre réponse"), rows=6, error=error_of(wrong, "answer")),
            form_actions(t("Envoyer la réponse")),
            on_submit=RequestList.answer,
            key=row.id.to_string() + "a",
        ),
        form(
            rx.el.input(type="hidden", name="id", value=row.id.to_string()),
            text_field("why", t("Classer sans répondre, parce que…"), error=error_of(wrong, "why")),
            form_actions(t("Classer")),
            on_submit=RequestList.classify,
            key=row.id.to_string() + "c",
        ),
    )


def _gestures(reading: Any) -> rx.Component:
    row = reading.row
    mine = button(t("Je m’en occupe"), RequestList.take(row.id), icon="user-check", kind="outline")
    client = link_button(t("Voir le client"), f"/bureau/clients/{reading.client_id}", icon="user")
    make = link_button(t("Créer la commande"), f"{NEW_ORDER}?demande={row.id}", icon="plus", kind="solid")
    made = link_button(t("Voir la commande"), f"/bureau/commandes/{reading.order_id}", icon="inbox", kind="solid")
    order = rx.cond(rx.Var.create(reading.order_id).to(int) > 0, made, make)
    return rx.fragment(
        client,
        rx.cond(row.state == "to_answer", mine, rx.fragment()),
        rx.cond(allowed(Permission.ORDERS_WRITE), order, rx.fragment()),
    )


def _still_open(row: Any) -> rx.Var[bool]:
    return (row.state == "to_answer") | (row.state == "taken")


def _number(values: dict[str, str]) -> int:
    text = values.get("id", "")
    return int(text) if text.isdigit() else 0
