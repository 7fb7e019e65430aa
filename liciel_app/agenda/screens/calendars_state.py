"""What a person does of calendars elsewhere: private addresses, and links that keep both sides equal."""

import json
from dataclasses import dataclass
from typing import Any

import reflex as rx

from liciel_app.agenda.models_calendars import Provider
from liciel_app.agenda.queries import calendars
from liciel_app.agenda.queries.calendar_sheet import CalendarSheet, calendar_sheet
from liciel_app.agenda.services import calendars as services
from liciel_app.agenda.services import feeds as feed_services
from liciel_app.core import vault
from liciel_app.core.access import Permission
from liciel_app.core.config import settings
from liciel_app.core.errors import Invalid, NotFound, Refused
from liciel_app.core.language import language_of, say
from liciel_app.core.work import Work
from liciel_app.gateways.calendars import Listed
from liciel_app.gateways.errors import GatewayError
from liciel_app.ui import bridge
from liciel_app.ui.handler import State, handler
from liciel_app.ui.lists import version
from liciel_app.ui.session import Session

WATCHED = ("calendarlink", "calendarfeed", "appointment")


@dataclass(frozen=True, slots=True)
class Address:
    """A private address just made, shown once: for a calendar, for Google Earth by day and by week."""

    ical: str = ""
    day: str = ""
    week: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    address: str
    name: str


