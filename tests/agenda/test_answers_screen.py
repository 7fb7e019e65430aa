"""The manager sees who answered what, chooses a replacement, and sets the rules of reminders."""

from datetime import timedelta

import pytest

from liciel_app.agenda.models import Appointment, AppointmentState
from liciel_app.agenda.models_messages import ReminderKind
from liciel_app.agenda.queries import messages
from liciel_app.agenda.screens.answers import Answers
from liciel_app.agenda.screens.reminders import Reminders
from liciel_app.core.access import SYSTEM
from liciel_app.core.work import begin
from tests.agenda.test_answers import refused
from tests.agenda.visited import THURSDAY, a_visit, kept_promises
from tests.client import Browser
from tests.people import Cast

MARC, NATHALIE = "m.delmas@atlantique-diag.example", "n.ferrand@atlantique-diag.example"
STRANGERS = ("k.benali@atlantique-diag.example", "b.dupuy@courriel.example", "")
TYPED = {
    "guest_mail": "48",
    "guest_sms": "24, 2",
    "technician_mail": "",
    "technician_sms": "",
    "quiet_from": "21:00",
    "quiet_to": "07:30",
    "daily_cap": "150",
    "arrival_minutes": "20",
    "on_the_way": "on",
}


async def test_nathalie_sees_what_waits_for_an_answer(people: Cast, browser: Browser) -> None:
    a_visit(people)
    tab = browser.tab(NATHALIE)
    await tab.send(Answers.load)
    (row,) = (await tab.state(Answers)).rows
    assert (row.answer, row.technician, row.day, row.dossier_id > 0) == ("waiting", "Karim Benali", "26/11/2026", True)


async def test_nathalie_replaces_who_refused(people: Cast, browser: Browser) -> None:
    refused(people)
    tab = browser.tab(NATHALIE)
    await tab.send(Answers.load)
    (row,) = (await tab.state(Answers)).rows
    assert (row.answer, row.reason) == ("refused", "Formation ce jour-là")
    await tab.send(Answers.propose, appointment_id=row.appointment_id)
    shown = await tab.state(Answers)
    assert (len(shown.slots), shown.slots[0].best, shown.slots[0].technician) == (3, True, "Julien Morel")
    await tab.send(Answers.choose, value=shown.slots[0].value)
    kept_promises()
    await tab.send(Answers.load)
    (row,) = (await tab.state(Answers)).rows
    assert (row.answer, row.technician) == ("waiting", "Julien Morel")


async def test_nathalie_gives_up_when_nobody_can(people: Cast, browser: Browser) -> None:
    refused(people)
    tab = browser.tab(NATHALIE)
    await tab.send(Answers.load)
    await tab.send(Answers.ask_end, appointment_id=1)
    await tab.send(Answers.give_up)
    assert (await tab.state(Answers)).rows == []
    with begin(SYSTEM, writing=False) as work:
        assert work.db.get_one(Appointment, 1).state is AppointmentState.CANCELLED


@pytest.mark.parametrize("email", STRANGERS)
async def test_strangers_see_no_answer_and_replace_nobody(people: Cast, browser: Browser, email: str) -> None:
    refused(people)
    tab = browser.tab(email)
    await tab.send(Answers.load)
    await tab.send(Answers.tick)
    await tab.send(Answers.propose, appointment_id=1)
    await tab.send(Answers.choose, value=f"1|{THURSDAY.isoformat()}")
    await tab.send(Answers.close, shown=False)
    await tab.send(Answers.ask_end, appointment_id=1)
    await tab.send(Answers.hesitate, shown=True)
    await tab.send(Answers.give_up)
    shown = await tab.state(Answers)
    assert (shown.rows, shown.changes, shown.slots) == ([], [], [])
    assert "Julien" not in tab.received


async def test_marc_sets_the_reminders(people: Cast, browser: Browser) -> None:
    a_visit(people, THURSDAY + timedelta(days=7))
    tab = browser.tab(MARC)
    await tab.send(Reminders.load)
    assert (await tab.state(Reminders)).form.guest_sms == "24"
    await tab.send(Reminders.save, values=TYPED)
    shown = await tab.state(Reminders)
    assert (shown.form.guest_sms, shown.form.quiet_from, shown.form.quiet_sundays) == ("24, 2", "21:00", False)
    assert len([row for row in shown.rows if row.state == "pending"]) == 3
    with begin(SYSTEM, writing=False) as work:
        assert (ReminderKind.GUEST_SMS, 120) in messages.reminders_wanted(work)


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("guest_sms", "demain"),
        ("quiet_from", ""),
        ("daily_cap", "beaucoup"),
        ("guest_sms", "nan"),
        ("guest_sms", "1e400"),
    ],
)
async def test_what_cannot_be_read_is_said_beside_its_field(
    people: Cast, browser: Browser, field: str, typed: str
) -> None:
    tab = browser.tab(MARC)
    await tab.send(Reminders.load)
    await tab.send(Reminders.save, values=TYPED | {field: typed})
    assert field in (await tab.state(Reminders)).errors
    with begin(SYSTEM, writing=False) as work:
        assert messages.rules_of(work).daily_cap == 300


@pytest.mark.parametrize("email", [NATHALIE, *STRANGERS])
async def test_only_the_manager_sets_them(people: Cast, browser: Browser, email: str) -> None:
    tab = browser.tab(email)
    await tab.send(Reminders.load)
    await tab.send(Reminders.tick)
    await tab.send(Reminders.save, values=TYPED)
    with begin(SYSTEM, writing=False) as work:
        assert messages.rules_of(work).daily_cap == 300
