"""Best slots read from the office's agenda: hours, leave, certifications, instruments, what is already booked."""

from datetime import date

from liciel_app.agenda import planner, services
from liciel_app.agenda.models import AppointmentKind
from liciel_app.agenda.models_time import AgendaSettings
from liciel_app.agenda.queries.planning_facts import Wanted, question
from liciel_app.agenda.slots.facts import Answer, Visit
from liciel_app.core.work import Work
from liciel_app.office.models import Resource, Technician
from tests.agenda.offices import PESSAC, TALENCE, a_booking, two_technicians
from tests.people import Cast


def ask(work: Work, wanted: Wanted | None = None, **visit: object) -> Answer:
    facts = Visit(TALENCE, 90, **{name: frozenset(codes) for name, codes in visit.items()})  # type: ignore[call-overload]
    return planner.best_slots(question(work, facts, wanted or Wanted()))


def starts(answer: Answer, technician: int) -> list[str]:
    return [f"{slot.start:%d %H:%M}" for slot in answer.slots if slot.technician == technician]


def test_karim_is_proposed_beside_what_he_already_has(work: Work, people: Cast) -> None:
    karim, _ = two_technicians(work, people)
    a_booking(work, karim, 24, 14, PESSAC)
    best = ask(work, Wanted(only=[karim])).slots[0]
    assert (best.technician, f"{best.start:%d %H:%M}") == (karim, "24 08:30")
    assert best.why.startswith("Karim Benali est ensuite à Pessac")
    assert best.added_cents == round(best.added_km * 60 + best.added_minutes * 50)


def test_nothing_is_proposed_within_the_notice_nor_past_the_horizon(work: Work, people: Cast) -> None:
    karim, _ = two_technicians(work, people)
    work.db.merge(AgendaSettings(notice_hours=48, working_days=4))
    assert starts(ask(work), karim) == ["25 08:30", "26 08:30"]


def test_a_certification_is_asked_for_the_day_of_the_visit(work: Work, people: Cast) -> None:
    _, julien = two_technicians(work, people)
    answer = ask(work, skills=["AMIANTE"])
    assert starts(answer, julien)[-1] == "30 08:30"
    refused = {one.name: one.why for one in ask(work, skills=["DPE"]).refused}
    assert refused == {"Julien Morel": "Julien Morel n’a pas la certification DPE."}


def test_approved_leave_closes_the_days_and_says_so(work: Work, people: Cast) -> None:
    karim, _ = two_technicians(work, people)
    leave = services.ask_leave(work, account_id=karim, first_on=date(2026, 11, 23), last_on=date(2026, 12, 4))
    services.decide_leave(work, leave.id or 0, approved=True)
    answer = ask(work, Wanted(only=[karim]))
    assert answer.slots == ()
    assert answer.refused[0].why == "Karim Benali ne travaille pas d’ici le 04/12/2026 : congé ou jours fermés."


def test_a_technician_whose_insurance_ended_is_not_sent(work: Work, people: Cast) -> None:
    karim, _ = two_technicians(work, people)
    work.db.get_one(Technician, karim).insured_until = date(2026, 11, 20)
    answer = ask(work, Wanted(only=[karim]))
    assert [one.why for one in answer.refused] == ["L’assurance de Karim Benali est échue depuis le 20/11/2026."]


def test_the_only_analyser_is_not_promised_twice(work: Work, people: Cast) -> None:
    karim, julien = two_technicians(work, people)
    analyser = Resource(name="XRF-1", kind="instrument", checked_until=date(2026, 11, 26))
    work.db.add(analyser)
    work.db.flush()
    taken = a_booking(work, julien, 24, 9, at=None)
    services.take_along(work, taken.id or 0, people=[], resources=[analyser.id or 0])
    found = starts(ask(work, Wanted(only=[karim]), instruments=["XRF-1"]), karim)
    assert found == ["24 10:30", "25 08:30", "26 08:30"]


def test_an_appointment_that_moves_is_not_in_its_own_way(work: Work, people: Cast) -> None:
    karim, _ = two_technicians(work, people)
    work.db.merge(AgendaSettings(working_days=2))
    for hour in (8, 10, 12, 14, 16):
        held = a_booking(work, karim, 24, hour, TALENCE, kind=AppointmentKind.MEETING)
    assert starts(ask(work), karim) == []
    assert starts(ask(work, Wanted(besides=held.id or 0)), karim) == ["24 15:30"]


def test_the_whole_question_takes_few_questions_to_the_database(work: Work, people: Cast) -> None:
    from sqlalchemy import event

    karim, _ = two_technicians(work, people)
    for day in range(24, 28):
        a_booking(work, karim, day, 14)
    asked: list[str] = []
    event.listen(work.db.connection(), "before_cursor_execute", lambda *told: asked.append(told[2]))
    ask(work)
    assert len(asked) <= 12
