"""`liciel slots` and `liciel tour` as real commands: JSON in, JSON out, a sentence and a failure for the rest."""

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.agenda.slots.test_slots import KARIM, TALENCE
from tests.agenda.tours.days import LUNCH, a_technician, a_visit

SLOTS = {
    "now": "2026-11-23T08:00:00+01:00",
    "visit": {"at": TALENCE, "minutes": 90, "skills": ["DPE"], "instruments": []},
    "technicians": [KARIM],
}
TOUR = {"technicians": [a_technician("t1", lunch=LUNCH)], "visits": [a_visit("v1")], "seconds": 1}


def liciel(command: str, asked: Any) -> tuple[int, dict[str, Any], str]:
    text = asked if isinstance(asked, str) else json.dumps(asked)
    program = [sys.executable, "-m", "liciel_app.cli", command]
    run = subprocess.run(program, input=text.encode(), capture_output=True, check=False)
    return run.returncode, json.loads(run.stdout), run.stderr.decode()


def test_slots_answers_the_best_first() -> None:
    code, told, _ = liciel("slots", SLOTS)
    assert code == 0
    assert [slot["start"][:16] for slot in told["slots"]] == [
        "2026-11-24T08:30",
        "2026-11-25T08:30",
        "2026-11-27T08:30",
    ]


def test_tour_answers_routes_and_totals() -> None:
    code, told, _ = liciel("tour", TOUR)
    assert code == 0
    assert told["routes"][0]["visits"] == [{"id": "v1", "start": "08:36", "end": "09:36"}]


@pytest.mark.parametrize("command", ["slots", "tour"])
def test_what_cannot_be_answered_is_a_sentence_and_a_failure(command: str) -> None:
    code, told, said = liciel(command, "[1, 2")
    assert code == 1
    assert told == {"error": "La demande n’est pas un objet JSON."}
    assert "Traceback" not in said
