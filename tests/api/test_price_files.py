"""Price lists as workbooks, for the manager alone."""

import io
import json
from collections.abc import AsyncIterator, Callable

import httpx
import pytest
from openpyxl import load_workbook
from starlette.applications import Starlette

from liciel_app.api import price_files
from liciel_app.core.access import SYSTEM
from liciel_app.core.errors import NotFound
from liciel_app.core.work import begin
from liciel_app.office import services as office_services
from liciel_app.orders import documents_prices, price_tables, services
from liciel_app.orders.pricing import DEMO_GRID
from liciel_app.orders.queries import price_desk
from liciel_app.ui import bridge
from tests.conftest import rows
from tests.people import Cast, cookie_of

MARC, NATHALIE = "m.delmas@atlantique-diag.example", "n.ferrand@atlantique-diag.example"
ADDRESS = "/bureau/tarifs/classeur"
Open = Callable[[str], httpx.AsyncClient]


@pytest.fixture
async def browser_of(people: Cast) -> AsyncIterator[Open]:
    """A person's browser on these routes; without an address, a stranger's."""
    bridge.install(office_services.actor_of)
    app = Starlette(routes=[door.route for door in price_files.ROUTES])
    opened: list[httpx.AsyncClient] = []

    def open_for(email: str) -> httpx.AsyncClient:
        cookies = {"liciel": cookie_of(email)} if email else {}
        opened.append(
            httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost:3000", cookies=cookies)
        )
        return opened[-1]

    yield open_for
    for client in opened:
        await client.aclose()


@pytest.fixture
def listed(people: Cast) -> int:
    with begin(SYSTEM) as work:
        return services.save_grid(work, DEMO_GRID).id or 0


async def test_what_goes_out_comes_back_as_a_draft_and_changes_no_price(
    browser_of: Open, people: Cast, listed: int
) -> None:
    marc = browser_of(MARC)
    out = await marc.get(f"/bureau/tarifs/{listed}.xlsx")
    assert out.headers["content-disposition"].startswith("attachment")
    answer = await marc.post(ADDRESS, params={"name": "tarifs.xlsx"}, content=out.content)
    assert answer.status_code == 201
    with begin(people.manager, writing=False) as work:
        draft = price_desk.own_draft(work, int(answer.json()["id"]))
        assert price_tables.read(json.loads(draft.tables)).grid == DEMO_GRID
        assert rows(work, "pricelist") == 1
    with begin(people.assistant, writing=False) as work, pytest.raises(NotFound):
        price_desk.own_draft(work, int(answer.json()["id"]))


async def test_a_wrong_workbook_leaves_nothing_and_names_its_cell(browser_of: Open, listed: int) -> None:
    book = load_workbook(io.BytesIO(documents_prices.workbook(DEMO_GRID)))
    book["Prix"]["E3"] = "cent"
    out = io.BytesIO()
    book.save(out)
    answer = await browser_of(MARC).post(ADDRESS, content=out.getvalue())
    assert answer.status_code == 400
    assert answer.json()["title"] == "Feuille « Prix », ligne 3, colonne « Tranche 2 » : « cent » n’est pas un nombre."
    with begin(SYSTEM, writing=False) as work:
        assert rows(work, "pricedraft") == 0


@pytest.mark.parametrize("who", [NATHALIE, ""])
async def test_prices_leave_and_enter_by_the_manager_alone(browser_of: Open, listed: int, who: str) -> None:
    other = browser_of(who)
    assert (await other.get(f"/bureau/tarifs/{listed}.xlsx")).status_code in (303, 403)
    assert (await other.post(ADDRESS, content=documents_prices.workbook(DEMO_GRID))).status_code == 403


async def test_a_file_too_large_or_absent_is_refused(browser_of: Open, listed: int) -> None:
    marc = browser_of(MARC)
    assert (await marc.post(ADDRESS, content=b"x" * 3_000_000)).status_code == 400
    assert (await marc.post(ADDRESS, content=b"")).status_code == 400
    assert (await marc.get("/bureau/tarifs/999.xlsx")).status_code == 404
