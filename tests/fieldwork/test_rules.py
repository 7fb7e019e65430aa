"""The hours of a visit and its checklists, on plain values."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liciel_app.core.errors import Invalid
from liciel_app.fieldwork import rules
from liciel_app.fieldwork.rules import Hours
from liciel_app.orders import checklists
from liciel_app.orders.labels import LABELS
from tests.conftest import MONDAY


def at(minutes: int) -> datetime:
    return MONDAY + timedelta(minutes=minutes)


def test_going_back_forgets_what_came_after() -> None:
    taps = [
        ("on_the_way", at(0)),
        ("arrived", at(20)),
        ("started", at(25)),
        ("on_the_way", at(26)),
        ("arrived", at(40)),
    ]
    assert rules.tapped(rules.moments(taps)) == Hours(arrived_at=at(40))


@given(st.lists(st.sampled_from([*rules.STAGES, "planned"]), max_size=12))
def test_moments_always_follow_one_another(states: list[str]) -> None:
    found = rules.moments((state, at(rank)) for rank, state in enumerate(states))
    reached = [found[stage] for stage in rules.STAGES if stage in found]
    assert reached == sorted(reached)


def test_the_time_on_site_leaves_the_breaks_out() -> None:
    assert Hours(at(0), at(5), at(120), 30).minutes == 90
    assert Hours(at(0), at(5)).minutes is None


NOW = at(600)


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        (Hours(), "arrived"),
        (Hours(at(10), at(5)), "started"),
        (Hours(at(10), at(20), at(15)), "ended"),
        (Hours(at(10), None, at(5)), "ended"),
        (Hours(at(10), None, at(900)), "ended"),
        (Hours(at(10), None, at(20), 11), "pause"),
        (Hours(at(10), None, at(20), -1), "pause"),
    ],
)
def test_hours_that_cannot_be_are_refused_beside_their_field(wanted: Hours, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        rules.check_hours(wanted, Hours(), "", NOW)
    assert field in refused.value.fields


def test_other_hours_than_the_taps_want_a_reason_a_missing_one_does_not() -> None:
    tapped = Hours(arrived_at=at(10) + timedelta(seconds=40))
    rules.check_hours(Hours(at(10), at(12), at(80)), tapped, "", NOW)
    with pytest.raises(Invalid) as refused:
        rules.check_hours(Hours(at(9), None, at(80)), tapped, "", NOW)
    assert list(refused.value.fields) == ["reason"]
    rules.check_hours(Hours(at(9), None, at(80)), tapped, "Oublié d’appuyer", NOW)


@pytest.mark.parametrize(("name", "visited", "why", "field"), [("", True, "", "name"), ("Cave", False, "", "why")])
def test_a_room_has_a_name_and_an_unseen_one_a_reason(name: str, visited: bool, why: str, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        rules.check_room(name, visited=visited, why=why)
    assert list(refused.value.fields) == [field]


@given(st.lists(st.sampled_from(sorted(LABELS)), max_size=6))
def test_every_visit_has_its_list_and_each_mission_the_one_it_needs(codes: list[str]) -> None:
    asked = checklists.asked(codes)
    assert asked[0] == checklists.EVERY
    assert set(asked) <= set(checklists.missions())
    assert all(list(checklists.items(mission)) for mission in asked)
