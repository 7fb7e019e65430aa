"""A server of one process computes on one core; what it starts to compute for itself goes anywhere."""

import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="cores are chosen on Linux only")
STAYING = "import os; from liciel_app.core import cores; cores.stay_on_one(); print(len(os.sched_getaffinity(0)))"
SOLVING = """
import os, time
from liciel_app.agenda.tours import crew
from liciel_app.core import cores
before = os.sched_getaffinity(0)
cores.stay_on_one()
worker = crew._start()
until = time.monotonic() + 60
while os.sched_getaffinity(worker.pid) != before and time.monotonic() < until:
    time.sleep(0.05)
print(os.sched_getaffinity(worker.pid) == before)
worker.kill()
"""
READING = """
import os, subprocess, sys
from liciel_app.core import cores
before = os.sched_getaffinity(0)
cores.stay_on_one()
child = "import os; from liciel_app.core import cores; cores.spread(); print(sorted(os.sched_getaffinity(0)))"
told = subprocess.run([sys.executable, "-c", child], env=cores.told(), check=True, capture_output=True, text=True)
print(told.stdout.strip() == str(sorted(before)))
"""


def _said(program: str) -> str:
    return subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout.strip()


def test_a_server_keeps_its_threads_on_one_core() -> None:
    assert _said(STAYING) == "1"


def test_several_servers_have_a_core_each() -> None:
    one = "import os; from liciel_app.core import cores; cores.stay_on_one({}); print(os.sched_getaffinity(0))"
    said = {_said(one.format(number)) for number in (0, 1)}
    assert len(said) == min(2, len(os.sched_getaffinity(0)))


def test_the_tours_are_solved_wherever_there_is_room() -> None:
    assert _said(SOLVING) == "True"


def test_a_child_told_nothing_else_knows_the_cores() -> None:
    assert _said(READING) == "True"


def test_a_process_that_never_stayed_stays_free() -> None:
    free = "import os; from liciel_app.core import cores; cores.spread(); print(cores.told())"
    assert _said(free) == "{}"
