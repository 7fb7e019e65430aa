"""The simulated Géorisques, asked by the real client."""

from collections.abc import Callable

from starlette.types import ASGIApp

from liciel_app.gateways.risks import Georisques, Risks
from liciel_app.simulator.app import simulator

BORDEAUX, QUAY, CENTRE = "33063", (44.8412, -0.5700), (44.8412, -0.5805)


def test_the_simulator_speaks_like_the_service(serve: Callable[[ASGIApp], str]) -> None:
    source = Georisques(f"{serve(simulator())}/georisques/api/v1", pause=0)
    assert source.of(BORDEAUX) == Risks(1, 2, "part", "no", "no", "part")
    assert source.of(BORDEAUX, QUAY) == Risks(1, 2, "yes", "no", "no", "part", "moyen")
    assert source.of(BORDEAUX, CENTRE).natural_plan == "no"


def test_what_the_simulator_has_no_sample_of_stays_unknown(serve: Callable[[ASGIApp], str]) -> None:
    source = Georisques(f"{serve(simulator())}/georisques/api/v1", pause=0)
    assert source.of("75101", (48.85, 2.35)) == Risks()
    assert source.of("75101") == Risks()
