"""Tours measured and corrected, months asked, approved, locked and paid."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from liciel_app.agenda.mileage import paper, queries, scales, services, touring
from liciel_app.agenda.mileage.scales import Vehicle
from liciel_app.agenda.models import AppointmentKind, AppointmentState
from liciel_app.agenda.models_mileage import MileageLine, TourCorrection, TourDay, VehicleCategory
from liciel_app.agenda.models_time import AppointmentPerson, AppointmentResource
from liciel_app.core.errors import Conflict, Invalid, NotAllowed, NotFound, Refused
from liciel_app.core.work import Work, begin
from tests.agenda.mileage import months
from tests.agenda.mileage.months import DECEMBER, NOVEMBER, OCTOBER, PESSAC, Clock
from tests.conftest import rows
from tests.people import Cast

CAR = Vehicle(VehicleCategory.CAR, 5)
DAY = date(2026, 11, 20)


def test_karims_day_is_measured_from_home_to_home_in_the_order_of_the_visits(work: Work, people: Cast) -> None:
    karim = months.karim_drives(work, people).account_id
    months.a_visit(work, karim, months.at(2026, 11, 20, 13), PESSAC, city="Pessac")
    months.a_visit(work, karim, months.at(2026, 11, 20))
    months.noted(work, karim, NOVEMBER, DAY)
    (row,) = queries.month_sheet(work, karim, NOVEMBER).days
    assert (row.route, row.km, row.estimated) == ("Mérignac → Talence → Pessac → Mérignac", "17,0\u00a0km", True)
    assert (row.vehicle, row.warning) == ("Clio GH-123-KL", "")


def test_what_was_not_driven_is_not_counted(work: Work, people: Cast) -> None:
    karim = months.karim_drives(work, people).account_id
    months.a_visit(work, karim, months.at(2026, 11, 20), state=AppointmentState.CANCELLED)
    months.a_visit(work, karim, months.at(2026, 11, 20, 10), state=AppointmentState.DAY_OFF)
    months.a_visit(work, karim, months.at(2026, 11, 20, 12), provisional=True)
    months.a_visit(work, karim, months.at(2026, 11, 20, 14), None, kind=AppointmentKind.EVENT)
    months.a_visit(work, karim, months.at(2026, 11, 24))
    assert touring.tours(work, karim, NOVEMBER, date(2026, 11, 30)) == []


def test_a_visit_cancelled_afterwards_leaves_the_day_until_the_month_is_approved(work: Work, people: Cast) -> None:
    karim = months.karim_drives(work, people).account_id
    visit = months.a_visit(work, karim, months.at(2026, 11, 20))
    months.noted(work, karim, NOVEMBER, DAY)
    visit.state = AppointmentState.CANCELLED
    work.db.add(visit)
    work.db.flush()
    months.noted(work, karim, NOVEMBER, DAY)
    assert [row.km for row in queries.month_sheet(work, karim, NOVEMBER).days] == ["0,0\u00a0km"]
    assert touring.to_measure(work, karim, NOVEMBER, DAY) == []


def test_who_goes_along_drives_too_and_a_vehicle_of_the_office_is_not_paid(work: Work, people: Cast) -> None:
    use = months.karim_drives(work, people)
    marc = months.a_visit(work, people.manager.account_id or 0, months.at(2026, 11, 20))
    work.db.add(AppointmentPerson(appointment_id=marc.id or 0, account_id=use.account_id))
    work.db.add(AppointmentResource(appointment_id=marc.id or 0, resource_id=months.a_car(work, "Kangoo")))
    work.db.flush()
    months.noted(work, use.account_id, NOVEMBER, DAY)
    sheet = queries.month_sheet(work, use.account_id, NOVEMBER)
    assert (sheet.km, sheet.cents, sheet.days[0].warning) == ("0,0\u00a0km", 0, queries.OFFICE_VEHICLE)


def test_unknown_places_and_homes_are_said(work: Work, people: Cast) -> None:
    karim = people.technician.account_id or 0
    months.a_visit(work, karim, months.at(2026, 11, 20))
    months.a_visit(work, karim, months.at(2026, 11, 20, 11), None)
    months.noted(work, karim, NOVEMBER, DAY)
    (row,) = queries.month_sheet(work, karim, NOVEMBER).days
    assert row.warning == f"{queries.NO_VEHICLE} Rendez-vous sans coordonnées, non comptés : 1. {queries.NO_HOME}"


def test_a_correction_keeps_the_tour_as_planned_and_says_who_and_why(work: Work, people: Cast) -> None:
    karim = months.karim_drives(work, people).account_id
    months.a_visit(work, karim, months.at(2026, 11, 20))
    months.noted(work, karim, NOVEMBER, DAY)
    services.correct(work, account_id=karim, day=DAY, km="42,5 km", reason="Déviation par Cestas")
    (row,) = queries.month_sheet(work, karim, NOVEMBER).days
    assert (row.km, row.planned, row.reason, row.corrected_by, row.estimated) == (
        "42,5\u00a0km", "15,4\u00a0km", "Déviation par Cestas", "Nathalie Ferrand", False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("km", "reason", "day", "field"),
    [
        ("-3", "Retour", DAY, "km"),
        ("1500,1", "Retour", DAY, "km"),
        ("1e9", "Retour", DAY, "km"),
        ("NaN", "Retour", DAY, "km"),
        ("vingt", "Retour", DAY, "km"),
        ("", "Retour", DAY, "km"),
        ("12,34", "Retour", DAY, "km"),
        ("0", "Retour", DAY, "km"),
        ("12", "  ", DAY, "reason"),
        ("12", "Retour", date(2026, 11, 24), "day"),
        ("12", "Retour", date(2024, 12, 31), "day"),
    ],
)
def test_a_wrong_correction_gets_a_sentence_and_saves_nothing(
    work: Work, people: Cast, km: str, reason: str, day: date, field: str
) -> None:
    karim = people.technician.account_id or 0
    with pytest.raises(Invalid) as refusal:
        services.correct(work, account_id=karim, day=day, km=km, reason=reason)
    assert set(refusal.value.fields) == {field}
    assert rows(work, "tourcorrection") == 0


def test_november_crosses_five_thousand_kilometres_exactly(work: Work, people: Cast) -> None:
    """4 980 km before: 20 km at the first rate, 10 at the second."""
    karim = months.karim_drives(work, people, date(2026, 11, 16), km_before=4980).account_id
    months.driven(work, karim, DAY, "30")
    sheet = queries.month_sheet(work, karim, NOVEMBER)
    (line,) = sheet.lines
    assert (line.before, line.after) == ("4\u202f980,0\u00a0km", "5\u202f010,0\u00a0km")
    assert sheet.cents == 20 * 63.6 + 10 * 35.7 == scales.cents(CAR, 2026, 50_100) - scales.cents(CAR, 2026, 49_800)


def test_a_month_is_asked_by_its_driver_approved_by_somebody_else_then_paid(people: Cast, set_clock: Clock) -> None:
    karim = months.two_months(people)
    set_clock(months.at(2026, 12, 1))
    october = months.asked(people, OCTOBER)
    assert months.asked(people, OCTOBER).id == october.id
    done = months.approved(people.assistant, october)
    assert (done.tenths, done.cents, done.approved_by) == (1000, 6360, "Nathalie Ferrand")
    with begin(people.manager) as work:
        services.mark_paid(work, october.id or 0)
        services.mark_paid(work, october.id or 0)
        sheet = queries.month_sheet(work, karim, OCTOBER)
        assert (sheet.state, sheet.amount, len(sheet.history)) == ("paid", "63,60\u00a0€", 3)
        assert paper.digest(services.queries.get(work, october.id or 0).paper) == done.data_hash


def test_what_changes_after_the_approval_goes_to_the_next_month(people: Cast, set_clock: Clock) -> None:
    karim = months.two_months(people)
    set_clock(months.at(2026, 12, 1))
    october = months.approved(people.assistant, months.asked(people, OCTOBER))
    with begin(people.technician) as work:
        months.driven(work, karim, date(2026, 10, 6), "180")
        sheet = queries.month_sheet(work, karim, OCTOBER)
        assert (sheet.cents, sheet.km) == (6360, "100,0\u00a0km")
    november = months.approved(people.assistant, months.asked(people, NOVEMBER))
    assert (october.cents, november.cents) == (6360, (50 + 80) * 63.6)
    with begin(people.manager) as work:
        lines = work.db.exec(select(MileageLine).order_by(MileageLine.id)).all()  # type: ignore[arg-type]
        assert [(one.tenths_before, one.tenths_after) for one in lines] == [(0, 1000), (1000, 2300)]


def test_what_was_paid_in_excess_is_taken_from_the_next_months(people: Cast, set_clock: Clock) -> None:
    karim = months.two_months(people)
    set_clock(months.at(2027, 1, 2))
    months.approved(people.assistant, months.asked(people, OCTOBER))
    with begin(people.technician) as work:
        months.driven(work, karim, date(2026, 10, 6), "20")
        months.driven(work, karim, date(2026, 12, 3), "100")
    november = months.approved(people.assistant, months.asked(people, NOVEMBER))
    december = months.approved(people.assistant, months.asked(people, DECEMBER))
    assert (november.cents, december.cents) == (0, 170 * 63.6 - 6360)


def test_the_tours_of_an_approved_month_stay_as_they_were(people: Cast, set_clock: Clock) -> None:
    karim = months.two_months(people)
    set_clock(months.at(2026, 12, 1))
    months.approved(people.assistant, months.asked(people, OCTOBER))
    with begin(people.assistant) as work:
        months.a_visit(work, karim, months.at(2026, 10, 6, 16))
        months.noted(work, karim, OCTOBER, date(2026, 10, 31))
        day = work.db.exec(select(TourDay).where(TourDay.day == date(2026, 10, 6))).one()
        assert (day.tenths, day.stops) == (0, 0)


def test_a_month_is_asked_once_over_and_in_order(people: Cast, set_clock: Clock) -> None:
    months.two_months(people)
    set_clock(months.at(2026, 11, 30))
    with pytest.raises(Refused, match="n’est pas fini"):
        months.asked(people, NOVEMBER)
    set_clock(months.at(2026, 12, 1))
    with pytest.raises(Refused, match="octobre 2026"):
        months.asked(people, NOVEMBER)
    with pytest.raises(Refused, match="Aucun kilomètre"):
        months.asked(people, date(2026, 9, 1))
    october = months.asked(people, OCTOBER)
    november = months.asked(people, NOVEMBER)
    with pytest.raises(Conflict, match="passe d’abord"):
        months.approved(people.assistant, november)
    months.approved(people.assistant, october)
    months.approved(people.assistant, november)


def test_an_approver_approves_the_amount_that_was_read(people: Cast, set_clock: Clock) -> None:
    months.two_months(people)
    set_clock(months.at(2026, 12, 1))
    october = months.asked(people, OCTOBER)
    with begin(people.assistant) as work, pytest.raises(Conflict, match="a changé"):
        services.approve(work, services.Claim(october.id or 0, 6361))
    with begin(people.assistant) as work, pytest.raises(Conflict, match="une fois approuvé"):
        services.mark_paid(work, october.id or 0)


def test_a_statement_sent_back_is_asked_again(people: Cast, set_clock: Clock) -> None:
    karim = months.two_months(people)
    set_clock(months.at(2026, 12, 1))
    october = months.asked(people, OCTOBER)
    with begin(people.assistant) as work:
        with pytest.raises(Invalid):
            services.send_back(work, october.id or 0, " ")
        services.send_back(work, october.id or 0, "Le 6, vous étiez en congé")
        assert queries.month_sheet(work, karim, OCTOBER).returned_why == "Le 6, vous étiez en congé"
        with pytest.raises(Conflict):
            services.send_back(work, october.id or 0, "Encore")
    assert months.asked(people, OCTOBER).returned_why == ""
    months.approved(people.assistant, october)
    with pytest.raises(Conflict, match="déjà approuvé"):
        months.asked(people, OCTOBER)


def test_nobody_approves_their_own_month(people: Cast, set_clock: Clock) -> None:
    months.two_months(people)
    set_clock(months.at(2026, 12, 1))
    october = months.asked(people, OCTOBER)
    for who, refusal in ((people.technician, NotAllowed), (people.client, NotFound), (people.sales, NotFound)):
        for gesture in (
            lambda work: services.approve(work, services.Claim(october.id or 0, 6360)),
            lambda work: services.send_back(work, october.id or 0, "Non"),
            lambda work: services.mark_paid(work, october.id or 0),
        ):
            with begin(who) as work, pytest.raises(refusal):
                gesture(work)


@pytest.mark.parametrize("who", ["client", "stranger", "sales", "visitor"])
def test_others_find_no_kilometre(work: Work, people: Cast, who: str) -> None:
    karim = months.karim_drives(work, people).account_id
    work.actor = getattr(people, who)
    for gesture in (
        lambda: queries.month_sheet(work, karim, NOVEMBER),
        lambda: services.correct(work, account_id=karim, day=DAY, km="12", reason="Retour"),
        lambda: services.ask(work, OCTOBER),
    ):
        with pytest.raises(NotFound):
            gesture()
    assert queries.people_rows(work, NOVEMBER) == []
    assert queries.vehicle_rows(work) == []


def test_each_correction_is_kept(work: Work, people: Cast) -> None:
    karim = months.karim_drives(work, people).account_id
    for turn, km in enumerate(("10", "12", "11,5")):
        services.correct(work, account_id=karim, day=DAY - timedelta(days=1), km=km, reason=f"Essai {turn}")
    assert [one.tenths for one in work.db.exec(select(TourCorrection)).all()] == [100, 120, 115]
    assert queries.month_sheet(work, karim, NOVEMBER).km == "11,5\u00a0km"
