"""Two hundred megabytes up and down, and what they cost the server in memory."""

import time
from collections.abc import Iterator
from pathlib import Path

import httpx

from bench.figures import Figure
from bench.papers import padded
from bench.server import Server, running

SIZE = 200_000_000


def measure(folder: Path) -> Iterator[Figure]:
    report = padded(folder / "two-hundred.pdf", SIZE)
    with running(folder / "lists", LICIEL_MAX_REPORT_MB="300") as server:
        cookies = {"liciel": server.cookie()}
        with httpx.Client(base_url=server.url, cookies=cookies, headers={"origin": server.url}, timeout=300) as client:
            yield from _up_and_down(server, client, report)


def _up_and_down(server: Server, client: httpx.Client, report: Path) -> Iterator[Figure]:
    client.get("/fichiers/1").read()
    before, began = server.memory(), time.perf_counter()
    with report.open("rb") as content:
        answer = client.post("/dossiers/1/fichiers", params={"name": "lourd.pdf"}, content=content)
    answer.raise_for_status()
    seconds, grown = time.perf_counter() - began, (server.memory() - before) / 1e6
    yield Figure("200 MB up: seconds", seconds, "s", "", "httpx streamed body → 201, inspection included")
    yield Figure("200 MB up: memory of the server", grown, "MB", "≤ 10", "resident memory after minus before")
    before, began = server.memory(), time.perf_counter()
    with client.stream("GET", f"/fichiers/{answer.json()['id']}") as download:
        taken = sum(len(piece) for piece in download.iter_bytes(1 << 20))
    seconds, grown = time.perf_counter() - began, (server.memory() - before) / 1e6
    assert taken == report.stat().st_size
    yield Figure("200 MB down: seconds", seconds, "s", "", "streamed by the assistant, byte for byte")
    yield Figure("200 MB down: memory of the server", grown, "MB", "≤ 10", "resident memory after minus before")
