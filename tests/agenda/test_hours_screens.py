"""Hours, homes, certificates and rules of planning; every handler of the five pages of the crew, tried by strangers."""

from typing import Any

import pytest

from liciel_app.agenda import queries, services
from liciel_app.agenda.queries import crew
from liciel_app.agenda.queries.uses import recurrences
from liciel_app.agenda.screens.capacity_screen import Capacity
from liciel_app.agenda.screens.hours_rules import PlanningRules
from liciel_app.agenda.screens.hours_screen import Crew
from liciel_app.agenda.screens.leaves_screen import Leaves
from liciel_app.agenda.screens.recurring_screen import Recurring
from liciel_app.agenda.screens.resources_screen import Resources
from liciel_app.agenda.services.resources import Facts
from liciel_app.core.work import begin
from tests.agenda.crew_desk import EVENT, FULL, MARC, RULES, STRANGERS, TUESDAY, karim_of, opened
from tests.agenda.test_booking import NINE
from tests.client import Browser
from tests.conftest import rows
from tests.people import Cast


async def test_nathalie_types_karims_week_and_reads_it_back(browser: Browser, people: Cast) -> None:
    tab, karim = await opened(browser, Crew), karim_of(people)
    await tab.send(Crew.ask, account_id=karim, what="hours")
    await tab.send(Crew.save_hours, values=FULL | {"day-4": "8h-12h"})
    (row,) = (await tab.state(Crew)).rows
    assert row.hours == ["lun. – jeu. : 08:30-12:30, 13:30-18:00", "ven. : 08:00-12:00"]
    assert row.own


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("18:00-08:30", "La fin précède le début."),
        ("08:00-12:00, 11:00-14:00", "Ces horaires se chevauchent."),
        ("le matin", "Écrivez les horaires comme 08:30-12:30"),
        ("08:00-25:00", "Une heure va de 00:00 à 24:00."),
    ],
)
async def test_hours_that_cannot_be_stay_on_the_screen_with_a_sentence(
    browser: Browser, people: Cast, typed: str, sentence: str
) -> None:
    tab = await opened(browser, Crew)
    await tab.send(Crew.ask, account_id=karim_of(people), what="hours")
    await tab.send(Crew.save_hours, values=FULL | {"day-2": typed})
    state = await tab.state(Crew)
    assert state.errors["day-2"].startswith(sentence)
    assert state.asking == "hours"
    with begin(people.assistant) as work:
        assert rows(work, "workinghours") == 0


async def test_a_technician_without_home_or_with_an_unknown_one_is_refused(browser: Browser, people: Cast) -> None:
    tab = await opened(browser, Crew)
    await tab.send(Crew.ask, account_id=karim_of(people), what="home")
    await tab.send(Crew.save_home, values={"home": " ", "end": ""})
    assert (await tab.state(Crew)).errors["home"].startswith("Indiquez d’où part ce technicien")
    await tab.send(Crew.save_home, values={"home": "zzzzqq", "end": ""})
    assert "introuvable" in (await tab.state(Crew)).errors["home"]
    await tab.send(Crew.save_home, values={"home": "33600 Pessac", "end": "33130 Bègles"})
    (row,) = (await tab.state(Crew)).rows
    assert (row.home, row.end, row.located) == ("33600 Pessac", "33130 Bègles", True)


async def test_certificates_and_insurance_with_their_dates(browser: Browser, people: Cast) -> None:
    tab = await opened(browser, Crew)
    await tab.send(Crew.ask, account_id=karim_of(people), what="rights")
    values = {"held-DPE": "on", "until-DPE": "2026-12-31", "held-GAZ": "on", "insured_until": "2026-11-01"}
    await tab.send(Crew.save_rights, values=values)
    (row,) = (await tab.state(Crew)).rows
    assert [(one.word, one.until, one.tone) for one in row.certificates] == [
        ("DPE", "31/12/2026", "amber"),
        ("Gaz", "", "grey"),
    ]
    assert (row.insured, row.insured_tone) == ("01/11/2026", "red")
    await tab.send(Crew.ask, account_id=karim_of(people), what="rights")
    await tab.send(Crew.save_rights, values={"held-DPE": "on", "until-DPE": "demain"})
    assert (await tab.state(Crew)).errors == {"until-DPE": "Choisissez une date."}


