"""Karim accepts or refuses from his mail; his time is free again and the office chooses who replaces him."""

import base64
import json
from datetime import timedelta

import pytest
from icalendar import Calendar

from liciel_app.agenda import linked, planner
from liciel_app.agenda import services as agenda
from liciel_app.agenda.models import Appointment, AppointmentState
from liciel_app.agenda.models_messages import Answer, Commitment
from liciel_app.agenda.queries import visits
from liciel_app.agenda.services import answering, replacing
from liciel_app.agenda.services.taking_slot import Chosen, SlotGone
from liciel_app.core import worker
from liciel_app.core.access import SYSTEM
from liciel_app.core.errors import Conflict, Invalid, NotAllowed, NotFound
from liciel_app.core.work import Work, begin
from liciel_app.dossiers import queries as dossiers
from liciel_app.dossiers import services as dossier_services
from liciel_app.dossiers.models import Dossier, Stage
from liciel_app.messaging.models import Message
from liciel_app.office import queries as office
from liciel_app.office.models import Certification
from tests.agenda.offices import a_booking
from tests.agenda.visited import THURSDAY, a_visit, kept_promises, token_of, written
from tests.people import Cast


def refused(people: Cast) -> Dossier:
    """Julien is certified for all of it, so that somebody can replace Karim."""
    dossier = a_visit(people)
    with begin(SYSTEM) as work:
        julien = julien_of(work, people)
        work.db.add_all(Certification(account_id=julien, code=code) for code in ("DPE", "CREP"))
    token = token_of(written("dossier.assigned")[0])
    with begin(people.visitor) as work:
        answering.refuse_by_link(work, token, "Formation ce jour-là")
    kept_promises()
    return dossier


def julien_of(work: Work, people: Cast) -> int:
    before, work.actor = work.actor, SYSTEM
    found = next(one.id for one in office.technicians(work) if one.id != people.technician.account_id)
    work.actor = before
    return found


def event_of(letter: Message) -> Calendar:
    return Calendar.from_ical(base64.b64decode(json.loads(letter.attachments)[0][2]))


def test_the_mission_mail_says_everything(people: Cast) -> None:
    a_visit(people)
    (mail,) = written("dossier.assigned")
    for words in (
        "17 avenue Roul, 33400 Talence",
        "Claire Dupuy 06 12 34 56 78",
        "DPE, Plomb, Amiante",
        "11\u00a0h\u00a000",
        "- Demander les factures et notices des équipements",
        "- Faire accepter par écrit chaque prélèvement et son prix",
    ):
        assert words in mail.text
    assert "https://www.google.com/maps/dir/?api=1&destination=44.802,-0.588" in mail.text


def test_karim_accepts_once_and_for_all(people: Cast) -> None:
    dossier = a_visit(people)
    token = token_of(written("dossier.assigned")[0])
    for _ in range(2):
        with begin(people.visitor) as work:
            linked.answer_mission(work, token, accepted=True, reason="")
    with begin(people.visitor, writing=False) as work:
        page = linked.mission_page(work, token)
    assert (page.answer, page.technician, page.contact) == ("accepted", "Karim Benali", "Claire Dupuy")
    with begin(people.assistant, writing=False) as work:
        assert dossiers.dossier_sheet(work, dossier.id or 0).visit.answer == "accepted"


def test_a_refusal_says_why_frees_the_slot_and_does_not_worry_the_client(people: Cast) -> None:
    dossier = refused(people)
    with begin(people.assistant, writing=False) as work:
        kept = dossiers.get(work, dossier.id or 0)
        assert (kept.stage, kept.technician_id) == (Stage.TO_PLAN, None)
        karim = people.technician.account_id or 0
        assert visits.booked(work, technician_id=karim, starts_at=THURSDAY, ends_at=THURSDAY + timedelta(hours=2)) == []
    (told,) = written("appointment.declined")
    assert "Formation ce jour-là" in told.text
    assert written("appointment.cancelled") == []


def test_a_refusal_without_a_reason_is_asked_again(people: Cast) -> None:
    a_visit(people)
    token = token_of(written("dossier.assigned")[0])
    with begin(people.visitor) as work, pytest.raises(Invalid):
        answering.refuse_by_link(work, token, "  ")


def test_the_office_is_proposed_three_replacements_and_takes_one(people: Cast) -> None:
    dossier = refused(people)
    number = dossier.appointment_id or 1
    with begin(people.assistant, writing=False) as work:
        question = replacing.replacement_question(work, number)
        julien = julien_of(work, people)
    found = planner.replacements(question, THURSDAY)
    assert len(found) == 3
    assert (found[0].technician, found[0].start) == (julien, THURSDAY)
    with begin(people.assistant) as work:
        replacing.replace_technician(work, number, Chosen.of(found[0]))
    kept_promises()
    with begin(people.assistant, writing=False) as work:
        kept = dossiers.get(work, dossier.id or 0)
        assert (kept.stage, kept.technician_id, kept.visit_at) == (Stage.PLANNED, julien, THURSDAY)
    first, second = (event_of(letter).walk("VEVENT")[0] for letter in written("appointment.confirmed"))
    assert first["uid"] == second["uid"]
    assert str(second["sequence"]) > str(first["sequence"])
    assert written("dossier.assigned")[-1].recipient == "j.morel@atlantique-diag.example"


