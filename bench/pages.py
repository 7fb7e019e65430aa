"""What a browser downloads and waits for, cold."""

import shutil
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import httpx
from playwright.sync_api import Browser, Page, sync_playwright

from bench.figures import Figure, median
from bench.server import NATHALIE, PASSWORD, running

KARIM, CLIENT = "k.benali@atlantique-diag.example", "b.dupuy@courriel.example"
READERS = {
    "/": "",
    "/commander": "",
    "/bureau": NATHALIE,
    "/bureau/dossiers": NATHALIE,
    "/bureau/agenda": NATHALIE,
    "/terrain": KARIM,
    "/espace": CLIENT,
}
"""The pages, and whose they are."""
LCP = """() => new Promise(done => new PerformanceObserver(list => done(list.getEntries().at(-1).startTime))
 .observe({type: 'largest-contentful-paint', buffered: true}))"""


def measure(folder: Path) -> Iterator[Figure]:
    with running(folder / "lists") as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for path in READERS:
            yield from _page(browser, server.url, path)
        browser.close()


def _page(browser: Browser, url: str, path: str) -> Iterator[Figure]:
    weights, paints = [], []
    for _ in range(5):
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        if READERS[path]:
            told: dict[str, str | float | bool] = {"email": READERS[path], "password": PASSWORD}
            context.request.post(f"{url}/connexion", form=told, headers={"origin": url})
        page = context.new_page()
        weights.append(_scripts(page, url + path))
        paints.append(page.evaluate(LCP))
        context.close()
    method = "Chromium headless, empty cache, loopback, median of 5"
    yield Figure(f"{path}: script, gzip", median(weights) / 1000, "kB", "≤ 400", method)
    yield Figure(f"{path}: largest contentful paint", median(paints), "ms", "≤ 800", method)


def _scripts(page: Page, address: str) -> int:
    """What the scripts of the page weigh as the server sends them to a browser that takes gzip."""
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(request.url) if request.url.endswith(".js") else None)
    page.goto(address)
    page.wait_for_timeout(2000)
    return sum(map(_weight, asked))


@lru_cache(maxsize=512)
def _weight(script: str) -> int:
    with httpx.stream("GET", script, headers={"accept-encoding": "gzip"}) as sent:
        sent.raise_for_status()
        sent.read()
        return sent.num_bytes_downloaded