async def test_marc_sets_the_rules_and_nathalie_may_not(browser: Browser, people: Cast) -> None:
    tab = await opened(browser, PlanningRules, MARC)
    await tab.send(PlanningRules.save, values=RULES | {"notice_hours": "48", "holidays_zone": "974"})
    assert "Abolition de l'esclavage" in (await tab.state(PlanningRules)).rules.coming
    await tab.send(PlanningRules.save, values=RULES | {"notice_hours": "demain", "km_cents": "x", "proposals": "99"})
    assert set((await tab.state(PlanningRules)).errors) == {"notice_hours", "km_cents"}
    await (await opened(browser, PlanningRules)).send(PlanningRules.save, values=RULES)
    with begin(people.assistant) as work:
        assert queries.settings_of(work).notice_hours == 48


@pytest.mark.parametrize("email", STRANGERS)
async def test_strangers_read_and_change_nothing(browser: Browser, people: Cast, email: str) -> None:
    karim = karim_of(people)
    with begin(people.assistant) as work:
        services.save_resource(work, Facts("Clio", "vehicle"))
        leave = services.ask_leave(work, account_id=karim, first_on=NINE.date(), last_on=NINE.date()).id or 0
    tab = browser.tab(email)
    for handler, payload in _gestures(karim, leave):
        await tab.send(handler, **payload)
    for state in (Crew, Leaves, Resources, Recurring):
        assert (await tab.state(state)).rows == []
    assert (await tab.state(PlanningRules)).rules.notice_hours == ""
    assert (await tab.state(Capacity)).shown.title == ""
    with begin(people.assistant) as work:
        assert [row.state for row in queries.leaves(work)] == ["asked"]
        assert [row.name for row in queries.resources(work)] == ["Clio"]
        assert recurrences(work) == []
        assert (crew.crew(work)[0].own, rows(work, "staffing")) == (False, 0)


async def test_elodie_reads_and_changes_nothing(browser: Browser, people: Cast) -> None:
    tab = await opened(browser, Crew, "e.roux@atlantique-diag.example")
    assert len((await tab.state(Crew)).rows) == 1
    await tab.send(Crew.ask, account_id=karim_of(people), what="hours")
    await tab.send(Crew.save_hours, values=FULL)
    with begin(people.assistant) as work:
        assert rows(work, "workinghours") == 0


def _gestures(karim: int, leave: int) -> list[tuple[Any, dict[str, Any]]]:
    """Every handler of the five pages."""
    days = {"account_id": str(karim), "first_on": TUESDAY, "last_on": TUESDAY}
    values: dict[str, Any] = {
        "values": {"home": "33600 Pessac", "answer": "Non", "least-DPE": "1"} | RULES | EVENT | days
    }
    return [
        *((state.load, {}) for state in (Crew, PlanningRules, Leaves, Resources, Recurring, Capacity)),
        *((state.tick, {}) for state in (Crew, Leaves, Resources, Recurring, Capacity)),
        (Crew.ask, {"account_id": karim, "what": "hours"}),
        (Crew.close, {"shown": False}),
        *((one, values) for one in (Crew.save_hours, Crew.save_home, Crew.save_rights, PlanningRules.save)),
        (Leaves.open, {"shown": True}),
        (Leaves.ask, values),
        (Leaves.grant, {"leave_id": leave}),
        (Leaves.grant_anyway, {}),
        (Leaves.hesitate, {"shown": True}),
        (Leaves.start_refusal, {"leave_id": leave}),
        (Leaves.stop_refusal, {"shown": True}),
        (Leaves.refuse, values),
        (Leaves.withdraw, {"leave_id": leave}),
        (Resources.ask, {"resource_id": 1}),
        (Resources.close, {"shown": True}),
        (Resources.save, {"values": {"name": "Vélo", "kind": "vehicle"}}),
        (Resources.part, {"resource_id": 1}),
        (Resources.keep, {"shown": True}),
        (Resources.withdraw, {}),
        (Recurring.open, {"shown": True}),
        (Recurring.repeat, values),
        (Recurring.stop, {"recurrence_id": 1}),
        (Recurring.go_on, {"shown": True}),
        (Recurring.end, {"values": {"from_on": TUESDAY}}),
        (Capacity.save_least, values),
    ]
