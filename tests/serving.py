"""Applications behind a real server on loopback."""

import asyncio
import contextlib
import socket
import threading
from types import TracebackType

from granian.constants import Interfaces
from granian.server.embed import Server
from starlette.types import ASGIApp

from tests.ports import free_port


class Running:
    """A server with an event loop of its own, in a thread: `with Running(app) as address`."""

    def __init__(self, app: ASGIApp) -> None:
        self._port = free_port()
        self._server = Server(app, port=self._port, interface=Interfaces.ASGI, log_enabled=False)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> str:
        self._thread.start()
        while not _ready(self._port):
            self._thread.join(0.02)
        return f"http://127.0.0.1:{self._port}"

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
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
