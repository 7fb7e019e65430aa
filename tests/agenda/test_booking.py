"""Booking, moving and cancelling appointments."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from liciel_app.agenda import queries, services
from liciel_app.agenda.models import Appointment, AppointmentKind, AppointmentState
from liciel_app.agenda.rules import Contact, Details, Place
from liciel_app.agenda.services.publishing import former
from liciel_app.core.access import SYSTEM
from liciel_app.core.errors import Conflict, Invalid, NotFound, Refused
from liciel_app.core.work import Work, begin
from tests import databases
from tests.conftest import MONDAY, rows
from tests.people import Cast

NINE = MONDAY + timedelta(days=1, hours=1)
TALENCE = Place("17 avenue Roul", "33400", "Talence", 44.802, -0.588)


def a_visit(work: Work, people: Cast, starts_at: datetime = NINE, minutes: int = 90) -> Appointment:
    return services.book(
        work,
        technician_id=people.technician.account_id or 0,
        starts_at=starts_at,
        minutes=minutes,
        title="Maison 95 m², Talence",
        place=TALENCE,
        contact=Contact("Claire Dupuy", "+33612345678"),
        link=("dossier", 7),
    )


def test_nathalie_books_karim_and_reads_it_in_his_day(work: Work, people: Cast) -> None:
    a_visit(work, people)
    (row,) = queries.day(work, NINE.date())
    assert (row.technician, row.start, row.end, row.start_minute) == (
        "Karim Benali",
        "09\u00a0h\u00a000",
        "10\u00a0h\u00a030",
        540,
    )
    assert (row.address, row.phone, row.link_kind, row.link_id) == (
        "17 avenue Roul, 33400 Talence",
        "06 12 34 56 78",
        "dossier",
        7,
    )


def test_karim_is_not_booked_twice_and_the_refusal_names_what_he_has(work: Work, people: Cast) -> None:
    a_visit(work, people)
    with pytest.raises(Conflict) as refusal:
        a_visit(work, people, NINE + timedelta(minutes=89))
    assert str(refusal.value) == (
        "Karim Benali a déjà « Maison 95 m², Talence » le 24/11/2026 de 09\u00a0h\u00a000 à 10\u00a0h\u00a030."
    )


def test_a_visit_may_start_when_the_one_before_ends(work: Work, people: Cast) -> None:
    a_visit(work, people)
    a_visit(work, people, NINE + timedelta(minutes=90))
    assert len(queries.day(work, NINE.date())) == 2


@pytest.mark.parametrize(
    ("hours", "minutes", "field"), [(-1, 90, "starts_at"), (2, 10, "minutes"), (2, 999, "minutes")]
)
def test_a_past_start_or_an_absurd_length_is_refused_beside_its_field(
    work: Work, people: Cast, hours: int, minutes: int, field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        a_visit(work, people, MONDAY + timedelta(hours=hours), minutes)
    assert set(refusal.value.fields) == {field}


@pytest.mark.parametrize(
    ("starts_at", "sentence"),
    [
        (NINE + timedelta(hours=-1), "Hors des horaires de Karim Benali le 24/11/2026 : 08:30-12:30, 13:30-18:00."),
        (NINE + timedelta(hours=3), "Hors des horaires de Karim Benali le 24/11/2026"),
        (NINE + timedelta(hours=8), "Hors des horaires de Karim Benali le 24/11/2026"),
        (NINE + timedelta(days=4), "Karim Benali ne travaille pas le 28/11/2026."),
        (NINE + timedelta(days=31), "Le 25/12/2026 est férié"),
    ],
)
def test_a_visit_outside_his_hours_is_refused_as_no_slot_would_be_there(
    work: Work, people: Cast, starts_at: datetime, sentence: str
) -> None:
    with pytest.raises(Conflict, match=sentence):
        a_visit(work, people, starts_at)
    visit = a_visit(work, people)
    with pytest.raises(Conflict, match=sentence):
        services.move(work, visit.id or 0, technician_id=visit.technician_id, starts_at=starts_at, minutes=90)
    assert visit.sequence == 0


def test_a_meeting_may_be_at_any_hour(work: Work, people: Cast) -> None:
    evening = Details(kind=AppointmentKind.MEETING)
    assert services.book(
        work,
        technician_id=people.technician.account_id or 0,
        starts_at=NINE + timedelta(hours=10),
        minutes=60,
        title="Réunion",
        place=TALENCE,
        contact=Contact(),
        link=("", 0),
        details=evening,
    ).id


def test_undoing_puts_a_visit_back_even_where_the_hours_no_longer_are(work: Work, people: Cast) -> None:
    visit = a_visit(work, people)
    gone = former(visit)
    services.move(
        work, visit.id or 0, technician_id=visit.technician_id, starts_at=NINE + timedelta(hours=5), minutes=90
    )
    services.set_hours(work, visit.technician_id, (((13 * 60, 18 * 60),),) * 5 + ((), ()))
    assert services.restore(work, gone).starts_at == NINE


def test_only_technicians_are_booked(work: Work, people: Cast) -> None:
    with pytest.raises(Invalid):
        services.book(
            work,
            technician_id=people.assistant.account_id or 0,
            starts_at=NINE,
            minutes=60,
            title="Visite",
            place=TALENCE,
            contact=Contact(),
            link=("", 0),
        )


def test_moving_keeps_the_event_and_counts_the_change(work: Work, people: Cast) -> None:
    visit = a_visit(work, people)
    uid, karim = visit.uid, people.technician.account_id or 0
    services.move(work, visit.id or 0, technician_id=karim, starts_at=NINE + timedelta(hours=1), minutes=60)
    services.move(work, visit.id or 0, technician_id=karim, starts_at=NINE + timedelta(hours=1), minutes=60)
    assert (visit.uid, visit.sequence) == (uid, 1)
    assert [row.start for row in queries.week(work, NINE.date(), karim)] == ["10\u00a0h\u00a000"]


def test_a_visit_may_be_moved_over_itself(work: Work, people: Cast) -> None:
    visit = a_visit(work, people)
    karim = people.technician.account_id or 0
    services.move(work, visit.id or 0, technician_id=karim, starts_at=NINE + timedelta(minutes=30), minutes=90)
    assert visit.starts_at == NINE + timedelta(minutes=30)


def test_a_cancelled_visit_frees_the_time_and_stays_cancelled(work: Work, people: Cast) -> None:
    visit = a_visit(work, people)
    services.cancel(work, visit.id or 0)
    services.cancel(work, visit.id or 0)
    a_visit(work, people)
    assert (visit.sequence, len(queries.day(work, NINE.date()))) == (1, 1)
    with pytest.raises(Conflict):
        services.note_progress(work, visit.id or 0, "arrived")
    with pytest.raises(Conflict):
        services.move(work, visit.id or 0, technician_id=visit.technician_id, starts_at=NINE, minutes=60)


def test_karim_notes_how_his_visit_goes(work: Work, people: Cast) -> None:
    visit = a_visit(work, people)
    work.db.commit()
    with begin(people.technician) as his:
        for state in ("on_the_way", "arrived", "arrived", "done"):
            services.note_progress(his, visit.id or 0, state)
        with pytest.raises(Invalid):
            services.note_progress(his, visit.id or 0, "cancelled")
        assert queries.get(his, visit.id or 0).state is AppointmentState.DONE
        with pytest.raises(Conflict):
            services.cancel(his, visit.id or 0)


def test_a_visit_that_took_place_is_not_moved(work: Work, people: Cast) -> None:
    visit = a_visit(work, people)
    services.note_progress(work, visit.id or 0, "done")
    with pytest.raises(Conflict, match="déjà eu lieu"):
        services.move(work, visit.id or 0, technician_id=visit.technician_id, starts_at=NINE, minutes=60)
    assert queries.visit(work, visit.id or 0).state == "done"


@pytest.mark.parametrize("who", ["client", "stranger", "visitor"])
def test_others_find_no_appointment(work: Work, people: Cast, who: str) -> None:
    visit = a_visit(work, people)
    work.actor = getattr(people, who)
    number = visit.id or 0
    assert queries.day(work, NINE.date()) == []
    for gesture in (
        lambda: services.move(work, number, technician_id=1, starts_at=NINE, minutes=60),
        lambda: services.cancel(work, number),
        lambda: services.note_progress(work, number, "done"),
        lambda: queries.visit(work, number),
    ):
        with pytest.raises(NotFound):
            gesture()
    with pytest.raises(Refused):
        a_visit(work, people, NINE + timedelta(days=1))


@pytest.mark.postgresql
@pytest.mark.skipif(not databases.POSTGRESQL, reason="SQLite queues writers by itself")
def test_a_visit_the_office_just_cancelled_does_not_come_back_by_a_tap(people: Cast) -> None:
    with begin(people.assistant) as work:
        number = a_visit(work, people).id or 0
    with pytest.raises(Conflict, match="annulé"), begin(people.technician) as his:
        seen = queries.get(his, number)
        with begin(people.assistant) as theirs:
            services.cancel(theirs, number)
        services.note_progress(his, seen.id or 0, "arrived")
    with begin(SYSTEM) as work:
        assert queries.get(work, number).state == "cancelled"


@pytest.mark.postgresql
@pytest.mark.skipif(not databases.POSTGRESQL, reason="SQLite queues writers by itself")
def test_of_two_people_booking_karim_at_once_one_wins(people: Cast) -> None:
    def book(_turn: int) -> str:
        try:
            with begin(people.assistant) as work:
                a_visit(work, people)
        except Conflict:
            return "refused"
        return "booked"

    with ThreadPoolExecutor(8) as crowd:
        outcomes = sorted(crowd.map(book, range(8)))
    assert outcomes == ["booked", *["refused"] * 7]
    with begin(SYSTEM) as work:
        assert rows(work, "appointment") == 1
