"""Reads a PDF nobody has vouched for in a process of its own, with none of our secrets.

20 s of processor; 512 MB of memory and three times the file.

The child is this module run as a program. It prints one object of JSON: `done` with the result as text, or `refused`
with the sentence and its `values`.
"""

import json
import logging
import os
import resource
import subprocess
import sys
from pathlib import Path

from liciel_app.core import cores
from liciel_app.core.errors import Refused

CPU_SECONDS, WALL_SECONDS = 20, 60
MEMORY = 512 * 2**20
_HOME = Path(__file__).parents[3]
_log = logging.getLogger(__name__)


def run(task: str, path: Path, *options: str) -> str:
    """The result of `inspect` or `plan` as JSON. Raises what the child refused; refuses what exhausted or broke it."""
    command = [sys.executable, "-m", __name__, task, str(path.absolute()), *options]
    environment = {"PYTHONPATH": str(_HOME), "TMPDIR": os.environ.get("TMPDIR", ""), "LANG": "C.UTF-8", **cores.told()}
    try:
        child = subprocess.run(  # noqa: S603 (our own module, a path we chose)
            command, capture_output=True, timeout=WALL_SECONDS, env=environment, check=True
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as reason:
        _log.warning("reading %s failed: %s", path.name, (reason.stderr or b"")[-2000:].decode(errors="replace"))
        raise Refused(
            "Ce PDF est trop complexe pour être lu sans risque : exportez-le de nouveau, plus simplement."
        ) from reason
    answer = json.loads(child.stdout)
    if "refused" in answer:
        raise Refused(answer["refused"], **answer["values"])
    return answer["done"]


def main() -> None:
    cores.spread()
    _limit(Path(sys.argv[2]))
    try:
        answer = {"done": _result(*sys.argv[1:])}
    except Refused as refused:
        answer = {"refused": refused.sentence, "values": dict(refused.values)}
    sys.stdout.write(json.dumps(answer))


def _limit(path: Path) -> None:
    """A heavy report is mapped twice while it is planned: the original, and the copy made to try it."""
    memory = MEMORY + 3 * path.stat().st_size
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _result(task: str, path: str, *options: str) -> str:
    if task == "inspect":
        from liciel_app.dossiers.pdf.inspection import inspect

        return inspect(Path(path)).to_json()
    from liciel_app.dossiers.pdf.consultation import plan

    return plan(Path(path), always_append="--always-append" in options).to_json()


if __name__ == "__main__":
    main()
