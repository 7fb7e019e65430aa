"""The board of the agenda: what each view shows, what a hand does there, and who may not."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from liciel_app.agenda import services
from liciel_app.agenda.models import Appointment
from liciel_app.agenda.services.resources import Facts
from liciel_app.core.work import begin
from liciel_app.dossiers.models import Dossier
from liciel_app.dossiers.screens.board_dialog import BoardDialog
from liciel_app.dossiers.screens.board_state import Board, Done
from tests.agenda.offices import a_booking, two_technicians
from tests.client import Browser, Tab
from tests.conftest import MONDAY
from tests.dossiers.cases import a_dossier
from tests.people import Cast

NATHALIE = "n.ferrand@atlantique-diag.example"
ELODIE = "e.roux@atlantique-diag.example"
TUESDAY = "2026-11-24"


@pytest.fixture
def crew(people: Cast) -> tuple[int, int]:
    """Karim at home in Mérignac, Julien in Villenave."""
    with begin(people.manager) as work:
        return two_technicians(work, people)


@pytest.fixture
def visit(people: Cast, crew: tuple[int, int]) -> Appointment:
    """Karim in Pessac on Tuesday from 9 to 10:30."""
    with begin(people.assistant) as work:
        return a_booking(work, crew[0], 24, 9)


@pytest.fixture
def waiting(people: Cast, crew: tuple[int, int]) -> Dossier:
    """A dossier in Talence that nobody has planned."""
    with begin(people.assistant) as work:
        return a_dossier(work, people.client_id)


async def a_board(browser: Browser, email: str = NATHALIE, **params: str) -> Tab:
    tab = browser.tab(email, **({"jour": TUESDAY} | params))
    await tab.send(Board.load)
    return tab


def at(technician: int, hour: str, what: str = "", until: str = "") -> dict[str, str]:
    end = f"{TUESDAY}T{until}:00" if until else ""
    return {"id": what, "resource": str(technician), "start": f"{TUESDAY}T{hour}:00", "end": end}


async def events_of(tab: Tab, kind: str) -> list[dict[str, Any]]:
    return [event for event in (await tab.state(Board)).events if event["id"].startswith(kind)]


async def test_nathalie_sees_karims_day_with_the_road_between(browser: Browser, visit: Appointment) -> None:
    tab = await a_board(browser)
    (shown,) = await events_of(tab, "v")
    there, back = await events_of(tab, "t")
    state = await tab.state(Board)
    assert (shown["start"], shown["end"]) == ("2026-11-24T09:00:00", "2026-11-24T10:30:00")
    assert (there["end"], back["start"]) == (shown["start"], shown["end"])
    assert [one["title"] for one in state.people] == ["Karim Benali", "Julien Morel"]
    assert state.people[0]["extendedProps"]["words"].startswith("1\u00a0h\u00a030 / 8\u00a0h\u00a030")
    assert (state.shown.title, state.shown.visits) == ("mardi 24 novembre 2026", 1)


async def test_each_view_has_its_own_lines_and_addresses(browser: Browser, visit: Appointment) -> None:
    week = await (await a_board(browser, vue="semaine")).state(Board)
    month = await (await a_board(browser, vue="mois")).state(Board)
    assert week.frame["view"] == "resourceTimelineWeek"
    assert week.shown.after == "/bureau/agenda?jour=2026-12-01&vue=semaine"
    assert [event["title"] for event in month.events if event["id"][0] == "s"] == ["Karim : 1 rendez-vous · 10 km"]
    assert month.shown.after == "/bureau/agenda?jour=2026-12-01&vue=mois"


async def test_vehicles_and_instruments_have_their_lines(
    browser: Browser, people: Cast, crew: tuple[int, int], visit: Appointment
) -> None:
    with begin(people.manager) as work:
        clio = services.save_resource(work, Facts("Clio GH-123-KL", "vehicle"))
        services.take_along(work, visit.id or 0, resources=[clio.id or 0])
    state = await (await a_board(browser, vue="ressources")).state(Board)
    assert [one["title"] for one in state.people] == ["Clio GH-123-KL"]
    assert [(one["id"], one["editable"]) for one in state.events] == [(f"r{clio.id}-{visit.id}", False)]


async def test_one_technician_alone_when_he_is_chosen(browser: Browser, crew: tuple[int, int]) -> None:
    tab = await a_board(browser, tech=str(crew[1]))
    assert [one["title"] for one in (await tab.state(Board)).people] == ["Julien Morel"]


async def test_a_visit_dragged_to_julien_goes_there_and_back_again(
    browser: Browser, people: Cast, crew: tuple[int, int], visit: Appointment
) -> None:
    tab = await a_board(browser)
    await tab.send(Board.grab, what=f"v{visit.id}")
    assert (await tab.state(Board)).roads[str(crew[1])][0][2].startswith(("+", "−"))
    await tab.send(Board.move, place=at(crew[1], "14:00", f"v{visit.id}", "15:30"))
    done = (await tab.state(Done)).card
    assert "Julien Morel" in done.words
    assert "km" in done.road
    assert (await events_of(tab, "v"))[0]["resourceIds"] == [str(crew[1])]
    await tab.send(Board.undo)
    (shown,) = await events_of(tab, "v")
    assert (shown["resourceIds"], shown["start"]) == ([str(crew[0])], "2026-11-24T09:00:00")


async def test_a_visit_made_longer_keeps_its_start(browser: Browser, crew: tuple[int, int], visit: Appointment) -> None:
    tab = await a_board(browser)
    await tab.send(Board.move, place=at(crew[0], "09:00", f"v{visit.id}", "11:15"))
    assert (await events_of(tab, "v"))[0]["end"] == "2026-11-24T11:15:00"


async def test_a_forbidden_drop_goes_back_and_says_why(
    browser: Browser, people: Cast, crew: tuple[int, int], visit: Appointment
) -> None:
    with begin(people.assistant) as work:
        other = a_booking(work, crew[1], 24, 14)
    tab = await a_board(browser)
    before = (await tab.state(Board)).revision
    await tab.send(Board.move, place=at(crew[1], "14:30", f"v{visit.id}", "16:00"))
    state = await tab.state(Board)
    assert "Julien Morel a déjà" in tab.toasts
    assert (state.revision, (await tab.state(Done)).card.words) == (before + 1, "")
    assert {event["id"]: event["start"][11:16] for event in await events_of(tab, "v")} == {
        f"v{visit.id}": "09:00",
        f"v{other.id}": "14:00",
    }


async def test_the_tray_is_placed_by_hand_and_nobody_is_told_before_it_is_published(
    browser: Browser, people: Cast, crew: tuple[int, int], waiting: Dossier
) -> None:
    tab = await a_board(browser)
    assert [row.id for row in (await tab.state(Board)).tray.rows] == [waiting.id]
    await tab.send(Board.grab, what=f"d{waiting.id}")
    await tab.send(Board.drop, place=at(crew[0], "14:00"))
    state, (shown,) = await tab.state(Board), await events_of(tab, "v")
    assert (state.tray.count, state.shown.publish) == (0, 1)
    assert "lx-ec-kept" in shown["classNames"]
    await tab.send(Board.publish)
    assert "Publié : 1 rendez-vous" in tab.toasts
    assert "lx-ec-kept" not in (await events_of(tab, "v"))[0]["classNames"]
    await tab.send(Board.publish)
    assert "Rien n’attendait" in tab.toasts


async def test_undoing_puts_the_dossier_back_into_the_tray(
    browser: Browser, crew: tuple[int, int], waiting: Dossier
) -> None:
    tab = await a_board(browser)
    await tab.send(Board.pick, what=f"d{waiting.id}", words="Maison")
    await tab.send(Board.point, place=at(crew[0], "10:00"))
    assert (await tab.state(Board)).tray.count == 0
    await tab.send(Board.undo)
    assert (await tab.state(Board)).tray.count == 1
    assert await events_of(tab, "v") == []


async def test_pointing_at_a_day_takes_its_best_gap(browser: Browser, crew: tuple[int, int], waiting: Dossier) -> None:
    tab = await a_board(browser, vue="semaine")
    await tab.send(Board.pick, what=f"d{waiting.id}", words="Maison")
    best = (await tab.state(Board)).roads[str(crew[0])]
    await tab.send(Board.point, place=at(crew[0], "00:00") | {"end": "day"})
    (shown,) = await events_of(tab, "v")
    assert shown["start"] in {row[0] for row in best if row[0].startswith(TUESDAY)}


async def test_the_same_without_dragging(
    browser: Browser, crew: tuple[int, int], visit: Appointment, waiting: Dossier
) -> None:
    tab = await a_board(browser)
    await tab.send(BoardDialog.propose, what=f"v{visit.id}")
    proposal = (await tab.state(BoardDialog)).proposal
    assert (proposal.technician, proposal.day, proposal.start, proposal.minutes) == (
        str(crew[0]), TUESDAY, "09:00", "90",
    )  # fmt: skip
    values = {"technician_id": str(crew[1]), "day": TUESDAY, "start": "16:00", "minutes": "90"}
    await tab.send(BoardDialog.place, values=values)
    assert (await events_of(tab, "v"))[0]["start"] == "2026-11-24T16:00:00"
    await tab.send(BoardDialog.propose, what=f"d{waiting.id}")
    await tab.send(BoardDialog.ask_technician, technician=str(crew[1]))
    await tab.send(BoardDialog.ask_day, day=TUESDAY)
    assert [row.start for row in (await tab.state(BoardDialog)).proposal.taken] == ["16\u00a0h\u00a000"]
    await tab.send(BoardDialog.place, values=values)
    refused = await tab.state(BoardDialog)
    assert "Julien Morel" in refused.refusal
    assert refused.shown


@pytest.mark.parametrize(
    "place",
    [
        {"id": "v1", "resource": "", "start": "", "end": ""},
        {"id": "v1", "resource": "x", "start": "hier", "end": ""},
        {"id": "t1-2", "resource": "1", "start": "2026-11-24T09:00:00", "end": ""},
        {"id": "", "resource": "1", "start": "2026-11-24T09:00:00", "end": ""},
    ],
)
async def test_what_is_let_go_nowhere_is_a_sentence(
    browser: Browser, visit: Appointment, place: dict[str, str]
) -> None:
    tab = await a_board(browser)
    await tab.send(Board.move, place=place)
    assert "Déposez-le sur une heure" in tab.toasts or "ne se déplace pas" in tab.toasts
    assert (await events_of(tab, "v"))[0]["start"] == "2026-11-24T09:00:00"


async def test_a_visit_somebody_else_moved_meanwhile_is_not_moved_over(
    browser: Browser, people: Cast, crew: tuple[int, int], visit: Appointment
) -> None:
    tab = await a_board(browser)
    with begin(people.manager) as work:
        later = visit.starts_at + timedelta(hours=2)
        services.move(work, visit.id or 0, technician_id=crew[0], starts_at=later, minutes=90)
    await tab.send(Board.move, place=at(crew[0], "15:00", f"v{visit.id}", "16:30"))
    assert "vient d’être changé par quelqu’un d’autre" in tab.toasts
    await tab.send(Board.tick)
    assert (await events_of(tab, "v"))[0]["start"] == "2026-11-24T11:00:00"


async def test_an_appointment_opens_with_what_can_be_done(browser: Browser, visit: Appointment) -> None:
    tab = await a_board(browser)
    await tab.send(Board.open, what=f"v{visit.id}")
    await tab.send(Board.light, what=f"v{visit.id}")
    state = await tab.state(Board)
    assert (state.peeking, state.peek.technician, state.peek.movable) == (True, "Karim Benali", True)
    assert state.lit == str(visit.id)


async def test_the_sales_person_looks_and_moves_nothing(
    browser: Browser, crew: tuple[int, int], visit: Appointment
) -> None:
    tab = await a_board(browser, ELODIE)
    await tab.send(Board.move, place=at(crew[1], "14:00", f"v{visit.id}", "15:30"))
    await tab.send(Board.tick)
    state = await tab.state(Board)
    assert (state.frame["editable"], state.shown.may_move) == (False, False)
    assert (await events_of(tab, "v"))[0]["resourceIds"] == [str(crew[0])]


async def test_late_visits_are_said_to_be(
    browser: Browser, visit: Appointment, set_clock: Callable[[datetime], None]
) -> None:
    set_clock(MONDAY + timedelta(days=1, hours=2))
    tab = await a_board(browser)
    (shown,) = await events_of(tab, "v")
    assert "lx-ec-late" in shown["classNames"]
    assert shown["extendedProps"]["state"] == "En retard"
    assert await events_of(tab, "now")


GESTURES: tuple[tuple[Any, dict[str, Any]], ...] = (
    (Board.load, {}),
    (Board.tick, {}),
    (Board.light, {"what": "v1"}),
    (Board.open, {"what": "v1"}),
    (Board.show_peek, {"shown": True}),
    (Board.show_map, {"shown": False}),
    (Board.grab, {"what": "v1"}),
    (Board.release, {}),
    (Board.pick, {"what": "v1", "words": "x"}),
    (Board.move, {"place": at(1, "14:00", "v1", "15:00")}),
    (Board.drop, {"place": at(1, "14:00")}),
    (Board.point, {"place": at(1, "14:00")}),
    (Board.undo, {}),
    (Board.keep, {}),
    (Board.publish, {}),
    (BoardDialog.propose, {"what": "v1"}),
    (BoardDialog.show, {"shown": True}),
    (BoardDialog.ask_technician, {"technician": "1"}),
    (BoardDialog.ask_day, {"day": TUESDAY}),
    (BoardDialog.place, {"values": {"technician_id": "1", "day": TUESDAY, "start": "16:00", "minutes": "90"}}),
)


@pytest.mark.parametrize("email", ["k.benali@atlantique-diag.example", "b.dupuy@courriel.example", ""])
@pytest.mark.parametrize(("gesture", "payload"), GESTURES, ids=[str(n) for n in range(len(GESTURES))])
async def test_strangers_see_and_move_nothing(
    browser: Browser, people: Cast, visit: Appointment, email: str, gesture: Any, payload: dict[str, Any]
) -> None:
    tab = browser.tab(email, jour=TUESDAY)
    await tab.send(gesture, **payload)
    state, dialog = await tab.state(Board), await tab.state(BoardDialog)
    assert (state.events, state.people, state.roads, state.tray.rows, state.lit) == ([], [], {}, [], "")
    assert (state.peeking, state.mapped, state.picked, dialog.shown) == (False, True, "", False)
    with begin(people.manager) as work:
        assert work.db.get_one(Appointment, visit.id).sequence == 0
