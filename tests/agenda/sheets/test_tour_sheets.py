"""The tour sheet: its order, its map that asks nothing of anybody, its paper, and the links that show it."""

import re
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import date, timedelta

import httpx
import pytest
from starlette.applications import Starlette

from liciel_app.agenda import services
from liciel_app.agenda.models import Appointment
from liciel_app.agenda.rules import Contact, Details, Place
from liciel_app.agenda.sheets import drawn, reading, sharing
from liciel_app.agenda.sheets.printed import tour_pdf
from liciel_app.agenda.sheets.projection import around
from liciel_app.core import config
from liciel_app.core.errors import NotAllowed, NotFound, Refused
from liciel_app.core.work import Work, begin
from liciel_app.office import services as office_services
from liciel_app.office.models import Technician
from liciel_app.ui import bridge
from liciel_app.website import tour
from tests.conftest import MONDAY
from tests.people import Cast, cookie_of

NATHALIE, ELODIE = "n.ferrand@atlantique-diag.example", "e.roux@atlantique-diag.example"
KARIM, CLAIRE = "k.benali@atlantique-diag.example", "b.dupuy@courriel.example"
DAY = date(2026, 11, 24)
HOSTILE = "</script><script>alert(1)</script>`${alert(2)}`"
Open = Callable[[str], httpx.AsyncClient]


@pytest.fixture
async def browser_of(people: Cast) -> AsyncIterator[Open]:
    """A person's browser on these routes; without an address, a stranger's."""
    bridge.install(office_services.actor_of)
    app = Starlette(routes=[door.route for door in tour.ROUTES])
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
def karim(people: Cast) -> int:
    """At home in Mérignac; Talence at nine with a dog, a place without coordinates, Pessac, Cenon not told yet."""
    with begin(people.assistant) as work:
        number = people.technician.account_id or 0
        one = work.db.get_one(Technician, number)
        one.home_city, one.home_lat, one.home_lon = "Mérignac", 44.838, -0.643
        work.db.add(one)
        _book(work, number, 1, Place("17 avenue Roul", "33400", "Talence", 44.802, -0.588), "Chien, code B12")
        _book(work, number, 3, Place(city=HOSTILE), "")
        _book(work, number, 6, Place("3 allée des Pins", "33600", HOSTILE, 44.805, -0.631), "")
        _book(work, number, 8, Place("1 rue Neuve", "33150", "Cenon", 44.857, -0.532), "", provisional=True)
    return number


@pytest.fixture
def hers(karim: int, people: Cast) -> Iterator[Work]:
    """Nathalie at work, once Karim's day is written."""
    with begin(people.assistant) as opened:
        yield opened


def _book(
    work: Work, number: int, hours: int, place: Place, warnings: str, *, provisional: bool = False
) -> Appointment:
    booked = services.book(
        work,
        technician_id=number,
        starts_at=MONDAY + timedelta(days=1, hours=hours),
        minutes=90,
        title=f"Visite {hours}",
        place=place,
        contact=Contact("Claire Dupuy", "+33612345678"),
        link=("dossier", 7),
        details=Details(warnings=warnings, provisional=provisional),
    )
    work.db.flush()
    return booked


def test_the_stops_are_numbered_in_order_with_the_way_to_each(hers: Work, karim: int) -> None:
    sheet = reading.with_roads(reading.tour_sheet(hers, karim, DAY))
    assert [(stop.number, stop.start, stop.road) for stop in sheet.stops] == [
        ("1", "09\u00a0h\u00a000", "7,7\u00a0km, 12\u00a0min"),
        ("", "11\u00a0h\u00a000", ""),
        ("2", "14\u00a0h\u00a000", "4,4\u00a0km, 7\u00a0min"),
        ("3", "16\u00a0h\u00a000", sheet.stops[3].road),
    ]
    assert (sheet.estimated, sheet.stops[3].state, sheet.stops[0].warnings) == (True, "Provisoire", "Chien, code B12")
    assert sheet.way_back
    assert sheet.total


def test_without_a_home_the_way_begins_at_the_first_stop(hers: Work, karim: int) -> None:
    one = hers.db.get_one(Technician, karim)
    one.home_lat = one.home_lon = None
    hers.db.add(one)
    sheet = reading.with_roads(reading.tour_sheet(hers, karim, DAY))
    assert [stop.road for stop in sheet.stops][:3] == ["", "", "4,4\u00a0km, 7\u00a0min"]
    assert sheet.way_back == ""


def test_a_day_without_anything_prints_all_the_same(hers: Work, karim: int) -> None:
    sheet = reading.with_roads(reading.tour_sheet(hers, karim, DAY + timedelta(days=30)))
    assert (sheet.stops, sheet.total) == ([], "")
    assert tour_pdf(sheet).startswith(b"%PDF")
    assert "folium-map" in drawn.map_page(sheet, drawn.Tiles(), "n", "fr")


def test_the_map_asks_nothing_of_the_network_and_reads_no_word_as_a_script(hers: Work, karim: int) -> None:
    page = drawn.map_page(reading.tour_sheet(hers, karim, DAY), drawn.Tiles(), "secret", "fr")
    assert re.findall(r"<(?:link|img|iframe)\b|<script[^>]+src", page) == []
    assert re.findall(r"@import|url\(\s*['\"]?(?:https?:)?//", page) == []
    assert HOSTILE not in page
    assert set(re.findall(r"<script[^>]*>", page)) == {'<script nonce="secret">'}
    assert "alert(1)</script>" not in page
    assert page.count("L.marker(") >= 4


