"""Server processes of one office, and tabs on their websockets."""

import asyncio
import os
import signal
import subprocess
import sys
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import httpx
import socketio
from reflex_base.utils.format import format_event_handler

from tests.people import PASSWORD
from tests.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
NAMESPACE = "/_event"
PATIENCE = 20


@dataclass
class Server:
    """One `liciel serve` on a port of its own; database, states and files are the office's."""

    data: Path
    redis_url: str
    workers: int = 1
    port: int = field(default_factory=free_port)

    def __enter__(self) -> Self:
        self.log = self.data / f"server-{self.port}.log"
        told = {"PORT": str(self.port), "LICIEL_REDIS_URL": self.redis_url, "LICIEL_WORKERS": str(self.workers)}
        with self.log.open("ab") as log:
            command = [sys.executable, "-m", "liciel_app.cli", "serve", "--no-worker"]
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=os.environ | told, stdout=log, stderr=log, start_new_session=True
            )
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(PATIENCE)

    def crash(self) -> None:
        """Killed with everything it started, without a word to anybody."""
        os.killpg(self.process.pid, signal.SIGKILL)

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def ready(self) -> None:
        until = time.monotonic() + 3 * PATIENCE
        while time.monotonic() < until and self.process.poll() is None:
            try:
                httpx.get(self.url + "/connexion", timeout=2)
            except httpx.HTTPError:
                time.sleep(0.05)
            else:
                return
        raise AssertionError(f"the server did not start:\n{self.log.read_text()[-3000:]}")

    def log_in(self, email: str) -> str:
        """Over HTTP; the session cookie, which every process of the office knows."""
        answer = self.post("/connexion", {"email": email, "password": PASSWORD})
        return answer.cookies["liciel"]

    def log_out(self, cookie: str) -> None:
        assert self.post("/deconnexion", {}, cookie).status_code == 303

    def post(self, path: str, said: dict[str, str], cookie: str = "") -> httpx.Response:
        headers = {"origin": self.url} | ({"cookie": f"liciel={cookie}"} if cookie else {})
        return httpx.post(self.url + path, data=said, headers=headers, timeout=3 * PATIENCE)


@dataclass
class Tab:
    """A page on one server's websocket; everything it is sent is kept as text."""

    server: Server
    cookie: str
    path: str
    params: dict[str, str] = field(default_factory=dict)
    token: str = field(default_factory=lambda: str(uuid.uuid4()))
    received: str = ""

    async def open(self) -> "Tab":
        self.socket = socketio.AsyncClient(reconnection=False)
        self.socket.on("event", self._keep, namespace=NAMESPACE)
        await self.socket.connect(
            f"{self.server.url}?token={self.token}",
            headers={"Cookie": f"liciel={self.cookie}", "Origin": self.server.url},
            socketio_path=NAMESPACE,
            namespaces=[NAMESPACE],
            transports=["websocket"],
        )
        return self

    async def close(self) -> None:
        await self.socket.disconnect()

    async def send(self, handler: Any, /, **payload: Any) -> None:
        router = {"pathname": self.path, "asPath": self.path, "query": self.params}
        event = {"name": format_event_handler(handler), "payload": payload, "router_data": router}
        await self.socket.emit("event", event, namespace=NAMESPACE)

    async def hears(self, words: str) -> None:
        """Wait for what must come; it fails when it does not."""
        for _ in range(PATIENCE * 50):
            if words in self.received:
                return
            await asyncio.sleep(0.02)
        raise AssertionError(f"« {words} » never came; {self.received[-2000:]}")

    async def _keep(self, update: Any) -> None:
        self.received += repr(update)
