"""What slots are made of is kept between two questions, and never for longer than it is true."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import event

from liciel_app.agenda import jobs_recurring, planner, services
from liciel_app.agenda.models import Appointment
from liciel_app.agenda.queries.planning_facts import Wanted, question
from liciel_app.agenda.services import certifying
from liciel_app.agenda.services.hours import Home
from liciel_app.agenda.services.resources import Facts
from liciel_app.agenda.services.taking_slot import slots_for_client
from liciel_app.agenda.slots import asking, engine, gaps, horizon
from liciel_app.agenda.slots.facts import Answer, Drawn, Question, Visit
from liciel_app.agenda.travel import StraightLines
from liciel_app.core import database
from liciel_app.core.access import SYSTEM
from liciel_app.core.work import Work, begin
from tests.agenda.offices import PESSAC, TALENCE, a_booking, two_technicians
from tests.agenda.slots import brute
from tests.conftest import MONDAY, rows
from tests.people import Cast

ASBESTOS = frozenset({"AMIANTE"})
Gesture = Callable[[Work, int, int], object]


def an_office(people: Cast) -> tuple[int, int]:
    """Karim, and his visit of Tuesday at two."""
    with begin(people.assistant) as work:
        karim, _ = two_technicians(work, people)
        return karim, a_booking(work, karim, 24, 14).id or 0


def ask(people: Cast, visit: Visit | None = None, wanted: Wanted | None = None) -> Answer:
    """As the API and the pages do: read, then thought about."""
    with begin(people.assistant, writing=False) as work:
        asked = question(work, visit or Visit(TALENCE, 90, ASBESTOS), wanted or Wanted())
    return planner.best_slots(asked)


def anew(people: Cast, visit: Visit, wanted: Wanted) -> Answer:
    """As the one who books does, in the transaction that writes."""
    with begin(people.assistant) as work:
        return planner.best_slots(question(work, visit, wanted))


def moves(work: Work, _karim: int, visit: int) -> None:
    tuesday_at_nine = datetime(2026, 11, 24, 8, tzinfo=UTC)
    karim = work.db.get_one(Appointment, visit).technician_id
    services.move(work, visit, technician_id=karim, starts_at=tuesday_at_nine, minutes=90)


def goes_on_leave(work: Work, karim: int, _visit: int) -> None:
    leave = services.ask_leave(work, account_id=karim, first_on=date(2026, 11, 25), last_on=date(2026, 11, 27))
    services.decide_leave(work, leave.id or 0, approved=True)


def has_a_meeting_each_day(work: Work, karim: int, _visit: int) -> None:
    services.repeat(
        work,
        account_id=karim,
        title="Point",
        rule="FREQ=DAILY;BYDAY=WE,TH,FR",
        first_on=date(2026, 11, 25),
        starts_minute=480,
        minutes=240,
    )


GESTURES: dict[str, Gesture] = {
    "moves a visit": moves,
    "cancels a visit": lambda work, _karim, visit: services.cancel(work, visit),
    "books another": lambda work, karim, _visit: a_booking(work, karim, 24, 9),
    "grants leave": goes_on_leave,
    "plans a meeting every day": has_a_meeting_each_day,
    "changes his hours": lambda work, karim, _visit: services.set_hours(work, karim, (((600, 720),),) * 5 + ((),) * 2),
    "moves his home": lambda work, karim, _visit: services.set_home(work, karim, Home("Pessac", *PESSAC)),
    "withdraws his certificate": lambda work, karim, _visit: services.certify(work, karim, certifying.Rights({})),
    "asks for time between visits": lambda work, _karim, _visit: services.save_settings(work, {"buffer_minutes": 30}),
    "opens Alsace": lambda work, _karim, _visit: services.save_settings(work, {"working_days": 25}, "6AE"),
}


@pytest.mark.parametrize("gesture", GESTURES.values(), ids=GESTURES.keys())
def test_nathalie_changes_something_and_the_next_answer_knows_it(people: Cast, gesture: Gesture) -> None:
    karim, visit = an_office(people)
    every = Wanted(only=[karim])
    before = ask(people, wanted=every)
    with begin(people.assistant) as work:
        gesture(work, karim, visit)
    after = ask(people, wanted=every)
    assert after != before
    assert after == anew(people, Visit(TALENCE, 90, ASBESTOS), every)


def test_an_instrument_nathalie_books_is_no_longer_proposed(people: Cast) -> None:
    with begin(people.assistant) as work:
        karim, julien = two_technicians(work, people)
        visit = a_booking(work, julien, 24, 9).id or 0
        analyser = services.save_resource(work, Facts("XRF-1", "instrument")).id or 0
    with_it = Visit(TALENCE, 90, instruments=frozenset({"XRF-1"}))
    before = ask(people, with_it, Wanted(only=[karim]))
    with begin(people.assistant) as work:
        services.take_along(work, visit, resources=[analyser])
    assert before.slots[0].start < ask(people, with_it, Wanted(only=[karim])).slots[0].start
    assert ask(people, with_it, Wanted(only=[karim])) == anew(people, with_it, Wanted(only=[karim]))


def test_the_second_question_reads_one_row(people: Cast) -> None:
    an_office(people)
    first = ask(people)
    told: list[str] = []
    event.listen(database.engine(), "before_cursor_execute", lambda *of: told.append(of[2]))
    assert ask(people) == first
    assert len([one for one in told if one.startswith("SELECT")]) == 1


def test_a_meeting_written_out_at_night_takes_the_time_of_the_next_answer(
    people: Cast, set_clock: Callable[[datetime], None]
) -> None:
    karim, _ = an_office(people)
    with begin(people.assistant) as work:
        has_a_meeting_each_day(work, karim, 0)
    set_clock(MONDAY + timedelta(weeks=60))
    every = Wanted(only=[karim])
    before = ask(people, wanted=every)
    with begin(SYSTEM) as work:
        jobs_recurring.extend(work, 0)
    assert ask(people, wanted=every) != before
    assert ask(people, wanted=every) == anew(people, Visit(TALENCE, 90, ASBESTOS), every)


def test_a_night_that_writes_nothing_out_says_nothing(people: Cast) -> None:
    karim, _ = an_office(people)
    with begin(people.assistant) as work:
        has_a_meeting_each_day(work, karim, 0)
    with begin(SYSTEM) as work:
        before = rows(work, "journalentry")
        jobs_recurring.extend(work, 0)
    with begin(SYSTEM, writing=False) as work:
        assert rows(work, "journalentry") == before


def test_a_client_is_told_what_nathalie_is(people: Cast) -> None:
    karim, _ = an_office(people)
    ask(people)
    with begin(people.client, writing=False) as work:
        asked = slots_for_client(work, Visit(TALENCE, 90, ASBESTOS))
    assert planner.best_slots(asked).slots[0].technician == karim
    assert planner.best_slots(asked).slots == ask(people, wanted=Wanted(first=3)).slots


def test_tomorrow_begins_a_day_later(people: Cast, set_clock: Callable[[datetime], None]) -> None:
    an_office(people)
    days = {f"{slot.start:%d/%m}" for slot in ask(people).slots}
    set_clock(MONDAY + timedelta(days=1))
    later = {f"{slot.start:%d/%m}" for slot in ask(people).slots}
    assert (max(days), max(later)) == ("30/11", "30/11")
    assert "24/11" in days - later


@pytest.mark.parametrize("seed", range(20))
def test_kept_or_read_anew_the_answer_is_the_same(people: Cast, seed: int) -> None:
    karim, visit = an_office(people)
    chance = random.Random(seed)  # noqa: S311 the same questions twice
    place = (44.8 + chance.gauss(0, 0.1), -0.6 + chance.gauss(0, 0.1))
    asked = Visit(place, chance.choice([30, 90, 200]), chance.choice([frozenset(), ASBESTOS]))
    wanted = Wanted(chance.choice([(), (karim,)]), chance.choice([0, visit]), chance.choice([None, 3]))
    assert ask(people, asked, wanted) == anew(people, asked, wanted)


@pytest.mark.parametrize("hundred", range(2))
def test_days_drawn_once_answer_any_visit_as_days_drawn_for_it(hundred: int) -> None:
    for seed in range(hundred * 100, hundred * 100 + 100):
        asked = asking.reading.take(asking.Request, brute.a_request(seed)).question()
        busy = [one for person in asked.technicians for one in person.busy][:1]
        taken = tuple((one.start, one.end) for one in busy)
        others = [
            asked,
            replace(asked, taken=taken),
            replace(asked, visit=Visit(TALENCE, 60)),
            replace(asked, per_gap=3),
        ]
        drawn = _drawn(asked)
        for other in others:
            told = engine.propose(replace(other, drawn=drawn), StraightLines())
            assert told == engine.propose(other, StraightLines()), seed


def _drawn(asked: Question) -> Drawn:
    days = horizon.days(asked.now.astimezone(asked.zone).date(), asked.working_days, asked.closed)
    return gaps.draw(asked.technicians, asked.closed, 0, horizon.Calendar(days, asked.zone))
