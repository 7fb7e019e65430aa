"""Best slots at the desk: proposals, filters, one click, and what happens when somebody was quicker."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlmodel import col, select

from liciel_app.agenda import services as agenda
from liciel_app.agenda.models import Appointment, AppointmentState
from liciel_app.agenda.rules import Contact, Place
from liciel_app.core import clock
from liciel_app.core.errors import Invalid
from liciel_app.core.work import Work, begin
from liciel_app.dossiers.models import Dossier, Stage
from liciel_app.dossiers.queries import slots as wishes
from liciel_app.dossiers.screens.planning_slots import BestSlots
from liciel_app.dossiers.screens.planning_slots_view import FIELDS
from tests.agenda.offices import PESSAC, a_booking, two_technicians
from tests.client import Browser, Tab
from tests.dossiers.cases import a_dossier
from tests.people import Cast

NATHALIE = "n.ferrand@atlantique-diag.example"


@pytest.fixture
def dossier(people: Cast) -> int:
    """A house in Talence to visit; Karim is in Pessac on Tuesday at 14."""
    with begin(people.assistant) as work:
        karim, _ = two_technicians(work, people)
        a_booking(work, karim, 24, 14, PESSAC)
        return a_dossier(work, people.client_id).id or 0


@contextmanager
def office(people: Cast) -> Iterator[Work]:
    with begin(people.assistant) as work:
        yield work


async def asked(browser: Browser, dossier: int, email: str = NATHALIE) -> Tab:
    tab = browser.tab(email, dossier=str(dossier))
    await tab.send(BestSlots.load)
    return tab


async def test_every_proposal_says_why_and_what_it_costs(browser: Browser, dossier: int) -> None:
    state = await (await asked(browser, dossier)).state(BestSlots)
    best = state.rows[0]
    assert (best.technician, best.when, best.hours) == (
        "Karim Benali",
        "mardi 24 novembre",
        "08\u00a0h\u00a030 – 10\u00a0h\u00a030",
    )
    assert best.why.startswith("Karim Benali est ensuite à Pessac à 14\u00a0h\u00a000")
    assert best.km.startswith("+")
    assert state.refused[0].startswith("Julien Morel n’a pas la certification")
    assert [row.rank for row in state.rows] == list(range(1, len(state.rows) + 1))
    assert state.estimated


async def test_one_click_books_the_visit_and_the_dossier_leaves_the_tray(
    browser: Browser, people: Cast, dossier: int
) -> None:
    tab = await asked(browser, dossier)
    await tab.send(BestSlots.book, key=(await tab.state(BestSlots)).rows[0].key)
    state = await tab.state(BestSlots)
    assert state.booked == "Karim Benali, mardi 24 novembre, 08\u00a0h\u00a030 – 10\u00a0h\u00a030"
    assert state.waiting == []
    with office(people) as work:
        assert work.db.get_one(Dossier, dossier).stage is Stage.PLANNED
    assert "Rendez-vous fixé" in tab.toasts


async def test_a_slot_taken_meanwhile_is_refused_with_fresh_ones(browser: Browser, people: Cast, dossier: int) -> None:
    tab = await asked(browser, dossier)
    best = (await tab.state(BestSlots)).rows[0]
    with office(people) as work:
        a_booking(work, best.technician_id, 24, 9, PESSAC)
    await tab.send(BestSlots.book, key=best.key)
    state = await tab.state(BestSlots)
    assert state.rows[0].key != best.key
    with office(people) as work:
        assert work.db.get_one(Dossier, dossier).appointment_id is None
    assert "Karim Benali a déjà" in tab.toasts


async def test_a_road_that_became_too_long_is_refused_too(browser: Browser, people: Cast, dossier: int) -> None:
    """The time itself is free; a visit was booked so near to it that nobody can drive from there in time."""
    tab = await asked(browser, dossier)
    best = (await tab.state(BestSlots)).rows[0]
    with office(people) as work:
        agenda.book(
            work,
            technician_id=best.technician_id,
            starts_at=clock.at_office(work.today + timedelta(days=1), 10, 30),
            minutes=60,
            title="Arcachon",
            place=Place(city="Arcachon", lat=44.658, lon=-1.168),
            contact=Contact(),
            link=("", 0),
        )
    await tab.send(BestSlots.book, key=best.key)
    assert "vient d’être pris" in tab.toasts
    with office(people) as work:
        assert work.db.get_one(Dossier, dossier).appointment_id is None


async def test_filters_narrow_and_are_cleared(browser: Browser, dossier: int) -> None:
    tab = await asked(browser, dossier)
    everything = (await tab.state(BestSlots)).count
    await tab.send(BestSlots.narrow, name="half", value="apres-midi")
    await tab.send(BestSlots.narrow, name="day", value="2026-11-24")
    state = await tab.state(BestSlots)
    assert {(row.day, row.half) for row in state.rows} == {("2026-11-24", "apres-midi")}
    await tab.send(BestSlots.narrow, name="km", value="0,0")
    assert (await tab.state(BestSlots)).count == 0
    await tab.send(BestSlots.narrow, name="__class__", value="x")
    await tab.send(BestSlots.widen)
    assert (await tab.state(BestSlots)).count == everything


async def test_the_desk_types_an_address_and_missions(browser: Browser, people: Cast, dossier: int) -> None:
    tab = browser.tab(NATHALIE)
    typed = {"address": "3 allée des Pins, 33600 Pessac", "mission-DPE": "on", "contact": "Mme Laborde", "phone": ""}
    await tab.send(BestSlots.ask, values=typed)
    state = await tab.state(BestSlots)
    assert state.wish is not None
    assert (state.wish.title, state.wish.lasts, state.wish.approximate) == ("DPE, Pessac", "45\u00a0min", True)
    await tab.send(BestSlots.book, key=state.rows[0].key)
    with office(people) as work:
        booked = work.db.exec(select(Appointment).where(col(Appointment.contact_name) == "Mme Laborde")).one()
        assert (booked.city, booked.skills, booked.state) == ("Pessac", "DPE", AppointmentState.PLANNED)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"address": "zzzz", "mission-DPE": "on"}, "address"),
        ({"address": "33600 Pessac"}, "minutes"),
        ({"address": "33600 Pessac", "minutes": "0"}, "minutes"),
        ({"address": "33600 Pessac", "minutes": "4320"}, "minutes"),
        ({"address": "33600 Pessac", "mission-DPE": "on", "surface": "-5"}, "surface"),
        ({"address": "33600 Pessac", "mission-ERP": "on", "surface": "x"}, "surface"),
    ],
)
async def test_what_cannot_be_is_said_beside_its_field(
    browser: Browser, dossier: int, values: dict[str, str], field: str
) -> None:
    tab = browser.tab(NATHALIE)
    await tab.send(BestSlots.ask, values=values)
    state = await tab.state(BestSlots)
    assert field in state.errors
    assert state.wish is None


async def test_a_dossier_nobody_can_drive_to_says_so(browser: Browser, people: Cast, dossier: int) -> None:
    with office(people) as work:
        work.db.get_one(Dossier, dossier).lat = None
    tab = await asked(browser, dossier)
    assert "n’est pas localisée" in tab.toasts


async def test_a_change_of_the_agenda_is_said_and_nothing_moves_by_itself(
    browser: Browser, people: Cast, dossier: int
) -> None:
    tab = await asked(browser, dossier)
    await tab.send(BestSlots.tick)
    assert not (await tab.state(BestSlots)).stale
    with office(people) as work:
        a_booking(work, people.technician.account_id or 0, 25, 9, PESSAC)
    await tab.send(BestSlots.tick)
    assert (await tab.state(BestSlots)).stale
    await tab.send(BestSlots.again)
    assert not (await tab.state(BestSlots)).stale


async def test_more_slots_are_one_click_away(browser: Browser, dossier: int) -> None:
    tab = await asked(browser, dossier)
    await tab.send(BestSlots.show_all)
    state = await tab.state(BestSlots)
    assert len(state.rows) == state.count


@pytest.mark.parametrize("email", ["k.benali@atlantique-diag.example", "b.dupuy@courriel.example", ""])
async def test_strangers_get_no_slot(browser: Browser, people: Cast, dossier: int, email: str) -> None:
    tab = await asked(browser, dossier, email)
    await tab.send(BestSlots.choose, dossier_id=str(dossier))
    await tab.send(BestSlots.ask, values={"address": "33600 Pessac", "minutes": "60"})
    for gesture in (BestSlots.again, BestSlots.tick, BestSlots.widen, BestSlots.show_all):
        await tab.send(gesture)
    await tab.send(BestSlots.narrow, name="day", value="2026-11-24")
    await tab.send(BestSlots.book, key=f"{people.technician.account_id}|2026-11-24T09:00:00+01:00")
    state = await tab.state(BestSlots)
    assert (state.rows, state.wish, state.waiting, state.by.day) == ([], None, [], "")
    with office(people) as work:
        assert work.db.get_one(Dossier, dossier).appointment_id is None


async def test_elodie_reads_the_slots_and_books_none(browser: Browser, people: Cast, dossier: int) -> None:
    tab = await asked(browser, dossier, "e.roux@atlantique-diag.example")
    await tab.send(BestSlots.book, key=(await tab.state(BestSlots)).rows[0].key)
    with office(people) as work:
        assert work.db.get_one(Dossier, dossier).appointment_id is None


async def test_a_key_nobody_proposed_books_nothing(browser: Browser, people: Cast, dossier: int) -> None:
    tab = await asked(browser, dossier)
    for key in ("", "x|y", "1|2026-11-24T09:00:00", "1"):
        await tab.send(BestSlots.book, key=key)
    with office(people) as work:
        assert work.db.get_one(Dossier, dossier).appointment_id is None


def test_a_length_typed_wins_over_the_missions() -> None:
    with pytest.raises(Invalid):
        wishes.typed(dict.fromkeys(FIELDS, ""), ["NIMPORTE"], None)
