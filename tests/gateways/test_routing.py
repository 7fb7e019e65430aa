"""Routing services: each protocol spoken for real on loopback, and whatever goes wrong ends in an estimate, soon."""

import json
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest

from liciel_app.agenda.roads import Measured
from liciel_app.agenda.travel import StraightLines
from liciel_app.gateways.errors import GatewayError
from liciel_app.gateways.roads import Kept, Roads
from liciel_app.gateways.routing import Ign, Osrm, Valhalla, road_service
from tests.gateways.osrm import as_osrm
from tests.loopback import Answering, Asked, Told

BORDEAUX, PESSAC, TALENCE = (44.85, -0.579), (44.806, -0.63), (44.802, -0.588)
PLACES = [BORDEAUX, PESSAC, TALENCE]
Reply = Callable[[Asked], bytes]


class Service:
    """A routing service on loopback, and what it was asked."""

    def __init__(self, answering: Answering, reply: Reply) -> None:
        self.asked: list[Asked] = []
        self._reply = reply
        self.url = answering(self._tell)

    def _tell(self, asked: Asked) -> Told:
        self.asked.append(asked)
        return 200, self._reply(asked), {}


Serve = Callable[[Reply], Service]


@pytest.fixture
def serve(answering: Answering) -> Serve:
    return lambda reply: Service(answering, reply)


def as_valhalla(sent: Asked) -> bytes:
    asked = json.loads(sent.body)
    assert (sent.path, asked["costing"]) == ("/sources_to_targets", "auto")
    rows = [[{"distance": 12.5, "time": 900} for _ in asked["targets"]] for _ in asked["sources"]]
    return json.dumps({"sources_to_targets": rows}).encode()


def as_ign(asked: Asked) -> bytes:
    query = parse_qs(urlsplit(asked.path).query)
    assert query["resource"] == ["bdtopo-osrm"]
    assert query["start"] == ["-0.57900,44.85000"]
    return json.dumps({"distance": 9.5, "duration": 17.5}).encode()


def test_osrm_tells_kilometres_and_minutes(serve: Serve) -> None:
    block = Osrm(serve(as_osrm).url).block([BORDEAUX], [PESSAC, TALENCE], 60)
    assert block[0][0] == pytest.approx((14.25, 23.75))


def test_valhalla_tells_kilometres_and_minutes(serve: Serve) -> None:
    assert Valhalla(serve(as_valhalla).url).block([BORDEAUX], [PESSAC], 60) == [[(12.5, 15)]]


def test_the_ign_is_asked_one_pair_at_a_time(serve: Serve) -> None:
    service = serve(as_ign)
    found = Roads(Ign(service.url, pause=0.01)).legs([(BORDEAUX, PESSAC), (BORDEAUX, TALENCE)])
    assert list(found.values()) == [(9.5, 17.5), (9.5, 17.5)]
    assert len(service.asked) == 2


def test_large_tables_are_asked_in_blocks(serve: Serve) -> None:
    places = [(44 + number / 100, -0.5) for number in range(120)]
    service = serve(as_osrm)
    found = Roads(Osrm(service.url)).legs(((here, there) for here in places for there in places), 60)
    assert len(found) == 120 * 120
    assert len(service.asked) == 9


def test_what_was_measured_is_not_asked_again(serve: Serve, tmp_path: Path) -> None:
    service = serve(as_osrm)
    kept = Kept(tmp_path / "roads.db", "osrm")
    first = Roads(Osrm(service.url), kept).legs([(BORDEAUX, PESSAC)])
    assert Roads(Osrm(service.url), kept).legs([(BORDEAUX, PESSAC)]) == first
    assert len(service.asked) == 1
    assert Kept(tmp_path / "roads.db", "valhalla").known([(BORDEAUX, PESSAC)]) == {}


def test_a_place_no_road_reaches_is_infinitely_far_and_remembered(serve: Serve, tmp_path: Path) -> None:
    service = serve(lambda _: b'{"code": "Ok", "distances": [[null]], "durations": [[null]]}')
    roads = Roads(Osrm(service.url), Kept(tmp_path / "roads.db", "osrm"))
    for _ in range(2):
        assert roads.legs([(BORDEAUX, PESSAC)]) == {(BORDEAUX, PESSAC): None}
    assert len(service.asked) == 1
    table = Measured(roads).table([BORDEAUX, PESSAC])
    assert np.isinf(table.minutes[0, 1])


