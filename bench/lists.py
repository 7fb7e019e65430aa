"""The dossier list with 50 000 rows: one client's event, then fifty clients at once."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bench.figures import Figure, median, p95
from bench.server import Server, environment, running
from bench.sockets import Tab

ROWS = 50_000
LIST = "liciel_app.dossiers.screens.dossier_list"


def measure(folder: Path) -> Iterator[Figure]:
    data = folder / "lists"
    data.mkdir()
    subprocess.run(
        [sys.executable, "-m", "liciel_app.cli", "demo"],
        env=environment(data, 0),
        check=True,
        stdout=subprocess.DEVNULL,
    )
    subprocess.run([sys.executable, "-m", "bench.many", str(ROWS)], env=environment(data, 0), check=True)
    with running(data) as server:
        yield from asyncio.run(_one(server))
        yield from asyncio.run(_fifty(server))


async def _one(server: Server) -> list[Figure]:
    tab = Tab(server.url, server.cookie(), LIST)
    await tab.open("/bureau/dossiers")
    figures = []
    for name, handler, payloads in _gestures():
        times = [await tab.timed(handler, payload) for payload in payloads for _ in range(40)]
        figures.append(
            Figure(
                f"dossiers, 50 000 rows: {name}, median", median(times) * 1000, "ms", "≤ 13", "websocket event → delta"
            )
        )
        figures.append(
            Figure(f"dossiers, 50 000 rows: {name}, p95", p95(times) * 1000, "ms", "≤ 30", "same 40+ events")
        )
    await tab.close()
    return figures


def _gestures() -> Iterator[tuple[str, str, list[dict[str, object]]]]:
    yield "first page", "load", [{}]
    yield "next page", "next_page", [{}]
    yield "search", "search_for", [{"q": "lefevre talence"}, {"q": "dubois"}, {"q": "d-2026-01"}]


async def _fifty(server: Server, clients: int = 50, seconds: float = 10.0) -> list[Figure]:
    cookie = server.cookie()
    tabs = [Tab(server.url, cookie, LIST) for _ in range(clients)]
    await asyncio.gather(*(tab.open("/bureau/dossiers") for tab in tabs))
    times: list[float] = []
    until = time.perf_counter() + seconds

    async def ask(tab: Tab) -> None:
        while time.perf_counter() < until:
            times.append(await tab.timed("load", {}))

    await asyncio.gather(*(ask(tab) for tab in tabs))
    await asyncio.gather(*(tab.close() for tab in tabs))
    method = f"{clients} websocket clients flat out for {seconds:.0f} s, generator on the same {os.cpu_count()} cores"
    return [
        Figure("dossiers, 50 clients at once", len(times) / seconds, "events/s", "≥ 225", method),
        Figure(
            "dossiers, 50 clients at once, p99", sorted(times)[int(len(times) * 0.99) - 1] * 1000, "ms", "≤ 970", method
        ),
    ]
