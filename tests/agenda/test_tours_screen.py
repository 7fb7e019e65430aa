"""« Tournées »: optimised, accepted all or by technicians, taken back; and the day mended when a visit changes."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from liciel_app.agenda import queries, services
from liciel_app.agenda.models import Appointment, AppointmentState
from liciel_app.agenda.queries import tours as asking
from liciel_app.agenda.screens.tours_mending import Repairs
from liciel_app.agenda.screens.tours_state import Tours
from liciel_app.agenda.services import tours
from liciel_app.agenda.services.tours import Accepted, Change
from liciel_app.agenda.tours import accepting
from liciel_app.core import clock
from liciel_app.core.errors import Conflict, Invalid
from liciel_app.core.work import Work
from liciel_app.office.models import Technician
from tests.agenda.offices import PESSAC, TALENCE, a_booking, two_technicians
from tests.agenda.tours_desk import TUESDAY, desk, opened
from tests.client import Browser
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("workers")
STRANGERS = ["k.benali@atlantique-diag.example", "b.dupuy@courriel.example", "e.roux@atlantique-diag.example", ""]


def who(people: Cast) -> dict[int, tuple[int, str]]:
    """Visit → technician and hour."""
    with desk(people) as work:
        return {one.id: (one.technician_id, one.start) for one in queries.day(work, TUESDAY)}


async def test_crossed_tours_are_uncrossed_with_figures_and_reasons(browser: Browser, crossed: tuple[int, int]) -> None:
    tab = await opened(browser)
    await tab.send(Tours.optimise)
    state = await tab.state(Tours)
    (day,) = state.days
    (group,) = day.groups
    assert (day.road.km.before, day.road.km.after, day.road.km.better) == ("49,1\u00a0km", "0,0\u00a0km", True)
    assert day.road.euros.gain.startswith("−")
    assert [person.name for person in group.people] == ["Karim Benali", "Julien Morel"]
    assert all("km de détour" in move.why for move in group.moves)
    assert (day.estimated, state.busy, state.share) == (True, False, 100)


async def test_a_group_is_accepted_at_once_and_taken_back(
    browser: Browser, people: Cast, crossed: tuple[int, int]
) -> None:
    far, near = crossed
    before = who(people)
    tab = await opened(browser)
    await tab.send(Tours.optimise)
    await tab.send(Tours.accept, key=(await tab.state(Tours)).days[0].groups[0].key)
    after = who(people)
    assert (after[far][0], after[near][0]) == (before[near][0], before[far][0])
    state = await tab.state(Tours)
    assert (state.waiting, state.undoable, state.days[0].groups[0].accepted) == (0, 2, True)
    await tab.send(Tours.undo)
    assert who(people) == before
    assert (await tab.state(Tours)).waiting == 1


async def test_a_day_that_changed_meanwhile_is_not_touched(
    browser: Browser, people: Cast, crossed: tuple[int, int]
) -> None:
    tab = await opened(browser)
    await tab.send(Tours.optimise)
    with desk(people) as work:
        a_booking(work, people.technician.account_id or 0, 24, 14, PESSAC)
    before = who(people)
    await tab.send(Tours.accept_all)
    assert who(people) == before
    assert "La journée a changé depuis ce calcul" in tab.toasts
    assert (await tab.state(Tours)).undoable == 0


async def test_only_the_chosen_technicians_are_asked(browser: Browser, people: Cast, crossed: tuple[int, int]) -> None:
    tab = await opened(browser)
    await tab.send(Tours.toggle, technician_id=people.technician.account_id)
    await tab.send(Tours.optimise)
    assert (await tab.state(Tours)).days[0].groups == []
    await tab.send(Tours.toggle, technician_id=people.technician.account_id)
    assert (await tab.state(Tours)).only == []


async def test_stopping_keeps_what_was_found(browser: Browser, crossed: tuple[int, int]) -> None:
    tab = await opened(browser)
    await tab.send(Tours.optimise)
    await tab.send(Tours.stop)
    state = await tab.state(Tours)
    assert (len(state.days), state.busy) == (1, False)


async def test_a_visit_that_slips_gets_repairs_with_calls_and_one_is_applied(browser: Browser, people: Cast) -> None:
    with desk(people) as work:
        karim, _ = two_technicians(work, people)
        late = a_booking(work, karim, 24, 9, TALENCE)
        a_booking(work, karim, 24, 14, PESSAC)
        late.contact_name, late.contact_phone = "Claire Dupuy", "+33612345678"
    tab = await opened(browser)
    await tab.send(Repairs.look, values={"visit": str(late.id), "start": "10:00"})
    state = await tab.state(Repairs)
    rank = next(one.rank for one in state.found if not one.postponed)
    call = state.found[rank].calls[0]
    assert (call.who, call.sms[:16]) == ("Claire Dupuy", "sms:0612345678?b")
    await tab.send(Repairs.apply, rank=rank)
    assert who(people)[late.id or 0][1] == "10\u00a0h\u00a000"
    assert (await tab.state(Repairs)).to_call[0].who == "Claire Dupuy"
    await tab.send(Repairs.undo)
    assert who(people)[late.id or 0][1] == "09\u00a0h\u00a000"


async def test_a_cancelled_visit_frees_its_time_and_cannot_be_undone(browser: Browser, people: Cast) -> None:
    with desk(people) as work:
        karim, _ = two_technicians(work, people)
        gone = a_booking(work, karim, 24, 9, TALENCE)
        a_booking(work, karim, 24, 14, PESSAC, window_minutes=180)
    tab = await opened(browser)
    await tab.send(Repairs.choose_what, what="cancelled")
    await tab.send(Repairs.look, values={"visit": str(gone.id)})
    assert (await tab.state(Repairs)).found
    await tab.send(Repairs.apply, rank=0)
    with desk(people) as work:
        assert work.db.get_one(Appointment, gone.id).state is AppointmentState.CANCELLED
    assert not (await tab.state(Repairs)).undoable


@pytest.mark.parametrize(
    ("values", "field"), [({}, "visit"), ({"visit": "999"}, "visit"), ({"visit": "1", "start": "tôt"}, "start")]
)
async def test_a_wrong_question_about_a_change_is_answered_beside_its_field(
    browser: Browser, crossed: tuple[int, int], values: dict[str, str], field: str
) -> None:
    known = {"visit": str(crossed[0])} if values.get("visit") == "1" else {}
    tab = await opened(browser)
    await tab.send(Repairs.look, values={**values, **known})
    state = await tab.state(Repairs)
    assert (set(state.errors), state.found, state.busy) == ({field}, [], False)


@pytest.mark.parametrize("email", STRANGERS)
async def test_strangers_move_nothing(browser: Browser, people: Cast, crossed: tuple[int, int], email: str) -> None:
    before = who(people)
    tab = await opened(browser, email)
    for gesture in (Tours.optimise, Tours.stop, Tours.accept_all, Tours.undo, Repairs.undo):
        await tab.send(gesture)
    await tab.send(Tours.accept, key=f"{TUESDAY}/{people.technician.account_id}")
    await tab.send(Repairs.choose_what, what="cancelled")
    await tab.send(Repairs.look, values={"visit": str(crossed[0])})
    await tab.send(Repairs.apply, rank=0)
    assert who(people) == before
    assert ((await tab.state(Tours)).days, (await tab.state(Repairs)).found) == ([], [])


@pytest.mark.parametrize("email", ["k.benali@atlantique-diag.example", "b.dupuy@courriel.example", ""])
async def test_strangers_read_nothing_of_the_tours(browser: Browser, crossed: tuple[int, int], email: str) -> None:
    tab = await opened(browser, email)
    await tab.send(Tours.tick)
    await tab.send(Tours.toggle, technician_id=1)
    await tab.send(Tours.include, tray=True)
    await tab.send(Tours.choose_day, day=TUESDAY.isoformat())
    state = await tab.state(Tours)
    assert (state.header.title, state.only, state.tray, state.loaded) == ("", [], False, False)
    assert "tournees" not in tab.toasts


def change(one: Appointment, technician: int, hour: int) -> Change:
    return Change(one.id or 0, technician, clock.at_office(TUESDAY, hour), 90)


def test_visits_take_one_anothers_place_in_one_gesture(work: Work, people: Cast) -> None:
    karim, julien = two_technicians(work, people)
    mine, his = a_booking(work, karim, 24, 9), a_booking(work, julien, 24, 9)
    third = a_booking(work, karim, 24, 14)
    gone = tours.rearrange(work, [change(mine, julien, 9), change(his, karim, 14), change(third, karim, 9)])
    assert [(one.technician_id, one.starts_at.hour) for one in (mine, his, third)] == [
        (julien, 8), (karim, 13), (karim, 8)
    ]  # fmt: skip
    tours.put_back(work, gone)
    assert [(one.technician_id, one.starts_at.hour) for one in (mine, his, third)] == [
        (karim, 8), (julien, 8), (karim, 13)
    ]  # fmt: skip


def test_a_place_taken_by_a_visit_that_does_not_move_is_refused_and_nothing_is_kept(people: Cast) -> None:
    with desk(people) as work:
        karim, julien = two_technicians(work, people)
        mine, his = a_booking(work, karim, 24, 9), a_booking(work, julien, 24, 9)
        numbers = (mine.id, his.id)
    with pytest.raises(Conflict, match="Julien Morel a déjà"), desk(people) as work:
        tours.rearrange(work, [change(work.db.get_one(Appointment, numbers[0]), julien, 9)])
    with desk(people) as work:
        states = [work.db.get_one(Appointment, number).state for number in numbers]
    assert states == [AppointmentState.PLANNED] * 2


def test_a_visit_changed_since_is_not_put_back(work: Work, people: Cast) -> None:
    karim, julien = two_technicians(work, people)
    mine = a_booking(work, karim, 24, 9)
    gone = tours.rearrange(work, [change(mine, julien, 9)])
    services.move(work, mine.id or 0, technician_id=julien, starts_at=clock.at_office(TUESDAY, 15), minutes=90)
    with pytest.raises(Conflict, match="changé depuis"):
        tours.put_back(work, gone)


def test_a_visit_that_has_begun_does_not_move(work: Work, people: Cast) -> None:
    karim, julien = two_technicians(work, people)
    mine = a_booking(work, karim, 24, 9)
    mine.state = AppointmentState.ARRIVED
    with pytest.raises(Conflict, match="a commencé"):
        tours.rearrange(work, [change(mine, julien, 9)])


def test_a_proposal_holds_as_long_as_its_peoples_day_does(work: Work, people: Cast) -> None:
    karim, julien = two_technicians(work, people)
    mine = a_booking(work, karim, 24, 9)
    facts = asking.question(work, TUESDAY).facts
    wanted = Accepted((TUESDAY,), (karim,), accepting.mark(facts, (karim,)), (change(mine, karim, 10),))
    a_booking(work, julien, 24, 14)
    assert tours.accept(work, wanted)
    with pytest.raises(Conflict, match="a changé depuis"):
        tours.accept(work, wanted)


def test_today_nothing_is_planned_for_an_hour_that_is_past(people: Cast, set_clock: Callable[[datetime], None]) -> None:
    with desk(people) as work:
        karim, _ = two_technicians(work, people)
        a_booking(work, karim, 24, 16, PESSAC, provisional=True)
    set_clock(datetime(2026, 11, 24, 12, 0, tzinfo=UTC))
    with desk(people) as work:
        (visit,) = asking.question(work, TUESDAY).day["visits"]
    assert visit["windows"] == [["13:15", "23:59"]]


def test_a_day_that_is_over_is_refused_with_a_sentence(work: Work, people: Cast) -> None:
    with pytest.raises(Invalid, match="Corrigez"):
        asking.question(work, work.today - timedelta(days=1))


def test_a_technician_without_home_is_named_and_left_aside(work: Work, people: Cast) -> None:
    karim, _ = two_technicians(work, people)
    a_booking(work, karim, 24, 9)
    work.db.get_one(Technician, karim).home_lat = None
    assert asking.question(work, TUESDAY).aside[0].startswith("Karim Benali n’a pas d’horaires ce jour-là, ou pas")


def a_move(visit: int, before: int, after: int | None) -> dict[str, Any]:
    place = None if after is None else {"technician": after, "start": "09:00"}
    return {"id": visit, "before": {"technician": before, "start": "08:00"}, "after": place, "why": ""}


def test_technicians_who_exchange_visits_make_one_group() -> None:
    moves = [a_move(1, 1, 2), a_move(2, 3, 3), a_move(3, 4, 2), a_move(4, 5, None)]
    assert [one.technicians for one in accepting.groups(moves)] == [(1, 2, 4), (3,)]
    assert [len(one.moves) for one in accepting.groups(moves)] == [2, 1]
