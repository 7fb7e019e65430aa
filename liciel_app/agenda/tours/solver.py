"""One call of VROOM, on the whole problem or on a few of its technicians and visits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import numpy as np

from liciel_app.agenda.tours import timing
from liciel_app.agenda.tours.problem import Lunch, Problem, Route, Window

Routes = dict[int, Route]
_FIRST = 100
"""VROOM's highest priority: a pinned visit is the last to be left out."""


@dataclass(frozen=True, slots=True)
class Effort:
    """`level`: VROOM's exploration level, 0 to 5. `seconds`: when it stops looking further."""

    level: int
    seconds: float
    threads: int = 2


def load() -> None:
    """Half a second the first time, which no plan should be charged for."""
    import vroom  # noqa: F401


def solve(problem: Problem, technicians: Sequence[int], visits: Sequence[int], effort: Effort) -> Routes:
    """Each technician's route; a visit that fits nowhere is in none."""
    import vroom

    if not visits:
        return dict.fromkeys(technicians, ())
    asked = vroom.Input()
    places = [problem.start_of(one) for one in technicians] + [problem.end_of(one) for one in technicians]
    places += [problem.place_of(visit) for visit in visits]
    asked.set_durations_matrix("car", problem.road[np.ix_(places, places)].astype("uint32"))
    count = len(technicians)
    asked.add_vehicle([_vehicle(problem, one, row, count) for row, one in enumerate(technicians)])
    asked.add_job([_job(problem, visit, 2 * count + row) for row, visit in enumerate(visits)])
    found = asked.solve(effort.level, effort.threads, timedelta(seconds=max(effort.seconds, 0.01)))
    return _routes(found.routes, technicians)


def _vehicle(problem: Problem, technician: int, row: int, count: int) -> Any:
    import vroom

    one, lunch = problem.technicians[technician], timing.lunch_of(problem, technician)
    breaks = [_break(lunch)] if lunch else []
    return vroom.Vehicle(
        technician,
        start=row,
        end=count + row,
        skills={problem.codes[code] for code in problem.means_of(technician) if code in problem.codes},
        time_window=vroom.TimeWindow(one.opens, one.closes),
        breaks=breaks,
    )


def _break(lunch: Lunch) -> Any:
    import vroom

    return vroom.Break(1, [vroom.TimeWindow(lunch.opens, lunch.closes - lunch.length)], lunch.length)


def _job(problem: Problem, visit: int, place: int) -> Any:
    import vroom

    wanted = problem.visits[visit]
    return vroom.Job(
        visit,
        location=place,
        default_service=wanted.length,
        skills={problem.codes[code] for code in problem.needs_of(visit)},
        priority=_FIRST if wanted.fixed else 0,
        time_windows=[vroom.TimeWindow(opens, closes) for opens, closes in _apart(problem.starts_of(visit))],
    )


def _apart(windows: tuple[Window, ...]) -> list[Window]:
    """Windows that overlap or touch made one: VROOM wants them apart."""
    apart: list[Window] = []
    for opens, closes in windows:
        if apart and opens <= apart[-1][1]:
            apart[-1] = (apart[-1][0], max(apart[-1][1], closes))
        else:
            apart.append((opens, closes))
    return apart


def _routes(frame: Any, technicians: Sequence[int]) -> Routes:
    found: dict[int, list[int]] = {technician: [] for technician in technicians}
    jobs = frame[frame["type"] == "job"]
    if len(jobs):
        for technician, visit in zip(jobs["vehicle_id"], jobs["id"], strict=True):
            found[int(technician)].append(int(visit))
    return {technician: tuple(route) for technician, route in found.items()}
