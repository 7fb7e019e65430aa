"""Planning the visit, following it, handing over."""

import base64
import json
from datetime import timedelta
from typing import Any

import pytest
from icalendar import Calendar
from sqlmodel import col, select

from liciel_app.agenda import services as agenda
from liciel_app.agenda.models import Appointment
from liciel_app.core import worker
from liciel_app.core.errors import Conflict, NotAllowed, NotFound, Refused
from liciel_app.core.paging import Asked
from liciel_app.core.work import Work, begin
from liciel_app.dossiers import queries, services
from liciel_app.dossiers.models import Dossier, HoldReason, Mission, Stage
from liciel_app.messaging.models import Message
from tests.dossiers.cases import TUESDAY_AT_NINE, a_dossier, a_planned_dossier, a_report
from tests.people import Cast


def letters(work: Work, template: str) -> list[Message]:
    wanted = select(Message).where(col(Message.template) == template).order_by(col(Message.id))
    return list(work.db.exec(wanted).all())


def test_nathalie_assigns_karim_and_the_dossier_is_planned(work: Work, people: Cast) -> None:
    dossier = a_planned_dossier(work, people)
    sheet = queries.dossier_sheet(work, dossier.id or 0)
    assert (sheet.stage, sheet.action, sheet.visit.technician) == ("planned", "reports", "Karim Benali")
    assert (sheet.visit.day_iso, sheet.visit.start_iso, sheet.visit.minutes) == ("2026-11-24", "09:00", 120)
    assert [step.state for step in sheet.steps][:3] == ["done", "done", "current"]


def test_claire_gets_a_confirmation_with_its_invitation_and_karim_his_mission(work: Work, people: Cast) -> None:
    dossier = a_planned_dossier(work, people)
    (confirmation,), (mission,) = letters(work, "appointment.confirmed"), letters(work, "dossier.assigned")
    ((name, kind, content),) = json.loads(confirmation.attachments)
    (event,) = Calendar.from_ical(base64.b64decode(content)).walk("VEVENT")
    assert (name, kind) == ("rendez-vous.ics", "text/calendar; method=REQUEST; charset=utf-8")
    assert event.decoded("dtstart") == TUESDAY_AT_NINE
    assert confirmation.recipient == "b.dupuy@courriel.example"
    assert "Karim Benali viendra le mardi 24 novembre 2026 à 09\u00a0h\u00a000" in confirmation.text
    assert "DPE, Plomb, Amiante" in mission.text
    assert f"/terrain/visite/{dossier.id}" in mission.text


def test_the_same_booking_twice_writes_one_mail_and_a_move_a_second_one(work: Work, people: Cast) -> None:
    dossier = a_planned_dossier(work, people)
    karim = people.technician.account_id or 0
    for starts_at in (TUESDAY_AT_NINE, TUESDAY_AT_NINE + timedelta(hours=5)):
        services.assign(work, dossier.id or 0, technician_id=karim, starts_at=starts_at, minutes=120)
    assert len(letters(work, "appointment.confirmed")) == 2
    assert dossier.visit_at == TUESDAY_AT_NINE + timedelta(hours=5)


def test_a_taken_time_is_refused_and_nothing_changes(work: Work, people: Cast) -> None:
    a_planned_dossier(work, people)
    with pytest.raises(Conflict, match="Karim Benali a déjà"):
        a_planned_dossier(work, people)


def test_a_cancelled_visit_sends_the_dossier_back_and_tells_claire(work: Work, people: Cast) -> None:
    dossier = a_planned_dossier(work, people)
    services.cancel_visit(work, dossier.id or 0)
    services.cancel_visit(work, dossier.id or 0)
    (letter,) = letters(work, "appointment.cancelled")
    assert (dossier.stage, dossier.technician_id, dossier.visit_at) == (Stage.TO_PLAN, None, None)
    assert "METHOD:CANCEL" in base64.b64decode(json.loads(letter.attachments)[0][2]).decode()
    services.assign(work, dossier.id or 0, technician_id=_karim(people), starts_at=TUESDAY_AT_NINE, minutes=60)
    assert dossier.stage is Stage.PLANNED


def test_a_visit_dragged_in_the_agenda_takes_the_dossier_with_it(people: Cast) -> None:
    with begin(people.assistant) as work:
        dossier = a_planned_dossier(work, people)
    with begin(people.assistant) as work:
        later = TUESDAY_AT_NINE + timedelta(days=2)
        agenda.move(work, dossier.appointment_id or 0, technician_id=_karim(people), starts_at=later, minutes=60)
    worker.keep_all_due()
    with begin(people.assistant) as work:
        assert queries.get(work, dossier.id or 0).visit_at == later
        assert len(letters(work, "appointment.confirmed")) == 2


