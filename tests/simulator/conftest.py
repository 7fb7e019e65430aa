import asyncio
import contextlib
import socket
import threading
from collections.abc import Callable, Iterator

import httpx
import pytest
from granian.constants import Interfaces
from granian.server.embed import Server
from starlette.types import ASGIApp

Serve = Callable[[ASGIApp], str]


class _Running:
    """A server with an event loop of its own, in a thread."""

    def __init__(self, app: ASGIApp, port: int) -> None:
        self._server = Server(app, port=port, interface=Interfaces.ASGI, log_enabled=False)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()
        while not _ready(port):
            self._thread.join(0.02)

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._server.stop)
        self._thread.join()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._server.serve())
        self._loop.close()


def _ready(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Puts an application behind a real server on loopback and gives its address."""
    running: list[_Running] = []

    def start(app: ASGIApp) -> str:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        running.append(_Running(app, port))
        return f"http://127.0.0.1:{port}"

    yield start
    for server in running:
        server.stop()


@pytest.fixture
def browser() -> Iterator[httpx.Client]:
    with httpx.Client(trust_env=False) as client:
        yield client
