"""Vehicles, instruments and rooms: their dates, who has them, which missions they serve, and what takes them."""

from datetime import date, timedelta
from typing import Any, Final

import reflex as rx

from liciel_app.agenda import queries, services
from liciel_app.agenda.queries import ResourceRow
from liciel_app.agenda.queries.uses import UseRow, uses
from liciel_app.agenda.screens.hours_forms import day_of
from liciel_app.agenda.screens.hours_tabs import RESOURCES, crew_page, done
from liciel_app.agenda.screens.resources_view import add_button, dialogs, resources_table, uses_card
from liciel_app.agenda.services.resources import Facts
from liciel_app.core import clock
from liciel_app.core.access import Permission
from liciel_app.core.language import day_as, day_words, language_of, month_words, say
from liciel_app.core.work import Work
from liciel_app.office import queries as office
from liciel_app.ui import bridge
from liciel_app.ui.handler import State, handler
from liciel_app.ui.language import t
from liciel_app.ui.lists import version
from liciel_app.ui.page import page
from liciel_app.ui.session import Session
from liciel_app.ui.ticker import ticker

VIEWS: Final = ("jour", "semaine", "mois")
NOTHING: Final = ResourceRow(0, "", "instrument", "", "", "", "", 0, "", "", "")


class Resources(State):
    rows: rx.Field[list[ResourceRow]] = rx.field(default_factory=list[ResourceRow])
    taken: rx.Field[list[UseRow]] = rx.field(default_factory=list[UseRow])
    people: rx.Field[list[tuple[str, str]]] = rx.field(default_factory=list[tuple[str, str]])
    chosen: rx.Field[ResourceRow] = rx.field(default_factory=lambda: NOTHING)
    asking: rx.Field[bool] = rx.field(default=False)
    closing: rx.Field[int] = rx.field(0)
    errors: rx.Field[dict[str, str]] = rx.field(default_factory=dict[str, str])
    view: rx.Field[str] = rx.field("semaine")
    title: rx.Field[str] = rx.field("")
    before: rx.Field[str] = rx.field(RESOURCES)
    after: rx.Field[str] = rx.field(RESOURCES)
    loaded: rx.Field[bool] = rx.field(default=False)
    _day: str = ""
    _seen: str = ""

    @handler(Permission.AGENDA_READ)
    async def load(self) -> None:
        asked = self.router.url.query_parameters
        self.view = asked.get("vue", "") if asked.get("vue", "") in VIEWS else "semaine"
        self._day, self._seen, self.asking, self.closing = asked.get("jour", ""), "", False, 0
        await self._show()

    @handler(Permission.AGENDA_READ)
    async def tick(self) -> None:
        await self._show()

    @handler(Permission.AGENDA_WRITE)
    async def ask(self, resource_id: int) -> None:
        """The form of one of the things shown; 0 for a new one."""
        self.chosen = next((row for row in self.rows if row.id == resource_id), NOTHING)
        self.errors, self.asking = {}, True

    @handler(Permission.AGENDA_WRITE)
    async def close(self, shown: bool) -> None:
        self.asking = self.asking and shown

    @handler(Permission.AGENDA_WRITE)
    async def save(self, values: dict[str, str]) -> Any:
        self.errors = {}
        await bridge.do(self, services.save_resource, _facts(values), self.chosen.id)
        self.asking = False
        return await self._told("Ressource enregistrée.")

    @handler(Permission.AGENDA_WRITE)
    async def part(self, resource_id: int) -> None:
        self.closing = resource_id

    @handler(Permission.AGENDA_WRITE)
    async def keep(self, shown: bool) -> None:
        self.closing = self.closing if shown else 0

    @handler(Permission.AGENDA_WRITE)
    async def withdraw(self) -> Any:
        resource_id, self.closing = self.closing, 0
        await bridge.do(self, services.close_resource, resource_id)
        return await self._told("Ressource retirée : ce pour quoi elle a servi reste connu.")

    async def _told(self, sentence: str) -> Any:
        self._seen = ""
        await self._show()
        return await done(self, sentence)

    async def _show(self) -> None:
        seen = await bridge.read(self, version, ("resource", "appointment", "account"))
        if seen == self._seen:
            return
        self._seen = seen
        self.rows, self.people, self.taken = await bridge.read(self, _shown, self._day, self.view)
        lang = language_of((await self.get_state(Session)).lang)
        first, after = _period(self._day, self.view)
        self.title = _title(first, after, self.view, lang)
        self.before = _address(self.view, first - timedelta(days=1))
        self.after = _address(self.view, after)
        self.loaded = True


@page(RESOURCES, title="Ressources", load=[Resources.load])
def resources_screen() -> rx.Component:
    return crew_page(
        RESOURCES,
        t("Ressources"),
        ticker(Resources.tick),
        resources_table(Resources),
        uses_card(Resources),
        dialogs(Resources),
        actions=add_button(Resources),
        subtitle=t("Passé son étalonnage, son contrôle ou son assurance, une ressource ne part plus en visite."),
    )


def _facts(values: dict[str, str]) -> Facts:
    carried = values.get("carried_by", "")
    return Facts(
        name=values.get("name", ""),
        kind=values.get("kind", ""),
        checked_until=day_of(values, "checked_until"),
        insured_until=day_of(values, "insured_until"),
        carried_by=int(carried) if carried.isdecimal() else 0,
        notes=values.get("notes", ""),
        serves=tuple(name.removeprefix("serves-") for name in values if name.startswith("serves-")),
    )


def _shown(work: Work, day: str, view: str) -> tuple[list[ResourceRow], list[tuple[str, str]], list[UseRow]]:
    carriers = [("0", say("Personne : elle est au bureau", work.language))]
    carriers += [(str(one.id), one.name) for one in office.technicians(work)]
    return queries.resources(work), carriers, uses(work, *_period(day, view))


def _period(text: str, view: str) -> tuple[date, date]:
    """The day, the week or the month of that day (today for what is none), and the day after it ends."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = clock.today()
    if view == "jour":
        return day, day + timedelta(days=1)
    if view == "mois":
        first = day.replace(day=1)
        return first, (first + timedelta(days=31)).replace(day=1)
    monday = clock.monday_of(day)
    return monday, monday + timedelta(days=7)


def _title(first: date, after: date, view: str, lang: Any) -> str:
    if view == "jour":
        return day_words(first, lang)
    if view == "mois":
        return month_words(first, lang)
    return f"{day_as(first, 'd MMM', lang)} – {day_as(after - timedelta(days=1), 'd MMM yyyy', lang)}"


def _address(view: str, day: date) -> str:
    return f"{RESOURCES}?vue={view}&jour={day.isoformat()}"
