"""Who drives what: no two at once, nothing unknown to the scale, nothing changed in what is approved."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liciel_app.agenda.mileage import entrusting, queries
from liciel_app.agenda.mileage.entrusting import Entrusting
from liciel_app.agenda.mileage.rules import Period
from liciel_app.agenda.models_mileage import VehicleCategory, VehicleSheet
from liciel_app.core.errors import Conflict, Invalid, NotAllowed, NotFound
from liciel_app.core.work import Work, begin
from liciel_app.office.models import Resource
from tests.agenda.mileage import months
from tests.agenda.mileage.months import NOVEMBER, OCTOBER, Clock
from tests.conftest import rows
from tests.people import Cast

DAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"power": 0}, "power"),
        ({"power": -5}, "power"),
        ({"power": 100}, "power"),
        ({"km_before": -1}, "km_before"),
        ({"km_before": 999_999}, "km_before"),
        ({"since": date(2019, 1, 1)}, "since"),
        ({"since": date(2031, 1, 1)}, "since"),
        ({"resource_id": 4_000}, "resource_id"),
    ],
)
def test_what_the_scale_does_not_know_gets_a_sentence_and_saves_nothing(
    work: Work, people: Cast, wrong: dict[str, object], field: str
) -> None:
    facts = {"account_id": people.technician.account_id, "resource_id": months.a_car(work), "since": DAY, "power": 5}
    with pytest.raises(Invalid) as refusal:
        entrusting.entrust(work, Entrusting(**{**facts, **wrong}))  # type: ignore[arg-type]
    assert set(refusal.value.fields) == {field}
    assert (rows(work, "vehicleuse"), rows(work, "vehiclesheet")) == (0, 0)


def test_an_instrument_is_no_vehicle_and_a_moped_has_no_power(work: Work, people: Cast) -> None:
    karim, ladder = people.technician.account_id or 0, Resource(name="Échelle", kind="instrument")
    work.db.add(ladder)
    work.db.flush()
    with pytest.raises(Invalid):
        entrusting.entrust(work, Entrusting(karim, ladder.id or 0, DAY, power=5))
    moped = months.a_car(work, "Vélomoteur")
    entrusting.entrust(work, Entrusting(karim, moped, DAY, VehicleCategory.MOPED, power=7))
    assert work.db.get_one(VehicleSheet, moped).power == 0
    assert queries.vehicle_rows(work)[0].power == "cyclomoteur"


def test_nobody_drives_two_vehicles_and_no_vehicle_has_two_drivers(work: Work, people: Cast) -> None:
    clio = months.karim_drives(work, people)
    other = Entrusting(clio.account_id, months.a_car(work, "Kangoo"), date(2026, 12, 1), power=6)
    with pytest.raises(Conflict, match="conduit déjà"):
        entrusting.entrust(work, other)
    entrusting.end_use(work, clio.id or 0, date(2026, 11, 30))
    kangoo = entrusting.entrust(work, other)
    with pytest.raises(Conflict, match="conduit déjà"):
        entrusting.end_use(work, clio.id or 0, date(2026, 12, 1))
    assert [row.use_id for row in queries.vehicle_rows(work)] == [kangoo.id, clio.id]


def test_each_vehicle_has_its_own_thresholds(work: Work, people: Cast) -> None:
    clio = months.karim_drives(work, people, km_before=5000)
    months.driven(work, clio.account_id, date(2026, 11, 2), "10")
    entrusting.end_use(work, clio.id or 0, date(2026, 11, 9))
    kangoo = months.a_car(work, "Kangoo")
    entrusting.entrust(work, Entrusting(clio.account_id, kangoo, date(2026, 11, 10), power=5, electric=True))
    months.driven(work, clio.account_id, DAY, "10")
    lines = queries.month_sheet(work, clio.account_id, NOVEMBER).lines
    assert [line.amount for line in lines] == ["3,57\u00a0€", "7,63\u00a0€"]


def test_what_is_approved_keeps_its_vehicle(people: Cast, set_clock: Clock) -> None:
    with begin(people.assistant) as work:
        clio = months.karim_drives(work, people)
        months.driven(work, clio.account_id, date(2026, 10, 6), "100")
    set_clock(months.at(2026, 11, 2))
    months.approved(people.assistant, months.asked(people, OCTOBER))
    with begin(people.assistant) as work:
        with pytest.raises(Conflict, match="31/10/2026"):
            entrusting.end_use(work, clio.id or 0, date(2026, 10, 15))
        with pytest.raises(Invalid):
            entrusting.end_use(work, clio.id or 0, date(2025, 10, 15))
        entrusting.end_use(work, clio.id or 0, date(2026, 10, 31))
        kangoo = months.a_car(work, "Kangoo")
        entrusting.entrust(work, Entrusting(clio.account_id, kangoo, date(2026, 11, 1), power=6))


@pytest.mark.parametrize(
    ("who", "refusal"), [("technician", NotAllowed), ("sales", NotAllowed), ("client", NotAllowed)]
)
def test_others_declare_no_vehicle(work: Work, people: Cast, who: str, refusal: type[Exception]) -> None:
    clio = months.karim_drives(work, people)
    kangoo = months.a_car(work, "Kangoo")
    work.actor = getattr(people, who)
    with pytest.raises(refusal):
        entrusting.entrust(work, Entrusting(clio.account_id, kangoo, DAY, power=5))
    with pytest.raises(refusal):
        entrusting.end_use(work, clio.id or 0, DAY)


def test_an_unknown_person_or_period_is_not_found(work: Work, people: Cast) -> None:
    with pytest.raises(NotFound):
        entrusting.entrust(work, Entrusting(people.manager.account_id or 0, months.a_car(work), DAY, power=5))
    with pytest.raises(NotFound):
        entrusting.end_use(work, 4_000, DAY)


days = st.dates(date(2026, 1, 1), date(2026, 3, 1))
periods = st.builds(Period, days, st.none() | days)


@given(periods, periods, days)
def test_a_day_in_both_means_that_they_meet(one: Period, other: Period, day: date) -> None:
    if one.holds(day) and other.holds(day):
        assert one.meets(other)
        assert other.meets(one)
