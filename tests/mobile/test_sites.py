"""The dog and the code belong to the place; what is typed on the road is placed on the map, and technicians told."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from anyio import to_thread
from sqlmodel import select

from liciel_app.agenda import services as agenda
from liciel_app.agenda.models import Appointment, AppointmentKind
from liciel_app.agenda.models_sites import SiteWarning
from liciel_app.agenda.rules import Contact, Details, Place
from liciel_app.agenda.services import sites
from liciel_app.core import worker
from liciel_app.core.access import SYSTEM, Actor
from liciel_app.core.errors import Invalid, NotAllowed
from liciel_app.core.work import begin
from liciel_app.dossiers.models import Dossier
from liciel_app.dossiers.queries.field import field_day, field_sheet
from liciel_app.messaging.models import Message
from tests.conftest import MONDAY
from tests.dossiers.cases import a_planned_dossier
from tests.mobile.conftest import Phone
from tests.people import Cast

KARIM = "k.benali@atlantique-diag.example"
ADDRESS = "17 avenue Roul, 33400 Talence"


@pytest.fixture
def visits(people: Cast) -> list[Dossier]:
    """Two dossiers of the same property, visited one after the other."""
    with begin(people.assistant) as work:
        return [a_planned_dossier(work, people, MONDAY + timedelta(hours=hours)) for hours in (2, 6)]


def book(who: Actor, people: Cast, **details: Any) -> int:
    with begin(who) as work:
        booked = agenda.book(
            work,
            technician_id=people.technician.account_id or 0,
            starts_at=MONDAY + timedelta(days=1, hours=3),
            minutes=60,
            title="Contre-visite",
            place=Place("17 Avenue ROUL", "33400", "Talence"),
            contact=Contact("Claire Dupuy", "0612345678"),
            link=("", 0),
            details=Details(**details),
        )
        return booked.id or 0


def mails() -> list[Message]:
    with begin(SYSTEM, writing=False) as work:
        return list(work.db.exec(select(Message).where(Message.template == "appointment.assigned")).all())


async def test_what_karim_notes_at_one_visit_is_shown_at_the_next_of_the_same_place(
    phone_of: Phone, people: Cast, visits: list[Dossier]
) -> None:
    item = {
        "id": uuid.uuid4().hex,
        "kind": "site",
        "about": visits[0].id,
        "typed_at": MONDAY.isoformat(),
        "values": {"text": "Chien méchant, code 12A4"},
    }
    for _ in range(2):
        assert (await phone_of(KARIM).post("/terrain/envois", json=item)).is_success
    book(people.assistant, people, warnings="Sonner deux fois")
    with begin(people.technician, writing=False) as work:
        assert field_sheet(work, visits[1].id or 0).warnings == "Chien méchant, code 12A4"
        today, tomorrow = (field_day(work, MONDAY.date() + timedelta(days=ahead)) for ahead in (0, 1))
    assert {one.warnings for one in today.visits} == {"Chien méchant, code 12A4"}
    assert tomorrow.visits[0].warnings == "Sonner deux fois · Chien méchant, code 12A4"
    assert "Chien méchant" in (await phone_of(KARIM).get("/terrain/feuille")).text


def test_the_office_changes_it_and_takes_it_away(people: Cast, visits: list[Dossier]) -> None:
    for text in ("Chien", "Chien attaché", ""):
        with begin(people.assistant) as work:
            sites.warn(work, ADDRESS, text)
    with begin(people.technician, writing=False) as work:
        assert field_sheet(work, visits[0].id or 0).warnings == ""
        assert len(work.db.exec(select(SiteWarning)).all()) == 1


def test_a_client_warns_of_nothing_and_nowhere_is_no_place(people: Cast) -> None:
    with pytest.raises(NotAllowed), begin(people.client) as work:
        sites.warn(work, ADDRESS, "Chien")
    with pytest.raises(Invalid), begin(people.technician) as work:
        sites.warn(work, " ", "Chien")


def test_an_address_typed_on_the_road_is_placed_when_it_arrives(people: Cast) -> None:
    number = book(people.technician, people)
    worker.keep_all_due()
    with begin(people.technician, writing=False) as work:
        placed = work.db.get_one(Appointment, number)
        assert placed.lat == pytest.approx(44.8, abs=0.2)
        assert placed.lon == pytest.approx(-0.6, abs=0.2)


async def test_one_written_in_a_cellar_is_placed_when_the_network_is_back(phone_of: Phone, people: Cast) -> None:
    typed = {"title": "Contre-visite", "day": "2026-11-25", "hour": "9:30", "minutes": "45"}
    place = {"street": "17 avenue Roul", "postcode": "33400", "city": "Talence"}
    at = (MONDAY - timedelta(minutes=40)).isoformat()
    item = {"id": uuid.uuid4().hex, "kind": "appointment", "about": 0, "typed_at": at, "values": typed | place}
    for _ in range(2):
        assert (await phone_of(KARIM).post("/terrain/envois", json=item)).is_success
    await to_thread.run_sync(worker.keep_all_due)
    with begin(people.technician, writing=False) as work:
        (visit,) = field_day(work, MONDAY.date() + timedelta(days=2)).visits
        assert (visit.located, visit.city) == (True, "Talence")
        assert visit.reach.geo.startswith("geo:44.")


def test_the_office_books_without_a_dossier_and_karim_is_told_once(people: Cast) -> None:
    with begin(people.manager) as work:
        sites.warn(work, ADDRESS, "Code 12A4")
    book(people.assistant, people)
    for _ in range(2):
        worker.keep_all_due()
    (mail,) = mails()
    assert mail.recipient == KARIM
    assert "Code 12A4" in mail.text


@pytest.mark.parametrize("details", [{"provisional": True}, {"kind": AppointmentKind.MEETING}])
def test_nobody_is_told_of_a_plan_nor_of_a_meeting(people: Cast, details: dict[str, Any]) -> None:
    book(people.assistant, people, **details)
    worker.keep_all_due()
    assert mails() == []


def test_karim_is_not_told_of_what_he_put_there_himself(people: Cast) -> None:
    book(people.technician, people)
    worker.keep_all_due()
    assert mails() == []
