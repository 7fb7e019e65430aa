"""Best slots through the API, tours against PyVRP, repairs."""

import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec
from itertools import islice
from pathlib import Path

import httpx

from bench import tour_days
from bench.figures import Figure, median, p95
from bench.server import environment, running
from liciel_app.agenda.tours import checking, planning, solver
from liciel_app.agenda.tours.mending import Event
from liciel_app.agenda.tours.problem import Problem
from liciel_app.agenda.tours.repairs import repairs

ASKED = 300
REFERENCE = 60
DAYS = ((50, 10, 1.0, "≤ 1"), (200, 36, 15.0, "≤ 3"))
SEED = 2


def measure(folder: Path) -> Iterator[Figure]:
    yield from _slots(folder)
    for visits, technicians, seconds, goal in DAYS:
        yield from _tours(tour_days.a_day(visits, technicians, SEED), seconds, goal)
    yield _repair(tour_days.a_day(50, 10, SEED, lunch=True))


def _slots(folder: Path) -> Iterator[Figure]:
    data = folder / "agenda"
    data.mkdir()
    for command in (["liciel_app.cli", "demo"], ["bench.agenda_office", "10"]):
        environ = environment(data, 0)
        subprocess.run([sys.executable, "-m", *command], env=environ, check=True, stdout=subprocess.DEVNULL)
    with running(data) as server, httpx.Client(base_url=server.url, cookies={"liciel": server.cookie()}) as client:
        times = [_ask(client, 44.80 + number % 20 / 200, -0.62 + number % 7 / 100) for number in range(ASKED)]
    method = (
        f"{ASKED} POST /api/v1/slots over HTTP, one client, 10 technicians × 10 days × 6 visits read from the database"
    )
    yield Figure("best slots through the API, median", median(times) * 1000, "ms", "", method)
    yield Figure("best slots through the API, p95", p95(times) * 1000, "ms", "≤ 15", method)


def _ask(client: httpx.Client, lat: float, lon: float) -> float:
    began = time.perf_counter()
    answer = client.post("/api/v1/slots", json={"visit": {"at": [lat, lon], "minutes": 30, "skills": ["DPE"]}})
    spent = time.perf_counter() - began
    assert len(answer.json()["slots"]) == 3, answer.text
    return spent


def _tours(problem: Problem, seconds: float, goal: str) -> Iterator[Figure]:
    what = f"tours, {len(problem.visits)} visits, {len(problem.technicians)} technicians"
    solver.load()
    began = time.perf_counter()
    answers = planning.plans(problem, seconds)
    first = next(answers)
    shown = time.perf_counter() - began
    *_, last = [first, *answers]
    spent = time.perf_counter() - began
    assert not checking.flaws(problem, last.plan)
    assert not last.plan.unplanned
    yield Figure(f"{what}: first plan", shown, "s", "≤ 1", "in process, libraries loaded")
    yield Figure(f"{what}: time", spent, "s", f"≤ {seconds:g}", "in process, libraries loaded")
    if find_spec("pyvrp") is None:
        return
    reference = tour_days.best_of_pyvrp(problem, REFERENCE)
    gap = 100 * (last.plan.minutes / reference - 1)
    yield Figure(f"{what}: road", last.plan.minutes, "min", "", "checked apart: windows, skills, hours")
    yield Figure(f"{what}: gap", gap, "%", goal, f"to the best of PyVRP in {REFERENCE} s on the same table")


def _repair(problem: Problem) -> Figure:
    plan = planning.plan(problem, 2)
    times = []
    for visit, (_, start) in islice(sorted(plan.where().items()), 10):
        began = time.perf_counter()
        found = repairs(problem, plan, Event(visit, start + 45 * 60))
        times.append(time.perf_counter() - began)
        assert found
    return Figure(
        "repair of a day of 50 visits, slowest", max(times), "s", "≤ 1", "10 visits 45 min late, lunches kept"
    )
