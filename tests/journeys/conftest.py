"""A real office on loopback: the production build, the demo office on the Monday of its description, real browsers."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from tests.people import PASSWORD

ROOT = Path(__file__).resolve().parents[2]
MONDAY = "2026-11-23T08:00:00+01:00"
DESKTOP, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
HARMLESS = ("Failed to load resource: the server responded with a status of 4",)

_IDS_TWICE = "[...document.querySelectorAll('[id]')].map(one => one.id).filter((id, at, all) => all.indexOf(id) !== at)"


@dataclass
class Site:
    """The office's address, its data, and the pictures of the walk."""

    url: str
    data: Path
    pictures: Path
    process: "subprocess.Popen[bytes] | None"


@dataclass
class Visitor:
    """A person in a browser of their own. What the console says is kept, and must be nothing."""

    page: Page
    site: Site
    said: list[str] = field(default_factory=list)

    def go(self, path: str) -> Page:
        self.page.goto(self.site.url + path)
        return self.page

    def look(self, name: str) -> None:
        """A picture, the accessibility check, and no sideways scroll."""
        self.page.wait_for_timeout(1200)
        self.page.screenshot(path=self.site.pictures / f"{name}.png", full_page=True)
        serious = self._serious()
        if serious:
            self.page.wait_for_timeout(2000)  # a message that fades away is seen halfway: what stays is a finding
            serious = self._serious()
        assert serious == [], f"{name}: {serious}"
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 1, f"{name} scrolls sideways by {wide} px"

    def _serious(self) -> list[str]:
        found = Axe().run(self.page).response["violations"]
        twice = self.page.evaluate(_IDS_TWICE)
        told = [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in found if v["impact"] in ("serious", "critical")]
        return told + [f"two elements are called {name}" for name in twice]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    standing = os.environ.get("LICIEL_SITE")
    if standing:  # an office already served: its address and data folder, to walk again without loading
        address, folder = standing.split("|")
        pictures = Path(os.environ.get("LICIEL_PICTURES", folder))
        yield Site(address, Path(folder), pictures, None)
        return
    data = tmp_path_factory.mktemp("office")
    port = _free_port()
    environment = os.environ | {
        "LICIEL_MODE": "demo",
        "LICIEL_DATA": str(data),
        "LICIEL_CLOCK": MONDAY,
        "PORT": str(port),
        "PYTHONDONTWRITEBYTECODE": "",
    }
    for name in ("LICIEL_DATABASE_URL", "LICIEL_PUBLIC_URL", "LICIEL_REDIS_URL"):
        environment.pop(name, None)
    log = (data / "server.log").open("wb")
    process = subprocess.Popen(
        [sys.executable, "-m", "liciel_app.cli", "run"], cwd=ROOT, env=environment, stdout=log, stderr=log
    )
    pictures = Path(os.environ.get("LICIEL_PICTURES", str(data / "pictures")))
    pictures.mkdir(parents=True, exist_ok=True)
    opened = Site(f"http://localhost:{port}", data, pictures, process)
    try:
        _wait(opened, data / "server.log")
        yield opened
    finally:
        process.terminate()
        process.wait(20)
        log.close()
        shutil.rmtree(data / "files", ignore_errors=True)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@pytest.fixture
def enter(site: Site, chromium: Browser) -> Iterator[Callable[..., Visitor]]:
    """`enter()` is a visitor; `enter("login@…", PHONE)` somebody logged in, on a phone."""
    contexts: list[BrowserContext] = []
    people: list[Visitor] = []

    def open_browser(email: str = "", size: dict[str, int] = DESKTOP) -> Visitor:
        context = chromium.new_context(viewport=size, locale="fr-FR", timezone_id="Europe/Paris", accept_downloads=True)  # type: ignore[arg-type]
        contexts.append(context)
        visitor = Visitor(context.new_page(), site)
        visitor.page.set_default_timeout(15_000)
        visitor.page.on("console", lambda message: _keep(visitor, message))
        visitor.page.on("pageerror", lambda error: visitor.said.append(f"pageerror: {error}"))
        people.append(visitor)
        if email:
            log_in(visitor, email)
        return visitor

    yield open_browser
    said = [line for visitor in people for line in visitor.said]
    for context in contexts:
        context.close()
    assert said == [], f"the console spoke: {said}"


def log_in(visitor: Visitor, email: str, password: str = PASSWORD) -> None:
    visitor.go("/connexion")
    visitor.page.fill("input[name=email]", email)
    visitor.page.fill("input[name=password]", password)
    visitor.page.click("button:has-text('Se connecter')")
    visitor.page.wait_for_url(lambda url: "/connexion" not in url)


def _keep(visitor: Visitor, message: ConsoleMessage) -> None:
    if message.type in ("error", "warning") and not message.text.startswith(HARMLESS):
        visitor.said.append(f"{message.type}: {message.text[:300]}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(site: Site, log: Path, seconds: int = 420) -> None:
    """The first start builds when needed and tells the demo office."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if site.process and site.process.poll() is not None:
            pytest.fail(f"the server stopped:\n{log.read_text()[-3000:]}")
        try:
            if httpx.get(site.url + "/connexion", timeout=2).status_code == 200:
                return
        except httpx.HTTPError:
            time.sleep(0.3)
    pytest.fail(f"the server did not start:\n{log.read_text()[-3000:]}")
