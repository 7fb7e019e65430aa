"""Small days of tours, drawn at random or written out."""

import random
from typing import Any

from liciel_app.agenda.tours.asking import Request
from liciel_app.agenda.tours.problem import Problem

LYON = (45.76, 4.84)
WINDOWS = ([["08:30", "12:30"]], [["13:30", "17:30"]], [["09:00", "11:00"], ["14:00", "16:00"]], [])
LUNCH = {"minutes": 60, "between": ["12:00", "14:00"]}


def a_point(chance: random.Random, spread: float = 0.12) -> list[float]:
    return [LYON[0] + chance.gauss(0, spread), LYON[1] + chance.gauss(0, spread)]


def a_technician(id: str, **changes: Any) -> dict[str, Any]:  # noqa: A002 the field of the contract
    home = list(LYON)
    return {"id": id, "start": home, "end": home, "from": "08:30", "to": "18:00", "skills": ["DPE"]} | changes


def a_visit(id: str, **changes: Any) -> dict[str, Any]:  # noqa: A002 the field of the contract
    return {"id": id, "at": [45.78, 4.86], "minutes": 60} | changes


def a_day(seed: int, visits: int, technicians: int) -> dict[str, Any]:
    """Windows, skills, lunches, and one visit pinned at ten."""
    chance = random.Random(seed)  # noqa: S311 the same day twice
    people = [
        a_technician(
            f"t{index}",
            start=a_point(chance),
            end=a_point(chance),
            lunch=chance.choice([LUNCH, LUNCH, None]),
            skills=chance.sample(["DPE", "GAZ", "AMIANTE"], chance.randint(1, 3)),
        )
        for index in range(technicians)
    ]
    places = [
        a_visit(
            f"v{index}",
            at=a_point(chance),
            minutes=chance.choice([45, 60, 90, 120]),
            windows=chance.choice(WINDOWS),
            skills=chance.choice([[], [], ["DPE"], ["GAZ"], ["AMIANTE"]]),
        )
        for index in range(visits)
    ]
    places[0] |= {"fixed": {"technician": "t0", "start": "10:00"}, "skills": [], "windows": []}
    return {"technicians": people, "visits": places, "travel": {"detour": 1.3, "kmh": 40}, "seconds": 1}


def problem_of(day: dict[str, Any]) -> Problem:
    return Request.model_validate(day).problem()
