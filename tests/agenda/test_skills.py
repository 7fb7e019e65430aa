"""Who may be sent: certificates, insurance, instruments and vehicles decide at booking, and the refusal says why."""

from datetime import date, timedelta

import pytest

from liciel_app.agenda import planner
from liciel_app.agenda import queries as agenda_queries
from liciel_app.agenda import services as agenda
from liciel_app.agenda.models import Appointment
from liciel_app.agenda.queries.planning_facts import Wanted, question
from liciel_app.agenda.services.certifying import Rights
from liciel_app.agenda.services.resources import Facts
from liciel_app.agenda.services.taking import taken_by
from liciel_app.agenda.slots.facts import Visit
from liciel_app.core import worker
from liciel_app.core.access import Role
from liciel_app.core.errors import Conflict, Invalid, NotFound
from liciel_app.core.work import Work, begin
from liciel_app.dossiers import queries, services
from liciel_app.dossiers.models import Stage
from liciel_app.dossiers.queries.planning import proposal
from liciel_app.office.models import Certification, Resource, Technician
from liciel_app.orders.certificates import skills_for
from tests.agenda.offices import TALENCE
from tests.agenda.test_booking import NINE
from tests.conftest import rows
from tests.dossiers.cases import a_dossier
from tests.people import Cast, an_account

EVERYTHING = ("DPE", "CREP", "AMIANTE", "TERMITES", "GAZ", "ELEC")


@pytest.fixture
def karim(people: Cast) -> int:
    return people.technician.account_id or 0


@pytest.fixture
def analyser(work: Work) -> Resource:
    return agenda.save_resource(work, Facts("Analyseur plomb XRF-1", "instrument", serves=("CREP",)))


def a_colleague(work: Work, name: str = "Julien Morel", until: date | None = None) -> int:
    account = an_account(work, f"{name[:3].lower()}@atlantique-diag.example", name, Role.TECHNICIAN)
    number = account.id or 0
    work.db.add(Technician(account_id=number, home_city="Pessac", home_lat=44.806, home_lon=-0.63))
    work.db.add_all(Certification(account_id=number, code=code, until=until) for code in EVERYTHING)
    work.db.flush()
    return number


def assigned(work: Work, technician_id: int, hours: int = 0, **more: object) -> Appointment:
    """DPE, lead and asbestos of a house in Talence, two hours."""
    number = a_dossier(work).id or 0
    return services.assign(
        work, number, technician_id=technician_id, starts_at=NINE + timedelta(hours=hours), minutes=120, **more  # type: ignore[arg-type]
    )  # fmt: skip


def things(work: Work, appointment: Appointment) -> list[int]:
    return taken_by(work, appointment)[1]


@pytest.mark.parametrize(
    ("codes", "kind", "skills"),
    [
        (("DAPP", "DTA", "AMIANTE"), "appartement", ("AMIANTE",)),
        (("DPE", "CARREZ", "ERP", "BOUTIN"), "maison", ("DPE",)),
        (("DPE", "DPE_COLL"), "immeuble", ("DPE_MENTION",)),
        (("RAAT", "CREP_PC", "GAZ", "ELEC"), "commercial", ("AMIANTE_MENTION", "CREP", "GAZ", "ELEC")),
        (("NOTHING",), "", ()),
    ],
)
def test_each_mission_asks_for_its_certificate(codes: tuple[str, ...], kind: str, skills: tuple[str, ...]) -> None:
    assert skills_for(codes, kind) == skills


def test_a_technician_without_the_certificate_is_not_assigned(work: Work) -> None:
    julien = a_colleague(work)
    agenda.certify(work, julien, Rights({"DPE": None, "CREP": None}))
    with pytest.raises(Conflict, match="Julien Morel n’a pas la certification Amiante"):
        assigned(work, julien)
    assert rows(work, "appointment") == 0


def test_a_certificate_that_ended_blocks_with_its_date_and_its_last_day_does_not(work: Work) -> None:
    julien = a_colleague(work, until=date(2026, 11, 24))
    assert assigned(work, julien).id
    with pytest.raises(Conflict, match="La certification DPE de Julien Morel a pris fin le 24/11/2026"):
        assigned(work, julien, hours=24)


