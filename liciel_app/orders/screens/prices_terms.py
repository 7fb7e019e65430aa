"""Lists, discounts and commissions agreed with clients, from a day on."""

import re
from decimal import Decimal
from typing import Any, Final

import reflex as rx

from liciel_app.core.access import Permission
from liciel_app.core.errors import Invalid
from liciel_app.core.language import language_of, say
from liciel_app.core.paging import Asked
from liciel_app.core.work import Work
from liciel_app.directory import queries as directory
from liciel_app.orders import queries, services
from liciel_app.orders.price_tables import texts
from liciel_app.orders.queries import price_desk
from liciel_app.orders.queries.price_desk import AgreementRow
from liciel_app.ui import bridge, cells, toast
from liciel_app.ui.badge import Status, status_badge
from liciel_app.ui.button import button
from liciel_app.ui.card import card
from liciel_app.ui.dialog import form_dialog
from liciel_app.ui.empty import empty
from liciel_app.ui.field import date_field, error_of, money_field, number_field, select_field, text_field
from liciel_app.ui.form import field_grid
from liciel_app.ui.handler import State, handler
from liciel_app.ui.language import t
from liciel_app.ui.session import Session
from liciel_app.ui.table import Column, data_table

_NUMBER: Final = re.compile(r"\(n° (\d{1,9})\)$")
_MOST: Final = 8
STATES: Final = {
    "in_force": Status("En vigueur", "green", "circle-check"),
    "coming": Status("À venir", "blue", "calendar-clock"),
    "replaced": Status("Remplacé", "grey", "archive"),
}


class ClientPrices(State):
    rows: rx.Field[list[AgreementRow]] = rx.field(default_factory=list[AgreementRow])
    families: rx.Field[list[tuple[str, str]]] = rx.field(default_factory=list[tuple[str, str]])
    known: rx.Field[list[str]] = rx.field(default_factory=list[str])
    """Clients that match what is typed: « Name, town (n° 12) »."""
    errors: rx.Field[dict[str, str]] = rx.field(default_factory=dict[str, str])
    opened: rx.Field[bool] = rx.field(False)
    today: rx.Field[str] = rx.field("")

    @handler(Permission.PRICES_WRITE)
    async def load(self) -> None:
        self.rows, self.families, self.today = await bridge.read(self, _agreed)

    @handler(Permission.PRICES_WRITE)
    async def show(self, open_: bool) -> None:
        self.opened, self.errors = open_, {}

    @handler(Permission.PRICES_WRITE)
    async def look_for(self, text: str) -> None:
        self.known = await bridge.read(self, _clients, text)

    @handler(Permission.PRICES_WRITE)
    async def agree(self, values: dict[str, str]) -> Any:
        self.errors = {}
        await bridge.do(self, services.agree, _agreement(values))
        self.rows, self.families, self.today = await bridge.read(self, _agreed)
        self.opened = False
        return toast.done(say("Tarif du client enregistré.", language_of((await self.get_state(Session)).lang)))


def _agreed(work: Work) -> tuple[list[AgreementRow], list[tuple[str, str]], str]:
    families = sorted({kept.family for kept in queries.price_lists(work)} | {""})
    named = [(family, family or say(price_desk.PUBLIC, work.language)) for family in families]
    return price_desk.agreement_rows(work), named, work.today.isoformat()


def _clients(work: Work, text: str) -> list[str]:
    found = directory.clients_page(work, Asked(search=text, sort="name"))
    return [f"{row.name}, {row.town or row.email} (n° {row.id})" for row in found.rows[:_MOST]]


def _agreement(values: dict[str, str]) -> services.Agreement:
    """What the form says. Raises Invalid for a client who was not chosen, Refused for what is no number or day."""
    chosen = _NUMBER.search(values.get("client", "").strip())
    if chosen is None:
        raise Invalid({"client": "Choisissez un client de la liste."})
    return services.Agreement(
        client_id=int(chosen[1]),
        valid_from=texts.day(values.get("since", "")),
        family=values.get("family", ""),
        discount=_rate(values, "discount"),
        commission_percent=_rate(values, "commission_percent"),
        commission_cents=int(_rate(values, "commission") * 100),
    )


def _rate(values: dict[str, str], name: str) -> Decimal:
    return texts.number(values[name]) if values.get(name, "").strip() else Decimal(0)


def terms_card() -> rx.Component:
    columns = [
        Column("client", t("Client"), lambda row: row.client),
        Column("family", t("Gamme"), lambda row: row.family),
        Column("discount", t("Remise"), lambda row: cells.or_dash(row.discount), align="right"),
        Column("commission", t("Commission HT"), lambda row: cells.or_dash(row.commission), align="right"),
        Column("since", t("Depuis le"), lambda row: row.since),
        Column("state", t("État"), lambda row: status_badge(row.state, STATES), phone="corner"),
    ]
    table = data_table(
        columns,
        ClientPrices.rows,
        label=t("Tarifs par client"),
        empty=empty(t("Aucun tarif particulier : tous les clients ont le tarif public."), icon="users"),
    )
    add = button(t("Accorder un tarif"), ClientPrices.show(True), icon="plus", kind="outline")
    subtitle = t("Sa gamme, sa remise ; la commission de l’apporteur n’est montrée qu’au bureau.")
    listed = rx.el.div(table, on_mount=ClientPrices.load)
    return rx.fragment(card(t("Tarifs par client"), listed, subtitle=subtitle, aside=add, flush=True), _dialog())


def _dialog() -> rx.Component:
    errors = ClientPrices.errors
    client = text_field(
        "client",
        t("Client"),
        error=error_of(errors, "client"),
        hint=t("Tapez un nom, une ville ou un mail, puis choisissez."),
        required=True,
        wide=True,
        props={"list": "clients-connus", "on_change": ClientPrices.look_for.debounce(250), "auto_complete": "off"},
    )
    return form_dialog(
        t("Accorder un tarif à un client"),
        rx.el.datalist(
            rx.foreach(ClientPrices.known, lambda one: rx.el.option(value=one)), custom_attrs={"id": "clients-connus"}
        ),
        field_grid(
            client,
            select_field("family", t("Gamme"), ClientPrices.families, error=error_of(errors, "family")),
            date_field("since", t("À partir du"), default_value=ClientPrices.today, error=error_of(errors, "since")),
            number_field("discount", t("Remise"), suffix="%", optional=True, error=error_of(errors, "discount")),
            number_field(
                "commission_percent",
                t("Commission"),
                suffix="%",
                optional=True,
                error=error_of(errors, "commission_percent"),
            ),
            money_field("commission", t("Commission fixe HT"), optional=True, error=error_of(errors, "commission")),
        ),
        open=ClientPrices.opened,
        on_open_change=ClientPrices.show,
        on_submit=ClientPrices.agree,
        submit=t("Accorder ce tarif"),
        description=t("Il vaut pour ce que ce client commande et, pour une agence, pour ceux qu’elle envoie."),
    )
