"""The technician's day: what Karim sees and notes, and what others are refused."""

from datetime import timedelta
from typing import Any

import pytest

from liciel_app.agenda import services as agenda
from liciel_app.agenda.rules import Contact, Place
from liciel_app.core.access import SYSTEM
from liciel_app.core.work import begin
from liciel_app.dossiers import queries
from liciel_app.dossiers.models import Stage
from liciel_app.dossiers.queries.field import field_day
from liciel_app.mobile.screens.day import Day
from liciel_app.office.models import Account
from tests.client import Browser
from tests.conftest import MONDAY
from tests.dossiers.cases import a_planned_dossier
from tests.mobile.colleague import a_colleague, goes_along
from tests.people import Cast

KARIM, MARC = "k.benali@atlantique-diag.example", "m.delmas@atlantique-diag.example"
NATHALIE, CLAIRE = "n.ferrand@atlantique-diag.example", "b.dupuy@courriel.example"


@pytest.fixture
def visits(people: Cast) -> list[int]:
    """Two dossiers visited today, at ten and at two; their numbers."""
    with begin(people.assistant) as work:
        starts = (MONDAY + timedelta(hours=2), MONDAY + timedelta(hours=6))
        return [a_planned_dossier(work, people, at).id or 0 for at in starts]


async def test_karim_sees_his_visits_in_order_with_their_pins(browser: Browser, visits: list[int]) -> None:
    tab = browser.tab(KARIM)
    await tab.send(Day.load)
    shown = (await tab.state(Day)).day
    assert (shown.words, shown.done, shown.total) == ("lundi 23 novembre 2026", 0, 2)
    assert [(one.number, one.start, one.dossier_id) for one in shown.visits] == [
        ("1", "10\u00a0h\u00a000", visits[0]),
        ("2", "14\u00a0h\u00a000", visits[1]),
    ]
    assert [pin["number"] for pin in (await tab.state(Day)).pins] == ["1", "2"]


async def test_the_next_visit_says_how_to_call_and_to_drive_there(browser: Browser, visits: list[int]) -> None:
    tab = browser.tab(KARIM)
    await tab.send(Day.load)
    coming = (await tab.state(Day)).day.coming
    assert coming.missions == ["DPE", "Pb", "Am"]
    assert (coming.phone, coming.reach.call, coming.reach.text) == (
        "06 12 34 56 78",
        "tel:0612345678",
        "sms:0612345678",
    )
    assert coming.reach.road.endswith("destination=44.802,-0.588")
    assert coming.reach.geo.startswith("geo:44.802,-0.588?q=")


async def test_he_notes_each_stage_and_the_next_visit_follows(browser: Browser, visits: list[int]) -> None:
    tab = browser.tab(KARIM)
    await tab.send(Day.load)
    number = (await tab.state(Day)).day.coming.id
    for state in ("on_the_way", "arrived", "done", "done"):
        await tab.send(Day.note, appointment_id=number, state=state)
    shown = (await tab.state(Day)).day
    assert (shown.done, shown.total, shown.coming.dossier_id) == (1, 2, visits[1])
    with begin(SYSTEM, writing=False) as work:
        assert queries.get(work, visits[0]).stage is Stage.ON_SITE


async def test_a_tap_too_early_can_be_taken_back(browser: Browser, visits: list[int]) -> None:
    tab = browser.tab(KARIM)
    await tab.send(Day.load)
    number = (await tab.state(Day)).day.coming.id
    await tab.send(Day.note, appointment_id=number, state="on_the_way")
    assert "Annuler" in tab.toasts
    await tab.send(Day.note, appointment_id=number, state="planned")
    assert (await tab.state(Day)).day.coming.state == "planned"


async def test_other_days_are_one_tap_away_and_may_be_empty(browser: Browser, visits: list[int]) -> None:
    tab = browser.tab(KARIM)
    await tab.send(Day.load)
    await tab.send(Day.turn, days=1)
    shown = (await tab.state(Day)).day
    assert (shown.iso, shown.today, shown.visits) == ("2026-11-24", False, [])
    await tab.send(Day.turn, days=-1)
    await tab.send(Day.turn, days=-1)
    await tab.send(Day.back_to_today)
    assert (await tab.state(Day)).day.total == 2


async def test_his_open_day_follows_what_the_office_books(browser: Browser, people: Cast) -> None:
    tab = browser.tab(KARIM)
    await tab.send(Day.load)
    with begin(people.assistant) as work:
        a_planned_dossier(work, people, MONDAY + timedelta(hours=2))
    await tab.send(Day.tick)
    assert (await tab.state(Day)).day.total == 1


async def test_a_tick_without_change_sends_nothing(browser: Browser, visits: list[int]) -> None:
    tab = browser.tab(KARIM)
    await tab.send(Day.load)
    before = tab.received
    await tab.send(Day.tick)
    assert tab.received == before


async def test_karim_s_open_day_takes_over_the_meeting_nathalie_repeats(
    browser: Browser, people: Cast, visits: list[int]
) -> None:
    tab, karim = browser.tab(KARIM), people.technician.account_id or 0
    await tab.send(Day.load)
    each_day: dict[str, Any] = {"rule": "FREQ=DAILY", "first_on": MONDAY.date(), "starts_minute": 1020, "minutes": 30}
    with begin(people.assistant) as work:
        point, _ = agenda.repeat(work, account_id=karim, title="Point", **each_day)
    await tab.send(Day.tick)
    assert [one.title for one in (await tab.state(Day)).day.visits][2:] == ["Point"]
    with begin(people.assistant) as work:
        agenda.end_recurrence(work, point.id or 0, MONDAY.date())
    await tab.send(Day.tick)
    assert len((await tab.state(Day)).day.visits) == 2