def test_karim_follows_his_visit_and_hands_over(work: Work, people: Cast) -> None:
    dossier = a_planned_dossier(work, people)
    number = dossier.id or 0
    work.actor = people.technician
    services.note_progress(work, number, "on_the_way")
    assert dossier.stage is Stage.PLANNED
    services.note_progress(work, number, "arrived")
    assert dossier.stage is Stage.ON_SITE
    with pytest.raises(Refused, match="Déposez au moins un rapport"):
        services.hand_over(work, number)
    a_report(work, dossier)
    for _ in range(2):
        services.hand_over(work, number)
    sheet = queries.dossier_sheet(work, number)
    assert (sheet.stage, sheet.visit.state, sheet.action) == ("admin_to_finish", "done", "ddt")


def test_once_handed_over_the_visit_moves_nothing(work: Work, people: Cast) -> None:
    dossier = a_planned_dossier(work, people)
    a_report(work, dossier)
    services.hand_over(work, dossier.id or 0)
    services.note_progress(work, dossier.id or 0, "arrived")
    assert dossier.stage is Stage.ADMIN_TO_FINISH
    with pytest.raises(Conflict):
        services.assign(work, dossier.id or 0, technician_id=_karim(people), starts_at=TUESDAY_AT_NINE, minutes=60)


def test_a_dossier_without_appointment_has_no_progress(work: Work) -> None:
    with pytest.raises(Conflict):
        services.note_progress(work, a_dossier(work).id or 0, "arrived")


def test_a_dossier_done_without_appointment_is_handed_over(work: Work) -> None:
    dossier = a_dossier(work)
    a_report(work, dossier)
    services.hand_over(work, dossier.id or 0)
    services.cancel_visit(work, dossier.id or 0)
    assert dossier.stage is Stage.ADMIN_TO_FINISH


def test_an_appointment_of_something_else_moves_no_dossier(work: Work, people: Cast) -> None:
    dossier = a_planned_dossier(work, people)
    other = a_planned_dossier(work, people, TUESDAY_AT_NINE + timedelta(days=1))
    stray = work.db.get_one(Appointment, other.appointment_id)
    stray.link_id = dossier.id
    services.follow(work, stray.id or 0)
    stray.link_kind, stray.link_id = "", None
    services.follow(work, stray.id or 0)
    assert dossier.visit_at == TUESDAY_AT_NINE


def test_another_technician_and_another_client_find_nothing(work: Work, people: Cast) -> None:
    mine, others = a_dossier(work, people.client_id), a_dossier(work, people.stranger_client_id)
    for who in (people.technician, people.stranger, people.visitor):
        work.actor = who
        for gesture in _gestures(work, people, mine):
            with pytest.raises((NotFound, NotAllowed)):
                gesture()
        with pytest.raises(NotFound):
            queries.dossier_sheet(work, mine.id or 0)
    work.actor = people.client
    assert [row.id for row in _page(work)] == [mine.id]
    with pytest.raises(NotFound):
        queries.get(work, others.id or 0)


def test_claire_changes_nothing_in_her_own_dossier(work: Work, people: Cast) -> None:
    dossier = a_dossier(work, people.client_id)
    work.actor = people.client
    for gesture in _gestures(work, people, dossier):
        with pytest.raises(NotAllowed):
            gesture()


def _gestures(work: Work, people: Cast, dossier: Dossier) -> list[Any]:
    number, karim = dossier.id or 0, _karim(people)
    return [
        lambda: services.assign(work, number, technician_id=karim, starts_at=TUESDAY_AT_NINE, minutes=60),
        lambda: services.cancel_visit(work, number),
        lambda: services.note_progress(work, number, "done"),
        lambda: services.hand_over(work, number),
        lambda: services.request_ddt(work, number),
        lambda: services.notify_client(work, number),
        lambda: services.archive(work, number),
        lambda: services.place_hold(work, number, HoldReason.UNPAID),
        lambda: services.lift_hold(work, number, HoldReason.UNPAID),
        lambda: services.note_invoiced(work, number, cents=1),
        lambda: services.note_paid(work, number, cents=1),
        lambda: services.may_add(work, number),
        lambda: services.add_file(work, number, sha256="a" * 64, size=1, name="a.pdf"),
        lambda: services.note_conclusion(work, _mission(work, number), "Classe D"),
    ]


def _mission(work: Work, dossier_id: int) -> int:
    return work.db.exec(select(col(Mission.id)).where(col(Mission.dossier_id) == dossier_id)).first() or 0


def _page(work: Work) -> Any:
    return queries.dossiers_page(work, Asked()).rows


def _karim(people: Cast) -> int:
    return people.technician.account_id or 0
