"""The page of one record: found by the number of its address, read again when something happens to it."""

from collections.abc import Callable
from typing import Any, ClassVar, Final

import reflex as rx
import structlog

from liciel_app.core.errors import NotFound
from liciel_app.core.language import Language, language_of
from liciel_app.core.work import Work
from liciel_app.ui import bridge
from liciel_app.ui.handler import Own, State, handler
from liciel_app.ui.lists import version
from liciel_app.ui.session import Session

log = structlog.get_logger()
_DIGITS: Final = 9


class LiveRecord(State, mixin=True):
    """A page adds its vars, how it is read, how it is shown, and `READS`, who may read it.

    Somebody else's record looks absent; the try is logged.
    """

    PARAM: ClassVar[str] = ""
    """The address's own word: « dossier_id » of `/bureau/dossiers/[dossier_id]`."""
    KINDS: ClassVar[tuple[str, ...]] = ()
    """The records of the journal that make it read again."""

    missing: rx.Field[bool] = rx.field(default=False)
    ready: rx.Field[bool] = rx.field(default=False)
    _version: str = ""

    @staticmethod
    def _read(work: Work, number: int) -> Any:
        """What the page shows. Raises NotFound."""
        raise NotImplementedError

    def _hold(self, found: Any) -> None:
        """Put what was read in the vars; None: nothing was found."""
        raise NotImplementedError

    def _arrive(self) -> None:
        """Somebody opens the page: what was left open is closed."""

    @handler(Own.READS)
    async def load(self) -> None:
        self._arrive()
        await self._show()
        self.ready = True

    @handler(Own.READS)
    async def tick(self) -> None:
        if not self.missing:
            await self._show(known=self._version)

    def _number(self) -> int:
        """The record of the page's address: a question, not a fact."""
        text = str(self.rx_router_page.params.get(self.PARAM, ""))
        return int(text) if text.isascii() and text.isdecimal() and len(text) <= _DIGITS else 0

    async def _show(self, *, known: str = "") -> None:
        """Read it, unless nothing happened since the version `known`."""
        asked = self._number()
        try:
            seen = await bridge.read(self, _look, type(self), asked, known)
        except NotFound:
            self._hold(None)
            self.missing = True
            log.warning("record.not_found", asked=asked, page=type(self).__name__)
            return
        if seen is not None:
            (self._version, found), self.missing = seen, False
            self._hold(found)

    async def _lang(self) -> Language:
        return language_of((await self.get_state(Session)).lang)

    async def _gesture(self, service: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Do something to it, and show it as it is then."""
        done = await bridge.do(self, service, *args, **kwargs)
        await self._show()
        return done


def _look(work: Work, page: type[LiveRecord], number: int, known: str) -> tuple[str, Any] | None:
    seen = version(work, page.KINDS)
    return None if seen == known else (seen, page._read(work, number))  # noqa: SLF001 the page's own query
