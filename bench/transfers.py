"""Two hundred megabytes up and down, and what they cost the server in memory."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from bench.figures import Figure
from bench.papers import padded
from bench.server import Server, Watch, running

SIZE, SMALL = 200_000_000, 2_000_000
MEGABYTES = SIZE // 1_000_000
IN_MEMORY = "highest resident memory of the server's processes meanwhile, over what it was before; a 2 MB file first"


@dataclass
class Cost:
    seconds: float = 0
    grown: float = 0
    apart: float = 0


def measure(folder: Path) -> Iterator[Figure]:
    report, small = padded(folder / "two-hundred.pdf", SIZE), padded(folder / "small.pdf", SMALL)
    with running(folder / "lists", LICIEL_MAX_REPORT_MB="300") as server:
        cookies = {"liciel": server.cookie()}
        with httpx.Client(base_url=server.url, cookies=cookies, headers={"origin": server.url}, timeout=300) as client:
            _down(client, _up(client, small))
            yield from _figures(server, client, report)


def _figures(server: Server, client: httpx.Client, report: Path) -> Iterator[Figure]:
    with _counted(server) as up:
        number = _up(client, report)
    said = f"a PDF of {report.stat().st_size / 1e6:.0f} MB, streamed body → 201, inspection included"
    yield Figure(f"{MEGABYTES} MB up", up.seconds, "s", "", said)
    yield Figure(f"{MEGABYTES} MB up: memory of the server", up.grown, "MB", "≤ 10", IN_MEMORY)
    yield Figure(
        f"{MEGABYTES} MB up: memory of the inspection", up.apart, "MB", "", "a process of its own, at its highest"
    )
    with _counted(server) as down:
        taken = _down(client, number)
    assert taken == report.stat().st_size
    yield Figure(f"{MEGABYTES} MB down", down.seconds, "s", "", "streamed by the assistant, byte for byte")
    yield Figure(f"{MEGABYTES} MB down: memory of the server", down.grown, "MB", "≤ 10", IN_MEMORY)


@contextmanager
def _counted(server: Server) -> Iterator[Cost]:
    cost, began = Cost(), time.perf_counter()
    with Watch(server) as watch:
        yield cost
    cost.seconds, cost.grown, cost.apart = time.perf_counter() - began, watch.grown / 1e6, watch.apart / 1e6


def _up(client: httpx.Client, report: Path) -> int:
    with report.open("rb") as content:
        answer = client.post("/dossiers/1/fichiers", params={"name": report.name}, content=content)
    answer.raise_for_status()
    return int(answer.json()["id"])


def _down(client: httpx.Client, number: int) -> int:
    with client.stream("GET", f"/fichiers/{number}") as download:
        download.raise_for_status()
        return sum(len(piece) for piece in download.iter_bytes(1 << 20))
