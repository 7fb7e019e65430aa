"""What is proposed when a visit is planned."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from liciel_app.core.access import Role
from liciel_app.core.work import Work
from liciel_app.dossiers.queries import planning
from liciel_app.office.models import Technician
from tests.dossiers.cases import a_dossier, a_planned_dossier
from tests.people import Cast, an_account

DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))


def test_the_booked_visit_is_what_one_starts_from(work: Work, people: Cast) -> None:
    proposed = planning.proposal(work, a_planned_dossier(work, people).id or 0)
    assert (proposed.day, proposed.start, proposed.minutes, proposed.moving) == ("2026-11-24", "09:00", "120", True)
    assert [visit.start for visit in proposed.taken] == ["09\u00a0h\u00a000"]


def test_a_technician_without_the_certificates_is_named_with_what_he_lacks(work: Work, people: Cast) -> None:
    paul = an_account(work, "p.durand@atlantique-diag.example", "Paul Durand", Role.TECHNICIAN)
    work.db.add(Technician(account_id=paul.id or 0, position=0))
    proposed = planning.proposal(work, a_dossier(work, people.client_id).id or 0)
    assert proposed.technicians[0][1] == "Paul Durand (sans certification : DPE, Plomb, Amiante)"
    assert proposed.technician == str(people.technician.account_id)


def test_values_that_are_none_find_nothing(work: Work, people: Cast) -> None:
    assert planning.taken(work, "", "2026-11-24") == planning.taken(work, "1", "hier") == []


@given(DAYS, DAYS | st.none())
def test_the_day_is_to_come_and_worked_unless_the_client_wished_it(today: date, wished: date | None) -> None:
    day = planning.next_day(today, wished)
    assert day > today
    assert day == wished or (day.weekday() < 5 and day - today <= timedelta(days=3))
