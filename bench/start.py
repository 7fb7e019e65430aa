"""How long a start takes with nothing to build and nothing to load."""

import time
from collections.abc import Iterator
from pathlib import Path

import httpx

from bench.figures import Figure, median
from bench.server import running

TIMES = 5


def measure(folder: Path) -> Iterator[Figure]:
    """The data of the lists is there already: `liciel run` checks the build and the schema, then serves."""
    walls, wholes, spent = [], [], []
    for _ in range(TIMES):
        with running(folder / "lists") as server:
            walls.append(server.seconds_to_answer)
            began = time.perf_counter()
            httpx.get(server.url).raise_for_status()
            wholes.append(server.seconds_to_answer + time.perf_counter() - began)
            spent.append(server.cpu_seconds())
    method = f"liciel run → first 200 of /connexion, median of {TIMES}"
    yield Figure("start with an up-to-date build", median(walls), "s", "≤ 1.5", method)
    method = f"the same → first 200 of the home page, which waits for the whole product, median of {TIMES}"
    yield Figure("start until everything answers", median(wholes), "s", "", method)
    method = f"processor time of the server and its children then, median of {TIMES}"
    yield Figure("start with an up-to-date build, CPU", median(spent), "s", "", method)
