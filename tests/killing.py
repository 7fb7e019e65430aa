"""Processes killed at any moment: the same gesture begun again and again, each time ended somewhere else.

A script imports everything once, then forks a process for each life. A life is a number of gestures to hear of, then
seconds left until SIGKILL: however slow the machine, work gets done, and the end falls in the middle of it.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random

Life = tuple[int, float]
ROOT = Path(__file__).parents[1]
NURSERY = """
import contextlib, os, signal, sys, time
from liciel_app import rooms
rooms.open_jobs()
from liciel_app.core import worker
from liciel_app.core.access import SYSTEM
from liciel_app.core.work import begin

def told(text):
    # What was acknowledged: on the disk before anybody hears of it.
    with open(ACKNOWLEDGED, "a") as file:
        file.write(f"{text}\\n")
        file.flush()
        os.fsync(file.fileno())
    os.write(says, b".")
"""
KILLS = """
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
for life in sys.argv[1:]:
    gestures, seconds = life.split(":")
    hears, says = os.pipe()
    child = os.fork()
    with contextlib.suppress(OSError):
        os.setpgid(child, child)
    if child == 0:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        live()
        os._exit(0)
    os.close(says)
    try:
        for _ in range(int(gestures)):
            os.read(hears, 1)
        time.sleep(float(seconds))
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(hears)
"""


def lives(number: int, *, gestures: int, longest: float) -> list[Life]:
    """Drawn once and for all: up to so many gestures, then up to `longest` seconds."""
    random = Random(2026)  # noqa: S311 nothing secret
    return [(random.randint(0, gestures), random.uniform(0.01, longest)) for _ in range(number)]


def begun(script: str, drawn: Sequence[Life]) -> subprocess.Popen[str]:
    """`script` defines `live()`, which works until it is killed, and `ACKNOWLEDGED` where it calls `told`."""
    said = [f"{gestures}:{seconds}" for gestures, seconds in drawn]
    command = [sys.executable, "-c", NURSERY + script + KILLS, *said]
    return subprocess.Popen(command, cwd=ROOT, env=os.environ.copy(), text=True)


def killed(script: str, drawn: Sequence[Life]) -> None:
    assert begun(script, drawn).wait(300) == 0
