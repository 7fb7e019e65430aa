"""One analyser for the whole office: two visits take it in turn, never at once, and the one left out is told why."""

import random
from itertools import combinations
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from liciel_app.agenda import reading
from liciel_app.agenda.tours import planning, proposing
from liciel_app.agenda.tours.checking import flaws
from liciel_app.agenda.tours.plan import Plan
from liciel_app.agenda.tours.problem import Problem
from tests.agenda.tours.days import a_day as drawn_day
from tests.agenda.tours.days import a_technician, a_visit, problem_of

NORTH, SOUTH = [45.90, 4.84], [45.62, 4.84]


def a_day(**changes: Any) -> dict[str, Any]:
    """Karim and Sophie, each with a visit at nine beside his home; the analyser serves both."""
    at_nine = {"windows": [["09:00", "09:00"]], "instruments": ["CREP"]}
    return {
        "technicians": [
            a_technician("Karim", start=NORTH, end=NORTH, instruments=["CREP"]),
            a_technician("Sophie", start=SOUTH, end=SOUTH, instruments=["CREP"]),
        ],
        "visits": [a_visit("Écully", at=NORTH, **at_nine), a_visit("Vienne", at=SOUTH, **at_nine)],
        "planned": [{"technician": "Karim", "visits": [{"id": "Écully", "start": "09:00"}]}],
        "words": {"CREP": "XRF-1"},
        "shared": {"CREP": [1]},
        "seconds": 0.3,
    } | changes


def unplanned(asked: dict[str, Any]) -> list[tuple[str, str]]:
    *_, found = proposing.proposals(reading.take(proposing.Proposal, asked))
    return [(one["id"], one["why"].replace("\u00a0", " ")) for one in found["after"]["unplanned"]]


def test_what_stands_keeps_the_analyser_and_the_new_visit_is_told_why() -> None:
    assert unplanned(a_day()) == [("Vienne", "XRF-1 est déjà pris à 9 h 00.")]


def test_two_analysers_are_enough_for_both() -> None:
    assert unplanned(a_day(shared={"CREP": [1, 2]})) == []


def test_who_has_one_of_his_own_leaves_the_offices() -> None:
    day = a_day()
    day["technicians"][1]["own"] = ["CREP"]
    assert unplanned(day) == []


def test_on_two_days_of_a_week_one_analyser_is_enough() -> None:
    day = a_day()
    for one, on in zip(day["technicians"], ("2026-11-24", "2026-11-25"), strict=True):
        one["day"] = on
    assert unplanned(day) == []


def test_an_instrument_nobody_has_is_named() -> None:
    day = a_day(shared={})
    for one in day["technicians"]:
        one["instruments"] = []
    assert {why for _, why in unplanned(day)} == {"Aucun technicien n’a XRF-1."}


def anytime(**changes: Any) -> dict[str, Any]:
    """The same day, the two visits at any hour."""
    day = a_day(planned=[], **changes)
    return day | {"visits": [one | {"windows": []} for one in day["visits"]]}


def hours(asked: dict[str, Any]) -> dict[str, str]:
    *_, found = proposing.proposals(reading.take(proposing.Proposal, asked))
    return {one["id"]: one["start"] for route in found["after"]["routes"] for one in route["visits"]}


def test_karim_and_sophie_have_the_analyser_one_after_the_other() -> None:
    assert sorted(hours(anytime()).values()) == ["08:30", "09:30"]
    assert sorted(hours(anytime(shared={"CREP": [1, 2]})).values()) == ["08:30", "08:30"]


def test_nobody_takes_what_is_out_with_a_visit_that_stays() -> None:
    out = [{"thing": 1, "start": "08:00", "end": "11:00"}, {"thing": 1, "start": "12:15", "end": "18:00"}]
    day = anytime(taken=out)
    assert list(hours(day).values()) == ["11:00"]
    ((_, why),) = unplanned(day)
    assert why.startswith("XRF-1 est déjà pris à")


def test_one_analyser_for_two_kinds_of_missions_is_one_analyser() -> None:
    day = anytime(shared={"CREP": [1], "PLOMB": [1]})
    for one in day["technicians"]:
        one["instruments"] = ["CREP", "PLOMB"]
    day["visits"][1]["instruments"] = ["PLOMB"]
    assert sorted(hours(day).values()) == ["08:30", "09:30"]


def test_what_the_office_planned_at_once_itself_stays() -> None:
    both = [{"technician": who, "visits": [{"id": at, "start": "09:00"}]} for who, at in WHERE]
    assert unplanned(a_day(planned=both)) == []


WHERE = (("Karim", "Écully"), ("Sophie", "Vienne"))


def an_equipped_day(seed: int, visits: int, technicians: int) -> Problem:
    """Two analysers and a meter that anybody may take, one of them out at times; some have their own."""
    chance = random.Random(seed)  # noqa: S311 the same day twice
    day = drawn_day(seed, visits, technicians)
    for one in day["technicians"]:
        one |= {"instruments": ["XRF", "GAZ"], "own": chance.choice([[], [], ["XRF"]])}
    for one in day["visits"]:
        one["instruments"] = chance.choice([[], ["XRF"], ["XRF"], ["GAZ"], ["XRF", "GAZ"]])
    out = [{"thing": chance.randint(1, 3), "start": "09:00", "end": chance.choice(["10:30", "13:00"])}]
    shared = chance.choice([{"XRF": [1, 2], "GAZ": [3]}, {"XRF": [1], "GAZ": [1, 3]}])
    return problem_of(day | {"shared": shared, "taken": out})


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**6), visits=st.integers(2, 14), technicians=st.integers(2, 4))
def test_no_instrument_is_ever_in_two_places(seed: int, visits: int, technicians: int) -> None:
    problem = an_equipped_day(seed, visits, technicians)
    for progress in planning.plans(problem, 0.2):
        assert flaws(problem, progress.plan) == []
        assert too_many_at_once(problem, progress.plan) == []


def too_many_at_once(problem: Problem, plan: Plan) -> list[Any]:
    """Counted another way: of any visits that meet in time, none asks for more than what is not out."""
    return [
        some
        for code, things in problem.shared.items()
        for some in combinations(spans(problem, plan, code), len(things) + 1)
        if max(starts for starts, _ in some) < min(ends for _, ends in some)
    ]


def spans(problem: Problem, plan: Plan, code: str) -> list[tuple[int, int]]:
    """When something of the office that answers to that code is out."""
    people, visits = problem.technicians, problem.visits
    stops = [(people[day.technician], visits[one.visit], one) for day in plan.days for one in day.stops]
    found = [(at.start, at.start + visit.length) for who, visit, at in stops if code in visit.instruments - who.own]
    return found + [(one.starts, one.ends) for one in problem.taken if one.thing in problem.shared[code]]
