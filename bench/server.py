"""A real server in a process of its own, on a free port."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

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
        )
        return answer.cookies["liciel"]

    def memory(self) -> int:
        """Bytes of resident memory of the web process and its children (Linux)."""
        total = 0
        for pid in _family(self.process.pid):
            status = Path(f"/proc/{pid}/status")
            if status.exists():
                line = next((row for row in status.read_text().splitlines() if row.startswith("VmRSS")), "VmRSS: 0 kB")
                total += int(line.split()[1]) * 1024
        return total


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
    port = _free_port()
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "liciel_app.cli", "run"],
        env=environment(data, port) | settings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://localhost:{port}"
    try:
        _wait(url, process)
        yield Server(url, port, data, process, time.perf_counter() - began)
    finally:
        process.terminate()
        process.wait(20)


def _wait(url: str, process: "subprocess.Popen[bytes]", seconds: int = 420) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError("the server stopped")
        try:
            if httpx.get(f"{url}/connexion", timeout=2).status_code == 200:
                return
        except httpx.HTTPError:
            time.sleep(0.01)
    raise RuntimeError("the server did not start")


def _family(pid: int) -> list[int]:
    found = [pid]
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, IndexError, ValueError):
            continue
        if parent == pid:
            found += _family(int(folder.name))
    return found


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
