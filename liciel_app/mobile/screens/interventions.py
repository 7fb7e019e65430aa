"""« Interventions »: mine or everybody's, of a period, of a client; the filters add up."""

from datetime import date
from typing import Any

import reflex as rx

from liciel_app.core.access import Permission
from liciel_app.core.errors import Invalid
from liciel_app.dossiers.queries.field_search import InterventionRow, Wanted, interventions
from liciel_app.mobile.frame import phone_page
from liciel_app.mobile.look import LISTED, VISITS
from liciel_app.mobile.screens.phone import Phone
from liciel_app.ui import bridge
from liciel_app.ui.badge import STATUSES, status_badge
from liciel_app.ui.card import card, stack
from liciel_app.ui.empty import empty
from liciel_app.ui.field import date_field, error_of, text_field
from liciel_app.ui.form import field_grid, form, form_actions
from liciel_app.ui.handler import State, handler
from liciel_app.ui.language import t
from liciel_app.ui.page import page
from liciel_app.ui.session import Session
from liciel_app.ui.shell_phone import ThumbAction

STATES = {**VISITS, "cancelled": STATUSES["cancelled"]}


class Interventions(State):
    rows: rx.Field[list[InterventionRow]] = rx.field(default_factory=list[InterventionRow])
    more: rx.Field[bool] = rx.field(default=False)
    mine: rx.Field[bool] = rx.field(default=True)
    first_on: rx.Field[str] = rx.field("")
    last_on: rx.Field[str] = rx.field("")
    client: rx.Field[str] = rx.field("")
    errors: rx.Field[dict[str, str]] = rx.field(default_factory=dict[str, str])
    ready: rx.Field[bool] = rx.field(default=False)

    @handler(Permission.FIELD_WORK)
    async def load(self) -> None:
        person = await bridge.person(self)
        self.mine = not person.is_office
        self.first_on = self.first_on or await bridge.read(self, lambda work: work.today.isoformat())
        await self._show()

    @handler(Permission.FIELD_WORK)
    async def look(self, form: dict[str, str]) -> None:
        self.first_on, self.last_on = form.get("first_on", ""), form.get("last_on", "")
        self.client = form.get("client", "")[:80]
        await self._show()

    @handler(Permission.FIELD_WORK)
    async def choose(self, mine: bool) -> None:
        """« Toutes » shows what the person may see, no more."""
        self.mine = mine
        await self._show()

    async def _show(self) -> None:
        self.errors = {}
        first, last = _day("first_on", self.first_on), _day("last_on", self.last_on)
        if first and last and last < first:
            raise Invalid({"last_on": "La date de fin précède la date de début."})
        wanted = Wanted(mine=self.mine, first_on=first, last_on=last, client=self.client)
        self.rows, self.more = await bridge.read(self, interventions, wanted)
        self.ready = True


@page("/terrain/interventions", title="Interventions", load=[Phone.load, Interventions.load])
def interventions_page() -> rx.Component:
    return phone_page(
        t("Interventions"),
        stack(_filters(), _found()),
        back=(t("Ma journée"), "/terrain"),
        ready=Interventions.ready,
        actions=[
            ThumbAction(t("Ma journée"), "calendar-days", href="/terrain"),
            ThumbAction(t("Ajouter"), "plus", href="/terrain/ajouter"),
            ThumbAction(t("Moi"), "circle-user", href="/terrain/moi"),
        ],
    )


def _filters() -> rx.Component:
    shown = Interventions
    asked = form(
        field_grid(
            date_field("first_on", t("Du"), default_value=shown.first_on, error=error_of(shown.errors, "first_on")),
            date_field("last_on", t("Au"), default_value=shown.last_on, error=error_of(shown.errors, "last_on")),
        ),
        text_field("client", t("Client, ville ou référence"), default_value=shown.client),
        form_actions(t("Filtrer")),
        on_submit=shown.look,
    )
    whose = rx.el.div(
        _chip(t("Mes interventions"), mine=True),
        rx.cond(Session.me.kind == "staff", _chip(t("Toutes"), mine=False), rx.fragment()),
        role="group",
        aria_label=t("Technicien"),
        style={"display": "flex", "gap": "6px"},
    )
    return card(None, stack(whose, asked))


def _chip(words: Any, *, mine: bool) -> rx.Component:
    lit = (Interventions.mine == mine).to_string()
    return rx.el.button(
        words, type="button", on_click=Interventions.choose(mine), class_name="lx-chip", aria_pressed=lit
    )


def _found() -> rx.Component:
    rows = Interventions.rows
    more = rx.el.p(t("Il y en a d’autres : précisez la période ou le client."), class_name="lx-hint", style=LISTED)
    listed = card(
        t("Interventions"),
        rx.el.ul(rx.foreach(rows, _line)),
        rx.cond(Interventions.more, more, rx.fragment()),
        aside=rx.el.span(rows.length(), class_name="lx-figure"),
        flush=True,
    )
    return rx.cond(rows.length() > 0, listed, empty(t("Aucune intervention ne correspond."), icon="search-x"))


def _line(row: Any) -> rx.Component:
    words = rx.el.span(
        rx.el.span(row.day, " · ", row.start, class_name="lx-reference"),
        rx.el.span(row.title, class_name="lx-first"),
        rx.el.span(row.place, " · ", row.technician, class_name="lx-second"),
        class_name="lx-lines",
        style={"flex": "1", "min_width": "0"},
    )
    inside = (words, status_badge(row.state, STATES))
    opened = rx.el.a(*inside, href=f"/terrain/visite/{row.dossier_id}", style=LISTED)
    return rx.el.li(rx.cond(row.dossier_id != 0, opened, rx.el.div(*inside, style=LISTED)), key=row.id.to_string())


def _day(name: str, text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Invalid({name: "Choisissez le jour."}) from None
