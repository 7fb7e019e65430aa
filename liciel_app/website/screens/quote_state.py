"""What a tab keeps of a quote opened by a personal link, and what its reader can do with it."""

from typing import Any, Final

import reflex as rx

from liciel_app.core.errors import NotFound
from liciel_app.core.language import language_of
from liciel_app.ui import bridge
from liciel_app.ui.handler import PUBLIC, State, handler
from liciel_app.ui.session import Session
from liciel_app.website import quote_gestures as gestures
from liciel_app.website.quote_gestures import Opened

TOP: Final = "haut"
_LONGEST_TOKEN: Final = 100
_MOST_OPTIONS: Final = 200
_READ: Final = "lu-"
"""Boxes of the form are named by the paper they stand for."""


class QuoteScreen(State):
    """The token stays in the address and on the server; nothing of another quote is ever here."""

    opened: rx.Field[Opened] = rx.field(default_factory=Opened)
    missing: rx.Field[bool] = rx.field(default=False)
    ready: rx.Field[bool] = rx.field(default=False)
    refusing: rx.Field[bool] = rx.field(default=False)
    refused: rx.Field[bool] = rx.field(default=False)
    busy: rx.Field[bool] = rx.field(default=False)
    sheet: rx.Field[int] = rx.field(0)
    errors: rx.Field[dict[str, str]] = rx.field(default_factory=dict[str, str])
    token: rx.Field[str] = rx.field("")
    _chosen: rx.Field[list[int]] = rx.field(default_factory=list[int])
    _drawn: str = ""

    @handler(PUBLIC)
    async def load(self) -> None:
        """The address holds the link; another one starts anew."""
        asked = str(self.rx_router_page.params.get("token", ""))[:_LONGEST_TOKEN]
        if asked != self.token:
            self.reset()
            self.token = asked
        await self._show()
        self.ready = True

    @handler(PUBLIC)
    async def tick(self) -> None:
        """After signing: the deposit invoice and the evidence are made a moment later."""
        if self.opened.quote.state == "accepted" and not self.missing:
            await self._show()

    @handler(PUBLIC)
    async def choose(self, position: int, wanted: bool) -> None:
        """Tick or untick an option; the server counts."""
        kept = [one for one in self._chosen if one != position]
        self._chosen = [*kept, position][-_MOST_OPTIONS:] if wanted else kept
        await self._show()

    @handler(PUBLIC)
    async def signed(self, data_url: str) -> None:
        self._drawn = data_url
        self.errors.pop("signature", None)

    @handler(PUBLIC)
    async def clear(self) -> None:
        self._drawn, self.sheet = "", self.sheet + 1

    @handler(PUBLIC)
    async def accept(self, values: dict[str, str]) -> Any:
        """The form, the options ticked and the signature: accepted once, then the page that follows."""
        self.errors = {}
        sha256, size = ("", 0)
        if self._drawn:
            sha256, size = await rx.run_in_thread(lambda: gestures.keep_signature(self._drawn))
        answer = gestures.Answer(
            agreed=values.get("accord", "") == "on",
            seen=self.opened.quote.data_hash,
            read=tuple(name.removeprefix(_READ) for name in values if name.startswith(_READ)),
            name=values.get("name", ""),
            email=values.get("email", ""),
            place=values.get("place", ""),
            ademe={"oui": True, "non": False}.get(values.get("ademe", "")),
            withdrawal=values.get("withdrawal", ""),
            options=tuple(self._chosen),
            signature_sha256=sha256,
            signature_size=size,
            agent=str(self.router.headers.user_agent or ""),
            language=language_of((await self.get_state(Session)).lang),
        )
        follow = await bridge.do(self, gestures.sign, self.token, answer, self._origin())
        self.token, self._drawn = follow, ""
        await self._show()
        return [rx.redirect(f"/devis/{follow}", replace=True), rx.scroll_to(TOP)]

    @handler(PUBLIC)
    async def ask_refusal(self, open_: bool) -> None:
        self.refusing, self.errors = open_, {}

    @handler(PUBLIC)
    async def refuse(self, values: dict[str, str]) -> None:
        await bridge.do(self, gestures.decline, self.token, values.get("reason", ""), self._origin())
        self.refusing, self.refused = False, True

    def _origin(self) -> str:
        return str(self.router.session.client_ip or "")

    async def _show(self) -> None:
        try:
            self.opened = await bridge.read(self, gestures.open_quote, self.token, tuple(self._chosen))
            self.missing = False
        except NotFound:
            self.opened, self.missing = Opened(), not self.refused
            await bridge.do(self, gestures.note_guess, self._origin())
