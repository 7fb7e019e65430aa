"""« LivePilot »: Karim's own figures against the public control thresholds."""

import uuid
from datetime import datetime, timedelta

import pytest

from liciel_app.agenda.models import Appointment, AppointmentState
from liciel_app.agenda.queries.figures import MOST_DPE, figures
from liciel_app.core.errors import NotFound
from liciel_app.core.work import Work, begin
from tests.conftest import MONDAY
from tests.mobile.colleague import a_colleague
from tests.people import Cast

TALENCE, ARCACHON = (44.802, -0.588), (44.658, -1.168)


def a_visit(
    work: Work,
    people: Cast,
    at: datetime,
    *,
    where: tuple[float, float] = TALENCE,
    needs: str = "DPE CREP",
    state: AppointmentState = AppointmentState.DONE,
) -> None:
    work.db.add(
        Appointment(
            uid=str(uuid.uuid4()),
            title="Visite",
            technician_id=people.technician.account_id or 0,
            starts_at=at,
            ends_at=at + timedelta(hours=1),
            state=state,
            city="Talence" if where is TALENCE else "Arcachon",
            lat=where[0],
            lon=where[1],
            needs=needs,
        )
    )


def test_only_dwellings_dpe_done_in_twelve_months_count(people: Cast) -> None:
    with begin(people.manager) as work:
        for days, needs in ((1, "DPE CREP"), (400, "DPE"), (2, "DPE_COLL"), (3, "CREP")):
            a_visit(work, people, MONDAY - timedelta(days=days), needs=needs)
        a_visit(work, people, MONDAY + timedelta(days=2), state=AppointmentState.PLANNED)
        a_visit(work, people, MONDAY - timedelta(days=5), state=AppointmentState.CANCELLED)
    with begin(people.technician, writing=False) as work:
        found = figures(work, people.technician.account_id or 0)
    assert (found.dpe_year, found.dpe_ahead, found.visits_year, found.dpe_most) == (1, 1, 3, 1000)
    assert found.warnings == []


@pytest.mark.parametrize(
    ("done", "ahead", "words"), [(898, 1, ""), (899, 0, ""), (900, 0, "la limite"), (1001, 0, "suspendue")]
)
def test_he_is_warned_before_a_thousand(people: Cast, done: int, ahead: int, words: str) -> None:
    with begin(people.manager) as work:
        for number in range(done):
            a_visit(work, people, MONDAY - timedelta(days=1, minutes=number))
        for number in range(ahead):
            a_visit(work, people, MONDAY + timedelta(days=1 + number), state=AppointmentState.PLANNED)
    with begin(people.technician, writing=False) as work:
        found = figures(work, people.technician.account_id or 0)
    assert MOST_DPE == 1000
    assert (words in " ".join(found.warnings)) if words else found.warnings == []


def test_two_dpe_of_one_day_too_far_apart_are_said_and_warned_of_when_still_to_come(people: Cast) -> None:
    day = MONDAY + timedelta(days=3)
    with begin(people.manager) as work:
        for start, hours in ((MONDAY - timedelta(days=3), (2, 6)), (day, (2, 6))):
            state = AppointmentState.DONE if start < MONDAY else AppointmentState.PLANNED
            a_visit(work, people, start + timedelta(hours=hours[0]), state=state)
            a_visit(work, people, start + timedelta(hours=hours[1]), where=ARCACHON, state=state)
        a_visit(work, people, MONDAY - timedelta(days=4), where=ARCACHON)
    with begin(people.technician, writing=False) as work:
        found = figures(work, people.technician.account_id or 0)
    assert [(pair.towns, pair.ahead) for pair in found.far] == [
        ("Talence → Arcachon", True),
        ("Talence → Arcachon", False),
    ]
    assert {pair.km for pair in found.far} == {49}
    assert "40 km" in " ".join(found.warnings)


def test_the_kilometres_of_the_month_are_those_between_his_stops(people: Cast) -> None:
    with begin(people.manager) as work:
        a_visit(work, people, MONDAY - timedelta(days=3))
        a_visit(work, people, MONDAY - timedelta(days=3) + timedelta(hours=3), where=ARCACHON)
        a_visit(work, people, MONDAY - timedelta(days=30), where=ARCACHON)
    with begin(people.technician, writing=False) as work:
        assert figures(work, people.technician.account_id or 0).km_month == 63


def test_a_colleague_s_figures_are_not_found(people: Cast) -> None:
    with begin(people.manager) as work:
        sophie = a_colleague(work)
        assert figures(work, sophie).visits_year == 0
    with pytest.raises(NotFound), begin(people.technician, writing=False) as work:
        figures(work, sophie)
