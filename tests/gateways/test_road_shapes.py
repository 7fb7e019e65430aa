"""How a road goes: each protocol spoken for real on loopback, what was drawn is kept, and garbage is never drawn."""

import json
from collections.abc import Callable
from math import hypot
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liciel_app.agenda.roads import Measured
from liciel_app.gateways.errors import GatewayError
from liciel_app.gateways.roads import Kept, Roads
from liciel_app.gateways.routing import Ign, Osrm, Valhalla
from liciel_app.gateways.shapes import decoded, joined, shape, thinned
from tests.gateways.osrm import as_osrm
from tests.loopback import Answering, Asked

BORDEAUX, PESSAC, TALENCE = (44.85, -0.579), (44.806, -0.63), (44.802, -0.588)
CORNER = (PESSAC[0], BORDEAUX[1])
ROUTE = [BORDEAUX, PESSAC, TALENCE]
Listen = Callable[[Callable[[Asked], bytes]], tuple[str, list[Asked]]]


@pytest.fixture
def listen(answering: Answering) -> Listen:
    """A service that answers so; its address, and what it was asked."""

    def start(reply: Callable[[Asked], bytes]) -> tuple[str, list[Asked]]:
        heard: list[Asked] = []
        return answering(lambda asked: (heard.append(asked), (200, reply(asked), {}))[1]), heard

    return start


def test_osrm_draws_each_way_of_a_tour_in_one_question(listen: Listen) -> None:
    url, heard = listen(as_osrm)
    first, second = Osrm(url).shapes(ROUTE, 60)
    assert first == [BORDEAUX, CORNER, PESSAC]
    assert (second[0], second[-1]) == (PESSAC, TALENCE)
    assert len(heard) == 1


def test_valhalla_draws_in_encoded_lines(listen: Listen) -> None:
    url, heard = listen(
        lambda _: json.dumps({"trip": {"legs": [{"shape": encoded([BORDEAUX, CORNER, PESSAC])}]}}).encode()
    )
    assert Valhalla(url).shapes([BORDEAUX, PESSAC], 60) == [[BORDEAUX, CORNER, PESSAC]]
    assert json.loads(heard[0].body)["locations"][0] == {"lat": 44.85, "lon": -0.579}


def test_the_ign_draws_one_way_at_a_time(listen: Listen) -> None:
    def as_ign(asked: Asked) -> bytes:
        query = parse_qs(urlsplit(asked.path).query)
        assert query["geometryFormat"] == ["geojson"]
        ends = [[float(part) for part in query[name][0].split(",")] for name in ("start", "end")]
        return json.dumps({"geometry": {"type": "LineString", "coordinates": ends}}).encode()

    url, heard = listen(as_ign)
    found = Roads(Ign(url, pause=0.01)).shapes([ROUTE], 60)
    assert found == {(BORDEAUX, PESSAC): [BORDEAUX, PESSAC], (PESSAC, TALENCE): [PESSAC, TALENCE]}
    assert len(heard) == 2


def test_what_was_drawn_is_not_asked_again_and_only_the_new_way_is(listen: Listen, tmp_path: Path) -> None:
    url, heard = listen(as_osrm)
    kept = Kept(tmp_path / "roads.db", "osrm")
    first = Roads(Osrm(url), kept).shapes([ROUTE], 60)
    again = Roads(Osrm(url), kept).shapes([[*ROUTE, BORDEAUX]], 60)
    assert again.items() > first.items()
    assert [one.path.partition("?")[0] for one in heard][1:] == [
        "/route/v1/driving/-0.58800,44.80200;-0.57900,44.85000"
    ]
    assert Roads(Osrm(url), kept).shapes([ROUTE], 0) == first


def test_a_tour_is_one_line_only_when_all_of_it_is_known(listen: Listen) -> None:
    url, _ = listen(as_osrm)
    assert Measured(Roads(Osrm(url)), 60).lines([ROUTE, [], [BORDEAUX]])[1:] == [[], []]
    assert Measured(Roads(Osrm("http://127.0.0.1:9"))).lines([ROUTE]) == [[]]


FAR = {"type": "LineString", "coordinates": [[2.35, 48.85], [2.36, 48.86]]}


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"code": "NoRoute"},
        {"code": "Ok", "routes": []},
        {"code": "Ok", "routes": [{"legs": []}]},
        {"code": "Ok", "routes": [{"legs": [{"steps": []}]}]},
        {"code": "Ok", "routes": [{"legs": [{"steps": [{"geometry": FAR}]}]}]},
        {"code": "Ok", "routes": [{"legs": [{"steps": [{"geometry": {"type": "Point", "coordinates": [1, 2]}}]}]}]},
        {
            "code": "Ok",
            "routes": [{"legs": [{"steps": [{"geometry": {"type": "LineString", "coordinates": [["x", None]]}}]}]}],
        },
    ],
)
def test_a_road_that_leads_elsewhere_is_never_drawn(listen: Listen, told: dict[str, Any]) -> None:
    url, _ = listen(lambda _: json.dumps(told).encode())
    with pytest.raises(GatewayError):
        Osrm(url).shapes([BORDEAUX, PESSAC], 2)
    assert Roads(Osrm(url)).shapes([[BORDEAUX, PESSAC]]) == {}


@pytest.mark.parametrize("text", ["?", "~", "é", "_p~iF~ps|U_"])
def test_an_encoded_line_nobody_can_read_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 the only reason
        shape(BORDEAUX, PESSAC, decoded(text))


POINTS = st.lists(st.tuples(st.floats(44, 45), st.floats(-1, 0)), min_size=2, max_size=30)


@given(POINTS)
def test_encoded_lines_are_read_as_they_were_written(points: list[tuple[float, float]]) -> None:
    found = decoded(encoded(points))
    assert all(hypot(lat - y, lon - x) < 1e-5 for (lat, lon), (x, y) in zip(points, found, strict=True))


@given(POINTS)
def test_a_thinned_line_keeps_its_ends_and_invents_no_point(points: list[tuple[float, float]]) -> None:
    found = thinned(points, 0.01)
    assert (found[0], found[-1]) == (points[0], points[-1])
    assert set(found) <= set(points)
    assert thinned([(44.0, 0.0), (44.5, 0.0), (45.0, 0.0)]) == [(44.0, 0.0), (45.0, 0.0)]


def test_ways_that_follow_each_other_make_one_line() -> None:
    assert joined([[BORDEAUX, CORNER, PESSAC], [PESSAC, TALENCE]]) == [BORDEAUX, CORNER, PESSAC, TALENCE]


def encoded(points: list[tuple[float, float]]) -> str:
    """Google's algorithm with six digits."""
    text, before = "", (0, 0)
    for lat, lon in points:
        now = (round(lat * 1e6), round(lon * 1e6))
        text += "".join(_letters(here - there) for here, there in zip(now, before, strict=True))
        before = now
    return text


def _letters(value: int) -> str:
    left, text = ~(value << 1) if value < 0 else value << 1, ""
    while left >= 0x20:
        text += chr((0x20 | (left & 0x1F)) + 63)
        left >>= 5
    return text + chr(left + 63)
