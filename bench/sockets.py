"""A tab without a browser, on the real websocket."""

import asyncio
import time
import uuid
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import socketio
from reflex_base.utils.format import format_event_handler

NAMESPACE = "/_event"


@dataclass(frozen=True)
class Gesture:
    """What a hand does on a page: a handler of its state, what it sends, and the address shown then."""

    handler: str
    payload: dict[str, Any]
    address: str


class Tab:
    """The events go to `screen`, the state of one page."""

    def __init__(self, url: str, cookie: str, screen: type) -> None:
        self.url, self.cookie, self.screen = url, cookie, screen
        self.socket = socketio.AsyncClient(reconnection=False)
        self.answers: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.socket.on("event", self._keep, namespace=NAMESPACE)

    async def open(self) -> None:
        await self.socket.connect(
            f"{self.url}?token={uuid.uuid4()}",
            headers={"Cookie": f"liciel={self.cookie}", "Origin": self.url},
            socketio_path=NAMESPACE,
            namespaces=[NAMESPACE],
            transports=["websocket"],
        )

    async def timed(self, gesture: Gesture) -> float:
        """Seconds from the event to the state it made, which holds the list's rows."""
        while not self.answers.empty():
            self.answers.get_nowait()
        event = _event(self.screen, gesture)
        began = time.perf_counter()
        await self.socket.emit("event", event, namespace=NAMESPACE)
        while True:
            answer = await asyncio.wait_for(self.answers.get(), 60)
            if self._answers(answer):
                return time.perf_counter() - began

    def _answers(self, update: dict[str, Any]) -> bool:
        """Whether that update is the answer that was waited for: a list that came back empty is none."""
        return _rows(update)

    async def close(self) -> None:
        await self.socket.disconnect()

    async def _keep(self, update: Any) -> None:
        self.answers.put_nowait(update if isinstance(update, dict) else {})


def _rows(answer: dict[str, Any]) -> bool:
    """A list that came back empty is no answer: the figure would be of nothing."""
    changed = [state.get("rows_rx_state_") for state in (answer.get("delta") or {}).values()]
    return any(changed)


def _event(screen: type, gesture: Gesture) -> dict[str, Any]:
    name = format_event_handler(getattr(screen, gesture.handler))
    address = urlsplit(gesture.address)
    shown = {"pathname": address.path, "asPath": gesture.address, "query": dict(parse_qsl(address.query))}
    return {"name": name, "payload": gesture.payload, "router_data": shown}
