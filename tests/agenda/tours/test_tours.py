"""Tours: what they may never break, what they answer, and what they cannot do."""

import json
from itertools import permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liciel_app.agenda.tours import asking, planning, timing
from liciel_app.agenda.tours.checking import flaws
from liciel_app.agenda.tours.planning import plan
from liciel_app.agenda.tours.problem import Problem, Tours
from liciel_app.core.errors import Invalid
from tests.agenda.tours.days import LUNCH, a_day, a_technician, a_visit, problem_of


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**6), visits=st.integers(1, 16), technicians=st.integers(1, 4))
def test_no_plan_ever_breaks_a_window_a_skill_a_lunch_or_a_pin(seed: int, visits: int, technicians: int) -> None:
    problem = problem_of(a_day(seed, visits, technicians))
    for progress in planning.plans(problem, 0.15):
        assert flaws(problem, progress.plan) == []


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**6), visits=st.integers(2, 4))
def test_small_days_are_as_short_as_the_best_of_all_orders(seed: int, visits: int) -> None:
    day = a_day(seed, visits, 2)
    problem = problem_of(day)
    found = plan(problem, 0.3)
    left_out, minutes = exhaustive(problem)
    pinned_out = 0 in found.unplanned
    assert len(found.unplanned) == left_out or not pinned_out
    assert left_out or found.minutes == pytest.approx(minutes, abs=0.2)


def test_the_answer_is_the_contract() -> None:
    day = {"technicians": [a_technician("t1", lunch=LUNCH)], "visits": [a_visit("v1", skills=["DPE"])]}
    problem = problem_of(day)
    told = asking.told(problem, plan(problem, 0.2))
    assert set(told) == {"routes", "unplanned", "km", "minutes", "estimated"}
    assert told["routes"][0]["visits"] == [{"id": "v1", "start": "08:36", "end": "09:36"}]
    assert told["minutes"] == told["routes"][0]["minutes"] == pytest.approx(told["km"] * 60 / 40, abs=0.02)


@pytest.mark.parametrize(
    ("visit", "why"),
    [
        ({"skills": ["GAZ"]}, "Aucun technicien n’a GAZ."),
        ({"at": None}, "Son adresse n’est pas localisée : placez-la sur la carte."),
        ({"minutes": 700}, "Aucun technicien ne peut y aller et en revenir dans sa journée."),
        ({"windows": [["07:00", "08:00"]]}, "Aucun technicien ne peut y être à l’heure : plages 7 h 00–8 h 00."),
        (
            {"fixed": {"technician": "t1", "start": "08:30"}},
            "t1 ne peut pas y être à 8 h 30 : trajet, pause ou horaires ne le permettent pas.",
        ),
    ],
)
def test_a_visit_left_out_says_why(visit: dict[str, object], why: str) -> None:
    problem = problem_of({"technicians": [a_technician("t1")], "visits": [a_visit("v1", **visit)]})
    told = asking.told(problem, plan(problem, 0.2))
    assert [one["why"].replace("\u00a0", " ") for one in told["unplanned"]] == [why]


def test_a_full_day_names_who_is_full() -> None:
    visits = [a_visit(f"v{number}", minutes=180) for number in range(5)]
    problem = problem_of({"technicians": [a_technician("t1")], "visits": visits})
    told = asking.told(problem, plan(problem, 0.2))
    assert {one["why"] for one in told["unplanned"]} == {"La journée est pleine pour t1."}
    assert len(told["routes"][0]["visits"]) == 3


def test_a_given_matrix_is_obeyed_and_a_missing_road_is_never_taken() -> None:
    minutes = [[0, 0, 30, None], [0, 0, 30, None], [30, 30, 0, 5], [None, None, 5, 0]]
    day = {
        "technicians": [a_technician("t1")],
        "visits": [a_visit("near"), a_visit("far")],
        "matrix": {"minutes": minutes, "km": minutes},
    }
    told = asking.told(problem_of(day), plan(problem_of(day), 0.2))
    assert [visit["id"] for visit in told["routes"][0]["visits"]] == ["near"]
    assert told["minutes"] == told["km"] == 60
    assert told["estimated"] is False


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"technicians": [a_technician("t1", start=None)]}, "n’a pas d’adresse de départ"),
        ({"technicians": [a_technician("t1", to="08:00")]}, "finit avant de commencer"),
        ({"technicians": [a_technician("t1"), a_technician("t1")]}, "même identifiant"),
        ({"technicians": [a_technician("t1", lunch=LUNCH | {"minutes": 180})]}, "ne tient pas"),
        ({"visits": [a_visit("v1", minutes=0)]}, "il faut au moins 1"),
        ({"visits": [a_visit("v1", minutes=3 * 24 * 60)]}, "il faut au plus 720"),
        ({"visits": [a_visit("v1", windows=[["12:00", "09:00"]])]}, "finit avant de commencer"),
        ({"visits": [a_visit("v1", fixed={"technician": "t9", "start": "09:00"})]}, "technicien inconnu"),
        ({"matrix": {"minutes": [[0]], "km": [[0]]}}, "3 lignes et 3 colonnes"),
        ({"seconds": "beaucoup"}, "il faut un nombre"),
    ],
)
def test_what_cannot_be_planned_is_refused_with_a_sentence(changes: dict[str, object], sentence: str) -> None:
    day = {"technicians": [a_technician("t1")], "visits": [a_visit("v1")]} | changes
    with pytest.raises(Invalid) as refusal:
        asking.asked(json.dumps(day)).problem()
    assert sentence in str(refusal.value)


def test_nobody_at_work_is_said() -> None:
    problem = problem_of({"technicians": [], "visits": [a_visit("v1")]})
    assert asking.told(problem, plan(problem, 1))["unplanned"][0]["why"] == "Aucun technicien ne travaille ce jour-là."


def test_nothing_to_visit_is_an_empty_plan() -> None:
    problem = problem_of({"technicians": [a_technician("t1")], "visits": []})
    assert asking.told(problem, plan(problem, 1))["routes"] == [
        {"technician": "t1", "km": 0, "minutes": 0, "visits": []}
    ]


def exhaustive(problem: Problem) -> tuple[int, float]:
    """Visits left out and minutes of the best of all assignments and orders."""
    best = (99, 10**9)
    count = len(problem.technicians)
    for owners in product(range(-1, count), repeat=len(problem.visits)):
        held = [[visit for visit, owner in enumerate(owners) if owner == one] for one in range(count)]
        if not all(problem.may(one, visit) for one, visits in enumerate(held) for visit in visits):
            continue
        shortest = [_shortest(problem, one, visits) for one, visits in enumerate(held)]
        if None not in shortest:
            best = min(best, Tours(tuple(route or () for route in shortest)).weight(problem))
    return best[0], best[1] / 60


def _shortest(problem: Problem, technician: int, visits: list[int]) -> tuple[int, ...] | None:
    orders = (order for order in permutations(visits) if timing.feasible(problem, technician, order))
    return min(orders, key=lambda order: problem.seconds(technician, order), default=None)
