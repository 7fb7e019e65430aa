"""The obligations engine: one case at a time, and a file of them."""

import json
import time
from collections.abc import Iterator
from pathlib import Path

from bench.figures import Figure, median, p95
from liciel_app.orders import obligations as law

CASES = Path(__file__).parents[1] / "tests" / "orders" / "obligation_table.jsonl"
_ROUNDS = 20


def measure(_folder: Path) -> Iterator[Figure]:
    lines = CASES.read_text("utf-8").splitlines()
    read = [law.read_case(json.loads(line)) for line in lines]
    for facts, on in read:
        law.assess(facts, on)
    times = [_spent(lambda: law.assess(facts, on)) for _ in range(_ROUNDS) for facts, on in read]  # noqa: B023
    yield Figure(
        "obligations: one case, median", median(times) * 1e3, "ms", "<= 1", f"{len(times)} assessments, CPU time"
    )
    yield Figure("obligations: one case, p95", p95(times) * 1e3, "ms", "<= 1", "same")
    whole = [_spent(lambda: list(law.answer(lines))) / len(lines) for _ in range(_ROUNDS)]
    yield Figure("obligations: one JSON line in and out", median(whole) * 1e3, "ms", "<= 1", f"{len(lines)} lines")


def _spent(act) -> float:
    started = time.process_time()
    act()
    return time.process_time() - started
