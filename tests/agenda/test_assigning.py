"""Who and what may be taken on a visit: certifications, insurance, instruments, vehicles, people who go along."""

from datetime import date, timedelta

import pytest

from liciel_app.agenda import queries, services
from liciel_app.agenda.models import Appointment
from liciel_app.agenda.rules import Contact, Details, Place
from liciel_app.agenda.services.resources import Facts
from liciel_app.core.access import Role
from liciel_app.core.errors import Conflict, Invalid, NotFound
from liciel_app.core.work import Work, begin
from liciel_app.office.models import Certification, Technician
from tests.agenda.test_booking import NINE, TALENCE
from tests.people import Cast, an_account


def booked(work: Work, technician_id: int, hours: int = 0, **details: object) -> Appointment:
    return services.book(
        work,
        technician_id=technician_id,
        starts_at=NINE + timedelta(hours=hours),
        minutes=60,
        title=f"Visite de {9 + hours} h",
        place=TALENCE,
        contact=Contact(),
        link=("dossier", 7 + hours),
        details=Details(**details),  # type: ignore[arg-type]
    )


@pytest.fixture
def karim(people: Cast) -> int:
    return people.technician.account_id or 0


@pytest.fixture
def julien(work: Work) -> int:
    account = an_account(work, "j.morel@atlantique-diag.example", "Julien Morel", Role.TECHNICIAN)
    work.db.add(Technician(account_id=account.id or 0))
    work.db.add(Certification(account_id=account.id or 0, code="AMIANTE", until=date(2026, 11, 30)))
    work.db.flush()
    return account.id or 0


def test_an_absent_certification_is_named(work: Work, julien: int) -> None:
    with pytest.raises(Conflict, match="Julien Morel n’a pas la certification DPE"):
        booked(work, julien, skills=("DPE",))


def test_a_certification_is_good_until_its_last_day_and_no_longer(work: Work, julien: int) -> None:
    assert booked(work, julien, hours=24 * 6, skills=("AMIANTE",)).id
    with pytest.raises(Conflict, match="La certification Amiante de Julien Morel a pris fin le 30/11/2026"):
        booked(work, julien, hours=24 * 7, skills=("AMIANTE",))


def test_moving_past_the_end_of_a_certification_is_refused_as_well(work: Work, julien: int) -> None:
    visit = booked(work, julien, skills=("AMIANTE",))
    with pytest.raises(Conflict, match="a pris fin"):
        services.move(
            work, visit.id or 0, technician_id=julien, starts_at=visit.starts_at + timedelta(days=8), minutes=60
        )


def test_a_technician_whose_insurance_is_over_is_not_assigned(work: Work, karim: int) -> None:
    work.db.get_one(Technician, karim).insured_until = date(2026, 11, 23)
    with pytest.raises(Conflict, match="L’assurance de Karim Benali est échue depuis le 23/11/2026"):
        booked(work, karim)


def test_the_only_lead_analyser_is_taken_once_and_the_refusal_names_by_whom(
    work: Work, karim: int, julien: int
) -> None:
    analyser = services.save_resource(work, Facts("Analyseur plomb XRF-1", "instrument")).id or 0
    services.take_along(work, booked(work, karim).id or 0, resources=[analyser])
    second = booked(work, julien)
    with pytest.raises(Conflict, match="Analyseur plomb XRF-1 est déjà réservé pour « Visite de 9 h » le 24/11/2026"):
        services.take_along(work, second.id or 0, resources=[analyser])


def test_a_visit_does_not_move_onto_a_time_its_instrument_is_taken(work: Work, karim: int, julien: int) -> None:
    analyser = services.save_resource(work, Facts("Analyseur plomb XRF-1", "instrument")).id or 0
    services.take_along(work, booked(work, karim).id or 0, resources=[analyser])
    later = booked(work, julien, hours=2)
    services.take_along(work, later.id or 0, resources=[analyser])
    with pytest.raises(Conflict, match="est déjà réservé"):
        services.move(work, later.id or 0, technician_id=julien, starts_at=NINE, minutes=60)


@pytest.mark.parametrize(
    ("dates", "sentence"),
    [
        ({"checked_until": date(2026, 11, 20)}, "contrôle périmé depuis le 20/11/2026"),
        ({"insured_until": date(2026, 11, 23)}, "assurance échue depuis le 23/11/2026"),
    ],
)
def test_a_vehicle_out_of_date_stays_at_the_office(
    work: Work, karim: int, dates: dict[str, date], sentence: str
) -> None:
    clio = services.save_resource(work, Facts("Clio GH-123-KL", "vehicle", **dates)).id or 0  # type: ignore[arg-type]
    with pytest.raises(Conflict, match=f"Clio GH-123-KL : {sentence}"):
        services.take_along(work, booked(work, karim).id or 0, resources=[clio])


def test_julien_goes_along_with_karim_and_is_busy_then(work: Work, karim: int, julien: int) -> None:
    services.take_along(work, booked(work, karim).id or 0, people=[julien])
    with pytest.raises(Conflict, match="Julien Morel a déjà « Visite de 9 h »"):
        booked(work, julien)
    assert [row.technician for row in queries.day(work, NINE.date(), julien)] == ["Karim Benali"]


def test_a_resource_without_name_or_kind_is_refused_beside_its_fields(work: Work) -> None:
    with pytest.raises(Invalid) as refusal:
        services.save_resource(work, Facts(" ", "boat"))
    assert set(refusal.value.fields) == {"name", "kind"}


def test_a_sold_vehicle_cannot_be_taken_any_more(work: Work, karim: int) -> None:
    clio = services.save_resource(work, Facts("Clio GH-123-KL", "vehicle")).id or 0
    services.close_resource(work, clio)
    assert queries.resources(work) == []
    with pytest.raises(Invalid):
        services.take_along(work, booked(work, karim).id or 0, resources=[clio])


def test_a_provisional_visit_is_unseen_by_the_technician_until_it_is_published(people: Cast) -> None:
    karim = people.technician.account_id or 0
    with begin(people.assistant) as work:
        number = booked(work, karim, provisional=True).id or 0
    with begin(people.technician) as work, pytest.raises(NotFound):
        queries.get(work, number)
    with begin(people.assistant) as work:
        assert [one.id for one in services.publish(work, until=NINE + timedelta(days=1))] == [number]
        assert services.publish(work, until=NINE + timedelta(days=1)) == []
    with begin(people.technician) as work:
        assert queries.get(work, number).sequence == 1


def test_a_provisional_visit_takes_the_time_all_the_same(work: Work, karim: int) -> None:
    booked(work, karim, provisional=True)
    with pytest.raises(Conflict, match="a déjà"):
        booked(work, karim)


def test_a_point_half_given_or_off_the_earth_is_no_home(work: Work, karim: int) -> None:
    from liciel_app.agenda.services.hours import Home

    for home in (Home("Mérignac", 44.8, None), Home("Mérignac", 144.8, 0.1)):
        with pytest.raises(Invalid):
            services.set_home(work, karim, home)
    assert services.set_home(work, karim, Home("Mérignac", 44.838, -0.643)).home_lat == 44.838
    assert Place().lat is None
