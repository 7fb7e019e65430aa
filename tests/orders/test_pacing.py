"""Public doors: a stranger's share of the hour, counted exactly when many come at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from liciel_app.core.access import Actor
from liciel_app.core.work import begin
from liciel_app.orders import pacing
from tests.conftest import MONDAY, rows
from tests.people import Cast

STRANGER = Actor(kind="visitor", name="Visiteur", origin="192.0.2.10")


def _knock(times: int = 1, actor: Actor = STRANGER, later: timedelta = timedelta()) -> bool:
    with begin(actor, now=MONDAY + later) as work:
        try:
            pacing.pass_door(work, "obligations", times=times, most=10)
        except pacing.TooFast:
            return False
    return True


def test_a_stranger_passes_ten_times_an_hour_then_waits_for_the_next(office: object) -> None:
    assert [_knock() for _ in range(11)] == [True] * 10 + [False]
    assert _knock(later=timedelta(hours=1))
    assert not _knock(times=11, later=timedelta(hours=2))


def test_every_address_has_its_own_share_and_the_office_none_to_count(people: Cast) -> None:
    assert _knock(times=10)
    assert _knock(times=10, actor=Actor(kind="visitor", name="Visiteur", origin="192.0.2.11"))
    assert _knock(times=1000, actor=people.assistant)


def test_twenty_at_once_pass_ten_times(office: object) -> None:
    with ThreadPoolExecutor(8) as pool:
        passed = list(pool.map(lambda _: _knock(), range(20)))
    assert passed.count(True) == 10


def test_what_is_a_day_old_is_forgotten(office: object) -> None:
    _knock()
    _knock(later=timedelta(hours=26))
    with begin(STRANGER, writing=False) as work:
        assert rows(work, "pace") == 1


@pytest.mark.parametrize("door", ["obligations", "slots"])
def test_each_door_counts_for_itself(office: object, door: str) -> None:
    with begin(STRANGER, now=MONDAY) as work:
        pacing.pass_door(work, door, times=10, most=10)
