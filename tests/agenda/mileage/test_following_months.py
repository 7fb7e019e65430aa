"""Months that follow one another, years too, and several people approving the same one."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

from liciel_app.agenda.mileage import queries, services, settling
from liciel_app.core.errors import Conflict
from liciel_app.core.work import begin
from tests.agenda.mileage import months
from tests.agenda.mileage.months import DECEMBER, NOVEMBER, OCTOBER, Clock
from tests.conftest import rows
from tests.people import Cast

DAY = date(2026, 11, 20)


def test_a_year_ends_and_the_next_begins_at_its_first_kilometre(people: Cast, set_clock: Clock) -> None:
    karim = months.two_months(people)
    set_clock(months.at(2027, 2, 1))
    for month in (OCTOBER, NOVEMBER):
        months.approved(people.assistant, months.asked(people, month))
    with begin(people.technician) as work:
        months.driven(work, karim, date(2026, 11, 20), "60")
        months.driven(work, karim, date(2027, 1, 5), "10")
    january = months.approved(people.assistant, months.asked(people, date(2027, 1, 1)))
    with begin(people.manager) as work:
        lines = queries.month_sheet(work, karim, january.month).lines
    assert [(line.vehicle, line.after) for line in lines] == [
        ("Clio GH-123-KL (2026)", "160,0\u00a0km"), ("Clio GH-123-KL", "10,0\u00a0km"),
    ]  # fmt: skip
    assert january.cents == 20 * 63.6


def test_a_month_is_worth_the_same_whether_those_before_are_approved_or_not(people: Cast, set_clock: Clock) -> None:
    karim = months.two_months(people)
    set_clock(months.at(2026, 12, 1))
    with begin(people.assistant) as work:
        months.driven(work, karim, DAY, "1400")
        before = queries.month_sheet(work, karim, NOVEMBER)
    months.approved(people.assistant, months.asked(people, OCTOBER))
    with begin(people.assistant) as work:
        after = queries.month_sheet(work, karim, NOVEMBER)
    assert (before.cents, before.lines) == (after.cents, after.lines)
    assert before.lines[0].before == "100,0\u00a0km"


def test_the_tours_of_the_months_before_are_measured_too(people: Cast, set_clock: Clock) -> None:
    karim = months.two_months(people)
    with begin(people.assistant) as work:
        assert settling.unmeasured_since(work, karim, NOVEMBER) == date(2026, 1, 1)
        assert settling.unmeasured_since(work, people.manager.account_id or 0, NOVEMBER) == NOVEMBER
    set_clock(months.at(2026, 12, 1))
    months.approved(people.assistant, months.asked(people, OCTOBER))
    with begin(people.assistant) as work:
        assert settling.unmeasured_since(work, karim, DECEMBER) == NOVEMBER


def test_of_several_approving_a_month_at_once_one_grants_it(people: Cast, set_clock: Clock) -> None:
    months.two_months(people)
    set_clock(months.at(2026, 12, 1))
    october = months.asked(people, OCTOBER)

    def approve(turn: int) -> str:
        try:
            with begin((people.assistant, people.manager)[turn % 2]) as work:
                services.approve(work, services.Claim(october.id or 0, 6360))
        except Conflict:
            return "refused"
        return "approved"

    with ThreadPoolExecutor(6) as crowd:
        outcomes = sorted(crowd.map(approve, range(6)))
    assert outcomes == ["approved", *["refused"] * 5]
    with begin(people.assistant) as work:
        assert rows(work, "mileageline") == 1
