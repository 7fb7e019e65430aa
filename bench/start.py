"""How long a start takes with nothing to build and nothing to load."""

from collections.abc import Iterator
from pathlib import Path

from bench.figures import Figure, median
from bench.server import running


def measure(folder: Path) -> Iterator[Figure]:
    """The data of the lists is there already: `liciel run` checks the build and the schema, then serves."""
    times = []
    for _ in range(3):
        with running(folder / "lists") as server:
            times.append(server.seconds_to_answer)
    yield Figure(
        "start with an up-to-date build",
        median(times),
        "s",
        "≤ 1.5",
        "liciel run → first 200 of /connexion, median of 3",
    )
