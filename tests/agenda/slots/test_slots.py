"""Best slots: equal to trying every minute, and a sentence for whoever is not proposed."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest

from liciel_app.agenda.slots import asking
from liciel_app.core.errors import Invalid
from tests.agenda.slots import brute

TALENCE = [44.802, -0.588]
KARIM: dict[str, Any] = {
    "id": "karim",
    "name": "Karim Benali",
    "home": [44.838, -0.643],
    "leave_home": "08:00",
    "hours": [["08:30", "12:30"], ["13:30", "18:00"]],
    "skills": [{"code": "DPE", "until": "2027-01-31"}],
    "days_off": ["2026-11-26"],
}


def ask(**changes: Any) -> dict[str, Any]:
    request = {
        "now": "2026-11-23T08:00:00+01:00",
        "visit": {"at": TALENCE, "minutes": 90, "skills": ["DPE"], "instruments": []},
        "technicians": [KARIM],
        "busy": [],
        "notice_hours": 24,
        "working_days": 10,
        "travel": {"detour": 1.3, "kmh": 40},
        "first": 3,
        "per_gap": 1,
    }
    return asking.answer(json.dumps(request | changes))


def whole_minute(slot: dict[str, Any]) -> bool:
    return datetime.fromisoformat(slot["start"]).second == 0


@pytest.mark.parametrize("hundred", range(5))
def test_the_engine_equals_brute_force_on_a_hundred_small_agendas(hundred: int) -> None:
    for seed in range(hundred * 100, hundred * 100 + 100):
        request = brute.a_request(seed)
        told = asking.answer(json.dumps(request))["slots"]
        mine = [
            (slot["added_minutes"], datetime.fromisoformat(slot["start"]), slot["technician"])
            for slot in told
            if whole_minute(slot)
        ]
        slow = brute.every_slot(request)
        assert [one[1:] for one in mine] == [one[1:] for one in slow], seed
        assert [one[0] for one in mine] == pytest.approx([one[0] for one in slow], abs=0.006), seed


def test_a_gap_left_by_less_than_a_minute_is_still_used_to_the_second() -> None:
    """120 min of visit between two stops there, 120 min and 30 s apart: no whole minute fits, a second does."""
    stops = [("08:30:15", "09:00:15"), ("11:00:45", "12:00:00")]
    busy = [
        {"technician": "karim", "start": f"2026-11-24T{start}+01:00", "end": f"2026-11-24T{end}+01:00", "at": TALENCE}
        for start, end in stops
    ]
    told = ask(busy=busy, visit={"at": TALENCE, "minutes": 120, "skills": []}, working_days=2)
    assert told["slots"][0]["start"] == "2026-11-24T09:00:15+01:00"


def test_karim_is_proposed_where_he_already_goes() -> None:
    at_pessac = {"technician": "karim", "start": "2026-11-24T14:00:00+01:00", "end": "2026-11-24T16:00:00+01:00"}
    told = ask(busy=[at_pessac | {"at": [44.805, -0.631], "label": "Pessac"}])
    best = told["slots"][1]
    assert told["slots"][0]["why"].replace("\u00a0", " ").startswith("Karim Benali est ensuite à Pessac à 14 h 00 : ")
    assert best["start"] == "2026-11-24T16:07:00+01:00"
    assert best["why"].replace("\u00a0", " ").startswith("Karim Benali est déjà à Pessac jusqu’à 16 h 00 : ")
    assert (best["added_km"], best["added_minutes"]) == (7.18, 10.77)


def test_no_visit_crosses_lunch_and_days_off_are_skipped() -> None:
    told = ask(visit={"at": TALENCE, "minutes": 240, "skills": []}, first=50)
    starts = [datetime.fromisoformat(slot["start"]) for slot in told["slots"]]
    assert {start.strftime("%H:%M") for start in starts} == {"08:30"}
    assert "2026-11-26" not in {str(start.date()) for start in starts}
    assert str(starts[-1].date()) == "2026-12-04"


@pytest.mark.parametrize(("eve", "offset"), [("2026-03-27", "+02:00"), ("2026-10-23", "+01:00")])
def test_the_day_the_clocks_change_keeps_its_hours(eve: str, offset: str) -> None:
    told = ask(now=f"{eve}T12:00:00+00:00", notice_hours=24, working_days=2)
    monday = datetime.fromisoformat(eve) + timedelta(days=3)
    assert told["slots"][0]["start"] == f"{monday:%Y-%m-%d}T08:30:00{offset}"


def test_public_holidays_are_closed_and_counted_out() -> None:
    told = ask(now="2026-04-29T08:00:00+02:00", working_days=3, first=50)
    assert [slot["start"][:10] for slot in told["slots"]] == ["2026-04-30", "2026-05-04"]


def test_more_starts_of_a_gap_follow_each_other_without_overlap() -> None:
    told = ask(per_gap=9, working_days=2, first=50)
    assert [slot["start"][11:16] for slot in told["slots"]] == ["08:30", "10:00", "13:30", "15:00", "16:30"]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"skills": []}, "Karim Benali n’a pas la certification DPE."),
        (
            {"skills": [{"code": "DPE", "until": "2026-11-20"}]},
            "La certification DPE de Karim Benali a expiré le 20/11/2026.",
        ),
        ({"home": None}, "Karim Benali n’a pas d’adresse de départ : indiquez-la dans sa fiche."),
        ({"hours": []}, "Karim Benali n’a pas d’horaires de travail."),
        ({"hours": [["12:00", "09:00"]]}, "Les horaires de Karim Benali finissent avant de commencer : corrigez-les."),
        (
            {"hours": [["08:00", "12:00"], ["11:00", "18:00"]]},
            "Les horaires de Karim Benali se chevauchent : corrigez-les.",
        ),
        (
            {"hours": [["08:30", "09:30"]]},
            "Karim Benali n’a pas de place assez longue d’ici le 04/12/2026, trajets compris.",
        ),
        ({"weekdays": []}, "Karim Benali n’a pas d’horaires de travail."),
    ],
)
def test_a_technician_who_is_not_proposed_is_told_why(changes: dict[str, Any], why: str) -> None:
    told = ask(technicians=[KARIM | changes])
    assert told["slots"] == []
    assert [(one["technician"], one["why"]) for one in told["refused"]] == [("karim", why)]


def test_a_technician_on_leave_all_along_is_told_so() -> None:
    away = [f"2026-11-{day}" for day in range(23, 31)] + [f"2026-12-0{day}" for day in range(1, 5)]
    told = ask(technicians=[KARIM | {"days_off": away}])
    assert told["refused"][0]["why"] == "Karim Benali ne travaille pas d’ici le 04/12/2026 : congé ou jours fermés."


def test_an_instrument_that_is_not_at_hand_is_named() -> None:
    told = ask(visit={"at": TALENCE, "minutes": 60, "skills": [], "instruments": ["XRF-1"]})
    assert told["refused"][0]["why"] == "Karim Benali n’a pas l’instrument XRF-1."


def test_a_certification_counts_on_the_day_of_the_visit() -> None:
    told = ask(technicians=[KARIM | {"skills": [{"code": "DPE", "until": "2026-11-25"}]}], first=50)
    assert {slot["start"][:10] for slot in told["slots"]} == {"2026-11-24", "2026-11-25"}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"visit": {"at": None, "minutes": 90}}, "n’est pas localisée"),
        ({"visit": {"at": TALENCE, "minutes": 0}}, "il faut au moins 1"),
        ({"visit": {"at": TALENCE, "minutes": 4320}}, "il faut au plus 720"),
        ({"visit": {"at": [120, 2], "minutes": 90}}, "il faut au plus 90"),
        ({"visit": {"minutes": 90, "at": [44.8]}}, "« visit.at.1 » : il manque"),
        ({"now": "demain"}, "2026-11-23T08:00:00+01:00"),
        (
            {"busy": [{"technician": "karim", "start": "2026-11-24T10:00:00Z", "end": "2026-11-24T09:00:00Z"}]},
            "finit avant",
        ),
        ({"technicians": [KARIM | {"hours": [["matin", "soir"]]}]}, "une heure s’écrit 08:30"),
        ({"travel": {"detour": 1.3, "kmh": 0}}, "il faut plus de 0"),
        ({"first": 0}, "il faut au moins 1"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_a_sentence(changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Invalid) as refusal:
        ask(**changes)
    assert sentence in str(refusal.value)


@pytest.mark.parametrize("text", ["", "[]", "{", "null", '{"now": NaN}', "[" * 100_000])
def test_garbage_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(Invalid):
        asking.answer(text)
