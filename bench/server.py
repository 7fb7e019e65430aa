"""A real server in processes of its own, on a free port."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from threading import Event, Thread
from typing import Self
from urllib.request import urlopen

import httpx

from bench import processes

PASSWORD = "demo-liciel-2026"  # noqa: S105 the demo's
NATHALIE = "n.ferrand@atlantique-diag.example"
CLOCK = "2026-11-23T08:00:00+01:00"


@dataclass
class Server:
    url: str
    port: int
    data: Path
    process: "subprocess.Popen[bytes]"
    seconds_to_answer: float

    def cookie(self, email: str = NATHALIE) -> str:
        """Log in over HTTP; the session cookie."""
        answer = httpx.post(
            f"{self.url}/connexion",
            data={"email": email, "password": PASSWORD},
            headers={"origin": self.url},
            follow_redirects=False,
            timeout=30,  # just started, it lets in once the whole product is there
        )
        return answer.cookies["liciel"]

    def cpu_seconds(self) -> float:
        return sum(map(processes.cpu_seconds, processes.family(self.process.pid)))


class Watch:
    """Samples the memory of a server's processes; those started meanwhile are counted apart."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.own = processes.family(server.process.pid)
        self.before = self._memory(self.own)
        self.grown = self.apart = 0
        self._over = Event()
        self._thread = Thread(target=self._look)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(0.02):
            started = set(processes.family(self.server.process.pid)) - set(self.own)
            self.grown = max(self.grown, self._memory(self.own) - self.before)
            self.apart = max(self.apart, self._memory(list(started)))

    def _memory(self, pids: list[int]) -> int:
        return sum(map(processes.memory, pids))


def environment(data: Path, port: int) -> dict[str, str]:
    made = os.environ | {
        "LICIEL_MODE": "demo",
        "LICIEL_DATA": str(data),
        "LICIEL_CLOCK": CLOCK,
        "PORT": str(port),
        "PYTHONDONTWRITEBYTECODE": "",
    }
    made.pop("LICIEL_DATABASE_URL", None)
    return made


@contextmanager
def running(data: Path, **settings: str) -> Iterator[Server]:
    port = free_port()
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "liciel_app.cli", "run"],
        env=environment(data, port) | settings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://localhost:{port}"
    try:
        wait(url, process)
        yield Server(url, port, data, process, time.perf_counter() - began)
    finally:
        process.terminate()
        process.wait(20)


def wait(url: str, process: "subprocess.Popen[bytes]", seconds: int = 420) -> None:
    """Until the login page answers."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError("the server stopped")
        try:
            with urlopen(f"{url}/connexion", timeout=10) as answer:  # noqa: S310 our own server
                if answer.status == HTTPStatus.OK:
                    return
        except OSError:
            time.sleep(0.01)
    raise RuntimeError("the server did not start")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
