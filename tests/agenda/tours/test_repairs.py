"""A visit slips or is cancelled: three ways to mend the day."""

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from liciel_app.agenda.tours.mending import Event
from liciel_app.agenda.tours.plan import Plan
from liciel_app.agenda.tours.planning import plan
from liciel_app.agenda.tours.problem import Problem
from liciel_app.agenda.tours.repairs import repairs
from tests.agenda.tours.days import a_day, a_technician, a_visit, problem_of

NINE = 9 * 3600


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10**6), late=st.sampled_from([15, 45, 120, None]))
def test_no_repair_moves_a_confirmed_visit_outside_its_window_nor_what_has_begun(seed: int, late: int | None) -> None:
    problem = problem_of(a_day(seed, 12, 3))
    before = plan(problem, 0.15)
    later = sorted(visit for visit, (_, start) in before.where().items() if start >= NINE)
    assume(later)
    visit = later[seed % len(later)]
    event = Event(visit, None if late is None else before.where()[visit][1] + late * 60, now=NINE)
    for repair in repairs(problem, before, event):
        assert_told_hours_hold(problem, before, repair.plan, event)


def assert_told_hours_hold(problem: Problem, before: Plan, after: Plan, event: Event) -> None:
    for visit, (technician, start) in after.where().items():
        was = before.where().get(visit)
        if was and was[1] < event.now:
            assert (technician, start) == was
        elif visit == event.visit:
            assert event.start is not None
            assert start >= event.start
        else:
            assert start >= event.now
            assert any(opens <= start <= closes for opens, closes in problem.visits[visit].starts)


def test_three_repairs_of_three_kinds_the_least_disturbing_first() -> None:
    problem = problem_of(a_day(3, 24, 5))
    before = plan(problem, 0.5)
    visit, (_, start) = next(pair for pair in before.where().items() if pair[1][1] > NINE)
    found = repairs(problem, before, Event(visit, start + 45 * 60, now=NINE))
    assert len({repair.kind for repair in found}) == 3
    disturbed = [(len(repair.plan.unplanned), repair.moved) for repair in found]
    assert disturbed == sorted(disturbed)


def test_keeping_the_order_calls_those_whose_hour_changes_and_no_one_else() -> None:
    visits = [a_visit("Talence", windows=[["09:00", "12:00"]]), a_visit("Pessac", windows=[["14:00", "16:00"]])]
    problem = problem_of({"technicians": [a_technician("Karim")], "visits": visits})
    before = plan(problem, 0.2)
    shift = next(one for one in repairs(problem, before, Event(0, 10 * 3600)) if one.kind == "shift")
    assert shift.moved == 0
    assert [(call.visit, call.technician) for call in shift.calls] == [(0, None), (None, 0)]
    assert shift.calls[0].text.replace("\u00a0", " ") == "Votre rendez-vous de 9 h 00 aura lieu à 10 h 00 avec Karim."


def test_a_cancelled_visit_leaves_its_place_to_one_that_waited() -> None:
    visits = [a_visit("Talence", minutes=400), a_visit("Pessac", minutes=300)]
    problem = problem_of({"technicians": [a_technician("Karim")], "visits": visits})
    before = plan(problem, 0.2)
    held = next(iter(before.where()))
    found = repairs(problem, before, Event(held, None))
    fill = next(one for one in found if one.kind == "fill")
    assert fill.title == f"Prendre {problem.visits[1 - held].title}, qui attendait, chez Karim"
    assert set(fill.plan.where()) == {1 - held}
