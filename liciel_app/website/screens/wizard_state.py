"""What the writer of an order can do, on the site as at the desk."""

from typing import Any, Final

import reflex as rx

from liciel_app.agenda.services.taking_slot import SlotGone
from liciel_app.core import clock
from liciel_app.core.errors import Invalid
from liciel_app.orders import questionnaire as asking
from liciel_app.ui import bridge
from liciel_app.ui.handler import PUBLIC, State, handler
from liciel_app.website.screens.wizard_agenda import Agenda
from liciel_app.website.screens.wizard_writing import HEADING, TOP
from liciel_app.website.wizard import filling, places, placing
from liciel_app.website.wizard.places import PlaceRow

__all__ = ["HEADING", "TOP", "Wizard"]
_FIRST_LETTERS: Final = "1 rue"
DESK: Final = "/bureau/"


class Wizard(Agenda, State):
    """One engine for visitors, clients and the desk: only the page around it differs."""

    @handler(PUBLIC)
    async def load(self) -> Any:
        """An order already begun goes on where it was, in this tab, in this browser, or under this account."""
        if not self.submit_id:
            await self._begin()
        tomorrow = clock.today().toordinal() + 1
        self.tomorrow = clock.today().fromordinal(tomorrow).isoformat()
        await self._follow()
        await self._name_client()
        await self._look()
        await self._read_drafts()

    @handler(PUBLIC)
    async def refresh(self) -> None:
        """Say it all again, in the language just chosen."""
        await self._look()

    @handler(PUBLIC)
    async def answer(self, key: str, value: str) -> None:
        if asking.is_offered(key, value):
            self.answers[key] = value
            self.errors.pop(key, None)
            await self._look()

    @handler(PUBLIC)
    async def not_know_year(self, unknown: bool) -> None:
        self.answers["year"] = asking.UNKNOWN if unknown else ""
        self.errors.pop("year", None)
        await self._look()

    @handler(PUBLIC)
    async def fill(self, key: str, text: str) -> None:
        """Typing arrives a moment late: what a refusal already answered does not take its sentence away."""
        if self._hear(key, text):
            self.errors.pop(key, None)
            await self._look()

    @handler(PUBLIC)
    async def find_place(self, text: str) -> None:
        """The network is asked in a worker thread, outside of any transaction."""
        if self._hear("address", text):
            self.errors.pop("address", None)
        self.places = await rx.run_in_thread(lambda: places.complete(text))
        self.nowhere = not self.places and len(text.strip()) > len(_FIRST_LETTERS)

    @handler(PUBLIC)
    async def take_first_place(self, data: dict[str, Any]) -> Any:
        """Enter in the address field."""
        text = str(data.get("address", ""))[: filling.FIELDS["address"]]
        self.places = await rx.run_in_thread(lambda: places.complete(text))
        self._hear("address", text)
        return await self._take(0)

    @handler(PUBLIC)
    async def take_place(self, rank: int) -> Any:
        return await self._take(rank)

    @handler(PUBLIC)
    async def change_place(self) -> None:
        self.place, self.places = PlaceRow(), []
        await self._look()

    @handler(PUBLIC, background=True)
    async def ask_about_place(self) -> None:
        """The public service of risks may be slow: the visitor goes on writing meanwhile."""
        async with self:
            where = self.place.where
        if await places.learn(self, where):
            async with self:
                await self._look()

    @handler(PUBLIC)
    async def toggle(self, code: str, wanted: bool) -> None:
        """Add a diagnostic, or leave it out."""
        shown = self.offer
        known = {line.code for line in (*shown.due, *shown.maybe, *shown.others)}
        if code in known:
            self._added = [*{*self._added, code}] if wanted else [one for one in self._added if one != code]
            self._left_out = [one for one in self._left_out if one != code] if wanted else [*{*self._left_out, code}]
            self.errors.pop("wanted", None)
            await self._look()

    @handler(PUBLIC)
    async def back(self) -> Any:
        self.step, self.errors = max(self.step - 1, 0), {}
        return self._to_the_top()

    @handler(PUBLIC)
    async def go(self, step: int) -> Any:
        """To a step already seen."""
        if 0 <= step <= self.reached and not self.placed.number:
            self.step, self.errors = step, {}
            return [*self._to_the_top(), *([Wizard.seek_slots] if step == filling.VISIT else [])]
        return None

    @handler(PUBLIC)
    async def forward(self, data: dict[str, Any]) -> Any:
        """The form of a step: on to the next one, or the order itself, placed or prepared for who validates it.

        A second click finds the step already done.
        """
        if self.placed.number or data.get("step") != str(self.step):
            return None
        self._hear_all(data)
        last = self.step == filling.CONTACT
        await self._look()
        fault = self._fault(range(filling.CONTACT + 1) if last else (self.step,))
        if fault is not None:
            return await self._show(fault)
        if last:
            return await (self._prepare() if await bridge.read(self, placing.only_prepares) else self._order())
        self.step += 1
        self.reached, self.errors = max(self.reached, self.step), {}
        await self._look()
        return [*self._to_the_top(), *([Wizard.seek_slots] if self.step == filling.VISIT else [])]

    @handler(PUBLIC)
    async def order_all(self, data: dict[str, Any]) -> Any:
        """The whole form at once, as the desk fills it: every step is checked, and the order placed."""
        if self.placed.number:
            return None
        self._hear_all(data)
        await self._look()
        fault = self._fault(range(filling.CONTACT + 1))
        if fault is not None:
            return await self._show(fault)
        return await self._order()

    @handler(PUBLIC)
    async def files_sent(self, ids: list[str]) -> None:
        if ids:
            await self._read_files()

    @handler(PUBLIC)
    async def remove_file(self, file_id: int) -> None:
        self.files = await bridge.do(self, placing.detach, self.files_of, file_id)

    async def _take(self, rank: int) -> Any:
        if not 0 <= rank < len(self.places):
            self.nowhere = True
            return None
        self.place, self.places, self.nowhere = self.places[rank], [], False
        self.typed["address"] = self.place.label
        self.errors.pop("address", None)
        await self._look()
        return Wizard.ask_about_place if places.may_learn() else None

    async def _order(self) -> Any:
        refusal = await self._wrong_lot()
        if refusal is not None:
            return await self._show(refusal)
        try:
            placed = await bridge.do(self, placing.place, self._writing(), await self._language())
        except Invalid as wrong:
            return await self._show(wrong)
        except SlotGone as gone:
            return await self._lost_slot(gone)
        if self.router.url.path.startswith(DESK):
            self.reset()
            return rx.redirect(f"/bureau/commandes/{placed.id}")
        self.placed, self.errors = placed, {}
        return self._to_the_top()
