"""The road of the board's days: legs between visits, what a visit adds, and how it is said."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liciel_app.agenda.queries.board import Board, Booked, Person
from liciel_app.agenda.screens import board_events
from liciel_app.agenda.screens.board_roads import Road, added_words, best_of, roads
from liciel_app.agenda.travel import StraightLines
from liciel_app.core import clock
from liciel_app.office.queries import TechnicianRow
from tests.agenda.offices import MERIGNAC, PESSAC, TALENCE

TUESDAY = date(2026, 11, 24)
KARIM = TechnicianRow(4, "Karim Benali", "", "", "#3e63dd", 1, "Mérignac", ())
HOURS = tuple(((datetime(2026, 1, 1, 8, 30).time(), datetime(2026, 1, 1, 18).time()),) for _ in range(7))  # noqa: DTZ001


def at(hour: float, at: tuple[float, float] | None = PESSAC, minutes: int = 60, number: int = 1) -> Booked:
    starts = clock.local(clock.at_office(TUESDAY, 0)) + timedelta(hours=hour)
    return Booked(
        id=number, title="Visite", taking=(4,), starts=starts, ends=starts + timedelta(minutes=minutes),
        state="planned", kind="visit", provisional=False, late=False, address="", city="Pessac", at=at, contact="",
        phone="", dossier=0, skills=(), warnings="", version=0,
    )  # fmt: skip


def a_day(*booked: Booked) -> Board:
    return Board((TUESDAY,), (Person(KARIM, HOURS, MERIGNAC, None),), booked, {})


def test_karim_drives_from_home_through_his_visits_and_back() -> None:
    found = roads(a_day(at(9), at(11, TALENCE, number=2)), StraightLines())
    there, between, back = found.legs
    assert there.ends.hour == 9
    assert between.ends.hour == 11
    assert back.starts.hour == 12
    assert found.days[4, TUESDAY] == there.road + between.road + back.road
    assert found.estimated


def test_what_has_no_known_place_happens_where_he_is() -> None:
    with_it, without = (
        roads(a_day(*booked), StraightLines()) for booked in ((at(9), at(11, None, number=2)), (at(9),))
    )
    assert with_it.days == without.days


def test_too_little_time_for_the_road_is_counted() -> None:
    found = roads(a_day(at(9), at(10.05, TALENCE, number=2)), StraightLines())
    assert found.legs[1].missing > 0
    events = board_events.day_board(a_day(at(9), at(10.05, TALENCE, number=2)), found, at(8).starts, "fr").events
    (short,) = [event for event in events if "lx-ec-short" in event["classNames"]]
    assert "il manque" in short["title"]


def test_a_technician_without_home_begins_where_he_is_first() -> None:
    board = replace(a_day(at(9)), people=(Person(KARIM, HOURS, None, None),))
    assert roads(board, StraightLines()).legs == ()


@pytest.mark.parametrize(
    ("road", "words"),
    [
        (Road(4.24, 7.4), "+4,2 km · +7 min"),
        (Road(-3.1, -5.0), "−3,1 km · −5 min"),
        (Road(-0.01, -0.2), "+0,0 km · +0 min"),
    ],
)
def test_the_road_added_is_said_with_its_sign(road: Road, words: str) -> None:
    assert added_words(road) == words


def test_the_best_gap_of_a_day_is_the_one_that_adds_least() -> None:
    rows = [
        ["2026-11-24T09:00:00", "", "", 7.0],
        ["2026-11-24T14:00:00", "", "", 3.0],
        ["2026-11-25T08:00:00", "", "", 0],
    ]
    assert best_of(rows, "2026-11-24") == "2026-11-24T14:00:00"
    assert best_of(rows, "2026-11-26") == ""


@given(st.lists(st.integers(8 * 4, 17 * 4), min_size=1, max_size=8, unique=True))
def test_a_day_always_has_one_leg_more_than_visits(quarters: list[int]) -> None:
    visits = [at(quarter / 4, PESSAC, 15, number) for number, quarter in enumerate(sorted(quarters), start=1)]
    found = roads(a_day(*visits), StraightLines())
    assert len(found.legs) == len(visits) + 1
    assert all(leg.starts <= leg.ends and leg.missing >= 0 for leg in found.legs)
    assert list(board_events.ranks(a_day(*visits)).values()) == list(range(1, len(visits) + 1))


def test_holidays_leave_and_capacity_are_said() -> None:
    off = replace(at(0, None, 24 * 60, 9), state="day_off", title="Congé")
    board = replace(a_day(off, at(9, number=2)), holidays={TUESDAY: "Fête"})
    found = roads(board, StraightLines())
    day = board_events.day_board(board, found, at(8).starts, "fr")
    week = board_events.week_board(board, found, "fr")
    assert {"Congé", "Fête"} <= {event["title"] for event in day.events}
    assert {"Congé", "Fête"} <= {event["title"] for event in week.events if event.get("allDay")}
    assert day.people[0]["extendedProps"]["full"]
    assert board_events.hours_shown(board) == ("07:00:00", "19:30:00")
