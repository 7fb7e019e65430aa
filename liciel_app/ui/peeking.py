"""A row opened beside its list: j and k pass to the next and the previous, a second click opens its own page."""

from typing import Any, Literal

import reflex as rx

from liciel_app.core.errors import NotFound
from liciel_app.core.work import Work
from liciel_app.ui import bridge
from liciel_app.ui.handler import Own, State, handler
from liciel_app.ui.lists import LiveList


class PeekList(LiveList, State, mixin=True):
    """A list adds what it holds of the row that is opened."""

    peeked: rx.Field[int] = rx.field(0)
    """The row opened beside; 0: none."""

    @staticmethod
    def _peek(work: Work, number: int) -> Any:
        """What the panel shows. Raises NotFound."""
        raise NotImplementedError

    def _hold_beside(self, found: Any) -> None:
        """Put it in the list's var; None: nothing is open."""
        raise NotImplementedError

    @staticmethod
    def _whole(number: int) -> str:
        """The address of the row's own page."""
        raise NotImplementedError

    @handler(Own.READS)
    async def peek(self, number: int) -> Any:
        if number == self.peeked:
            return rx.redirect(self._whole(number))
        await self._open(number)
        return None

    @handler(Own.READS)
    async def pass_on(self, by: Literal[1, -1]) -> None:
        """To the next row of the page, or the one before."""
        shown: list[int] = [row.id for row in getattr(self, "rows", [])]
        at = shown.index(self.peeked) + by if self.peeked in shown else 0
        if 0 <= at < len(shown):
            await self._open(shown[at])

    @handler(Own.READS)
    async def leave_peek(self) -> None:
        self._close()

    def _arrive(self) -> None:
        super()._arrive()
        self._close()

    async def _follow(self) -> None:
        if self.peeked:
            await self._open(self.peeked)

    async def _open(self, number: int) -> None:
        try:
            found = await bridge.read(self, type(self)._peek, number)  # noqa: SLF001 the list's own hook
        except NotFound:
            self._close()
            raise
        self._hold_beside(found)
        self.peeked = number

    def _close(self) -> None:
        self.peeked = 0
        self._hold_beside(None)