GARBAGE = [
    b"",
    b"<html>502</html>",
    b"[]",
    b"null",
    b'{"code": "Ok"}',
    b'{"code": "NoTable", "distances": [[1]], "durations": [[1]]}',
    b'{"code": "Ok", "distances": [[9000]], "durations": [["beaucoup"]]}',
    b'{"code": "Ok", "distances": [[9000]], "durations": [[NaN]]}',
    b'{"code": "Ok", "distances": [[9000]], "durations": [[-60]]}',
    b'{"code": "Ok", "distances": [[1]], "durations": [[60]]}',
    b'{"code": "Ok", "distances": [[9000, 9000]], "durations": [[60, 60]]}',
    b'{"code": "Ok", "distances": 12, "durations": 12}',
    b"[" * 200_000,
]


@pytest.mark.parametrize("body", GARBAGE)
def test_garbage_is_never_believed(serve: Serve, body: bytes) -> None:
    with pytest.raises(GatewayError):
        Osrm(serve(lambda _: body).url).block([BORDEAUX], [PESSAC], 2)


@pytest.mark.parametrize("service", [Osrm, Valhalla, Ign])
@pytest.mark.parametrize("status", [302, 404, 429, 500])
def test_a_refusal_is_no_answer(answering: Answering, service: Any, status: int) -> None:
    with pytest.raises(GatewayError):
        service(answering(lambda _: (status, b"{}", {}))).block([BORDEAUX], [PESSAC], 2)


def estimated(roads: Roads, patience: float = 2) -> bool:
    """True when the office reads the straight-line rule, and is told so."""
    told = Measured(roads, patience).table(PLACES)
    rule = StraightLines().table(PLACES)
    return told.estimated and np.allclose(told.km, rule.km) and np.allclose(told.minutes, rule.minutes)


def test_without_an_answer_distances_are_straight_lines_and_say_so(serve: Serve) -> None:
    assert estimated(Roads(Osrm("http://127.0.0.1:9")))
    assert estimated(Roads(Osrm(serve(lambda _: b"?").url)))


def test_a_slow_service_is_not_waited_for_nor_asked_again_at_once(serve: Serve) -> None:
    told = threading.Event()

    def slowly(_: Asked) -> bytes:
        told.wait(60)
        return b"{}"

    service = serve(slowly)
    roads = Roads(Osrm(service.url))
    for _ in range(5):
        assert estimated(roads, 0.2)
    assert len(service.asked) <= 2
    told.set()


def test_one_answer_spends_its_patience_once_however_many_questions_it_takes(serve: Serve) -> None:
    service = serve(as_osrm)
    measured = Measured(Roads(Osrm(service.url), clock=count(step=20).__next__), 60)
    for _ in range(4):
        measured.table(PLACES)
    assert measured.estimated
    assert len(service.asked) == 1


def test_bytes_that_drip_are_not_waited_for() -> None:
    """Headers sent one by one keep every single wait short: only the whole counts."""
    listening, read = socket.create_server(("127.0.0.1", 0)), threading.Event()

    def drip() -> None:
        peer, _ = listening.accept()
        with peer, suppress(ConnectionError):
            peer.sendall(b"HTTP/1.1 200 OK\r\n")
            while not read.wait(0.1):
                peer.sendall(b"X-Drop: 1\r\n")

    dripping = threading.Thread(target=drip)
    dripping.start()
    address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    assert estimated(Roads(Osrm(address)), 0.3)
    read.set()
    dripping.join()
    listening.close()


def test_what_came_before_a_failure_is_kept(serve: Serve, tmp_path: Path) -> None:
    service = serve(lambda asked: as_osrm(asked) if len(service.asked) < 2 else b"?")
    roads = Roads(Osrm(service.url), Kept(tmp_path / "roads.db", "osrm"))
    places = [(44 + number / 100, -0.5) for number in range(60)]
    found = roads.legs([(BORDEAUX, place) for place in places])
    assert len(found) == 50


def test_a_damaged_file_of_measures_is_no_obstacle(serve: Serve, tmp_path: Path) -> None:
    (tmp_path / "roads.db").write_bytes(b"not a database" * 100)
    roads = Roads(Osrm(serve(as_osrm).url), Kept(tmp_path / "roads.db", "osrm"))
    assert len(roads.legs([(BORDEAUX, PESSAC)])) == 1


def test_the_setting_chooses_the_service() -> None:
    assert road_service("", "http://127.0.0.1:9") is None
    assert road_service("osrm", "") is None
    assert isinstance(road_service("valhalla", "http://127.0.0.1:9"), Valhalla)
    assert isinstance(road_service("ign", ""), Ign)
