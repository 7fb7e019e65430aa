"""The order wizard on the real websocket: each answer is kept in the database and priced before it is answered."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.figures import Figure, median, p95
from bench.server import running
from bench.sockets import Gesture, Tab
from liciel_app.website.screens.wizard_state import Wizard

_ROUNDS = 12
_PAGE = "/commander"
_ANSWERS = (
    ("answer", {"key": "kind", "value": "appartement"}),
    ("fill", {"key": "surface", "text": "68"}),
    ("fill", {"key": "year", "text": "1965"}),
    ("forward", {"data": {"step": "0"}}),
    ("answer", {"key": "transaction", "value": "vente"}),
    ("answer", {"key": "coowned", "value": "yes"}),
    ("answer", {"key": "gas", "value": "old"}),
    ("answer", {"key": "electricity", "value": "unknown"}),
    ("answer", {"key": "gas", "value": "none"}),
    ("forward", {"data": {"step": "1"}}),
    ("toggle", {"code": "AMIANTE", "wanted": False}),
    ("forward", {"data": {"step": "2"}}),
    ("fill", {"key": "comment", "text": "Chien gentil"}),
)


class Visitor(Tab):
    """Answered when something of the wizard comes back."""

    def _answers(self, update: dict[str, Any]) -> bool:
        return any("wizard" in state for state in (update.get("delta") or {}))


def measure(folder: Path) -> Iterator[Figure]:
    with running(folder / "wizard") as server:
        times = asyncio.run(_walks(server.url))
    method = f"{len(times)} answers of {_ROUNDS} visitors, one after the other; draft written, law and price found"
    yield Figure("wizard: one answer, median", median(times) * 1e3, "ms", "<= 50", method)
    yield Figure("wizard: one answer, p95", p95(times) * 1e3, "ms", "<= 50", "same")


async def _walks(url: str) -> list[float]:
    return [seconds for rank in range(_ROUNDS) for seconds in await _walk(url, rank)]


async def _walk(url: str, rank: int) -> list[float]:
    """Its cookie is the browser's secret, so that a draft is written at each answer."""
    tab = Visitor(url, f"; commande=bench-{rank:02d}-{'x' * 40}", Wizard)
    await tab.open()
    try:
        for name, payload in (
            ("load", {}),
            ("find_place", {"text": "17 avenue Roul, Talence"}),
            ("take_place", {"rank": 0}),
        ):
            await tab.timed(Gesture(name, payload, _PAGE))
        return [await tab.timed(Gesture(name, payload, _PAGE)) for name, payload in _ANSWERS]
    finally:
        await tab.close()
