"""The private feed: what its holder reads in a calendar or in Google Earth, and what nobody else reads."""

from collections.abc import AsyncIterator, Callable
from datetime import date, datetime, timedelta

import httpx
import pytest
from defusedxml import ElementTree
from icalendar import Calendar
from starlette.applications import Starlette

from liciel_app.agenda import services
from liciel_app.agenda.models import Appointment
from liciel_app.agenda.rules import Contact, Place
from liciel_app.agenda.services.feeds import make_feed, revoke_feed
from liciel_app.agenda.services.resources import Facts
from liciel_app.api import feeds
from liciel_app.core.access import SYSTEM, Actor, Role
from liciel_app.core.errors import NotAllowed, NotFound, Refused
from liciel_app.core.work import begin
from liciel_app.office import services as office_services
from liciel_app.office.models import Account, Resource
from liciel_app.ui import bridge
from tests.agenda.offices import two_technicians
from tests.conftest import MONDAY
from tests.people import Cast

KML = "{http://www.opengis.net/kml/2.2}"


@pytest.fixture
async def site(people: Cast) -> AsyncIterator[httpx.AsyncClient]:
    bridge.install(office_services.actor_of)
    app = Starlette(routes=[door.route for door in feeds.ROUTES])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost:3000") as opened:
        yield opened


def a_visit(people: Cast, technician: int | None = None, *, days: int = 0, title: str = "Maison, Talence") -> int:
    with begin(people.assistant) as work:
        booked = services.book(
            work,
            technician_id=technician or people.technician.account_id or 0,
            starts_at=MONDAY + timedelta(days=days, hours=1),
            minutes=120,
            title=title,
            place=Place("17 avenue Roul", "33400", "Talence", 44.802, -0.588),
            contact=Contact("Claire <Dupuy>", "+33612345678"),
            link=("dossier", 12),
        )
        return booked.id or 0


def a_feed(who: Actor, **how: object) -> str:
    with begin(who) as work:
        return make_feed(work, **how)[1]  # type: ignore[arg-type]


async def read(site: httpx.AsyncClient, token: str) -> Calendar:
    answer = await site.get(f"/cal/{token}.ics")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    return Calendar.from_ical(answer.content)  # type: ignore[return-value]


async def test_karim_reads_his_visits_and_nobody_elses(site: httpx.AsyncClient, people: Cast) -> None:
    with begin(people.manager) as work:
        _, julien = two_technicians(work, people)
    a_visit(people)
    a_visit(people, julien, days=1, title="Chez Julien")
    (event,) = (calendar := await read(site, a_feed(people.technician))).walk("VEVENT")
    assert (str(event["summary"]), str(event["location"])) == ("Maison, Talence", "17 avenue Roul, 33400 Talence")
    assert event["dtstart"].params["TZID"] == "Europe/Paris"
    assert "+33" not in str(event["description"])
    assert "06 12 34 56 78" in str(event["description"]).replace("\u00a0", " ")
    assert calendar.walk("VTIMEZONE")


async def test_a_moved_then_cancelled_visit_keeps_its_uid(site: httpx.AsyncClient, people: Cast) -> None:
    number, token = a_visit(people), a_feed(people.technician)
    (first,) = (await read(site, token)).walk("VEVENT")
    with begin(people.manager) as work:
        karim = people.technician.account_id or 0
        services.move(work, number, technician_id=karim, starts_at=MONDAY + timedelta(days=2, hours=1), minutes=60)
    (moved,) = (await read(site, token)).walk("VEVENT")
    with begin(people.manager) as work:
        services.cancel(work, number)
    (gone,) = (await read(site, token)).walk("VEVENT")
    assert [str(one["uid"]) for one in (moved, gone)] == [str(first["uid"])] * 2
    assert [int(str(one["sequence"])) for one in (first, moved, gone)] == [0, 1, 2]
    assert [str(one["status"]) for one in (first, moved, gone)] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]


async def test_a_cancelled_visit_leaves_after_thirty_days(
    site: httpx.AsyncClient, people: Cast, set_clock: Callable[[datetime], None]
) -> None:
    number, token = a_visit(people, days=60), a_feed(people.technician)
    with begin(people.manager) as work:
        services.cancel(work, number)
    set_clock(MONDAY + timedelta(days=29))
    assert len((await read(site, token)).walk("VEVENT")) == 1
    set_clock(MONDAY + timedelta(days=31))
    assert (await read(site, token)).walk("VEVENT") == []


