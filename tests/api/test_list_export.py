"""« Exportation Excel »: the rows of the address, as figures and dates, for who may take them out."""

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO

import httpx
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select
from starlette.applications import Starlette

from liciel_app.api import lists
from liciel_app.api.workbook import typed
from liciel_app.core.access import SYSTEM
from liciel_app.core.journal import JournalEntry
from liciel_app.core.language import day_short
from liciel_app.core.money import euros
from liciel_app.core.work import begin
from liciel_app.orders.services import requests
from tests.dossiers.cases import a_dossier, a_planned_dossier
from tests.orders.test_requests import INES
from tests.people import PASSWORD, Cast, cookie_of

NATHALIE = "n.ferrand@atlantique-diag.example"


@pytest.fixture
def two(people: Cast) -> list[int]:
    with begin(people.assistant) as work:
        return [a_dossier(work, people.stranger_client_id).id or 0, a_planned_dossier(work, people).id or 0]


async def _ask(who: str, name: str = "dossiers", query: str = "") -> httpx.Response:
    import liciel_app.liciel_app  # noqa: F401 registers every list

    app = Starlette(routes=[door.route for door in lists.ROUTES])
    cookies = {"liciel": cookie_of(who, PASSWORD)} if who else {}
    transport = httpx.ASGITransport(app, client=("192.0.2.10", 4000))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost:3000", cookies=cookies) as browser:
        return await browser.get(f"/bureau/listes/{name}.xlsx?{query}")


async def _rows(query: str = "") -> list[tuple[object, ...]]:
    answer = await _ask(NATHALIE, query=query)
    assert answer.status_code == 200
    return list(openpyxl.load_workbook(BytesIO(answer.content)).worksheets[0].iter_rows(values_only=True))


async def test_nathalie_takes_the_whole_list_with_figures_and_dates(two: list[int]) -> None:
    titles, planned, to_plan = await _rows()
    line = dict(zip(titles, planned, strict=True))
    assert (line["État"], line["Rendez-vous"]) == ("Planifié", datetime(2026, 11, 24, 9, 0))  # noqa: DTZ001
    assert isinstance(line["Montant TTC"], float)
    assert dict(zip(titles, to_plan, strict=True))["Client"] == "SCI Les Pins"


@pytest.mark.parametrize(("query", "lines"), [("etape=planned", 1), ("q=les pins", 1), ("etape=nonsense", 2)])
async def test_the_address_narrows_the_workbook(two: list[int], query: str, lines: int) -> None:
    assert len(await _rows(query)) == 1 + lines


async def test_only_the_lines_chosen_go_out(two: list[int]) -> None:
    assert len(await _rows(f"lignes={two[0]}")) == 2


async def test_an_empty_list_is_a_workbook_with_its_titles(two: list[int]) -> None:
    (titles,) = await _rows("q=licorne")
    assert titles[0] == "Référence"


async def test_a_list_longer_than_a_page_goes_out_whole(people: Cast) -> None:
    with begin(people.assistant) as work:
        for _ in range(360):
            a_dossier(work, people.client_id)
    references = [row[0] for row in (await _rows("tri=reference"))[1:]]
    assert (len(references), references == sorted(map(str, references))) == (360, True)


async def test_the_export_is_written_in_the_journal(two: list[int]) -> None:
    await _rows()
    with begin(SYSTEM, writing=False) as work:
        entry = work.db.exec(select(JournalEntry).where(JournalEntry.action == "account.list_exported")).one()
    assert entry.after == '{"lines":2,"list":"dossiers"}'


@pytest.mark.parametrize(
    ("who", "name", "status"),
    [
        (NATHALIE, "journal", 403),
        (NATHALIE, "licorne", 404),
        ("k.benali@atlantique-diag.example", "dossiers", 403),
        ("b.dupuy@courriel.example", "dossiers", 403),
        ("", "dossiers", 303),
    ],
)
async def test_others_are_refused(people: Cast, who: str, name: str, status: int) -> None:
    assert (await _ask(who, name)).status_code == status


@given(st.integers(-10_000_000_00, 10_000_000_00))
def test_every_amount_comes_out_as_the_figure_it_is(cents: int) -> None:
    assert typed(euros(cents)) == pytest.approx(cents / 100)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_every_day_comes_out_as_a_date(day: date) -> None:
    assert typed(day_short(day)) == day


@pytest.mark.parametrize("words", ["=1+1", "D-2026-0001", "06 12 34 56 78", "", "33000"])
def test_words_stay_words(words: str) -> None:
    assert typed(words) == words


@pytest.mark.parametrize("message", ["31/02/2026", "29/02/2027", "00/00/0000", "45/13/2026 25 h 61", "01/01/1850"])
async def test_what_a_visitor_writes_like_a_date_is_a_text_and_stops_no_export(people: Cast, message: str) -> None:
    with begin(people.visitor) as work:
        requests.ask(work, replace(INES, message=message))
    answer = await _ask(NATHALIE, "demandes")
    assert answer.status_code == 200
    titles, told = openpyxl.load_workbook(BytesIO(answer.content)).worksheets[0].iter_rows(values_only=True)
    assert told[titles.index("Demande")] == message