async def test_a_meeting_of_the_morning_is_listed_and_does_not_stand_before_his_visits(
    browser: Browser, people: Cast, visits: list[int]
) -> None:
    each_day: dict[str, Any] = {"rule": "FREQ=DAILY", "first_on": MONDAY.date(), "starts_minute": 510, "minutes": 30}
    with begin(people.assistant) as work:
        agenda.repeat(work, account_id=people.technician.account_id or 0, title="Point", **each_day)
    tab = browser.tab(KARIM)
    await tab.send(Day.load)
    day = (await tab.state(Day)).day
    assert (day.total, day.coming.dossier_id) == (2, visits[0])
    assert day.visits[0].title == "Point"
    assert [one.number for one in day.visits] == ["", "1", "2"]


async def test_an_appointment_without_a_dossier_is_listed_too(browser: Browser, people: Cast) -> None:
    with begin(people.assistant) as work:
        agenda.book(
            work,
            technician_id=people.technician.account_id or 0,
            starts_at=MONDAY + timedelta(hours=4),
            minutes=30,
            title="Étalonnage du XRF",
            place=Place(),
            contact=Contact(),
            link=("", 0),
        )
    tab = browser.tab(KARIM)
    await tab.send(Day.load)
    shown = await tab.state(Day)
    assert (shown.day.coming.title, shown.day.coming.dossier_id, shown.pins) == ("Étalonnage du XRF", 0, [])


async def test_marc_the_manager_sees_everybody_or_one_technician(
    browser: Browser, people: Cast, visits: list[int]
) -> None:
    tab = browser.tab(MARC)
    await tab.send(Day.load)
    shown = await tab.state(Day)
    assert (shown.team, shown.day.total) == ([(people.technician.account_id, "Karim Benali")], 2)
    await tab.send(Day.choose, technician_id=9999)
    assert (await tab.state(Day)).day.total == 0


@pytest.fixture
async def sophie(people: Cast, visits: list[int]) -> str:
    """She goes along with Karim to his first visit."""
    with begin(people.manager) as work:
        goes_along(work, visits[0])
        work.db.get_one(Account, people.technician.account_id).phone = "06 11 22 33 44"
    return "s.lacaze@atlantique-diag.example"


async def test_sophie_sees_whom_she_goes_along_with_and_for_what(
    browser: Browser, visits: list[int], sophie: str
) -> None:
    tab = browser.tab(sophie)
    await tab.send(Day.load)
    day = (await tab.state(Day)).day
    assert (day.total, day.coming.lead, day.coming.lead_call) == (1, "Karim Benali", "tel:0611223344")
    assert (day.coming.missions, day.coming.dossier_id) == (["DPE", "Pb", "Am"], visits[0])


async def test_whose_visit_it_is_goes_along_with_nobody(browser: Browser, sophie: str) -> None:
    for email in (KARIM, MARC):
        tab = browser.tab(email)
        await tab.send(Day.load)
        assert (await tab.state(Day)).day.coming.lead == ""


async def test_sophie_notes_no_progress_in_karim_s_place(browser: Browser, people: Cast, sophie: str) -> None:
    tab = browser.tab(sophie)
    await tab.send(Day.note, appointment_id=1, state="on_the_way")
    with begin(people.technician, writing=False) as work:
        assert field_day(work, work.today).visits[0].state == "planned"


GESTURES = (
    (Day.load, {}),
    (Day.tick, {}),
    (Day.turn, {"days": 1}),
    (Day.back_to_today, {}),
    (Day.choose, {"technician_id": 1}),
    (Day.note, {"appointment_id": 1, "state": "done"}),
)


@pytest.mark.parametrize("email", ["", CLAIRE, NATHALIE])
async def test_a_stranger_a_client_and_the_assistant_are_refused(
    browser: Browser, visits: list[int], email: str
) -> None:
    tab = browser.tab(email)
    for gesture, payload in GESTURES:
        await tab.send(gesture, **payload)
    assert "avenue Roul" not in tab.received
    assert ("pas le droit" if email else "Reconnectez-vous") in tab.toasts


async def test_karim_cannot_note_a_colleague_s_visit(browser: Browser, people: Cast) -> None:
    with begin(people.manager) as work:
        sophie = a_colleague(work)
        agenda.book(
            work,
            technician_id=sophie,
            starts_at=MONDAY + timedelta(hours=2),
            minutes=60,
            title="Chez un autre",
            place=Place(),
            contact=Contact(),
            link=("", 0),
        )
    tab = browser.tab(KARIM)
    await tab.send(Day.note, appointment_id=1, state="done")
    assert "introuvable" in tab.toasts


@pytest.mark.parametrize("payload", [{"days": 2}, {"days": "demain"}, {"days": 1, "more": 1}])
async def test_a_malformed_tap_does_nothing(browser: Browser, payload: dict[str, object]) -> None:
    tab = browser.tab(KARIM)
    await tab.send(Day.turn, **payload)
    assert "mal formée" in tab.toasts
