"""Cases written by hand from the law's notes: each kind of project, each period, each border of a day or of an age."""

import json
from pathlib import Path

import pytest

from liciel_app.orders.obligations import assess_case, result

TABLE = Path(__file__).with_name("obligation_table.jsonl").read_text("utf-8").splitlines()


@pytest.mark.parametrize("line", TABLE, ids=lambda line: f"{json.loads(line)['id']} {json.loads(line)['case']}")
def test_a_case_of_the_table_is_exact(line: str) -> None:
    case = json.loads(line)
    expected = {name: case[name] for name in ("missions", "documents", "kept")}
    assert result(assess_case(case)) == expected, case["why"]


def test_the_table_holds_sixty_cases_of_every_project_and_kind() -> None:
    cases = [json.loads(line)["in"] for line in TABLE]
    assert len(cases) >= 60
    assert {case["tx"] for case in cases} == {"vente", "location", "travaux", "demolition", "copro"}
    assert len({case["kind"] for case in cases}) == 6
