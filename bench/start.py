"""How long a start takes with nothing to build and nothing to load."""

from collections.abc import Iterator
from pathlib import Path

from bench.figures import Figure, median
from bench.server import running

TIMES = 5


def measure(folder: Path) -> Iterator[Figure]:
    """The data of the lists is there already: `liciel run` checks the build and the schema, then serves."""
    walls, spent = [], []
    for _ in range(TIMES):
        with running(folder / "lists") as server:
            walls.append(server.seconds_to_answer)
            spent.append(server.cpu_seconds())
    method = f"liciel run → first 200 of /connexion, median of {TIMES}"
    yield Figure("start with an up-to-date build", median(walls), "s", "≤ 1.5", method)
    method = f"processor time of the server and its children then, median of {TIMES}"
    yield Figure("start with an up-to-date build, CPU", median(spent), "s", "", method)