async def test_a_reader_who_has_it_is_told_so(site: httpx.AsyncClient, people: Cast) -> None:
    number, token = a_visit(people), a_feed(people.technician)
    etag = (await site.get(f"/cal/{token}.ics")).headers["etag"]
    again = await site.get(f"/cal/{token}.ics", headers={"if-none-match": f'W/{etag}, "other"'})
    assert (again.status_code, again.content) == (304, b"")
    with begin(people.manager) as work:
        services.cancel(work, number)
    assert (await site.get(f"/cal/{token}.ics", headers={"if-none-match": etag})).status_code == 200


async def test_provisional_visits_and_busy_times_from_elsewhere_stay_inside(
    site: httpx.AsyncClient, people: Cast
) -> None:
    hidden, outside = a_visit(people), a_visit(people, days=1)
    with begin(SYSTEM) as work:
        work.db.get_one(Appointment, hidden).provisional = True
        work.db.get_one(Appointment, outside).link_kind = "calendar"
    assert (await read(site, a_feed(people.technician))).walk("VEVENT") == []


async def test_a_feed_without_details_says_busy(site: httpx.AsyncClient, people: Cast) -> None:
    a_visit(people)
    (event,) = (await read(site, a_feed(people.technician, details=False))).walk("VEVENT")
    assert (str(event["summary"]), event.get("location"), event.get("description")) == ("Occupé", None, None)


async def test_nathalie_reads_everybodys_visits(site: httpx.AsyncClient, people: Cast) -> None:
    a_visit(people)
    (event,) = (await read(site, a_feed(people.assistant, everyone=True))).walk("VEVENT")
    assert str(event["summary"]) == "Maison, Talence – Karim Benali"
    assert (await read(site, a_feed(people.assistant))).walk("VEVENT") == []


async def test_a_room_tells_who_has_it_and_no_more(site: httpx.AsyncClient, people: Cast) -> None:
    number = a_visit(people)
    with begin(people.manager) as work:
        car = services.save_resource(work, Facts("Clio", "vehicle"))
        services.take_along(work, number, resources=[car.id or 0])
    token = a_feed(people.assistant, resource_id=car.id or 0)
    calendar = await read(site, token)
    (event,) = calendar.walk("VEVENT")
    assert (str(calendar["x-wr-calname"]), str(event["summary"])) == ("Clio", "Réservé – Karim Benali")
    assert event.get("location") is None
    with begin(people.manager) as work:
        services.close_resource(work, car.id or 0)
    assert (await site.get(f"/cal/{token}.ics")).status_code == 404


@pytest.mark.parametrize("path", [".ics", "/carte.kml", "/google-earth.kml"])
async def test_a_revoked_address_does_not_exist(site: httpx.AsyncClient, people: Cast, path: str) -> None:
    a_visit(people)
    with begin(people.technician) as work:
        feed, token = make_feed(work)
    assert (await site.get(f"/cal/{token}{path}")).status_code == 200
    with begin(people.technician) as work:
        revoke_feed(work, feed.id or 0)
    answer = await site.get(f"/cal/{token}{path}")
    assert (answer.status_code, "Roul" in answer.text) == (404, False)


@pytest.mark.parametrize("token", ["x", "é", "%00", "a" * 5000, "..%2f..%2fetc"])
async def test_a_guessed_address_does_not_exist(site: httpx.AsyncClient, people: Cast, token: str) -> None:
    assert (await site.get(f"/cal/{token}.ics")).status_code == 404


async def test_the_feed_of_somebody_who_left_does_not_exist(site: httpx.AsyncClient, people: Cast) -> None:
    token = a_feed(people.technician)
    with begin(SYSTEM) as work:
        work.db.get_one(Account, people.technician.account_id).closed_at = work.now
    assert (await site.get(f"/cal/{token}.ics")).status_code == 404


async def test_somebody_who_became_a_technician_reads_his_own_visits_only(
    site: httpx.AsyncClient, people: Cast
) -> None:
    token = a_feed(people.assistant, everyone=True)
    a_visit(people)
    with begin(SYSTEM) as work:
        work.db.get_one(Account, people.assistant.account_id).role = Role.TECHNICIAN
    assert (await read(site, token)).walk("VEVENT") == []


