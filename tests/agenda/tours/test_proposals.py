"""What screens show: before and after, each move with its reason, repairs with their messages."""

from collections.abc import Iterator
from typing import Any

import pytest

from liciel_app.agenda import reading
from liciel_app.agenda.tours import crew, proposing
from liciel_app.core.errors import Refused
from tests.agenda.tours.days import a_day, a_technician, a_visit

NORTH, SOUTH = [45.90, 4.84], [45.62, 4.84]


def crossed() -> dict[str, Any]:
    """Karim lives in the north and visits the south, Sophie the other way round."""
    return {
        "technicians": [
            a_technician("Karim", start=NORTH, end=NORTH),
            a_technician("Sophie", start=SOUTH, end=SOUTH),
        ],
        "visits": [a_visit("Écully", at=NORTH), a_visit("Vienne", at=SOUTH)],
        "planned": [
            {"technician": "Karim", "visits": [{"id": "Vienne", "start": "09:30"}]},
            {"technician": "Sophie", "visits": [{"id": "Écully", "start": "09:30"}]},
        ],
        "seconds": 0.3,
    }


@pytest.fixture(scope="module")
def workers() -> Iterator[crew.Crew]:
    made = crew.Crew()
    yield made
    made.close()


def last(asked: dict[str, Any]) -> dict[str, Any]:
    *_, found = proposing.proposals(reading.take(proposing.Proposal, asked))
    return found


def test_each_move_of_crossed_tours_is_explained() -> None:
    found = last(crossed())
    assert found["before"]["km"] == pytest.approx(161.9, abs=0.1)
    assert found["after"]["km"] == 0
    assert [move["why"].replace("\u00a0", " ") for move in found["moves"]] == [
        "Écully passe de Sophie à Karim, à 8 h 30 : 0,0 km de détour au lieu de 80,9.",
        "Vienne passe de Karim à Sophie, à 8 h 30 : 0,0 km de détour au lieu de 80,9.",
    ]


def test_an_unknown_name_in_the_tours_is_refused() -> None:
    with pytest.raises(Refused, match="nom inconnu"):
        last(crossed() | {"planned": [{"technician": "Marc", "visits": [{"id": "Vienne", "start": "09:30"}]}]})


def test_the_worker_shows_a_first_plan_then_better_ones(workers: crew.Crew) -> None:
    told = list(workers.ask("plan", a_day(5, 24, 5) | {"seconds": 1}))
    roads = [(len(one["after"]["unplanned"]), one["after"]["minutes"]) for one in told]
    assert roads == sorted(roads, reverse=True)
    assert told[0]["share"] < 1


def test_the_worker_mends_a_day(workers: crew.Crew) -> None:
    told = list(workers.ask("repair", crossed() | {"event": {"visit": "Vienne", "start": "11:00", "now": "08:00"}}))
    assert {repair["kind"] for repair in told[0]["repairs"]} >= {"shift"}
    assert all(repair["calls"] for repair in told[0]["repairs"])


def test_a_question_that_cannot_be_answered_leaves_the_worker_well(workers: crew.Crew) -> None:
    with pytest.raises(Refused, match="il manque"):
        list(workers.ask("plan", {}))
    assert list(workers.ask("plan", crossed()))


def test_a_worker_that_died_is_replaced(workers: crew.Crew) -> None:
    list(workers.ask("plan", crossed()))
    dead = workers._idle.get()
    dead.kill()
    dead.wait(5)
    workers._idle.put(dead)
    assert list(workers.ask("plan", crossed()))


async def test_the_loop_is_free_while_a_worker_thinks() -> None:
    shares = [answer["share"] async for answer in crew.follow("plan", crossed())]
    assert shares
    crew.crew().close()