class Calendars(State):
    """`choices`: the calendars of an account that has several, while the person chooses.

    `moving`: the link that changes its calendar; 0 while another account is being connected.
    """

    sheet: rx.Field[CalendarSheet] = rx.field(default_factory=CalendarSheet)
    made: rx.Field[Address] = rx.field(default_factory=Address)
    choices: rx.Field[list[Choice]] = rx.field(default_factory=list[Choice])
    moving: rx.Field[int] = rx.field(0)
    errors: rx.Field[dict[str, str]] = rx.field(default_factory=dict[str, str])
    came_back: rx.Field[str] = rx.field("")
    loaded: rx.Field[bool] = rx.field(default=False)
    _pending: str = ""
    _seen: str = ""

    @handler(Permission.SIGNED_IN)
    async def load(self) -> None:
        self.made, self.choices, self.errors, self._pending, self.moving = Address(), [], {}, "", 0
        self.came_back = self.router.url.query_parameters.get("connexion", "")
        await self._show()

    @handler(Permission.SIGNED_IN)
    async def tick(self) -> None:
        """Exchanges run beside: how they went is shown when they end."""
        if await bridge.read(self, _version) != self._seen:
            await self._show()

    @handler(Permission.SIGNED_IN)
    async def make_feed(self, everyone: bool) -> None:
        _, token = await bridge.do(self, feed_services.make_feed, everyone=everyone)
        await self._made(token)

    @handler(Permission.SIGNED_IN)
    async def make_busy_feed(self) -> None:
        """Says « Occupé » and nothing else."""
        _, token = await bridge.do(self, feed_services.make_feed, details=False)
        await self._made(token)

    @handler(Permission.AGENDA_READ)
    async def make_resource_feed(self, values: dict[str, str]) -> None:
        wanted = values.get("resource", "")
        if not wanted.isdecimal() or len(wanted) > 9:  # noqa: PLR2004
            raise Invalid({"resource": "Choisissez une ressource."})
        _, token = await bridge.do(self, feed_services.make_feed, resource_id=int(wanted))
        await self._made(token)

    @handler(Permission.SIGNED_IN)
    async def hide_address(self) -> None:
        self.made = Address()

    @handler(Permission.SIGNED_IN)
    async def revoke(self, feed_id: int) -> Any:
        await bridge.do(self, feed_services.revoke_feed, feed_id)
        self.made = Address()
        await self._show()
        return rx.toast.success(await self._say("L’adresse ne fonctionne plus."))

    @handler(Permission.SIGNED_IN)
    async def connect(self, values: dict[str, str]) -> Any:
        """A CalDAV account: tried at once; with several calendars, the person chooses."""
        from liciel_app.agenda import calendar_access

        address, user, password = (values.get(name, "").strip() for name in ("address", "user", "password"))
        self.errors, self.choices, self.moving = {}, [], 0
        _refuse_empty(address, user, password)
        await bridge.read(self, calendar_sheet)
        try:
            found = await rx.run_in_thread(lambda: calendar_access.look(address, user, password))
        except GatewayError as error:
            raise Invalid({"address": error.message}) from error
        if not found:
            raise Invalid({"address": "Aucun agenda n’a été trouvé à cette adresse."})
        self._pending = vault.seal(json.dumps({"user": user, "password": password}))
        if len(found) > 1:
            self.choices = [Choice(one.address, one.name) for one in found]
            return None
        return await self._link(found[0])

    @handler(Permission.SIGNED_IN)
    async def look_elsewhere(self, link_id: int) -> None:
        """The calendars of an account already connected."""
        from liciel_app.agenda import calendar_access

        self.errors, self.choices, self.moving = {}, [], 0
        provider, address, secret = await bridge.read(self, _reached, link_id)
        try:
            opened = vault.opened(secret)
            found = await rx.run_in_thread(lambda: calendar_access.listed(provider, address, opened))
        except GatewayError as error:
            raise Refused(error.message) from error
        self.choices, self.moving = [Choice(one.address, one.name) for one in found], link_id

    @handler(Permission.SIGNED_IN)
    async def choose(self, address: str) -> Any:
        chosen = next((one for one in self.choices if one.address == address), None)
        if chosen is None or not (self._pending or self.moving):
            raise Invalid({"address": "Choisissez un agenda de la liste."})
        if self.moving:
            return await self._move(chosen)
        return await self._link(Listed(chosen.address, chosen.name))

    @handler(Permission.SIGNED_IN)
    async def retry(self, link_id: int) -> Any:
        await bridge.do(self, services.retry_link, link_id)
        await self._show()
        return rx.toast.success(await self._say("La synchronisation reprend."))

    @handler(Permission.SIGNED_IN)
    async def disconnect(self, link_id: int) -> Any:
        await bridge.do(self, services.close_link, link_id)
        await self._show()
        return rx.toast.success(await self._say("L’agenda est déconnecté : nos rendez-vous y sont retirés."))

    async def _link(self, found: Listed) -> Any:
        secret = vault.opened(self._pending)
        await bridge.do(
            self,
            services.open_link,
            provider=Provider.CALDAV,
            name=found.name,
            address=found.address,
            secret=secret,
        )
        self.choices, self._pending = [], ""
        await self._show()
        return rx.toast.success(await self._say("L’agenda est connecté : la première synchronisation commence."))

    async def _move(self, chosen: Choice) -> Any:
        await bridge.do(self, services.change_calendar, self.moving, name=chosen.name, address=chosen.address)
        self.choices, self.moving = [], 0
        await self._show()
        return rx.toast.success(await self._say("Vos rendez-vous passent dans cet agenda."))

    async def _made(self, token: str) -> None:
        base = f"{settings().base_url}/cal/{token}"
        earth = f"{base}/google-earth.kml?vue="
        self.made = Address(f"{base}.ics", f"{earth}jour", f"{earth}semaine")
        await self._show()

    async def _show(self) -> None:
        self._seen = await bridge.read(self, _version)
        self.sheet, self.loaded = await bridge.read(self, calendar_sheet), True

    async def _say(self, sentence: str) -> str:
        return say(sentence, language_of((await self.get_state(Session)).lang))


def _refuse_empty(address: str, user: str, password: str) -> None:
    wrong = {}
    if not address.startswith(("https://", "http://")):
        wrong["address"] = "Donnez l’adresse complète du serveur : https://…"
    if not user:
        wrong["user"] = "Donnez l’identifiant."
    if not password:
        wrong["password"] = "Donnez le mot de passe."  # noqa: S105 a sentence
    if wrong:
        raise Invalid(wrong)


def _reached(work: Work, link_id: int) -> tuple[Provider, str, str]:
    """Its secret stays sealed. Raises NotFound for a link this person may not see."""
    link = calendars.link(work, link_id)
    if link.account_id != work.actor.account_id:
        raise NotFound("Cet agenda est introuvable.")
    return link.provider, link.address, link.secret


def _version(work: Work) -> str:
    return version(work, WATCHED)
