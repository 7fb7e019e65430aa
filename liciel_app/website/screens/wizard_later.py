"""An order left for later: its link by mail, and what somebody prepared for another person to validate."""

import uuid
from typing import Any, Final

import reflex as rx

from liciel_app.orders.queries.drafts import DraftRow
from liciel_app.orders.services import drafts
from liciel_app.ui import bridge
from liciel_app.ui.handler import PUBLIC, State, handler
from liciel_app.website.screens.wizard_lots import Lots
from liciel_app.website.wizard import filling, placing

DRAFT: Final = "brouillon"
SINCE: Final = "depuis"
REQUEST: Final = "demande"
CLIENT: Final = "client"
_DIGITS: Final = 9


class Later(Lots, State, mixin=True):
    drafts: rx.Field[list[DraftRow]] = rx.field(default_factory=list[DraftRow])
    link_sent: rx.Field[bool] = rx.field(default=False)
    prepared: rx.Field[bool] = rx.field(default=False)
    _followed: str = ""
    """The address last followed, so that reloading it does not begin again."""

    @handler(PUBLIC)
    async def send_link(self, data: dict[str, Any]) -> Any:
        """« Continuer plus tard »: the mail brings back here."""
        self._hear("link_email", str(data.get("link_email", "")))
        await self._look()
        self.link_sent = False
        await bridge.do(self, drafts.send_link, self.submit_id, self.typed.get("link_email", ""))
        self.errors, self.link_sent = {}, True
        return rx.toast.success(await self._said("Le lien est parti : il rouvre cette commande pendant trente jours."))

    @handler(PUBLIC)
    async def prepare(self) -> Any:
        """Left for a person with the right to validate; checked as if it were ordered now."""
        return await self._prepare()

    async def _prepare(self) -> Any:
        fault = self._fault(range(filling.CONTACT + 1)) or await self._wrong_lot()
        if fault is not None:
            return await self._show(fault)
        await self._look()
        await bridge.do(self, drafts.prepare, self.submit_id)
        self.reset()
        self._hold(await self._new())
        self.prepared = True
        await self._read_drafts()
        return [*self._to_the_top(), rx.toast.success(await self._said("La commande est prête à être validée."))]

    @handler(PUBLIC)
    async def open_draft(self, draft_id: int) -> Any:
        writing = await bridge.read(self, placing.open_draft, draft_id)
        self._hold(writing)
        await self._read_files()
        await self._name_client()
        await self._look()
        return self._to_the_top()

    @handler(PUBLIC)
    async def drop_draft(self, draft_id: int) -> None:
        await bridge.do(self, drafts.drop, draft_id)
        await self._read_drafts()

    async def _name_client(self) -> None:
        """Whose order it is: the desk alone knows."""

    async def _follow(self) -> None:
        """What the address names: a prepared order to open, or one to order the next flat of."""
        asked = self.router.url.query_parameters
        named = {
            name: number for name in (DRAFT, SINCE, REQUEST, CLIENT) if (number := asked.get(name, "")).isdecimal()
        }
        address = repr(sorted(named.items()))
        if not named or address == self._followed:
            return
        try:
            name, number = next((name, int(text[:_DIGITS])) for name, text in named.items())
            await self._begin_from(name, number)
        finally:
            self._followed = address

    async def _begin_from(self, name: str, number: int) -> None:
        if name == DRAFT:
            self._hold(await bridge.read(self, placing.open_draft, number))
            await self._read_files()
        elif name == SINCE:
            await self._duplicate(number)
        else:
            begin = placing.from_request if name == REQUEST else placing.for_client
            writing = await bridge.read(self, begin, number, str(uuid.uuid4()))
            address = writing.typed.get("address", "")
            self.reset()
            self._hold(writing)
            self.typed["address"] = address

    async def _read_drafts(self) -> None:
        self.drafts = await bridge.read(self, placing.draft_rows)
