"""A tab without a browser, on the real websocket."""

import asyncio
import time
import uuid
from typing import Any

import socketio
from reflex_base.utils.format import format_event_handler

NAMESPACE = "/_event"


class Tab:
    """`screen` is the module whose one state the events go to."""

    def __init__(self, url: str, cookie: str, screen: str) -> None:
        self.url, self.cookie, self.screen = url, cookie, screen
        self.socket = socketio.AsyncClient(reconnection=False)
        self.answers: asyncio.Queue[Any] = asyncio.Queue()
        self.path = "/"
        self.socket.on("event", self._keep, namespace=NAMESPACE)

    async def open(self, path: str) -> None:
        self.path = path
        token = str(uuid.uuid4())
        await self.socket.connect(
            f"{self.url}?token={token}",
            headers={"Cookie": f"liciel={self.cookie}", "Origin": self.url},
            socketio_path=NAMESPACE,
            namespaces=[NAMESPACE],
            transports=["websocket"],
        )
        await self.timed("load", {})

    async def timed(self, handler: str, payload: dict[str, Any]) -> float:
        """Seconds from the event to the first delta that answers it; later ones are left to the next call."""
        while not self.answers.empty():
            self.answers.get_nowait()
        began = time.perf_counter()
        await self.socket.emit("event", _event(self.screen, handler, payload, self.path), namespace=NAMESPACE)
        while True:
            answer = await asyncio.wait_for(self.answers.get(), 30)
            if answer.get("delta"):
                return time.perf_counter() - began

    async def close(self) -> None:
        await self.socket.disconnect()

    async def _keep(self, update: Any) -> None:
        self.answers.put_nowait(update if isinstance(update, dict) else {})


def _event(screen: str, handler: str, payload: dict[str, Any], path: str) -> dict[str, Any]:
    name = format_event_handler(getattr(state_of(screen), handler))
    return {"name": name, "payload": payload, "router_data": {"pathname": path, "asPath": path, "query": {}}}


def state_of(screen: str) -> Any:
    """The one state of a screen's module."""
    import importlib

    from liciel_app.ui.handler import State

    module = importlib.import_module(screen)
    states = [one for one in vars(module).values() if isinstance(one, type) and issubclass(one, State)]
    return next(one for one in states if one.__module__ == screen)
