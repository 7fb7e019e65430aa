"""From a clone to the login page: what a newcomer waits for."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from bench.figures import Figure
from bench.server import environment, free_port, wait

ROOT = Path(__file__).resolve().parents[1]


def measure(folder: Path) -> Iterator[Figure]:
    """What is committed, in a folder of its own: environment, packages, browser part, demo office, server."""
    house, port = folder / "clone", free_port()
    environ = environment(house / "data", port)
    environ.pop("VIRTUAL_ENV", None)
    began = time.perf_counter()
    subprocess.run(["git", "clone", "--quiet", "--local", str(ROOT), str(house)], check=True)
    told = subprocess.DEVNULL
    process = subprocess.Popen(
        ["make", "run"], cwd=house, env=environ, stdout=told, stderr=told, start_new_session=True
    )
    try:
        wait(f"http://localhost:{port}", process)
        spent = time.perf_counter() - began
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(20)
    shutil.rmtree(house, ignore_errors=True)
    method = f"git clone, make run → first 200 of /connexion, {os.cpu_count()} cores, once"
    yield Figure("clone to the login page", spent, "s", "≤ 180", method)
