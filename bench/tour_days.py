"""Days of tours around Lyon, and what PyVRP makes of them: the yardstick, not a part of the product.

A quarter of the places hold most of the visits; 35 % of the visits may begin all day, half in one half of it, the rest
within two hours; half of them need one of three skills.
"""

import random
from typing import Any

from liciel_app.agenda.tours.asking import Request
from liciel_app.agenda.tours.problem import FAR, Problem

ALL_DAY, MORNING, AFTERNOON = ["08:00", "18:30"], ["08:00", "12:30"], ["13:30", "18:30"]
SHORT = (["08:30", "10:30"], ["09:00", "11:00"], ["10:00", "12:00"], ["14:00", "16:00"], ["16:00", "18:00"])
SKILLS = ("DPE", "AMIANTE", "GAZ")


def a_day(visits: int, technicians: int, seed: int, *, lunch: bool = False) -> Problem:
    chance = random.Random(seed)  # noqa: S311 the same day twice
    towns = [(45.76 + chance.gauss(0, 0.15), 4.83 + chance.gauss(0, 0.2)) for _ in range(25)]
    weights = [chance.paretovariate(1) for _ in towns]

    def place() -> list[float]:
        lat, lon = chance.choices(towns, weights)[0]
        return [lat + chance.gauss(0, 0.03), lon + chance.gauss(0, 0.04)]

    day = {
        "technicians": [_technician(chance, number, place(), lunch=lunch) for number in range(technicians)],
        "visits": [_visit(chance, number, place()) for number in range(visits)],
        "travel": {"detour": 1.3, "kmh": 50},
    }
    return Request.model_validate(day).problem()


def _technician(chance: random.Random, number: int, home: list[float], *, lunch: bool) -> dict[str, Any]:
    return {
        "id": f"t{number}",
        "start": home,
        "end": home,
        "from": "08:00",
        "to": "18:30",
        "lunch": {"minutes": 60, "between": ["12:00", "14:00"]} if lunch else None,
        "skills": [skill for skill in SKILLS if chance.random() < 0.7] or ["DPE"],
    }


def _visit(chance: random.Random, number: int, place: list[float]) -> dict[str, Any]:
    kind = chance.random()
    window = ALL_DAY if kind < 0.35 else chance.choice((MORNING, AFTERNOON)) if kind < 0.85 else chance.choice(SHORT)
    return {
        "id": f"v{number}",
        "at": place,
        "minutes": chance.choice([45, 60, 75, 90, 105, 120]),
        "windows": [window],
        "skills": [chance.choice(SKILLS)] if chance.random() < 0.5 else [],
    }


def best_of_pyvrp(problem: Problem, seconds: float) -> float:
    """Minutes on the road of the best plan PyVRP finds; one matrix for each set of skills, no lunch (it knows none)."""
    import numpy as np
    from pyvrp import Client, Depot, Location, ProblemData, VehicleType, solve
    from pyvrp.stop import MaxRuntime

    count = len(problem.technicians)
    sets = sorted({tuple(sorted(one.skills)) for one in problem.technicians})
    matrices = []
    for held in sets:
        matrix = problem.road.copy()
        barred = [problem.place_of(row) for row, one in enumerate(problem.visits) if not one.skills <= set(held)]
        matrix[:, barred] = matrix[barred, :] = 10 * FAR
        np.fill_diagonal(matrix, 0)
        matrices.append(matrix)
    data = ProblemData(
        [Location(0, 0) for _ in range(len(problem.road))],
        [
            Client(2 * count + row, service_duration=one.length, tw_early=one.starts[0][0], tw_late=one.starts[0][1])
            for row, one in enumerate(problem.visits)
        ],
        [Depot(place) for place in range(2 * count)],
        [
            VehicleType(
                start_depot=row,
                end_depot=count + row,
                tw_early=one.opens,
                tw_late=one.closes,
                profile=sets.index(tuple(sorted(one.skills))),
            )
            for row, one in enumerate(problem.technicians)
        ],
        matrices,
        matrices,
    )
    return solve(data, MaxRuntime(seconds), seed=1).cost() / 60