def test_the_map_uses_the_tiles_the_office_chose_and_lets_in_their_host_alone() -> None:
    tiles = drawn.Tiles("https://{s}.tuiles.example/{z}/{x}/{y}.png", "© Cartographes")
    assert "https://*.tuiles.example;" in drawn.policy(tiles, "n")
    assert "http" not in drawn.policy(drawn.Tiles(), "n")


def test_the_paper_gives_the_same_bytes(hers: Work, karim: int) -> None:
    sheet = reading.with_roads(reading.tour_sheet(hers, karim, DAY))
    assert tour_pdf(sheet) == tour_pdf(sheet)


def test_every_place_lies_on_the_paper() -> None:
    places = [(44.838, -0.643), (44.802, -0.588), (43.3, 5.37), (48.85, 2.34)]
    frame = around(places, 500, 190)
    assert all(0 <= x <= 500 and 0 <= y <= 190 for x, y in map(frame.at, places))
    assert around([places[0]], 500, 190).at(places[0]) == (250, 95)


async def test_nathalie_opens_prints_and_shares_a_tour(browser_of: Open, karim: int) -> None:
    hers, stranger = browser_of(NATHALIE), browser_of("")
    address = f"/feuille-de-tournee/{karim}/{DAY}"
    page = await hers.get(address)
    assert (page.status_code, "17 avenue Roul" in page.text, HOSTILE in page.text) == (200, True, False)
    assert (await hers.get(f"{address}/feuille.pdf")).content.startswith(b"%PDF")
    drawn_map = await hers.get(f"{address}/carte")
    assert "frame-ancestors 'self'" in drawn_map.headers["content-security-policy"]
    made = await hers.post(f"{address}/partager")
    link = re.search(r'href="http://localhost:\d+(/tournee/[^"]+)"', made.text)
    assert link is not None
    seen = await stranger.get(link[1])
    assert ("17 avenue Roul" in seen.text, "Cenon" in seen.text, "Partager" in seen.text) == (True, False, False)
    assert seen.headers["cache-control"] == "no-store"
    assert (await stranger.get(f"{link[1]}/carte")).status_code == 200
    assert (await stranger.get(f"{link[1]}/feuille.pdf")).content.startswith(b"%PDF")


async def test_a_revoked_link_shows_nothing_more(browser_of: Open, karim: int, people: Cast) -> None:
    with begin(people.technician) as work:
        token = sharing.share(work, karim, DAY)
        (link,) = reading.links(work, karim, DAY)
    his, stranger = browser_of(KARIM), browser_of("")
    assert (await stranger.get(f"/tournee/{token}")).status_code == 200
    back = await his.post(f"/feuille-de-tournee/liens/{link.id}/revoquer")
    assert (back.status_code, back.headers["location"]) == (303, f"/feuille-de-tournee/{karim}/{DAY}")
    for end in ("", "/carte", "/feuille.pdf"):
        gone = await stranger.get(f"/tournee/{token}{end}")
        assert (gone.status_code, "17 avenue Roul" in gone.text) == (404, False)


def test_a_link_dies_with_its_day_and_only_its_hash_is_kept(hers: Work, karim: int) -> None:
    token = sharing.share(hers, karim, DAY)
    hashed = sharing.hashed(token)
    assert token not in repr(reading.links(hers, karim, DAY))
    assert reading.shared(hers, hashed).account_id == karim
    hers.now += timedelta(days=3)
    with pytest.raises(NotFound):
        reading.shared(hers, hashed)
    with pytest.raises(Refused):
        sharing.share(hers, karim, DAY)


@pytest.mark.parametrize("email", [CLAIRE, ""])
async def test_strangers_open_no_tour(browser_of: Open, karim: int, people: Cast, email: str) -> None:
    with begin(people.technician) as work:
        sharing.share(work, karim, DAY)
        (link,) = reading.links(work, karim, DAY)
    stranger = browser_of(email)
    address = f"/feuille-de-tournee/{karim}/{DAY}"
    refused = {303, 403, 404}
    for end in ("", "/carte", "/feuille.pdf"):
        assert (await stranger.get(address + end)).status_code in refused
    assert (await stranger.post(f"{address}/partager")).status_code in refused
    assert (await stranger.post(f"/feuille-de-tournee/liens/{link.id}/revoquer")).status_code in refused
    for end in ("", "/carte", "/feuille.pdf"):
        assert (await stranger.get(f"/tournee/nimporte-quoi{end}")).status_code == 404
    with begin(people.technician) as work:
        assert len(reading.links(work, karim, DAY)) == 1


async def test_who_reads_without_planning_neither_shares_nor_revokes(
    browser_of: Open, karim: int, people: Cast
) -> None:
    elodie = browser_of(ELODIE)
    address = f"/feuille-de-tournee/{karim}/{DAY}"
    page = await elodie.get(address)
    assert (page.status_code, "Partager par un lien" in page.text) == (200, False)
    assert (await elodie.post(f"{address}/partager")).status_code == 403
    with begin(people.technician) as work:
        sharing.share(work, karim, DAY)
        (link,) = reading.links(work, karim, DAY)
    with begin(people.sales) as work, pytest.raises(NotAllowed):
        sharing.revoke(work, link.id)


@pytest.mark.parametrize("end", ["demain", "2026-02-30", "2026-11-24x"])
async def test_an_absurd_day_is_not_found(browser_of: Open, karim: int, end: str) -> None:
    assert (await browser_of(NATHALIE).get(f"/feuille-de-tournee/{karim}/{end}")).status_code == 404


async def test_a_foreign_page_shares_nothing(browser_of: Open, karim: int) -> None:
    address = f"/feuille-de-tournee/{karim}/{DAY}/partager"
    answer = await browser_of(NATHALIE).post(address, headers={"origin": "https://ailleurs.example"})
    assert answer.status_code == 403
    assert config.settings().base_url.startswith("http://localhost")
