"""The board over a month and at its edges: sums that lead to their day, addresses that mean nothing."""

from datetime import date

import pytest

from liciel_app.agenda import services
from liciel_app.agenda.models_time import AgendaSettings
from liciel_app.core.work import begin
from liciel_app.dossiers.screens.board_reading import MONTH, WEEK, span
from liciel_app.dossiers.screens.board_state import Board, Done
from tests.agenda.offices import a_booking, two_technicians
from tests.client import Browser
from tests.people import Cast

NATHALIE = "n.ferrand@atlantique-diag.example"


@pytest.mark.parametrize(
    ("view", "day", "first", "after"),
    [
        ("", "2026-11-24", "2026-11-24", "2026-11-25"),
        (WEEK, "2026-12-31", "2026-12-28", "2027-01-04"),
        (MONTH, "2028-02-29", "2028-01-31", "2028-03-06"),
        (MONTH, "2026-03-29", "2026-02-23", "2026-04-06"),
    ],
)
def test_each_view_has_its_days(view: str, day: str, first: str, after: str) -> None:
    assert tuple(map(str, span(view, date.fromisoformat(day)))) == (first, after)


async def test_a_sum_of_the_month_and_an_empty_day_lead_to_the_day(browser: Browser, people: Cast) -> None:
    with begin(people.manager) as work:
        karim, _ = two_technicians(work, people)
        a_booking(work, karim, 24, 9)
    tab = browser.tab(NATHALIE, vue="mois")
    await tab.send(Board.load)
    (total,) = [event for event in (await tab.state(Board)).events if event["id"].startswith("s")]
    await tab.send(Board.open, what=total["id"])
    await tab.send(Board.point, place={"id": "", "resource": "", "start": "2026-11-25T00:00:00", "end": "day"})
    assert "/bureau/agenda?jour=2026-11-24" in tab.toasts
    assert "/bureau/agenda?jour=2026-11-25" in tab.toasts


async def test_a_leave_is_shown_on_each_of_its_days_and_no_more(browser: Browser, people: Cast) -> None:
    with begin(people.manager) as work:
        karim, _ = two_technicians(work, people)
        away = services.ask_leave(work, account_id=karim, first_on=date(2026, 11, 25), last_on=date(2026, 11, 27))
        services.decide_leave(work, away.id or 0, approved=True)
    tab = browser.tab(NATHALIE, vue="mois")
    await tab.send(Board.load)
    shown = [(event["start"], event["title"]) for event in (await tab.state(Board)).events if event["id"][0] == "s"]
    assert shown == [(f"2026-11-{day}", "Karim : Congé") for day in (25, 26, 27)]


async def test_an_address_that_means_nothing_is_today(browser: Browser, people: Cast) -> None:
    tab = browser.tab(NATHALIE, jour="hier", vue="siècle", tech="personne")
    await tab.send(Board.load)
    state = await tab.state(Board)
    assert (state.view, state.shown.title) == ("", "lundi 23 novembre 2026")
    assert [one["title"] for one in state.people] == ["Karim Benali"]


async def test_alsace_has_its_own_holidays_on_the_board(browser: Browser, people: Cast) -> None:
    with begin(people.manager) as work:
        work.db.add(AgendaSettings(holidays_zone="6AE"))
    tab = browser.tab(NATHALIE, jour="2026-12-25", vue="semaine")
    await tab.send(Board.load)
    shown = [event["title"] for event in (await tab.state(Board)).events if event["id"].startswith("h")]
    assert shown == ["Noël", "Saint-Étienne"]


async def test_who_holds_nothing_lets_nothing_go(browser: Browser, people: Cast) -> None:
    tab = browser.tab(NATHALIE)
    await tab.send(Board.load)
    await tab.send(Board.drop, place={"id": "", "resource": "1", "start": "2026-11-24T09:00:00", "end": ""})
    await tab.send(Board.undo)
    await tab.send(Board.pick, what="", words="")
    assert "ne se déplace pas" in tab.toasts
    assert (await tab.state(Done)).card.words == ""
