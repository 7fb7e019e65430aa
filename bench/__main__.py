"""Build the data, measure, print a table, write `results.json`.

Each figure says its method. Timings depend on the machine: read them with the ones beside them.
"""

import json
import os
import platform
import sys
import tempfile
from datetime import UTC
from pathlib import Path

os.environ["PYTHONDONTWRITEBYTECODE"] = ""

from bench import agenda, board, clone, documents, lists, obligations, pages, prices, start, transfers, wizard
from bench.figures import Figure
from liciel_app.core import clock

RESULTS = Path(__file__).parent / "results.json"
_ALL = (lists, start, pages, transfers, documents, obligations, prices, clone, agenda, board, wizard)
PARTS = {part.__name__.removeprefix("bench."): part for part in _ALL}


def main(asked: list[str]) -> None:
    """`python -m bench lists start` measures those alone and writes nothing; most read the data that `lists` made."""
    figures: list[Figure] = []
    before = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="liciel-bench-") as folder:
        for name in asked or PARTS:
            for figure in PARTS[name].measure(Path(folder)):
                print(figure.line(), flush=True)
                figures.append(figure)
    if not asked:
        _write(figures, before)


def _write(figures: list[Figure], load: float) -> None:
    results = {
        "measured_at": clock.now().astimezone(UTC).isoformat(timespec="seconds"),
        "machine": f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}",
        "load_before": round(load, 2),
        "figures": [figure.as_dict() for figure in figures],
    }
    RESULTS.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
