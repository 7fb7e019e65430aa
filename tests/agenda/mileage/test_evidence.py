"""A photo of the counter proves a day; it is read by its driver and by the office, and by nobody else."""

from collections.abc import AsyncIterator
from datetime import date

import httpx
import pytest
from starlette.applications import Starlette

from liciel_app.agenda.mileage import evidence, services
from liciel_app.agenda.screens.mileage_state import MyMileage
from liciel_app.api import mileage
from liciel_app.core.access import Permission
from liciel_app.core.errors import NotFound
from liciel_app.core.work import begin
from liciel_app.office import services as office_services
from liciel_app.ui import bridge
from tests.agenda.mileage import months
from tests.client import Browser
from tests.conftest import rows
from tests.dossiers.cases import a_pdf
from tests.mobile.colleague import a_colleague
from tests.people import Cast, cookie_of

NATHALIE, SOPHIE = "n.ferrand@atlantique-diag.example", "s.lacaze@atlantique-diag.example"
KARIM, CLAIRE = "k.benali@atlantique-diag.example", "b.dupuy@courriel.example"
DAY = "2026-10-06"


@pytest.fixture
def karim(people: Cast) -> int:
    """A hundred kilometres on the 6th of October."""
    with begin(people.assistant) as work:
        number = months.karim_drives(work, people).account_id
        months.driven(work, number, date(2026, 10, 6), "100")
    return number


@pytest.fixture
async def site(people: Cast) -> AsyncIterator[httpx.AsyncClient]:
    bridge.install(office_services.actor_of)
    app = Starlette(routes=[door.route for door in mileage.ROUTES])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost:3000") as opened:
        yield opened


def _as(email: str) -> dict[str, str]:
    return {"cookie": f"liciel={cookie_of(email)}"} if email else {}


async def bring(
    site: httpx.AsyncClient, number: int, email: str, content: bytes = b"", day: str = DAY
) -> httpx.Response:
    address = f"/kilometres/{number}/{day}/justificatif?name=compteur.pdf"
    return await site.post(address, content=content or a_pdf("compteur"), headers=_as(email))


async def read(site: httpx.AsyncClient, number: str, email: str) -> httpx.Response:
    return await site.get(f"/kilometres/justificatifs/{number}", headers=_as(email))


async def test_karim_brings_a_proof_once_and_the_office_reads_it(
    site: httpx.AsyncClient, browser: Browser, people: Cast, karim: int
) -> None:
    first, again = await bring(site, karim, KARIM), await bring(site, karim, KARIM)
    assert (first.status_code, first.json()) == (201, again.json())
    for email in (KARIM, NATHALIE):
        assert (await read(site, first.json()["id"], email)).content == a_pdf("compteur")
    tab = browser.tab(KARIM, mois="2026-10")
    await tab.send(MyMileage.load)
    (day,) = (await tab.state(MyMileage)).sheet.days
    link = f"/kilometres/justificatifs/{first.json()['id']}"
    assert [(one.name, one.link) for one in day.proofs] == [("compteur.pdf", link)]


async def test_who_may_approve_corrects_and_proves_in_his_place(
    site: httpx.AsyncClient, people: Cast, karim: int
) -> None:
    assert people.assistant.may(Permission.MILEAGE_APPROVE)
    assert (await bring(site, karim, NATHALIE)).status_code == 201
    with begin(people.assistant) as work:
        made = services.correct(work, account_id=karim, day=date(2026, 10, 6), km="120", reason="Compteur relevé")
    assert made.made_by == "Nathalie Ferrand"


@pytest.mark.parametrize("email", ["", CLAIRE])
async def test_strangers_and_clients_bring_and_read_nothing(
    site: httpx.AsyncClient, people: Cast, karim: int, email: str
) -> None:
    kept = (await bring(site, karim, KARIM)).json()["id"]
    assert (await bring(site, karim, email)).status_code in (401, 403, 404)
    assert (await read(site, kept, email)).status_code in (303, 401, 403, 404)
    with begin(people.manager, writing=False) as work:
        assert rows(work, "tourevidence") == 1


async def test_a_colleague_finds_nothing(site: httpx.AsyncClient, people: Cast, karim: int) -> None:
    kept = (await bring(site, karim, KARIM)).json()["id"]
    with begin(people.manager) as work:
        a_colleague(work)
    assert (await bring(site, karim, SOPHIE)).status_code == 404
    assert (await read(site, kept, SOPHIE)).status_code == 404


@pytest.mark.parametrize(("content", "day"), [(b"MZ not a paper", DAY), (b"", "2026-10-07"), (b"", "hier")])
async def test_what_is_no_paper_and_days_without_kilometres_are_refused(
    site: httpx.AsyncClient, karim: int, content: bytes, day: str
) -> None:
    assert (await bring(site, karim, KARIM, content, day)).status_code in (400, 404, 409, 415)


def test_a_proof_nobody_brought_is_not_found(people: Cast) -> None:
    with pytest.raises(NotFound), begin(people.manager, writing=False) as work:
        evidence.get(work, 999)
