"""Several flats of one order, each written in turn; and the next flat of a building already ordered for."""

import uuid
from dataclasses import replace
from typing import Any

import reflex as rx

from liciel_app.core.errors import Invalid
from liciel_app.orders import services
from liciel_app.orders.rules import MOST_LOTS
from liciel_app.ui import bridge
from liciel_app.ui.handler import PUBLIC, State, handler
from liciel_app.website.screens.wizard_writing import TOP, Sheet
from liciel_app.website.wizard import filling, placing
from liciel_app.website.wizard.keeping import Writing

_NOT_AGAIN = frozenset({*filling.needs.NEEDS, "comment", "wished_on", filling.SLOT, filling.LOT, "address"})


class Lots(Sheet, State, mixin=True):
    @handler(PUBLIC)
    async def add_lot(self) -> Any:
        """Another flat of the same building: what they share is not asked again."""
        if self.placed.number:
            return None
        fault = self._fault((filling.PROPERTY, filling.PROJECT, filling.OFFER))
        if fault is not None:
            return await self._show(fault)
        written = self._writing()
        if len(written.lots) >= MOST_LOTS:
            return rx.toast.error(await self._said("Une commande porte vingt lots au plus."))
        lots = (*written.lots, written.lot.neighbour)
        self._hold(replace(written, lots=lots, at=len(lots) - 1, step=filling.PROPERTY))
        await self._read_files()
        await self._look()
        return self._to_the_top()

    @handler(PUBLIC)
    async def write_lot(self, rank: int) -> Any:
        """Back to a lot already written."""
        written = self._writing()
        if self.placed.number or not 0 <= rank < len(written.lots):
            return None
        self._hold(replace(written, at=rank, step=filling.PROPERTY))
        await self._read_files()
        await self._look()
        return self._to_the_top()

    @handler(PUBLIC)
    async def remove_lot(self, rank: int) -> None:
        written = self._writing()
        if self.placed.number or not 0 <= rank < len(written.lots) or len(written.lots) == 1:
            return
        lots = tuple(lot for place, lot in enumerate(written.lots) if place != rank)
        at = min(written.at - (rank < written.at), len(lots) - 1)
        await bridge.do(self, services.drop_lot_files, self.submit_id, rank, len(written.lots))
        self._hold(replace(written, lots=lots, at=at))
        await self._read_files()
        await self._look()

    @handler(PUBLIC)
    async def restart(self) -> Any:
        """Another order, from nothing; the one left unfinished stays where it is found again."""
        self.reset()
        self._hold(await self._new())
        await self._look()
        return rx.scroll_to(TOP)

    @handler(PUBLIC)
    async def order_next_flat(self) -> Any:
        """After an order: the same building, project and people, for the flat beside."""
        written = self._writing()
        typed = {key: text for key, text in written.typed.items() if key not in _NOT_AGAIN}
        self.reset()
        lots = (written.lots[-1].neighbour,)
        self._hold(Writing(str(uuid.uuid4()), typed, lots, reached=filling.PROJECT, picked=written.picked))
        await self._look()
        return self._to_the_top()

    async def _duplicate(self, order_id: int) -> None:
        """The flat beside that of an order one sees."""
        writing = await bridge.read(self, placing.next_flat, order_id, str(uuid.uuid4()))
        self.reset()
        self._hold(writing)

    async def _wrong_lot(self) -> Invalid | None:
        """The first lot that is not ready, put in the fields."""
        here = self._writing()
        lang = await self._language()
        for rank, filled in enumerate(await bridge.read(self, placing.complete, here, lang)):
            if rank == here.at:
                continue
            for step in (filling.PROPERTY, filling.PROJECT, filling.OFFER):
                refusal = filling.fault(filled, step)
                if refusal is not None:
                    self._hold(replace(here, at=rank))
                    await self._look()
                    return refusal
        return None