def test_an_insurance_that_ended_blocks_with_its_date(work: Work, karim: int) -> None:
    agenda.certify(work, karim, Rights(dict.fromkeys(EVERYTHING), insured_until=date(2026, 11, 23)))
    with pytest.raises(Conflict, match="L’assurance de Karim Benali est échue depuis le 23/11/2026"):
        assigned(work, karim)


def test_the_lead_analyser_goes_with_the_visit_and_the_second_is_refused_naming_the_first(
    work: Work, karim: int, analyser: Resource
) -> None:
    first = assigned(work, karim)
    assert things(work, first) == [analyser.id]
    with pytest.raises(Conflict, match="Analyseur plomb XRF-1 est déjà réservé pour « Maison 95 m², Talence »"):
        assigned(work, a_colleague(work))


def test_of_two_analysers_the_free_one_is_taken(work: Work, karim: int, analyser: Resource) -> None:
    other = agenda.save_resource(work, Facts("Analyseur plomb XRF-2", "instrument", serves=("CREP",)))
    assigned(work, karim)
    assert things(work, assigned(work, a_colleague(work))) == [other.id]


def test_an_analyser_out_of_date_keeps_the_visit_at_the_office(work: Work, karim: int, analyser: Resource) -> None:
    analyser.checked_until = date(2026, 11, 20)
    with pytest.raises(Conflict, match="Analyseur plomb XRF-1 : contrôle périmé depuis le 20/11/2026"):
        assigned(work, karim)


def test_an_analyser_that_is_always_with_karim_is_not_julien_s(work: Work, karim: int, analyser: Resource) -> None:
    analyser.carried_by = karim
    with pytest.raises(Conflict, match="Analyseur plomb XRF-1 est toujours avec Karim Benali"):
        assigned(work, a_colleague(work))
    assert things(work, assigned(work, karim)) == [analyser.id]


def test_karims_car_goes_with_him_and_stays_when_another_goes(work: Work, karim: int) -> None:
    clio = agenda.save_resource(work, Facts("Clio GH-123-KL", "vehicle", carried_by=karim))
    visit = assigned(work, karim)
    assert things(work, visit) == [clio.id]
    julien = a_colleague(work)
    agenda.move(work, visit.id or 0, technician_id=julien, starts_at=NINE, minutes=120)
    assert things(work, visit) == []


def test_karims_car_without_insurance_keeps_him_at_the_office(work: Work, karim: int) -> None:
    agenda.save_resource(work, Facts("Clio", "vehicle", carried_by=karim, insured_until=date(2026, 11, 22)))
    with pytest.raises(Conflict, match="Clio : assurance échue depuis le 22/11/2026"):
        assigned(work, karim)


def test_the_office_chooses_the_things_itself(work: Work, karim: int, analyser: Resource) -> None:
    lent = agenda.save_resource(work, Facts("Analyseur prêté", "instrument"))
    visit = assigned(work, karim, resources=[lent.id or 0])
    assert things(work, visit) == [lent.id]
    again = services.assign(
        work, visit.link_id or 0, technician_id=karim, starts_at=NINE, minutes=120, resources=[analyser.id or 0]
    )
    assert things(work, again) == [analyser.id]


def test_a_move_takes_the_analyser_along_or_is_refused(work: Work, karim: int, analyser: Resource) -> None:
    assigned(work, karim)
    later = assigned(work, a_colleague(work), hours=5)
    with pytest.raises(Conflict, match="est déjà réservé"):
        agenda.move(work, later.id or 0, technician_id=later.technician_id, starts_at=NINE, minutes=120)
    moved = agenda.move(
        work, later.id or 0, technician_id=later.technician_id, starts_at=NINE + timedelta(hours=7), minutes=60
    )
    assert things(work, moved) == [analyser.id]


def test_nothing_is_proposed_while_every_analyser_is_out(work: Work, karim: int, analyser: Resource) -> None:
    one = work.db.get_one(Technician, karim)
    one.home_lat, one.home_lon = TALENCE
    julien = a_colleague(work)
    assigned(work, julien)
    needs = agenda_queries.served(work, ("CREP", "DPE"))
    asked = Visit(TALENCE, 120, frozenset(("CREP",)), needs)
    answer = planner.best_slots(question(work, asked, Wanted(only=[karim], first=20, per_gap=9)))
    tuesday = [slot for slot in answer.slots if f"{slot.start:%d}" == "24"]
    assert needs == {"CREP"}
    assert tuesday
    assert all(slot.start >= NINE + timedelta(hours=2) for slot in tuesday)


