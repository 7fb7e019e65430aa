"""Géorisques as it answers, and as it fails: what did not answer is unknown."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from liciel_app.gateways.risks import Georisques, RecordingRisks, Risks
from liciel_app.orders.models_zones import Extent, ZoneKind
from liciel_app.orders.zones import Where
from liciel_app.orders.zones.jobs import risk_source, sighting

BORDEAUX, RIVERSIDE = "33063", (44.8412, -0.5700)
ANSWERS: dict[str, Any] = {
    "/radon": {"data": [{"code_insee": "33063", "classe_potentiel": "1"}]},
    "/zonage_sismique": {"data": [{"code_zone": "2", "zone_sismicite": "2 - FAIBLE"}]},
    "/gaspar/pprn": {"content": [{"idGaspar": "1", "zonageReglementaire": {"zoneRegExists": True}}]},
    "/gaspar/pprm": {"content": []},
    "/gaspar/pprt": {"content": [{"idGaspar": "2"}]},
    "/ssp": {"sis": {"results": 3}, "casias": {"results": 9}},
    "/rga": {"codeExposition": "2", "exposition": "Exposition moyenne"},
}
ALL = Risks(1, 2, "yes", "no", "part", "part", "moyen")


class Service:
    """What it was asked, and what it answers by path: a body, or a status."""

    def __init__(self, answering: Callable[..., str], told: dict[str, Any] | None = None) -> None:
        self.asked: list[str] = []
        self.told = ANSWERS if told is None else told
        self.url = answering(self._answer)

    def _answer(self, request: Any) -> tuple[int, bytes, dict[str, str]]:
        self.asked.append(request.path)
        told = self.told.get(urlsplit(request.path).path, 404)
        if isinstance(told, int):
            return told, b"{}", {}
        return 200, told if isinstance(told, bytes) else json.dumps(told).encode(), {}

    def source(self, clock: Callable[[], float] = lambda: 0.0) -> Georisques:
        return Georisques(self.url, timeout=20, pause=0, clock=clock)


def test_a_point_is_asked_for_its_plans_and_its_clay_and_the_commune_for_the_rest(answering) -> None:
    service = Service(answering)
    assert service.source().of(BORDEAUX, RIVERSIDE) == ALL
    asked = {urlsplit(path).path: parse_qs(urlsplit(path).query) for path in service.asked}
    assert asked["/radon"] == {"code_insee": ["33063"]}
    assert asked["/gaspar/pprn"] == {"latitude": ["44.84120"], "longitude": ["-0.57000"]}
    assert asked["/rga"] == {"latlon": ["-0.57000,44.84120"]}


def test_without_a_point_plans_are_the_commune_s_and_clay_is_unknown(answering) -> None:
    service = Service(answering)
    assert service.source().of(BORDEAUX).clay is None
    assert "/gaspar/pprn?codeInsee=33063" in service.asked
    assert not [path for path in service.asked if path.startswith("/rga")]


@pytest.mark.parametrize("told", [500, 404, 429, b"<html>", {"data": [{}]}, {"data": [{"classe_potentiel": "9"}]}, []])
def test_a_part_that_fails_is_unknown_and_the_others_answer(answering, told: Any) -> None:
    found = Service(answering, ANSWERS | {"/radon": told}).source().of(BORDEAUX, RIVERSIDE)
    assert found.radon is None
    assert found.seismic == 2


def test_an_empty_answer_about_clay_or_radon_is_no_answer(answering) -> None:
    found = Service(answering, ANSWERS | {"/rga": b"", "/radon": {"data": []}}).source().of(BORDEAUX, RIVERSIDE)
    assert (found.clay, found.radon) == (None, None)


def test_answers_are_kept_a_day_and_what_was_unknown_is_asked_again(answering) -> None:
    now = [0.0]
    service = Service(answering, ANSWERS | {"/radon": 404})
    source = service.source(lambda: now[0])
    source.of(BORDEAUX, RIVERSIDE)
    assert len(service.asked) == 7
    source.of(BORDEAUX, RIVERSIDE)
    assert service.asked[7:] == ["/radon?code_insee=33063"]
    now[0] = 86_401
    source.of(BORDEAUX, RIVERSIDE)
    assert len(service.asked) == 15


def test_after_three_failures_it_is_left_alone_for_a_minute(answering) -> None:
    now, service = [0.0], Service(answering, dict.fromkeys(ANSWERS, 503))
    source = service.source(lambda: now[0])
    assert source.of(BORDEAUX, RIVERSIDE) == Risks()
    assert len(service.asked) == 3
    assert source.of("33522") == Risks()
    assert len(service.asked) == 3
    service.told, now[0] = ANSWERS, 61
    assert source.of(BORDEAUX, RIVERSIDE) == ALL


def test_nobody_at_the_address_is_unknown() -> None:
    assert Georisques("http://127.0.0.1:9", timeout=0.2, pause=0).of(BORDEAUX) == Risks()


def test_radon_belongs_to_the_commune_and_plans_to_the_point() -> None:
    home = Where(insee=BORDEAUX, lat=44.8412, lon=-0.57)
    places = sighting(home, ALL, date(2026, 11, 23)).places
    commune = {known.kind: known.extent for known in places[BORDEAUX]}
    own = {known.kind: known.extent for known in places[home.point]}
    assert commune[ZoneKind.RADON] is Extent.NONE
    assert commune[ZoneKind.SEISMIC] is Extent.WHOLE
    assert own[ZoneKind.NATURAL_PLAN] is Extent.WHOLE
    assert own[ZoneKind.TECHNOLOGICAL_PLAN] is Extent.PART
    assert ZoneKind.NATURAL_PLAN not in commune
    assert sighting(Where(insee=BORDEAUX), Risks(), date(2026, 11, 23)).places == {}


def test_the_twin_keeps_what_it_was_asked_and_no_address_is_no_source() -> None:
    twin = RecordingRisks({BORDEAUX: ALL})
    assert (twin.of(BORDEAUX), twin.of("33522", RIVERSIDE)) == (ALL, Risks())
    assert twin.asked == [(BORDEAUX, None), ("33522", RIVERSIDE)]
    assert risk_source("") is None
