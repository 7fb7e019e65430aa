import json
import time
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liciel_app.gateways.communes import communes, folded
from liciel_app.gateways.errors import GatewayError
from liciel_app.gateways.geocoding import (
    BanGeocoder,
    CommuneTable,
    Place,
    RecordingGeocoder,
    WithFallback,
    split_address,
)

ROUL = {
    "type": "Feature",
    "geometry": {"type": "Point", "coordinates": [-0.588, 44.802]},
    "properties": {
        "label": "17 Avenue Roul 33400 Talence",
        "score": 0.97,
        "type": "housenumber",
        "name": "17 Avenue Roul",
        "housenumber": "17",
        "street": "Avenue Roul",
        "postcode": "33400",
        "citycode": "33522",
        "city": "Talence",
    },
}
HOME = Place(
    "17 Avenue Roul, 33400 Talence", "17 Avenue Roul", "33400", "Talence", "33522", 44.802, -0.588, 0.97, False
)


def collection(*features: object) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def test_mr_dupuy_s_address_typed_in_full_keeps_its_street_and_finds_its_commune():
    [place] = CommuneTable().complete("17 avenue Roul, 33400 Talence")
    assert place.label == "17 avenue Roul, 33400 Talence"
    assert (place.street, place.postcode, place.city, place.citycode) == ("17 avenue Roul", "33400", "Talence", "33522")
    assert place.approximate
    assert (round(place.lat, 1), round(place.lon, 1)) == (44.8, -0.6)


@pytest.mark.parametrize(
    ("typed", "street", "town"),
    [
        ("17 avenue Roul, 33400 Talence", "17 avenue Roul", "33400 Talence"),
        ("17 avenue Roul 33400 Talence", "17 avenue Roul", "33400 Talence"),
        ("17 avenue Roul 33400", "17 avenue Roul", "33400"),
        ("17 avenue Roul, Talence", "17 avenue Roul", "Talence"),
        ("17 avenue Roul Talence", "17 avenue Roul", "Talence"),
        ("3 allée des Pins Villenave-d'Ornon", "3 allée des Pins", "Villenave-d'Ornon"),
        ("12 rue de Paris", "", "12 rue de Paris"),
        ("12 rue de Paris, 33000 Bordeaux CEDEX 2", "12 rue de Paris", "33000 Bordeaux"),
        ("33400 Talence", "", "33400 Talence"),
        ("Talence", "", "Talence"),
        ("Résidence A, 2 rue B, 33000 Bordeaux", "Résidence A, 2 rue B", "33000 Bordeaux"),
        ("", "", ""),
    ],
)
def test_an_address_is_split_where_its_town_begins(typed, street, town):
    assert split_address(typed) == (street, town)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("talence", "33400 Talence"),
        ("TALENCE", "33400 Talence"),
        ("merignac", "33700 Mérignac"),
        ("villenave d", "33140 Villenave-d'Ornon"),
        ("ornon 33", "33140 Villenave-d'Ornon"),
        ("334", "33400 Talence"),
        ("33400 tal", "33400 Talence"),
        ("33800 bordeaux", "33800 Bordeaux"),
        ("75011", "75011 Paris"),
        ("paris 11", "75011 Paris"),
        ("lyon", "69001 Lyon"),
        ("st médard en jalles", "33160 Saint-Médard-en-Jalles"),
        ("eu", "76260 Eu"),
        ("œting", "57600 Œting"),
        ("12 place du marché, 33400 Tallence", "12 place du marché, 33400 Talence"),
        ("97400", "97400 Saint-Denis"),
    ],
)
def test_the_most_likely_commune_comes_first(typed, first):
    found = CommuneTable().complete(typed)[0]
    assert found.label == first


@pytest.mark.parametrize("typed", ["", "   ", "zzzz", "17 avenue roul", "%", "|", "00000", "\n"])
def test_what_names_no_commune_finds_nothing(typed):
    assert CommuneTable().complete(typed) == []
    assert CommuneTable().locate(typed) is None


def test_every_commune_stands_somewhere_in_france_and_says_how_surely():
    bordeaux = CommuneTable().locate("33000 Bordeaux")
    hamlet = next(c for c in communes().search("33", limit=2000) if not c.located)
    guessed = CommuneTable().locate(f"{hamlet.postcode} {hamlet.name}")
    assert bordeaux
    assert guessed
    assert bordeaux.score > guessed.score
    assert 43 < guessed.lat < 46
    assert -2 < guessed.lon < 1