def test_a_car_that_ends_is_the_reason_why_nothing_is_proposed(work: Work, karim: int) -> None:
    one = work.db.get_one(Technician, karim)
    one.home_lat, one.home_lon = TALENCE
    agenda.save_resource(work, Facts("Clio", "vehicle", carried_by=karim, checked_until=date(2026, 11, 22)))
    answer = planner.best_slots(question(work, Visit(TALENCE, 60), Wanted(only=[karim])))
    assert [one.why for one in answer.refused] == ["Clio n’est plus utilisable après le 22/11/2026."]


def test_certificates_are_kept_exactly_and_nobody_else_changes_them(people: Cast) -> None:
    karim = people.technician.account_id or 0
    with begin(people.assistant) as work:
        agenda.certify(work, karim, Rights({"DPE": date(2027, 1, 31)}))
        agenda.certify(work, karim, Rights({"DPE": date(2027, 1, 31)}))
        assert rows(work, "certification") == 1
        with pytest.raises(Invalid):
            agenda.certify(work, karim, Rights({"MAGIC": None}))
    for who in (people.technician, people.client, people.visitor):
        with begin(who) as work, pytest.raises(NotFound):
            agenda.certify(work, karim, Rights({}))


def test_a_provisional_visit_leaves_the_dossier_and_its_people_untold_until_it_is_published(people: Cast) -> None:
    karim = people.technician.account_id or 0
    with begin(people.assistant) as work:
        dossier = a_dossier(work, people.client_id)
        number = dossier.id or 0
        services.assign(work, number, technician_id=karim, starts_at=NINE, minutes=120, provisional=True)
        assert (dossier.stage, dossier.technician_id, dossier.appointment_id) == (Stage.TO_PLAN, None, None)
        assert rows(work, "message") == 0
        waiting = agenda_queries.to_publish(work, until=NINE + timedelta(days=1), technician_id=karim)
        assert (waiting.appointments, waiting.clients, waiting.technicians) == (1, 1, 1)
        assert agenda_queries.to_publish(work, until=NINE + timedelta(days=1), since=NINE + timedelta(hours=1)) == (
            agenda_queries.ToPublish()
        )
    with begin(people.client) as work:
        assert queries.dossier_sheet(work, number).visit.day == ""
    with begin(people.assistant) as work:
        agenda.publish(work, until=NINE + timedelta(days=1), technician_id=karim)
    worker.keep_all_due()
    with begin(people.assistant) as work:
        dossier = queries.get(work, number)
        assert (dossier.stage, dossier.technician_id, dossier.visit_at) == (Stage.PLANNED, karim, NINE)
        assert agenda_queries.to_publish(work, until=NINE + timedelta(days=1)) == agenda_queries.ToPublish()


def test_a_provisional_visit_moves_is_confirmed_or_falls_without_a_second_one(work: Work, people: Cast) -> None:
    karim = people.technician.account_id or 0
    dossier = a_dossier(work, people.client_id)
    number, later = dossier.id or 0, NINE + timedelta(hours=5)
    for starts_at in (NINE, later):
        services.assign(work, number, technician_id=karim, starts_at=starts_at, minutes=120, provisional=True)
    assert rows(work, "appointment") == 1
    services.cancel_visit(work, number)
    services.assign(work, number, technician_id=karim, starts_at=NINE, minutes=60, provisional=True)
    told = services.assign(work, number, technician_id=karim, starts_at=NINE, minutes=60)
    assert (told.provisional, dossier.stage, dossier.visit_at) == (False, Stage.PLANNED, NINE)


def test_the_dialog_opens_on_what_the_office_planned_for_itself(work: Work, people: Cast) -> None:
    karim = people.technician.account_id or 0
    number = a_dossier(work).id or 0
    services.assign(work, number, technician_id=karim, starts_at=NINE, minutes=90, provisional=True)
    found = proposal(work, number)
    assert (found.technician, found.day, found.start, found.minutes) == (str(karim), "2026-11-24", "09:00", "90")


def test_nobody_outside_the_office_counts_what_is_to_publish(work: Work, people: Cast) -> None:
    assigned(work, people.technician.account_id or 0, provisional=True)
    for who in (people.technician, people.client, people.visitor):
        work.actor = who
        assert agenda_queries.to_publish(work, until=NINE + timedelta(days=9)).appointments == 0
