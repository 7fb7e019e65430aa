"""The agenda's board in Chromium: a week of ten technicians painted, and a visit let go at another hour."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from bench.figures import Figure, median, p95
from bench.server import NATHALIE, PASSWORD, Server, environment, running

ROUNDS, DROPS, VISITS, PEOPLE = 7, 12, 300, 10
MONDAY = "2026-11-30"
QUARTER = 14
"""Pixels."""
_PAINTED = """([words, what, many]) => new Promise((done) => {
 const link = [...document.querySelectorAll('.lx-views a')].find((one) => one.textContent === words);
 const began = performance.now(); link.click();
 const look = () => document.querySelectorAll('.lx-calendar ' + what).length >= many
 ? requestAnimationFrame(() => setTimeout(() => done(performance.now() - began))) : requestAnimationFrame(look);
 requestAnimationFrame(look) })"""
_FIRST = """() => {
 const boxes = [...document.querySelectorAll('.lx-calendar .lx-ec')].map((one) => one.getBoundingClientRect());
 const left = Math.min(...boxes.map((box) => box.left));
 const first = boxes.filter((box) => box.left === left).sort((one, other) => one.top - other.top)[0];
 return [first.left + 40, first.top + 8] }"""
_WATCH = """() => { window.dropped = new Promise((done) => addEventListener('pointerup', () => {
 const began = performance.now(); const look = () => document.querySelector('.lx-undo')
 ? done(performance.now() - began) : requestAnimationFrame(look); requestAnimationFrame(look) },
 {once: true, capture: true})) }"""


def measure(folder: Path) -> Iterator[Figure]:
    data = folder / "board"
    data.mkdir()
    for command in (["liciel_app.cli", "demo"], ["bench.agenda_office", "10"]):
        environ = environment(data, 0)
        subprocess.run([sys.executable, "-m", *command], env=environ, check=True, stdout=subprocess.DEVNULL)
    with running(data) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = _open(browser, server)
        weeks = _paint(page, "Semaine", ".ec-week-view .lx-ec", VISITS)
        months = _paint(page, "Mois", ".lx-ec-sum", PEOPLE)
        drops = [_drop(page) for _ in range(DROPS)]
        browser.close()
    method = f"Chromium headless, click to painted, {VISITS} appointments, 10 technicians, loopback, {ROUNDS} times"
    yield Figure("agenda week painted, median", median(weeks), "ms", "≤ 1000", method)
    yield Figure("agenda week painted, slowest", max(weeks), "ms", "≤ 1000", "same")
    yield Figure("agenda month painted, median", median(months), "ms", "", "same, sums by technician and day")
    said = f"mouse up to the card that undoes it, day of 60 visits, {DROPS} drops"
    yield Figure("agenda drop acknowledged, median", median(drops), "ms", "≤ 150", said)
    yield Figure("agenda drop acknowledged, p95", p95(drops), "ms", "≤ 150", "same")


def _open(browser: Browser, server: Server) -> Page:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="fr-FR", timezone_id="Europe/Paris")
    context.request.post(
        f"{server.url}/connexion", form={"email": NATHALIE, "password": PASSWORD}, headers={"origin": server.url}
    )
    page = context.new_page()
    page.goto(f"{server.url}/bureau/agenda?jour={MONDAY}")
    page.wait_for_selector(".lx-calendar .lx-ec")
    return page


def _paint(page: Page, words: str, what: str, many: int) -> list[float]:
    """From the day to that view and back, each time."""
    found: list[float] = []
    for _ in range(ROUNDS):
        found.append(page.evaluate(_PAINTED, [words, what, many]))
        page.evaluate(_PAINTED, ["Jour", ".ec-day-view .lx-ec", VISITS // 5])
    return found


def _drop(page: Page) -> float:
    """The first visit of the first technician goes a quarter of an hour later; it is put back afterwards."""
    x, y = page.evaluate(_FIRST)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + QUARTER / 2, steps=3)
    page.mouse.move(x, y + QUARTER, steps=3)
    page.wait_for_timeout(400)
    page.evaluate(_WATCH)
    page.mouse.up()
    spent = float(page.evaluate("() => window.dropped"))
    page.click(".lx-undo >> text=Annuler")
    page.wait_for_selector(".lx-undo", state="detached")
    return spent
