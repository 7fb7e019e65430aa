"""A monthly statement on paper and as a workbook: what it says, that it never changes, and who may read it."""

import io
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import date, timedelta

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from starlette.applications import Starlette

from liciel_app.agenda.mileage import documents, paper, services
from liciel_app.agenda.mileage.paper import PaperDay, PaperLine, StatementPaper
from liciel_app.api import mileage
from liciel_app.core.work import begin
from liciel_app.office import services as office_services
from liciel_app.office.parties import Seller
from liciel_app.ui import bridge
from tests.agenda.mileage import months
from tests.agenda.mileage.months import OCTOBER, Clock
from tests.people import Cast, cookie_of

NATHALIE, KARIM = "n.ferrand@atlantique-diag.example", "k.benali@atlantique-diag.example"
ELODIE, CLAIRE = "e.roux@atlantique-diag.example", "b.dupuy@courriel.example"
Open = Callable[[str], httpx.AsyncClient]
PAPER = StatementPaper(
    person="Karim Benali",
    month=date(2026, 11, 1),
    seller=Seller("Atlantique Diagnostics"),
    asked_on=date(2026, 12, 1),
    asked_by="Karim Benali",
    approved_on=date(2026, 12, 2),
    approved_by="Nathalie Ferrand",
    days=(
        PaperDay(date(2026, 11, 20), "Mérignac → Talence", "Clio", 425, 154, reason="=SOMME(1;2)"),
        PaperDay(date(2026, 11, 21), "Mérignac → Cenon", "", 100, 100, estimated=True),
    ),
    lines=(PaperLine("Clio", "voiture, 5\u00a0CV", 2026, 2026, 49_800, 50_225, 316_728, 2_075),),
)


@pytest.fixture
async def browser_of(people: Cast) -> AsyncIterator[Open]:
    bridge.install(office_services.actor_of)
    app = Starlette(routes=[door.route for door in mileage.ROUTES])
    opened: list[httpx.AsyncClient] = []

    def open_for(email: str) -> httpx.AsyncClient:
        cookies = {"liciel": cookie_of(email)} if email else {}
        transport = httpx.ASGITransport(app)
        opened.append(httpx.AsyncClient(transport=transport, base_url="http://localhost:3000", cookies=cookies))
        return opened[-1]

    yield open_for
    for client in opened:
        await client.aclose()


@pytest.fixture
def october(people: Cast, set_clock: Clock) -> int:
    """Asked for by Karim, and waiting."""
    with begin(people.assistant) as work:
        karim = months.karim_drives(work, people).account_id
        months.driven(work, karim, date(2026, 10, 6), "100")
    set_clock(months.at(2026, 11, 2))
    return months.asked(people, OCTOBER).id or 0


def test_the_workbook_holds_figures_and_no_formula() -> None:
    book = load_workbook(io.BytesIO(documents.statement_xlsx(PAPER)))
    days, lines = book["Journées"], book["Montant"]
    assert [cell.value for cell in days[2]][3:] == [15.4, 42.5, None, "=SOMME(1;2)"]
    assert (days["G2"].data_type, days["C3"].value, days["F3"].value) == ("s", "non remboursé", "oui")
    assert (days["E4"].value, lines["H2"].value, lines["H3"].value) == (42.5, 20.75, 20.75)


def test_what_is_sealed_opens_as_it_was_and_prints_the_same_bytes() -> None:
    opened = paper.opened(paper.sealed(PAPER))
    assert opened == PAPER
    assert documents.statement_pdf(opened) == documents.statement_pdf(PAPER)
    assert documents.statement_xlsx(opened) == documents.statement_xlsx(PAPER)
    assert paper.opened(paper.sealed(replace(PAPER, approved_on=None))).approved_on is None


def test_a_long_month_prints_on_several_pages() -> None:
    days = tuple(replace(PAPER.days[0], day=date(2026, 11, 1) + timedelta(days=one % 30)) for one in range(90))
    assert documents.statement_pdf(replace(PAPER, days=days, approved_on=None)).count(b"/Type /Page\n") > 1


@given(st.integers(-(10**7), 10**7))
def test_a_distance_reads_back(tenths: int) -> None:
    told = paper.km(tenths).removesuffix("\u00a0km").replace("\u202f", "").replace(",", ".")
    assert round(float(told) * 10) == tenths


async def test_karim_and_nathalie_download_the_month(browser_of: Open, october: int) -> None:
    for email in (KARIM, NATHALIE):
        his = browser_of(email)
        printed, book = await his.get(f"/kilometres/{october}.pdf"), await his.get(f"/kilometres/{october}.xlsx")
        assert printed.content.startswith(b"%PDF")
        assert "2026-10" in book.headers["content-disposition"]
        assert load_workbook(io.BytesIO(book.content)).sheetnames == ["Journées", "Montant"]


async def test_an_approved_month_gives_the_same_bytes_whatever_happens(
    browser_of: Open, october: int, people: Cast
) -> None:
    with begin(people.assistant) as work:
        services.approve(work, services.Claim(october, 6360))
    his = browser_of(KARIM)
    before = [(await his.get(f"/kilometres/{october}.{end}")).content for end in ("pdf", "xlsx")]
    with begin(people.technician) as work:
        months.driven(work, people.technician.account_id or 0, date(2026, 10, 6), "500")
    with begin(people.assistant) as work:
        services.mark_paid(work, october)
    assert [(await his.get(f"/kilometres/{october}.{end}")).content for end in ("pdf", "xlsx")] == before


@pytest.mark.parametrize("email", [ELODIE, CLAIRE, ""])
async def test_strangers_download_nothing(browser_of: Open, october: int, email: str) -> None:
    stranger = browser_of(email)
    for end in ("pdf", "xlsx"):
        assert (await stranger.get(f"/kilometres/{october}.{end}")).status_code in {303, 404}
        assert (await stranger.get(f"/kilometres/9999.{end}")).status_code in {303, 404}
