"""One analyser for the whole office: two visits at once do not both have it, and the one left out is told why."""

from typing import Any

from liciel_app.agenda import reading
from liciel_app.agenda.tours import proposing
from tests.agenda.tours.days import a_technician, a_visit

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
        "shared": {"CREP": 1},
        "seconds": 0.3,
    } | changes


def unplanned(asked: dict[str, Any]) -> list[tuple[str, str]]:
    *_, found = proposing.proposals(reading.take(proposing.Proposal, asked))
    return [(one["id"], one["why"].replace("\u00a0", " ")) for one in found["after"]["unplanned"]]


def test_what_stands_keeps_the_analyser_and_the_new_visit_is_told_why() -> None:
    assert unplanned(a_day()) == [("Vienne", "XRF-1 est déjà pris à 9 h 00.")]


def test_two_analysers_are_enough_for_both() -> None:
    assert unplanned(a_day(shared={"CREP": 2})) == []


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
