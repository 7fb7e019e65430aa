"""Choosing a real slot: fresh proposals, one chosen, a wished day instead."""

from typing import Any

import reflex as rx
from anyio.to_thread import run_sync

from liciel_app.agenda import planner
from liciel_app.agenda.services.taking_slot import SlotGone
from liciel_app.core.access import Permission
from liciel_app.core.errors import Invalid
from liciel_app.core.language import say
from liciel_app.orders import questionnaire as asking
from liciel_app.ui import bridge
from liciel_app.ui.handler import PUBLIC, State, handler
from liciel_app.website.screens.wizard_known import Known
from liciel_app.website.wizard import filling, placing, slots
from liciel_app.website.wizard.slots import SlotRow


class Agenda(Known, State, mixin=True):
    slots: rx.Field[list[SlotRow]] = rx.field(default_factory=list[SlotRow])
    seeking: rx.Field[bool] = rx.field(default=False)
    sought: rx.Field[bool] = rx.field(default=False)
    """True once slots were looked for: none means none."""
    slot_words: rx.Field[str] = rx.field("")

    @handler(PUBLIC, background=True)
    async def seek_slots(self) -> None:
        """Facts in a transaction, then the roads and the engine outside of it: the writer goes on meanwhile."""
        async with self:
            self.seeking = True
            writing, lang = self._writing(), await self._language()
        try:
            asked = await bridge.do(self, slots.question, writing, lang)
            answer = await run_sync(planner.best_slots, asked, lang) if asked else None
            person = await bridge.person(self)
        finally:
            async with self:
                self.seeking, self.sought = False, True
        async with self:
            self.slots = slots.rows(answer, lang, office=person.is_office) if answer else []

    @handler(PUBLIC)
    async def choose_slot(self, key: str) -> None:
        """One of those proposed; it is checked again when the order is placed. The same again lets it go."""
        if all(row.key != key for row in self.slots):
            return
        self.typed[filling.SLOT] = "" if self.typed.get(filling.SLOT) == key else key
        self.typed["wished_on"] = ""
        self.errors.pop(filling.SLOT, None)
        await self._look()

    @handler(PUBLIC)
    async def wish_day(self, text: str) -> None:
        """Another day than those proposed: a wish, the office calls."""
        self.typed[filling.SLOT] = ""
        if self._hear("wished_on", text):
            self.errors.pop("wished_on", None)
        await self._look()

    @handler(Permission.ORDERS_WRITE)
    async def quote_only(self) -> Any:
        """The desk offers a price to who ordered nothing yet: the quote alone, and its page."""
        fault = self._fault(range(filling.CONTACT + 1))
        if fault is not None:
            return await self._show(fault)
        try:
            number = await bridge.do(self, placing.propose, self._writing(), await self._language())
        except Invalid as wrong:
            return await self._show(wrong)
        self.reset()
        return rx.redirect(f"/bureau/commandes/{number}")

    @handler(PUBLIC)
    async def hurry(self, wanted: bool) -> None:
        self.typed[filling.URGENT] = asking.YES if wanted else ""
        await self._look()

    async def _look(self) -> None:
        await super()._look()
        self.slot_words = filling.chosen_words(self.typed.get(filling.SLOT, ""), await self._language())

    async def _lost_slot(self, gone: SlotGone) -> Any:
        """Somebody took it: nothing was ordered, everything else stays, and fresh slots are looked for."""
        self.typed[filling.SLOT] = ""
        await self._look()
        self.errors = {filling.SLOT: say(gone.sentence, await self._language())}
        self.step = filling.VISIT
        return [type(self).seek_slots, rx.scroll_to("bloc-slot")]
