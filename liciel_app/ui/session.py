"""The person in front of the tab, as screens may show them; nothing here grants anything."""

from collections.abc import Callable
from dataclasses import dataclass, field

import reflex as rx

from liciel_app.core.language import language_of
from liciel_app.core.work import Work
from liciel_app.ui import bridge
from liciel_app.ui.handler import PUBLIC, State, handler


@dataclass(frozen=True, slots=True)
class Introduction:
    """What every page's frame shows."""

    name: str = ""
    role: str = ""
    kind: str = ""
    permissions: list[str] = field(default_factory=list[str])
    office: str = ""
    office_phone: str = ""
    tiles_url: str = ""
    tiles_attribution: str = ""
    drafts: str = ""
    """The number under which a browser keeps this person's drafts; empty for who writes none on the road."""


_introduce: list[Callable[[Work], Introduction]] = []
_remember: list[Callable[[Work, str], None]] = []


def install(introduce: Callable[[Work], Introduction], remember_language: Callable[[Work, str], None]) -> None:
    """Called once by the app module: who people are is the office's knowledge, not the kit's."""
    _introduce[:] = [introduce]
    _remember[:] = [remember_language]


class Session(State):
    lang: str = rx.Cookie("fr", name="lang", path="/", max_age=31_536_000, same_site="lax")
    me: Introduction = Introduction()
    loaded: bool = False

    @rx.var
    def initials(self) -> str:
        return "".join(word[0] for word in self.me.name.split()[:2]).upper()

    @handler(PUBLIC)
    async def load(self) -> None:
        """First of each page's loads: who is there."""
        self.me = await bridge.read(self, _introduce[0])
        self.loaded = True

    @handler(PUBLIC)
    async def speak(self, lang: str) -> None:
        """The reader's language, at once and for good."""
        self.lang = language_of(lang)
        await bridge.do(self, _remember[0], self.lang)
