"""What the office notes of its clients, and whom it promised to call back."""

from datetime import date, timedelta
from typing import Any

import pytest

from liciel_app.billing.screens.client_page import ClientPage
from liciel_app.core.access import Actor
from liciel_app.core.errors import Invalid, NotAllowed, NotFound
from liciel_app.core.work import begin
from liciel_app.directory import queries_notes, services_notes
from liciel_app.directory.models_notes import Talk
from liciel_app.directory.queries_notes import FollowUp, TalkRow
from liciel_app.directory.screens.follow_ups import FollowUps
from tests.client import Browser
from tests.conftest import MONDAY
from tests.people import Cast

ELODIE, CLAIRE, KARIM = "e.roux@atlantique-diag.example", "b.dupuy@courriel.example", "k.benali@atlantique-diag.example"
TODAY = MONDAY.date()


def noted(people: Cast, text: str = "Elle vend en mars.", due_on: date | None = None) -> Talk:
    with begin(people.sales) as work:
        return services_notes.note_talk(work, people.client_id, kind="call", text=text, due_on=due_on)


def talks(people: Cast, reader: Actor) -> list[TalkRow]:
    with begin(reader, writing=False) as work:
        return queries_notes.talks(work, people.client_id)


def waiting(reader: Actor) -> list[FollowUp]:
    with begin(reader, writing=False) as work:
        return queries_notes.follow_ups(work)


def test_a_call_is_noted_by_whom_and_when(people: Cast) -> None:
    noted(people)
    (row,) = talks(people, people.assistant)
    assert (row.kind, row.text, row.author, row.due) == ("call", "Elle vend en mars.", "Élodie Roux", "")
    assert row.written.startswith("23/11/2026")


def test_the_promises_waiting_longest_come_first_until_they_are_done(people: Cast) -> None:
    later = noted(people, "plus tard", TODAY + timedelta(days=9))
    soon = noted(people, "tout de suite", TODAY)
    noted(people, "rien de promis")
    assert [row.id for row in waiting(people.sales)] == [soon.id, later.id]
    assert waiting(people.sales)[0].today
    with begin(people.assistant) as work:
        services_notes.settle_talk(work, soon.id or 0)
    assert [row.id for row in waiting(people.sales)] == [later.id]
    assert talks(people, people.sales)[1].done.startswith("23/11/2026")


def test_a_promise_whose_day_is_past_is_late(people: Cast, set_clock: Any) -> None:
    noted(people, "demain", TODAY + timedelta(days=1))
    set_clock(MONDAY + timedelta(days=3))
    assert waiting(people.sales)[0].late
    assert talks(people, people.sales)[0].late


def test_done_twice_is_done_once(people: Cast) -> None:
    talk = noted(people, due_on=TODAY)
    stamps = set()
    for actor in (people.sales, people.assistant):
        with begin(actor) as work:
            stamps.add(services_notes.settle_talk(work, talk.id or 0).done_by)
    assert stamps == {"Élodie Roux"}


def test_taken_away_it_can_come_back(people: Cast) -> None:
    talk = noted(people, due_on=TODAY)
    with begin(people.sales) as work:
        services_notes.remove_talk(work, talk.id or 0)
    assert (talks(people, people.sales), waiting(people.sales)) == ([], [])
    with begin(people.sales) as work:
        services_notes.put_back_talk(work, talk.id or 0)
    assert len(waiting(people.sales)) == 1


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"text": "  "}, "text"),
        ({"text": "x" * 4001}, "text"),
        ({"kind": "pigeon"}, "kind"),
        ({"due_on": date(2020, 1, 1)}, "due_on"),
        ({"due_on": date(9999, 1, 1)}, "due_on"),
    ],
)
def test_what_cannot_be_is_told_by_its_field(people: Cast, said: dict[str, Any], field: str) -> None:
    told: dict[str, Any] = {"kind": "call", "text": "Bonjour"} | said
    with begin(people.sales) as work, pytest.raises(Invalid) as refused:
        services_notes.note_talk(work, people.client_id, **told)
    assert list(refused.value.fields) == [field]


def test_a_client_who_is_not_there_is_not_found(people: Cast) -> None:
    with begin(people.sales) as work, pytest.raises(NotFound):
        services_notes.note_talk(work, 999, kind="call", text="x")
    with begin(people.sales) as work, pytest.raises(NotFound):
        services_notes.settle_talk(work, 999)


def test_nobody_outside_the_office_reads_or_writes_them(people: Cast) -> None:
    talk = noted(people, due_on=TODAY)
    for actor in (people.client, people.stranger, people.technician, people.visitor):
        assert (talks(people, actor), waiting(actor)) == ([], [])
        with begin(actor) as work, pytest.raises(NotAllowed):
            services_notes.note_talk(work, people.client_id, kind="call", text="x")
        with begin(actor) as work, pytest.raises(NotAllowed):
            services_notes.settle_talk(work, talk.id or 0)


async def test_elodie_notes_a_call_on_the_clients_page_and_settles_it_from_the_list(
    browser: Browser, people: Cast
) -> None:
    page = browser.tab(ELODIE, client_id=str(people.client_id))
    await page.send(ClientPage.load)
    await page.send(ClientPage.note, values={"kind": "call", "text": " ", "due_on": "demain"})
    assert set((await page.state(ClientPage)).errors) == {"due_on"}
    await page.send(ClientPage.note, values={"kind": "call", "text": "Rappeler", "due_on": TODAY.isoformat()})
    (row,) = (await page.state(ClientPage)).talks
    listed = browser.tab(ELODIE)
    await listed.send(FollowUps.load)
    assert [one.client for one in (await listed.state(FollowUps)).rows] == ["M. et Mme Dupuy"]
    await listed.send(FollowUps.settle, talk_id=row.id)
    assert (await listed.state(FollowUps)).rows == []
    await page.send(ClientPage.tick)
    assert (await page.state(ClientPage)).talks[0].done != ""
    await page.send(ClientPage.remove_talk, talk_id=row.id)
    assert (await page.state(ClientPage)).talks == []
    await page.send(ClientPage.put_back_talk, talk_id=row.id)
    assert len((await page.state(ClientPage)).talks) == 1


@pytest.mark.parametrize("email", ["", CLAIRE, KARIM])
async def test_a_strangers_tab_receives_nothing_and_changes_nothing(browser: Browser, people: Cast, email: str) -> None:
    talk = noted(people, "Secret de négociation", TODAY)
    tab = browser.tab(email, client_id=str(people.client_id))
    for handler in (ClientPage.load, ClientPage.tick, FollowUps.load, FollowUps.tick):
        await tab.send(handler)
    for handler in (ClientPage.settle, ClientPage.remove_talk, ClientPage.put_back_talk, FollowUps.settle):
        await tab.send(handler, talk_id=talk.id)
    await tab.send(ClientPage.note, values={"kind": "call", "text": "x"})
    assert "Secret" not in tab.received
    (row,) = talks(people, people.sales)
    assert row.done == ""