def test_a_client_has_no_feed_and_a_technician_neither_everybodys_nor_a_rooms(people: Cast) -> None:
    with begin(SYSTEM) as work:
        room = Resource(name="Salle", kind="room")
        work.db.add(room)
    for who, everyone, resource_id in (
        (people.client, False, 0),
        (people.visitor, False, 0),
        (people.technician, True, 0),
        (people.technician, False, room.id or 0),
    ):
        with pytest.raises(NotAllowed), begin(who) as work:
            make_feed(work, everyone=everyone, resource_id=resource_id)


def test_nobody_revokes_somebody_elses_address_but_the_office(people: Cast) -> None:
    with begin(people.technician) as work:
        feed, _ = make_feed(work)
    for who in (people.client, people.visitor):
        with pytest.raises(NotFound), begin(who) as work:
            revoke_feed(work, feed.id or 0)
    with begin(people.manager) as work:
        assert revoke_feed(work, feed.id or 0).revoked_at == work.now


def test_ten_addresses_are_enough(people: Cast) -> None:
    with begin(people.technician) as work:
        for _ in range(10):
            make_feed(work)
        with pytest.raises(Refused, match="dix"):
            make_feed(work)


async def test_google_earth_shows_the_day_and_escapes_every_name(site: httpx.AsyncClient, people: Cast) -> None:
    a_visit(people, title="Maison <b> & garage")
    a_visit(people, days=1, title="Demain")
    token = a_feed(people.technician)
    answer = await site.get(f"/cal/{token}/carte.kml")
    tree = ElementTree.fromstring(answer.content)
    assert [one.text for one in tree.iter(f"{KML}coordinates")] == ["-0.588,44.802,0"]
    assert [one.findtext(f"{KML}name") for one in tree.iter(f"{KML}Placemark")] == ["1. Maison <b> & garage"]
    assert "Claire <Dupuy>" in str(next(tree.iter(f"{KML}description")).text)
    week = ElementTree.fromstring((await site.get(f"/cal/{token}/carte.kml?vue=semaine")).content)
    folders = [one.findtext(f"{KML}name") for one in week.iter(f"{KML}Folder")]
    assert folders == ["lundi 23 novembre 2026", "mardi 24 novembre 2026"]


async def test_the_network_link_is_read_again_every_five_minutes(site: httpx.AsyncClient, people: Cast) -> None:
    token = a_feed(people.technician)
    tree = ElementTree.fromstring((await site.get(f"/cal/{token}/google-earth.kml?vue=semaine")).content)
    link = next(tree.iter(f"{KML}Link"))
    told = [link.findtext(f"{KML}{name}") for name in ("href", "refreshMode", "refreshInterval")]
    assert told == [f"http://localhost:3000/cal/{token}/carte.kml?vue=semaine", "onInterval", "300"]


@pytest.mark.parametrize("day", ["hier", "2026-02-30", "9999-12-31", "0001-01-01"])
async def test_a_day_that_does_not_exist_is_a_sentence(site: httpx.AsyncClient, people: Cast, day: str) -> None:
    answer = await site.get(f"/cal/{a_feed(people.technician)}/carte.kml?jour={day}")
    assert answer.status_code in (200, 422)
    assert "inattendue" not in answer.text


async def test_a_tour_is_a_line_and_what_has_no_place_is_told(site: httpx.AsyncClient, people: Cast) -> None:
    first = a_visit(people)
    with begin(people.manager) as work:
        karim = people.technician.account_id or 0
        for hours, place in ((6, Place("", "33600", "Pessac", 44.805, -0.631)), (8, Place())):
            at = MONDAY + timedelta(hours=hours)
            services.book(
                work, technician_id=karim, starts_at=at, minutes=60, title="Suite", place=place, contact=Contact(),
                link=("dossier", first),
            )  # fmt: skip
    day = date(2026, 11, 23).isoformat()
    answer = await site.get(f"/cal/{a_feed(people.technician)}/carte.kml?jour={day}")
    tree = ElementTree.fromstring(answer.content)
    line = next(tree.iter(f"{KML}LineString")).findtext(f"{KML}coordinates")
    assert str(line).split() == ["-0.588,44.802,0", "-0.631,44.805,0"]
    assert "Sans position connue" in str(next(tree.iter(f"{KML}Folder")).findtext(f"{KML}description"))
