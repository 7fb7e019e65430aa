"""« En route »: one SMS, with an arrival window, when the technician sets off."""

from datetime import timedelta

import pytest

from liciel_app.agenda import services as agenda
from liciel_app.agenda.models import Appointment
from liciel_app.agenda.models_messages import AppointmentGuest
from liciel_app.agenda.services import message_rules
from liciel_app.agenda.services.message_rules import Chosen
from liciel_app.core.access import SYSTEM
from liciel_app.core.work import begin
from liciel_app.dossiers import services as dossiers
from liciel_app.dossiers.models import Dossier
from liciel_app.office.models import Technician
from tests.agenda.offices import a_booking
from tests.agenda.visited import THURSDAY, Clock, a_visit, kept_promises, written
from tests.people import Cast


def sets_off(people: Cast, dossier: Dossier, *states: str) -> None:
    for state in states or ("on_the_way",):
        with begin(people.technician) as work:
            dossiers.note_progress(work, dossier.id or 0, state)
        kept_promises()


def test_claire_learns_when_karim_arrives(people: Cast, set_clock: Clock) -> None:
    dossier = a_visit(people)
    set_clock(THURSDAY - timedelta(minutes=20))
    sets_off(people, dossier)
    (sms,) = written("on_the_way")
    assert sms.recipient == "+33612345678"
    # 7,7 km from Mérignac by the straight-line rule: twelve minutes
    said = "Karim Benali est en route pour votre rendez-vous : arrivée prévue entre 08 h 50 et 09 h 20."
    assert sms.text.startswith(said)


def test_a_hand_that_hesitates_sends_one_sms(people: Cast, set_clock: Clock) -> None:
    dossier = a_visit(people)
    set_clock(THURSDAY - timedelta(minutes=20))
    sets_off(people, dossier, "on_the_way", "planned", "on_the_way", "arrived", "on_the_way")
    assert len(written("on_the_way")) == 1


def test_after_another_visit_the_road_begins_there(people: Cast, set_clock: Clock) -> None:
    dossier = a_visit(people, THURSDAY + timedelta(hours=3))
    with begin(people.assistant) as work:
        before = a_booking(work, people.technician.account_id or 0, 26, 9, (44.66, -1.17))  # Arcachon
    set_clock(THURSDAY + timedelta(hours=1, minutes=45))
    with begin(SYSTEM) as work:
        agenda.note_progress(work, before.id or 0, "done")
    sets_off(people, dossier)
    assert "entre 12 h 15 et 12 h 45" in written("on_the_way")[0].text


def test_without_places_he_is_expected_at_the_hour_of_the_visit(people: Cast, set_clock: Clock) -> None:
    dossier = a_visit(people)
    with begin(SYSTEM) as work:
        home = work.db.get_one(Technician, people.technician.account_id)
        home.home_lat = home.home_lon = None
    set_clock(THURSDAY - timedelta(minutes=20))
    sets_off(people, dossier)
    assert "entre 09 h 00 et 09 h 30" in written("on_the_way")[0].text


@pytest.mark.parametrize("why", ["switched off", "landline", "another day", "provisional"])
def test_nobody_is_told_what_is_not_so(people: Cast, set_clock: Clock, why: str) -> None:
    dossier = a_visit(people)
    set_clock(THURSDAY - (timedelta(days=2) if why == "another day" else timedelta(minutes=20)))
    with begin(people.manager) as work:
        if why == "switched off":
            message_rules.save_message_rules(work, Chosen(on_the_way=False))
        work.db.get_one(AppointmentGuest, 1).phone = "05 56 00 00 10" if why == "landline" else "0612345678"
        appointment = work.db.get_one(Appointment, dossier.appointment_id)
        appointment.state, appointment.provisional = appointment.state, why == "provisional"
    with begin(SYSTEM) as work:
        dossiers.note_progress(work, dossier.id or 0, "on_the_way")
    kept_promises()
    assert written("on_the_way") == []
