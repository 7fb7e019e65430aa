"""Build the data, measure, print a table, write `results.json`, a part at a time.

Each figure says its method. Timings depend on the machine: read them with the ones beside them.
"""

import json
import os
import platform
import sys
import tempfile
from datetime import UTC
from pathlib import Path
from typing import Any

os.environ["PYTHONDONTWRITEBYTECODE"] = ""

from bench import agenda, board, clone, documents, lists, obligations, pages, prices, start, transfers, wizard
from bench.figures import Figure
from liciel_app.core import clock

RESULTS = Path(__file__).parent / "results.json"
_ALL = (lists, start, pages, transfers, documents, obligations, prices, clone, agenda, board, wizard)
PARTS = {part.__name__.removeprefix("bench."): part for part in _ALL}


def main(asked: list[str]) -> None:
    """`python -m bench lists start` measures those alone; what the other parts said last stays in the results."""
    found: dict[str, Any] = {}
    before = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="liciel-bench-") as folder:
        for name in asked or PARTS:
            figures: list[Figure] = []
            for figure in PARTS[name].measure(Path(folder)):
                print(figure.line(), flush=True)
                figures.append(figure)
            found[name] = _told(figures, before)
    _write(found)


def _told(figures: list[Figure], load: float) -> dict[str, Any]:
    return {
        "measured_at": clock.now().astimezone(UTC).isoformat(timespec="seconds"),
        "machine": f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}",
        "load_before": round(load, 2),
        "figures": [figure.as_dict() for figure in figures],
    }


def _write(found: dict[str, Any]) -> None:
    kept = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    results = {name: found.get(name, kept.get(name)) for name in PARTS if name in found or name in kept}
    RESULTS.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
