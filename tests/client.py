"""A browser tab without a browser: events go through the real event processor and the real guard."""

import uuid
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import urlencode

from reflex.istate.manager.memory import StateManagerMemory
from reflex.state import BaseState
from reflex_base.event import Event
from reflex_base.event.processor.base_state_processor import BaseStateEventProcessor
from reflex_base.registry import RegistrationContext
from reflex_base.utils.format import format_event_handler

from tests.people import PASSWORD, cookie_of

S = TypeVar("S", bound=BaseState)


@dataclass
class Wire:
    """What the server sent to each tab: changed vars by state, and gestures (toasts, redirections)."""

    deltas: dict[str, list[Mapping[str, Any]]] = field(default_factory=dict)
    gestures: dict[str, list[Any]] = field(default_factory=dict)

    async def emit_update(self, update: Any, token: str) -> None:
        if update.delta:
            self.deltas.setdefault(token, []).append(update.delta)
        self.gestures.setdefault(token, []).extend(update.events)


@dataclass
class Tab:
    processor: BaseStateEventProcessor
    wire: Wire
    cookie: str = ""
    params: dict[str, str] = field(default_factory=dict)
    token: str = field(default_factory=lambda: str(uuid.uuid4()))

    async def send(self, handler: Any, /, **payload: Any) -> None:
        """Call a handler as the browser would, and wait for it and for what it starts."""
        await self.send_raw(format_event_handler(handler), payload)

    async def send_raw(self, name: str, payload: dict[str, Any]) -> None:
        headers = {"cookie": f"liciel={self.cookie}"} if self.cookie else {}
        router = {
            "headers": headers,
            "ip": "127.0.0.1",
            "pathname": "/",
            "asPath": f"/?{urlencode(self.params)}",
            "query": self.params,
            "token": self.token,
            "sid": "test",
        }
        future = await self.processor.enqueue(self.token, Event(name=name, payload=payload, router_data=router))
        await future.wait_all()

    @property
    def received(self) -> str:
        """Everything this tab was sent, as text: what leaks is found here."""
        return repr(self.wire.deltas.get(self.token, [])) + repr(self.wire.gestures.get(self.token, []))

    @property
    def toasts(self) -> str:
        """The gestures this tab was sent, their accents readable."""
        return (
            repr(self.wire.gestures.get(self.token, []))
            .replace("\\\\", "\\")
            .encode("latin-1", "backslashreplace")
            .decode("unicode_escape")
        )

    async def state(self, kind: type[S]) -> S:
        manager = self.processor._root_context.state_manager  # type: ignore[union-attr]
        from reflex.istate.manager.token import BaseStateToken

        async with manager.modify_state(BaseStateToken(ident=self.token, cls=kind)) as found:
            return await found.get_state(kind)


class Browser:
    """Opens tabs for people of the cast, on one server."""

    def __init__(self, processor: BaseStateEventProcessor, wire: Wire) -> None:
        self.processor, self.wire = processor, wire

    def tab(self, email: str = "", **params: str) -> Tab:
        """A tab where that person logged in for real; without an address, a stranger's."""
        return Tab(self.processor, self.wire, cookie_of(email, PASSWORD) if email else "", params)


@asynccontextmanager
async def a_browser(state_manager: Any = None) -> AsyncIterator[Browser]:
    from liciel_app.liciel_app import app

    wire = Wire()
    token = RegistrationContext.set(app._registration_context)
    processor = BaseStateEventProcessor(middleware=app, backend_exception_handler=app.backend_exception_handler)
    try:
        async with processor.configure(state_manager=state_manager or StateManagerMemory(), event_namespace=wire):  # type: ignore[arg-type]
            yield Browser(processor, wire)
    finally:
        RegistrationContext.reset(token)


@asynccontextmanager
async def a_redis(url: str) -> AsyncIterator[Any]:
    """Reflex's own Redis state manager on a real Valkey."""
    from redis.asyncio import Redis
    from reflex.istate.manager.redis import StateManagerRedis

    client = Redis.from_url(url)
    manager = StateManagerRedis(redis=client)
    try:
        yield manager
    finally:
        await manager.close()
        await client.aclose()