@settings(deadline=None)
@given(st.text(max_size=60))
def test_whatever_is_typed_gets_an_answer(typed):
    for place in CommuneTable().complete(typed, limit=3):
        words = folded(place.city).split()
        assert len(place.postcode) == 5
        assert words


def test_the_online_geocoder_finds_the_house(answering):
    asked = []
    url = answering(lambda request: (asked.append(request.path), (200, collection(ROUL), {}))[1])
    assert BanGeocoder(f"{url}/geocodage").complete("17 avenue Roul, Talence", limit=3) == [HOME]
    path = urlsplit(asked[0])
    assert path.path == "/geocodage/search"
    assert parse_qs(path.query) == {"q": ["17 avenue Roul, Talence"], "limit": ["3"]}


@pytest.mark.parametrize(("kind", "score"), [("street", 0.9), ("housenumber", 0.6), ("locality", 0.99)])
def test_anything_less_than_a_sure_house_is_approximate(answering, kind, score):
    feature = {**ROUL, "properties": {**ROUL["properties"], "type": kind, "score": score}}
    place = BanGeocoder(answering(lambda _: (200, collection(feature), {}))).locate("17 avenue Roul")
    assert place
    assert place.approximate


def test_when_only_the_commune_is_known_the_street_stays_as_typed(answering):
    town = {**ROUL, "properties": {"type": "municipality", "label": "Talence", "city": "Talence", "postcode": "33400"}}
    place = BanGeocoder(answering(lambda _: (200, collection(town), {}))).locate("17 avenue Roul, 33400 Talence")
    assert place
    assert place.label == "17 avenue Roul, 33400 Talence"


def test_a_question_too_short_is_not_asked_and_nothing_found_is_nothing(answering):
    asked = []
    geocoder = BanGeocoder(answering(lambda request: (asked.append(request), (200, collection(), {}))[1]))
    assert geocoder.complete(" 33 ") == []
    assert asked == []
    assert geocoder.locate("nowhere") is None


@pytest.mark.parametrize(
    ("status", "body", "permanent"),
    [
        (500, b"", False),
        (503, b"busy", False),
        (429, b"{}", False),
        (200, b"<html>", False),
        (200, b'{"features": [{}]}', False),
        (200, b'{"features": 3}', False),
        (200, collection({**ROUL, "properties": {"label": "x", "score": "high"}}), False),
        (200, collection({**ROUL, "properties": {"score": 1}}), False),
        (200, b'{"features": [{"geometry": {"coordinates": ["a", "b"]}, "properties": {}}]}', False),
        (400, b'{"code": 400}', True),
    ],
)
def test_a_geocoder_that_misbehaves_is_a_gateway_error(answering, status, body, permanent):
    with pytest.raises(GatewayError) as failed:
        BanGeocoder(answering(lambda _: (status, body, {}))).complete("talence")
    assert failed.value.permanent is permanent


def test_a_slow_geocoder_is_not_waited_for(answering):
    url = answering(lambda _: (time.sleep(0.5), (200, collection(ROUL), {}))[1])
    with pytest.raises(GatewayError) as failed:
        BanGeocoder(url, timeout=0.05).complete("talence")
    assert not failed.value.permanent


def test_after_three_failures_the_geocoder_is_left_alone_for_a_minute(answering):
    asked, answers, now = [], [(500, b"", {})] * 4, [0.0]
    url = answering(
        lambda request: (asked.append(request), answers.pop() if answers else (200, collection(ROUL), {}))[1]
    )
    geocoder = BanGeocoder(url, clock=lambda: now[0])
    for moment, calls in ((0, 1), (1, 2), (2, 3), (3, 3), (61, 3), (62, 4), (63, 4)):
        now[0] = float(moment)
        with pytest.raises(GatewayError):
            geocoder.complete("talence")
        assert len(asked) == calls
    now[0] = 123.0
    assert geocoder.complete("talence") == [HOME]


def test_when_the_network_fails_the_table_answers(answering):
    broken = RecordingGeocoder(failure=GatewayError("panne", permanent=False))
    both = WithFallback(broken, CommuneTable())
    assert [place.city for place in both.complete("17 avenue Roul, 33400 Talence")] == ["Talence"]
    assert broken.asked == ["17 avenue Roul, 33400 Talence"]
    found = both.locate("33400 Talence")
    assert found
    assert found.approximate


def test_when_the_network_knows_the_house_the_table_is_not_asked():
    table = RecordingGeocoder()
    assert WithFallback(RecordingGeocoder([HOME]), table).locate("roul talence") == HOME
    assert WithFallback(RecordingGeocoder(), table).complete("roul") == []
    assert table.asked == ["roul"]
