"""The office's first page: its figures are those of the lists behind it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liciel_app.agenda import services as agenda
from liciel_app.agenda.models import AppointmentKind
from liciel_app.agenda.rules import Contact, Details, Place
from liciel_app.billing import queries_board, services
from liciel_app.billing.screens.dashboard import Dashboard
from liciel_app.core.work import Work, begin
from tests.billing.builders import an_invoice
from tests.client import Browser
from tests.conftest import MONDAY
from tests.dossiers.cases import a_dossier, a_planned_dossier, an_order
from tests.people import Cast

NATHALIE = "n.ferrand@atlantique-diag.example"


async def test_nathalie_sees_what_waits_and_what_is_coming(browser: Browser, people: Cast) -> None:
    with begin(people.assistant) as work:
        an_order(work)
        a_dossier(work, people.client_id)
        a_planned_dossier(work, people, MONDAY + timedelta(hours=2))
        billed = a_planned_dossier(work, people, MONDAY + timedelta(days=2, hours=1))
        services.issue(work, billed.id or 0)
    tab = browser.tab(NATHALIE)
    await tab.send(Dashboard.load)
    board = (await tab.state(Dashboard)).board
    assert (board.orders, board.orders_today, board.to_plan) == (1, 4, 1)
    assert (board.visits_today, board.visits_week, len(board.visits)) == (1, 2, 1)
    assert (board.owed, board.unpaid, board.late) == ("361,80\u00a0€", 1, 0)
    assert (len(board.latest), board.today) == (3, "lundi 23 novembre 2026")


async def test_a_meeting_of_the_team_is_no_visit(browser: Browser, people: Cast) -> None:
    with begin(people.assistant) as work:
        a_planned_dossier(work, people, MONDAY + timedelta(hours=2))
        agenda.book(
            work,
            technician_id=people.technician.account_id or 0,
            starts_at=MONDAY + timedelta(hours=7),
            minutes=60,
            title="Point",
            place=Place(),
            contact=Contact(),
            link=("", 0),
            details=Details(kind=AppointmentKind.MEETING),
        )
    tab = browser.tab(NATHALIE)
    await tab.send(Dashboard.load)
    board = (await tab.state(Dashboard)).board
    assert (board.visits_today, board.visits_week) == (1, 1)


async def test_an_order_placed_elsewhere_appears_at_the_next_tick(browser: Browser, people: Cast) -> None:
    tab = browser.tab(NATHALIE)
    await tab.send(Dashboard.load)
    with begin(people.assistant) as work:
        a_dossier(work, people.client_id)
    await tab.send(Dashboard.tick)
    shown = await tab.state(Dashboard)
    assert (shown.board.to_plan, shown.bars[-1].current) == (1, 1)


async def test_the_chart_counts_by_month_or_by_week(browser: Browser, people: Cast) -> None:
    tab = browser.tab(NATHALIE)
    await tab.send(Dashboard.load)
    assert [bar.name for bar in (await tab.state(Dashboard)).bars] == ["juin", "juil.", "août", "sept.", "oct.", "nov."]
    await tab.send(Dashboard.count_by, step="week")
    shown = await tab.state(Dashboard)
    assert (len(shown.bars), shown.bars[-1].name) == (8, "23 nov.")


def test_a_dossier_counts_in_the_month_it_was_opened(work: Work, people: Cast) -> None:
    for months in (0, 0, 1, 5, 9):
        a_dossier(work, people.client_id).created_at = MONDAY - timedelta(days=30 * months)
    work.db.flush()
    bars = queries_board.activity(work, "month")
    assert [bar.past or bar.current for bar in bars] == [1, 0, 0, 0, 1, 2]
    assert [bar.past_figure for bar in bars] == ["1", "", "", "", "1", ""]


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.sampled_from(["month", "week"]))
def test_periods_follow_one_another_up_to_today(today: date, step: queries_board.Step) -> None:
    starts = queries_board.period_starts(today, step)
    assert starts == sorted(set(starts))
    assert timedelta() <= today - starts[-1] < timedelta(days=31)
    assert all(day.day == 1 if step == "month" else day.weekday() == 0 for day in starts)
    assert len(starts) == queries_board.PERIODS[step]


@pytest.mark.parametrize("email", ["k.benali@atlantique-diag.example", "b.dupuy@courriel.example", ""])
async def test_strangers_get_no_figure(browser: Browser, people: Cast, email: str) -> None:
    an_invoice(people.assistant, people.client_id)
    tab = browser.tab(email)
    await tab.send(Dashboard.load)
    await tab.send(Dashboard.tick)
    await tab.send(Dashboard.count_by, step="week")
    shown = await tab.state(Dashboard)
    assert (shown.board.owed, shown.bars, shown.step) == ("", [], "month")
