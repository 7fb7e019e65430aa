"""The board shows what technicians answered and clients changed; what a visit takes is chosen; a drop is told."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from liciel_app.agenda import services
from liciel_app.agenda.models import Appointment, AppointmentState
from liciel_app.agenda.models_messages import Answer, AppointmentGuest, Commitment
from liciel_app.agenda.models_time import AppointmentResource
from liciel_app.agenda.queries import answers
from liciel_app.agenda.services.resources import Facts
from liciel_app.core.work import Work, begin
from liciel_app.dossiers.models import Dossier
from liciel_app.dossiers.screens.board_dialog import BoardDialog
from liciel_app.dossiers.screens.board_state import Board, Done
from tests.agenda.offices import a_booking, two_technicians
from tests.agenda.test_board_screen import TUESDAY, a_board, at, events_of
from tests.client import Browser
from tests.dossiers.cases import a_dossier
from tests.people import Cast


@pytest.fixture
def visit(people: Cast) -> Appointment:
    with begin(people.manager) as work:
        return a_booking(work, two_technicians(work, people)[0], 24, 9)


def answered(work: Work, visit: Appointment, answer: Answer) -> None:
    work.db.add(
        Commitment(
            appointment_id=visit.id or 0,
            account_id=visit.technician_id,
            starts_at=visit.starts_at,
            answer=answer,
            asked_at=datetime(2026, 11, 23, 7, tzinfo=UTC),
        )
    )


async def marks(browser: Browser) -> list[str]:
    tab = await a_board(browser)
    return [mark["words"] for event in await events_of(tab, "v") for mark in event["extendedProps"]["marks"]]


@pytest.mark.parametrize(
    ("answer", "words"),
    [(Answer.WAITING, "Réponse attendue"), (Answer.ACCEPTED, "Accepté"), (Answer.REFUSED, "Refusé")],
)
async def test_karims_answer_is_on_his_visit(
    browser: Browser, people: Cast, visit: Appointment, answer: Answer, words: str
) -> None:
    with begin(people.manager) as work:
        answered(work, visit, answer)
    assert await marks(browser) == [words]


@pytest.mark.parametrize("state", [AppointmentState.ON_THE_WAY, AppointmentState.STARTED, AppointmentState.DONE])
async def test_nobody_waits_for_karims_answer_once_he_went(
    browser: Browser, people: Cast, visit: Appointment, state: AppointmentState
) -> None:
    with begin(people.manager) as work:
        answered(work, visit, Answer.WAITING)
        work.db.get_one(Appointment, visit.id).state = state
    assert await marks(browser) == []
    with begin(people.manager) as work:
        assert answers.answer_of(work, [visit.id or 0]) == {}


def test_nobody_waits_for_an_answer_when_the_hour_is_past(
    people: Cast, visit: Appointment, set_clock: Callable[[datetime], None]
) -> None:
    with begin(people.manager) as work:
        answered(work, visit, Answer.WAITING)
        assert answers.answer_of(work, [visit.id or 0]) == {visit.id: "waiting"}
    set_clock(visit.starts_at + timedelta(minutes=1))
    with begin(people.manager) as work:
        assert answers.answer_of(work, [visit.id or 0]) == {}


async def test_a_visit_its_client_moved_says_so_there_and_in_its_card(
    browser: Browser, people: Cast, visit: Appointment
) -> None:
    with begin(people.manager) as work:
        work.db.add(AppointmentGuest(appointment_id=visit.id or 0, name="Claire", email="c@courriel.example", moves=2))
    assert await marks(browser) == ["Déplacé par le client"]
    tab = await a_board(browser)
    await tab.send(Board.open, what=f"v{visit.id}")
    peek = (await tab.state(Board)).peek
    assert (peek.client_moves, peek.answer) == (2, "")
    assert peek.tour == f"/feuille-de-tournee/{visit.technician_id}/{TUESDAY}"


async def test_the_dialog_offers_the_instruments_and_takes_the_one_that_was_ticked(
    browser: Browser, people: Cast, visit: Appointment
) -> None:
    with begin(people.manager) as work:
        analyser = services.save_resource(work, Facts("Analyseur XRF-1", "instrument", serves=("CREP",))).id
        services.save_resource(work, Facts("Salle 1", "room"))
    tab = await a_board(browser)
    await tab.send(BoardDialog.propose, what=f"v{visit.id}")
    (offered,) = (await tab.state(BoardDialog)).proposal.things
    assert (offered.label, offered.detail, offered.taken) == ("Analyseur XRF-1", "Plomb", False)
    await tab.send(BoardDialog.place, values=a_place(visit) | {offered.name: "on"})
    assert things_of(people, visit) == [analyser]
    await tab.send(BoardDialog.propose, what=f"v{visit.id}")
    await tab.send(BoardDialog.place, values=a_place(visit))
    assert things_of(people, visit) == []


async def test_without_a_choice_the_agenda_takes_what_serves(
    browser: Browser, people: Cast, visit: Appointment
) -> None:
    with begin(people.manager) as work:
        clio = services.save_resource(work, Facts("Clio", "vehicle", carried_by=visit.technician_id)).id
        dossier: Dossier = a_dossier(work, people.client_id)
    tab = await a_board(browser)
    await tab.send(BoardDialog.propose, what=f"d{dossier.id}")
    assert (await tab.state(BoardDialog)).proposal.dossier == dossier.id
    await tab.send(BoardDialog.place, values=a_place(visit) | {"start": "14:00"})
    with begin(people.manager) as work:
        booked = work.db.exec(select(Appointment).where(col(Appointment.link_id) == dossier.id)).all()
        assert [things_in(work, one) for one in booked if one.id != visit.id] == [[clio]]


def a_place(visit: Appointment) -> dict[str, Any]:
    return {"technician_id": str(visit.technician_id), "day": TUESDAY, "start": "09:00", "minutes": "90"}


def things_of(people: Cast, visit: Appointment) -> list[int]:
    with begin(people.manager) as work:
        return things_in(work, visit)


def things_in(work: Work, visit: Appointment) -> list[int]:
    wanted = select(AppointmentResource.resource_id).where(col(AppointmentResource.appointment_id) == visit.id)
    return sorted(work.db.exec(wanted).all())


async def test_a_drop_is_acknowledged_by_its_card_before_anything_is_painted_again(
    browser: Browser, visit: Appointment
) -> None:
    tab = await a_board(browser)
    told = len(tab.wire.deltas[tab.token])
    place = at(visit.technician_id, "14:00", f"v{visit.id}", "15:30")
    await tab.send(Board.move, place=place)
    first, then = tab.wire.deltas[tab.token][told:][:2]
    assert list(first) == [Done.get_full_name()]
    assert set(then) == {Done.get_full_name(), Board.get_full_name()}
