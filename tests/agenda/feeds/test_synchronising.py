"""Karim's visits in his own calendar, and his own hours in the office's agenda, in step whatever happens to either."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from liciel_app.agenda import queries, services
from liciel_app.agenda.models_calendars import LinkState
from liciel_app.agenda.queries import planning_facts
from liciel_app.agenda.services.calendars import close_link, open_link, retry_link
from liciel_app.core import worker
from liciel_app.core.access import SYSTEM
from liciel_app.core.errors import Conflict
from liciel_app.core.work import begin
from tests.agenda.feeds.conftest import Open
from tests.agenda.feeds.linked import a_link, book, cancel, copies, here, move, synchronise, the_link
from tests.agenda.feeds.sides import Side, Simulated
from tests.agenda.offices import two_technicians
from tests.conftest import MONDAY
from tests.people import Cast

Clock = Callable[[datetime], None]


def writes(side: Side) -> int:
    return side.diary.writes if isinstance(side, Simulated) else 0


def test_a_visit_appears_moves_and_goes_in_his_calendar(people: Cast, side: Side) -> None:
    a_link(people, side)
    visit = book(people, 2)
    worker.keep_all_due()
    assert [(one.title, one.starts_at) for one in side.seen()] == [("Maison, Talence", MONDAY + timedelta(hours=2))]
    move(people, visit, 5)
    worker.keep_all_due()
    assert [one.starts_at for one in side.seen()] == [MONDAY + timedelta(hours=5)]
    cancel(people, visit)
    worker.keep_all_due()
    assert (side.seen(), copies()) == ([], 0)


def test_his_dentist_takes_the_time_and_says_nothing_more(people: Cast, side: Side) -> None:
    side.add("Dentiste", MONDAY + timedelta(hours=2))
    a_link(people, side)
    with pytest.raises(Conflict, match="déjà « Indisponible") as refusal:
        book(people, 2.5)
    assert "Dentiste" not in str(refusal.value)
    with begin(people.assistant) as work:
        (row,) = queries.day(work, MONDAY.date())
    assert (row.title, row.kind, row.start) == ("Indisponible (agenda extérieur)", "event", "10\u00a0h\u00a000")


def test_an_hour_that_moves_or_goes_there_is_free_here(people: Cast, side: Side) -> None:
    dentist = side.add("Dentiste", MONDAY + timedelta(hours=2))
    link = a_link(people, side)
    side.move(dentist, MONDAY + timedelta(hours=6))
    synchronise(link)
    assert here(outside=True) == [MONDAY + timedelta(hours=6)]
    side.drop(dentist)
    synchronise(link)
    assert here(outside=True) == []
    book(people, 2)


def test_what_he_changes_of_a_visit_is_put_back(people: Cast, side: Side) -> None:
    link = a_link(people, side)
    book(people, 2)
    worker.keep_all_due()
    (visit,) = side.seen()
    side.move(visit.ref, MONDAY + timedelta(hours=9))
    synchronise(link)
    assert [one.starts_at for one in side.seen()] == [MONDAY + timedelta(hours=2)]
    side.drop(side.seen()[0].ref)
    synchronise(link)
    assert [one.starts_at for one in side.seen()] == [MONDAY + timedelta(hours=2)]
    assert here(outside=True) == []


def test_synchronising_again_writes_nothing(people: Cast, side: Side) -> None:
    side.add("Dentiste", MONDAY + timedelta(hours=4))
    link = a_link(people, side)
    book(people, 2)
    worker.keep_all_due()
    before, events = writes(side), side.seen()
    for _ in range(3):
        synchronise(link)
    side.lose_tokens()
    synchronise(link)
    assert [writes(side), sorted(one.starts_at for one in side.seen())] == [
        before,
        sorted(one.starts_at for one in events),
    ]
    assert (copies(), len(here(outside=True))) == (1, 1)


def test_a_crash_between_writing_and_noting_makes_no_second_event(people: Cast, side: Side) -> None:
    """What was written and never noted is recognised by its mark."""
    link = a_link(people, side)
    book(people, 2)
    from liciel_app.agenda import jobs_calendars

    with begin(SYSTEM) as work:
        errand = jobs_calendars.prepare(work, link)
    assert errand is not None
    jobs_calendars.act(errand)
    with begin(SYSTEM) as work:
        jobs_calendars.broken(work, link, RuntimeError("killed"), False)
    synchronise(link)
    assert (len(side.seen()), copies()) == (1, 1)


def test_a_visit_given_to_julien_leaves_karims_calendar(people: Cast, side: Side) -> None:
    with begin(people.manager) as work:
        _, julien = two_technicians(work, people)
    a_link(people, side)
    visit = book(people, 2)
    worker.keep_all_due()
    with begin(people.manager) as work:
        services.move(work, visit, technician_id=julien, starts_at=MONDAY + timedelta(hours=2), minutes=60)
    worker.keep_all_due()
    assert side.seen() == []


def test_a_lesson_repeated_there_takes_every_week_here(people: Cast, side: Side) -> None:
    side.add("Solfège", MONDAY + timedelta(hours=2), weekly=4)
    a_link(people, side)
    assert here(outside=True) == [MONDAY + timedelta(weeks=week, hours=2) for week in range(4)]


def test_disconnecting_leaves_nothing_of_ours_there_and_nothing_of_his_here(people: Cast, side: Side) -> None:
    side.add("Dentiste", MONDAY + timedelta(hours=4))
    link = a_link(people, side)
    book(people, 2)
    worker.keep_all_due()
    with begin(people.technician) as work:
        close_link(work, link)
    worker.keep_all_due()
    closed = the_link(link)
    assert [one.title for one in side.seen()] == ["Dentiste"]
    assert (closed.state, closed.secret, here(outside=True), copies()) == (LinkState.CLOSED, "", [], 0)


@pytest.mark.parametrize("seed", range(2))
def test_after_any_edits_on_both_sides_the_two_agree(people: Cast, side: Side, seed: int) -> None:
    """Every visit once in his calendar, every hour of his once in the agenda, and nothing left to do."""
    drawn, visits, theirs = random.Random(seed), [], set[str]()  # noqa: S311 a seed that repeats
    link = a_link(people, side)
    for step in range(24):
        _edit(drawn, people, side, visits, theirs, step)
        if drawn.random() < 0.3:
            synchronise(link)
    synchronise(link)
    assert [one.starts_at for one in side.ours(theirs)] == here(outside=False)
    assert here(outside=True) == sorted(one.starts_at for one in side.seen() if one.ref in theirs)
    before = writes(side)
    synchronise(link)
    assert (writes(side), copies()) == (before, len(here(outside=False)))


def _edit(drawn: random.Random, people: Cast, side: Side, visits: list[int], theirs: set[str], step: int) -> None:
    """`step` keeps hours apart: neither side may refuse."""
    ours = side.ours(theirs)
    at = MONDAY + timedelta(hours=2 * step + 1)
    gestures: dict[str, Callable[[], object]] = {
        "book": lambda: visits.append(book(people, 2 * step + 1)),
        "add": lambda: theirs.add(side.add("À moi", at)),
        "lose": side.lose_tokens,
    }
    if visits:
        gestures["move"] = lambda: move(people, drawn.choice(visits), 2 * step + 1)
        gestures["cancel"] = lambda: cancel(people, visits.pop(drawn.randrange(len(visits))))
    if ours:
        gestures["tamper"] = lambda: side.move(drawn.choice(ours).ref, at)
        gestures["drop ours"] = lambda: side.drop(drawn.choice(ours).ref)
    if theirs:
        gestures["shift"] = lambda: side.move(drawn.choice(sorted(theirs)), at)
        gestures["drop"] = lambda: _drop(side, theirs, drawn.choice(sorted(theirs)))
    drawn.choice([gestures[name] for name in sorted(gestures)])()


def _drop(side: Side, theirs: set[str], ref: str) -> None:
    side.drop(ref)
    theirs.discard(ref)


def test_nobody_else_closes_or_retries_his_link_but_the_office(people: Cast, side: Side) -> None:
    from liciel_app.core.errors import NotAllowed, NotFound

    link = a_link(people, side)
    for who in (people.client, people.stranger, people.visitor):
        for verb in (close_link, retry_link):
            with pytest.raises(NotFound), begin(who) as work:
                verb(work, link)
        with pytest.raises(NotAllowed), begin(who) as work:
            open_link(work, provider=side.provider, name="x", address="x", secret="x")
    with begin(people.manager) as work:
        assert retry_link(work, link).id == link


def test_his_own_hours_are_changed_where_they_come_from(people: Cast, open_side: Open) -> None:
    side = open_side("google")
    side.add("Dentiste", MONDAY + timedelta(hours=2))
    a_link(people, side)
    with begin(people.manager, writing=False) as work:
        (row,) = queries.day(work, MONDAY.date())
    at, karim = MONDAY + timedelta(hours=6), people.technician.account_id or 0
    with pytest.raises(Conflict, match="agenda extérieur"), begin(people.manager) as work:
        services.move(work, row.id, technician_id=karim, starts_at=at, minutes=60)
    with pytest.raises(Conflict, match="agenda extérieur"), begin(people.manager) as work:
        services.cancel(work, row.id)


def test_the_best_slots_keep_clear_of_his_own_hours(people: Cast, open_side: Open) -> None:
    side = open_side("google")
    whole_day = [MONDAY + timedelta(days=1, hours=hours) for hours in range(12)]
    for at in whole_day:
        side.add("Formation", at)
    a_link(people, side)
    with begin(people.manager, writing=False) as work:
        span = (MONDAY, MONDAY + timedelta(days=3))
        (karim,) = planning_facts.technicians(work, planning_facts.Wanted(), span)
    assert [(one.start, one.end) for one in karim.busy] == [(at, at + timedelta(hours=1)) for at in whole_day]
