"""Build the data, measure, print a table, write `results.json`.

Each figure says its method. Timings depend on the machine: read them with the ones beside them.
"""

import json
import os
import platform
import tempfile
from datetime import UTC
from pathlib import Path

os.environ["PYTHONDONTWRITEBYTECODE"] = ""

from bench import documents, lists, pages, start, transfers
from bench.figures import Figure
from liciel_app.core import clock

RESULTS = Path(__file__).parent / "results.json"


def main() -> None:
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="liciel-bench-") as folder:
        for part in (documents, lists, start, pages, transfers):
            for figure in part.measure(Path(folder)):
                print(figure.line(), flush=True)
                figures.append(figure)
    RESULTS.write_text(
        json.dumps(
            {
                "measured_at": clock.now().astimezone(UTC).isoformat(timespec="seconds"),
                "machine": f"{os.cpu_count()} cores, {platform.python_implementation()} {platform.python_version()}",
                "figures": [figure.as_dict() for figure in figures],
            },
            indent=1,
            ensure_ascii=False,
        )
        + "\n"
    )


if __name__ == "__main__":
    main()
