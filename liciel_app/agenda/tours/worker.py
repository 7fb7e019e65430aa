"""The process beside the server that solves tours: VROOM keeps Python's lock, so that a server would answer nobody.

One question a line on stdin, `{"plan": …}` or `{"repair": …}` (see `proposing.Proposal`); answers as lines on stdout,
the last is `{"done": true}` or `{"error": sentence}`.
"""

import json
import sys
from collections.abc import Iterator
from typing import Any

from liciel_app.agenda import reading
from liciel_app.agenda.tours import proposing, solver
from liciel_app.core import cores
from liciel_app.core.errors import Refused


def answers(line: str) -> Iterator[dict[str, Any]]:
    try:
        question = json.loads(line)
        if "repair" in question:
            yield proposing.mended(reading.take(proposing.Proposal, question["repair"]))
        else:
            yield from proposing.proposals(reading.take(proposing.Proposal, question["plan"]))
        yield {"done": True}
    except Refused as refusal:
        yield {"error": str(refusal)}
    except Exception as error:  # noqa: BLE001 the process outlives one bad question
        print(f"tours: {error!r}", file=sys.stderr, flush=True)  # noqa: T201
        yield {"error": "Le calcul des tournées a échoué."}


def main() -> None:
    cores.spread()
    solver.load()
    for line in sys.stdin:
        for answer in answers(line):
            sys.stdout.write(json.dumps(answer, ensure_ascii=True) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