def test_giving_up_tells_the_client_with_a_cancellation(people: Cast) -> None:
    refused(people)
    with begin(people.assistant) as work:
        replacing.give_up(work, 1)
    kept_promises()
    (letter,) = written("appointment.cancelled")
    assert event_of(letter)["method"] == "CANCEL"
    with begin(people.assistant) as work, pytest.raises(Conflict):
        replacing.give_up(work, 1)


def test_planned_anew_from_the_dossier_the_client_s_calendar_loses_the_old_one(people: Cast) -> None:
    dossier = refused(people)
    with begin(people.assistant) as work:
        karim = people.technician.account_id or 0
        later = THURSDAY + timedelta(days=1)
        dossier_services.assign(work, dossier.id or 0, technician_id=karim, starts_at=later, minutes=90)
    worker.keep_all_due()
    (old,) = written("appointment.cancelled")
    assert (
        event_of(old).walk("VEVENT")[0]["uid"]
        != event_of(written("appointment.confirmed")[-1]).walk("VEVENT")[0]["uid"]
    )


def test_a_replacement_taken_meanwhile_is_refused_and_nothing_changes(people: Cast) -> None:
    refused(people)
    with begin(people.assistant) as work:
        julien = julien_of(work, people)
        a_booking(work, julien, 26, 9)
    with begin(people.assistant) as work, pytest.raises((SlotGone, Conflict)):
        replacing.replace_technician(work, 1, Chosen(julien, THURSDAY))
    with begin(SYSTEM, writing=False) as work:
        assert work.db.get_one(Appointment, 1).state is AppointmentState.CANCELLED


def test_moved_the_old_question_is_dead_and_a_new_one_is_asked(people: Cast) -> None:
    dossier = a_visit(people)
    old = token_of(written("dossier.assigned")[0])
    with begin(people.assistant) as work:
        karim, later = people.technician.account_id or 0, THURSDAY + timedelta(days=1)
        dossier_services.assign(work, dossier.id or 0, technician_id=karim, starts_at=later, minutes=90)
    with begin(people.visitor) as work, pytest.raises(NotFound):
        answering.accept_by_link(work, old)
    with begin(people.visitor) as work:
        answering.accept_by_link(work, token_of(written("dossier.assigned")[-1]))


def test_given_to_julien_karim_is_told_and_his_link_is_dead(people: Cast) -> None:
    dossier = a_visit(people)
    old = token_of(written("dossier.assigned")[0])
    with begin(people.assistant) as work:
        julien = julien_of(work, people)
        work.db.add_all(Certification(account_id=julien, code=code) for code in ("DPE", "CREP"))
        work.db.flush()
        agenda.move(work, dossier.appointment_id or 0, technician_id=julien, starts_at=THURSDAY, minutes=90)
    kept_promises()
    with begin(people.visitor) as work, pytest.raises(NotFound):
        answering.refuse_by_link(work, old, "trop tard")
    assert [one.recipient for one in written("dossier.withdrawn")] == ["k.benali@atlantique-diag.example"]


def test_a_cancelled_visit_asks_nothing_more(people: Cast) -> None:
    dossier = a_visit(people)
    token = token_of(written("dossier.assigned")[0])
    with begin(people.assistant) as work:
        dossier_services.cancel_visit(work, dossier.id or 0)
    kept_promises()
    with begin(people.visitor) as work, pytest.raises(NotFound):
        answering.accept_by_link(work, token)
    with begin(SYSTEM, writing=False) as work:
        assert work.db.get_one(Commitment, 1).answer is Answer.WITHDRAWN


def test_from_the_application_karim_answers_for_his_own_visits_only(people: Cast) -> None:
    dossier = a_visit(people)
    number = dossier.appointment_id or 0
    for who in (people.assistant, people.client, people.stranger, people.visitor):
        with begin(who) as work, pytest.raises(NotFound):
            answering.accept(work, number)
    with begin(people.technician) as work:
        assert answering.accept(work, number).answer is Answer.ACCEPTED
    with begin(people.technician) as work:
        assert answering.refuse(work, number, "Malade").answer is Answer.REFUSED


def test_once_on_the_way_it_is_too_late_to_refuse(people: Cast) -> None:
    dossier = a_visit(people)
    with begin(people.technician) as work:
        dossier_services.note_progress(work, dossier.id or 0, "on_the_way")
    token = token_of(written("dossier.assigned")[0])
    with begin(people.visitor) as work, pytest.raises(Conflict):
        answering.refuse_by_link(work, token, "Bouchons")


def test_a_client_s_link_opens_no_mission_and_a_guessed_one_nothing(people: Cast) -> None:
    a_visit(people)
    for token in (token_of(written("appointment.confirmed")[0]), "guessed", ""):
        with begin(people.visitor) as work, pytest.raises(NotFound):
            linked.mission_page(work, token)


def test_only_the_desk_replaces(people: Cast) -> None:
    refused(people)
    for who in (people.technician, people.sales, people.client, people.visitor):
        with begin(who) as work, pytest.raises((NotAllowed, NotFound)):
            replacing.replace_technician(work, 1, Chosen(1, THURSDAY))
        with begin(who) as work, pytest.raises((NotAllowed, NotFound)):
            replacing.give_up(work, 1)
